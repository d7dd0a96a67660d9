package edgetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// frame is one thing that a client is told, whatever the transport: a snapshot, an event, a signal, a position, a closing.
type frame struct {
	kind     string // the frame's type: snapshot, position, closing, typing..., or the event's
	position string // where a client resumes after it; empty on signals
	json     string // the object as it was on the wire; of a snapshot the bare snapshot
}

// connection is one client, connected. It reads only when it is asked to, so that a test can stall it.
type connection interface {
	// next is the next frame, or the end: *refused when the server said why.
	next() (frame, error)
	// do sends a command and returns its answer.
	do(command []byte) (answer, error)
	// heard is every byte the server sent so far.
	heard() string
	close()
}

// refused is a refusal in the one error shape.
type refused struct {
	Status  int // of HTTP, or the close code
	Code    string
	Message string
}

func (r *refused) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Message) }

// options of a connection, beyond the ordinary.
type options struct {
	since  string
	room   string // another than the server's
	origin string
}

type transport struct {
	name string
	open func(v *visitor, o options) (connection, error)
}

var transports = []transport{{"ws", openSocket}, {"sse", openStream}, {"poll", openPoll}}

// connect opens a connection that must succeed, until the test ends.
func (tr transport) connect(t *testing.T, v *visitor, since string) connection {
	t.Helper()
	c, err := tr.open(v, options{since: since})
	if err != nil {
		t.Fatalf("%s since %q: %v", tr.name, since, err)
	}
	t.Cleanup(c.close)
	return c
}

// read reads as far as an event's position.
func read(t *testing.T, c connection, until string) []frame {
	t.Helper()
	var frames []frame
	for {
		f, err := c.next()
		if err != nil {
			t.Fatalf("after %d frames, before %s: %v", len(frames), until, err)
		}
		frames = append(frames, f)
		if f.position == until {
			return frames
		}
	}
}

// events leaves only the events.
func events(frames []frame) []string {
	var list []string
	for _, f := range frames {
		switch f.kind {
		case "snapshot", "position", "closing", "typing", "notice":
		default:
			list = append(list, f.json)
		}
	}
	return list
}

// parse makes a frame of an object as sockets have it.
func parse(raw string) (frame, error) {
	var head struct {
		Type     string
		Position string
		Snapshot json.RawMessage
	}
	if err := json.Unmarshal([]byte(raw), &head); err != nil {
		return frame{}, fmt.Errorf("not JSON: %w: %s", err, raw)
	}
	if head.Type != "snapshot" {
		return frame{head.Type, head.Position, raw}, nil
	}
	return snapshot(string(head.Snapshot))
}

func snapshot(raw string) (frame, error) {
	var view struct{ Position string }
	if err := json.Unmarshal([]byte(raw), &view); err != nil || view.Position == "" {
		return frame{}, fmt.Errorf("a snapshot without position: %s", raw)
	}
	return frame{"snapshot", view.Position, raw}, nil
}

func refusedBy(status int, body []byte) error {
	r := &refused{Status: status}
	if err := json.Unmarshal(body, r); err != nil || r.Code == "" || r.Message == "" {
		return fmt.Errorf("status %d without the error shape: %s", status, body)
	}
	return r
}

// wantRefusal asserts code and status.
func wantRefusal(t *testing.T, what string, err error, status int, code string) {
	t.Helper()
	var r *refused
	if !errors.As(err, &r) || r.Code != code || r.Status != status {
		t.Errorf("%s: %v, want %d %s", what, err, status, code)
	}
}

// header is what every request of a visitor carries.
func (v *visitor) header(o options) http.Header {
	h := http.Header{}
	if v.token != "" {
		h.Set("Authorization", "Bearer "+v.token)
	}
	if o.origin != "" {
		h.Set("Origin", o.origin)
	}
	return h
}

// target is an address in the room that the options name.
func (v *visitor) target(o options, tail string) string {
	room := v.server.Room
	if o.room != "" {
		room = o.room
	}
	url := v.server.URL + "/api/v1/rooms/" + room + tail
	if o.since != "" {
		sep := "?"
		if strings.Contains(tail, "?") {
			sep = "&"
		}
		url += sep + "since=" + o.since
	}
	return url
}
