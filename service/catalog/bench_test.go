package catalog_test

import (
	"testing"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/service/catalog"
)

// everything is an outfit of as many garments as the catalogue lets one wear at once.
func everything(w *wardrobe.Wardrobe) wardrobe.Recipe {
	r := wardrobe.Recipe{Skin: "#e8b088"}
	one := map[string]bool{}
	for _, s := range w.Slots() {
		one[s.ID] = s.One
	}
	worn := map[string]bool{}
	for _, it := range w.Items() {
		if len(r.Wear) == 30 || one[it.Slot] && worn[it.Slot] {
			continue
		}
		worn[it.Slot] = true
		g := wardrobe.Garment{Item: it.ID, Dyes: map[string]wardrobe.Color{}}
		for name := range it.Dyes {
			g.Dyes[name] = "#5bb7c4"
		}
		r.Wear = append(r.Wear, g)
	}
	return r
}

// BenchmarkCached asks for a sheet that was assembled before: by its hash, as browsers do, and by a recipe of 30 garments, each with all its
// dyes, as closets do.
func BenchmarkCached(b *testing.B) {
	c, _, err := catalog.Open(newStore(), art.Files)
	if err != nil {
		b.Fatal(err)
	}
	recipe := everything(c.Wardrobe()).JSON()
	hash, err := c.Fit("mika", recipe)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("recipe", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Fit("mika", recipe); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("hash", func(b *testing.B) {
		name := catalog.SheetName(hash)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Asset(b.Context(), name); err != nil {
				b.Fatal(err)
			}
		}
	})
}
