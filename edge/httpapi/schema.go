package httpapi

import (
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
)

const schemas = "#/components/schemas/"

// The forms that the types of the core write by themselves, and lists of numbers.
type (
	point      [2]int
	waypoint   [3]int64
	path       []waypoint
	size       [2]int
	frame      [4]int
	expression string
)

// Schema describes [x, y].
func (point) Schema(r huma.Registry) *huma.Schema {
	return named(r, "Point", integers(2, "[x, y] in floor units, 48 a tile"))
}

// Schema describes [x, y, atMs].
func (waypoint) Schema(r huma.Registry) *huma.Schema {
	return named(r, "Waypoint", integers(3, "[x, y, atMs]: a corner of a walk in floor units, and when it is reached, Unix milliseconds"))
}

// Schema describes a walk.
func (path) Schema(r huma.Registry) *huma.Schema {
	least := 1
	return named(r, "Path", &huma.Schema{
		Type: huma.TypeArray, Items: waypoint{}.Schema(r), MinItems: &least,
		Description: "where somebody is at an instant is the straight line between the corners; one corner is standing",
	})
}

// Schema describes [width, height].
func (size) Schema(huma.Registry) *huma.Schema { return integers(2, "[width, height]") }

// Schema describes [x, y, width, height].
func (frame) Schema(huma.Registry) *huma.Schema { return integers(4, "[x, y, width, height]") }

// Schema names the expressions and gestures.
func (expression) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Description: "a face, which stays, or a gesture: " + strings.Join(world.Gestures, ", ")}
	for _, name := range slices.Concat(world.Expressions, world.Gestures) {
		s.Enum = append(s.Enum, name)
	}
	return s
}

// integers describes a list of exactly n integers.
func integers(n int, doc string) *huma.Schema {
	one := &huma.Schema{Type: huma.TypeInteger}
	return &huma.Schema{
		Type: huma.TypeArray, MinItems: &n, MaxItems: &n, Description: doc, Items: one,
		Extensions: map[string]any{"prefixItems": slices.Repeat([]*huma.Schema{one}, n)},
	}
}

func named(r huma.Registry, name string, s *huma.Schema) *huma.Schema {
	r.Map()[name] = s
	return &huma.Schema{Ref: schemas + name}
}

// registerTypes teaches the description the street's own forms and its unions.
func registerTypes(r huma.Registry) {
	r.RegisterTypeAlias(reflect.TypeFor[nav.Point](), reflect.TypeFor[point]())
	r.RegisterTypeAlias(reflect.TypeFor[world.Path](), reflect.TypeFor[path]())
	r.RegisterTypeAlias(reflect.TypeFor[world.Position](), reflect.TypeFor[string]())
	for name, t := range map[string]reflect.Type{
		"View": reflect.TypeFor[world.View](), "Answer": reflect.TypeFor[Answer](), "Refusal": reflect.TypeFor[Refusal](),
	} {
		r.Schema(t, true, name)
	}
	union(r, "Event", happened{}, events())
	union(r, "Command", numbered{}, commands())
	union(r, "Frame", struct{}{}, append(events(), frames()...))
	r.Map()["Reply"] = &huma.Schema{Description: "the answer to a command on a socket", AllOf: []*huma.Schema{
		{Type: huma.TypeObject, Required: []string{"re"}, Properties: map[string]*huma.Schema{"re": {Type: huma.TypeString, Description: "the command's id"}}},
		{OneOf: []*huma.Schema{{Ref: schemas + "Answer"}, {Ref: schemas + "Refusal"}}},
	}}
}

// member is one type of a union: the value of its field `type`, its schema's name, and its own fields.
type member struct {
	word, name, doc string
	fields          any
}

// union adds one schema per member, unless another union has it already, and one that is any of them. All have the
// fields of base.
func union(r huma.Registry, name string, base any, members []member) {
	all := &huma.Schema{Discriminator: &huma.Discriminator{PropertyName: "type", Mapping: map[string]string{}}}
	for _, m := range members {
		if r.Map()[m.name] == nil {
			s := &huma.Schema{
				Type: huma.TypeObject, Description: m.doc, AdditionalProperties: false,
				Properties: map[string]*huma.Schema{"type": {Type: huma.TypeString, Enum: []any{m.word}}}, Required: []string{"type"},
			}
			for _, fields := range []any{base, m.fields} {
				own := huma.SchemaFromType(r, reflect.TypeOf(fields))
				for field, p := range own.Properties {
					s.Properties[field] = p
				}
				s.Required = append(s.Required, own.Required...)
			}
			s.PrecomputeMessages()
			r.Map()[m.name] = s
		}
		all.OneOf = append(all.OneOf, &huma.Schema{Ref: schemas + m.name})
		all.Discriminator.Mapping[m.word] = schemas + m.name
	}
	r.Map()[name] = all
}
