package wardrobe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Outfit is a recipe together with the drawings its garments had when it was fitted: however the catalogue changes, it stays what
// it was.
type Outfit struct {
	Recipe Recipe // with the ids that the items have now, not those they had before
	rig    *Rig
	items  []*Item // one for each garment
}

// Layer is one part of a dressed figure, in the colours it is worn in.
type Layer struct {
	Item ItemID
	Part
	Face bool // expressions name the part: its variant changes by itself
}

// Figure is a dressed figure: the layers of each view from back to front.
type Figure map[View][]Layer

// Fit finds what a recipe wears, by id or alias. The error is a *Refusal that says which garment to change: bad_outfit, too_many,
// unknown_item, bad_dye.
func (w *Wardrobe) Fit(r Recipe) (Outfit, error) {
	if len(r.Wear) > MaxGarments {
		return Outfit{}, tooMany(len(r.Wear))
	}
	if r.Skin != "" && !r.Skin.Valid() {
		return Outfit{}, refuse(BadDye, "The skin is %.20q: write it #rrggbb in lower case.", r.Skin)
	}
	o := Outfit{Recipe: Recipe{Skin: r.Skin, Wear: slices.Clone(r.Wear)}, rig: w.rig, items: make([]*Item, len(r.Wear))}
	for i, g := range r.Wear {
		it, ok := w.Item(g.Item)
		if !ok {
			return Outfit{}, refuse(UnknownItem, "There is no item %.60q. Choose one of the catalogue.", g.Item)
		}
		if slices.Contains(o.items[:i], it) {
			return Outfit{}, refuse(BadOutfit, "%q is worn twice. Take one off.", it.ID)
		}
		if err := g.check(it); err != nil {
			return Outfit{}, err
		}
		o.items[i], o.Recipe.Wear[i].Item = it, it.ID
	}
	return o, w.checkSlots(o.items)
}

func (w *Wardrobe) checkSlots(worn []*Item) error {
	for _, s := range w.slots {
		if !s.One && !s.Needed {
			continue
		}
		n := 0
		for _, it := range worn {
			if it.Slot == s.ID {
				n++
			}
		}
		if s.One && n > 1 {
			return refuse(BadOutfit, "An outfit has one item of the slot %s, this one has %d. Keep one.", s.ID, n)
		}
		if s.Needed && n == 0 {
			return refuse(BadOutfit, "An outfit needs an item of the slot %s. Add one.", s.ID)
		}
	}
	return nil
}

// check refuses dyes that the item does not have.
func (g Garment) check(it *Item) error {
	for name, c := range g.Dyes {
		if _, ok := it.Dyes[name]; !ok {
			return refuse(BadDye, "%q has no dye %.60q; it has: %s.", it.ID, name, strings.Join(it.dyeNames(), ", "))
		}
		if !c.Valid() {
			return refuse(BadDye, "%q, dye %q: write the colour #rrggbb in lower case.", it.ID, name)
		}
	}
	return nil
}

// Rejoin is an outfit of earlier drawings: its recipe, the rig of that time and one item for each garment.
func Rejoin(r Recipe, rig *Rig, items []*Item) (Outfit, error) {
	if len(items) != len(r.Wear) {
		return Outfit{}, fmt.Errorf("%d drawings for %d garments", len(items), len(r.Wear))
	}
	if r.Skin != "" && !r.Skin.Valid() {
		return Outfit{}, fmt.Errorf("the skin %.20q is no colour", r.Skin)
	}
	for i, g := range r.Wear {
		if err := g.check(items[i]); err != nil {
			return Outfit{}, err
		}
	}
	return Outfit{Recipe: r, rig: rig, items: items}, nil
}

// Rig is the rig it was drawn for.
func (o Outfit) Rig() *Rig { return o.rig }

// Items are the items worn, one for each garment.
func (o Outfit) Items() []*Item { return o.items }

// Figure is the outfit drawn: dyes, what hides what, and the order of painting.
func (o Outfit) Figure() Figure {
	hidden := make([][]string, len(o.items))
	colors := make([]map[Color]Color, len(o.items))
	for i, it := range o.items {
		hidden[i] = hiddenParts(o.items, i)
		colors[i] = o.Recipe.Wear[i].colors(it, o.Recipe.Skin)
	}
	figure := Figure{}
	for _, view := range Views() {
		layers := make([]Layer, 0, 256)
		for i, it := range o.items {
			for _, p := range it.parts[view] {
				if !slices.Contains(hidden[i], p.Name) {
					layers = append(layers, Layer{Item: it.ID, Part: p.dyed(colors[i]), Face: o.rig.faces[p.Name]})
				}
			}
		}
		rig := o.rig.views[view]
		slices.SortStableFunc(layers, func(a, b Layer) int { return cmp.Compare(rig.depth(a.Plane), rig.depth(b.Plane)) })
		figure[view] = layers
	}
	return figure
}

// Dress is the figure of a recipe. Its error is that of Fit.
func (w *Wardrobe) Dress(r Recipe) (Figure, error) {
	o, err := w.Fit(r)
	if err != nil {
		return nil, err
	}
	return o.Figure(), nil
}

// hiddenParts names the parts of the garment at that place that another worn item hides, or one worn over it covers. Every variant of a
// part goes with it.
func hiddenParts(worn []*Item, at int) []string {
	var names []string
	add := func(rules []string) {
		for _, rule := range rules {
			if slot, part, _ := strings.Cut(rule, "/"); slot == worn[at].Slot {
				names = append(names, part)
			}
		}
	}
	for i, it := range worn {
		if i != at {
			add(it.Hides)
		}
		if i > at {
			add(it.Covers)
		}
	}
	return names
}

// colors maps the hexes of the drawing to those worn.
func (g Garment) colors(it *Item, skin Color) map[Color]Color {
	into := map[Color]Color{}
	for name, drawn := range it.Dyes {
		c, chosen := g.Dyes[name]
		if !chosen && name == "skin" {
			c, chosen = skin, skin != ""
		}
		if chosen {
			drawn.recolor(Tones(c), into)
		}
	}
	return into
}

// dyed is the part with its attributes replaced; the part itself stays as drawn.
func (p Part) dyed(colors map[Color]Color) Part {
	if len(colors) == 0 {
		return p
	}
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
