package tiled

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yokocho/yokocho/core/world"
)

// properties takes the properties of one object, or of the map, out of what Tiled wrote; what is left over was misspelt.
type properties struct {
	r    *reader
	at   Place
	left map[string]tmjProp
}

func (r *reader) properties(at Place, list []tmjProp) map[string]tmjProp {
	props := map[string]tmjProp{}
	for _, p := range list {
		if p.Name == "note" { // for whoever draws
			continue
		}
		if _, twice := props[p.Name]; twice {
			r.fault(at.property(p.Name), FaultProperty, "it stands there twice", "remove one")
		}
		props[p.Name] = p
	}
	return props
}

func (r *reader) leftovers(at Place, props map[string]tmjProp) {
	for _, name := range slices.Sorted(maps.Keys(props)) {
		r.fault(at.property(name), FaultProperty, "it means nothing here", "correct its spelling or remove it")
	}
}

func (r *reader) take(o *object) properties { return properties{r, r.at(o), o.props} }

func (p properties) fault(name string, code FaultCode, problem, remedy string) {
	p.r.fault(p.at.property(name), code, problem, remedy)
}

// value takes the property of that name and type into v.
func (p properties) value(name, kind string, v any) bool {
	prop, ok := p.left[name]
	delete(p.left, name)
	if !ok {
		p.fault(name, FaultProperty, "it is missing", "add it as "+kind)
		return false
	}
	if t := prop.Type; t != kind && (t != "" || kind != "string") {
		p.fault(name, FaultProperty, fmt.Sprintf("it is of type %.60q", t), "remove it and add it as "+kind)
		return false
	}
	if err := json.Unmarshal(prop.Value, v); err != nil {
		p.fault(name, FaultProperty, "it is no "+kind, "set it again in Tiled")
		return false
	}
	return true
}

func (p properties) has(name string) bool {
	_, ok := p.left[name]
	return ok
}

func (p properties) integer(name string, least, most int) int {
	var v int
	if p.value(name, "int", &v) && (v < least || v > most) {
		p.fault(name, FaultProperty, fmt.Sprintf("it is %d", v), fmt.Sprintf("choose a number from %d to %d", least, most))
	}
	return v
}

func (p properties) boolean(name string) bool {
	var v bool
	p.value(name, "bool", &v)
	return v
}

// id takes a name of something: lower-case letters, digits and hyphens.
func (p properties) id(name string) string {
	var v string
	if p.value(name, "string", &v) && !idForm.MatchString(v) {
		p.fault(name, FaultProperty, fmt.Sprintf("it is %.60q", v), "use lower-case letters, digits and hyphens")
	}
	return v
}

// choice takes one of the given words.
func (p properties) choice(name string, words ...string) string {
	var v string
	if p.value(name, "string", &v) && !slices.Contains(words, v) {
		p.fault(name, FaultProperty, fmt.Sprintf("it is %.60q", v), "write one of "+strings.Join(words, ", "))
	}
	return v
}

// optional takes one of the given words, the first when there is none.
func (p properties) optional(name string, words ...string) string {
	if !p.has(name) {
		return words[0]
	}
	return p.choice(name, words...)
}

// tint takes a colour, white when there is none. Tiled writes #aarrggbb.
func (p properties) tint(name string) string {
	if !p.has(name) {
		return "#ffffff"
	}
	var v string
	if !p.value(name, "color", &v) {
		return ""
	}
	if opaque, found := strings.CutPrefix(v, "#ff"); found && len(opaque) == 6 {
		v = "#" + opaque
	}
	solid, ok := colour(v)
	if !ok {
		p.fault(name, FaultProperty, fmt.Sprintf("it is %.60q", v), "choose a colour without transparency")
	}
	return solid
}

// facing takes the way a figure looks.
func (p properties) facing() world.Facing {
	return world.Facing(p.choice("facing", "se", "sw", "nw", "ne"))
}

// text takes both languages of a word on the screen: name_ja and name_en.
func (p properties) text(name string) world.Title {
	return world.Title{Ja: p.line(name + "_ja"), En: p.line(name + "_en")}
}

func (p properties) line(name string) string {
	var v string
	if !p.value(name, "string", &v) {
		return ""
	}
	n := utf8.RuneCountInString(v)
	if n == 0 || n > maxText || strings.TrimSpace(v) != v || !utf8.ValidString(v) || strings.ContainsFunc(v, unprintable) {
		p.fault(name, FaultProperty, fmt.Sprintf("it is %.80q", v), fmt.Sprintf("write 1 to %d printable characters", maxText))
	}
	return v
}

func unprintable(c rune) bool { return !unicode.IsPrint(c) }

// object takes a reference to an object of the given layer.
func (p properties) object(name, layer string) *object {
	var id int
	if !p.value(name, "object", &id) {
		return nil
	}
	o := p.r.objects[id]
	if o == nil || o.layer.Name != layer {
		p.fault(name, FaultReference, fmt.Sprintf("it points at no object of layer %q", layer), "choose one in Tiled")
		return nil
	}
	o.named = true
	return o
}
