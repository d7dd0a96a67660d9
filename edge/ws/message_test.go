package ws

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/gobwas/ws"
	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/fanout"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// tape is a connection whose client has sent all it will send.
type tape struct {
	net.Conn
	in io.Reader
}

func (t *tape) Read(b []byte) (int, error)       { return t.in.Read(b) }
func (t *tape) Write(b []byte) (int, error)      { return len(b), nil }
func (t *tape) Close() error                     { return nil }
func (t *tape) SetReadDeadline(time.Time) error  { return nil }
func (t *tape) SetWriteDeadline(time.Time) error { return nil }

// play reads all messages of what a client sent.
func play(tb testing.TB, sent []byte) (messages [][]byte, end error) {
	tb.Helper()
	conn := &tape{in: bytes.NewReader(sent)}
	start, err := fanout.NewWindow(fanout.Options{}).Cursor("ann", world.Position{})
	if err != nil {
		tb.Fatal(err)
	}
	c := &connection{conn: conn, in: bufio.NewReaderSize(conn, 16), link: start.Socket(conn)}
	defer c.link.Detach()
	for {
		message, err := c.message()
		if err != nil {
			return messages, err
		}
		messages = append(messages, message)
	}
}

// FuzzMessage: whatever a client sends, it is messages within the limits, and then the end or a violation.
func FuzzMessage(f *testing.F) {
	frame := func(op ws.OpCode, fin bool, payload string) []byte {
		return ws.MustCompileFrame(ws.MaskFrameWith(ws.NewFrame(op, fin, []byte(payload)), [4]byte{1, 2, 3, 4}))
	}
	f.Add(frame(ws.OpText, true, `{"type":"ping"}`))
	f.Add(append(frame(ws.OpText, false, "あ"), frame(ws.OpContinuation, true, "い")...))
	f.Add(append(frame(ws.OpText, false, ""), append(frame(ws.OpPing, true, "x"), frame(ws.OpContinuation, true, "")...)...))
	f.Add(frame(ws.OpText, true, strings.Repeat("x", wire.MaxCommand)))
	f.Add(frame(ws.OpText, true, strings.Repeat("x", wire.MaxCommand+1)))
	f.Add(frame(ws.OpClose, true, "\x03\xe8bye"))
	f.Add([]byte{0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4})
	f.Add([]byte{0x81, 0xfe, 0x40})
	f.Fuzz(func(t *testing.T, sent []byte) {
		messages, end := play(t, sent)
		for _, m := range messages {
			if len(m) > wire.MaxCommand || !utf8.Valid(m) {
				t.Errorf("a message of %d bytes, valid %t", len(m), utf8.Valid(m))
			}
		}
		if violationOf(end) == nil && !ended(end) {
			t.Errorf("ended with %v", end)
		}
	})
}

func TestAMessageMayComeInAnyPieces(t *testing.T) {
	const text = `{"id":"c1","type":"say","text":"やっほー🎈"}`
	for cut := range len(text) {
		var sent []byte
		for i, piece := range []string{text[:cut], text[cut:]} {
			op := []ws.OpCode{ws.OpText, ws.OpContinuation}[i]
			sent = append(sent, ws.MustCompileFrame(ws.MaskFrameWith(ws.NewFrame(op, i == 1, []byte(piece)), [4]byte{byte(cut), 2, 3, 4}))...)
		}
		messages, end := play(t, sent)
		if len(messages) != 1 || string(messages[0]) != text || !ended(end) {
			t.Errorf("cut at %d: %q, %v", cut, messages, end)
		}
	}
}
