package roomlog

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// Writer is the right to add to one room's log, until somebody else claims it. For one goroutine.
type Writer struct {
	log   Log
	room  world.RoomID
	owner string
	epoch uint64

	claim Seq    // of this writer's claim
	last  Seq    // of the last message: the next append must follow it
	n     uint64 // the number of the last event
	at    world.Millis

	tip   mark           // the commit of the last event; unknown (0) between Claim and Opening
	saved world.Position // of the last snapshot this writer saved
	marks []mark         // commits known to be in the log, oldest first

	ended error // why nothing can be added any more
}

// mark says where the commit is that ends with a position.
type mark struct {
	position world.Position
	seq      Seq
}

// Claim makes the caller owner of a room: from its return on, every append of an older owner is refused. now is the wall
// clock; owner is a name for people to read. It tries until it succeeds or ctx ends, except that it refuses with
// newer_data what a newer version wrote and with ErrDamaged a log that lost its messages.
func Claim(ctx context.Context, log Log, room world.RoomID, owner string, now world.Millis) (*Writer, error) {
	var pause backoff
	for {
		w, err := claimOnce(ctx, log, room, owner, now)
		var refusal *world.Error
		switch {
		case err == nil:
			return w, nil
		case errors.As(err, &refusal), errors.Is(err, ErrDamaged):
			return nil, fmt.Errorf("claim room %s: %w", room, err)
		case errors.Is(err, ErrStale):
			continue // somebody appended in between: read again
		}
		// A claim of unknown outcome needs no looking up: if it landed, the next one claims over it with a higher epoch.
		if waitErr := pause.wait(ctx); waitErr != nil {
			return nil, fmt.Errorf("claim room %s: %w (last try: %w)", room, waitErr, err)
		}
	}
}

func claimOnce(ctx context.Context, log Log, room world.RoomID, owner string, now world.Millis) (*Writer, error) {
	record, found, err := log.Last(ctx, room)
	if err != nil {
		return nil, err
	}
	var last Entry
	if found {
		if last, err = decodeCommit(record); err != nil {
			return nil, err
		}
	}
	if err := mayClaim(ctx, log, room, found); err != nil {
		return nil, err
	}
	claim := Commit{
		Version: Version, Kind: KindClaim, Owner: owner,
		Epoch: max(last.Commit.Epoch+1, uint64(max(now, 0))),
		N:     last.Commit.N,
		At:    max(now, last.Commit.At),
	}
	data, err := encode(claim)
	if err != nil {
		return nil, err
	}
	seq, err := log.Append(ctx, room, last.Seq, data)
	if err != nil {
		return nil, err
	}
	return &Writer{log: log, room: room, owner: owner, epoch: claim.Epoch, claim: seq, last: seq, n: claim.N, at: claim.At}, nil
}

// mayClaim refuses rooms whose snapshots are newer than this binary, or are all that is left.
func mayClaim(ctx context.Context, log Log, room world.RoomID, hasLog bool) error {
	snapshots, err := log.Snapshots(ctx, room)
	if err != nil {
		return err
	}
	if len(snapshots) > 0 && !hasLog {
		return fmt.Errorf("room %s has snapshots but no messages: %w", room, ErrDamaged)
	}
	for _, data := range snapshots {
		var newer *world.Error
		if _, err := decodeSnapshot(data); errors.As(err, &newer) {
			return err
		}
	}
	return nil
}

// Position is that of the last event, as far as Opening and Append have told.
func (w *Writer) Position() world.Position { return w.tip.position }

// Append commits events (at least one) and the commands they answer, at a room time, and returns the last event's position
// once the store has acknowledged them. It tries until the outcome is sure: they are in the log exactly once, or the
// error is ErrDeposed; ErrTooLarge and bad JSON are refused at once. If ctx ends before, the outcome stays unknown and
// the writer has ended.
func (w *Writer) Append(ctx context.Context, at world.Millis, events []json.RawMessage, commands []CommandRef) (world.Position, error) {
	if w.ended != nil {
		return world.Position{}, w.ended
	}
	if len(events) == 0 {
		return world.Position{}, errors.New("a commit needs an event")
	}
	commit := Commit{
		Version: Version, Kind: KindCommit, Owner: w.owner, Epoch: w.epoch, N: w.n + uint64(len(events)),
		At: at, Events: events, Commands: commands,
	}
	data, err := encode(commit)
	if err != nil {
		return world.Position{}, err
	}
	seq, err := w.land(ctx, data)
	if err != nil {
		w.ended = err
		return world.Position{}, err
	}
	w.n, w.last = commit.N, seq
	w.reach(mark{world.Position{Epoch: w.epoch, N: w.n}, seq})
	return w.tip.position, nil
}

// land appends until it is sure what became of data. The last message tells: it is ours (no other writer has our epoch, so
// equal bytes are ours), or still the one before (so nothing has landed yet), or somebody else's.
func (w *Writer) land(ctx context.Context, data []byte) (Seq, error) {
	var pause backoff
	for {
		seq, err := w.log.Append(ctx, w.room, w.last, data)
		if err == nil {
			return seq, nil
		}
		last, found, lastErr := w.log.Last(ctx, w.room)
		switch {
		case lastErr != nil:
			err = errors.Join(err, lastErr)
		case found && bytes.Equal(last.Data, data):
			return last.Seq, nil
		case !found || last.Seq != w.last:
			return 0, ErrDeposed
		}
		if waitErr := pause.wait(ctx); waitErr != nil {
			return 0, fmt.Errorf("append to room %s, outcome unknown: %w (last try: %w)", w.room, waitErr, err)
		}
	}
}

func (w *Writer) reach(m mark) {
	w.tip = m
	w.marks = append(w.marks, m)
}

// backoff paces attempts against a store that does not answer well: 2 ms, doubled up to 250 ms.
type backoff struct{ pause time.Duration }

func (b *backoff) wait(ctx context.Context) error {
	b.pause = min(max(2*b.pause, 2*time.Millisecond), 250*time.Millisecond)
	timer := time.NewTimer(b.pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
