package httpapi

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
)

const schemas = "#/components/schemas/"

// point and waypoint describe what the types of the core write by themselves.
type (
	point    [2]int
	waypoint [3]int64
)

// Schema describes [x, y].
func (point) Schema(huma.Registry) *huma.Schema {
	return numbers(2, "[x, y] in floor units, 48 a tile")
}

// Schema describes [x, y, atMs].
func (waypoint) Schema(huma.Registry) *huma.Schema {
	return numbers(3, "[x, y, atMs]: a corner of a walk in floor units, and when it is reached, Unix milliseconds")
}

func numbers(n int, doc string) *huma.Schema {
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeInteger}, MinItems: &n, MaxItems: &n, Description: doc}
}

// registerTypes teaches the description the street's own forms and its two unions.
func registerTypes(r huma.Registry) {
	r.RegisterTypeAlias(reflect.TypeFor[nav.Point](), reflect.TypeFor[point]())
	r.RegisterTypeAlias(reflect.TypeFor[world.Waypoint](), reflect.TypeFor[waypoint]())
	r.RegisterTypeAlias(reflect.TypeFor[world.Position](), reflect.TypeFor[string]())
	r.Schema(reflect.TypeFor[world.View](), true, "View")
	union(r, "Event", events())
	union(r, "Command", commandTypes())
}

// member is one type of a union: the value of its field `type`, its schema's name, and its own fields.
type member struct {
	word, name, doc string
	fields          any
}

// events are the bodies of all events. Each also has position, type and at.
func events() []member {
	all := []member{}
	for _, body := range []world.Body{
		world.Entered{}, world.Left{}, world.Walked{}, world.Sat{}, world.Stood{}, world.Moved{}, world.Said{}, world.Whispered{},
		world.Retracted{}, world.Expressed{}, world.Dressed{}, world.Renamed{}, world.Redrawn{},
	} {
		all = append(all, member{word: string(body.Type()), name: reflect.TypeOf(body).Name(), fields: struct {
			Position world.Position `json:"position"`
			At       world.Millis   `json:"at" doc:"room time, Unix milliseconds"`
			Body     any            `json:"-"`
		}{Body: body}})
	}
	return all
}

// The fields of commands beside id and type.
type (
	noFields   struct{}
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
		To world.VisitorID `json:"to"`
		sayFields
	}
	retractFields struct {
		Line world.Position `json:"line" doc:"the position of one's own newest line"`
	}
	expressFields struct {
		Name string `json:"name" doc:"an expression or a gesture"`
	}
	wearFields struct {
		Outfit world.OutfitHash `json:"outfit"`
	}
	typingFields struct {
		To world.VisitorID `json:"to,omitempty" doc:"whom one is writing a whisper to"`
	}
)

func commandTypes() []member {
	return []member{
		{world.Enter{}.CommandName(), "Enter", "Come in through the door.", noFields{}},
		{world.Leave{}.CommandName(), "Leave", "Go out.", noFields{}},
		{world.Walk{}.CommandName(), "Walk", "Walk to a place, or as near as one can.", walkFields{}},
		{world.Approach{}.CommandName(), "Approach", "Walk to talking distance of somebody.", approachFields{}},
		{world.Sit{}.CommandName(), "Sit", "Take a seat, walking to it first.", sitFields{}},
		{world.Stand{}.CommandName(), "Stand", "Leave the seat.", noFields{}},
		{world.Say{}.CommandName(), "Say", "Speak to the room.", sayFields{}},
		{world.Whisper{}.CommandName(), "Whisper", "Speak to one person.", whisperFields{}},
		{world.Retract{}.CommandName(), "Retract", "Take back one's own newest line.", retractFields{}},
		{world.Express{}.CommandName(), "Express", "Show a face or play a gesture.", expressFields{}},
		{world.Wear{}.CommandName(), "Wear", "Put on an outfit.", wearFields{}},
		{wire.Typing{}.CommandName(), "Typing", "Let others see that one is writing: a signal, no event.", typingFields{}},
	}
}

