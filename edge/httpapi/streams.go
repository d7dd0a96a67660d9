package httpapi

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
)

// happened is what every event has.
type happened struct {
	Position world.Position `json:"position"`
	At       world.Millis   `json:"at" doc:"room time, Unix milliseconds"`
}

func events() []member {
	var all []member
	for _, e := range []struct {
		body world.Body
		doc  string
	}{
		{world.Entered{}, "Somebody came in, and walks from the door to where they will stand."},
		{world.Left{}, "Somebody is gone: they went, or their connections stayed away."},
		{world.Walked{}, "One walk, from where the last one was at that instant."},
		{world.Sat{}, "Somebody has a seat from now on, and sits when the walk to it ends."},
		{world.Stood{}, "Somebody left their seat for the place beside it, or ended what they did on their feet."},
		{world.Moved{}, "Somebody was put elsewhere, because the room was redrawn under their feet."},
		{world.Said{}, "A line to the room."},
		{world.Whispered{}, "A line between two; nobody else gets it."},
		{world.Retracted{}, "The author took back a line."},
		{world.Expressed{}, "A face, or a gesture: dance, groove and sleep last, the others pass."},
		{world.Chorus{}, "Three people made the same gesture within four seconds."},
		{world.Dressed{}, "Somebody wears another outfit."},
		{world.Renamed{}, "Somebody goes by another name."},
		{world.Agreed{}, "Somebody says whether they may be in others' photos, and whether others may go after them."},
		{world.Forgotten{}, "Texts are gone: those of somebody who was erased, or those that are too old. They read as expired."},
		{world.Redrawn{}, "The room's drawing from here on."},
	} {
		all = append(all, member{string(e.body.Type()), reflect.TypeOf(e.body).Name(), e.doc, e.body})
	}
	return all
}

// numbered is what every command has.
type numbered struct {
	ID world.CommandID `json:"id" minLength:"1" maxLength:"64" doc:"made by the client, the same when the command is repeated"`
}

// The fields of commands.
type (
	walkFields struct {
		To nav.Point `json:"to"`
	}
	approachFields struct {
		Visitor world.VisitorID `json:"visitor"`
	}
	sitFields struct {
		Seat world.SeatID `json:"seat"`
	}
	sayFields struct {
		Text string `json:"text" doc:"1 to 500 characters"`
		Lang string `json:"lang,omitempty" doc:"BCP 47; the visitor's own when missing"`
	}
	whisperFields struct {
		To   world.VisitorID `json:"to"`
		Text string          `json:"text" doc:"1 to 500 characters"`
		Lang string          `json:"lang,omitempty" doc:"BCP 47; the visitor's own when missing"`
	}
	enterFields struct {
		From world.RoomID `json:"from,omitempty" doc:"the room one comes from: one stands before the door that leads back there"`
	}
	retractFields struct {
		Line world.Position `json:"line" doc:"the position of one's own newest line"`
	}
	expressFields struct {
		Name expression `json:"name"`
	}
	wearFields struct {
		Outfit world.OutfitHash `json:"outfit"`
	}
	typingFields struct {
		To world.VisitorID `json:"to,omitempty" doc:"whom one is writing a whisper to"`
	}
)

func commands() []member {
	return []member{
		{world.Enter{}.CommandName(), "Enter", "Come in through a door.", enterFields{}},
		{world.Leave{}.CommandName(), "Leave", "Go out.", struct{}{}},
		{world.Walk{}.CommandName(), "Walk", "Walk to a place, or as near as one can.", walkFields{}},
		{world.Approach{}.CommandName(), "Approach", "Walk to talking distance of somebody.", approachFields{}},
		{world.Sit{}.CommandName(), "Sit", "Take a seat, walking to it first.", sitFields{}},
		{world.Stand{}.CommandName(), "Stand", "Leave the seat; on one's feet, end a dance.", struct{}{}},
		{world.Say{}.CommandName(), "Say", "Speak to the room.", sayFields{}},
		{world.Whisper{}.CommandName(), "Whisper", "Speak to one person.", whisperFields{}},
		{world.Retract{}.CommandName(), "Retract", "Take back one's own newest line.", retractFields{}},
		{world.Express{}.CommandName(), "Express", "Show a face or play a gesture.", expressFields{}},
		{world.Wear{}.CommandName(), "Wear", "Put on an outfit: a ready-made one, or one that was tried on, saved or shared.", wearFields{}},
		{wire.Typing{}.CommandName(), "Typing", "Let others see that one is writing: a signal, no event.", typingFields{}},
		{wire.Photographing{}.CommandName(), "Photograph", "Ask those who have not said yet whether they may be in a photo: a signal, no event.", struct{}{}},
	}
}

