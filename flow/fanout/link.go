package fanout

import (
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gobwas/ws"

	"github.com/yokocho/yokocho/core/world"
)

const (
	slotSize    = 4 << 10         // bytes of answers, pongs and signals that may wait
	gatherSize  = 32 << 10        // bytes written at once, give or take an event
	overflowing = 2 * time.Second // how long an answer waits for room in the slot before the link ends
)

// Link is one connection that watches a window.
type Link struct {
	window *Window
	viewer world.VisitorID
	joined uint64 // number of the last event when the link began; a later `left` of the viewer ends it
	form   form   // nil for a poll

	// Of the one goroutine that writes; next also moves under the flusher's hand while that goroutine waits.
	next     atomic.Uint64 // number of the event to look at next
	told     uint64        // number of the last event whose position the client knows
	parted   bool          // the viewer's leaving was gathered: nothing follows but what is owed, and the close
	finished bool          // the last bytes were gathered
	socket   *socket       // of a room-side WebSocket

	conn  net.Conn      // of a WebSocket
	wake  chan struct{} // size 1; nil for a room-side WebSocket
	beat  atomic.Bool   // the heartbeat is due
	asked atomic.Bool   // the client closed, and waits for nothing but our close
	owing atomic.Bool   // an Answer will come
	done  chan struct{} // closed by Detach

	// mu guards the control slot and the heartbeat. It is a leaf.
	mu      sync.Mutex
	slot    []byte        // complete frames or records; nil most of the time
	ended   *world.Error  // why, once Close was called; the slot then ends with the close
	drained chan struct{} // size 1: the slot was taken
	timer   *time.Timer   // of the heartbeat; nil for a poll
}

// attach registers a link that starts at the cursor.
func (c Cursor) attach(l *Link) *Link {
	l.window, l.viewer, l.joined = c.window, c.viewer, c.joined
	l.told = c.next - 1
	l.next.Store(c.next)
	l.done, l.drained = make(chan struct{}), make(chan struct{}, 1)
	if l.form != nil {
		l.mu.Lock()
		l.timer = time.AfterFunc(c.window.options.Heartbeat, l.heartbeat)
		l.mu.Unlock()
	}
	w := c.window
	w.mu.Lock()
	w.links = append(w.links, l)
	w.mu.Unlock()
	l.poke()
	return l
}

// Detach takes the link out of its window. The edge calls it once, when its connection has ended for whatever reason.
func (l *Link) Detach() {
	w := l.window
	w.mu.Lock()
	w.links = slices.DeleteFunc(slices.Clone(w.links), func(other *Link) bool { return other == l })
	w.mu.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.done)
	if l.timer != nil {
		l.timer.Stop()
	}
}

func (l *Link) heartbeat() {
	l.beat.Store(true)
	l.poke()
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.detached() {
		l.timer.Reset(l.window.options.Heartbeat)
	}
}

func (l *Link) detached() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}

// Owe says that an Answer will come: a link that ends because its viewer leaves waits for it, so that whoever asks to leave
// is answered.
func (l *Link) Owe() { l.owing.Store(true) }

// Answer queues one line of JSON for this client alone. While the slot is full it waits, which stops whoever floods
// from sending more; a client that then still does not read is ended with 4001: ids make repeating safe.
func (l *Link) Answer(json []byte) {
	l.queue(appendFrame(make([]byte, 0, len(json)+maxFrameHeader), ws.OpText, json))
	if l.owing.Swap(false) {
		l.poke()
	}
}

// Pong answers a protocol ping. It waits as Answer does.
func (l *Link) Pong(payload []byte) {
	l.queue(appendFrame(make([]byte, 0, len(payload)+maxFrameHeader), ws.OpPong, payload))
}

func (l *Link) queue(frame []byte) {
	var patience *time.Timer
	for !l.push(frame) {
		if patience == nil {
			patience = time.NewTimer(overflowing)
			defer patience.Stop()
		}
		select {
		case <-l.drained:
		case <-l.done:
			return
		case <-patience.C:
			l.Close(CloseSlow, world.Refuse(world.CodeBusy, "Answers were not read in time: connect again at your position and repeat your last commands."))
			return
		}
	}
}

func (l *Link) signal(json []byte) {
	l.push(l.form.appendSignal(nil, json))
}

