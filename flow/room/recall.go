package room

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
)

// What a room remembers of its last minutes.
const (
	recallFor   = 3 * 60e3 // milliseconds
	recallMost  = 4096     // events, however short a time they took
	recallLines = 10 * 60e3
)

// recall is the room as it was some minutes ago, and what has happened since: folded by the same Apply, so that the one and
// then the other show the minutes between. It begins with the snapshot the room opened with.
type recall struct {
	behind *world.State
	events []world.Event
}

// add takes what has happened, and lets what is too long ago become part of the state behind.
func (r *recall) add(now world.Millis, events ...world.Event) {
	for _, e := range events {
		if gone, ok := e.Body.(world.Forgotten); ok {
			r.forget(e, gone)
		}
	}
	r.events = append(r.events, events...)
	for len(r.events) > 0 && (r.events[0].At+recallFor < now || len(r.events) > recallMost) {
		r.behind.Apply(r.events[0])
		r.events = r.events[1:]
	}
}

// forget takes texts that are gone out of what is remembered.
func (r *recall) forget(e world.Event, gone world.Forgotten) {
	r.behind.Apply(e)
	for i := range r.events {
		e := &r.events[i]
		switch b := e.Body.(type) {
		case world.Entered:
			if gone.Covers(b.Who, e.At, false) {
				b.Name = ""
			}
			e.Body = b
		case world.Renamed:
			if gone.Covers(b.Who, e.At, false) {
				b.Name = ""
			}
			e.Body = b
		case world.Said:
			if gone.Covers(b.Who, e.At, !e.Audience.Public()) {
				b.Text, b.Expired = "", true
			}
			e.Body = b
		case world.Whispered:
			if gone.Covers(b.Who, e.At, true) {
				b.Text, b.Expired = "", true
			}
			e.Body = b
		}
	}
}

// Recording is a stretch of a room as one viewer could see it: the snapshot it begins with, and the events after it. It plays on
// whatever folds events into snapshots.
type Recording struct {
	View   world.View        `json:"view"`
	Events []json.RawMessage `json:"events" nullable:"false"`
	Until  world.Millis      `json:"until"` // when it was made
}

// Recall is what somebody could see of the room's last minutes, since they came in last if that was later. Codes: not_here, busy,
// unavailable.
func (r *Room) Recall(ctx context.Context, viewer world.VisitorID) (Recording, error) {
	out := r.ask(ctx, request{recall: func(c *recall, now world.Millis) outcome {
		recording, err := c.record(viewer, now)
		return outcome{recording: recording, err: err}
	}})
	return out.recording, out.err
}

func (r *recall) record(viewer world.VisitorID, now world.Millis) (Recording, error) {
	r.add(now)
	s, err := twin(r.behind)
	if err != nil {
		return Recording{}, err
	}
	events := r.events
	came := -1 // the last time they came in
	for i, e := range events {
		if b, ok := e.Body.(world.Entered); ok && b.Who == viewer {
			came = i
		}
	}
	for _, e := range events[:came+1] {
		s.Apply(e)
	}
	events = events[came+1:]
	if s.Person(viewer) == nil {
		return Recording{}, notHere()
	}
	out := Recording{View: s.View(viewer), Events: []json.RawMessage{}, Until: now}
	out.View.Lines = slices.DeleteFunc(out.View.Lines, func(l world.LineView) bool { return l.At+recallLines < now })
	for _, e := range events {
		if !e.Audience.Allows(viewer) {
			continue
		}
		raw, err := wire.EncodeEvent(e)
		if err != nil {
			return Recording{}, err
		}
		out.Events = append(out.Events, raw)
	}
	return out, nil
}

// twin is a state that can be changed without the other one. Its text stays as it is: it is not stored anywhere.
func twin(s *world.State) (*world.State, error) {
	raw, err := wire.StoreState(s, func(_ world.VisitorID, _ world.Millis, _ bool, text string) (string, error) { return text, nil })
	if err != nil {
		return nil, fmt.Errorf("copy the state of room %s: %w", s.Room, err)
	}
	return wire.LoadState(raw, func(_ world.VisitorID, _ world.Millis, _ bool, text string) (string, bool, error) {
		return text, true, nil
	})
}
