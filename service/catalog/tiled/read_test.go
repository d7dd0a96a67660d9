package tiled_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

var rewrite = flag.Bool("rewrite", false, "write the expected files anew")

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="SIZE" height="SIZE" viewBox="0 0 SIZE SIZE"><g id="all"><defs>` +
	`<radialGradient id="halo"><stop offset="0" stop-color="#ffeebb"/></radialGradient></defs>` +
	`<circle cx="8" cy="8" r="7" fill="url(#halo)" stroke="#3b2038"/></g></svg>`

func pictureOf(size string) string { return strings.ReplaceAll(picture, "SIZE", size) }

// cell is the directory of a small room: one chair in the middle of a floor of 4 x 4 tiles.
func cell(t testing.TB) fstest.MapFS {
	t.Helper()
	room, err := os.ReadFile("testdata/cell.tmj")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"cell/room.tmj":       {Data: room},
		"cell/background.svg": {Data: []byte(pictureOf("600"))},
		"cell/chair.svg":      {Data: []byte(pictureOf("40"))},
		"cell/arm.svg":        {Data: []byte(pictureOf("40"))},
		"cell/sign.svg":       {Data: []byte(pictureOf("40"))},
		"cell/sign-lit.svg":   {Data: []byte(pictureOf("40"))},
		"secret.svg":          {Data: []byte(pictureOf("40"))},
	}
}

func TestReadsWhatTiledWrote(t *testing.T) {
	r, err := tiled.Read(cell(t), "cell")
	if err != nil {
		t.Fatal(err)
	}
	art, sheet := r.Art()
	got, err := json.MarshalIndent(art, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if *rewrite {
		if err := os.WriteFile("testdata/cell.json", append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/cell.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimSpace(string(want)), string(got)); diff != "" {
		t.Errorf("the browser's form differs (-want +got):\n%s", diff)
	}
	if s := string(sheet.Day.Body); !strings.Contains(s, `id="p0-halo"`) || !strings.Contains(s, `url(#p1-halo)`) || strings.Contains(s, `"all"`) {
		t.Errorf("ids in the sheet: %s", s)
	}
	if want := (nav.Point{X: 96, Y: 96}); r.Seats[0].At != want {
		t.Errorf("the seat is at %v, want %v", r.Seats[0].At, want)
	}
}

func TestDrawingsLookOtherwiseByNight(t *testing.T) {
	files := cell(t)
	draw := func(shapes string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">` + shapes + `</svg>`)}
	}
	files["cell/chair.svg"] = draw(`<path d="M1 1"/><g id="day"><defs><linearGradient id="sun"/></defs><path d="M2 2"/></g>` +
		`<g id="night-lamp"><g><path d="M3 3" fill="url(#sun)"/></g></g><g id="nightstand"><path d="M4 4"/></g><g><g id="day"><path d="M5 5"/></g></g>`)
	r, err := tiled.Read(files, "cell")
	if err != nil {
		t.Fatal(err)
	}
	sheet, _ := r.Sheet()
	for light, c := range map[string]struct {
		body []byte
		want string // the shapes that are drawn
	}{"day": {sheet.Day.Body, "1245"}, "night": {sheet.Night.Body, "1345"}} {
		var got string
		for _, shape := range []string{"1", "2", "3", "4", "5"} {
			if strings.Contains(string(c.body), "M"+shape+" "+shape) {
				got += shape
			}
		}
		if got != c.want || !strings.Contains(string(c.body), "-sun\"") || strings.Count(string(c.body), "<g>") != strings.Count(string(c.body), "</g>") {
			t.Errorf("by %s shapes %s are drawn, want %s: %s", light, got, c.want, c.body)
		}
	}
	if r.Background.Day.Name != r.Background.Night.Name || sheet.Day.Name == sheet.Night.Name {
		t.Error("a picture has two names if and only if it looks otherwise by night")
	}
}

