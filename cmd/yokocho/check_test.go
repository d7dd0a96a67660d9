package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// put writes a file below a folder.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// furnish puts a small room into a folder: a chair, and a door to the room `target`. In its map old words stand for new ones.
func furnish(t *testing.T, dir, id, target string, oldNew ...string) {
	t.Helper()
	room, err := os.ReadFile("../../service/catalog/tiled/testdata/cell.tmj")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(oldNew); i += 2 {
		if !strings.Contains(string(room), oldNew[i]) {
			t.Fatalf("the map has no %s", oldNew[i])
		}
	}
	put(t, dir, "rooms/"+id+"/room.tmj", strings.NewReplacer(append(oldNew, `"value":"street"`, `"value":"`+target+`"`)...).Replace(string(room)))
	for name, size := range map[string]string{"background": "600", "chair": "40", "arm": "40", "sign": "40", "sign-lit": "40"} {
		put(t, dir, "rooms/"+id+"/"+name+".svg",
			strings.ReplaceAll(`<svg xmlns="http://www.w3.org/2000/svg" width="SIZE" height="SIZE" viewBox="0 0 SIZE SIZE"><path d="M1 1h8"/></svg>`, "SIZE", size))
	}
}

func photo(t *testing.T, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// check runs the command on a folder.
func check(t *testing.T, args ...string) (stdout string, err error) {
	t.Helper()
	var out, progress bytes.Buffer
	err = run(t.Context(), append([]string{"check"}, args...), &out, &progress)
	return out.String(), err
}

func TestTheStreetsOwnDrawingsHaveNoErrors(t *testing.T) {
	report, err := check(t, "../../art")
	if err != nil {
		t.Errorf("%v\n%s", err, report)
	}
}

// replaced writes something else once into one file of an item.
func replaced(file, before, after string) func(name, text string) string {
	return func(name, text string) string {
		if name == file {
			return strings.Replace(text, before, after, 1)
		}
		return text
	}
}

func TestCheckPassesWhatIsWell(t *testing.T) {
	dir := t.TempDir()
	draw(t, dir, "tee-night", asDrawn)
	draw(t, dir, "tee", asDrawn) // in the place of the street's own
	furnish(t, dir, "cell", "yard")
	furnish(t, dir, "yard", "cell")
	put(t, dir, "card.png", photo(t, 1200, 630))
	if report, err := check(t, dir); report != "2 items and 2 rooms looked at: 0 errors, 0 warnings\n" || err != nil {
		t.Errorf("%v\n%s", err, report)
	}
}

func TestCheckOfItems(t *testing.T) {
	dir := t.TempDir()
	draw(t, dir, "script", replaced("front.svg", "<g id", "<script/><g id"))
	draw(t, dir, "one-view", asDrawn)
	if err := os.Remove(filepath.Join(dir, "items/top/one-view/back.svg")); err != nil {
		t.Fatal(err)
	}
	draw(t, dir, "credit", replaced("item.json", `"Yokocho"`, `""`))
	draw(t, dir, "mirrored", replaced("item.json", `"author"`, `"handed": true, "author"`))
	draw(t, dir, "page", func(name, text string) string {
		if name == "back.svg" {
			return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 320"/>`
		}
		return strings.Replace(text, "</svg>", `<g id="head"><g id="head_flag--sit"><path d="M250 40h40v9z" fill="#ffe27a"/></g></g></svg>`, 1)
	})
	const want = `items/top/credit/item.json
  error    line 11, author: nobody is credited; name who drew it in author (missing_credit)
items/top/mirrored/item.json
  error    line 11, handed: it is handed, but no part has the variant left; draw what the mirrored figure shows as <g id="PLANE_part--left"> (no_left)
items/top/one-view/back.svg
  error    it is missing; an item is drawn in both views; draw an empty page if nothing shows (missing_file)
items/top/page/back.svg
  warning  nothing shows from behind, where most items of its slot show something; draw the back view (no_back)
items/top/page/front.svg
  warning  <g id="head_flag--sit">: it reaches over 16 units beyond the page; draw it on the page: where it lies there is where it sits on the body (off_page)
items/top/script/front.svg
  error    line 2, <script>: at the top of the file stand only planes; put it into a group named after its plane, such as <g id="trunk"> (bad_part)

5 items and 0 rooms looked at: 4 errors, 2 warnings
`
	if report, err := check(t, dir); report != want || err == nil {
		t.Errorf("%v: got\n%s\nwant\n%s", err, report, want)
	}
}

func TestCheckOfRooms(t *testing.T) {
	dir := t.TempDir()
	furnish(t, dir, "refused", "lounge", `"value":"se"`, `"value":"south"`, `"arm.svg"`, `"leg.svg"`)
	furnish(t, dir, "wall", "wall", `{"x":48,"y":0},{"x":48,"y":48},{"x":0,"y":48}],"rotation":0,"type":"","visible":true,"width":0,"x":72,"y":72}`,
		`{"x":48,"y":0},{"x":48,"y":400},{"x":0,"y":400}],"rotation":0,"type":"","visible":true,"width":0,"x":72,"y":-100}`)
	furnish(t, dir, "armless", "armless", `"value":"floor"`, `"value":"chair"`, `"value":"front"`, `"value":"back"`,
		`"properties":[{"name":"kind","type":"string","value":"stage"}],`, "")
	furnish(t, dir, "moonless", "moon")
	furnish(t, dir, "yard", "moonless")
	furnish(t, dir, "roof", "lounge")  // the street's own
	furnish(t, dir, "hole", "refused") // nobody knows where its doors lead
	furnish(t, dir, "cards", "cards")
	put(t, dir, "card.png", "GIF89a, not a PNG")
	put(t, dir, "rooms/cards/card.png", photo(t, 600, 315)+strings.Repeat("x", 150<<10))
	const want = `card.png
  error    it is no PNG picture (png: invalid format: not a PNG file); save it as PNG (bad_card)
rooms/armless/room.tmj
  error    layer "seats", object "stool" (id 7): group "chair" has no front piece; draw what is before the sitter, such as the near arm, as a piece of its own (no_front)
  warning  layer "areas", object "podium" (id 15): nothing names it; name it in a property, or remove it (unused)
rooms/cards/card.png
  warning  it is 600 x 315 pixels; draw it 1200 x 630, as links show it (bad_card)
  warning  it is over 150 KB; save it with fewer colours (too_large)
rooms/moonless/room.tmj
  error    layer "exits", object "door", property "target": there is no room "moon"; name a room of this folder or of the street (nowhere)
rooms/refused/leg.svg
  error    layer "furniture", object "chair-front" (id 6): it is missing; put it there or choose another in Tiled (missing_file)
rooms/refused/room.tmj
  error    layer "seats", object "stool" (id 7), property "facing": it is "south"; write one of se, sw, nw, ne (bad_property)
rooms/roof/room.tmj
  warning  layer "exits", object "door", property "target": no door of "lounge" leads back to "roof"; draw one there, or whoever comes back stands before another door (one_way)
rooms/wall/room.tmj
  error    layer "seats", object "stool" (id 7): its approach at (150,96) cannot be walked to from the door "door"; move it, or make the gaps between furniture wider (unreachable)
rooms/yard/room.tmj
  warning  layer "exits", object "door", property "target": no door of "moonless" leads back to "yard"; draw one there, or whoever comes back stands before another door (one_way)

0 items and 8 rooms looked at: 6 errors, 5 warnings
`
	if report, err := check(t, dir); report != want || err == nil {
		t.Errorf("%v: got\n%s\nwant\n%s", err, report, want)
	}
}

func TestCheckOfOneDrawing(t *testing.T) {
	dir := t.TempDir()
	draw(t, dir, "tee-night", asDrawn)
	draw(t, dir, "tee-day", func(_, text string) string { return text[1:] })
	furnish(t, dir, "cell", "yard")
	furnish(t, dir, "yard", "moon")
	const item = `{
  "errors": 0,
  "warnings": 0,
  "items": 1,
  "rooms": 0,
  "findings": []
}
`
	if report, err := check(t, filepath.Join(dir, "items/top/tee-night"), "--format", "json"); report != item || err != nil {
		t.Errorf("%v: got %s, want %s", err, report, item)
	}
	const room = "\n0 items and 1 room looked at: 0 errors, 1 warning\n"
	if report, err := check(t, filepath.Join(dir, "rooms/cell")); !strings.HasSuffix(report, room) || !strings.Contains(report, "(one_way)") || err != nil {
		t.Errorf("%v\n%s", err, report)
	}
	for _, elsewhere := range []string{"cell/room.tmj", "items/tee/item.json", "readme/readme.txt"} {
		put(t, dir, elsewhere, "{}")
		if report, err := check(t, filepath.Join(dir, filepath.Dir(elsewhere))); err == nil || !strings.Contains(err.Error(), "like art/") {
			t.Errorf("%s: %v\n%s", elsewhere, err, report)
		}
	}
}

// TestCheckForPrograms: the form is the one that docs/drawing.md describes.
func TestCheckForPrograms(t *testing.T) {
	dir := t.TempDir()
	draw(t, dir, "tee-night", func(_, text string) string { return strings.Replace(text, `"Yokocho"`, `""`, 1) })
	furnish(t, dir, "cell", "cell", `"value":"se"`, `"value":"south"`)
	report, err := check(t, dir, "--format", "json")
	if err == nil {
		t.Error("the command ends well")
	}
	const want = `{
  "errors": 2,
  "warnings": 0,
  "items": 1,
  "rooms": 1,
  "findings": [
    {
      "severity": "error",
      "code": "missing_credit",
      "file": "items/top/tee-night/item.json",
      "line": 11,
      "element": "author",
      "problem": "nobody is credited",
      "remedy": "name who drew it in author"
    },
    {
      "severity": "error",
      "code": "bad_property",
      "file": "rooms/cell/room.tmj",
      "layer": "seats",
      "object": "stool",
      "objectId": 7,
      "property": "facing",
      "problem": "it is \"south\"",
      "remedy": "write one of se, sw, nw, ne"
    }
  ]
}
`
	if report != want {
		t.Errorf("got %s, want %s", report, want)
	}
}

func TestEveryCodeIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/drawing.md")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`(?m)^\t(?:Fault|Code)\w+(?:\s+FaultCode)?\s+= "(\w+)"`)
	for _, file := range []string{"core/wardrobe/fault.go", "service/catalog/tiled/fault.go", "service/lint/lint.go"} {
		source, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		codes := declared.FindAllSubmatch(source, -1)
		if len(codes) < 5 {
			t.Errorf("%s declares %d codes", file, len(codes))
		}
		for _, code := range codes {
			if !bytes.Contains(page, []byte("`"+string(code[1])+"`")) {
				t.Errorf("%s of %s is not in docs/drawing.md", code[1], file)
			}
		}
	}
}

