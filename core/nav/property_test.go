package nav_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/nav"
)

const (
	roomSize = 320
	gridStep = 5
	// gridRadius is half a unit more than the body's: what the grid finds passable, the floor has promised.
	gridRadius = radius + 0.5
)

func drawPoint(t *rapid.T, what string) nav.Point {
	coordinate := rapid.IntRange(-20, roomSize+20)
	return nav.Point{X: coordinate.Draw(t, what+" x"), Y: coordinate.Draw(t, what+" y")}
}

// drawObstacle draws a box, a round thing, or a thing askew.
func drawObstacle(t *rapid.T) nav.Polygon {
	c, size := drawPoint(t, "obstacle"), rapid.IntRange(4, 60)
	w, h := size.Draw(t, "width"), size.Draw(t, "height")
	switch rapid.IntRange(0, 2).Draw(t, "form") {
	case 0:
		return box(c.X, c.Y, w, h)
	case 1:
		return round(c.X, c.Y, max(w, 12), 12)
	}
	return nav.Polygon{{X: c.X - w, Y: c.Y}, {X: c.X, Y: c.Y - h}, {X: c.X + w + 7, Y: c.Y + 3}, {X: c.X + 5, Y: c.Y + h + 4}}
}

// drawRoom draws boxes that may overlap, with obstacles. All sides of the walk are upright or level, so that they cross at
// whole units, and on lines wide enough apart for the judge's eye.
func drawRoom(t *rapid.T) drawing {
	const line = 8
	at, size := rapid.IntRange(0, (roomSize-64)/line), rapid.IntRange(64/line, roomSize/line)
	var w drawing
	for range rapid.IntRange(1, 3).Draw(t, "walks") {
		x, y := at.Draw(t, "x")*line, at.Draw(t, "y")*line
		w.walk = append(w.walk, box(x, y, min(size.Draw(t, "w")*line, roomSize-x), min(size.Draw(t, "h")*line, roomSize-y)))
	}
	for range rapid.IntRange(0, 9).Draw(t, "obstacles") {
		w.blocked = append(w.blocked, drawObstacle(t))
	}
	return w
}

// room is a drawing with a grid over it and the places of the grid on which a body fits.
type room struct {
	drawing
	grid   *grid
	places []int
}

// drawFloor draws a room with room in it, and a place on its grid.
func drawFloor(t *rapid.T) (w drawing, f *nav.Floor, g *grid, from int) {
	rooms := rapid.Custom(func(t *rapid.T) room {
		w := drawRoom(t)
		r := room{drawing: w, grid: w.grid(roomSize, gridStep, gridRadius)}
		for i, free := range r.grid.free {
			if free {
				r.places = append(r.places, i)
			}
		}
		return r
	})
	r := rooms.Filter(func(r room) bool { return len(r.places) > 0 }).Draw(t, "room")
	f, err := nav.New(r.walk, r.blocked, radius)
	if err != nil {
		t.Fatalf("a room with room: %v", err)
	}
	return r.drawing, f, r.grid, rapid.SampledFrom(r.places).Draw(t, "from")
}

func TestRoutesAreAllowedAndShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, f, g, from := drawFloor(t)
		lengths := g.lengths(from)
		for i, length := range lengths {
			if math.IsInf(length, 1) || i%11 != 0 {
				continue
			}
			r, ok := f.Route(g.at(from), nav.At(g.at(i)), nil)
			if !ok || !r.Exact {
				t.Fatalf("%v to %v: no way, but the grid has one", g.at(from), g.at(i))
			}
			if r.Length() > length*1.01 {
				t.Fatalf("%v to %v: %v is %.1f long, the grid's way %.1f", g.at(from), g.at(i), r.Path, r.Length(), length)
			}
			if i%33 == 0 {
				w.mustAllow(t, r.Path, g.at(from), g.at(i))
			}
		}
	})
}

func TestTheNearestPlaceIsTheNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, f, g, _ := drawFloor(t)
		p := drawPoint(t, "p")
		got, ok := f.Nearest(p)
		if !ok || !f.Standable(got) {
			t.Fatalf("Nearest(%v) = %v, %v", p, got, ok)
		}
		for i, free := range g.free {
			if q := g.at(i); free && apart(p, q) < apart(p, got)-1.5 {
				t.Fatalf("Nearest(%v) = %v, but %v is nearer", p, got, q)
			}
		}
	})
}

