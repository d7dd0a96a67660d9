package tiled

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
)

// Spot is a point of a map that can be moved from outside of Tiled: a seat, or the point where one stands before sitting down on it.
type Spot struct {
	Seat     world.SeatID `json:"seat"`
	Approach bool         `json:"approach"`
}

// Move is the map with a spot elsewhere. Two numbers are other ones; every other byte stays as it was.
func Move(tmj []byte, spot Spot, to nav.Point) ([]byte, error) {
	seat, err := find(tmj, "seats", "name", string(spot.Seat))
	if err != nil {
		return nil, err
	}
	if !spot.Approach {
		return seat.moved(tmj, to)
	}
	id, err := seat.property(tmj, "approach")
	if err != nil {
		return nil, err
	}
	point, err := find(tmj, "approaches", "id", id)
	if err != nil {
		return nil, err
	}
	return point.moved(tmj, to)
}

// span is where a JSON value stands in a map.
type span struct{ from, to int }

func (s span) of(tmj []byte) []byte { return tmj[s.from:s.to] }

// inside is what an object holds, by name, or an array, in order and without names.
func (s span) inside(tmj []byte) (names []string, values []span, err error) {
	d := json.NewDecoder(bytes.NewReader(s.of(tmj)))
	opened, err := d.Token()
	if err != nil {
		return nil, nil, err
	}
	for d.More() {
		if opened == json.Delim('{') {
			name, err := d.Token()
			if err != nil {
				return nil, nil, err
			}
			names = append(names, fmt.Sprint(name))
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, nil, err
		}
		end := s.from + int(d.InputOffset())
		values = append(values, span{end - len(value), end})
	}
	_, err = d.Token()
	return names, values, err
}

// object is what an object holds, by name. A name that stands there twice means one thing to us and perhaps another to Tiled.
func (s span) object(tmj []byte) (members, error) {
	if s.from == s.to || tmj[s.from] != '{' {
		return nil, fmt.Errorf("%s is no object: save the map again from Tiled", shorten(s.of(tmj)))
	}
	names, values, err := s.inside(tmj)
	if err != nil {
		return nil, err
	}
	all := members{}
	for i, name := range names {
		if _, twice := all[name]; twice {
			return nil, fmt.Errorf("%q stands twice in %s: save the map again from Tiled", name, shorten(s.of(tmj)))
		}
		all[name] = values[i]
	}
	return all, nil
}

type members map[string]span

// each visits the objects of an array that a member holds, until one is the right one.
func (m members) each(tmj []byte, name string, right func(members) bool) (members, error) {
	list := m[name]
	if list.from == list.to || tmj[list.from] != '[' {
		return nil, nil
	}
	_, values, err := list.inside(tmj)
	if err != nil {
		return nil, err
	}
	for _, value := range values {
		all, err := value.object(tmj)
		if err != nil || right(all) {
			return all, err
		}
	}
	return nil, nil
}

// is says whether a member is that text, or that number as it is written.
func (m members) is(tmj []byte, name, want string) bool {
	raw := m[name].of(tmj)
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text == want
	}
	return string(raw) == want
}

// find is the object of a layer whose member is as wanted.
func find(tmj []byte, layer, member, want string) (members, error) {
	whole := bytes.TrimSpace(tmj)
	from := bytes.Index(tmj, whole)
	all, err := span{from, from + len(whole)}.object(tmj)
	if err != nil {
		return nil, err
	}
	drawn, err := all.each(tmj, "layers", func(l members) bool { return l.is(tmj, "name", layer) })
	if err != nil {
		return nil, err
	}
	found, err := drawn.each(tmj, "objects", func(o members) bool { return o.is(tmj, member, want) })
	if err == nil && found == nil {
		err = fmt.Errorf("layer %q has no object whose %s is %q", layer, member, want)
	}
	return found, err
}

// property is the value of an object's property, as it is written.
func (m members) property(tmj []byte, name string) (string, error) {
	found, err := m.each(tmj, "properties", func(p members) bool { return p.is(tmj, "name", name) })
	if err == nil && found == nil {
		err = fmt.Errorf("the object %s has no property %q", m["name"].of(tmj), name)
	}
	return string(found["value"].of(tmj)), err
}

// moved is the map with an object's point elsewhere.
func (m members) moved(tmj []byte, to nav.Point) ([]byte, error) {
	type number struct {
		span
		is int
	}
	numbers := []number{{m["x"], to.X}, {m["y"], to.Y}}
	slices.SortFunc(numbers, func(a, b number) int { return a.from - b.from })
	var out []byte
	kept := 0
	for _, n := range numbers {
		var was float64
		if err := json.Unmarshal(n.of(tmj), &was); err != nil {
			return nil, fmt.Errorf("the object %s has no place: save the map again from Tiled", m["name"].of(tmj))
		}
		out = strconv.AppendInt(append(out, tmj[kept:n.from]...), int64(n.is), 10)
		kept = n.to
	}
	return append(out, tmj[kept:]...), nil
}
