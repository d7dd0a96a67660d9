package nav

import (
	"cmp"
	"slices"
)

// settling looks for the best place to go to when the goal itself will not do.
type settling struct {
	floor *Floor
	start Point
	label int // the part of the floor that the walker is on
	goal  Goal
	discs []Disc
	best  place
	found bool
}

// place is a possible destination short of the goal.
type place struct {
	at   Point
	gap  int   // from the goal, in steps of two units
	walk int64 // from the walker as the crow flies, squared
}

// compare puts the place nearer to the goal first, of about equals the one nearer to the walker, and leaves nothing open.
func (a place) compare(b place) int {
	return cmp.Or(cmp.Compare(a.gap, b.gap), cmp.Compare(a.walk, b.walk), cmp.Compare(a.at.X, b.at.X), cmp.Compare(a.at.Y, b.at.Y))
}

// settle leads to the free place of the walker's part of the floor that is nearest to the goal: where the walker is, on a
// shore, at a turn, or on the rim of a taken disc.
func (s *search) settle(f *Floor, start Point, goal Goal, discs []Disc) (Route, bool) {
	t := settling{floor: f, start: start, label: f.label(start), goal: goal, discs: discs}
	t.try(start)
	// The best place is most often beside whoever took the goal. Looked at first, it spares looking closely at most others.
	s.discs = append(s.discs[:0], discs...)
	slices.SortFunc(s.discs, func(a, b Disc) int { return cmp.Compare(dist2(a.Centre, goal.centre), dist2(b.Centre, goal.centre)) })
	for _, d := range s.discs {
		t.tryRim(d)
	}
	for i := range f.shores {
		if f.shores[i].label == t.label {
			t.try(f.shores[i].nearest(goal.centre))
		}
	}
	for i := range f.turns {
		if f.turns[i].label == t.label {
			t.try(f.turns[i].at)
		}
	}
	if !t.found {
		return Route{}, false
	}
	path := s.find(f, start, At(t.best.at), nil)
	if path == nil { // out of a nook narrower than a body, within the tolerance
		return Route{Path: []Point{start}}, !taken(start, discs)
	}
	return Route{Path: path, Exact: goal.holds(t.best.at)}, true
}

// tryRim tries places all around a disc.
func (t *settling) tryRim(d Disc) {
	rim := Ring(d.Centre, d.Radius, min(d.Radius, Limit)+2)
	if t.found && int(t.goal.gap(rim.centre)-float64(rim.outer))/2 > t.best.gap {
		return
	}
	t.try(rim.facing(t.goal.centre))
	t.try(rim.facing(t.start))
	for i := range directions {
		t.try(rim.at(compass(i), 0.5))
	}
}

// try keeps p if it is better than the best so far.
func (t *settling) try(p Point) {
	q := place{p, int(t.goal.gap(p) / 2), dist2(t.start, p)}
	if t.found && q.compare(t.best) >= 0 || taken(p, t.discs) || !t.floor.Standable(p) || !t.reaches(p) {
		return
	}
	t.best, t.found = q, true
}

// reaches reports whether the walker can get to p, a place on the floor.
func (t *settling) reaches(p Point) bool {
	if t.label == 0 {
		return t.floor.obstacle(t.start, p, 0) < 0
	}
	return t.floor.label(p) == t.label
}
