package edgetest

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

// soon is how long the suite waits for what ought to happen at once.
const soon = 10 * time.Second

// Server is what the suite runs against. It must not limit how fast visitors are made or command.
type Server struct {
	URL    string // http://host:port
	Room   string // a room with space for ten people and nobody in it
	Window int    // how many events of the room are kept for those who resume; 400 to 1,000, so that a test can outrun it
	// PerVisitor is how many connections one visitor may hold.
	PerVisitor int
	TLS        *tls.Config // of a https server's clients; HTTP/2 is used where it can be
}

// Run runs the suite.
func Run(t *testing.T, s Server) {
	for _, tr := range transports {
		t.Run(tr.name, func(t *testing.T) {
			for _, c := range []struct {
				name string
				test func(*testing.T, Server, transport)
			}{
				{"begins with the snapshot", beginsWithTheSnapshot},
				{"order", order},
				{"resume at every position", resumeAtEveryPosition},
				{"change of transport at every position", changeOfTransport},
				{"whispers are not on a third one's wire", whispersAreNotOnTheWire},
				{"a hole is passed", holesArePassed},
				{"leaving ends it", leavingEndsIt},
				{"refusals", refusals},
				{"gone", goneAfterTheWindow},
				{"bad commands", badCommands},
				{"connections are counted", connectionsAreCounted},
				{"a flood hurts nobody else", floodHurtsNobodyElse},
			} {
				t.Run(c.name, func(t *testing.T) { c.test(t, s, tr) })
			}
		})
	}
	t.Run("one event, the same bytes everywhere", func(t *testing.T) { sameBytes(t, s) })
	t.Run("a stalled reader holds nobody up", func(t *testing.T) { stalledReader(t, s) })
	t.Run("streams", func(t *testing.T) { streams(t, s) })
	t.Run("polls", func(t *testing.T) { polls(t, s) })
	t.Run("sockets", func(t *testing.T) { sockets(t, s) })
}

// visitor is somebody with a token.
type visitor struct {
	server Server
	id     string
	token  string
	made   atomic.Int64 // command ids
}

// client is the suite's own, so that a connection of one case is not used by another.
func (s Server) client() (*http.Client, func()) {
	dialer := &net.Dialer{Timeout: soon}
	tr := &http.Transport{TLSClientConfig: s.TLS.Clone(), ForceAttemptHTTP2: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dialer.DialContext(ctx, network, address)
		if tcp, ok := conn.(*net.TCPConn); ok && err == nil {
			err = tcp.SetReadBuffer(readBuffer)
		}
		return conn, err
	}}
	return &http.Client{Transport: tr}, tr.CloseIdleConnections
}

// newVisitor makes a visitor over HTTP.
func newVisitor(t *testing.T, s Server, name string) *visitor {
	t.Helper()
	var made struct {
		Visitor struct{ ID string }
		Token   string
	}
	status, body := s.request(t, http.MethodPost, s.URL+"/api/v1/visitors", "", fmt.Appendf(nil, `{"name":%q,"token":true}`, name))
	if err := json.Unmarshal(body, &made); err != nil || status/100 != 2 || made.Token == "" || made.Visitor.ID == "" {
		t.Fatalf("a new visitor: status %d, %s", status, body)
	}
	return &visitor{server: s, id: made.Visitor.ID, token: made.Token}
}

// inside makes a visitor who is in the room until the test ends.
func inside(t *testing.T, s Server, name string) *visitor {
	t.Helper()
	v := newVisitor(t, s, name)
	v.do(t, `"type":"enter"`)
	t.Cleanup(func() { v.post(t, v.command(`"type":"leave"`)) })
	return v
}

// command is a command's JSON under a new id.
func (v *visitor) command(fields string) []byte {
	return fmt.Appendf(nil, `{"id":"%s-%d",%s}`, v.id, v.made.Add(1), fields)
}

func (v *visitor) path(tail string) string {
	return v.server.URL + "/api/v1/rooms/" + v.server.Room + tail
}

// post sends a command by HTTP.
func (v *visitor) post(t *testing.T, command []byte) answer {
	t.Helper()
	status, body := v.server.request(t, http.MethodPost, v.path("/commands"), v.token, command)
	var a answer
	if err := json.Unmarshal(body, &a); err != nil || (status == http.StatusOK) == (a.Code != "") {
		t.Fatalf("%s was answered with status %d, %s", cut(command), status, body)
	}
	return a
}

// do sends a command that must succeed, and returns its position.
func (v *visitor) do(t *testing.T, fields string) string {
	t.Helper()
	a := v.post(t, v.command(fields))
	if a.Code != "" || a.Position == "" {
		t.Fatalf("%s: %+v", fields, a)
	}
	return a.Position
}

func (v *visitor) say(t *testing.T, text string) string {
	t.Helper()
	return v.do(t, fmt.Sprintf(`"type":"say","text":%q`, text))
}

func (v *visitor) whisper(t *testing.T, to *visitor, text string) string {
	t.Helper()
	return v.do(t, fmt.Sprintf(`"type":"whisper","to":%q,"text":%q`, to.id, text))
}

// answer is what a command is answered with, on any transport.
type answer struct {
	Re       string
	Position string
	Code     string
	Message  string
}

// request makes one request on a connection of its own.
func (s Server) request(t *testing.T, method, url, token string, body []byte) (status int, answer []byte) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*soon)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	c, done := s.client()
	defer done()
	response, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err = io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, answer
}

func cut(b []byte) string {
	if len(b) > 100 {
		return string(b[:100]) + "..."
	}
	return string(b)
}
