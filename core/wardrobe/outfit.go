package wardrobe

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxGarments bounds one recipe.
const maxGarments = 24

// Recipe is an outfit as it is kept and sent: the ordered garments, inner to outer, with their dyes.
type Recipe struct {
	Skin Color     `json:"skin,omitempty"` // for every dye named skin
	Wear []Garment `json:"wear"`
}

// Garment is one worn item. A dye left out is worn as drawn.
type Garment struct {
	Item ItemID           `json:"item"`
	Dyes map[string]Color `json:"dyes,omitempty"`
}

// ReadyMade is a named outfit anybody may choose.
type ReadyMade struct {
	ID   string `json:"id"`
	Name Text   `json:"name"`
	Recipe
}

// Layer is one part of a dressed figure, in the colours it is worn in.
type Layer struct {
	Item ItemID
	Part
}

// Figure is a dressed figure: the layers of each view from back to front.
type Figure map[View][]Layer

// Dress resolves a recipe: aliases, dyes, what hides what, and the order of painting. Its error says which
// garment to change.
func (w *Wardrobe) Dress(r Recipe) (Figure, error) {
	if len(r.Wear) == 0 || len(r.Wear) > maxGarments {
		return nil, fmt.Errorf("an outfit has 1 to %d garments, this one %d", maxGarments, len(r.Wear))
	}
	if r.Skin != "" && !r.Skin.Valid() {
		return nil, fmt.Errorf("skin %q: write it #rrggbb in lower case", r.Skin)
	}
	worn := make([]*Item, len(r.Wear))
	for i, g := range r.Wear {
		it, ok := w.Item(g.Item)
		if !ok {
			return nil, fmt.Errorf("there is no item %q; choose one of the catalogue", g.Item)
		}
		if slices.Contains(worn[:i], it) {
			return nil, fmt.Errorf("%q is worn twice; take one off", it.ID)
		}
		worn[i] = it
	}
	for _, slot := range []string{"body", "face"} {
		if n := countSlot(worn, slot); n != 1 {
			return nil, fmt.Errorf("an outfit has one %s, this one has %d", slot, n)
		}
	}
	figure := Figure{}
	for i, it := range worn {
		colors, err := r.Wear[i].colors(it, r.Skin)
		if err != nil {
			return nil, err
		}
		for _, view := range Views() {
			for _, p := range it.parts[view] {
				if !hidden(worn, i, p) {
					figure[view] = append(figure[view], Layer{Item: it.ID, Part: p.dyed(colors)})
				}
			}
		}
	}
	for view, layers := range figure {
		rig := w.rig.views[view]
		slices.SortStableFunc(layers, func(a, b Layer) int { return cmp.Compare(rig.depth(a.Plane), rig.depth(b.Plane)) })
	}
	return figure, nil
}

func countSlot(worn []*Item, slot string) int {
	n := 0
	for _, it := range worn {
		if it.Slot == slot {
			n++
		}
	}
	return n
}

// hidden says whether another worn item hides the part of the garment at that place, or one worn over it covers it. Every
// variant of a part goes with it.
func hidden(worn []*Item, at int, p Part) bool {
	names := func(h string) bool { return worn[at].hiddenBy(h, p) }
	for i, it := range worn {
		if i != at && slices.ContainsFunc(it.Hides, names) || i > at && slices.ContainsFunc(it.Covers, names) {
			return true
		}
	}
	return false
}

func (it *Item) hiddenBy(rule string, p Part) bool {
	slot, part, _ := strings.Cut(rule, "/")
	return slot == it.Slot && part == p.Name
}

// colors maps the hexes of the drawing to those worn.
func (g Garment) colors(it *Item, skin Color) (map[Color]Color, error) {
	into := map[Color]Color{}
	for name, c := range g.Dyes {
		if _, ok := it.Dyes[name]; !ok {
			return nil, fmt.Errorf("%q has no dye %q; it has: %s", it.ID, name, strings.Join(it.dyeNames(), ", "))
		}
		if !c.Valid() {
			return nil, fmt.Errorf("%q, dye %q: write the colour #rrggbb in lower case", it.ID, name)
		}
	}
	for name, drawn := range it.Dyes {
		c, chosen := g.Dyes[name]
		if !chosen && name == "skin" {
			c, chosen = skin, skin != ""
		}
		if chosen {
			drawn.recolor(Tones(c), into)
		}
	}
	return into, nil
}

// dyed is the part with its attributes replaced; the part itself stays as drawn.
func (p Part) dyed(colors map[Color]Color) Part {
	shapes := make([]Shape, len(p.Shapes))
	for i, s := range p.Shapes {
		if c, ok := colors[s.Fill]; ok {
			s.Fill = c
		}
		if c, ok := colors[s.Stroke]; ok {
			s.Stroke = c
		}
		shapes[i] = s
	}
	p.Shapes = shapes
	return p
}

func (o ReadyMade) check(w *Wardrobe) error {
	if !nameForm.MatchString(o.ID) {
		return fmt.Errorf("id %q: use 1 to 40 of a-z, 0-9 and -", o.ID)
	}
	if o.Name.Ja == "" || o.Name.En == "" {
		return errors.New("its name is missing in ja or en")
	}
	_, err := w.Dress(o.Recipe)
	return err
}
