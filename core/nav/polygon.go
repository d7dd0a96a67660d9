package nav

import (
	"errors"
	"fmt"
)

// Polygon is an area by its corners in order, either way round; the last corner joins the first.
type Polygon []Point

// edge is the i-th side.
func (g Polygon) edge(i int) (Point, Point) {
	if i == len(g)-1 {
		return g[i], g[0]
	}
	return g[i], g[i+1]
}

// Check refuses what is not an area, and says how to mend it.
func (g Polygon) Check() error {
	if len(g) < 3 {
		return fmt.Errorf("has %d corners: draw at least 3", len(g))
	}
	for i := range g {
		a, b := g.edge(i)
		if a != a.clamp() {
			return fmt.Errorf("has a corner at (%d,%d): keep within ±%d", a.X, a.Y, Limit)
		}
		if a == b {
			return fmt.Errorf("has the corner (%d,%d) twice in a row: remove one", a.X, a.Y)
		}
	}
	return g.checkSimple()
}

func (g Polygon) checkSimple() error {
	for i := range g {
		a, b := g.edge(i)
		_, next := g.edge((i + 1) % len(g))
		if cross(a, b, next) == 0 && dot(b, a, next) > 0 {
			return fmt.Errorf("folds back on itself at (%d,%d): remove that corner", b.X, b.Y)
		}
		for j := i + 2; j < len(g); j++ {
			if i == 0 && j == len(g)-1 {
				continue // neighbours
			}
			if c, d := g.edge(j); touch(a, b, c, d) {
				return fmt.Errorf("crosses itself: its side from (%d,%d) meets its side from (%d,%d); draw it as several polygons",
					a.X, a.Y, c.X, c.Y)
			}
		}
	}
	return nil
}

// leftHanded returns the polygon with its area to the left of every side.
func (g Polygon) leftHanded() Polygon {
	var area int64
	out := make(Polygon, len(g))
	for i := range g {
		a, b := g.edge(i)
		area += cross(g[0], a, b)
		out[len(g)-1-i] = a
	}
	if area > 0 {
		copy(out, g)
	}
	return out
}

// Holds reports whether p lies inside. Of polygons that share a side, a point on that side lies in exactly one.
func (g Polygon) Holds(p Point) bool {
	in := false
	a := g[len(g)-1]
	for _, b := range g {
		if (a.Y > p.Y) != (b.Y > p.Y) {
			if side := cross(a, b, p); side != 0 && (side > 0) == (b.Y > a.Y) {
				in = !in
			}
		}
		a = b
	}
	return in
}

// The most that New accepts. A painted room has some ten polygons and a hundred corners.
const (
	maxPolygons = 256
	maxCorners  = 2048
	maxWalls    = 4096
	maxTurns    = 8192
)

func checkAll(walk, blocked []Polygon) error {
	if len(walk) == 0 {
		return errors.New("no walk polygon: draw at least one area to walk on")
	}
	if n := len(walk) + len(blocked); n > maxPolygons {
		return fmt.Errorf("%d polygons: at most %d, join some", n, maxPolygons)
	}
	corners := 0
	for kind, polygons := range [][]Polygon{walk, blocked} {
		for i, g := range polygons {
			corners += len(g)
			if corners > maxCorners {
				return fmt.Errorf("over %d corners in all: draw with fewer", maxCorners)
			}
			if err := g.Check(); err != nil {
				return fmt.Errorf("%s[%d] %w", [2]string{"walk", "blocked"}[kind], i, err)
			}
		}
	}
	return nil
}
