package roomlog

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/yokocho/yokocho/core/world"
)

// Event is one event as the log has it.
type Event struct {
	Position world.Position
	At       world.Millis
	Data     json.RawMessage
}

// History returns the room's last `count` events, oldest first, or as many as the log still has. It reads the whole kept
// log, some thousand commits at most.
func History(ctx context.Context, log Log, room world.RoomID, count int) ([]Event, error) {
	var events []Event
	for entry, err := range whole(ctx, log, room) {
		if err != nil {
			return nil, fmt.Errorf("history of room %s: %w", room, err)
		}
		events = append(events, eventsOf(entry.Commit)...)
		if len(events) > 2*count+1000 { // now and then, not at every commit
			events = slices.Clone(events[len(events)-count:])
		}
	}
	return events[max(0, len(events)-count):], nil
}

// After returns the room's events after a position, oldest first. It refuses with `gone` a position that is not of this log, or
// older than what the log still has: whoever asked begins again with a snapshot.
func After(ctx context.Context, log Log, room world.RoomID, position world.Position) ([]Event, error) {
	var events []Event
	start := position == world.Position{} // before event 1
	known, last := false, uint64(0)
	for entry, err := range whole(ctx, log, room) {
		if err != nil {
			return nil, fmt.Errorf("events of room %s after %s: %w", room, position, err)
		}
		for _, event := range eventsOf(entry.Commit) {
			known = known || event.Position == position || start && event.Position.N == 1
			if event.Position.N > position.N && known {
				events = append(events, event)
			}
		}
		last = entry.Commit.N
	}
	if !known && !(start && last == 0) {
		return nil, world.Refuse(world.CodeGone, "What came after this position is no longer kept: begin again with a snapshot.")
	}
	return events, nil
}

func eventsOf(c Commit) []Event {
	events := make([]Event, len(c.Events))
	for i, data := range c.Events {
		events[i] = Event{Position: c.Position(i), At: c.At, Data: data}
	}
	return events
}

// whole walks all that the log still has of a room.
func whole(ctx context.Context, log Log, room world.RoomID) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		last, found, err := log.Last(ctx, room)
		if err != nil {
			yield(Entry{}, err)
			return
		}
		if !found {
			return
		}
		for entry, err := range walk(ctx, log, room, 0, last.Seq) {
			if !yield(entry, err) {
				return
			}
		}
	}
}

// walk yields the entries after a sequence up to another, and ends with ErrDamaged where one does not follow from the one before.
func walk(ctx context.Context, log Log, room world.RoomID, after, upTo Seq) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		var before Entry
		for record, err := range log.Read(ctx, room, after, upTo) {
			var entry Entry
			if err == nil {
				entry, err = decodeCommit(record)
			}
			if err == nil && before.Seq > 0 {
				err = follows(before.Commit, entry)
			}
			if !yield(entry, err) || err != nil {
				return
			}
			before = entry
		}
	}
}

func follows(before Commit, next Entry) error {
	c := next.Commit
	epochs := c.Kind == KindClaim && c.Epoch > before.Epoch || c.Kind == KindCommit && c.Epoch == before.Epoch
	if !epochs || c.before() != before.N {
		return fmt.Errorf("message %d (events %d to %d, epoch %d) follows event %d of epoch %d: %w",
			next.Seq, c.before()+1, c.N, c.Epoch, before.N, before.Epoch, ErrDamaged)
	}
	return nil
}
