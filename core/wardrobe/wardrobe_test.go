package wardrobe_test

import (
	"encoding/json"
	"errors"
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

const slotsFile = `[{"id":"body","name":{"ja":"も","en":"x"},"one":true,"needed":true},{"id":"face","name":{"ja":"も","en":"x"},"one":true,"needed":true},
 {"id":"hair","name":{"ja":"も","en":"x"},"one":true},{"id":"hat","name":{"ja":"も","en":"x"}},{"id":"top","name":{"ja":"も","en":"x"}},{"id":"outer","name":{"ja":"も","en":"x"}}]`

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
		"slots.json":   slotsFile,
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
	item("hair", "bob", ``, page("hair_bob", "#aa5533"))
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
	w, faults, err := wardrobe.Read(nil, tree)
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
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
	if o, err := w.Fit(wear("bun-momo")); err != nil || o.Recipe.Wear[2].Item != "bun" {
		t.Errorf("the recipe still says %+v, %v", o.Recipe, err)
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
		code   wardrobe.RefusalCode
		says   string
	}{
		"nothing":     {wardrobe.Recipe{}, wardrobe.BadOutfit, "slot body"},
		"unknown":     {wear("crown"), wardrobe.UnknownItem, `no item "crown"`},
		"twice":       {wear("shirt", "shirt"), wardrobe.BadOutfit, "worn twice"},
		"by alias":    {wear("bun", "bun-momo"), wardrobe.BadOutfit, "worn twice"},
		"no face":     {wardrobe.Recipe{Wear: []wardrobe.Garment{{Item: "body"}}}, wardrobe.BadOutfit, "slot face"},
		"two hairs":   {wear("bun", "bob"), wardrobe.BadOutfit, "slot hair"},
		"300":         {wear(make([]wardrobe.ItemID, 298)...), wardrobe.TooMany, "at most 64"},
		"unknown dye": {dyed, wardrobe.BadDye, "it has: main"},
		"bad color":   {ugly, wardrobe.BadDye, "#rrggbb"},
		"bad skin":    {wardrobe.Recipe{Skin: "red", Wear: wear().Wear}, wardrobe.BadDye, "#rrggbb"},
	} {
		_, err := w.Fit(c.recipe)
		var refused *wardrobe.Refusal
		if !errors.As(err, &refused) || refused.Code != c.code || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %s with %q", name, err, c.code, c.says)
		}
	}
}

const shirtFile = "items/top/shirt/item.json"

func shirt(more string) string {
	return "{\n" + `"id":"shirt","slot":"top",` + "\n" + `"name":{"ja":"も","en":"x"},` + "\n" + `"author":"a","license":"CC0-1.0"` + more + `}`
}

func TestItemFaults(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		code       wardrobe.FaultCode
		line       int
		says       string
	}{
		"no JSON":       {shirtFile, "{\n\n", wardrobe.FaultManifest, 3, ""},
		"a list":        {shirtFile, "[]", wardrobe.FaultManifest, 1, ""},
		"folder":        {shirtFile, strings.Replace(shirt(""), `"shirt"`, `"blouse"`, 1), wardrobe.FaultManifest, 2, "rename the folder"},
		"an id of ..":   {shirtFile, strings.Replace(shirt(""), `"shirt"`, `"../x"`, 1), wardrobe.FaultManifest, 2, "a-z"},
		"unknown slot":  {shirtFile, strings.Replace(shirt(""), `"top"`, `"topp"`, 1), wardrobe.FaultSlot, 2, "use one of: body, face"},
		"no name":       {shirtFile, strings.Replace(shirt(""), "も", "", 1), wardrobe.FaultName, 3, "both languages"},
		"no author":     {shirtFile, strings.Replace(shirt(""), `"a"`, `" "`, 1), wardrobe.FaultCredit, 4, "author"},
		"no licence":    {shirtFile, strings.Replace(shirt(""), `"CC0-1.0"`, `""`, 1), wardrobe.FaultCredit, 4, "CC-BY-4.0"},
		"not ours":      {shirtFile, strings.Replace(shirt(""), `CC0-1.0`, `CC-BY-NC-4.0`, 1), wardrobe.FaultLicense, 4, "CC-BY-4.0"},
		"unknown field": {shirtFile, shirt(",\n" + `"price":3`), wardrobe.FaultManifest, 5, "price"},
		"wrong type":    {shirtFile, shirt(",\n" + `"hides":"hair"`), wardrobe.FaultManifest, 5, "hides"},
		"trailing":      {shirtFile, shirt("") + "{}", wardrobe.FaultManifest, 0, "after the JSON value"},
		"large":         {shirtFile, shirt("") + strings.Repeat(" ", 33<<10), wardrobe.FaultTooLarge, 0, "32 KB"},
		"no hex":        {shirtFile, shirt(`,"dyes":{"a":{"fill":"red"}}`), wardrobe.FaultDye, 4, "#rrggbb"},
		"shared hex":    {shirtFile, shirt(`,"dyes":{"a":{"fill":"#fffaf2"},"b":{"fill":"#e1d0e3","line":"#fffaf2"}}`), wardrobe.FaultDye, 4, "both use #fffaf2"},
		"unused hex":    {shirtFile, shirt(",\n" + `"dyes":{"a":{"fill":"#123456"}}`), wardrobe.FaultDye, 5, "no drawing uses"},
		"taken alias":   {"items/top/shirt/item.json", shirt(",\n" + `"aliases":["coat"]`), wardrobe.FaultTaken, 5, "already belongs"},
		"bad alias":     {shirtFile, shirt(`,"aliases":["Coat!"]`), wardrobe.FaultManifest, 4, "a-z"},
		"bad rule":      {shirtFile, shirt(`,"hides":["horn"]`), wardrobe.FaultRule, 4, "slot/part"},
		"handed":        {shirtFile, shirt(`,"handed":true`), wardrobe.FaultHanded, 4, "--left"},
		"a bad view":    {"items/top/shirt/back.svg", "<svg/>", wardrobe.FaultPage, 1, "256 x 320"},
		"a huge view":   {"items/top/shirt/front.svg", strings.Repeat(" ", 300<<10), wardrobe.FaultTooLarge, 0, "256 KB"},
	} {
		tree := street(map[string]string{c.file: c.text})
		w, faults, err := wardrobe.Read(nil, tree)
		if err != nil || len(faults) != 1 {
			t.Errorf("%s: %v, %v, want one fault", name, err, faults)
			continue
		}
		f := faults[0]
		if f.Code != c.code || f.Line != c.line || f.File != c.file || f.Remedy == "" || !strings.Contains(f.Error(), c.says) {
			t.Errorf("%s: %v, want %s in %s:%d with %q", name, f, c.code, c.file, c.line, c.says)
		}
		if _, there := w.Item("shirt"); there || len(w.Items()) != len(read(t, street(nil)).Items())-1 {
			t.Errorf("%s: %d items are left, the shirt among them: %v", name, len(w.Items()), there)
		}
	}
}