// push appends to the slot, and reports whether there was room. What comes after the close is dropped.
func (l *Link) push(bytes []byte) bool {
	l.mu.Lock()
	if l.ended != nil {
		l.mu.Unlock()
		return true
	}
	if len(l.slot)+len(bytes) > slotSize {
		l.mu.Unlock()
		return false
	}
	l.slot = append(l.slot, bytes...)
	l.mu.Unlock()
	l.poke()
	return true
}

// Close ends the link at the next boundary: waiting answers are dropped, the reason is told. The first reason counts.
func (l *Link) Close(code CloseCode, why *world.Error) {
	var last []byte
	if l.form != nil {
		last = l.form.appendClose(nil, code, why)
	}
	if l.end(why, last) && l.conn != nil {
		time.AfterFunc(closeGrace, l.hangUp) // even if the client reads nothing, and so not this either
	}
}

// Closed answers the close frame of a WebSocket's client with the same payload, and ends the link.
func (l *Link) Closed(payload []byte) {
	l.asked.Store(true)
	l.end(world.Refuse(world.CodeUnavailable, "You closed the connection."), appendFrame(nil, ws.OpClose, payload))
}

// end makes these the link's last bytes, unless it has ended already.
func (l *Link) end(why *world.Error, last []byte) bool {
	l.mu.Lock()
	if l.ended != nil {
		l.mu.Unlock()
		return false
	}
	l.ended, l.slot = why, last
	l.mu.Unlock()
	l.poke()
	return true
}

// endedBy is the reason of Close, nil before it.
func (l *Link) endedBy() *world.Error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ended
}

// takeSlot moves the slot's bytes to dst. ended means that nothing may follow them.
func (l *Link) takeSlot(dst []byte) (out []byte, ended bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.slot != nil {
		dst = append(dst, l.slot...)
		l.slot = nil
		select {
		case l.drained <- struct{}{}:
		default:
		}
	}
	return dst, l.ended != nil
}

// poke makes the link's writer look at it soon.
func (l *Link) poke() {
	if l.wake != nil {
		select {
		case l.wake <- struct{}{}:
		default:
		}
		return
	}
	w := l.window
	w.mu.Lock()
	defer w.mu.Unlock()
	if !l.socket.touched {
		l.socket.touched = true
		w.touched = append(w.touched, l)
	}
	w.wakeFlusher()
}

// gather appends what is to be written next, the slot first, then every event the viewer may see up to gatherSize. It
// moves the link on as if all of that were written. Nothing gathered means that the link has caught up.
func (l *Link) gather(v view, dst []byte) []byte {
	if l.finished {
		return dst
	}
	owing := l.owing.Load() // before the slot is taken: what is owed no more is in it
	dst, l.finished = l.takeSlot(dst)
	if l.finished || l.parted && owing {
		return dst
	}
	if l.parted {
		return l.part(dst)
	}
	next := l.next.Load()
	if next < v.first() {
		l.finished = true
		return l.form.appendClose(dst, CloseGone, refuseGone())
	}
	for ; next <= v.last() && len(dst) < gatherSize; next++ {
		e := v.at(next)
		if e.Audience.Allows(l.viewer) {
			dst = l.form.appendEntry(dst, e)
			l.told = next
		}
		if e.left == l.viewer && next > l.joined {
			l.parted = true
			if owing {
				return dst
			}
			return l.part(dst)
		}
	}
	l.next.Store(next)
	if l.beat.Swap(false) {
		var moved *world.Position
		if next-1 > l.told && next-1 <= v.last() {
			p := v.position(next - 1)
			moved, l.told = &p, p.N
		}
		dst = l.form.appendBeat(dst, moved)
	}
	return dst
}

// part ends the link of somebody who left.
func (l *Link) part(dst []byte) []byte {
	l.finished = true
	return l.form.appendClose(dst, CloseNotHere, world.Refuse(world.CodeNotHere, "You left this room."))
}

// concerns reports whether any of the events after `flushed` is for a link that waits with nothing else to read. If
// none is, the link is moved past them.
func (l *Link) concerns(v view, flushed uint64) bool {
	if l.next.Load() != flushed+1 || flushed+1 < v.first() {
		return true
	}
	for n := flushed + 1; n <= v.last(); n++ {
		if e := v.at(n); e.Audience.Allows(l.viewer) || e.left == l.viewer {
			return true
		}
	}
	// The link's own goroutine may be looking at an older view just now; then it looks at these once more, in vain.
	l.next.CompareAndSwap(flushed+1, v.last()+1)
	return false
}
