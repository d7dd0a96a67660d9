package fanout

import (
	"context"
	"io"

	"github.com/yokocho/yokocho/core/world"
)

// Stream serves the cursor as text/event-stream on the calling goroutine, until ctx ends, a write fails, or the link
// ends by itself, which is no error. Each Write of out is one or more whole records, to be flushed to the client; out
// sets its own deadlines.
func (c Cursor) Stream(ctx context.Context, out io.Writer) error {
	l := c.attach(&Link{form: streamForm{}, wake: make(chan struct{}, 1)})
	defer l.Detach()
	return l.write(out, ctx.Done())
}

// write is the writer goroutine of a link that has one.
func (l *Link) write(out io.Writer, stop <-chan struct{}) error {
	for {
		select {
		case <-l.wake:
		case <-stop:
			return nil
		}
		if err := l.writeDue(out); err != nil || l.finished {
			return err
		}
	}
}

// writeDue writes until nothing is due.
func (l *Link) writeDue(out io.Writer) error {
	p := l.window.takePen()
	defer l.window.pens.Put(p)
	for {
		p.buffer = l.gather(l.window.view(), p.buffer[:0])
		if len(p.buffer) == 0 {
			return nil
		}
		if _, err := out.Write(p.buffer); err != nil {
			return err
		}
	}
}

// pollEvents is how many events one answer to a poll may hold.
const pollEvents = 500

// Poll returns the events the viewer may see, at least one and at most 500, waiting for the first until ctx ends; then
// there are none. The position is where to go on from: it also passes what the viewer may not see. It refuses with
// gone, and with the reason of a Close.
func (c Cursor) Poll(ctx context.Context) (events [][]byte, position world.Position, err error) {
	l := c.attach(&Link{wake: make(chan struct{}, 1)})
	defer l.Detach()
	for {
		events, position, err = l.collect()
		if err != nil || len(events) > 0 {
			return events, position, err
		}
		select {
		case <-l.wake:
		case <-ctx.Done():
			return nil, position, nil
		}
	}
}

func (l *Link) collect() (events [][]byte, position world.Position, err error) {
	if ended := l.endedBy(); ended != nil {
		return nil, position, ended
	}
	next := l.next.Load() // before the view: whatever the flusher passed is in it
	v := l.window.view()
	if next < v.first() {
		return nil, position, refuseGone()
	}
	for left := false; next <= v.last() && len(events) < pollEvents && !left; next++ {
		e := v.at(next)
		if e.Audience.Allows(l.viewer) {
			events = append(events, e.JSON)
		}
		left = e.left == l.viewer && next > l.joined
	}
	l.next.Store(next)
	return events, v.position(next - 1), nil
}
