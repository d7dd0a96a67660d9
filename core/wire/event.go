package wire

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/yokocho/yokocho/core/world"
)

// EncodeEvent writes an event as its audience receives it: one JSON object, the same bytes on every transport.
func EncodeEvent(e world.Event) ([]byte, error) {
	if b, ok := e.Body.(world.Entered); ok {
		b.Age = "" // nobody else's business
		e.Body = b
	}
	body, err := json.Marshal(e.Body)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", e.Body.Type(), err)
	}
	frame := make([]byte, 0, len(body)+96)
	frame = append(frame, `{"position":"`...)
	frame = append(frame, e.Position.String()...)
	frame = append(frame, `","type":"`...)
	frame = append(frame, e.Body.Type()...)
	frame = append(frame, `","at":`...)
	frame = strconv.AppendInt(frame, int64(e.At), 10)
	if len(body) > 2 { // every body has fields; an empty one would leave a comma behind
		frame = append(frame, ',')
	}
	return append(frame, body[1:]...), nil
}

// decodeBody reads a body of the given type.
func decodeBody(t world.EventType, raw []byte) (world.Body, error) {
	switch t {
	case world.TypeEntered:
		return read[world.Entered](raw)
	case world.TypeLeft:
		return read[world.Left](raw)
	case world.TypeWalked:
		return read[world.Walked](raw)
	case world.TypeSat:
		return read[world.Sat](raw)
	case world.TypeStood:
		return read[world.Stood](raw)
	case world.TypeMoved:
		return read[world.Moved](raw)
	case world.TypeSaid:
		return read[world.Said](raw)
	case world.TypeWhispered:
		return read[world.Whispered](raw)
	case world.TypeRetracted:
		return read[world.Retracted](raw)
	case world.TypeExpressed:
		return read[world.Expressed](raw)
	case world.TypeChorus:
		return read[world.Chorus](raw)
	case world.TypeDressed:
		return read[world.Dressed](raw)
	case world.TypeRenamed:
		return read[world.Renamed](raw)
	case world.TypeAgreed:
		return read[world.Agreed](raw)
	case world.TypeForgotten:
		return read[world.Forgotten](raw)
	case world.TypeRedrawn:
		return read[world.Redrawn](raw)
	default:
		return nil, world.Refuse(world.CodeNewerData, "The log has an event of type "+strconv.Quote(string(t))+", which this version does not know. Run the version that wrote it.")
	}
}

func read[B world.Body](raw []byte) (world.Body, error) {
	var b B
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, fmt.Errorf("event %s: %w", b.Type(), err)
	}
	return b, nil
}
