package front

import (
	"bytes"
	_ "embed" // the page's template
	"encoding/json"
	"html/template"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
)

// elsewhere stands in the made page for the address under which a visitor reads it.
const elsewhere = "https://yokocho.invalid"

//go:embed apipage.html
var apiPage string

// document is what the page needs of an OpenAPI document.
type document struct {
	Codes      []httpapi.CodeInfo              `json:"x-codes"`
	Paths      map[string]map[string]operation `json:"paths"`
	Components struct {
		Schemas map[string]*schema `json:"schemas"`
	} `json:"components"`
}

type operation struct {
	Method, Path string // set by us
	Summary      string `json:"summary"`
	Description  string `json:"description"`
	Security     []any  `json:"security"`
	Parameters   []struct {
		Name        string `json:"name"`
		In          string `json:"in"`
		Description string `json:"description"`
	} `json:"parameters"`
	Body      content            `json:"requestBody"`
	Responses map[string]content `json:"responses"`
}

type content struct {
	Description string `json:"description"`
	Content     map[string]struct {
		Schema *schema `json:"schema"`
	} `json:"content"`
}

// JSON is the body's schema, if it has one.
func (c content) JSON() *schema { return c.Content["application/json"].Schema }

// Answer is what a good request gets.
func (o operation) Answer() content {
	for _, status := range []string{"200", "204", "101"} {
		if answer, ok := o.Responses[status]; ok {
			return answer
		}
	}
	return content{}
}

// Refusals are the codes of the others.
func (o operation) Refusals() string {
	var all []string
	for _, status := range slices.Sorted(maps.Keys(o.Responses)) {
		if status[0] == '4' || status[0] == '5' {
			all = append(all, o.Responses[status].Description)
		}
	}
	return strings.Join(all, ", ")
}

type schema struct {
	Ref           string             `json:"$ref"`
	Type          any                `json:"type"`
	Description   string             `json:"description"`
	Enum          []string           `json:"enum"`
	Items         *schema            `json:"items"`
	PrefixItems   []*schema          `json:"prefixItems"`
	Properties    map[string]*schema `json:"properties"`
	Required      []string           `json:"required"`
	AllOf         []*schema          `json:"allOf"`
	OneOf         []*schema          `json:"oneOf"`
	Discriminator struct {
		Mapping map[string]string `json:"mapping"`
	} `json:"discriminator"`
}

// Target is the name of the schema that a reference means.
func (s *schema) Target() string { return s.Ref[strings.LastIndex(s.Ref, "/")+1:] }

// Needs reports whether a field must be there.
func (s *schema) Needs(field string) bool { return slices.Contains(s.Required, field) }

// union is a schema that is one of several, by the word in `type`.
type union struct {
	Name, About string
	Members     []member
}

type member struct {
	Word, Name string
	Schema     *schema
	Own        map[string]*schema // the fields that not all members of the union have
}

// unions takes the unions and their members out of the schemas. A member is shown in the first union that has it.
func unions(schemas map[string]*schema, wanted ...union) []union {
	for i, u := range wanted {
		mapping := schemas[u.Name].Discriminator.Mapping
		delete(schemas, u.Name)
		for _, word := range slices.Sorted(maps.Keys(mapping)) {
			name := (&schema{Ref: mapping[word]}).Target()
			if s, ok := schemas[name]; ok {
				wanted[i].Members = append(wanted[i].Members, member{Word: word, Name: name, Schema: s})
				delete(schemas, name)
			}
		}
		having := map[string]int{}
		for _, m := range wanted[i].Members {
			for field := range m.Schema.Properties {
				having[field]++
			}
		}
		for j, m := range wanted[i].Members {
			own := maps.Clone(m.Schema.Properties)
			maps.DeleteFunc(own, func(field string, _ *schema) bool { return having[field] == len(wanted[i].Members) })
			wanted[i].Members[j].Own = own
		}
	}
	return wanted
}

// limit is one of session.Limits, as its field's tags have it.
type limit struct{ Name, Default, Help string }

