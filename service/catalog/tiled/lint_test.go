package tiled_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/service/catalog/tiled"
)

func TestLintTellsWhatReadLetsPass(t *testing.T) {
	type told struct {
		Code    tiled.FaultCode
		Where   string
		Warning bool
	}
	drop := func(objects []any, name string) (left []any) {
		for _, o := range objects {
			if o.(map[string]any)["name"] != name {
				left = append(left, o)
			}
		}
		return left
	}
	for _, c := range []struct {
		name    string
		edit    func(objects map[string][]any)
		picture string // in background.svg and arm.svg
		want    []told
	}{
		{"nothing", func(map[string][]any) {}, "", nil},
		{"nothing before a sitter on the floor", func(objects map[string][]any) {
			objects["furniture"] = drop(objects["furniture"], "chair-front")
		}, "", []told{{tiled.FaultNoFront, `layer "seats", object "stool" (id 7)`, true}}},
		{"nothing before a sitter on a chair", func(objects map[string][]any) {
			objects["furniture"] = drop(objects["furniture"], "chair-front")
			objects["seats"][0] = another(objects["seats"][0], nil, map[string]string{"posture": "chair"})
		}, "", []told{{tiled.FaultNoFront, `layer "seats", object "stool" (id 7)`, false}}},
		{"a bench through the chair", func(objects map[string][]any) {
			line := another(objects["areas"][1], map[string]any{"id": 100, "name": "bench", "x": 80, "y": 130, "polyline": corners(0, 0, 30, -30)}, nil).(map[string]any)
			delete(line, "polygon")
			delete(line, "properties")
			objects["bases"] = append(objects["bases"], line)
			bench := another(objects["furniture"][0], map[string]any{"id": 101, "name": "bench"}, map[string]string{"group": "bench", "layer": "single"}).(map[string]any)
			bench["properties"].([]any)[0].(map[string]any)["value"] = 100
			objects["furniture"] = append(objects["furniture"], bench)
		}, "", []told{{tiled.FaultCrossing, `layer "bases"`, true}}},
		{"what nothing names", func(objects map[string][]any) {
			spare := another(objects["exits"][0], map[string]any{"id": 100, "name": "spare", "point": true}, nil).(map[string]any)
			delete(spare, "polygon")
			delete(spare, "properties")
			objects["approaches"] = append(objects["approaches"], spare)
			objects["areas"][1].(map[string]any)["properties"] = nil
		}, "", []told{
			{tiled.FaultUnused, `layer "approaches", object "spare" (id 100)`, true},
			{tiled.FaultUnused, `layer "areas", object "podium" (id 15)`, true},
		}},
		{"day alone", func(map[string][]any) {}, `<g id="day"/>`, []told{
			{tiled.FaultOneLight, `layer "background"`, true},
			{tiled.FaultOneLight, `layer "furniture", object "chair-front" (id 6)`, true},
		}},
		{"night alone", func(map[string][]any) {}, `<g id="night-lamp"/>`, []told{{tiled.FaultOneLight, `layer "background"`, true}}},
		{"day and night", func(map[string][]any) {}, `<g id="day"/><g id="night-lamp"/>`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := redrawn(t, c.edit)
			for name, size := range map[string]string{"cell/background.svg": "600", "cell/arm.svg": "40"} {
				files[name] = &fstest.MapFile{Data: []byte(strings.Replace(pictureOf(size), "</svg>", c.picture+"</svg>", 1))}
			}
			if _, err := tiled.Read(files, "cell"); err != nil {
				t.Fatalf("Read refuses it: %v", err)
			}
			room, faults := tiled.Lint(files, "cell")
			if room == nil {
				t.Error("there is no room")
			}
			var got []told
			for _, f := range faults {
				got = append(got, told{f.Code, f.Place.String(), f.Warning})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func corners(xy ...float64) (list []any) {
	for i := 0; i < len(xy); i += 2 {
		list = append(list, map[string]any{"x": xy[i], "y": xy[i+1]})
	}
	return list
}

func TestLintTellsWhatReadRefuses(t *testing.T) {
	files := cell(t)
	delete(files, "cell/arm.svg")
	room, faults := tiled.Lint(files, "cell")
	if diff := cmp.Diff(refusal(t, files), faults); diff != "" || room != nil {
		t.Errorf("(-Read +Lint):\n%s", diff)
	}
}
