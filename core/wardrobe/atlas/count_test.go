package atlas_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
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

// apart finds neighbours in a draw list that never separate: they follow one bone in one plane and either have no variants or the same,
// and no expression names one of them.
func apart(table drawTable, named map[string]bool) []string {
	var found []string
	for view, draws := range table.Views {
		for i := 1; i < len(draws); i++ {
			a, b := draws[i-1], draws[i]
			same := slices.Equal(slices.Sorted(maps.Keys(a.Frames)), slices.Sorted(maps.Keys(b.Frames)))
			if a.Plane == b.Plane && a.Bone == b.Bone && same && (a.Part == "") == (b.Part == "") && !named[a.Part] && !named[b.Part] {
				found = append(found, fmt.Sprintf("%s: %s and %s, draws %d and %d, in plane %s on bone %s", view, a.Part, b.Part, i-1, i, a.Plane, a.Bone))
			}
		}
	}
	return found
}

// named are the parts that rig.json has change by themselves.
func named(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("../../../art/rig.json")
	if err != nil {
		t.Fatal(err)
	}
	var rig struct {
		Expressions map[string]struct{ Parts map[string]string }
		Overlays    map[string]struct{ Parts map[string]string }
		Poses       map[string]struct{ Face, Mood map[string]string }
	}
	if err := json.Unmarshal(data, &rig); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{"mouth": true}
	add := func(parts map[string]string) {
		for name := range parts {
			names[name] = true
		}
	}
	for _, e := range rig.Expressions {
		add(e.Parts)
	}
	for _, o := range rig.Overlays {
		add(o.Parts)
	}
	for _, p := range rig.Poses {
		add(p.Face)
		add(p.Mood)
	}
	return names
}

func TestNeighboursThatNeverSeparateAreOnePart(t *testing.T) {
	w := shipped(t)
	widest, _ := many(t, w)
	recipes := map[string]wardrobe.Recipe{"many": widest}
	for _, o := range w.Outfits() {
		recipes[o.ID] = o.Recipe
	}
	body, _ := w.Outfit(w.Outfits()[0].ID)
	for _, it := range w.Items() { // each alone, over what nobody goes without
		alone := wardrobe.Recipe{}
		for _, g := range body.Wear {
			if worn, _ := w.Item(g.Item); worn.Slot != it.Slot && (worn.Slot == "body" || worn.Slot == "face") {
				alone.Wear = append(alone.Wear, wardrobe.Garment{Item: g.Item})
			}
		}
		alone.Wear = append(alone.Wear, wardrobe.Garment{Item: it.ID})
		recipes["only "+string(it.ID)] = alone
	}
	names := named(t)
	for id, recipe := range recipes {
		var table drawTable
		parse(t, sheet(t, w, recipe), &table)
		for _, pair := range apart(table, names) {
			t.Errorf("%s: %s", id, pair)
		}
		if !strings.HasPrefix(id, "only ") {
			t.Logf("%s: %d garments, %d parts", id, len(recipe.Wear), parts(table))
		}
	}
}

func TestApartFindsWhatCouldBeOne(t *testing.T) {
	type draws = []struct {
		Plane, Bone, Part string
		Frames            map[string]*[6]int
	}
	plain, sits := map[string]*[6]int{"": {}}, map[string]*[6]int{"": {}, "sit": nil}
	for name, c := range map[string]struct {
		list draws
		n    int
	}{
		"without variants":  {draws{{"trunk", "torso", "", plain}, {"trunk", "torso", "", plain}}, 1},
		"of two bones":      {draws{{"trunk", "torso", "", plain}, {"trunk", "hips", "", plain}}, 0},
		"the same variants": {draws{{"trunk", "hips", "skirt", sits}, {"trunk", "hips", "hem", sits}}, 1},
		"other variants":    {draws{{"trunk", "hips", "skirt", sits}, {"trunk", "hips", "hem", plain}}, 0},
		"eyes":              {draws{{"face", "head", "eyeR", sits}, {"face", "head", "eyeL", sits}}, 0},
	} {
		table := drawTable{Views: map[string][]struct {
			Plane, Bone, Part string
			Frames            map[string]*[6]int
		}{"front": c.list}}
		if got := apart(table, map[string]bool{"eyeR": true, "eyeL": true}); len(got) != c.n {
			t.Errorf("%s: %v", name, got)
		}
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
