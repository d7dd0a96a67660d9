package nav

import (
	"math"
	"slices"
)

// search is the memory of one A* search, used again by later ones. Its steps from the start to the turns are guesses: whether
// the way is clear is asked only when the step is about to be taken, and most never are.
type search struct {
	open   []step    // a binary heap, first the step whose walk through its turn is shortest at best
	known  []float64 // per turn: the length of the shortest walk that is certain, or infinite
	parent []int     // per turn reached: the turn before it, or none
	closed []bool    // per turn: its shortest walk is found
	spots  []Point   // places of a ring
	discs  []Disc    // taken places, the nearest to the goal first
}

const none = -1

// step is a way to a turn.
type step struct {
	total  float64 // length plus the least that is left
	length float64
	turn   int
	parent int
}

func newSearch(f *Floor) *search {
	n := len(f.turns)
	return &search{
		open:   make([]step, 0, 2*n),
		known:  make([]float64, n),
		parent: make([]int, n),
		closed: make([]bool, n),
	}
}

// finish is the best end of a walk so far.
type finish struct {
	at     Point
	length float64
	last   int // the turn before it, or none
}

// find returns the shortest path to the goal, or nil.
func (s *search) find(f *Floor, start Point, goal Goal, discs []Disc) []Point {
	ring := goal.outer > 0
	if !ring && (taken(goal.centre, discs) || !f.Standable(goal.centre)) {
		return nil
	}
	best := finish{length: math.Inf(1)}
	if p := goal.facing(start); f.obstacle(start, p, 0) < 0 && f.usable(p, goal, discs) {
		return s.path(f, start, finish{p, 0, none})
	}
	s.spots = s.spots[:0]
	if ring {
		s.spots = slices.DeleteFunc(goal.spots(s.spots), func(p Point) bool { return !f.usable(p, goal, discs) })
		s.end(f, start, none, 0, goal, discs, &best)
	}
	s.begin(f, start, goal)
	for len(s.open) > 0 && s.open[0].total < best.length {
		at := s.pop()
		t := &f.turns[at.turn]
		if s.closed[at.turn] || at.parent == none && f.obstacle(start, t.at, 0) >= 0 {
			continue
		}
		s.closed[at.turn], s.parent[at.turn], s.known[at.turn] = true, at.parent, at.length
		s.end(f, t.at, at.turn, at.length, goal, discs, &best)
		for _, j := range t.joins {
			if length := at.length + j.length; length < s.known[j.to] {
				s.known[j.to] = length
				s.push(step{length + goal.gap(f.turns[j.to].at), length, j.to, at.turn})
			}
		}
	}
	if math.IsInf(best.length, 1) {
		return nil
	}
	return s.path(f, start, best)
}

// usable reports whether p is a place of the goal that nobody has taken.
func (f *Floor) usable(p Point, goal Goal, discs []Disc) bool {
	return goal.holds(p) && !taken(p, discs) && f.Standable(p)
}

// begin forgets the last search and lists a step to every turn.
func (s *search) begin(f *Floor, start Point, goal Goal) {
	s.open = s.open[:0]
	for i := range f.turns {
		s.known[i], s.closed[i] = math.Inf(1), false
		if t := &f.turns[i]; t.grazes(start) {
			length := distance(start, t.at)
			s.push(step{length + goal.gap(t.at), length, i, none})
		}
	}
}

// end improves best by straight walks from p, reached after length, into the goal.
func (s *search) end(f *Floor, p Point, last int, length float64, goal Goal, discs []Disc, best *finish) {
	try := func(q Point) bool {
		total := length + distance(p, q)
		if total >= best.length || f.obstacle(p, q, 0) >= 0 {
			return false
		}
		*best = finish{q, total, last}
		return true
	}
	point := goal.outer == 0 // and known to be usable
	if q := goal.facing(p); (point || f.usable(q, goal, discs)) && try(q) {
		return
	}
	for _, q := range s.spots {
		try(q)
	}
}

// path writes down the walk that ends at the finish.
func (s *search) path(f *Floor, start Point, end finish) []Point {
	n := 2
	for i := end.last; i != none; i = s.parent[i] {
		n++
	}
	path := make([]Point, n)
	path[0], path[n-1] = start, end.at
	for i := end.last; i != none; i = s.parent[i] {
		n--
		path[n-1] = f.turns[i].at
	}
	return slices.Compact(path)
}

// before orders steps: the shorter first, and of equals always the same.
func (a step) before(b step) bool {
	if a.total != b.total {
		return a.total < b.total
	}
	if a.turn != b.turn {
		return a.turn < b.turn
	}
	return a.parent < b.parent
}

func (s *search) push(x step) {
	s.open = append(s.open, x)
	i := len(s.open) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !x.before(s.open[up]) {
			break
		}
		s.open[i] = s.open[up]
		i = up
	}
	s.open[i] = x
}

func (s *search) pop() step {
	first, last := s.open[0], len(s.open)-1
	x := s.open[last]
	s.open = s.open[:last]
	for i := 0; last > 0; {
		down := 2*i + 1
		if down >= last {
			s.open[i] = x
			break
		}
		if down+1 < last && s.open[down+1].before(s.open[down]) {
			down++
		}
		if !s.open[down].before(x) {
			s.open[i] = x
			break
		}
		s.open[i] = s.open[down]
		i = down
	}
	return first
}
