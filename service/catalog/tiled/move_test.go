package tiled_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// placed is a map as anybody's JSON reader has it, in it the object that a spot is, found in another way than Move's, and from where its
// place counts.
func placed(tmj []byte, spot tiled.Spot) (whole any, object map[string]any, origin [2]float64) {
	d := json.NewDecoder(bytes.NewReader(tmj))
	d.UseNumber()
	if d.Decode(&whole) != nil {
		return nil, nil, origin
	}
	in := func(layer string, right func(map[string]any) bool) map[string]any {
		m, _ := whole.(map[string]any)
		layers, _ := m["layers"].([]any)
		for _, l := range layers {
			if l, _ := l.(map[string]any); l["name"] == layer {
				objects, _ := l["objects"].([]any)
				for _, o := range objects {
					if o, _ := o.(map[string]any); o != nil && right(o) {
						return o
					}
				}
				return nil
			}
		}
		return nil
	}
	property := func(o map[string]any, name string) any {
		properties, _ := o["properties"].([]any)
		for _, p := range properties {
			if p, _ := p.(map[string]any); p["name"] == name {
				return p["value"]
			}
		}
		return nil
	}
	named := func(o map[string]any, layer, name string) map[string]any {
		id := property(o, name)
		return in(layer, func(o map[string]any) bool { return id != nil && fmt.Sprint(o["id"]) == fmt.Sprint(id) })
	}
	switch spot.Of {
	case tiled.SpotBase:
		piece := in("furniture", func(o map[string]any) bool { return property(o, "group") == spot.ID })
		line := named(piece, "bases", "base")
		corners, _ := line["polyline"].([]any)
		if spot.Point < 0 || spot.Point >= len(corners) {
			return whole, nil, origin
		}
		for i, axis := range []string{"x", "y"} {
			number, _ := line[axis].(json.Number)
			origin[i], _ = number.Float64()
		}
		object, _ = corners[spot.Point].(map[string]any)
	default:
		if object = in("seats", func(o map[string]any) bool { return o["name"] == spot.ID }); spot.Of == tiled.SpotApproach {
			object = named(object, "approaches", "approach")
		}
	}
	return whole, object, origin
}

// checkMoved is what must be true of a map in which a spot was moved: its two numbers are the new ones, every other number and word is
// written as it was, and so is what stands between them.
func checkMoved(t rapid.TB, before, after []byte, spot tiled.Spot, to nav.Point) {
	t.Helper()
	want, object, origin := placed(before, spot)
	if object == nil {
		t.Fatalf("moved what is not there: %+v", spot)
	}
	number := func(v float64) json.Number { return json.Number(strconv.FormatFloat(v, 'f', -1, 64)) }
	object["x"], object["y"] = number(float64(to.X)-origin[0]), number(float64(to.Y)-origin[1])
	got, _, _ := placed(after, spot)
	if !reflect.DeepEqual(want, got) {
		t.Fatalf("not just a place has changed:\n%s", cmp.Diff(want, got))
	}
	if withoutNumbers(before) != withoutNumbers(after) {
		t.Fatalf("what stands around the numbers has changed:\n%s", after)
	}
}

func withoutNumbers(tmj []byte) string {
	return strings.NewReplacer("+", "", "-", "", ".", "", "e", "", "E", "", "0", "", "1", "", "2", "", "3", "", "4", "",
		"5", "", "6", "", "7", "", "8", "", "9", "").Replace(string(tmj))
}

func loungeMap(t testing.TB) []byte {
	t.Helper()
	tmj, err := os.ReadFile("../../../art/rooms/lounge/room.tmj")
	if err != nil {
		t.Fatal(err)
	}
	return tmj
}

// TestAMoveChangesTwoNumbers moves spots of a real room, written in ever other ways.
func TestAMoveChangesTwoNumbers(t *testing.T) {
	drawn, err := tiled.Read(os.DirFS("../../../art/rooms"), "lounge")
	if err != nil {
		t.Fatal(err)
	}
	furniture := slices.DeleteFunc(slices.Clone(drawn.Pieces), func(p tiled.Piece) bool { return p.Base == nil })
	original := loungeMap(t)
	rapid.Check(t, func(t *rapid.T) {
		tmj := original
		if style := rapid.SampledFrom([]string{"", "tight", "indented"}).Draw(t, "style"); style != "" {
			var b bytes.Buffer
			if style == "tight" {
				_ = json.Compact(&b, tmj) // it was read already
			} else {
				_ = json.Indent(&b, tmj, "\t", "  ")
			}
			tmj = b.Bytes()
		}
		for range rapid.IntRange(1, 4).Draw(t, "moves") {
			spot := tiled.Spot{
				Of: rapid.SampledFrom([]tiled.SpotOf{tiled.SpotSeat, tiled.SpotApproach}).Draw(t, "of"),
				ID: string(rapid.SampledFrom(drawn.Seats).Draw(t, "seat").ID),
			}
			if rapid.Bool().Draw(t, "base") {
				piece := rapid.SampledFrom(furniture).Draw(t, "piece")
				spot = tiled.Spot{Of: tiled.SpotBase, ID: piece.Group, Point: rapid.IntRange(0, len(piece.Base)-1).Draw(t, "point")}
			}
			to := nav.Point{X: rapid.IntRange(-900, 900).Draw(t, "x"), Y: rapid.IntRange(-900, 900).Draw(t, "y")}
			after, err := tiled.Move(tmj, spot, to)
			if err != nil {
				t.Fatal(err)
			}
			checkMoved(t, tmj, after, spot, to)
			tmj = after
		}
	})
}