func limits() []limit {
	var all []limit
	for field := range reflect.TypeFor[session.Limits]().Fields() {
		name := strings.ReplaceAll(field.Tag.Get("koanf"), "-", " ")
		all = append(all, limit{name, field.Tag.Get("default"), field.Tag.Get("help")})
	}
	return all
}

// example is a request that works when those before it were made.
type example struct{ Why, Method, Path, Accept, Body string }

// examples take a visitor through a room. TOKEN and POSITION stand for what the answers before held.
func examples(room string) []example {
	base := "/api/v1/rooms/" + room
	return []example{
		{"Become a visitor, and keep the token of the answer.", "POST", "/api/v1/visitors", "", `{"name":"Night Bus","kind":"program","token":true}`},
		{"Go in.", "POST", base + "/commands", "", `{"id":"1","type":"enter"}`},
		{"Say something. Repeat a command under its id as often as you like: it acts once.", "POST", base + "/commands", "", `{"id":"2","type":"say","text":"こんばんは"}`},
		{"See the room, and its position.", "GET", base, "", ""},
		{"Wait for what happens after that position.", "GET", base + "/events?since=POSITION&wait=1", "", ""},
		{"Or have it streamed; without a position the stream begins with the snapshot.", "GET", base + "/events", "text/event-stream", ""},
		{"Go out.", "POST", base + "/commands", "", `{"id":"3","type":"leave"}`},
	}
}

// Curl is the request as a command line.
func (e example) Curl() string {
	words := []string{"curl -s"}
	if e.Accept != "" {
		words[0] = "curl -sN"
		words = append(words, `-H "Accept: `+e.Accept+`"`)
	}
	if e.Path != "/api/v1/visitors" {
		words = append(words, `-H "Authorization: Bearer $TOKEN"`)
	}
	if e.Body != "" {
		words = append(words, `-d '`+e.Body+`'`)
	}
	return strings.ReplaceAll(strings.Join(append(words, `"`+elsewhere+e.Path+`"`), " "), "POSITION", "$POSITION")
}

// contents is what there is to say about the interface, for a page's template. The examples are about a room.
func contents(room string) (map[string]any, error) {
	raw, err := httpapi.OpenAPI()
	if err != nil {
		return nil, err
	}
	var d document
	if err := json.Unmarshal(raw, &d); err != nil {
		return nil, err
	}
	var operations []operation
	for path, methods := range d.Paths {
		for method, o := range methods {
			o.Method, o.Path = strings.ToUpper(method), path
			operations = append(operations, o)
		}
	}
	slices.SortFunc(operations, func(a, b operation) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
	return map[string]any{
		"Operations": operations, "Codes": d.Codes, "Limits": limits(),
		"Unions": unions(d.Components.Schemas,
			union{Name: "Command", About: "What one may send. Each has its type, and an id made by the client: the same when the command is repeated."},
			union{Name: "Event", About: "What happened, each with position, type and at (room time, Unix milliseconds). Byte for byte the same by poll, stream and socket."},
			union{Name: "Frame", About: "What comes down a socket or stream: events, and these. None of them is kept."}),
		"Schemas":  d.Components.Schemas,
		"Examples": examples(room),
	}, nil
}

// readAPI makes the page about the interface.
func (f *front) readAPI() error {
	about, err := contents(string(f.Catalogue.Rooms()[0]))
	if err != nil {
		return err
	}
	page, err := template.New("api").Parse(apiPage)
	if err != nil {
		return err
	}
	var made bytes.Buffer
	err = page.Execute(&made, about)
	f.apiPage = made.Bytes()
	return err
}

func (f *front) api(w http.ResponseWriter, r *http.Request) {
	origin := template.HTMLEscapeString(f.Proxies.Origin(r))
	body := bytes.ReplaceAll(f.apiPage, []byte(elsewhere), []byte(origin))
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", textPolicy)
	h.Set("Referrer-Policy", referrers)
	f.serve(w, r, http.StatusOK, file{tag: tagOf(body), mediaType: typeHTML, body: body})
}
