package world

import "slices"

// EventType names a kind of event. The names are stable once released.
type EventType string

// The events.
const (
	TypeEntered   EventType = "entered"
	TypeLeft      EventType = "left"
	TypeWalked    EventType = "walked"
	TypeSat       EventType = "sat"
	TypeStood     EventType = "stood"
	TypeMoved     EventType = "moved"
	TypeSaid      EventType = "said"
	TypeWhispered EventType = "whispered"
	TypeRetracted EventType = "retracted"
	TypeExpressed EventType = "expressed"
	TypeChorus    EventType = "chorus"
	TypeDressed   EventType = "dressed"
	TypeRenamed   EventType = "renamed"
	TypeAgreed    EventType = "agreed"
	TypeForgotten EventType = "forgotten"
	TypeRedrawn   EventType = "redrawn"
)

// Event is a numbered fact about a room.
type Event struct {
	Position Position // set when committed: the epoch it was committed under and its number
	At       Millis
	Audience Audience
	Body     Body
}

// Body is what happened; one Go type per EventType. Its JSON is the event's on the wire and on disk, beside
// position, type and at.
type Body interface{ Type() EventType }

// Audience is who may see an event, resolved once by Decide. The zero audience is everyone in the room.
type Audience struct {
	Only   []VisitorID `json:"only,omitempty"`   // nobody but these
	Except []VisitorID `json:"except,omitempty"` // everyone but these
}

// Public reports whether the event belongs to the room rather than to named visitors.
func (a Audience) Public() bool { return len(a.Only) == 0 }

// Allows is the one predicate of visibility: window, snapshot, history, export and inspector ask it. The empty
// viewer is a stranger at the open door.
func (a Audience) Allows(viewer VisitorID) bool {
	if len(a.Only) > 0 {
		return viewer != "" && slices.Contains(a.Only, viewer)
	}
	return !slices.Contains(a.Except, viewer)
}

// Entered says that somebody came in, and walks from the door to where they stand.
type Entered struct {
	Who    VisitorID  `json:"who"`
	Name   string     `json:"name"`
	Kind   Kind       `json:"kind" enum:"person,program"`
	Age    AgeBand    `json:"age,omitempty" hidden:"true"` // on disk only
	Lang   string     `json:"lang,omitempty"`
	Outfit OutfitHash `json:"outfit"`
	Photos Photos     `json:"photos,omitempty" enum:"yes,no"`
	Follow bool       `json:"follow,omitempty" doc:"may others go after them when they walk on"`
	Path   Path       `json:"path"`
	Facing Facing     `json:"facing" enum:"se,sw,nw,ne"`
}

// Left says that somebody is gone: Reason is "left" (they went), "away" (their connections stayed away) or "removed" (staff sent them
// out).
type Left struct {
	Who    VisitorID `json:"who"`
	Reason string    `json:"reason" enum:"left,away,removed"`
}

// Walked is one walk, from where the last one was at the event's instant.
type Walked struct {
	Who     VisitorID `json:"who"`
	Path    Path      `json:"path"`
	Facing  Facing    `json:"facing" enum:"se,sw,nw,ne"` // at the end
	Near    VisitorID `json:"near,omitempty"`            // whom it approaches
	Since   Millis    `json:"since,omitempty"`           // it goes on with an approach begun then, since whom it approaches walked on
	Nearest bool      `json:"nearest,omitempty"`         // the goal was not reachable: this is the nearest place that is
}

// Sat is one event at the click: the walk to the seat's approach point, and the seat from its end on.
type Sat struct {
	Who    VisitorID `json:"who"`
	Seat   SeatID    `json:"seat"`
	Path   Path      `json:"path"`
	Facing Facing    `json:"facing" enum:"se,sw,nw,ne"`
}

// Stood says that somebody left their seat for the place beside it, or, on their feet, ended what they did.
type Stood struct {
	Who    VisitorID `json:"who"`
	Path   Path      `json:"path"`
	Facing Facing    `json:"facing" enum:"se,sw,nw,ne"`
}

// Moved says that somebody was put elsewhere, because the room was redrawn under their feet.
type Moved struct {
	Who    VisitorID `json:"who"`
	Path   Path      `json:"path"`
	Facing Facing    `json:"facing" enum:"se,sw,nw,ne"`
}

