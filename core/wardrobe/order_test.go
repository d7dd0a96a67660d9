package wardrobe_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yokocho/yokocho/core/wardrobe"
)

// further is a plain long coat: of the coats in the catalogue, each has parts of its own.
func further() fstest.MapFS {
	tree := fstest.MapFS{}
	item := func(slot, id, more, drawing string) {
		dir := "items/" + slot + "/" + id + "/"
		manifest := `{"id":"` + id + `","slot":"` + slot + `","name":{"ja":"も","en":"x"},"author":"Yokocho","license":"CC0-1.0"` + more + `}`
		tree[dir+"item.json"] = &fstest.MapFile{Data: []byte(manifest)}
		tree[dir+"front.svg"], tree[dir+"back.svg"] = &fstest.MapFile{Data: []byte(drawing)}, &fstest.MapFile{Data: []byte(drawing)}
	}
	item("outer", "test-coat", `,"covers":["top/sleeve","outer/sleeve"]`, page("trunk_panels", "#4a5a86", "armR.up_sleeve", "#4a5a86", "lap_skirt", "#4a5a86"))
	return tree
}

// TestGarmentsStackAsTheyAreWorn: in every plane, in both views, the wearer's order is the order of painting.
func TestGarmentsStackAsTheyAreWorn(t *testing.T) {
	w, faults, err := wardrobe.Read(nil, os.DirFS("../../art"), further())
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	both := wardrobe.Views()
	for name, c := range map[string]struct {
		worn         []wardrobe.ItemID
		views        []wardrobe.View
		upper, lower string   // item/part, of one plane
		gone         []string // not drawn at all
	}{
		"a shirt under a suit":   {[]wardrobe.ItemID{"shirt", "blazer"}, both, "blazer/panels", "shirt/top", []string{"shirt/sleeve"}},
		"a shirt over a suit":    {[]wardrobe.ItemID{"blazer", "shirt"}, both, "shirt/top", "blazer/panels", []string{"blazer/sleeve"}},
		"a tie under a suit":     {[]wardrobe.ItemID{"shirt", "blazer"}, both[:1], "blazer/lapels", "shirt/tie", nil},
		"a hoodie under a coat":  {[]wardrobe.ItemID{"hoodie", "test-coat"}, both, "test-coat/panels", "hoodie/top", []string{"hoodie/sleeve"}},
		"a hoodie over a coat":   {[]wardrobe.ItemID{"test-coat", "hoodie"}, both, "hoodie/top", "test-coat/panels", nil},
		"a coat over a suit":     {[]wardrobe.ItemID{"blazer", "test-coat"}, both, "test-coat/panels", "blazer/panels", []string{"blazer/sleeve"}},
		"a scarf under a collar": {[]wardrobe.ItemID{"scarf", "shirt"}, both, "shirt/collar", "scarf/scarf", nil},
		"a scarf over a collar":  {[]wardrobe.ItemID{"shirt", "scarf"}, both, "scarf/scarf", "shirt/collar", nil},
		"a scarf under a suit":   {[]wardrobe.ItemID{"shirt", "scarf", "blazer"}, both, "blazer/panels", "scarf/scarf", nil},
		"a skirt over trousers":  {[]wardrobe.ItemID{"trousers", "skirt"}, both, "skirt/skirt", "trousers/seat", nil},
		"trousers over a skirt":  {[]wardrobe.ItemID{"skirt", "trousers"}, both, "trousers/seat", "skirt/skirt", nil},
		"a shirt tucked in":      {[]wardrobe.ItemID{"shirt", "trousers"}, both, "trousers/seat", "shirt/top", nil},
		"a shirt worn outside":   {[]wardrobe.ItemID{"trousers", "shirt"}, both, "shirt/top", "trousers/seat", nil},
		"a cap hides a bun":      {[]wardrobe.ItemID{"hair-bun", "cap"}, nil, "", "", []string{"hair-bun/bun", "hair-bun/bunband"}},
		"put on before the hair": {[]wardrobe.ItemID{"cap", "hair-bun"}, nil, "", "", []string{"hair-bun/bun", "hair-bun/bunband"}},
		"hair under a hood":      {[]wardrobe.ItemID{"hair-hime", "hoodie"}, both, "hoodie/hood", "hair-hime/back", nil},
		"hair over a hood":       {[]wardrobe.ItemID{"hoodie", "hair-hime"}, both, "hair-hime/back", "hoodie/hood", nil},
	} {
		figure := dress(t, w, shippedWear(c.worn...))
		for _, view := range c.views {
			upper, lower := places(figure[view], c.upper), places(figure[view], c.lower)
			if len(upper) == 0 || len(lower) == 0 {
				t.Errorf("%s: %s shows %v of %s and %v of %s", name, view, upper, c.upper, lower, c.lower)
				continue
			}
			for plane, at := range upper {
				if under, ok := lower[plane]; ok && slices.Min(at) < slices.Max(under) {
					t.Errorf("%s: %s paints %s at %v and %s at %v of plane %s", name, view, c.upper, at, c.lower, under, plane)
				}
			}
			if !slices.ContainsFunc(keys(upper), func(plane string) bool { return lower[plane] != nil }) {
				t.Errorf("%s: %s has %s and %s in no plane together", name, view, c.upper, c.lower)
			}
		}
		for _, part := range c.gone {
			owner, _, _ := strings.Cut(part, "/")
			alone := dress(t, w, shippedWear(wardrobe.ItemID(owner)))
			if len(places(alone[wardrobe.Front], part))+len(places(alone[wardrobe.Back], part)) == 0 {
				t.Errorf("%s: %s is not even drawn alone", name, part)
			}
		}
		for _, view := range both {
			for _, part := range c.gone {
				if at := places(figure[view], part); len(at) > 0 {
					t.Errorf("%s: %s shows %s", name, view, part)
				}
			}
			if rest := len(figure[view]); rest < 10 {
				t.Errorf("%s: %s shows no more than %d parts", name, view, rest)
			}
		}
	}
}

// shippedWear is a recipe of items over the shipped body and face.
func shippedWear(items ...wardrobe.ItemID) wardrobe.Recipe {
	r := wardrobe.Recipe{}
	for _, id := range append([]wardrobe.ItemID{"body", "face-round"}, items...) {
		r.Wear = append(r.Wear, wardrobe.Garment{Item: id})
	}
	return r
}

// places are where an item's part stands among all layers, by plane.
func places(layers []wardrobe.Layer, part string) map[string][]int {
	at := map[string][]int{}
	for i, l := range layers {
		if string(l.Item)+"/"+l.Name == part {
			at[l.Plane] = append(at[l.Plane], i)
		}
	}
	return at
}

func keys(m map[string][]int) []string {
	var all []string
	for k := range m {
		all = append(all, k)
	}
	return all
}
