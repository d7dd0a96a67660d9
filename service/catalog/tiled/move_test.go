package tiled_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// placed is a map as anybody's JSON reader has it, and in it the object that a spot is, found in another way than Move's.
func placed(tmj []byte, spot tiled.Spot) (whole any, object map[string]any) {
	d := json.NewDecoder(bytes.NewReader(tmj))
	d.UseNumber()
	if d.Decode(&whole) != nil {
		return nil, nil
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
	object = in("seats", func(o map[string]any) bool { return o["name"] == string(spot.Seat) })
	if !spot.Approach {
		return whole, object
	}
	properties, _ := object["properties"].([]any)
	for _, p := range properties {
		if p, _ := p.(map[string]any); p["name"] == "approach" {
			return whole, in("approaches", func(o map[string]any) bool { return fmt.Sprint(o["id"]) == fmt.Sprint(p["value"]) })
		}
	}
	return whole, nil
}

// checkMoved is what must be true of a map in which a spot was moved: its two numbers are the new ones, every other number and word is
// written as it was, and so is what stands between them.
func checkMoved(t rapid.TB, before, after []byte, spot tiled.Spot, to nav.Point) {
	t.Helper()
	want, object := placed(before, spot)
	if object == nil {
		t.Fatalf("moved what is not there: %+v", spot)
	}
	object["x"], object["y"] = json.Number(fmt.Sprint(to.X)), json.Number(fmt.Sprint(to.Y))
	got, _ := placed(after, spot)
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
			spot := tiled.Spot{Seat: rapid.SampledFrom(drawn.Seats).Draw(t, "seat").ID, Approach: rapid.Bool().Draw(t, "approach")}
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
	if tmj, err = tiled.Move(tmj, tiled.Spot{Seat: seat.ID}, to); err != nil {
		t.Fatal(err)
	}
	step := nav.Point{X: seat.Approach.X + 1, Y: seat.Approach.Y + 1}
	if tmj, err = tiled.Move(tmj, tiled.Spot{Seat: seat.ID, Approach: true}, step); err != nil {
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
}

func TestWhatCannotBeMovedIsSaid(t *testing.T) {
	for _, c := range []struct{ name, tmj, want string }{
		{"no map", `{"layers":`, "EOF"},
		{"another kind of map", `[]`, "no object"},
		{"no such seat", `{"layers":[{"name":"seats","objects":[]}]}`, "no object whose name"},
		{"a seat without a place", `{"layers":[{"name":"seats","objects":[{"name":"a","x":1}]}]}`, "no place"},
		{"a place given twice", `{"layers":[{"name":"seats","objects":[{"name":"a","x":1,"x":2,"y":3}]}]}`, "twice"},
	} {
		if _, err := tiled.Move([]byte(c.tmj), tiled.Spot{Seat: "a"}, nav.Point{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func FuzzMove(f *testing.F) {
	f.Add(cell(f)["cell/room.tmj"].Data, "stool", true, 3, -4)
	f.Add([]byte(` {"layers" : [ {"objects":[{"y":1e2 ,"x":-0.5,"name":"a","properties":[{"value":7,"name":"approach"}]}],"name":"seats"},{"name":"approaches","objects":[{"id":7,"x":1,"y":2}]}]} `), "a", true, 0, 90)
	f.Fuzz(func(t *testing.T, tmj []byte, seat string, approach bool, x, y int) {
		spot, to := tiled.Spot{Seat: world.SeatID(seat), Approach: approach}, nav.Point{X: x, Y: y}
		if after, err := tiled.Move(tmj, spot, to); err == nil {
			checkMoved(t, tmj, after, spot, to)
		}
	})
}