// union adds one schema per member and one that is any of them.
func union(r huma.Registry, name string, members []member) {
	all := &huma.Schema{Discriminator: &huma.Discriminator{PropertyName: "type", Mapping: map[string]string{}}}
	for _, m := range members {
		s := &huma.Schema{Type: huma.TypeObject, Description: m.doc, AdditionalProperties: false, Properties: map[string]*huma.Schema{}}
		one := &huma.Schema{Type: huma.TypeString, Enum: []any{m.word}}
		if name == "Command" {
			minimum, maximum := 1, 64
			property(s, "id", &huma.Schema{Type: huma.TypeString, MinLength: &minimum, MaxLength: &maximum, Description: "made by the client, the same when the command is repeated"}, true)
		}
		addFields(r, s, m.fields)
		property(s, "type", one, true)
		s.PrecomputeMessages()
		r.Map()[m.name] = s
		all.OneOf = append(all.OneOf, &huma.Schema{Ref: schemas + m.name})
		all.Discriminator.Mapping[m.word] = schemas + m.name
	}
	r.Map()[name] = all
}

// addFields copies a struct's fields into a schema, those of a hidden `Body` too.
func addFields(r huma.Registry, s *huma.Schema, fields any) {
	own := huma.SchemaFromType(r, reflect.TypeOf(fields))
	for name, p := range own.Properties {
		property(s, name, p, false)
	}
	s.Required = append(s.Required, own.Required...)
	if v := reflect.ValueOf(fields); v.Kind() == reflect.Struct {
		if body := v.FieldByName("Body"); body.IsValid() && !body.IsZero() {
			addFields(r, s, body.Interface())
		}
	}
}

func property(s *huma.Schema, name string, p *huma.Schema, required bool) {
	s.Properties[name] = p
	if required {
		s.Required = append(s.Required, name)
	}
}

// describeStreams describes what edge/ws, edge/sse and edge/poll serve: commands and events.
func describeStreams(api huma.API) {
	room := &huma.Param{Name: "room", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}
	since := &huma.Param{Name: "since", In: "query", Schema: &huma.Schema{Type: huma.TypeString}, Description: "a position: what came after it; without it a socket or stream begins with the snapshot"}
	wait := &huma.Param{Name: "wait", In: "query", Schema: &huma.Schema{Type: huma.TypeInteger}, Description: "long-poll: seconds to wait for the first event, at most 25"}
	event := &huma.Schema{Ref: schemas + "Event"}
	batch := &huma.Schema{Type: huma.TypeObject, Required: []string{"position", "events"}, Properties: map[string]*huma.Schema{
		"position": {Type: huma.TypeString}, "events": {Type: huma.TypeArray, Items: event},
	}}
	security := []map[string][]string{{"cookie": {}}, {"bearer": {}}}
	answer := api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Answer](), true, "Answer")
	refused := api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Refusal](), true, "Refusal")
	api.OpenAPI().AddOperation(&huma.Operation{
		Method: http.MethodPost, Path: "/api/v1/rooms/{room}/commands", OperationID: "command", Security: security,
		Summary:     "Do something in a room",
		Parameters:  []*huma.Param{room},
		RequestBody: &huma.RequestBody{Required: true, Content: json(&huma.Schema{Ref: schemas + "Command"})},
		Responses: map[string]*huma.Response{
			"200":     {Description: "accepted, or accepted before", Content: json(answer)},
			"default": {Description: "refused", Content: json(refused)},
		},
	})
	api.OpenAPI().AddOperation(&huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/rooms/{room}/events", OperationID: "events", Security: security,
		Summary:    "What happened since a position: long-poll, or Server-Sent Events with Accept: text/event-stream (Last-Event-ID is a position)",
		Parameters: []*huma.Param{room, since, wait},
		Responses: map[string]*huma.Response{"200": {Description: "the events one may see", Content: map[string]*huma.MediaType{
			"application/json": {Schema: batch}, "text/event-stream": {Schema: event},
		}}},
	})
	api.OpenAPI().AddOperation(&huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/rooms/{room}/socket", OperationID: "socket", Security: security,
		Summary:    "WebSocket: the server sends events and answers {re: id, ...}, the client sends commands",
		Parameters: []*huma.Param{room, since},
		Responses:  map[string]*huma.Response{"101": {Description: "text frames of JSON"}},
	})
}

func json(s *huma.Schema) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/json": {Schema: s}}
}