// TestAMovedSeatIsReadWhereItWasPut: what Move writes is what Read understands.
func TestAMovedSeatIsReadWhereItWasPut(t *testing.T) {
	tmj := loungeMap(t)
	before, err := tiled.ReadAs(os.DirFS("../../../art/rooms"), "lounge", tmj)
	if err != nil {
		t.Fatal(err)
	}
	seat := before.Seats[3]
	to := nav.Point{X: seat.At.X - 2, Y: seat.At.Y + 3}
	if tmj, err = tiled.Move(tmj, tiled.Spot{Of: tiled.SpotSeat, ID: string(seat.ID)}, to); err != nil {
		t.Fatal(err)
	}
	step := nav.Point{X: seat.Approach.X + 1, Y: seat.Approach.Y + 1}
	if tmj, err = tiled.Move(tmj, tiled.Spot{Of: tiled.SpotApproach, ID: string(seat.ID)}, step); err != nil {
		t.Fatal(err)
	}
	shelf := before.Pieces[slices.IndexFunc(before.Pieces, func(p tiled.Piece) bool { return len(p.Base) > 2 })]
	corner := nav.Point{X: shelf.Base[1].X + 2, Y: shelf.Base[1].Y + 1}
	if tmj, err = tiled.Move(tmj, tiled.Spot{Of: tiled.SpotBase, ID: shelf.Group, Point: 1}, corner); err != nil {
		t.Fatal(err)
	}
	after, err := tiled.ReadAs(os.DirFS("../../../art/rooms"), "lounge", tmj)
	if err != nil {
		t.Fatal(err)
	}
	seat.At, seat.Approach = to, step
	if diff := cmp.Diff(seat, after.Seats[3]); diff != "" {
		t.Error(diff)
	}
	for _, p := range after.Pieces {
		if p.Group == shelf.Group && (p.Base[0] != shelf.Base[0] || p.Base[1] != corner || p.Base[2] != shelf.Base[2]) {
			t.Errorf("piece %s of %s stands on %v, not with its second point at %v", p.ID, p.Group, p.Base, corner)
		}
	}
}

func TestWhatCannotBeMovedIsSaid(t *testing.T) {
	for _, c := range []struct{ name, tmj, want string }{
		{"no map", `{"layers":`, "EOF"},
		{"another kind of map", `[]`, "no object"},
		{"no such seat", `{"layers":[{"name":"seats","objects":[]}]}`, "nothing of the name"},
		{"a seat without a place", `{"layers":[{"name":"seats","objects":[{"name":"a","x":1}]}]}`, "no place"},
		{"a place given twice", `{"layers":[{"name":"seats","objects":[{"name":"a","x":1,"x":2,"y":3}]}]}`, "twice"},
	} {
		if _, err := tiled.Move([]byte(c.tmj), tiled.Spot{Of: tiled.SpotSeat, ID: "a"}, nav.Point{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestABaseLineHasThePointThatIsMoved(t *testing.T) {
	for _, spot := range []tiled.Spot{
		{Of: tiled.SpotBase, ID: "shelf", Point: 99}, {Of: tiled.SpotBase, ID: "shelf", Point: -1}, {Of: tiled.SpotBase, ID: "none"}, {Of: "wall", ID: "shelf"},
	} {
		if _, err := tiled.Move(loungeMap(t), spot, nav.Point{}); err == nil {
			t.Errorf("%+v was moved", spot)
		}
	}
}

func FuzzMove(f *testing.F) {
	f.Add(cell(f)["cell/room.tmj"].Data, "approach", "stool", 0, 3, -4)
	f.Add([]byte(` {"layers" : [ {"objects":[{"y":1e2 ,"x":-0.5,"name":"a","properties":[{"value":7,"name":"approach"}]}],"name":"seats"},{"name":"approaches","objects":[{"id":7,"x":1,"y":2}]}]} `), "approach", "a", 0, 0, 90)
	f.Add([]byte(`{"layers":[{"name":"furniture","objects":[{"properties":[{"name":"group","value":"a"},{"name":"base","value":3}]}]},{"name":"bases","objects":[{"id":3,"x":0.5,"y":2,"polyline":[{"x":0,"y":0},{"y":1,"x":9}]}]}]}`), "base", "a", 1, 4, 5)
	f.Fuzz(func(t *testing.T, tmj []byte, of, id string, point, x, y int) {
		spot, to := tiled.Spot{Of: tiled.SpotOf(of), ID: id, Point: point}, nav.Point{X: x, Y: y}
		if after, err := tiled.Move(tmj, spot, to); err == nil {
			checkMoved(t, tmj, after, spot, to)
		}
	})
}