// TestWhatCheckPassesIsServed, and what it refuses is not.
func TestWhatCheckPassesIsServed(t *testing.T) {
	dir := t.TempDir()
	draw(t, dir, "tee-night", asDrawn)
	draw(t, dir, "tee-day", func(_, text string) string { return strings.Replace(text, "<path", "<image", 1) })
	report, err := check(t, dir)
	if err == nil || strings.Contains(report, "tee-night") || !strings.Contains(report, "items/top/tee-day/front.svg") {
		t.Errorf("%v\n%s", err, report)
	}
	v := newVisitor(t, street(t, hooks{}, "--art", dir), "mika")
	if items := v.items(t); !items["tee-night"] || items["tee-day"] {
		t.Errorf("the closet has tee-night %v, tee-day %v", items["tee-night"], items["tee-day"])
	}
}

func TestWhoeverWaitsIsToldForWhat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			terminal bool
			want     string
		}{
			{true, "\r\x1b[Kreading items\r\x1b[Kreading rooms/bar\r\x1b[K"},
			{false, "reading rooms/bar\nreading rooms/bar\n"},
		} {
			var out bytes.Buffer
			step, done := follow(&out, c.terminal)
			step("items")
			time.Sleep(900 * time.Millisecond)
			step("rooms/bar")
			time.Sleep(1200 * time.Millisecond)
			done()
			if out.String() != c.want {
				t.Errorf("terminal %v: got %q, want %q", c.terminal, out.String(), c.want)
			}
		}
	})
}
