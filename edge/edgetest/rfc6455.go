package edgetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"
)

// sockets is what WebSocket alone can get wrong.
func sockets(t *testing.T, s Server) {
	t.Run("ping and pong", func(t *testing.T) { pingAndPong(t, s) })
	t.Run("messages in pieces", func(t *testing.T) { pieces(t, s) })
	t.Run("broken rules", func(t *testing.T) { brokenRules(t, s) })
	t.Run("the client closes", func(t *testing.T) { clientCloses(t, s) })
	t.Run("answers nobody reads", func(t *testing.T) { overflow(t, s) })
	t.Run("an upgrade that is none", func(t *testing.T) { noUpgrade(t, s) })
}

func dial(t *testing.T, v *visitor, since string) *socket {
	t.Helper()
	c, err := dialSocket(v, options{since: since})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.close)
	return c
}

func send(t *testing.T, c *socket, frames ...ws.Frame) {
	t.Helper()
	for _, f := range frames {
		if err := c.send(f); err != nil {
			t.Fatal(err)
		}
	}
}

func pingAndPong(t *testing.T, s Server) {
	ann := inside(t, s, "Ann")
	c := dial(t, ann, ann.say(t, "start"))
	send(t, c, ws.NewPingFrame([]byte("hey")))
	if op, payload, err := c.message(); err != nil || op != ws.OpPong || string(payload) != "hey" {
		t.Errorf("a protocol ping was answered with %v %q, %v", op, payload, err)
	}
	before := time.Now().UnixMilli()
	send(t, c, ws.NewTextFrame([]byte(`{"type":"ping"}`)))
	raw, err := c.text()
	if err != nil {
		t.Fatal(err)
	}
	var pong struct {
		Type string
		At   int64
	}
	if err := json.Unmarshal([]byte(raw), &pong); err != nil || pong.Type != "pong" || pong.At < before-5000 || pong.At > before+60_000 {
		t.Errorf("a ping was answered with %s, %v", raw, err)
	}
}

// fragments cuts a text message at the given bytes.
func fragments(message []byte, at ...int) []ws.Frame {
	var frames []ws.Frame
	op, from := ws.OpText, 0
	for _, to := range append(at, len(message)) {
		f := ws.NewFrame(op, to == len(message), bytes.Clone(message[from:to]))
		frames = append(frames, f)
		op, from = ws.OpContinuation, to
	}
	return frames
}

func pieces(t *testing.T, s Server) {
	ann := inside(t, s, "Ann")
	c := dial(t, ann, ann.say(t, "start"))
	command := []byte(`{"id":"p1","type":"say","text":"あいう"}`)
	inside := bytes.Index(command, []byte("い")) + 1 // in the middle of a character
	whole := fragments(command, 0, 5, inside, len(command)-1)
	send(t, c, whole[0], whole[1], ws.NewPingFrame(nil), whole[2], ws.NewPongFrame(nil), whole[3], whole[4])
	if op, _, err := c.message(); err != nil || op != ws.OpPong {
		t.Fatalf("a ping between pieces was answered with %v, %v", op, err)
	}
	for range 2 {
		raw, err := c.text()
		if err != nil || !strings.Contains(raw, "あいう") && !strings.Contains(raw, `"re":"p1"`) {
			t.Errorf("a command in pieces: %s, %v", raw, err)
		}
	}
}

// rawFrame is a frame as it goes over the wire.
type rawFrame []byte

