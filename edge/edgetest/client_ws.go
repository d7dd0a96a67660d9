package edgetest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gobwas/ws"
)

// readBuffer is what a socket's client asks its kernel to take unread, so that a stalled one fills up.
const readBuffer = 64 << 10

// socket is a WebSocket client that sends any bytes it is told to.
type socket struct {
	v     *visitor
	conn  net.Conn
	in    *bufio.Reader
	queue []frame // read while an answer was waited for
	raw   strings.Builder
	last  *refused // what a closing frame said
}

func openSocket(v *visitor, o options) (connection, error) {
	s, err := dialSocket(v, o)
	if err != nil {
		return nil, err
	}
	return s, nil
}

func dialSocket(v *visitor, o options) (*socket, error) {
	target, err := url.Parse(v.target(o, "/socket"))
	if err != nil {
		return nil, err
	}
	conn, err := net.DialTimeout("tcp", target.Host, soon)
	if err != nil {
		return nil, err
	}
	if err := conn.(*net.TCPConn).SetReadBuffer(readBuffer); err != nil {
		return nil, err
	}
	if v.server.TLS != nil {
		name, _, _ := net.SplitHostPort(target.Host)
		config := v.server.TLS.Clone()
		config.ServerName, config.NextProtos = name, []string{"http/1.1"}
		conn = tls.Client(conn, config)
	}
	s := &socket{v: v, conn: conn, in: bufio.NewReader(conn)}
	if err := s.handshake(target, v.header(o)); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *socket) handshake(target *url.URL, h http.Header) error {
	if err := s.conn.SetDeadline(time.Now().Add(6 * soon)); err != nil {
		return err
	}
	h.Set("Upgrade", "websocket")
	h.Set("Connection", "Upgrade")
	h.Set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
	h.Set("Sec-WebSocket-Version", "13")
	r := &http.Request{Method: http.MethodGet, URL: target, Host: target.Host, Header: h, ProtoMajor: 1, ProtoMinor: 1}
	if err := r.Write(s.conn); err != nil {
		return err
	}
	response, err := http.ReadResponse(s.in, r)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusSwitchingProtocols {
		body, err := io.ReadAll(response.Body)
		if err != nil {
			return err
		}
		return refusedBy(response.StatusCode, body)
	}
	if got := response.Header.Get("Sec-WebSocket-Accept"); got != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" { // RFC 6455, 1.3
		return fmt.Errorf("the server accepted with %q", got)
	}
	return nil
}

// message is the next frame of WebSocket.
func (s *socket) message() (ws.OpCode, []byte, error) {
	h, err := ws.ReadHeader(s.in)
	if err == nil {
		err = ws.CheckHeader(h, ws.StateClientSide)
	}
	if err != nil {
		return 0, nil, err
	}
	payload := make([]byte, h.Length)
	_, err = io.ReadFull(s.in, payload)
	s.raw.Write(payload)
	return h.OpCode, payload, err
}

// text is the next text message; pings are answered on the way. A close is a *refused.
func (s *socket) text() (string, error) {
	for {
		op, payload, err := s.message()
		switch {
		case err != nil:
			return "", err
		case op == ws.OpText:
			return string(payload), s.noteClosing(payload)
		case op == ws.OpPing:
			if err := s.send(ws.NewPongFrame(payload)); err != nil {
				return "", err
			}
		case op == ws.OpClose:
			code, _ := ws.ParseCloseFrameData(payload)
			r := &refused{Status: int(code)}
			if s.last != nil {
				r.Code, r.Message = s.last.Code, s.last.Message
			}
			return "", r
		}
	}
}

func (s *socket) noteClosing(payload []byte) error {
	if !bytes.HasPrefix(payload, []byte(`{"type":"closing"`)) {
		return nil
	}
	var r *refused
	if err := refusedBy(0, payload); !errors.As(err, &r) {
		return err
	}
	s.last = r
	return nil
}

func (s *socket) next() (frame, error) {
	if len(s.queue) > 0 {
		f := s.queue[0]
		s.queue = s.queue[1:]
		return f, nil
	}
	for {
		raw, err := s.text()
		if err != nil {
			return frame{}, err
		}
		if f, err := parse(raw); err != nil || f.kind != "closing" && f.kind != "" {
			return f, err
		}
	}
}

func (s *socket) do(command []byte) (answer, error) {
	if err := s.send(ws.NewTextFrame(command)); err != nil {
		return answer{}, err
	}
	var sent struct{ ID string }
	_ = json.Unmarshal(command, &sent) // what cannot be read is answered without its id
	for {
		a, err := s.answer()
		if err != nil || a.Re == sent.ID || a.Re == "" {
			return a, err
		}
	}
}

// answer is the next answer; frames on the way are kept for next.
func (s *socket) answer() (answer, error) {
	for {
		raw, err := s.text()
		if err != nil {
			return answer{}, err
		}
		f, err := parse(raw)
		switch {
		case err != nil:
			return answer{}, err
		case f.kind == "":
			var a answer
			return a, json.Unmarshal([]byte(raw), &a)
		case f.kind != "closing":
			s.queue = append(s.queue, f)
		}
	}
}

// send sends a frame, masked.
func (s *socket) send(f ws.Frame) error {
	return ws.WriteFrame(s.conn, ws.MaskFrameWith(f, [4]byte{1, 2, 3, 4}))
}

func (s *socket) heard() string { return s.raw.String() }
func (s *socket) close()        { _ = s.conn.Close() }
