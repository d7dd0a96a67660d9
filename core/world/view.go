package world

import "slices"

// View is the snapshot one viewer gets: what they may see of the room and nothing else. The reducer in the browser equals
// it after every event.
type View struct {
	Position Position     `json:"position"`
	Room     RoomView     `json:"room"`
	People   []PersonView `json:"people" nullable:"false"` // in order of entering
	Seats    []SeatView   `json:"seats" nullable:"false"`
	Lines    []LineView   `json:"lines" nullable:"false"` // oldest first, at most ViewLines
	Lately   []Gone       `json:"lately" nullable:"false" doc:"who went last, newest first, at most five; nothing for strangers at the door"`
}

// RoomView is the room itself.
type RoomView struct {
	ID       RoomID `json:"id"`
	Title    Title  `json:"title"`
	Capacity int    `json:"capacity"`
	Map      string `json:"map"`
}

// PersonView is what others see of somebody.
type PersonView struct {
	ID         VisitorID  `json:"id"`
	Name       string     `json:"name"`
	Kind       Kind       `json:"kind" enum:"person,program"`
	Lang       string     `json:"lang,omitempty"`
	Outfit     OutfitHash `json:"outfit"`
	Photos     Photos     `json:"photos,omitempty" enum:"yes,no"`
	Path       Path       `json:"path"`
	Facing     Facing     `json:"facing" enum:"se,sw,nw,ne"`
	Seat       SeatID     `json:"seat,omitempty"`
	Expression string     `json:"expression,omitempty"`
	Doing      string     `json:"doing,omitempty" enum:"dance,groove,sleep"`
	DoingSince Millis     `json:"doingSince,omitempty"`
}

// SeatView is a seat and who has it.
type SeatView struct {
	ID  SeatID    `json:"id"`
	Who VisitorID `json:"who,omitempty"`
}

// LineView is a line somebody spoke, named by its event's position.
type LineView struct {
	Position  Position  `json:"position"`
	At        Millis    `json:"at"`
	Who       VisitorID `json:"who"`
	Name      string    `json:"name"`
	To        VisitorID `json:"to,omitempty"`     // whispers only
	ToName    string    `json:"toName,omitempty"` // whispers only
	Text      string    `json:"text"`
	Lang      string    `json:"lang,omitempty"`
	Stage     bool      `json:"stage,omitempty"` // spoken on a stage
	Expired   bool      `json:"expired,omitempty"`
	Retracted bool      `json:"retracted,omitempty"`
	Fate
}

// View is what a viewer may see of the room. Whoever asks has made sure that the viewer is inside.
func (s *State) View(viewer VisitorID) View {
	v := View{
		Position: s.Position,
		Room:     RoomView{ID: s.Room, Title: s.Title, Capacity: s.Capacity, Map: s.Map},
		People:   make([]PersonView, len(s.People)),
		Seats:    make([]SeatView, len(s.Seats)),
		Lines:    s.lines(viewer, 0),
		Lately:   append([]Gone{}, s.Lately...),
	}
	for i, p := range s.People {
		v.People[i] = PersonView{
			ID: p.ID, Name: p.Name, Kind: p.Kind, Lang: p.Lang, Outfit: p.Outfit, Photos: p.Photos,
			Path: p.Path, Facing: p.Facing, Seat: p.Seat, Expression: p.Expression,
			Doing: p.Doing, DoingSince: p.DoingSince,
		}
	}
	for i, id := range s.Seats {
		v.Seats[i].ID = id
		if holder := s.Holder(id); holder != nil {
			v.Seats[i].Who = holder.ID
		}
	}
	return v
}

// Door is what a stranger sees through an open door at an instant: the people, and the public lines of the last ten
// minutes.
func (s *State) Door(at Millis) View {
	v := s.View("")
	v.Lines, v.Lately = s.lines("", at-doorLinesFor), []Gone{}
	return v
}

// lines are the newest lines a viewer may see, since an instant.
func (s *State) lines(viewer VisitorID, since Millis) []LineView {
	seen := []LineView{}
	for i := len(s.Lines) - 1; i >= 0 && len(seen) < ViewLines; i-- {
		if l := s.Lines[i]; l.At >= since && l.Audience.Allows(viewer) {
			seen = append(seen, l.LineView)
		}
	}
	slices.Reverse(seen)
	return seen
}