func brokenRules(t *testing.T, s Server) {
	ann, bob := inside(t, s, "Ann"), inside(t, s, "Bob")
	start := ann.say(t, "start")
	masked := func(f ws.Frame) rawFrame {
		return ws.MustCompileFrame(ws.MaskFrameWith(f, [4]byte{9, 8, 7, 6}))
	}
	with := func(op ws.OpCode, fin bool, rsv byte, payload string) rawFrame {
		f := ws.NewFrame(op, fin, []byte(payload))
		f.Header.Rsv = rsv
		return masked(f)
	}
	closeWith := func(payload ...byte) rawFrame { return masked(ws.NewCloseFrame(payload)) }
	for _, c := range []struct {
		name   string
		frames []rawFrame
		close  int
		code   string
	}{
		{"no mask", []rawFrame{ws.MustCompileFrame(ws.NewTextFrame([]byte("{}")))}, 1002, "bad_request"},
		{"reserved bits", []rawFrame{with(ws.OpText, true, 4, "{}")}, 1002, "bad_request"},
		{"a reserved kind of data", []rawFrame{with(3, true, 0, "")}, 1002, "bad_request"},
		{"a reserved kind of control", []rawFrame{with(11, true, 0, "")}, 1002, "bad_request"},
		{"a ping in pieces", []rawFrame{with(ws.OpPing, false, 0, "x")}, 1002, "bad_request"},
		{"a ping too long", []rawFrame{with(ws.OpPing, true, 0, strings.Repeat("x", 126))}, 1002, "bad_request"},
		{"a piece of nothing", []rawFrame{with(ws.OpContinuation, true, 0, "x")}, 1002, "bad_request"},
		{"a message within a message", []rawFrame{with(ws.OpText, false, 0, "{"), with(ws.OpText, true, 0, "}")}, 1002, "bad_request"},
		{"a length over 63 bits", []rawFrame{append(rawFrame{0x81, 0xff}, bytes.Repeat([]byte{0xff}, 12)...)}, 1002, "bad_request"},
		{"bytes", []rawFrame{with(ws.OpBinary, true, 0, "{}")}, 1003, "bad_request"},
		{"bad UTF-8", []rawFrame{with(ws.OpText, true, 0, "{\"id\":\"\xc3\x28\"}")}, 1007, "bad_request"},
		{"bad UTF-8 in pieces", []rawFrame{with(ws.OpText, false, 0, "\xf0\x9f"), with(ws.OpContinuation, true, 0, "x")}, 1007, "bad_request"},
		{"a surrogate", []rawFrame{with(ws.OpText, true, 0, "\xed\xa0\x80")}, 1007, "bad_request"},
		{"over 16 KiB", []rawFrame{with(ws.OpText, true, 0, strings.Repeat("x", 16<<10+1))}, 1009, "too_large"},
		{"over 16 KiB in pieces", []rawFrame{with(ws.OpText, false, 0, strings.Repeat("x", 9<<10)), with(ws.OpContinuation, true, 0, strings.Repeat("x", 9<<10))}, 1009, "too_large"},
		{"a length of a terabyte", []rawFrame{{0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4}}, 1009, "too_large"},
		{"a close of one byte", []rawFrame{closeWith(3)}, 1002, "bad_request"},
		{"a close with a reserved code", []rawFrame{closeWith(1005>>8, 1005&0xff)}, 1002, "bad_request"},
		{"a close with an unknown code", []rawFrame{closeWith(5000>>8, 5000&0xff)}, 1002, "bad_request"},
		{"a close with bad UTF-8", []rawFrame{closeWith(1000>>8, 1000&0xff, 0xff)}, 1007, "bad_request"},
	} {
		conn := dial(t, ann, start)
		for _, raw := range c.frames {
			if _, err := conn.conn.Write(raw); err != nil {
				t.Fatal(err)
			}
		}
		_, err := conn.next()
		wantRefusal(t, c.name, err, c.close, c.code)
		conn.close()
	}
	other := transports[0].connect(t, bob, start)
	read(t, other, bob.say(t, "nobody else noticed"))
}

func clientCloses(t *testing.T, s Server) {
	ann := inside(t, s, "Ann")
	at := ann.say(t, "start")
	for name, payload := range map[string][]byte{"a reason": ws.NewCloseFrameBody(1000, "bye"), "an own code": ws.NewCloseFrameBody(4321, ""), "nothing": nil} {
		c := dial(t, ann, at)
		send(t, c, ws.NewCloseFrame(payload))
		if op, got, err := c.message(); err != nil || op != ws.OpClose || !bytes.Equal(got, payload) {
			t.Errorf("a close with %s was answered with %v %q, %v", name, op, got, err)
		}
		if _, _, err := c.message(); !ends(err) {
			t.Errorf("after both closes: %v, want the end", err)
		}
	}
}

func noUpgrade(t *testing.T, s Server) {
	ann := inside(t, s, "Ann")
	status, body := s.request(t, "GET", ann.path("/socket"), ann.token, nil)
	var r *refused
	if err := refusedBy(status, body); !errors.As(err, &r) || r.Status != 400 || r.Code != "bad_request" {
		t.Errorf("GET without upgrade: %v", err)
	}
}
