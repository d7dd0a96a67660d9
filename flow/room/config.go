package room

import (
	"log/slog"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/fanout"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/flow/roomlog"
)

// Maps knows the street's rooms and their drawings.
type Maps interface {
	// Rooms are all rooms, in the order in which the street lists them.
	Rooms() []world.RoomID
	// Map is the room's drawing; false when there is no such room.
	Map(world.RoomID) (*world.Map, bool)
}

// Config is what rooms are built from. Zero durations and counts take the defaults.
type Config struct {
	Log    roomlog.Log
	Sealer *seal.Sealer
	Maps   Maps
	// Instances is how many of a room may be open at once; nil: one of each.
	Instances func(world.RoomID) int
	Owner     string // this node's name in the log, for people to read
	Logger    *slog.Logger

	GhostFor       time.Duration // how long somebody stays whose last connection went; 30 s
	Mailbox        int           // requests that may wait for one room; 256
	Patience       time.Duration // how long a request waits for its answer, and an append for its acknowledgement; 5 s
	SnapshotEvents int           // a snapshot at the latest after so many events; 1000
	SnapshotEvery  time.Duration // and at the latest so long after an event; 5 min
	Window         fanout.Options

	// BeforeDecide is for tests: it is called on the room's goroutine with each command it is about to decide, so that
	// a panic in it is a panic of that room.
	BeforeDecide func(world.RoomID, world.Command)
}

func (c Config) withDefaults() Config {
	orDefault(&c.GhostFor, 30*time.Second)
	orDefault(&c.Mailbox, 256)
	orDefault(&c.Patience, 5*time.Second)
	orDefault(&c.SnapshotEvents, 1000)
	orDefault(&c.SnapshotEvery, 5*time.Minute)
	orDefault(&c.Window.Entries, 4096)
	if c.Instances == nil {
		c.Instances = func(world.RoomID) int { return 1 }
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.BeforeDecide == nil {
		c.BeforeDecide = func(world.RoomID, world.Command) {}
	}
	return c
}

func orDefault[T int | time.Duration](field *T, value T) {
	if *field == 0 {
		*field = value
	}
}
