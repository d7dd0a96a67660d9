package httpapi_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
)

type schema struct {
	Ref           string             `json:"$ref"`
	Type          any                `json:"type"`
	Enum          []any              `json:"enum"`
	Required      []string           `json:"required"`
	Properties    map[string]*schema `json:"properties"`
	Discriminator struct {
		Mapping map[string]string `json:"mapping"`
	} `json:"discriminator"`
	PrefixItems []*schema `json:"prefixItems"`
}

type document struct {
	OpenAPI string                          `json:"openapi"`
	Codes   []httpapi.CodeInfo              `json:"x-codes"`
	Paths   map[string]map[string]operation `json:"paths"`
	Parts   struct {
		Schemas map[string]*schema `json:"schemas"`
	} `json:"components"`
}

type operation struct {
	Responses map[string]struct {
		Content map[string]struct {
			Schema schema `json:"schema"`
		} `json:"content"`
	} `json:"responses"`
}

func describe(t *testing.T) (document, string) {
	t.Helper()
	raw, err := httpapi.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	return d, string(raw)
}

// member finds one schema of a union by its `type`.
func (d document) member(t *testing.T, union, word string) *schema {
	t.Helper()
	name := strings.TrimPrefix(d.Parts.Schemas[union].Discriminator.Mapping[word], "#/components/schemas/")
	s := d.Parts.Schemas[name]
	if s == nil || len(s.Properties["type"].Enum) != 1 || s.Properties["type"].Enum[0] != word || !slices.Contains(s.Required, "type") {
		t.Fatalf("%s has no %s (%+v)", union, word, s)
	}
	return s
}

func TestTheDescriptionIsServed(t *testing.T) {
	d, raw := describe(t)
	if !strings.HasPrefix(d.OpenAPI, "3.1.") || strings.Contains(raw, "$schema") || strings.Contains(raw, "problem+json") {
		t.Errorf("version %s", d.OpenAPI)
	}
	s := open(t, session.Limits{})
	a := s.ask("GET", "/api/openapi.json", "")
	var served document
	if err := json.Unmarshal([]byte(a.body), &served); err != nil || a.status != 200 || len(served.Paths) != len(d.Paths) {
		t.Errorf("%d, %v, %d paths", a.status, err, len(served.Paths))
	}
}

// TestEveryRefusalHasTheOneShape: an operation says for each bad status which codes it means.
func TestEveryRefusalHasTheOneShape(t *testing.T) {
	d, _ := describe(t)
	for path, methods := range d.Paths {
		for method, op := range methods {
			for status, response := range op.Responses {
				good := status[0] == '2' || status == "101"
				refusal := response.Content["application/json"].Schema.Ref == "#/components/schemas/Refusal"
				if good == refusal {
					t.Errorf("%s %s: %s is %+v", method, path, status, response)
				}
			}
		}
	}
}

// TestEveryCodeIsExplained reads the list of codes where it is written.
func TestEveryCodeIsExplained(t *testing.T) {
	d, _ := describe(t)
	parsed, err := parser.ParseFile(token.NewFileSet(), "../../core/world/errors.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var written []world.Code
	ast.Inspect(parsed, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			word, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			written = append(written, world.Code(word))
		}
		return true
	})
	var explained []world.Code
	for _, c := range d.Codes {
		explained = append(explained, c.Code)
		if c.Meaning == "" || c.Status != edge.Status(c.Code) {
			t.Errorf("%+v", c)
		}
	}
	if len(written) == 0 || !slices.Equal(written, explained) {
		t.Errorf("world has %v, the description %v", written, explained)
	}
}

// TestEventsAreAsDescribed: what the wire writes of an event is what the description says, field by field.
func TestEventsAreAsDescribed(t *testing.T) {
	d, _ := describe(t)
	full := []world.Body{
		world.Entered{Lang: "ja", Age: world.AgeAdult, Photos: world.PhotosYes, Follow: true}, world.Left{}, world.Walked{Near: "x", Since: 1, Nearest: true}, world.Sat{}, world.Stood{}, world.Moved{},
		world.Said{Lang: "ja", Stage: true, Expired: true, Fate: world.Fate{Held: true, Inert: true}}, world.Whispered{Lang: "ja", Expired: true, Fate: world.Fate{Held: true, Inert: true}}, world.Retracted{}, world.Expressed{}, world.Chorus{}, world.Dressed{},
		world.Renamed{}, world.Agreed{Photos: world.PhotosNo, Follow: true}, world.Forgotten{Who: "x", Public: 1, Private: 1}, world.Redrawn{},
	}
	for _, body := range full {
		raw, err := wire.EncodeEvent(world.Event{Body: body})
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(raw, &fields); err != nil {
			t.Fatal(err)
		}
		s := d.member(t, "Event", string(body.Type()))
		if got, want := slices.Sorted(maps.Keys(s.Properties)), slices.Sorted(maps.Keys(fields)); !slices.Equal(got, want) {
			t.Errorf("%s is described with %v and written with %v", body.Type(), got, want)
		}
		d.member(t, "Frame", string(body.Type()))
	}
	if n := len(d.Parts.Schemas["Event"].Discriminator.Mapping); n != len(full) {
		t.Errorf("%d events are described, %d tested", n, len(full))
	}
}

// TestCommandsAreAsDescribed: a command made by the description alone, with the optional fields too, is understood.
func TestCommandsAreAsDescribed(t *testing.T) {
	d, _ := describe(t)
	for word := range d.Parts.Schemas["Command"].Discriminator.Mapping {
		s := d.member(t, "Command", word)
		fields := map[string]any{"id": "1", "type": word}
		for name, p := range s.Properties {
			if p.Ref != "" {
				p = d.Parts.Schemas[strings.TrimPrefix(p.Ref, "#/components/schemas/")]
			}
			switch {
			case name == "id", name == "type":
			case name == "line":
				fields[name] = "1795473600000-1"
			case p.Type == "array":
				fields[name] = []int{1, 2}[:len(p.PrefixItems)]
			case len(p.Enum) > 0:
				fields[name] = p.Enum[0]
			default:
				fields[name] = "abc"
			}
		}
		raw, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		c, err := wire.DecodeCommand(raw)
		if err != nil || c.Do.CommandName() != word {
			t.Errorf("%s: %+v, %v", raw, c, err)
		}
	}
	whisper := d.member(t, "Command", "whisper")
	if got := slices.Sorted(maps.Keys(whisper.Properties)); !slices.Equal(got, []string{"id", "lang", "text", "to", "type"}) {
		t.Errorf("a whisper has %v", got)
	}
}
