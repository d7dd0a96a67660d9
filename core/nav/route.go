package nav

import "math"

// Disc is where somebody stands or will stand. A destination may not lie nearer to its centre than the radius; a path may pass.
type Disc struct {
	Centre Point
	Radius int
}

func taken(p Point, discs []Disc) bool {
	for _, d := range discs {
		if r := int64(min(d.Radius, 4*Limit)); r > 0 && dist2(p, d.Centre.clamp()) < r*r {
			return true
		}
	}
	return false
}

// Goal is the set of places that will do as a destination. Its zero value is At(Point{}).
type Goal struct {
	centre       Point
	inner, outer int
}

// At is the goal of one point.
func At(p Point) Goal { return Goal{centre: p.clamp()} }

// Ring is the goal of being within outer of the centre (rim included) but not inside inner (rim allowed). Next to no
// place is within a ring less than two units wide.
func Ring(centre Point, inner, outer int) Goal {
	const most = 4 * Limit
	inner = min(max(inner, 0), most)
	return Goal{centre: centre.clamp(), inner: inner, outer: min(max(outer, inner), most)}
}

func (g Goal) holds(p Point) bool {
	d2, inner, outer := dist2(p, g.centre), int64(g.inner), int64(g.outer)
	return d2 >= inner*inner && d2 <= outer*outer
}

// gap is how far p is from the goal, as the crow flies.
func (g Goal) gap(p Point) float64 {
	d := distance(p, g.centre)
	return max(d-float64(g.outer), float64(g.inner)-d, 0)
}

// at is the place of the goal in a direction from its centre, at a share of its width: 0 at the inner rim and 1 at the outer.
func (g Goal) at(way vec, share float64) Point {
	const in = 0.75 // from the rim, so that rounding does not leave the goal
	middle := float64(g.inner+g.outer) / 2
	lo, hi := min(float64(g.inner)+in, middle), max(float64(g.outer)-in, middle)
	return g.centre.vec().along(way, lo+float64((hi-lo)*share)).point()
}

// facing is the place of the goal to which a straight walk from p is shortest, obstacles aside.
func (g Goal) facing(p Point) Point {
	if g.holds(p) {
		return p
	}
	share := 1.0
	if d2 := dist2(p, g.centre); d2 < int64(g.inner)*int64(g.inner) {
		share = 0
	}
	return g.at(p.vec().sub(g.centre.vec()).unit(), share)
}

// directions is how many ways are tried around a centre.
const directions = 32

// compass is the i-th of the directions.
func compass(i int) vec { return direction(float64(i) * 2 * math.Pi / directions) }

// spots adds places all over a ring, on circles some ten units apart.
func (g Goal) spots(to []Point) []Point {
	circles := min(max((g.outer-g.inner)/10, 2), 8)
	for c := range circles + 1 {
		for i := range directions {
			to = append(to, g.at(compass(i), float64(c)/float64(circles)))
		}
	}
	return to
}

// Route is an answer: the way, and whether it leads to the goal.
type Route struct {
	// Path starts where the walker is (moved onto the floor if that is off it) and ends at the destination; between each
	// two points the walk is straight and allowed. It is one point when the walker stays.
	Path []Point
	// Exact is false when the goal could not be reached (off the floor, shut off, or every place of it taken); the path then
	// leads to the nearest reachable place instead.
	Exact bool
}

// Length is how far the walk is, in floor units.
func (r Route) Length() float64 {
	sum := 0.0
	for i := 1; i < len(r.Path); i++ {
		sum += distance(r.Path[i-1], r.Path[i])
	}
	return sum
}

// Route finds the shortest walk from a place to the goal, or to the reachable place nearest to the goal that is not taken.
// A walker who already is at the goal, on a place not taken, stays. It is false when there is nowhere to go at all: the
// walker's own place is taken and so is every other that was tried.
func (f *Floor) Route(from Point, goal Goal, discs []Disc) (Route, bool) {
	start, ok := f.Nearest(from)
	if !ok {
		return Route{}, false
	}
	if goal.holds(start) && !taken(start, discs) {
		return Route{Path: []Point{start}, Exact: true}, true
	}
	s := f.scratch.Get().(*search)
	defer f.scratch.Put(s)
	if path := s.find(f, start, goal, discs); path != nil {
		if len(path) > 2 && goal.outer > 0 {
			// A place of a ring comes to notice from some turn; the shortest walk to it may not pass there.
			path = s.find(f, start, At(path[len(path)-1]), nil)
		}
		return Route{Path: path, Exact: true}, true
	}
	return s.settle(f, start, goal, discs)
}
