package fanout

import (
	"github.com/gobwas/ws"

	"github.com/yokocho/yokocho/core/world"
)

// Entry is one event as it is delivered.
type Entry struct {
	Position world.Position
	Audience world.Audience
	JSON     []byte // the event on the wire, one line

	entered, left world.VisitorID // who came in or went out with this event
	author        world.VisitorID // whose words are in it
	at            world.Millis
	private       bool
	frame         []byte // the WebSocket text frame; JSON is its tail
}

// NewEntry makes an entry of an event and its wire form.
func NewEntry(e world.Event, json []byte) Entry {
	entry := Entry{Position: e.Position, Audience: e.Audience, JSON: json, at: e.At, private: !e.Audience.Public()}
	switch body := e.Body.(type) {
	case world.Entered:
		entry.entered, entry.author = body.Who, body.Who
	case world.Renamed:
		entry.author = body.Who
	case world.Said:
		entry.author = body.Who
	case world.Whispered:
		entry.author = body.Who
	case world.Left:
		entry.left = body.Who
	}
	return entry
}

// seal makes the entry's bytes ready, once for everybody.
func (e Entry) seal() Entry {
	e.frame = appendFrame(make([]byte, 0, len(e.JSON)+maxFrameHeader), ws.OpText, e.JSON)
	e.JSON = e.frame[len(e.frame)-len(e.JSON):]
	return e
}
