package roomlog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/yokocho/yokocho/core/world"
)

// Opening is what a new owner starts from: a snapshot, and all that was committed after it.
type Opening struct {
	Snapshot *Snapshot    // nil: the tail begins with the room's first event
	Tail     []Entry      // in order, up to and including the new owner's claim
	At       world.Millis // room time at the claim: its wall clock, or the last commit's time where that is later
	Skipped  error        // why a newer snapshot was not used, worth a warning; nil if the newest was
}

// Opening reads where the room stands at this writer's claim. readable is offered the newest snapshot and, if it returns an
// error, the older one; without any the whole log is replayed, if it is still whole. A snapshot counts only while the log has the
// commit it names: one that is ahead of the log (power cut before the log was synced) tells of events that never became.
func (w *Writer) Opening(ctx context.Context, readable func(Snapshot) error) (Opening, error) {
	stored, err := w.log.Snapshots(ctx, w.room)
	if err != nil {
		return Opening{}, fmt.Errorf("snapshots of room %s: %w", w.room, err)
	}
	var skipped []error
	for _, data := range stored {
		snapshot, err := decodeSnapshot(data)
		if errors.Is(err, ErrDamaged) {
			skipped = append(skipped, err)
			continue
		}
		if err != nil {
			return Opening{}, err
		}
		tail, err := w.tailOf(ctx, snapshot)
		if err != nil {
			return Opening{}, fmt.Errorf("open room %s: %w", w.room, err)
		}
		if tail == nil {
			skipped = append(skipped, fmt.Errorf("snapshot at %s: the log does not have that event", snapshot.Position))
			continue
		}
		if err := readable(snapshot); err != nil {
			skipped = append(skipped, fmt.Errorf("snapshot at %s: %w", snapshot.Position, err))
			continue
		}
		if len(skipped) == 0 {
			w.saved = snapshot.Position
		}
		w.reach(mark{snapshot.Position, snapshot.Seq})
		return w.opening(&snapshot, tail, skipped), nil
	}
	tail, err := w.tail(ctx, 0)
	if err != nil {
		return Opening{}, fmt.Errorf("open room %s: %w", w.room, err)
	}
	if tail[0].Commit.before() != 0 {
		return Opening{}, fmt.Errorf("open room %s: its log begins after event %d and no snapshot fits: %w",
			w.room, tail[0].Commit.before(), errors.Join(append(skipped, ErrDamaged)...))
	}
	return w.opening(nil, tail, skipped), nil
}

func (w *Writer) opening(snapshot *Snapshot, tail []Entry, skipped []error) Opening {
	for _, e := range tail {
		if e.Commit.Kind == KindCommit {
			w.reach(mark{world.Position{Epoch: e.Commit.Epoch, N: e.Commit.N}, e.Seq})
		}
	}
	return Opening{Snapshot: snapshot, Tail: tail, At: w.at, Skipped: errors.Join(skipped...)}
}

// tailOf reads what follows a snapshot, or nil if the log does not have the snapshot's commit.
func (w *Writer) tailOf(ctx context.Context, s Snapshot) ([]Entry, error) {
	if s.Seq == 0 || s.Seq >= w.claim {
		return nil, nil
	}
	tail, err := w.tail(ctx, s.Seq-1)
	if err != nil {
		return nil, err
	}
	first := tail[0]
	if first.Seq != s.Seq || first.Commit.Kind != KindCommit || first.Commit.Epoch != s.Position.Epoch || first.Commit.N != s.Position.N {
		return nil, nil
	}
	return tail[1:], nil
}

// tail reads the entries after a sequence up to the claim, which is always the last of them.
func (w *Writer) tail(ctx context.Context, after Seq) ([]Entry, error) {
	var tail []Entry
	for entry, err := range walk(ctx, w.log, w.room, after, w.claim) {
		if err != nil {
			return nil, err
		}
		tail = append(tail, entry)
	}
	if len(tail) == 0 || tail[len(tail)-1].Seq != w.claim {
		return nil, fmt.Errorf("the log ends before message %d: %w", w.claim, ErrDamaged)
	}
	return tail, nil
}

// Snapshot saves the room's state after its last event, and purges what neither of the two kept snapshots needs for replay,
// except that the last `keep` events stay, for those who come back. It does nothing if there was no event since the last
// one, and returns ErrDeposed if the room is no longer this writer's. After any other error the log is as good as before.
func (w *Writer) Snapshot(ctx context.Context, at world.Millis, data json.RawMessage, keep uint64) error {
	if w.ended != nil {
		return w.ended
	}
	if w.tip.position == w.saved {
		return nil
	}
	encoded, err := encode(Snapshot{Version: Version, Position: w.tip.position, Seq: w.tip.seq, At: at, Data: data})
	if err != nil {
		return err
	}
	// A snapshot is not fenced as an append is, and two of a deposed owner would drive out both of the new one's.
	last, _, err := w.log.Last(ctx, w.room)
	if err != nil {
		return fmt.Errorf("snapshot of room %s: %w", w.room, err)
	}
	if last.Seq != w.last {
		w.ended = ErrDeposed
		return w.ended
	}
	if err := w.log.SaveSnapshot(ctx, w.room, encoded); err != nil {
		return fmt.Errorf("snapshot of room %s: %w", w.room, err)
	}
	w.saved = w.tip.position
	return w.purge(ctx, keep)
}

func (w *Writer) purge(ctx context.Context, keep uint64) error {
	stored, err := w.log.Snapshots(ctx, w.room)
	if err != nil {
		return fmt.Errorf("snapshots of room %s: %w", w.room, err)
	}
	two := decodable(stored)
	if len(two) < 2 || w.n < keep {
		return nil
	}
	below := min(two[0].Seq, two[1].Seq)
	// The newest commit that is old enough; what this writer does not know of stays.
	i := sort.Search(len(w.marks), func(i int) bool { return w.marks[i].position.N > w.n-keep || w.marks[i].seq > below })
	if i == 0 {
		return nil
	}
	w.marks = slices.Clone(w.marks[i-1:])
	if err := w.log.Purge(ctx, w.room, w.marks[0].seq); err != nil {
		return fmt.Errorf("purge room %s: %w", w.room, err)
	}
	return nil
}

func decodable(stored [][]byte) []Snapshot {
	var snapshots []Snapshot
	for _, data := range stored {
		if s, err := decodeSnapshot(data); err == nil {
			snapshots = append(snapshots, s)
		}
	}
	return snapshots
}
