package wardrobe_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yokocho/yokocho/core/wardrobe"
)

const rigFile = `{"canvas":[256,320],"views":{
 "front":{"bones":{"hips":{},"torso":{"parent":"hips"},"head":{"parent":"torso"}},"planes":[["trunk","torso"],["head","head"],["hair","head"]]},
 "back":{"bones":{"hips":{},"torso":{"parent":"hips"},"head":{"parent":"torso"}},"planes":[["hair","head"],["head","head"],["trunk","torso"]]}}}`

// page is a drawing with one rectangle of the given fill per part id.
func page(parts ...string) string {
	var b strings.Builder
	b.WriteString(`<svg viewBox="0 0 256 320">`)
	for i := 0; i < len(parts); i += 2 {
		plane, _, _ := strings.Cut(parts[i], "_")
		fmt.Fprintf(&b, `<g id=%q><g id=%q><rect x="100" y="100" width="20" height="20" fill=%q/></g></g>`, plane, parts[i], parts[i+1])
	}
	return b.String() + `</svg>`
}

// street is a tree of art with a few items of one rectangle each.
func street(edit map[string]string) fstest.MapFS {
	files := map[string]string{
		"rig.json":     rigFile,
		"outfits.json": `[]`,
	}
	item := func(slot, id, more, drawing string) {
		dir := "items/" + slot + "/" + id + "/"
		files[dir+"item.json"] = fmt.Sprintf(`{"id":%q,"slot":%q,"name":{"ja":"も","en":"x"},"author":"Yokocho","license":"CC0-1.0"%s}`, id, slot, more)
		files[dir+"front.svg"], files[dir+"back.svg"] = drawing, drawing
	}
	item("body", "body", `,"dyes":{"skin":{"fill":"#ffdfc8"}}`, page("trunk_chest", "#ffdfc8", "trunk_arm", "#ffdfc8"))
	item("face", "face", `,"dyes":{"iris":{"fill":"#7a4a34"}}`, page("head_eye", "#7a4a34"))
	item("hair", "bun", `,"dyes":{"main":{"fill":"#f0a3b8"}},"aliases":["bun-momo"]`, page("hair_bangs", "#f0a3b8", "hair_bun", "#f0a3b8"))
	item("hat", "cap", `,"dyes":{"main":{"fill":"#ffb640"}},"hides":["hair/bun"]`, page("hair_cap", "#ffb640"))
	item("top", "shirt", `,"dyes":{"main":{"fill":"#fffaf2","shade":"#e1d0e3"}}`, page("trunk_body", "#fffaf2", "trunk_fold", "#e1d0e3"))
	item("outer", "coat", ``, page("trunk_coat", "#4a5a86"))
	tree := fstest.MapFS{}
	for name, text := range edit {
		files[name] = text
	}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

func read(t *testing.T, tree fstest.MapFS) *wardrobe.Wardrobe {
	t.Helper()
	w, err := wardrobe.Read(tree)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func wear(items ...wardrobe.ItemID) wardrobe.Recipe {
	r := wardrobe.Recipe{}
	for _, id := range append([]wardrobe.ItemID{"body", "face"}, items...) {
		r.Wear = append(r.Wear, wardrobe.Garment{Item: id})
	}
	return r
}

func painted(layers []wardrobe.Layer) string {
	var names []string
	for _, l := range layers {
		names = append(names, string(l.Item)+"/"+l.Name)
	}
	return strings.Join(names, " ")
}

func dress(t *testing.T, w *wardrobe.Wardrobe, r wardrobe.Recipe) wardrobe.Figure {
	t.Helper()
	figure, err := w.Dress(r)
	if err != nil {
		t.Fatal(err)
	}
	return figure
}

func TestOrderIsPlaneThenGarmentThenFile(t *testing.T) {
	w := read(t, street(nil))
	for _, c := range []struct {
		worn  []wardrobe.ItemID
		front string
	}{
		{[]wardrobe.ItemID{"shirt", "coat", "bun"}, "body/chest body/arm shirt/body shirt/fold coat/coat face/eye bun/bangs bun/bun"},
		{[]wardrobe.ItemID{"bun", "coat", "shirt"}, "body/chest body/arm coat/coat shirt/body shirt/fold face/eye bun/bangs bun/bun"},
	} {
		if got := painted(dress(t, w, wear(c.worn...))[wardrobe.Front]); got != c.front {
			t.Errorf("%v: painted %s, want %s", c.worn, got, c.front)
		}
	}
	if got := painted(dress(t, w, wear("bun"))[wardrobe.Back]); !strings.HasPrefix(got, "bun/bangs") || !strings.HasSuffix(got, "body/arm") {
		t.Errorf("the back view follows its own planes, got %s", got)
	}
}

func TestHatHidesBun(t *testing.T) {
	w := read(t, street(nil))
	if got := painted(dress(t, w, wear("bun", "cap"))[wardrobe.Front]); strings.Contains(got, "bun/bun") || !strings.Contains(got, "bun/bangs") {
		t.Errorf("painted %s", got)
	}
}

func TestAliasIsTheItem(t *testing.T) {
	w := read(t, street(nil))
	if got := painted(dress(t, w, wear("bun-momo"))[wardrobe.Front]); !strings.Contains(got, "bun/bangs") {
		t.Errorf("painted %s", got)
	}
	if _, err := w.Dress(wear("bun", "bun-momo")); err == nil {
		t.Error("an item and its alias were worn together")
	}
}

func TestDyesReplaceDrawnTones(t *testing.T) {
	w := read(t, street(nil))
	r := wear("shirt")
	r.Skin = "#8f5a44"
	r.Wear[2].Dyes = map[string]wardrobe.Color{"main": "#5bc0c9"}
	got := map[string]wardrobe.Color{}
	for _, l := range dress(t, w, r)[wardrobe.Front] {
		got[string(l.Item)+"/"+l.Name] = l.Shapes[0].Fill
	}
	want := map[string]wardrobe.Color{"body/chest": "#8f5a44", "body/arm": "#8f5a44", "shirt/body": "#5bc0c9", "shirt/fold": "#4a91b2", "face/eye": "#7a4a34"}
	for part, c := range want {
		if got[part] != c {
			t.Errorf("%s is %s, want %s", part, got[part], c)
		}
	}
	drawn, _ := w.Item("shirt")
	if c := drawn.Parts(wardrobe.Front)[0].Shapes[0].Fill; c != "#fffaf2" {
		t.Errorf("dyeing one outfit changed the catalogue to %s", c)
	}
}

func TestRecipeRefusals(t *testing.T) {
	w := read(t, street(nil))
	dyed := wear("shirt")
	dyed.Wear[2].Dyes = map[string]wardrobe.Color{"sleeve": "#ffffff"}
	ugly := wear("shirt")
	ugly.Wear[2].Dyes = map[string]wardrobe.Color{"main": `"/><script>`}
	for name, c := range map[string]struct {
		recipe wardrobe.Recipe
		says   string
	}{
		"nothing":     {wardrobe.Recipe{}, "1 to 24 garments"},
		"unknown":     {wear("crown"), `no item "crown"`},
		"twice":       {wear("shirt", "shirt"), "worn twice"},
		"two faces":   {wardrobe.Recipe{Wear: []wardrobe.Garment{{Item: "body"}}}, "one face"},
		"unknown dye": {dyed, "it has: main"},
		"bad color":   {ugly, "#rrggbb"},
		"bad skin":    {wardrobe.Recipe{Skin: "red", Wear: wear().Wear}, "#rrggbb"},
	} {
		if _, err := w.Dress(c.recipe); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

func TestCatalogueRefusals(t *testing.T) {
	shirt := func(more string) string {
		return `{"id":"shirt","slot":"top","name":{"ja":"も","en":"x"},"author":"a","license":"CC0-1.0"` + more + `}`
	}
	const file = "items/top/shirt/item.json"
	for name, c := range map[string]struct{ file, text, says string }{
		"folder":        {file, strings.Replace(shirt(""), `"shirt"`, `"blouse"`, 1), "rename the folder"},
		"no name":       {file, strings.Replace(shirt(""), "も", "", 1), "name.ja is missing"},
		"unknown field": {file, shirt(`,"price":3`), "price"},
		"trailing":      {file, shirt("") + "{}", "after the JSON value"},
		"shared hex":    {file, shirt(`,"dyes":{"a":{"fill":"#fffaf2"},"b":{"fill":"#e1d0e3","line":"#fffaf2"}}`), "both use #fffaf2"},
		"unused hex":    {file, shirt(`,"dyes":{"a":{"fill":"#123456"}}`), "no drawing uses"},
		"taken alias":   {file, shirt(`,"aliases":["coat"]`), "already belongs"},
		"hides nothing": {file, shirt(`,"hides":["hair/horn"]`), "no item has such a part"},
		"bad rule":      {file, shirt(`,"hides":["horn"]`), "slot/part"},
		"bad bone":      {"rig.json", strings.Replace(rigFile, `["hair","head"]`, `["hair","tail"]`, 1), `unknown bone "tail"`},
		"bad outfit":    {"outfits.json", `[{"id":"a","name":{"ja":"も","en":"x"},"wear":[{"item":"crown"}]}]`, "a: there is no item"},
	} {
		if _, err := wardrobe.Read(street(map[string]string{c.file: c.text})); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.file) {
			t.Errorf("%s: %v, want %q and the file's name", name, err, c.says)
		}
	}
	tree := street(nil)
	delete(tree, "items/top/shirt/back.svg")
	if _, err := wardrobe.Read(tree); err == nil || !strings.Contains(err.Error(), "back.svg") {
		t.Errorf("a missing view: %v", err)
	}
}

// The art that is shipped: it reads, and the rig's expressions and poses find what they name.
func TestShippedArt(t *testing.T) {
	w, err := wardrobe.Read(os.DirFS("../../art"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(w.Outfits()); n < 10 {
		t.Errorf("%d ready-made outfits, want at least 10", n)
	}
	data, err := os.ReadFile("../../art/rig.json")
	if err != nil {
		t.Fatal(err)
	}
	var rig struct {
		Expressions map[string]struct{ Parts map[string]string }
		Poses       map[string]struct {
			Views map[string]map[string]json.RawMessage
		}
		Views map[string]struct{ Bones map[string]json.RawMessage }
	}
	if err := json.Unmarshal(data, &rig); err != nil {
		t.Fatal(err)
	}
	for _, it := range w.Items() {
		if it.Slot != "face" {
			continue
		}
		for name, e := range rig.Expressions {
			for part, variant := range e.Parts {
				if !slices.ContainsFunc(it.Parts(wardrobe.Front), func(p wardrobe.Part) bool { return p.Name == part && p.Variant == variant }) {
					t.Errorf("%s lacks %s--%s, which the expression %s shows", it.ID, part, variant, name)
				}
			}
		}
	}
	for name, pose := range rig.Poses {
		for view, tracks := range pose.Views {
			for bone := range tracks {
				if _, ok := rig.Views[view].Bones[bone]; !ok {
					t.Errorf("pose %s moves the unknown bone %s of view %s", name, bone, view)
				}
			}
		}
	}
}
