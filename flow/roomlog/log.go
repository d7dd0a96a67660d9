package roomlog

import (
	"context"
	"errors"
	"iter"

	"github.com/yokocho/yokocho/core/world"
)

// Seq is the store's own number of a message, shared by all rooms and rising. It never leaves the server.
type Seq uint64

// Record is one stored message of a room's log.
type Record struct {
	Seq  Seq
	Data []byte // an encoded Commit; not to be changed
}

// Log is what an owner and a reader need of storage. It knows rooms and bytes, not what they mean. Safe for concurrent use.
type Log interface {
	// Append adds data to the room's log if its last message is `after` (0: it has none) and returns its sequence.
	// ErrStale: it certainly did not land, the log has gone on. Any other error: it may have landed, or may yet.
	Append(ctx context.Context, room world.RoomID, after Seq, data []byte) (Seq, error)

	// Last returns the room's last message as its leader has it, never a stale one, and whether there is any.
	Last(ctx context.Context, room world.RoomID) (Record, bool, error)

	// Read yields the room's messages with after < Seq <= upTo in order. upTo is the sequence of one of them: stopping short
	// of it is an error. What was purged is left out.
	Read(ctx context.Context, room world.RoomID, after, upTo Seq) iter.Seq2[Record, error]

	// SaveSnapshot stores an encoded snapshot, as durable as the log, in place of the second last.
	SaveSnapshot(ctx context.Context, room world.RoomID, data []byte) error

	// Snapshots returns the last two snapshots, newest first, as their leader has them.
	Snapshots(ctx context.Context, room world.RoomID) ([][]byte, error)

	// Purge removes the room's messages below a sequence, but never the last one: an emptied log could be claimed from zero.
	Purge(ctx context.Context, room world.RoomID, below Seq) error

	// Rooms names the rooms that have a log, in order.
	Rooms(ctx context.Context) ([]world.RoomID, error)
}

var (
	// ErrStale refuses an append because another came first.
	ErrStale = errors.New("the room's log has gone on: read its last message and try again")

	// ErrDeposed ends a writer because somebody else claimed the room.
	ErrDeposed = errors.New("another owner has claimed the room: drop its state and end without replying")

	// ErrTooLarge refuses a commit or a snapshot over MaxBytes. Nothing was stored, and the writer goes on.
	ErrTooLarge = errors.New("a commit or snapshot is over 4 MiB: split it")

	// ErrDamaged refuses a log with holes, unreadable messages or missing parts. Nothing was changed.
	ErrDamaged = errors.New("the log is damaged and was left as it is: restore the data directory from a backup")
)

// MaxBytes is the size of the largest commit or snapshot, encoded.
const MaxBytes = 4 << 20
