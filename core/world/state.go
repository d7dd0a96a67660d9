package world

import "slices"

// What a state remembers.
const (
	ViewLines      = 100        // lines in a snapshot, of those its viewer may see
	keptLines      = 400        // lines in a state, public and private together
	keptGone       = 5          // people who were here lately
	latelyFor      = 2 * 3600e3 // how long ago that may be
	doneKept       = 64         // accepted commands remembered per visitor
	doneFor        = 10 * 60e3  // how long they are remembered, milliseconds of room time
	doorLinesFor   = 10 * 60e3  // how far back strangers at the open door may read
	defaultGhosts  = 30e3       // how long somebody without a connection stays
	awayReason     = "away"
	leftReason     = "left"
	removedReason  = "removed"
	neutralFace    = "neutral"
	maxLineRunes   = 500
	maxLangBytes   = 35
	millisInSecond = 1000
)

// State is a room as its log tells it: the fold of its events. It belongs to one goroutine.
type State struct {
	Room     RoomID
	Map      string // revision of the drawing
	Title    Title
	Capacity int
	Seats    []SeatID
	Position Position // of the last event
	At       Millis   // of the last event
	People   []*Person
	Lines    []Line
	Recent   map[VisitorID][]Done
	Played   []Played // gestures of the last moments
	Lately   []Gone   // who went last, newest first

	// GhostFor is how long somebody whose last connection went stays in the room, milliseconds. Like the ghosts
	// themselves it is the server's own and never logged.
	GhostFor Millis
	ghosts   map[VisitorID]Millis // since when nobody is attached
}

// Line is a line somebody spoke, with the names of that moment.
type Line struct {
	LineView
	Audience Audience `json:"audience,omitzero"`
}

// Done is an accepted command: a repeat is answered with it and does nothing.
type Done struct {
	Who      VisitorID `json:"who"`
	ID       CommandID `json:"id"`
	Position Position  `json:"position"`
	Nearest  bool      `json:"nearest,omitempty"`
	At       Millis    `json:"at"`
}

// NewState is a room of which nothing has happened yet.
func NewState(room RoomID) *State {
	return &State{Room: room, Recent: map[VisitorID][]Done{}, GhostFor: defaultGhosts, ghosts: map[VisitorID]Millis{}}
}

// Person is the person of that id in the room, or nil.
func (s *State) Person(id VisitorID) *Person {
	for _, p := range s.People {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// Holder is who has the seat, or nil.
func (s *State) Holder(seat SeatID) *Person {
	for _, p := range s.People {
		if p.Seat == seat {
			return p
		}
	}
	return nil
}

// Done finds the accepted command a repeat names.
func (s *State) Done(who VisitorID, id CommandID) (Done, bool) {
	for _, d := range s.Recent[who] {
		if d.ID == id {
			return d, true
		}
	}
	return Done{}, false
}

// Remember keeps an accepted command, and forgets those that are too many or too old.
func (s *State) Remember(d Done) {
	kept := slices.DeleteFunc(s.Recent[d.Who], func(old Done) bool { return old.At+doneFor < d.At })
	if len(kept) >= doneKept {
		kept = slices.Delete(kept, 0, len(kept)-doneKept+1)
	}
	s.Recent[d.Who] = append(kept, d)
}

// Forget drops the remembered commands that are too old at an instant, those of people long gone among them.
func (s *State) Forget(at Millis) {
	for who, done := range s.Recent {
		if done[len(done)-1].At+doneFor < at {
			delete(s.Recent, who)
		}
	}
}

// Detached says that somebody's last connection went at an instant: they are a ghost from then on.
func (s *State) Detached(id VisitorID, at Millis) {
	if s.Person(id) != nil {
		s.ghosts[id] = at
	}
}

// Attached says that somebody is connected.
func (s *State) Attached(id VisitorID) { delete(s.ghosts, id) }

// Ghost reports whether somebody in the room has no connection.
func (s *State) Ghost(id VisitorID) bool { _, ghost := s.ghosts[id]; return ghost }

// Next is the instant at which Wake has something to do; false when nothing waits.
func (s *State) Next() (Millis, bool) {
	var next Millis
	for _, since := range s.ghosts {
		if due := since + s.GhostFor; next == 0 || due < next {
			next = due
		}
	}
	for _, p := range s.People {
		if other, due := s.following(p); other != nil && (next == 0 || due < next) {
			next = due
		}
	}
	return next, next != 0
}
