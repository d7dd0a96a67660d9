package catalog

import (
	"fmt"

	"github.com/yokocho/yokocho/core/wardrobe/atlas"
)

// hang makes the racks: of every slot that has items the sheet with all of them, from which a wearer chooses.
func (next *collection) hang() error {
	stocked := map[string]bool{}
	for _, it := range next.wardrobe.Items() {
		stocked[it.Slot] = true
	}
	for slot := range stocked {
		sheet, err := atlas.Rack(next.wardrobe, slot)
		if err != nil {
			return fmt.Errorf("hang the rack of %s: %w", slot, err)
		}
		asset := Asset{Name: "rack-" + slot + "-" + atlas.Hash(sheet) + ".svg", Type: typeSVG, Body: sheet}
		next.racks[slot] = asset.Name
		next.assets[asset.Name] = asset
	}
	return nil
}

// Racks are the racks' sheets, names of assets by slot. A slot without items has none.
func (c *Catalogue) Racks() map[string]string { return c.now.Load().racks }
