package tiled_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// redrawn is the cell with another map: `edit` changes the objects of layers.
func redrawn(t *testing.T, edit func(objects map[string][]any)) fstest.MapFS {
	t.Helper()
	files := cell(t)
	var m map[string]any
	if err := json.Unmarshal(files["cell/room.tmj"].Data, &m); err != nil {
		t.Fatal(err)
	}
	objects := map[string][]any{}
	for _, l := range m["layers"].([]any) {
		objects[l.(map[string]any)["name"].(string)], _ = l.(map[string]any)["objects"].([]any)
	}
	edit(objects)
	for _, l := range m["layers"].([]any) {
		if all := objects[l.(map[string]any)["name"].(string)]; all != nil {
			l.(map[string]any)["objects"] = all
		}
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	files["cell/room.tmj"] = &fstest.MapFile{Data: data}
	return files
}

// another is an object like a given one with some members and properties of its own.
func another(of any, members map[string]any, properties map[string]string) any {
	made := maps.Clone(of.(map[string]any))
	maps.Copy(made, members)
	var props []any
	for _, p := range made["properties"].([]any) {
		p := maps.Clone(p.(map[string]any))
		if value, ok := properties[p["name"].(string)]; ok {
			p["value"] = value
		}
		props = append(props, p)
	}
	made["properties"] = props
	return made
}

func TestLinksAreNotFollowed(t *testing.T) {
	for name, link := range map[string]func(dir string) error{
		"a file": func(dir string) error {
			if err := os.Remove(filepath.Join(dir, "cell/arm.svg")); err != nil {
				return err
			}
			return os.Symlink("../secret.svg", filepath.Join(dir, "cell/arm.svg"))
		},
		"a file inside": func(dir string) error {
			if err := os.Remove(filepath.Join(dir, "cell/arm.svg")); err != nil {
				return err
			}
			return os.Symlink("chair.svg", filepath.Join(dir, "cell/arm.svg"))
		},
		"a folder": func(dir string) error {
			return os.Symlink(dir, filepath.Join(dir, "cell/more"))
		},
		"the map": func(dir string) error {
			if err := os.Rename(filepath.Join(dir, "cell/room.tmj"), filepath.Join(dir, "room.tmj")); err != nil {
				return err
			}
			return os.Symlink("../room.tmj", filepath.Join(dir, "cell/room.tmj"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := cell(t)
			if name == "a folder" {
				room := files["cell/room.tmj"]
				room.Data = []byte(strings.Replace(string(room.Data), `"arm.svg"`, `"more/secret.svg"`, 1))
			}
			dir := t.TempDir()
			if err := os.CopyFS(dir, files); err != nil {
				t.Fatal(err)
			}
			if err := link(dir); err != nil {
				t.Fatal(err)
			}
			if got := refusal(t, os.DirFS(dir))[0]; got.Code != tiled.FaultOutside {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestImagesThatAreNoImages(t *testing.T) {
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]*fstest.MapFile{
		"PNG":   {Data: photo.Bytes()},
		"page":  {Data: []byte("<!DOCTYPE html><html><body/></html>")},
		"JSON":  {Data: []byte(`{"svg": 1}`)},
		"empty": {},
		"text":  {Data: []byte("chair")},
		"size":  {Data: []byte(strings.Replace(pictureOf("40"), `width="40"`, `width="NaN"`, 1))},
	} {
		t.Run(name, func(t *testing.T) {
			for _, picture := range []string{"cell/arm.svg", "cell/background.svg"} {
				files := cell(t)
				files[picture] = file
				if got := refusal(t, files)[0]; got.Code != tiled.FaultDrawing || got.File != picture || got.Layer == "" {
					t.Errorf("got %v", got)
				}
			}
		})
	}
	files := cell(t)
	files["cell/arm.svg"] = &fstest.MapFile{Mode: fs.ModeDir | 0o755}
	if got := refusal(t, files)[0]; got.Code != tiled.FaultFile || got.File != "cell/arm.svg" {
		t.Errorf("a folder: %v", got)
	}
}

func TestCountlessObjects(t *testing.T) {
	files := cell(t)
	walk := `"name":"walk","objects":[` + strings.Repeat("{},", 1_000_000)
	full := strings.Replace(string(files["cell/room.tmj"].Data), `"name":"walk","objects":[`, walk, 1)
	files["cell/room.tmj"] = &fstest.MapFile{Data: []byte(full)}
	if got := refusal(t, files)[0]; got.Code != tiled.FaultTooLarge || got.Layer != "" {
		t.Errorf("a million objects: %v", got)
	}
	less := strings.Replace(full, walk, walk[:len(walk)-3*700_000], 1)
	files["cell/room.tmj"] = &fstest.MapFile{Data: []byte(less)}
	if got := refusal(t, files)[0]; got.Code != tiled.FaultTooLarge || got.Layer != "walk" {
		t.Errorf("300,000 objects: %v", got)
	}
}

// TestTheSheetHasAnEnd: each picture is small enough, all of them are not.
func TestTheSheetHasAnEnd(t *testing.T) {
	files := cell(t)
	room := string(files["cell/room.tmj"].Data)
	for _, name := range []string{"chair", "arm", "sign", "sign-lit"} {
		files["cell/"+name+".svg"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(picture, "SIZE", "1100"))}
	}
	files["cell/background.svg"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(picture, "SIZE", "4000"))}
	for old, new := range map[string]string{
		`"imageheight":40,"imagewidth":40`: `"imageheight":1100,"imagewidth":1100`,
		`"height":40,"id"`:                 `"height":1100,"id"`,
		`"visible":true,"width":40`:        `"visible":true,"width":1100`,
		`"offsetx":-108,"offsety":-200`:    `"offsetx":-1808,"offsety":-2000`,
	} {
		room = strings.ReplaceAll(room, old, new)
	}
	files["cell/room.tmj"] = &fstest.MapFile{Data: []byte(room)}
	if got := refusal(t, files)[0]; got.Code != tiled.FaultTooLarge || got.Layer != "furniture" {
		t.Errorf("got %v", got)
	}
}

func TestDoorsHaveNamesOfTheirOwn(t *testing.T) {
	files := redrawn(t, func(objects map[string][]any) {
		objects["exits"] = append(objects["exits"], another(objects["exits"][0], map[string]any{"id": 100}, nil))
	})
	if got := refusal(t, files)[0]; got.Code != tiled.FaultName || got.Layer != "exits" || got.ObjectID != 100 {
		t.Errorf("got %v", got)
	}
}

func TestNobodySitsInSomebody(t *testing.T) {
	for _, c := range []struct {
		group string
		x     int
		want  tiled.FaultCode // none: it is read
	}{
		{"chair", 30, tiled.FaultGroup},
		{"bench", 96, tiled.FaultOverlap},
		{"bench", 106, tiled.FaultOverlap},
		{"bench", 30, ""},
	} {
		files := redrawn(t, func(objects map[string][]any) {
			seats, pieces := objects["seats"], objects["furniture"]
			objects["seats"] = append(seats, another(seats[0], map[string]any{"id": 100, "name": "bench", "x": c.x}, map[string]string{"group": c.group}))
			objects["furniture"] = append(pieces, another(pieces[0], map[string]any{"id": 101, "name": "bench"}, map[string]string{"group": "bench"}))
		})
		if c.want == "" {
			if _, err := tiled.Read(files, "cell"); err != nil {
				t.Errorf("a seat of %s at %d: %v", c.group, c.x, err)
			}
		} else if got := refusal(t, files)[0]; got.Code != c.want || got.Object != "bench" {
			t.Errorf("a seat of %s at %d: %v", c.group, c.x, got)
		}
	}
}

// TestFramesInACircle: a tile's animation shows pictures, never other animations.
func TestFramesInACircle(t *testing.T) {
	files := cell(t)
	room := files["cell/room.tmj"]
	const lit = `{"id":3,"image":"sign-lit.svg"`
	if !strings.Contains(string(room.Data), lit) {
		t.Fatal("the map has another sign")
	}
	room.Data = []byte(strings.Replace(string(room.Data), lit, `{"animation":[{"duration":700,"tileid":2}],`+lit[1:], 1))
	r, err := tiled.Read(files, "cell")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Pieces {
		if p.ID == "sign" && len(p.Frames) != 2 {
			t.Errorf("frames %+v", p.Frames)
		}
	}
}
