package catalog

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/wardrobe/atlas"
	"github.com/yokocho/yokocho/core/world"
)

// Outfit is a ready-made outfit anybody may choose.
type Outfit struct {
	ID   string
	Name world.Title
	Hash world.OutfitHash
}

// Picker is one sheet of all ready-made outfits, standing, and where each is in it.
type Picker struct {
	Sheet string // the asset's name
	atlas.PickerTable
}

// collection is what can be worn as it is drawn today. It never changes but for its shelves; new art makes another one.
type collection struct {
	wardrobe *wardrobe.Wardrobe
	outfits  []Outfit
	ready    map[world.OutfitHash]wardrobe.Outfit // the same, for wearing
	picker   Picker
	racks    map[string]string // the asset's name, by slot
	assets   map[string]Asset  // the sheets of picker and racks

	hashes *shelf[string, world.OutfitHash]           // of recipes as drawn today, by their one spelling and by those that came
	today  *shelf[world.OutfitHash, world.OutfitHash] // what an outfit of earlier drawings is today
}

// Reread reads everything that can be worn anew and says whether anything of it has changed. An item with a fault stays as it was; its
// fault is told. What was worn before is still served as it was drawn.
func (c *Catalogue) Reread() (changed bool, faults []*wardrobe.Fault, err error) {
	c.reading.Lock()
	defer c.reading.Unlock()
	var before *wardrobe.Wardrobe
	if old := c.now.Load(); old != nil {
		before = old.wardrobe
	}
	w, faults, err := wardrobe.Read(before, c.base, c.more...)
	if err != nil || before != nil && before.Revision() == w.Revision() {
		return false, faults, err
	}
	next := &collection{
		wardrobe: w, racks: map[string]string{}, assets: map[string]Asset{},
		hashes: newShelf[string, world.OutfitHash](mostFittings),
		today:  newShelf[world.OutfitHash, world.OutfitHash](mostKnown),
	}
	if err := c.fill(next); err != nil {
		return false, faults, err
	}
	if old := c.now.Swap(next); old != nil {
		for name, asset := range old.assets { // whoever was told of them a moment ago
			c.sheets.put(name, asset, len(asset.Body))
		}
	}
	return true, faults, nil
}

// fill makes the ready-made outfits, their picker, and the racks.
func (c *Catalogue) fill(next *collection) error {
	next.ready = map[world.OutfitHash]wardrobe.Outfit{}
	for _, ready := range next.wardrobe.Outfits() {
		o, err := next.wardrobe.Fit(ready.Recipe)
		if err != nil {
			return fmt.Errorf("outfits.json, outfit %s: %w", ready.ID, err)
		}
		hash, err := c.drawn(next, o)
		if err != nil {
			return fmt.Errorf("outfits.json, outfit %s: %w", ready.ID, err)
		}
		next.ready[hash] = o
		next.outfits = append(next.outfits, Outfit{ID: ready.ID, Name: world.Title(ready.Name), Hash: hash})
	}
	if len(next.outfits) == 0 {
		return fmt.Errorf("outfits.json: there must be at least one ready-made outfit that can be worn")
	}
	sheet, table, err := atlas.Picker(next.wardrobe, next.wardrobe.Outfits())
	if err != nil {
		return fmt.Errorf("pack the picker: %w", err)
	}
	next.picker = Picker{Sheet: "picker-" + atlas.Hash(sheet) + ".svg", PickerTable: table}
	next.assets[next.picker.Sheet] = Asset{Name: next.picker.Sheet, Type: typeSVG, Body: sheet}
	return next.hang()
}

// Wardrobe is what can be worn today.
func (c *Catalogue) Wardrobe() *wardrobe.Wardrobe { return c.now.Load().wardrobe }

// Outfits lists the ready-made outfits in the order of the picker.
func (c *Catalogue) Outfits() []Outfit { return c.now.Load().outfits }

// Picker is the sheet of all ready-made outfits.
func (c *Catalogue) Picker() Picker { return c.now.Load().picker }

// ReadyMade is the ready-made outfit of that hash.
func (c *Catalogue) ReadyMade(hash world.OutfitHash) (Outfit, bool) {
	all := c.Outfits()
	i := slices.IndexFunc(all, func(o Outfit) bool { return o.Hash == hash })
	if i < 0 {
		return Outfit{}, false
	}
	return all[i], true
}

// Draw draws an outfit for a newcomer.
func (c *Catalogue) Draw() Outfit {
	all := c.Outfits()
	return all[rand.IntN(len(all))]
}
