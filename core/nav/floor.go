package nav

import (
	"errors"
	"fmt"
	"sync"
)

// The radius of a body, in floor units.
const (
	minRadius = 2
	maxRadius = 1000
)

// Floor is where the centre of a body may be. It never changes and is safe for concurrent use.
type Floor struct {
	walk, blocked []Polygon // left-handed
	radius        int
	clearance     int // what a body keeps from every wall
	walls         []wall
	turns         []turn
	shores        []shore
	labels        int
	scratch       sync.Pool // *search
}

// New builds the floor that a body of the given radius (2 to 1,000) can stand on: the union of the walk polygons without the
// blocked ones, as far in as the radius. Polygons may be drawn either way round and may overlap; two walk
// polygons are one floor when they overlap or share a side. The error names the polygon, walk[i] or blocked[i], and says
// how to mend it: under 3 corners, a side that crosses another, too many corners, no room left for a body.
func New(walk, blocked []Polygon, radius int) (*Floor, error) {
	if radius < minRadius || radius > maxRadius {
		return nil, fmt.Errorf("radius %d: use %d to %d", radius, minRadius, maxRadius)
	}
	if err := checkAll(walk, blocked); err != nil {
		return nil, err
	}
	f := &Floor{radius: radius, clearance: radius - 1}
	for _, g := range walk {
		f.walk = append(f.walk, g.leftHanded())
	}
	lines := outline(f.walk)
	for _, g := range blocked {
		g = g.leftHanded()
		f.blocked = append(f.blocked, g)
		for i := range g {
			a, b := g.edge(i)
			lines = append(lines, segment{a, b})
		}
	}
	if len(lines) > maxWalls {
		return nil, fmt.Errorf("the polygons cross each other into over %d walls: draw them apart", maxWalls)
	}
	for _, s := range lines {
		f.walls = append(f.walls, newWall(s, f.clearance))
	}
	if err := f.plantTurns(lines); err != nil {
		return nil, err
	}
	f.plantShores()
	if len(f.turns) == 0 {
		return nil, errors.New("no room left: a body fits nowhere; draw walk larger, blocked smaller, or give a smaller radius")
	}
	f.scratch.New = func() any { return newSearch(f) }
	return f, nil
}

// Standable reports whether a body may stand with its centre at p.
func (f *Floor) Standable(p Point) bool {
	return p == p.clamp() && holdsAny(f.walk, p) && f.obstacle(p, p, 0) < 0 && !holdsAny(f.blocked, p)
}

func holdsAny(polygons []Polygon, p Point) bool {
	for _, g := range polygons {
		if g.Holds(p) {
			return true
		}
	}
	return false
}

// Clear reports whether a body may walk straight from a to b.
func (f *Floor) Clear(a, b Point) bool {
	return f.Standable(a) && b == b.clamp() && f.obstacle(a, b, 0) < 0
}

// obstacle returns a wall that a body cannot pass on its straight way from a to b, or -1. It looks first at hint: neighbouring
// lines often end at the same wall.
func (f *Floor) obstacle(a, b Point, hint int) int {
	if f.walls[hint].stops(a, b, f.clearance) {
		return hint
	}
	minX, maxX := min(a.X, b.X), max(a.X, b.X)
	minY, maxY := min(a.Y, b.Y), max(a.Y, b.Y)
	for i := range f.walls {
		w := &f.walls[i]
		if maxX > w.minX && minX < w.maxX && maxY > w.minY && minY < w.maxY && w.stops(a, b, f.clearance) {
			return i
		}
	}
	return -1
}

func (w *wall) stops(a, b Point, clearance int) bool {
	return !keepsOff(a, b, w.a, w.b, int64(clearance))
}

// Nearest returns p itself if a body may stand there, and otherwise a place nearest to it, at the full radius from
// the walls where that fits. It is false only if there is none, which New refuses.
func (f *Floor) Nearest(p Point) (Point, bool) {
	p = p.clamp()
	if f.Standable(p) {
		return p, true
	}
	var best Point
	found := false
	try := func(q Point) {
		if (!found || dist2(p, q) < dist2(p, best)) && f.Standable(q) {
			best, found = q, true
		}
	}
	for i := range f.shores {
		try(f.shores[i].nearest(p))
	}
	for i := range f.turns {
		try(f.turns[i].at)
	}
	return best, found
}
