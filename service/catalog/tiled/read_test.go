package tiled_test

import (
	"encoding/json"
	"flag"
	"os"
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
	if len(r.Sounds) != 1 || len(r.Lights) != 1 {
		t.Errorf("%d sounds and %d lights, want one each", len(r.Sounds), len(r.Lights))
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
		name, old, new string // in room.tmj
		want           []string
	}{
		{"not JSON", `{`, `[`, []string{"room.tmj", "save it from Tiled"}},
		{"more after it", "\n}\n", "\n}{}", []string{"room.tmj", "save it again"}},
		{"orthogonal", `"isometric"`, `"orthogonal"`, []string{"Isometric"}},
		{"endless", `"infinite":false`, `"infinite":true`, []string{"Infinite off"}},
		{"huge", `"height":4`, `"height":4000`, []string{"4000", "64"}},
		{"tile size", `"tilewidth":96`, `"tilewidth":64`, []string{"64x48", "96x48"}},
		{"no capacity", `"capacity"`, `"kapacity"`, []string{"capacity", "missing", "kapacity", "spelling"}},
		{"capacity of none", `"type":"int","value":8`, `"type":"int","value":0`, []string{"capacity", "0", "1 to 1000"}},
		{"capacity as a word", `"type":"int","value":8`, `"type":"string","value":"8"`, []string{"capacity", "as int"}},
		{"unknown layer", `"name":"sound"`, `"name":"sounds"`, []string{`layer "sounds"`, "rename or remove"}},
		{"layer missing", `"name":"walk"`, `"name":"light2"`, []string{`layer "walk"`, "missing"}},
		{"layer twice", `"name":"sound"`, `"name":"light"`, []string{`layer "light"`, "twice"}},
		{"layer of another type", `"name":"walk"`, `"name":"background"`, []string{`layer "background"`, "imagelayer"}},
		{"tile layer", `"name":"sound"`, `"name":"sound","data":[1]`, []string{`layer "sound"`, `"data"`, "remove it"}},
		{"shifted layer", `"name":"sound"`, `"name":"sound","offsetx":4`, []string{`layer "sound"`, "offset to 0"}},
		{"facing", `"value":"se"`, `"value":"south"`, []string{`layer "seats"`, `"stool"`, `"facing"`, "se, sw, nw, ne"}},
		{"no such group", `"name":"group","type":"string","value":"chair"},{"name":"height"`, `"name":"group","type":"string","value":"sofa"},{"name":"height"`, []string{`"stool"`, `"group"`, "sofa"}},
		{"layer of a piece", `"value":"front"`, `"value":"middle"`, []string{`layer "furniture"`, `"chair-front"`, `"layer"`, "back, front, single, wall"}},
		{"no back", `"value":"back"`, `"value":"front"`, []string{`"stool"`, "the back of that group"}},
		{"frame of another size", `"sign-lit.svg","imageheight":40`, `"sign-lit.svg","imageheight":44`, []string{"tile 2", "one size"}},
		{"frame that is not there", `"tileid":3`, `"tileid":9`, []string{"tile 2", "tile 9", "animation editor"}},
		{"frame too short", `"duration":700`, `"duration":1`, []string{"1 ms", "40 to 60000"}},
		{"posture", `"value":"floor"`, `"value":"lotus"`, []string{`"stool"`, `"posture"`, "chair, floor"}},
		{"kind of an area", `"value":"stage"`, `"value":"scene"`, []string{`"podium"`, `"kind"`, "quiet, stage, staff-only"}},
		{"board of another layer", `"name":"board","type":"object","value":16`, `"name":"board","type":"object","value":1`, []string{`"door"`, `"board"`, "boards"}},
		{"tint one sees through", `"#fffff6ee"`, `"#80fff6ee"`, []string{"tint_day", "without transparency"}},
		{"approach of another layer", `"name":"approach","type":"object","value":5`, `"name":"approach","type":"object","value":1`, []string{`"stool"`, `"approach"`, "approaches"}},
		{"approach in the chair", `"x":150,"y":96`, `"x":96,"y":96`, []string{`"stool"`, "approach", "14 units"}},
		{"spawn in the wall", `"x":40,"y":40`, `"x":1,"y":1`, []string{`layer "spawn"`, `"door-1"`, "14 units"}},
		{"base drawn backwards", `[{"x":0,"y":0},{"x":48,"y":0},{"x":48,"y":-48}]`, `[{"x":48,"y":-48},{"x":48,"y":0},{"x":0,"y":0}]`, []string{`layer "bases"`, `"chair"`, "left of the screen"}},
		{"flipped", `"gid":2`, `"gid":2147483650`, []string{`"chair-front"`, "flipped"}},
		{"unknown tile", `"gid":2`, `"gid":9`, []string{`"chair-front"`, "Insert Tile"}},
		{"resized", `"gid":2,"height":40`, `"gid":2,"height":80`, []string{`"chair-front"`, "resized", "40x40"}},
		{"rotated", `"rotation":0,"type":"","visible":true,"width":40,"x":106.5`, `"rotation":9,"type":"","visible":true,"width":40,"x":106.5`, []string{`"chair-front"`, "unrotated"}},
		{"outside the picture", `"width":40,"x":106.5`, `"width":40,"x":-1e300`, []string{`"chair-front"`, "background image"}},
		{"far corner", `"polygon":[{"x":0`, `"polygon":[{"x":1e300`, []string{"far outside"}},
		{"crossing polygon", `{"x":192,"y":0},{"x":192,"y":192}`, `{"x":192,"y":192},{"x":192,"y":0}`, []string{`"walk"`, "crosses itself"}},
		{"file outside", `"arm.svg"`, `"../secret.svg"`, []string{"../secret.svg", "outside"}},
		{"file missing", `"arm.svg"`, `"leg.svg"`, []string{"leg.svg", "put it there"}},
		{"other size", `"imageheight":40`, `"imageheight":44`, []string{"40x40", "save it again"}},
		{"outer tileset", `"columns":0`, `"source":"x.tsx"`, []string{"x.tsx", "Embed"}},
		{"name of an object", `"name":"stool"`, `"name":"Stool 1"`, []string{`"Stool 1"`, "lower-case"}},
		{"name in one language", `"name":"name_ja"`, `"name":"name_jp"`, []string{"name_ja", "missing"}},
		{"name that hides", `"value":"Stool"`, `"value":"Stool\u202e"`, []string{"name_en", "printable"}},
		{"exit without target", `"value":"street"`, `"value":""`, []string{`layer "exits"`, `"target"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := cell(t)
			data := string(files["cell/room.tmj"].Data)
			if !strings.Contains(data, c.old) {
				t.Fatalf("the map has no %s", c.old)
			}
			files["cell/room.tmj"] = &fstest.MapFile{Data: []byte(strings.Replace(data, c.old, c.new, 1))}
			_, err := tiled.Read(files, "cell")
			if err == nil {
				t.Fatal("no fault was found")
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("the error lacks %q: %v", w, err)
				}
			}
		})
	}
}

func TestAllFaultsAreReportedTogether(t *testing.T) {
	files := cell(t)
	data := strings.NewReplacer(`"value":"se"`, `"value":"south"`, `"capacity"`, `"kapacity"`).Replace(string(files["cell/room.tmj"].Data))
	files["cell/room.tmj"] = &fstest.MapFile{Data: []byte(strings.Replace(data, `"kapacity"`, `"capacity"`, 1))}
	files["cell/arm.svg"] = &fstest.MapFile{Data: []byte("<svg")}
	_, err := tiled.Read(files, "cell")
	if err == nil || !strings.Contains(err.Error(), "south") || !strings.Contains(err.Error(), "arm.svg") {
		t.Errorf("want both faults, got: %v", err)
	}
}

func TestLargeFilesAreRefused(t *testing.T) {
	files := cell(t)
	files["cell/arm.svg"] = &fstest.MapFile{Data: []byte(strings.Repeat(" ", 100<<10))}
	if _, err := tiled.Read(files, "cell"); err == nil || !strings.Contains(err.Error(), "arm.svg") || !strings.Contains(err.Error(), "64 KiB") {
		t.Errorf("got %v", err)
	}
}

func TestDirectoryNameIsTheID(t *testing.T) {
	if _, err := tiled.Read(fstest.MapFS{}, "My Room"); err == nil || !strings.Contains(err.Error(), "lower-case") {
		t.Errorf("got %v", err)
	}
}

func TestPicturesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"script":             {`<script>alert(1)</script>`, "<script>"},
		"style":              {`<path d="M0 0" style="fill:red"/>`, "style"},
		"image":              {`<image href="http://example.org/x.png"/>`, "<image>"},
		"foreign object":     {`<foreignObject/>`, "<foreignObject>"},
		"use":                {`<use href="#a"/>`, "<use>"},
		"link":               {`<a href="javascript:x"><path d="M0 0"/></a>`, "<a>"},
		"animation":          {`<animate attributeName="x"/>`, "<animate>"},
		"handler":            {`<path d="M0 0" onclick="x()"/>`, "onclick"},
		"namespaced":         {`<path d="M0 0" xmlns:x="urn:x" x:label="a"/>`, "plain SVG"},
		"text":               {`<g>hello</g>`, "paths"},
		"outer paint":        {`<path d="M0 0" fill="url(http://example.org/#a)"/>`, "fill"},
		"unknown gradient":   {`<path d="M0 0" fill="url(#nowhere)"/>`, "nowhere"},
		"named colour":       {`<path d="M0 0" fill="red"/>`, "#rrggbb"},
		"path data":          {`<path d="M0 0&quot;/&gt;"/>`, "attribute d"},
		"gradient outside":   {`<linearGradient id="a"/>`, "<defs>"},
		"id twice":           {`<defs><linearGradient id="a"/><radialGradient id="a"/></defs>`, "twice"},
		"unclosed":           {`<g>`, "well-formed"},
		"second picture":     {`</svg><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">`, "one SVG"},
		"deep":               {strings.Repeat("<g>", 40) + strings.Repeat("</g>", 40), "simplify"},
		"picture in picture": {`<svg xmlns="http://www.w3.org/2000/svg"/>`, "<svg>"},
	} {
		t.Run(name, func(t *testing.T) {
			files := cell(t)
			files["cell/arm.svg"] = &fstest.MapFile{Data: []byte(
				`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">` + c.body + `</svg>`)}
			_, err := tiled.Read(files, "cell")
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "arm.svg") {
				t.Errorf("want a fault of arm.svg with %q, got: %v", c.want, err)
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
