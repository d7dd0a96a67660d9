package fanout

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/gobwas/ws"
	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/core/world"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(crowdAddress); address != "" {
		if err := crowd(address, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

const epoch = 1_795_473_600_000

func pos(n uint64) world.Position { return world.Position{Epoch: epoch, N: n} }

func entry(n uint64, body world.Body, audience world.Audience) Entry {
	e := world.Event{Position: pos(n), Audience: audience, Body: body}
	return NewEntry(e, fmt.Appendf(nil, `{"position":"%s","type":"%s"}`, e.Position, body.Type()))
}

func said(n uint64) Entry { return entry(n, world.Said{Who: "ann"}, world.Audience{}) }

func whispered(n uint64, to ...world.VisitorID) Entry {
	return entry(n, world.Whispered{}, world.Audience{Only: to})
}

func saids(from, to uint64) []Entry {
	var list []Entry
	for n := from; n <= to; n++ {
		list = append(list, said(n))
	}
	return list
}

func windowOf(options Options, entries ...Entry) *Window {
	w := NewWindow(options)
	w.Publish(entries)
	return w
}

func cursor(t *testing.T, w *Window, viewer world.VisitorID, since world.Position) Cursor {
	t.Helper()
	c, err := w.Cursor(viewer, since)
	if err != nil {
		t.Fatalf("cursor of %s at %s: %v", viewer, since, err)
	}
	return c
}

// reader reads a WebSocket's other end.
type reader struct {
	conn net.Conn
}

// next is the next frame: a text message, or `ping`, or `close CODE reason`.
func (r reader) next() (string, error) {
	h, err := ws.ReadHeader(r.conn)
	if err != nil {
		return "", err
	}
	payload := make([]byte, h.Length)
	if _, err := io.ReadFull(r.conn, payload); err != nil {
		return "", err
	}
	switch h.OpCode {
	case ws.OpText:
		return string(payload), nil
	case ws.OpClose:
		code, reason := ws.ParseCloseFrameData(payload)
		return fmt.Sprintf("close %d %s", code, reason), nil
	case ws.OpPing:
		return "ping", nil
	case ws.OpPong:
		return "pong " + string(payload), nil
	default:
		return "", fmt.Errorf("frame of kind %d", h.OpCode)
	}
}

func (r reader) want(t *testing.T, frames ...string) {
	t.Helper()
	for _, want := range frames {
		got, err := r.next()
		if err != nil || short(got) != want {
			t.Fatalf("read %q (%v), want %q", short(got), err, want)
		}
	}
}

// short is the number of an event, the type of another object, or the frame itself.
func short(frame string) string {
	var v struct{ Type, Position string }
	if json.Unmarshal([]byte(frame), &v) != nil {
		return frame
	}
	n := strings.TrimPrefix(v.Position, fmt.Sprint(epoch)+"-")
	switch v.Type {
	case "position":
		return "position " + n
	case "closing", "typing":
		return v.Type
	default:
		return n
	}
}

// pipe is a link on a connection without a descriptor, as behind TLS.
func pipe(t *testing.T, c Cursor) (*Link, reader) {
	t.Helper()
	server, client := net.Pipe()
	l := c.Socket(server)
	t.Cleanup(func() {
		l.Detach()
		closeNow(server)
		closeNow(client)
	})
	return l, reader{client}
}

func closeNow(conn net.Conn) { _ = conn.Close() } // it may be closed already