// Said is a public line.
type Said struct {
	Who     VisitorID `json:"who"`
	Text    string    `json:"text"`
	Lang    string    `json:"lang,omitempty"`
	Stage   bool      `json:"stage,omitempty"`   // spoken on a stage
	Expired bool      `json:"expired,omitempty"` // the key of the text is gone: the line reads as expired
	Fate
}

// Whispered is a line between two.
type Whispered struct {
	Who     VisitorID `json:"who"`
	To      VisitorID `json:"to"`
	Text    string    `json:"text"`
	Lang    string    `json:"lang,omitempty"`
	Expired bool      `json:"expired,omitempty"`
	Fate
}

// Retracted says that the author took back a line.
type Retracted struct {
	Who  VisitorID `json:"who"`
	Line Position  `json:"line"`
}

// Expressed is a face or a gesture.
type Expressed struct {
	Who  VisitorID `json:"who"`
	Name string    `json:"name"`
}

// Chorus says that three people made the same gesture within four seconds. It follows the gesture of the third; what they
// made is spent, so a fourth begins anew.
type Chorus struct {
	Name string      `json:"name"`
	Who  []VisitorID `json:"who" nullable:"false"` // in the order of their gestures
}

// Dressed says that somebody wears another outfit.
type Dressed struct {
	Who    VisitorID  `json:"who"`
	Outfit OutfitHash `json:"outfit"`
}

// Renamed says that somebody goes by another name.
type Renamed struct {
	Who  VisitorID `json:"who"`
	Name string    `json:"name"`
}

// Agreed says whether somebody may be in others' photos, and whether others may go after them.
type Agreed struct {
	Who    VisitorID `json:"who"`
	Photos Photos    `json:"photos,omitempty" enum:"yes,no"`
	Follow bool      `json:"follow,omitempty"`
}

// Forgotten says which texts are gone: those of one person, with their names; or those from before an instant, public or private.
type Forgotten struct {
	Who     VisitorID `json:"who,omitempty" doc:"whose; missing: everybody's from before"`
	Public  Millis    `json:"public,omitempty" doc:"public texts, and names, from before"`
	Private Millis    `json:"private,omitempty" doc:"private texts from before"`
}

// Covers says whether a text is gone.
func (f Forgotten) Covers(author VisitorID, at Millis, private bool) bool {
	switch {
	case f.Who != "":
		return author == f.Who
	case private:
		return at < f.Private
	default:
		return at < f.Public
	}
}

// Redrawn says which drawing of the room holds from here on; the first event of every room.
type Redrawn struct {
	Map      string   `json:"map"` // the drawing's revision
	Title    Title    `json:"title"`
	Capacity int      `json:"capacity"`
	Seats    []SeatID `json:"seats" nullable:"false"`
}

// Title is a name in the street's two languages.
type Title struct {
	Ja string `json:"ja"`
	En string `json:"en"`
}

// Type names the event.
func (Entered) Type() EventType { return TypeEntered }

// Type names the event.
func (Left) Type() EventType { return TypeLeft }

// Type names the event.
func (Walked) Type() EventType { return TypeWalked }

// Type names the event.
func (Sat) Type() EventType { return TypeSat }

// Type names the event.
func (Stood) Type() EventType { return TypeStood }

// Type names the event.
func (Moved) Type() EventType { return TypeMoved }

// Type names the event.
func (Said) Type() EventType { return TypeSaid }

// Type names the event.
func (Whispered) Type() EventType { return TypeWhispered }

// Type names the event.
func (Retracted) Type() EventType { return TypeRetracted }

// Type names the event.
func (Expressed) Type() EventType { return TypeExpressed }

// Type names the event.
func (Chorus) Type() EventType { return TypeChorus }

// Type names the event.
func (Dressed) Type() EventType { return TypeDressed }

// Type names the event.
func (Renamed) Type() EventType { return TypeRenamed }

// Type names the event.
func (Agreed) Type() EventType { return TypeAgreed }

// Type names the event.
func (Forgotten) Type() EventType { return TypeForgotten }

// Type names the event.
func (Redrawn) Type() EventType { return TypeRedrawn }
