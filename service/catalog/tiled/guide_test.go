package tiled_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/yokocho/yokocho/service/catalog/tiled"
)

const template = "../../../art/template-room"

func TestTheTemplateIsARoomWithNotes(t *testing.T) {
	r, err := tiled.Read(os.DirFS("../../../art"), "template-room")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Seats) != 1 || len(r.Tables) != 1 || len(r.Exits) != 1 || len(r.Works) != 1 || len(r.Sounds) != 1 || len(r.Glows) != 1 {
		t.Errorf("the template has %d seats, %d tables, %d doors, %d works, %d sounds and %d lights, want one each",
			len(r.Seats), len(r.Tables), len(r.Exits), len(r.Works), len(r.Sounds), len(r.Glows))
	}
}

// guide does with a map what docs/drawing.md says one does in Tiled.
type guide struct {
	t    *testing.T
	room map[string]any
	next float64
}

func (g *guide) objects(layer string) []any {
	for _, l := range g.room["layers"].([]any) {
		if l := l.(map[string]any); l["name"] == layer {
			return l["objects"].([]any)
		}
	}
	g.t.Fatalf("there is no layer %s", layer)
	return nil
}

// paste copies an object of a layer under a new name, so far away, with other values of some properties. The answer is its id.
func (g *guide) paste(layer, name, as string, dx, dy float64, props map[string]any) float64 {
	for _, o := range g.objects(layer) {
		if o.(map[string]any)["name"] != name {
			continue
		}
		var copied map[string]any
		raw, err := json.Marshal(o)
		if err == nil {
			err = json.Unmarshal(raw, &copied)
		}
		if err != nil {
			g.t.Fatal(err)
		}
		copied["id"], copied["name"] = g.next, as
		copied["x"], copied["y"] = copied["x"].(float64)+dx, copied["y"].(float64)+dy
		list, _ := copied["properties"].([]any)
		for _, p := range list {
			p := p.(map[string]any)
			if v, ok := props[p["name"].(string)]; ok {
				p["value"] = v
			}
		}
		for _, l := range g.room["layers"].([]any) {
			if l := l.(map[string]any); l["name"] == layer {
				l["objects"] = append(l["objects"].([]any), copied)
			}
		}
		g.next++
		return copied["id"].(float64)
	}
	g.t.Fatalf("layer %s has no %s", layer, name)
	return 0
}

// TestTheGuideMakesARoomOfFourSeats follows "A room in an evening" step by step.
func TestTheGuideMakesARoomOfFourSeats(t *testing.T) {
	dir := t.TempDir()
	attic := filepath.Join(dir, "rooms", "attic")
	if err := os.CopyFS(attic, os.DirFS(template)); err != nil { // step 1
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(attic, tiled.MapFile))
	if err != nil {
		t.Fatal(err)
	}
	g := &guide{t: t}
	if err := json.Unmarshal(raw, &g.room); err != nil {
		t.Fatal(err)
	}
	g.next = g.room["nextobjectid"].(float64)
	for _, p := range g.room["properties"].([]any) { // step 3
		if p := p.(map[string]any); p["name"] == "title_en" {
			p["value"] = "The attic"
		}
	}
	for i, by := range [][2]float64{{100, -84}, {0, 70}, {130, 0}} { // steps 5 to 7
		name := fmt.Sprintf("stool-%d", i+2)
		dx, dy := by[0], by[1]
		base := g.paste("bases", "stool", name, dx, dy, nil)
		for _, layer := range []string{"back", "front"} {
			g.paste("furniture", "stool-"+layer, name+"-"+layer, dx, dy, map[string]any{"group": name, "base": base})
		}
		g.paste("blocked", "stool", name, dx, dy, nil)
		approach := g.paste("approaches", "stool", name, dx, dy, nil)
		g.paste("seats", "stool", name, dx, dy, map[string]any{"group": name, "approach": approach, "name_en": "Stool " + name})
	}
	g.room["nextobjectid"] = g.next
	if raw, err = json.Marshal(g.room); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(attic, tiled.MapFile), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := tiled.Read(os.DirFS(dir), "rooms/attic")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Seats) != 4 || r.Title.En != "The attic" {
		t.Errorf("%q has %d seats", r.Title.En, len(r.Seats))
	}
}
