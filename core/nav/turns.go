package nav

import (
	"fmt"
	"math"
	"slices"
)

// spare is how far beyond the radius a turning point may stand before it is rounded to whole units (by 0.71 at most): together
// less than the one unit that a path may lack.
const spare = 0.25

// turn is a place where a path may bend: a vertex of the polygon drawn round a wall's corner at the body's radius.
type turn struct {
	at          Point
	back, ahead vec // directions of the polygon's two sides from here; both zero for an anchor, where no path bends
	label       int // turns that can reach one another have the same
	joins       []join
}

// join is a straight walk between two turns.
type join struct {
	to     int
	length float64
}

// grazes reports whether a path bends usefully at t when it comes from, or goes on to, p: the line must have the corner on
// one side. Rounding may have turned the line, so nearly is enough.
func (t *turn) grazes(p Point) bool {
	d := p.vec().sub(t.at.vec())
	l2 := d.dot(d)
	back, ahead := d.cross(t.back), d.cross(t.ahead)
	return float64(back*ahead) >= 0 || min(math.Abs(back), math.Abs(ahead)) <= 1.5 || l2 <= 4
}

// turnsOf returns the turning points of every wall corner that leaves more than half a circle free, in the order of the walls.
func turnsOf(walls []segment, radius int) []turn {
	directions := map[Point][]float64{}
	var corners []Point
	add := func(a, b Point) {
		if directions[a] == nil {
			corners = append(corners, a)
		}
		d := b.vec().sub(a.vec())
		directions[a] = append(directions[a], math.Atan2(d.y, d.x))
	}
	for _, w := range walls {
		add(w.a, w.b)
		add(w.b, w.a)
	}
	var turns []turn
	for _, corner := range corners {
		around := directions[corner]
		slices.Sort(around)
		for i, angle := range around {
			next := around[0] + 2*math.Pi
			if i+1 < len(around) {
				next = around[i+1]
			}
			if bend := next - angle - math.Pi; bend > 1e-9 {
				turns = appendRound(turns, corner, angle+math.Pi/2, bend, radius)
			}
		}
	}
	return turns
}

// appendRound adds the vertices of a polygon around the arc that starts at an angle and turns by bend.
func appendRound(turns []turn, corner Point, start, bend float64, radius int) []turn {
	r := float64(radius)
	n := math.Ceil(bend / (2 * math.Acos(r/(r+spare))))
	half := bend / n / 2
	for i := 0.0; i < n; i++ {
		middle := start + float64((2*i+1)*half)
		turns = append(turns, turn{
			at:    corner.vec().along(direction(middle), r/math.Cos(half)).point(),
			back:  direction(middle - half - math.Pi/2),
			ahead: direction(middle + half + math.Pi/2),
		})
	}
	return turns
}

func direction(angle float64) vec {
	sin, cos := math.Sincos(angle)
	return vec{cos, sin}
}

// plantTurns keeps the turns that are on the floor, joins those that see each other, and labels what hangs together.
func (f *Floor) plantTurns(all []segment) error {
	for _, t := range turnsOf(all, f.radius) {
		if f.Standable(t.at) {
			f.turns = append(f.turns, t)
		}
	}
	if n := len(f.turns); n > maxTurns {
		return fmt.Errorf("the floor has %d turning points, at most %d: draw with fewer corners, or give a smaller radius", n, maxTurns)
	}
	for i := range f.turns {
		a, hint := &f.turns[i], 0
		for j := range i {
			b := &f.turns[j]
			if !a.grazes(b.at) || !b.grazes(a.at) {
				continue
			}
			if w := f.obstacle(a.at, b.at, hint); w >= 0 {
				hint = w
				continue
			}
			f.join(i, j)
		}
	}
	f.labelTurns()
	return nil
}

func (f *Floor) join(i, j int) {
	a, b := &f.turns[i], &f.turns[j]
	length := distance(a.at, b.at)
	a.joins = append(a.joins, join{j, length})
	b.joins = append(b.joins, join{i, length})
}

// labelTurns gives turns that hang together the same label. Turns that see each other but would not be joined, because no
// shortest walk bends there, are joined after all where nothing else connects them.
func (f *Floor) labelTurns() {
	for i := range f.turns {
		if f.turns[i].label == 0 {
			f.labels++
			f.spread(i, f.labels)
		}
	}
	for i := range f.turns {
		a, hint := &f.turns[i], 0
		for j := range i {
			b := &f.turns[j]
			if a.label == b.label {
				continue
			}
			if w := f.obstacle(a.at, b.at, hint); w >= 0 {
				hint = w
			} else {
				f.join(i, j)
				f.relabel(b.label, a.label)
			}
		}
	}
}

func (f *Floor) relabel(from, to int) {
	for i := range f.turns {
		if f.turns[i].label == from {
			f.turns[i].label = to
		}
	}
}

// spread labels a turn and all that are joined to it, directly or not.
func (f *Floor) spread(turn, label int) {
	f.turns[turn].label = label
	for open := []int{turn}; len(open) > 0; {
		last := len(open) - 1
		joins := f.turns[open[last]].joins
		open = open[:last]
		for _, j := range joins {
			if f.turns[j.to].label != label {
				f.turns[j.to].label = label
				open = append(open, j.to)
			}
		}
	}
}

// label says which part of the floor p, a place on it, belongs to; 0 when it is a nook that no turn sees.
func (f *Floor) label(p Point) int {
	hint := 0
	for i := range f.turns {
		w := f.obstacle(p, f.turns[i].at, hint)
		if w < 0 {
			return f.turns[i].label
		}
		hint = w
	}
	return 0
}
