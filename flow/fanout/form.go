package fanout

import (
	"encoding/binary"
	"encoding/json"

	"github.com/gobwas/ws"

	"github.com/yokocho/yokocho/core/world"
)

// CloseCode says on a WebSocket why it ends: 4000 to 4099 come back, 4100 to 4199 do not.
type CloseCode uint16

// The close codes.
const (
	CloseRetry           CloseCode = 4000 // the server stops, or the room cannot serve: come back at the same position
	CloseSlow            CloseCode = 4001 // answers were not read in time: come back at the same position
	CloseGone            CloseCode = 4004 // the position is no longer kept: come back without `since`
	CloseNotHere         CloseCode = 4100 // the visitor left the room
	CloseUnauthenticated CloseCode = 4101 // the visitor logged out
	CloseForbidden       CloseCode = 4102 // the visitor was sent away
	CloseProtocol        CloseCode = 1002 // RFC 6455: the peer broke the protocol
	CloseUnsupported     CloseCode = 1003 // RFC 6455: a binary message
	CloseInvalidText     CloseCode = 1007 // RFC 6455: text that is not UTF-8
	CloseTooBig          CloseCode = 1009 // RFC 6455: a message over the limit
)

// form is how a link spells what it writes.
type form interface {
	appendEntry(dst []byte, e *Entry) []byte
	appendSignal(dst, json []byte) []byte
	// appendBeat shows that the connection lives; moved is the position to tell, nil when the client knows it.
	appendBeat(dst []byte, moved *world.Position) []byte
	appendClose(dst []byte, code CloseCode, why *world.Error) []byte
}

// socketForm is RFC 6455, server to client: frames without mask.
type socketForm struct{}

const maxFrameHeader = 10

func appendFrame(dst []byte, op ws.OpCode, payload []byte) []byte {
	const final = 0x80
	dst = append(dst, final|byte(op))
	switch n := len(payload); {
	case n < 126:
		dst = append(dst, byte(n))
	case n <= 0xffff:
		dst = binary.BigEndian.AppendUint16(append(dst, 126), uint16(n))
	default:
		dst = binary.BigEndian.AppendUint64(append(dst, 127), uint64(n))
	}
	return append(dst, payload...)
}

func (socketForm) appendEntry(dst []byte, e *Entry) []byte { return append(dst, e.frame...) }

func (socketForm) appendSignal(dst, json []byte) []byte { return appendFrame(dst, ws.OpText, json) }

func (socketForm) appendBeat(dst []byte, moved *world.Position) []byte {
	if moved != nil {
		dst = appendFrame(dst, ws.OpText, []byte(`{"type":"position","position":"`+moved.String()+`"}`))
	}
	return appendFrame(dst, ws.OpPing, nil)
}

func (socketForm) appendClose(dst []byte, code CloseCode, why *world.Error) []byte {
	dst = appendFrame(dst, ws.OpText, closing(why))
	return appendFrame(dst, ws.OpClose, ws.NewCloseFrameBody(ws.StatusCode(code), string(why.Code)))
}

// streamForm is the text/event-stream of HTML: records, with the position as id.
type streamForm struct{}

func (streamForm) appendEntry(dst []byte, e *Entry) []byte {
	dst = appendID(dst, e.Position)
	dst = append(append(dst, "data: "...), e.JSON...)
	return append(dst, "\n\n"...)
}

func appendID(dst []byte, p world.Position) []byte {
	return append(append(append(dst, "id: "...), p.String()...), '\n')
}

func (streamForm) appendSignal(dst, json []byte) []byte {
	dst = append(append(dst, "event: signal\ndata: "...), json...)
	return append(dst, "\n\n"...)
}

// appendBeat writes a record of an id alone, which moves Last-Event-ID and fires no event, or a comment.
func (streamForm) appendBeat(dst []byte, moved *world.Position) []byte {
	if moved != nil {
		return append(appendID(dst, *moved), '\n')
	}
	return append(dst, ":\n\n"...)
}

func (streamForm) appendClose(dst []byte, _ CloseCode, why *world.Error) []byte {
	dst = append(append(dst, "event: closing\ndata: "...), closing(why)...)
	return append(dst, "\n\n"...)
}

// closing is the last thing a client reads; the close code alone would not carry a sentence.
func closing(why *world.Error) []byte {
	raw, err := json.Marshal(struct {
		Type string `json:"type"`
		*world.Error
	}{"closing", why})
	if err != nil {
		panic(err) // a struct of strings and a number always encodes
	}
	return raw
}
