package fanout

import (
	"net"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// A stalled client may hold what the kernel keeps for it (it doubles these), and gatherSize of ours.
	sendBuffer    = 64 << 10
	receiveBuffer = 16 << 10

	stalled    = 60 * time.Second // a write that moves nothing for so long ends the link
	closeGrace = 2 * time.Second  // between our close and the end of the connection
)

// socket is the room-side half of a WebSocket: written by the flusher without blocking.
type socket struct {
	raw     syscall.RawConn // never a descriptor: it may be closed and used again
	touched bool            // listed in Window.touched; under Window.mu
	lent    atomic.Bool     // it would have blocked: a goroutine of its own writes until it has caught up
	dead    bool            // a write failed; of the one goroutine that writes
}

// Socket makes a link of a WebSocket connection after its handshake. The caller must have written everything it had to
// write, reads from now on, and calls Detach when its reading ends; the link closes the connection when it ends by itself.
func (c Cursor) Socket(conn net.Conn) *Link {
	limitBuffers(conn)
	if raw, ok := rawConn(conn); ok {
		return c.attach(&Link{form: socketForm{}, conn: conn, socket: &socket{raw: raw}})
	}
	l := c.attach(&Link{form: socketForm{}, conn: conn, wake: make(chan struct{}, 1)})
	go func() {
		if err := l.write(deadlineWriter{conn}, l.done); err != nil {
			l.hangUp()
			return
		}
		l.sayGoodbye()
	}()
	return l
}

// limitBuffers makes a stalled client cheap. A connection that is no TCP has no such buffers.
func limitBuffers(conn net.Conn) {
	if wrapped, ok := conn.(interface{ NetConn() net.Conn }); ok {
		conn = wrapped.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		// These fail only on a connection that is closed, which the first write finds out.
		_ = tcp.SetWriteBuffer(sendBuffer)
		_ = tcp.SetReadBuffer(receiveBuffer)
	}
}

// flush writes what is due to a room-side socket. Flusher only.
func (l *Link) flush(v view, with *pen) {
	k := l.socket
	for !k.lent.Load() && !k.dead && !l.detached() { // in this order: while it is lent, dead is the other goroutine's
		out := l.gather(v, with.buffer[:0])
		with.buffer = out
		if len(out) == 0 {
			return
		}
		n, err := with.write(k.raw, out)
		if err != nil {
			k.dead = true
			l.hangUp()
			return
		}
		if n < len(out) {
			k.lent.Store(true)
			go l.catchUp(append([]byte(nil), out[n:]...))
			return
		}
		if l.finished {
			l.sayGoodbye()
			return
		}
	}
}

// catchUp is the goroutine to which a socket is lent: it finishes the unfinished frame, goes on until nothing is left,
// and gives the socket back.
func (l *Link) catchUp(rest []byte) {
	k := l.socket
	to := deadlineWriter{l.conn}
	_, err := to.Write(rest)
	for err == nil {
		rest = l.gather(l.window.view(), rest[:0])
		if len(rest) == 0 {
			break
		}
		_, err = to.Write(rest)
	}
	if err == nil {
		err = l.conn.SetWriteDeadline(time.Time{}) // the flusher's writes have none
	}
	switch {
	case err != nil:
		k.dead = true
		l.hangUp()
	case l.finished:
		l.sayGoodbye()
	}
	k.lent.Store(false)
	l.poke() // for what the flusher passed over meanwhile
}

// sayGoodbye ends the connection after the close was written. A client that did not ask for it gets a moment to read it.
func (l *Link) sayGoodbye() {
	if l.asked.Load() {
		l.hangUp()
		return
	}
	time.AfterFunc(closeGrace, l.hangUp)
}

// hangUp ends the connection, which ends the edge's reading, and that detaches. It may be closed already.
func (l *Link) hangUp() { _ = l.conn.Close() }

// deadlineWriter fails a write that does not move.
type deadlineWriter struct{ conn net.Conn }

func (d deadlineWriter) Write(b []byte) (int, error) {
	if err := d.conn.SetWriteDeadline(time.Now().Add(stalled)); err != nil {
		return 0, err
	}
	return d.conn.Write(b)
}