func TestMissingFilesAreFaults(t *testing.T) {
	for _, name := range []string{"front.svg", "back.svg", "item.json"} {
		tree := street(nil)
		delete(tree, "items/top/shirt/"+name)
		_, faults, err := wardrobe.Read(nil, tree)
		if err != nil || len(faults) != 1 || faults[0].Code != wardrobe.FaultFile || faults[0].File != "items/top/shirt/"+name {
			t.Errorf("without %s: %v, %v", name, faults, err)
		}
	}
}

// TestARuleThatNamesNothing is told, and harms neither its item nor, when what it named has gone, the rest.
func TestARuleThatNamesNothing(t *testing.T) {
	w, faults, err := wardrobe.Read(nil, street(map[string]string{shirtFile: shirt(",\n" + `"covers":["hair/horn"]`)}))
	if err != nil || len(faults) != 1 || faults[0].Code != wardrobe.FaultRule || faults[0].Line != 5 {
		t.Errorf("%v, %v", faults, err)
	}
	if _, there := w.Item("shirt"); !there {
		t.Error("the item is gone")
	}
}

func TestTheFrameOfTheCatalogue(t *testing.T) {
	for name, c := range map[string]struct{ file, text, says string }{
		"bad bone":     {"rig.json", strings.Replace(rigFile, `["hair","head"]`, `["hair","tail"]`, 1), `unknown bone "tail"`},
		"no slots":     {"slots.json", "{}", "slots.json"},
		"slot twice":   {"slots.json", `[{"id":"a","name":{"ja":"も","en":"x"}},{"id":"a","name":{"ja":"も","en":"x"}}]`, "there twice"},
		"slot unnamed": {"slots.json", `[{"id":"a","name":{"ja":"","en":"x"}}]`, "ja and en"},
		"no outfits":   {"outfits.json", "", "outfits.json"},
	} {
		if _, _, err := wardrobe.Read(nil, street(map[string]string{c.file: c.text})); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
	bad := `[{"id": "a","name":{"ja":"も","en":"x"},"wear":[{"item":"crown"}]},` + "\n" + `{"id": "b","name":{"ja":"も","en":"x"},"wear":[{"item":"body"},{"item":"face"}]}]`
	w, faults, err := wardrobe.Read(nil, street(map[string]string{"outfits.json": bad}))
	if err != nil || len(faults) != 1 || faults[0].Code != wardrobe.FaultOutfit || faults[0].Line != 1 || len(w.Outfits()) != 1 {
		t.Errorf("%v, %v, %d outfits", err, faults, len(w.Outfits()))
	}
}

// The art that is shipped: it reads, and the rig's expressions and poses find what they name.
func TestShippedArt(t *testing.T) {
	w, faults, err := wardrobe.Read(nil, os.DirFS("../../art"))
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
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