// The fields of what comes down a socket or stream beside events.
type (
	snapshotFields struct {
		Snapshot world.View `json:"snapshot"`
	}
	whoFields struct {
		Who world.VisitorID `json:"who"`
	}
	positionFields struct {
		Position world.Position `json:"position"`
	}
	noticeFields struct {
		What string `json:"what" enum:"me,rooms,wardrobe"`
	}
	closingFields struct {
		Code    world.Code `json:"code"`
		Message string     `json:"message"`
	}
	pongFields struct {
		At world.Millis `json:"at" doc:"room time, Unix milliseconds"`
	}
)

func frames() []member {
	return []member{
		{"snapshot", "SnapshotFrame", "The first frame without `since`.", snapshotFields{}},
		{"typing", "TypingFrame", "Somebody is writing.", whoFields{}},
		{"photograph", "PhotographFrame", "Somebody takes a photo and asks whether one may be in it: answer by PATCH /me, once for all photos.", whoFields{}},
		{"position", "PositionFrame", "Nothing one may see happened up to here.", positionFields{}},
		{"notice", "NoticeFrame", "Read /me, /rooms or /wardrobe again.", noticeFields{}},
		{"closing", "ClosingFrame", "Why the connection is about to end.", closingFields{}},
		{"pong", "PongFrame", "The answer to {\"type\":\"ping\"}.", pongFields{}},
	}
}

// streams describes what edge/ws, edge/sse and edge/poll serve: commands and events.
func (s *server) streams() {
	text := &huma.Schema{Type: huma.TypeString}
	room := &huma.Param{Name: "room", In: "path", Required: true, Schema: text}
	since := &huma.Param{Name: "since", In: "query", Schema: text, Description: "a position: what came after it; without it a socket or stream begins with the snapshot"}
	wait := &huma.Param{Name: "wait", In: "query", Schema: &huma.Schema{Type: huma.TypeInteger}, Description: "long-poll: seconds to wait for the first event, at most 25"}
	last := &huma.Param{Name: "Last-Event-ID", In: "header", Schema: text, Description: "a stream's `since`, as browsers send it"}
	batch := &huma.Schema{Type: huma.TypeObject, Required: []string{"position", "events"}, Properties: map[string]*huma.Schema{
		"position": text, "events": {Type: huma.TypeArray, Items: &huma.Schema{Ref: schemas + "Event"}},
	}}
	entering := []world.Code{world.CodeUnknownRoom, world.CodeNotHere, world.CodeSlowDown, world.CodeBadPosition, world.CodeGone, world.CodeBusy}

	say := s.identified(http.MethodPost, "/rooms/{room}/commands", "command", "Do something in a room",
		world.CodeUnknownCommand, world.CodeUnknownRoom, world.CodeUnknownVisitor, world.CodeUnknownSeat, world.CodeUnknownOutfit, world.CodeNotOwned, world.CodeUnknownItem, world.CodeUnknownLine,
		world.CodeBadText, world.CodeTooLong, world.CodeBadPoint, world.CodeBadPosition, world.CodeNotReachable, world.CodeSeatTaken, world.CodeQuiet,
		world.CodeFull, world.CodeNotHere, world.CodeMuted, world.CodeRemoved, world.CodeClosed, world.CodeAgeUnknown, world.CodeTooYoung, world.CodeRefusedWord, world.CodeBusy, world.CodeSlowDown)
	say.Parameters = []*huma.Param{room}
	say.RequestBody = &huma.RequestBody{Required: true, Content: mediaType(&huma.Schema{Ref: schemas + "Command"})}
	say.Responses["200"] = &huma.Response{Description: "accepted, or accepted before", Content: mediaType(&huma.Schema{Ref: schemas + "Answer"})}

	hear := s.identified(http.MethodGet, "/rooms/{room}/events", "events", "What happened since a position", append(entering, world.CodeBadRequest)...)
	hear.Description = "Long-poll; with Accept: text/event-stream the same events as Server-Sent Events, whose ids are positions."
	hear.Parameters = []*huma.Param{room, since, wait, last}
	hear.Responses["200"] = &huma.Response{Description: "the events one may see", Content: map[string]*huma.MediaType{
		"application/json": {Schema: batch}, "text/event-stream": {Schema: &huma.Schema{Ref: schemas + "Frame"}},
	}}

	both := s.identified(http.MethodGet, "/rooms/{room}/socket", "socket", "Everything over one WebSocket", append(entering, world.CodeBadRequest)...)
	both.Description = "Text frames of JSON. The server sends Frame, and Reply to each Command; {\"type\":\"ping\"} is answered with PongFrame. " +
		"After a close code of 4000 to 4099 come back, after one of 4100 to 4199 do not."
	both.Parameters = []*huma.Param{room, since}
	both.Responses["101"] = &huma.Response{Description: "a WebSocket"}

	for _, op := range []huma.Operation{say, hear, both} {
		op.Middlewares = nil
		s.api.OpenAPI().AddOperation(&op)
	}
}
