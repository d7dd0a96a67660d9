package catalog_test

import (
	"testing"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/service/catalog"
)

// thirty is an outfit of thirty garments, each with all its dyes.
func thirty(w *wardrobe.Wardrobe) wardrobe.Recipe {
	r := wardrobe.Recipe{Skin: "#e8b088"}
	slots := map[string]wardrobe.Slot{}
	for _, s := range w.Slots() {
		slots[s.ID] = s
	}
	worn := map[string]bool{}
	for _, needed := range []bool{true, false} {
		for _, it := range w.Items() {
			slot := slots[it.Slot]
			if len(r.Wear) == 30 || slot.Needed != needed || slot.One && worn[it.Slot] {
				continue
			}
			worn[it.Slot] = true
			g := wardrobe.Garment{Item: it.ID, Dyes: map[string]wardrobe.Color{}}
			for name := range it.Dyes {
				g.Dyes[name] = "#5bb7c4"
			}
			r.Wear = append(r.Wear, g)
		}
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
	recipe := thirty(c.Wardrobe()).JSON()
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
