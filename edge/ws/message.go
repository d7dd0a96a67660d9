package ws

import (
	"errors"
	"io"
	"net"
	"os"
	"time"
	"unicode/utf8"

	"github.com/gobwas/ws"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/fanout"
)

// violation is how a client broke the rules of RFC 6455, or ours.
type violation struct {
	close fanout.CloseCode
	why   *world.Error
}

func (v *violation) Error() string { return v.why.Error() }

func violate(code fanout.CloseCode, sentence string) *violation {
	return &violation{code, world.Refuse(world.CodeBadRequest, sentence)}
}

// violationOf is nil for the ordinary ends of a connection.
func violationOf(err error) *violation {
	var v *violation
	if errors.As(err, &v) {
		return v
	}
	return nil
}

// message is the client's next text message, whole, of at most 16 KiB and valid UTF-8. Control frames on the way are handled.
// It returns a *violation, or the end of the connection.
func (c *connection) message() ([]byte, error) {
	var text []byte
	state := ws.StateServerSide
	for {
		h, err := c.frame(state)
		switch {
		case err != nil:
			return nil, err
		case h.OpCode.IsControl():
			if err := c.control(h); err != nil {
				return nil, err
			}
			continue
		case h.OpCode == ws.OpBinary:
			return nil, violate(fanout.CloseUnsupported, "Messages are text.")
		case int64(len(text))+h.Length > wire.MaxCommand:
			return nil, &violation{fanout.CloseTooBig, world.Refuse(world.CodeTooLarge, "A command has at most 16 KiB.")}
		}
		if text, err = c.payload(h, text); err != nil {
			return nil, err
		}
		if !h.Fin {
			state = state.Set(ws.StateFragmented)
			continue
		}
		if !utf8.Valid(text) {
			return nil, violate(fanout.CloseInvalidText, "Messages are UTF-8; this one has bytes that are not.")
		}
		return text, nil
	}
}

// frame reads the next frame's header. The frame has to arrive whole within a minute of the one before.
func (c *connection) frame(state ws.State) (ws.Header, error) {
	if err := c.conn.SetReadDeadline(time.Now().Add(dead)); err != nil {
		return ws.Header{}, err
	}
	h, err := ws.ReadHeaderBuffer(c.in, c.header[:])
	if err == nil {
		err = ws.CheckHeader(h, state)
	}
	if err == nil || ended(err) {
		return h, err
	}
	return h, violate(fanout.CloseProtocol, "This is not WebSocket as RFC 6455 has it: "+err.Error()+".")
}

// ended reports that a connection is over, rather than that the client wrote something wrong.
func ended(err error) bool {
	var network net.Error
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &network)
}

// payload appends the frame's unmasked payload.
func (c *connection) payload(h ws.Header, to []byte) ([]byte, error) {
	begin := len(to)
	to = append(to, make([]byte, h.Length)...)
	if _, err := io.ReadFull(c.in, to[begin:]); err != nil {
		return nil, err
	}
	ws.Cipher(to[begin:], h.Mask, 0)
	return to, nil
}

// control handles a ping, a pong or a close; after a close it returns io.EOF.
func (c *connection) control(h ws.Header) error {
	payload, err := c.payload(h, nil)
	if err != nil {
		return err
	}
	switch h.OpCode {
	case ws.OpPing:
		c.link.Pong(payload)
	case ws.OpClose:
		if err := checkClose(payload); err != nil {
			return err
		}
		c.link.Closed(payload)
		_, _ = io.Copy(io.Discard, c.conn) // until the client, or the link, ends the connection
		return io.EOF
	}
	return nil
}

func checkClose(payload []byte) error {
	if len(payload) == 0 {
		return nil
	}
	code, reason := ws.ParseCloseFrameData(payload)
	err := ws.CheckCloseFrameData(code, reason)
	const beyond = 5000
	switch {
	case len(payload) == 1 || code >= beyond || err != nil && !errors.Is(err, ws.ErrProtocolInvalidUTF8):
		return violate(fanout.CloseProtocol, "This is not a close code that RFC 6455 lets you send.")
	case err != nil:
		return violate(fanout.CloseInvalidText, "The reason of a close is UTF-8.")
	}
	return nil
}
