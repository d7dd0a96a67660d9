package ws

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gobwas/ws"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/flow/fanout"
)

const (
	opening = 10 * time.Second // for the handshake's answer and the snapshot to be taken
	dead    = 60 * time.Second // without one whole frame; we ping every 25 s, so a living client sends pongs
)

// connection is one WebSocket. Its fields belong to the goroutine that serves it, but for those under mu.
type connection struct {
	gate  *edge.Gate
	visit *edge.Visit
	ctx   context.Context // the request's values, without its end

	conn   net.Conn
	in     *bufio.Reader
	header [ws.MaxHeaderSize]byte

	mu     sync.Mutex // guards what follows, for Stop comes from elsewhere
	link   *fanout.Link
	closed func(*fanout.Link) // asked for before there was a link
}

// over says which connection it is, and what of it was read already.
func (c *connection) over(conn net.Conn, read *bufio.Reader) {
	const readAhead = 512 // of an idle client's memory
	early, _ := read.Peek(read.Buffered())
	c.conn = conn
	c.in = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(bytes.Clone(early)), conn), readAhead)
}

// serve is the connection's goroutine, from the snapshot to the end.
func (c *connection) serve(snapshot *edge.Snapshot, start fanout.Cursor) {
	defer c.visit.Close()
	defer func() { _ = c.conn.Close() }() // the link may have closed it
	defer func() {
		if fault := recover(); fault != nil { // as net/http does: the fault of one connection ends that connection
			c.gate.Logger.Error("connection ended by a panic", "panic", fault, "stack", string(debug.Stack()))
		}
	}()
	if snapshot != nil && c.show(snapshot) != nil {
		return
	}
	link := start.Socket(c.conn)
	defer link.Detach()
	c.begin(link)
	if violation := c.read(); violation != nil {
		link.Close(violation.close, violation.why)
		// The client gets a while to read that; the link then closes the connection.
		_, _ = io.Copy(io.Discard, c.conn)
	}
}

// show writes the snapshot, before there is a link that writes.
func (c *connection) show(s *edge.Snapshot) error {
	if err := c.conn.SetWriteDeadline(time.Now().Add(opening)); err != nil {
		return err
	}
	message := append(append([]byte(`{"type":"snapshot","snapshot":`), s.JSON...), '}')
	if err := ws.WriteFrame(c.conn, ws.NewTextFrame(message)); err != nil {
		return err
	}
	return c.conn.SetWriteDeadline(time.Time{})
}

func (c *connection) begin(link *fanout.Link) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.link = link
	if c.closed != nil {
		c.closed(link)
	}
}

// close ends the connection, at once or as soon as it has begun.
func (c *connection) close(code fanout.CloseCode, why *world.Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = func(l *fanout.Link) { l.Close(code, why) }
	if c.link != nil {
		c.closed(c.link)
	}
}

// read handles what the client sends until the connection ends, or the client breaks the rules.
func (c *connection) read() *violation {
	for {
		message, err := c.message()
		if err != nil {
			return violationOf(err)
		}
		c.handle(message)
	}
}

// handle answers one message.
func (c *connection) handle(message []byte) {
	var head struct {
		Type string `json:"type"`
	}
	if json.Unmarshal(message, &head) == nil && head.Type == "ping" {
		c.link.Answer(fmt.Appendf(nil, `{"type":"pong","at":%d}`, c.visit.Room.Now()))
		return
	}
	c.link.Owe()
	reply := c.gate.Do(c.ctx, c.visit.Viewer, c.visit.Room.ID(), message)
	raw, err := json.Marshal(reply)
	if err != nil {
		c.gate.Logger.Error("reply not encoded", "error", err)
		return
	}
	c.link.Answer(raw)
}