func drawDiscs(t *rapid.T) []nav.Disc {
	var discs []nav.Disc
	for range rapid.IntRange(0, 12).Draw(t, "discs") {
		discs = append(discs, nav.Disc{Centre: drawPoint(t, "disc"), Radius: rapid.IntRange(0, 40).Draw(t, "radius")})
	}
	return discs
}

func anybodyAt(p nav.Point, discs []nav.Disc) bool {
	for _, d := range discs {
		if apart(p, d.Centre) < float64(d.Radius) {
			return true
		}
	}
	return false
}

func apart(a, b nav.Point) float64 { return math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)) }

func TestUnreachableGoalsLeadNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, f, g, from := drawFloor(t)
		discs, goal := drawDiscs(t), drawPoint(t, "goal")
		lengths := g.lengths(from)
		r, ok := f.Route(g.at(from), nav.At(goal), discs)
		if !ok {
			if !anybodyAt(g.at(from), discs) {
				t.Fatalf("%v to %v: nowhere to go, not even to stay", g.at(from), goal)
			}
			return
		}
		last := r.Path[len(r.Path)-1]
		w.mustAllow(t, r.Path, g.at(from), last)
		if anybodyAt(last, discs) || r.Exact != (last == goal) {
			t.Fatalf("%v to %v: %+v", g.at(from), goal, r)
		}
		slack := 4.0
		if len(discs) > 0 {
			slack = 16
		}
		for i, length := range lengths {
			if q := g.at(i); !math.IsInf(length, 1) && !anybodyAt(q, discs) && apart(q, goal) < apart(last, goal)-slack {
				t.Fatalf("%v to %v stops at %v, but %v is nearer", g.at(from), goal, last, q)
			}
		}
	})
}

func TestRingsAreEnteredWhereTheWalkIsShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, f, g, from := drawFloor(t)
		discs, centre := drawDiscs(t), drawPoint(t, "centre")
		inner := rapid.IntRange(0, 60).Draw(t, "inner")
		outer := inner + rapid.IntRange(12, 60).Draw(t, "width")
		shortest := math.Inf(1)
		for i, length := range g.lengths(from) {
			if d := apart(g.at(i), centre); d >= float64(inner) && d <= float64(outer) && !anybodyAt(g.at(i), discs) {
				shortest = min(shortest, length)
			}
		}
		r, ok := f.Route(g.at(from), nav.Ring(centre, inner, outer), discs)
		if !ok {
			if !anybodyAt(g.at(from), discs) {
				t.Fatalf("%v: nowhere to go, not even to stay", g.at(from))
			}
			return
		}
		last := r.Path[len(r.Path)-1]
		w.mustAllow(t, r.Path, g.at(from), last)
		d := apart(last, centre)
		if anybodyAt(last, discs) || r.Exact != (d >= float64(inner) && d <= float64(outer)) {
			t.Fatalf("ring %d to %d of %v: ends at %v, exact %v", inner, outer, centre, last, r.Exact)
		}
		if r.Length() > shortest*1.01+12 {
			t.Fatalf("ring %d to %d of %v: %v is %.1f long, the grid's way %.1f", inner, outer, centre, r, r.Length(), shortest)
		}
	})
}

func TestTheSameQuestionHasTheSameAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, f, g, from := drawFloor(t)
		goal, discs := drawPoint(t, "goal"), drawDiscs(t)
		first, _ := f.Route(g.at(from), nav.Ring(goal, 20, 50), discs)
		f.Route(drawPoint(t, "elsewhere"), nav.At(drawPoint(t, "other goal")), nil)
		again, _ := f.Route(g.at(from), nav.Ring(goal, 20, 50), discs)
		other, err := nav.New(w.walk, w.blocked, radius)
		if err != nil {
			t.Fatal(err)
		}
		anew, _ := other.Route(g.at(from), nav.Ring(goal, 20, 50), discs)
		if diff := cmp.Diff([]nav.Route{first, first}, []nav.Route{again, anew}); diff != "" {
			t.Fatal(diff)
		}
	})
}