func TestFaultsNameThePlaceAndTheRemedy(t *testing.T) {
	for _, c := range []struct {
		name     string
		code     tiled.FaultCode
		old, new string // in room.tmj
		want     []string
	}{
		{"not JSON", tiled.FaultMap, `{`, `[`, []string{"room.tmj", "save it from Tiled"}},
		{"more after it", tiled.FaultMap, "\n}\n", "\n}{}", []string{"room.tmj", "save it again"}},
		{"orthogonal", tiled.FaultMap, `"isometric"`, `"orthogonal"`, []string{"Isometric"}},
		{"endless", tiled.FaultMap, `"infinite":false`, `"infinite":true`, []string{"Infinite off"}},
		{"huge", tiled.FaultMap, `"height":4`, `"height":4000`, []string{"4000", "64"}},
		{"tile size", tiled.FaultMap, `"tilewidth":96`, `"tilewidth":64`, []string{"64x48", "96x48"}},
		{"no capacity", tiled.FaultProperty, `"capacity"`, `"kapacity"`, []string{"capacity", "missing"}},
		{"spelling", tiled.FaultProperty, `"capacity"`, `"kapacity"`, []string{`"kapacity"`, "spelling"}},
		{"capacity of none", tiled.FaultProperty, `"type":"int","value":8`, `"type":"int","value":0`, []string{"capacity", "0", "1 to 1000"}},
		{"capacity as a word", tiled.FaultProperty, `"type":"int","value":8`, `"type":"string","value":"8"`, []string{"capacity", "as int"}},
		{"unknown layer", tiled.FaultLayer, `"name":"sound"`, `"name":"sounds"`, []string{`layer "sounds"`, "rename or remove"}},
		{"layer missing", tiled.FaultLayer, `"name":"walk"`, `"name":"light2"`, []string{`layer "walk"`, "missing"}},
		{"layer twice", tiled.FaultLayer, `"name":"sound"`, `"name":"light"`, []string{`layer "light"`, "twice"}},
		{"layer of another type", tiled.FaultLayer, `"name":"walk"`, `"name":"background"`, []string{`layer "background"`, "imagelayer"}},
		{"tile layer", tiled.FaultLayer, `"name":"sound"`, `"name":"sound","data":[1]`, []string{`layer "sound"`, `"data"`, "remove it"}},
		{"shifted layer", tiled.FaultLayer, `"name":"sound"`, `"name":"sound","offsetx":4`, []string{`layer "sound"`, "offset to 0"}},
		{"sound nobody knows", tiled.FaultProperty, `"value":"river"`, `"value":"thunder"`, []string{`layer "sound"`, `"creek"`, "beat, city, clock"}},
		{"loud", tiled.FaultProperty, `"type":"int","value":60`, `"type":"int","value":600`, []string{`"creek"`, `"volume"`, "1 to 100"}},
		{"steps nobody knows", tiled.FaultProperty, `"value":"tatami"`, `"value":"lava"`, []string{`"mat"`, `"step"`, "wood, tatami, carpet, stone, metal"}},
		{"steps of the room", tiled.FaultProperty, `"value":"stone"`, `"value":"water"`, []string{`property "step"`, "wood, tatami"}},
		{"light without a size", tiled.FaultProperty, `"name":"radius"`, `"name":"size"`, []string{`layer "light"`, `"lamp"`, `"radius"`, "missing"}},
		{"light at noon", tiled.FaultProperty, `"value":"night"},{"name":"color"`, `"value":"noon"},{"name":"color"`, []string{`"lamp"`, `"by"`, "day, night"}},
		{"facing", tiled.FaultProperty, `"value":"se"`, `"value":"south"`, []string{`layer "seats"`, `"stool"`, `"facing"`, "se, sw, nw, ne"}},
		{"no such group", tiled.FaultReference, `"name":"group","type":"string","value":"chair"},{"name":"height"`, `"name":"group","type":"string","value":"sofa"},{"name":"height"`, []string{`"stool"`, `"group"`, "sofa"}},
		{"layer of a piece", tiled.FaultProperty, `"value":"front"`, `"value":"middle"`, []string{`layer "furniture"`, `"chair-front"`, `"layer"`, "back, front, single, wall"}},
		{"no back", tiled.FaultReference, `"value":"back"`, `"value":"front"`, []string{`"stool"`, "the back of group"}},
		{"frame of another size", tiled.FaultTileset, `"sign-lit.svg","imageheight":40`, `"sign-lit.svg","imageheight":44`, []string{"tile 2", "one size"}},
		{"frame that is not there", tiled.FaultTileset, `"tileid":3`, `"tileid":9`, []string{"tile 2", "tile 9", "animation editor"}},
		{"frame too short", tiled.FaultTileset, `"duration":700`, `"duration":1`, []string{"1 ms", "40 to 60000"}},
		{"posture", tiled.FaultProperty, `"value":"floor"`, `"value":"lotus"`, []string{`"stool"`, `"posture"`, "chair, floor"}},
		{"kind of an area", tiled.FaultProperty, `"value":"stage"`, `"value":"scene"`, []string{`"podium"`, `"kind"`, "quiet, stage, staff-only"}},
		{"board of another layer", tiled.FaultReference, `"name":"board","type":"object","value":16`, `"name":"board","type":"object","value":1`, []string{`"door"`, `"board"`, "boards"}},
		{"licence of a work", tiled.FaultProperty, `"CC-BY-4.0"`, `"All rights reserved"`, []string{`layer "works"`, `"scroll"`, `"license"`, "CC0-1.0, CC-BY-4.0, MIT, Apache-2.0"}},
		{"work of nobody", tiled.FaultProperty, `"name":"author"`, `"name":"artist"`, []string{`layer "works"`, `"scroll"`, `"author"`, "missing"}},
		{"tint one sees through", tiled.FaultProperty, `"#fffff6ee"`, `"#80fff6ee"`, []string{"tint_day", "without transparency"}},
		{"approach of another layer", tiled.FaultReference, `"name":"approach","type":"object","value":5`, `"name":"approach","type":"object","value":1`, []string{`"stool"`, `"approach"`, "approaches"}},
		{"approach in the chair", tiled.FaultUnreachable, `"x":150,"y":96`, `"x":96,"y":96`, []string{`"stool"`, "approach", "14 units"}},
		{"spawn in the wall", tiled.FaultUnreachable, `"x":40,"y":40`, `"x":1,"y":1`, []string{`layer "spawn"`, `"door-1"`, "14 units"}},
		{"base drawn backwards", tiled.FaultShape, `[{"x":0,"y":0},{"x":48,"y":0},{"x":48,"y":-48}]`, `[{"x":48,"y":-48},{"x":48,"y":0},{"x":0,"y":0}]`, []string{`layer "bases"`, `"chair"`, "left of the screen"}},
		{"flipped", tiled.FaultObject, `"gid":2`, `"gid":2147483650`, []string{`"chair-front"`, "flipped"}},
		{"unknown tile", tiled.FaultObject, `"gid":2`, `"gid":9`, []string{`"chair-front"`, "Insert Tile"}},
		{"resized", tiled.FaultObject, `"gid":2,"height":40`, `"gid":2,"height":80`, []string{`"chair-front"`, "resized", "40x40"}},
		{"rotated", tiled.FaultObject, `"rotation":0,"type":"","visible":true,"width":40,"x":106.5`, `"rotation":9,"type":"","visible":true,"width":40,"x":106.5`, []string{`"chair-front"`, "unrotated"}},
		{"outside the picture", tiled.FaultShape, `"width":40,"x":106.5`, `"width":40,"x":-1e300`, []string{`"chair-front"`, "background image"}},
		{"far corner", tiled.FaultShape, `"polygon":[{"x":0`, `"polygon":[{"x":1e300`, []string{"far outside"}},
		{"crossing polygon", tiled.FaultShape, `{"x":192,"y":0},{"x":192,"y":192}`, `{"x":192,"y":192},{"x":192,"y":0}`, []string{`"walk"`, "crosses itself"}},
		{"file outside", tiled.FaultOutside, `"arm.svg"`, `"../secret.svg"`, []string{"../secret.svg", "outside"}},
		{"file missing", tiled.FaultFile, `"arm.svg"`, `"leg.svg"`, []string{"leg.svg", "put it there"}},
		{"other size", tiled.FaultDrawing, `"imageheight":40`, `"imageheight":44`, []string{"40x40", "save it again"}},
		{"outer tileset", tiled.FaultOutside, `"columns":0`, `"source":"x.tsx"`, []string{"x.tsx", "Embed"}},
		{"name of an object", tiled.FaultName, `"name":"stool"`, `"name":"Stool 1"`, []string{`"Stool 1"`, "lower-case"}},
		{"name in one language", tiled.FaultProperty, `"name":"name_ja"`, `"name":"name_jp"`, []string{"name_ja", "missing"}},
		{"name that hides", tiled.FaultProperty, `"value":"Stool"`, `"value":"Stool\u202e"`, []string{"name_en", "printable"}},
		{"on the net", tiled.FaultOutside, `"arm.svg"`, `"https://example.org/arm.svg"`, []string{"https://example.org/arm.svg", "outside"}},
		{"in the file itself", tiled.FaultOutside, `"arm.svg"`, `"data:image/svg+xml,x"`, []string{"data:image/svg+xml,x", "outside"}},
		{"from the root", tiled.FaultOutside, `"background.svg"`, `"/secret.svg"`, []string{"/secret.svg", "outside"}},
		{"on a drive", tiled.FaultOutside, `"arm.svg"`, `"C:\\secret.svg"`, []string{"outside"}},
		{"tileset that is the map", tiled.FaultOutside, `"columns":0`, `"source":"room.tmj"`, []string{"room.tmj", "Embed"}},
		{"tileset missing", tiled.FaultObject, `"firstgid":1`, `"firstgid":100`, []string{`"chair-back"`, "Insert Tile"}},
		{"no number", tiled.FaultMap, `"x":150`, `"x":NaN`, []string{"character 'N'"}},
		{"no number of this world", tiled.FaultObject, `"x":150,"y":96`, `"x":1e999,"y":96`, []string{`layer "approaches"`, "1e999"}},
		{"no room for anybody", tiled.FaultShape, `"polygon":[{"x":0,"y":0},{"x":192,"y":0},{"x":192,"y":192},{"x":0,"y":192}]`, `"polygon":[{"x":0,"y":0},{"x":20,"y":0},{"x":20,"y":20},{"x":0,"y":20}]`, []string{`layer "walk"`, "a body fits nowhere"}},
		{"floor that is a line", tiled.FaultShape, `{"x":192,"y":192},{"x":0,"y":192}],"rotation":0,"type":"","visible":true,"width":0,"x":0,"y":0}`, `{"x":96,"y":0}],"rotation":0,"type":"","visible":true,"width":0,"x":0,"y":0}`, []string{`layer "walk"`, `"floor"`, "folds back"}},
		{"floor that is a point", tiled.FaultShape, `{"x":192,"y":0},{"x":192,"y":192},{"x":0,"y":192}]`, `{"x":0,"y":0},{"x":0,"y":0},{"x":0,"y":0}]`, []string{`layer "walk"`, "twice in a row"}},
		{"crossing area", tiled.FaultShape, `{"x":30,"y":0},{"x":30,"y":30}`, `{"x":30,"y":30},{"x":30,"y":0}`, []string{`layer "areas"`, `"podium"`, "crosses itself"}},
		{"seat shut off", tiled.FaultUnreachable, `{"x":48,"y":0},{"x":48,"y":48},{"x":0,"y":48}],"rotation":0,"type":"","visible":true,"width":0,"x":72,"y":72}`, `{"x":48,"y":0},{"x":48,"y":400},{"x":0,"y":400}],"rotation":0,"type":"","visible":true,"width":0,"x":72,"y":-100}`, []string{`layer "seats"`, `"stool"`, "walked to"}},
		{"no door", tiled.FaultLayer, `"name":"exits"`, `"name":"light2"`, []string{`layer "exits"`, "missing"}},
		{"exit without target", tiled.FaultProperty, `"value":"street"`, `"value":""`, []string{`layer "exits"`, `"target"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := cell(t)
			data := string(files["cell/room.tmj"].Data)
			if !strings.Contains(data, c.old) {
				t.Fatalf("the map has no %s", c.old)
			}
			files["cell/room.tmj"] = &fstest.MapFile{Data: []byte(strings.Replace(data, c.old, c.new, 1))}
			faults := refusal(t, files)
			for _, f := range faults {
				if f.Code == c.code && f.Room == "cell" && !f.Warning && holdsAll(f.Error(), c.want) {
					return
				}
			}
			t.Errorf("want %s with %q, got: %v", c.code, c.want, faults)
		})
	}
}

// refusal is why a room is not read.
func refusal(t *testing.T, files fs.FS) tiled.Faults {
	t.Helper()
	room, err := tiled.Read(files, "cell")
	var faults tiled.Faults
	if room != nil || !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("no faults were found, but %v", err)
	}
	return faults
}

func holdsAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

func TestFaultsSayWhere(t *testing.T) {
	files := cell(t)
	files["cell/room.tmj"].Data = []byte(strings.Replace(string(files["cell/room.tmj"].Data), `"value":"se"`, `"value":"south"`, 1))
	files["cell/arm.svg"] = &fstest.MapFile{Data: []byte(strings.Replace(pictureOf("40"), "<circle", "\n<script/><circle", 1))}
	want := tiled.Faults{
		{
			Code: tiled.FaultDrawing, Room: "cell", Place: tiled.Place{File: "cell/arm.svg", Line: 2, Layer: "furniture", Object: "chair-front", ObjectID: 6},
			Problem: "the element <script> is not allowed", Remedy: "draw rooms with g, path, ellipse, circle, rect and gradients",
		},
		{
			Code: tiled.FaultProperty, Room: "cell", Place: tiled.Place{File: "cell/room.tmj", Layer: "seats", Object: "stool", ObjectID: 7, Property: "facing"},
			Problem: `it is "south"`, Remedy: "write one of se, sw, nw, ne",
		},
	}
	got := refusal(t, files)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if text := `cell/room.tmj: layer "seats", object "stool" (id 7), property "facing": it is "south"; write one of se, sw, nw, ne (bad_property)`; !strings.HasSuffix(got.Error(), "\n"+text) {
		t.Errorf("got %s, want at its end %s", got, text)
	}
}

// TestAFaultIsToldOnce, however many objects name what has it.
func TestAFaultIsToldOnce(t *testing.T) {
	files := cell(t)
	files["cell/room.tmj"].Data = []byte(strings.Replace(string(files["cell/room.tmj"].Data), `{"x":100,"y":0},{"x":100,"y":100}`, `{"x":100,"y":100},{"x":100,"y":0}`, 1))
	if got := refusal(t, files); len(got) != 1 || got[0].Object != "corner" {
		t.Errorf("got %v", got)
	}
}

func TestLargeFilesAreRefused(t *testing.T) {
	files := cell(t)
	files["cell/arm.svg"] = &fstest.MapFile{Data: []byte(strings.Repeat(" ", 100<<10))}
	if got := refusal(t, files)[0]; got.Code != tiled.FaultTooLarge || got.File != "cell/arm.svg" || !strings.Contains(got.Problem, "64 KiB") {
		t.Errorf("got %v", got)
	}
}

func TestDirectoryNameIsTheID(t *testing.T) {
	if _, err := tiled.Read(fstest.MapFS{}, "My Room"); err == nil || !strings.Contains(err.Error(), "lower-case") {
		t.Errorf("got %v", err)
	}
}

func TestPicturesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		body, want string
		code       tiled.FaultCode
	}{
		"script":             {`<script>alert(1)</script>`, "<script>", tiled.FaultDrawing},
		"style":              {`<path d="M0 0" style="fill:red"/>`, "style", tiled.FaultDrawing},
		"image":              {`<image href="http://example.org/x.png"/>`, "<image>", tiled.FaultDrawing},
		"foreign object":     {`<foreignObject/>`, "<foreignObject>", tiled.FaultDrawing},
		"use":                {`<use href="#a"/>`, "<use>", tiled.FaultDrawing},
		"link":               {`<a href="javascript:x"><path d="M0 0"/></a>`, "<a>", tiled.FaultDrawing},
		"animation":          {`<animate attributeName="x"/>`, "<animate>", tiled.FaultDrawing},
		"handler":            {`<path d="M0 0" onclick="x()"/>`, "onclick", tiled.FaultDrawing},
		"namespaced":         {`<path d="M0 0" xmlns:x="urn:x" x:label="a"/>`, "plain SVG", tiled.FaultDrawing},
		"text":               {`<g>hello</g>`, "paths", tiled.FaultDrawing},
		"outer paint":        {`<path d="M0 0" fill="url(http://example.org/#a)"/>`, "fill", tiled.FaultDrawing},
		"unknown gradient":   {`<path d="M0 0" fill="url(#nowhere)"/>`, "nowhere", tiled.FaultDrawing},
		"named colour":       {`<path d="M0 0" fill="red"/>`, "#rrggbb", tiled.FaultDrawing},
		"path data":          {`<path d="M0 0&quot;/&gt;"/>`, "attribute d", tiled.FaultDrawing},
		"gradient outside":   {`<linearGradient id="a"/>`, "<defs>", tiled.FaultDrawing},
		"id twice":           {`<defs><linearGradient id="a"/><radialGradient id="a"/></defs>`, "twice", tiled.FaultDrawing},
		"unclosed":           {`<g>`, "well-formed", tiled.FaultDrawing},
		"second picture":     {`</svg><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">`, "one SVG", tiled.FaultDrawing},
		"deep":               {strings.Repeat("<g>", 40) + strings.Repeat("</g>", 40), "simplify", tiled.FaultTooLarge},
		"no number":          {`<circle cx="NaN" cy="8" r="7"/>`, "NaN", tiled.FaultDrawing},
		"picture in picture": {`<svg xmlns="http://www.w3.org/2000/svg"/>`, "<svg>", tiled.FaultDrawing},
	} {
		t.Run(name, func(t *testing.T) {
			files := cell(t)
			files["cell/arm.svg"] = &fstest.MapFile{Data: []byte(
				`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">` + c.body + `</svg>`)}
			got := refusal(t, files)[0]
			if got.Code != c.code || got.File != "cell/arm.svg" || !strings.Contains(got.Error(), c.want) {
				t.Errorf("want a fault of arm.svg with %q, got: %v", c.want, got)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	files := cell(f)
	f.Add(files["cell/room.tmj"].Data, files["cell/arm.svg"].Data)
	f.Fuzz(func(t *testing.T, room, arm []byte) {
		files := cell(t)
		files["cell/room.tmj"] = &fstest.MapFile{Data: room}
		files["cell/arm.svg"] = &fstest.MapFile{Data: arm}
		r, err := tiled.Read(files, "cell")
		if linted, faults := tiled.Lint(files, "cell"); (linted == nil) != (err != nil) || err != nil && len(faults) == 0 {
			t.Fatalf("Read says %v, Lint %v", err, faults)
		}
		if err != nil {
			return
		}
		art, sheet := r.Art()
		if _, err := json.Marshal(art); err != nil {
			t.Fatalf("a room that was read cannot be written: %v", err)
		}
		if len(art.Pieces) != len(r.Pieces) || len(r.Spawn) == 0 {
			t.Fatalf("pieces or places were lost: %+v", art)
		}
		// What was let through is let through again, and comes out the same.
		files["cell/background.svg"] = &fstest.MapFile{Data: r.Background.Day.Body}
		again, err := tiled.Read(files, "cell")
		if err != nil {
			t.Fatalf("a drawing that was written is refused: %v", err)
		}
		if _, other := again.Art(); string(other.Day.Body) != string(sheet.Day.Body) || again.Background.Day.Name != r.Background.Day.Name {
			t.Fatal("the same room was packed differently")
		}
	})
}
