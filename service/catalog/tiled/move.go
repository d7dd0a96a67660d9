package tiled

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/yokocho/yokocho/core/nav"
)

// Spot is a point of a map that can be moved from outside of Tiled.
type Spot struct {
	Of    SpotOf `json:"of"`
	ID    string `json:"id"`              // of the seat, or of the group of furniture
	Point int    `json:"point,omitempty"` // which one of a base line, from the left of the screen
}

// SpotOf says what a spot is of.
type SpotOf string

// What spots are of.
const (
	SpotSeat     SpotOf = "seat"     // where somebody sits
	SpotApproach SpotOf = "approach" // where one stands before sitting down
	SpotBase     SpotOf = "base"     // a point of the line where a group of furniture meets the floor
)

// Move is the map with a spot elsewhere. Two numbers are other ones; every other byte stays as it was.
func Move(tmj []byte, spot Spot, to nav.Point) ([]byte, error) {
	switch spot.Of {
	case SpotSeat, SpotApproach:
		seat, err := find(tmj, "seats", func(o members) (bool, error) { return o.is(tmj, "name", spot.ID), nil }, spot.ID)
		if err == nil && spot.Of == SpotApproach {
			seat, err = seat.refers(tmj, "approach", "approaches")
		}
		if err != nil {
			return nil, err
		}
		return seat.moved(tmj, float64(to.X), float64(to.Y))
	case SpotBase:
		return moveBase(tmj, spot, to)
	default:
		return nil, fmt.Errorf("nothing of a map is %q: move seat, approach or base", spot.Of)
	}
}

func moveBase(tmj []byte, spot Spot, to nav.Point) ([]byte, error) {
	piece, err := find(tmj, "furniture", func(o members) (bool, error) {
		group, err := o.each(tmj, "properties", func(p members) (bool, error) { return p.is(tmj, "name", "group"), nil })
		return err == nil && group != nil && group.is(tmj, "value", spot.ID), err
	}, spot.ID)
	if err != nil {
		return nil, err
	}
	line, err := piece.refers(tmj, "base", "bases")
	if err != nil {
		return nil, err
	}
	x, y, err := line.place(tmj)
	if err != nil {
		return nil, err
	}
	at := -1
	corner, err := line.each(tmj, "polyline", func(members) (bool, error) { at++; return at == spot.Point, nil })
	if err == nil && (corner == nil || at != spot.Point) {
		err = fmt.Errorf("the base line of %q has no point %d", spot.ID, spot.Point)
	}
	if err != nil {
		return nil, err
	}
	return corner.moved(tmj, float64(to.X)-x, float64(to.Y)-y)
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

// each visits the objects of an array that a member holds, until one is the right one; that, or nil.
func (m members) each(tmj []byte, name string, right func(members) (bool, error)) (members, error) {
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
		if err != nil {
			return nil, err
		}
		if ok, err := right(all); ok || err != nil {
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

// find is the right object of a layer.
func find(tmj []byte, layer string, right func(members) (bool, error), id string) (members, error) {
	whole := bytes.TrimSpace(tmj)
	from := bytes.Index(tmj, whole)
	all, err := span{from, from + len(whole)}.object(tmj)
	if err != nil {
		return nil, err
	}
	drawn, err := all.each(tmj, "layers", func(l members) (bool, error) { return l.is(tmj, "name", layer), nil })
	if err != nil {
		return nil, err
	}
	found, err := drawn.each(tmj, "objects", right)
	if err == nil && found == nil {
		err = fmt.Errorf("layer %q has nothing of the name %q", layer, id)
	}
	return found, err
}

// refers is the object of a layer that a property names.
func (m members) refers(tmj []byte, property, layer string) (members, error) {
	found, err := m.each(tmj, "properties", func(p members) (bool, error) { return p.is(tmj, "name", property), nil })
	if err == nil && found == nil {
		err = fmt.Errorf("the object %s has no property %q", m["name"].of(tmj), property)
	}
	if err != nil {
		return nil, err
	}
	id := string(found["value"].of(tmj))
	return find(tmj, layer, func(o members) (bool, error) { return o.is(tmj, "id", id), nil }, id)
}

// place is where an object lies.
func (m members) place(tmj []byte) (x, y float64, err error) {
	if json.Unmarshal(m["x"].of(tmj), &x) != nil || json.Unmarshal(m["y"].of(tmj), &y) != nil {
		return 0, 0, fmt.Errorf("the object %s has no place: save the map again from Tiled", m["name"].of(tmj))
	}
	return x, y, nil
}

// moved is the map with an object's point elsewhere.
func (m members) moved(tmj []byte, x, y float64) ([]byte, error) {
	if _, _, err := m.place(tmj); err != nil {
		return nil, err
	}
	type number struct {
		span
		is float64
	}
	numbers := []number{{m["x"], x}, {m["y"], y}}
	slices.SortFunc(numbers, func(a, b number) int { return a.from - b.from })
	var out []byte
	kept := 0
	for _, n := range numbers {
		out = strconv.AppendFloat(append(out, tmj[kept:n.from]...), n.is, 'f', -1, 64)
		kept = n.to
	}
	return append(out, tmj[kept:]...), nil
}
