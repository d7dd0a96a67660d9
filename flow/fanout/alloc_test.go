package fanout

import (
	"fmt"
	"syscall"
	"testing"

	"github.com/yokocho/yokocho/core/world"
)

// sink is a connection that takes everything, so that nothing of the network is counted.
type sink struct{}

func (sink) Control(func(uintptr)) error   { return nil }
func (sink) Read(func(uintptr) bool) error { return nil }
func (sink) Write(once func(uintptr) bool) error {
	once(0)
	return nil
}

var _ syscall.RawConn = sink{}

// allocationRig is a window with a hundred room-side links, and what publishes one event and flushes it to them.
func allocationRig(tb testing.TB) (*Window, func()) {
	tb.Helper()
	w := NewWindow(Options{Entries: 64})
	w.Begin(pos(1))
	w.flushing = true // this test is the flusher
	for i := range 100 {
		c, err := w.Cursor(world.VisitorID(fmt.Sprint("v", i)), pos(1))
		if err != nil {
			tb.Fatal(err)
		}
		l := c.attach(&Link{form: socketForm{}, socket: &socket{raw: sink{}}})
		tb.Cleanup(l.Detach)
	}
	p := w.takePen()
	p.once = func(uintptr) bool {
		p.n = len(p.payload)
		return true
	}
	batch := []Entry{said(1)}
	n := uint64(1)
	return w, func() {
		n++
		batch[0].Position = pos(n)
		w.Publish(batch)
		w.flush(p)
	}
}

// TestPublishingAllocatesPerEventNotPerViewer: the frame, and a share of the window's growth.
func TestPublishingAllocatesPerEventNotPerViewer(t *testing.T) {
	_, publish := allocationRig(t)
	for range 200 {
		publish()
	}
	if got := testing.AllocsPerRun(1000, publish); got > 2 {
		t.Errorf("%.1f allocations for one event to a hundred viewers, want at most 2", got)
	}
}
