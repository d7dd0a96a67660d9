package atlas_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/wardrobe/atlas"
)

// parts counts what a sheet has of a figure that can show by itself: every frame that shows something, in both views, of all variants.
func parts(table drawTable) int {
	n := 0
	for _, draws := range table.Views {
		for _, d := range draws {
			for _, frame := range d.Frames {
				if frame != nil {
					n++
				}
			}
		}
	}
	return n
}

// apart finds neighbours in a draw list that never separate: they follow one bone in one plane and neither has variants, so they
// could be one part.
func apart(table drawTable) []string {
	var found []string
	for view, draws := range table.Views {
		for i := 1; i < len(draws); i++ {
			a, b := draws[i-1], draws[i]
			if a.Plane == b.Plane && a.Bone == b.Bone && a.Part == "" && b.Part == "" {
				found = append(found, fmt.Sprintf("%s, %d and %d in plane %s on bone %s", view, i-1, i, a.Plane, a.Bone))
			}
		}
	}
	return found
}

func TestNeighboursThatNeverSeparateAreOnePart(t *testing.T) {
	w := shipped(t)
	widest, _ := many(t, w)
	recipes := map[string]wardrobe.Recipe{"many": widest}
	for _, o := range w.Outfits() {
		recipes[o.ID] = o.Recipe
	}
	for id, recipe := range recipes {
		var table drawTable
		parse(t, sheet(t, w, recipe), &table)
		for _, pair := range apart(table) {
			t.Errorf("%s: %s", id, pair)
		}
		t.Logf("%s: %d garments, %d parts", id, len(recipe.Wear), parts(table))
	}
	two := drawTable{Views: map[string][]struct {
		Plane, Bone, Part string
		Frames            map[string]*[6]int
	}{"front": {{Plane: "trunk", Bone: "torso"}, {Plane: "trunk", Bone: "torso"}}}}
	if len(apart(two)) != 1 {
		t.Error("two that could be one are not found")
	}
}

// many is the ready-made outfit of the most parts, wearing further items of the catalogue until it has at least 120 parts or there are no
// more that add any.
func many(t testing.TB, w *wardrobe.Wardrobe) (recipe wardrobe.Recipe, n int) {
	t.Helper()
	var best wardrobe.Recipe
	most := 0
	count := func(r wardrobe.Recipe) int {
		figure, err := w.Dress(r)
		if err != nil {
			return 0
		}
		data, err := atlas.Sheet(figure)
		if err != nil {
			return 0
		}
		var table drawTable
		parse(t, data, &table)
		return parts(table)
	}
	for _, o := range w.Outfits() {
		if n := count(o.Recipe); n > most {
			best, most = o.Recipe, n
		}
	}
	for _, it := range w.Items() {
		if most >= 120 {
			break
		}
		wider := wardrobe.Recipe{Skin: best.Skin, Wear: append(slices.Clone(best.Wear), wardrobe.Garment{Item: it.ID})}
		if n := count(wider); n > most {
			best, most = wider, n
		}
	}
	return best, most
}

// BenchmarkSheet assembles a sheet of over 120 parts: from the recipe to the file.
func BenchmarkSheet(b *testing.B) {
	w := shipped(b)
	recipe, n := many(b, w)
	if n < 120 {
		b.Fatalf("the catalogue makes no outfit of 120 parts, but of %d", n)
	}
	b.ReportAllocs()
	for b.Loop() {
		o, err := w.Fit(recipe)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := atlas.Sheet(o.Figure()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n), "parts")
	b.ReportMetric(float64(len(recipe.Wear)), "garments")
}
