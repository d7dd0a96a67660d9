package room

import (
	"sync/atomic"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// clock is room time: what it was set to plus the monotonic time since, so that it never goes back, whatever
// the machine's clock does. Before it is first set it is the wall clock. The room's goroutine sets it, anybody reads it.
type clock struct{ set atomic.Pointer[reading] }

type reading struct {
	at    world.Millis
	taken time.Time // with its monotonic part
}

func (c *clock) now() world.Millis {
	r := c.set.Load()
	if r == nil {
		return world.AtTime(time.Now())
	}
	return r.at + world.Millis(time.Since(r.taken).Milliseconds())
}

// start sets the clock to an instant, or leaves it where it is if that is later.
func (c *clock) start(at world.Millis) {
	if c.set.Load() != nil {
		at = max(at, c.now())
	}
	c.set.Store(&reading{at: at, taken: time.Now()})
}
