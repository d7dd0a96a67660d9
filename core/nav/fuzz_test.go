package nav_test

import (
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/yokocho/yokocho/core/nav"
)

// shapes reads polygons from bytes: a count of corners, then four bytes for each; an odd count is walk, an even one blocked.
func shapes(data []byte) (walk, blocked []nav.Polygon) {
	for len(data) > 0 {
		n := int(data[0])
		data = data[1:]
		var g nav.Polygon
		for len(data) >= 4 && len(g) < n/2 {
			x, y := int16(binary.BigEndian.Uint16(data)), int16(binary.BigEndian.Uint16(data[2:]))
			g, data = append(g, nav.Point{X: int(x), Y: int(y)}), data[4:]
		}
		if n%2 == 1 {
			walk = append(walk, g)
		} else {
			blocked = append(blocked, g)
		}
	}
	return walk, blocked
}

func bytesOf(walk, blocked []nav.Polygon) []byte {
	var data []byte
	for odd, polygons := range [][]nav.Polygon{blocked, walk} {
		for _, g := range polygons {
			data = append(data, byte(2*len(g)+odd))
			for _, p := range g {
				data = binary.BigEndian.AppendUint16(data, uint16(int16(p.X)))
				data = binary.BigEndian.AppendUint16(data, uint16(int16(p.Y)))
			}
		}
	}
	return data
}

func FuzzRoute(f *testing.F) {
	f.Add(bytesOf(loungeDrawing()), 14, 40, 60, 400, 400, 0, 0, 0)
	f.Add(bytesOf([]nav.Polygon{box(0, 0, 100, 100), box(100, 0, 100, 100)}, nil), 14, 20, 20, 180, 50, 10, 30, 28)
	f.Fuzz(func(t *testing.T, data []byte, bodyRadius, fromX, fromY, toX, toY, inner, outer, crowd int) {
		walk, blocked := shapes(data)
		floor, err := nav.New(walk, blocked, bodyRadius)
		if err != nil {
			return
		}
		from, to := nav.Point{X: fromX, Y: fromY}, nav.Point{X: toX, Y: toY}
		start, ok := floor.Nearest(from)
		if !ok || !floor.Standable(start) {
			t.Fatalf("Nearest(%v) = %v, %v", from, start, ok)
		}
		discs := []nav.Disc{{Centre: to, Radius: crowd}, {Centre: from, Radius: crowd / 2}}
		for _, goal := range []nav.Goal{nav.At(to), nav.Ring(to, inner, outer)} {
			for _, discs := range [][]nav.Disc{nil, discs} {
				r, ok := floor.Route(from, goal, discs)
				if !ok && discs == nil {
					t.Fatalf("%v to %v: nowhere to go in an empty room", from, goal)
				}
				if ok {
					mustBeWalkable(t, floor, start, r.Path)
				}
			}
		}
	})
}

func mustBeWalkable(t *testing.T, floor *nav.Floor, start nav.Point, path []nav.Point) {
	t.Helper()
	if path[0] != start || !floor.Standable(path[len(path)-1]) {
		t.Fatalf("%v from %v", path, start)
	}
	for i := 1; i < len(path); i++ {
		if path[i-1] == path[i] || !floor.Clear(path[i-1], path[i]) {
			t.Fatalf("%v: step %d", path, i)
		}
	}
}

func FuzzPointJSON(f *testing.F) {
	for _, seed := range []string{`[1,2]`, `[1.0,2]`, `null`, `[null,null]`, `[1e3,2]`, `[-0,0]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var p, q nav.Point
		if json.Unmarshal(data, &p) != nil {
			return
		}
		b, err := json.Marshal(p)
		if err != nil || json.Unmarshal(b, &q) != nil || p != q {
			t.Fatalf("%q became %v, then %s, then %v: %v", data, p, b, q, err)
		}
	})
}
