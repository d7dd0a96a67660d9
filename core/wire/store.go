package wire

import (
	"encoding/json"
	"fmt"

	"github.com/yokocho/yokocho/core/world"
)

// Seal closes a text under the key of its author, day (of the instant) and class.
type Seal func(author world.VisitorID, at world.Millis, private bool, text string) (string, error)

// Open opens a sealed text; ok is false when its key is gone: the text reads as expired.
type Open func(author world.VisitorID, at world.Millis, private bool, sealed string) (text string, ok bool, err error)

// stored is an event as the log keeps it: the number and the epoch are the commit's.
type stored struct {
	Type     world.EventType `json:"type"`
	At       world.Millis    `json:"at"`
	Audience *world.Audience `json:"audience,omitempty"`
	Body     json.RawMessage `json:"body"`
}

// StoreEvent writes an event for the log, with everything people wrote sealed.
func StoreEvent(e world.Event, seal Seal) (json.RawMessage, error) {
	var err error
	sealed := func(author world.VisitorID, text *string) {
		if err == nil {
			*text, err = seal(author, e.At, !e.Audience.Public(), *text)
		}
	}
	switch b := e.Body.(type) {
	case world.Entered:
		sealed(b.Who, &b.Name)
		e.Body = b
	case world.Renamed:
		sealed(b.Who, &b.Name)
		e.Body = b
	case world.Said:
		sealed(b.Who, &b.Text)
		e.Body = b
	case world.Whispered:
		sealed(b.Who, &b.Text)
		e.Body = b
	}
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", e.Body.Type(), err)
	}
	body, err := json.Marshal(e.Body)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", e.Body.Type(), err)
	}
	s := stored{Type: e.Body.Type(), At: e.At, Body: body}
	if len(e.Audience.Only)+len(e.Audience.Except) > 0 {
		s.Audience = &e.Audience
	}
	return json.Marshal(s)
}

// LoadEvent reads an event of the log and opens what was sealed. Codes: newer_data for a type this version does not
// know.
func LoadEvent(raw json.RawMessage, position world.Position, open Open) (world.Event, error) {
	var s stored
	if err := json.Unmarshal(raw, &s); err != nil {
		return world.Event{}, fmt.Errorf("event %s of the log: %w", position, err)
	}
	e := world.Event{Position: position, At: s.At}
	if s.Audience != nil {
		e.Audience = *s.Audience
	}
	body, err := decodeBody(s.Type, s.Body)
	if err != nil {
		return world.Event{}, err
	}
	private, ok := !e.Audience.Public(), true
	switch b := body.(type) {
	case world.Entered:
		b.Name, _, err = open(b.Who, e.At, private, b.Name)
		body = b
	case world.Renamed:
		b.Name, _, err = open(b.Who, e.At, private, b.Name)
		body = b
	case world.Said:
		b.Text, ok, err = open(b.Who, e.At, private, b.Text)
		b.Expired = !ok
		body = b
	case world.Whispered:
		b.Text, ok, err = open(b.Who, e.At, private, b.Text)
		b.Expired = !ok
		body = b
	}
	if err != nil {
		return world.Event{}, fmt.Errorf("open %s at %s: %w", s.Type, position, err)
	}
	e.Body = body
	return e, nil
}

// storedState is a snapshot's data. Its schema's version is the snapshot's.
type storedState struct {
	Room     world.RoomID                     `json:"room"`
	Map      string                           `json:"map"`
	Title    world.Title                      `json:"title"`
	Capacity int                              `json:"capacity"`
	Seats    []world.SeatID                   `json:"seats"`
	Position world.Position                   `json:"position"`
	At       world.Millis                     `json:"at"`
	People   []world.Person                   `json:"people"`
	Lines    []world.Line                     `json:"lines"`
	Recent   map[world.VisitorID][]world.Done `json:"recent"`
	Played   []world.Played                   `json:"played,omitempty"`
	Lately   []world.Gone                     `json:"lately,omitempty"`
}

// StoreState writes a state for a snapshot, with everything people wrote sealed.
func StoreState(s *world.State, seal Seal) ([]byte, error) {
	out := storedState{
		Room: s.Room, Map: s.Map, Title: s.Title, Capacity: s.Capacity, Seats: s.Seats,
		Position: s.Position, At: s.At, Recent: s.Recent, Played: s.Played,
	}
	var err error
	sealed := func(author world.VisitorID, at world.Millis, private bool, text *string) {
		if err == nil && *text != "" {
			*text, err = seal(author, at, private, *text)
		}
	}
	for _, p := range s.People {
		person := *p
		sealed(p.ID, p.Entered, false, &person.Name)
		out.People = append(out.People, person)
	}
	for _, l := range s.Lines {
		sealed(l.Who, l.At, false, &l.Name)
		sealed(l.To, l.At, false, &l.ToName)
		sealed(l.Who, l.At, !l.Audience.Public(), &l.Text)
		out.Lines = append(out.Lines, l)
	}
	for _, g := range s.Lately {
		sealed(g.Who, g.At, false, &g.Name)
		out.Lately = append(out.Lately, g)
	}
	if err != nil {
		return nil, fmt.Errorf("seal a snapshot of %s: %w", s.Room, err)
	}
	return json.Marshal(out)
}

// LoadState reads a snapshot's state and opens what was sealed.
func LoadState(raw []byte, open Open) (*world.State, error) {
	var in storedState
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	s := world.NewState(in.Room)
	s.Map, s.Title, s.Capacity, s.Seats, s.Position, s.At = in.Map, in.Title, in.Capacity, in.Seats, in.Position, in.At
	s.Played = in.Played
	if in.Recent != nil {
		s.Recent = in.Recent
	}
	var err error
	reopen := func(author world.VisitorID, at world.Millis, private bool, text *string) (ok bool) {
		if err != nil || *text == "" {
			return true
		}
		*text, ok, err = open(author, at, private, *text)
		return ok
	}
	for _, p := range in.People {
		reopen(p.ID, p.Entered, false, &p.Name)
		s.People = append(s.People, &p)
	}
	for _, l := range in.Lines {
		reopen(l.Who, l.At, false, &l.Name)
		reopen(l.To, l.At, false, &l.ToName)
		l.Expired = !reopen(l.Who, l.At, !l.Audience.Public(), &l.Text) || l.Expired
		s.Lines = append(s.Lines, l)
	}
	for _, g := range in.Lately {
		reopen(g.Who, g.At, false, &g.Name)
		s.Lately = append(s.Lately, g)
	}
	if err != nil {
		return nil, fmt.Errorf("open the snapshot of %s: %w", in.Room, err)
	}
	return s, nil
}
