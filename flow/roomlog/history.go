package roomlog

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

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
	events, _, err := kept(ctx, log, room)
	if err != nil {
		return nil, fmt.Errorf("history of room %s: %w", room, err)
	}
	return events[max(0, len(events)-count):], nil
}

// After returns the room's events after a position, oldest first. It refuses with `gone` a position that is not of this log, or
// older than what the log still has: whoever asked begins again with a snapshot. It costs what History costs.
func After(ctx context.Context, log Log, room world.RoomID, position world.Position) ([]Event, error) {
	events, before, err := kept(ctx, log, room)
	if err != nil {
		return nil, fmt.Errorf("events of room %s after %s: %w", room, position, err)
	}
	if before == 0 && position == (world.Position{}) {
		return events, nil
	}
	if i := position.N - before; position.N > before && i <= uint64(len(events)) && events[i-1].Position == position {
		return events[i:], nil
	}
	return nil, world.Refuse(world.CodeGone, "What came after this position is no longer kept: begin again with a snapshot.")
}

// kept reads the events the log still has without a hole up to its end, and the number of the last event before them.
func kept(ctx context.Context, log Log, room world.RoomID) (events []Event, before uint64, err error) {
	last, found, err := log.Last(ctx, room)
	if err != nil || !found {
		return nil, 0, err
	}
	var previous *Commit
	for entry, err := range decoded(log.Read(ctx, room, 0, last.Seq)) {
		if err != nil {
			return nil, 0, err
		}
		c := entry.Commit
		if previous != nil && !c.follows(*previous) {
			if c.before() < previous.N || c.Epoch < previous.Epoch {
				return nil, 0, outOfOrder(entry, *previous)
			}
			// Some of what was purged may come back when the embedded server recovers from a kill: remains, not damage. What a
			// room is opened from has no holes, Opening sees to that.
			events, previous = nil, nil
		}
		if previous == nil {
			before = c.before()
		}
		for i, data := range c.Events {
			events = append(events, Event{Position: c.Position(i), At: c.At, Data: data})
		}
		previous = &c
	}
	return events, before, nil
}

// walk yields the entries after a sequence up to another, and ends with ErrDamaged where one does not follow from the one before.
func walk(ctx context.Context, log Log, room world.RoomID, after, upTo Seq) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		var previous *Commit
		for entry, err := range decoded(log.Read(ctx, room, after, upTo)) {
			if err == nil && previous != nil && !entry.Commit.follows(*previous) {
				err = outOfOrder(entry, *previous)
			}
			if !yield(entry, err) || err != nil {
				return
			}
			previous = &entry.Commit
		}
	}
}

func decoded(records iter.Seq2[Record, error]) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for record, err := range records {
			var entry Entry
			if err == nil {
				entry, err = decodeCommit(record)
			}
			if !yield(entry, err) || err != nil {
				return
			}
		}
	}
}

// follows reports whether c is what comes next in a log: a claim raises the epoch, a commit keeps it, numbers are dense.
func (c Commit) follows(previous Commit) bool {
	epochs := c.Kind == KindClaim && c.Epoch > previous.Epoch || c.Kind == KindCommit && c.Epoch == previous.Epoch
	return epochs && c.before() == previous.N
}

func outOfOrder(next Entry, previous Commit) error {
	return fmt.Errorf("message %d (events %d to %d, epoch %d) after event %d of epoch %d: %w",
		next.Seq, next.Commit.before()+1, next.Commit.N, next.Commit.Epoch, previous.N, previous.Epoch, ErrDamaged)
}
