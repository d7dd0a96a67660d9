// Package memlog keeps rooms' logs in memory: for tests and for previews. It keeps the same promises as a log on disk as long as
// the process lives and waits for nothing by itself, so that it runs in virtual time. A test may inject faults.
//
// A Log is safe for concurrent use and starts no goroutine, but for the timer of an append injected to land late.
package memlog

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
)

// Log implements roomlog.Log.
type Log struct {
	mu     sync.Mutex
	last   roomlog.Seq // of all rooms, as in a stream
	rooms  map[world.RoomID]*room
	inject func(world.RoomID, []byte) Fault
}

type room struct {
	records   []roomlog.Record
	snapshots [][]byte // newest first
}

// Fault is what becomes of one append. The zero Fault is a good answer at once.
type Fault struct {
	Err   error         // reported in place of the sequence; nil: the append is carried out and answered
	Lands bool          // with Err: it is carried out all the same, Delay after the error was reported
	Delay time.Duration // without Lands: passes before anything happens; the context may cut it short
}

// New makes an empty log.
func New() *Log { return &Log{rooms: map[world.RoomID]*room{}} }

// Inject lets a hook decide the fate of every append that follows; nil ends it. The hook is called on the appender's goroutine.
func (l *Log) Inject(hook func(id world.RoomID, data []byte) Fault) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.inject = hook
}

// Append implements roomlog.Log.
func (l *Log) Append(ctx context.Context, id world.RoomID, after roomlog.Seq, data []byte) (roomlog.Seq, error) {
	l.mu.Lock()
	inject := l.inject
	l.mu.Unlock()
	var fault Fault
	if inject != nil {
		fault = inject(id, data)
	}
	if fault.Lands && fault.Err != nil {
		if fault.Delay > 0 {
			time.AfterFunc(fault.Delay, func() { _, _ = l.append(id, after, data) })
			return 0, fault.Err
		}
		_, _ = l.append(id, after, data)
		return 0, fault.Err
	}
	if err := sleep(ctx, fault.Delay); err != nil {
		return 0, err
	}
	if fault.Err != nil {
		return 0, fault.Err
	}
	return l.append(id, after, data)
}

func (l *Log) append(id world.RoomID, after roomlog.Seq, data []byte) (roomlog.Seq, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.room(id)
	var last roomlog.Seq
	if len(r.records) > 0 {
		last = r.records[len(r.records)-1].Seq
	}
	if last != after {
		return 0, roomlog.ErrStale
	}
	l.last++
	r.records = append(r.records, roomlog.Record{Seq: l.last, Data: slices.Clone(data)})
	return l.last, nil
}

// Last implements roomlog.Log.
func (l *Log) Last(ctx context.Context, id world.RoomID) (roomlog.Record, bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	records := l.room(id).records
	if err := ctx.Err(); err != nil || len(records) == 0 {
		return roomlog.Record{}, false, err
	}
	return records[len(records)-1], true, nil
}

// Read implements roomlog.Log.
func (l *Log) Read(ctx context.Context, id world.RoomID, after, upTo roomlog.Seq) iter.Seq2[roomlog.Record, error] {
	return func(yield func(roomlog.Record, error) bool) {
		l.mu.Lock()
		records := l.room(id).records
		l.mu.Unlock()
		for _, r := range records {
			if err := ctx.Err(); err != nil {
				yield(roomlog.Record{}, err)
				return
			}
			if r.Seq > after && r.Seq <= upTo && !yield(r, nil) {
				return
			}
		}
		if len(records) == 0 || records[len(records)-1].Seq < upTo {
			yield(roomlog.Record{}, fmt.Errorf("room %s has no message %d: %w", id, upTo, roomlog.ErrDamaged))
		}
	}
}

// SaveSnapshot implements roomlog.Log.
func (l *Log) SaveSnapshot(ctx context.Context, id world.RoomID, data []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.room(id)
	r.snapshots = append([][]byte{slices.Clone(data)}, r.snapshots[:min(1, len(r.snapshots))]...)
	return ctx.Err()
}

// Snapshots implements roomlog.Log.
func (l *Log) Snapshots(ctx context.Context, id world.RoomID) ([][]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.room(id).snapshots), ctx.Err()
}

// Purge implements roomlog.Log.
func (l *Log) Purge(ctx context.Context, id world.RoomID, below roomlog.Seq) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.room(id)
	i := 0
	for i < len(r.records)-1 && r.records[i].Seq < below {
		i++
	}
	r.records = slices.Clone(r.records[i:])
	return ctx.Err()
}

// Rooms implements roomlog.Log.
func (l *Log) Rooms(ctx context.Context) ([]world.RoomID, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	ids := slices.Sorted(maps.Keys(l.rooms))
	return slices.DeleteFunc(ids, func(id world.RoomID) bool { return len(l.rooms[id].records) == 0 }), ctx.Err()
}

// room finds or makes a room's store. l.mu is held.
func (l *Log) room(id world.RoomID) *room {
	r, ok := l.rooms[id]
	if !ok {
		r = &room{}
		l.rooms[id] = r
	}
	return r
}

func sleep(ctx context.Context, d time.Duration) error {
	if d == 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
