package nav

import (
	"cmp"
	"math"
	"slices"
)

// shore is a stretch along one side of a wall on which a body just fits.
type shore struct {
	from, way vec // way is a direction of length 1
	length    float64
	label     int
}

// nearest is the place on the shore nearest to p, to the whole unit.
func (s *shore) nearest(p Point) Point {
	return s.from.along(s.way, min(max(p.vec().sub(s.from).dot(s.way), 0), s.length)).point()
}

// plantShores finds the shores of every wall, and an anchor for each part of the floor that has no turn: such a part
// is convex, so that one place of it sees all others.
func (f *Floor) plantShores() {
	for i := range f.walls {
		a, b := f.walls[i].a, f.walls[i].b
		f.plantShore(a, b)
		f.plantShore(b, a)
	}
}

// plantShore finds the shores on the left of the wall from a to b.
func (f *Floor) plantShore(a, b Point) {
	way := b.vec().sub(a.vec()).unit()
	line := shore{from: a.vec().along(way.left(), float64(f.radius)), way: way, length: distance(a, b)}
	var shut []span
	for i := range f.walls {
		if w := &f.walls[i]; w.nearLine(line) {
			if s := line.within(w, float64(f.radius)-spare); s.lo < s.hi {
				shut = append(shut, s)
			}
		}
	}
	shut = append(shut, span{line.length, math.Inf(1)})
	slices.SortFunc(shut, func(s, t span) int { return cmp.Compare(s.lo, t.lo) })
	at := 0.0
	for _, s := range shut {
		if lo, hi := at, min(s.lo, line.length); lo <= hi {
			middle := line.from.along(way, (lo+hi)/2).point()
			if f.Standable(middle) {
				f.shores = append(f.shores, shore{line.from.along(way, lo), way, hi - lo, f.anchored(middle)})
			}
		}
		at = max(at, s.hi)
	}
}

// anchored is the label of p, or of a new anchor there.
func (f *Floor) anchored(p Point) int {
	if label := f.label(p); label != 0 {
		return label
	}
	f.labels++
	f.turns = append(f.turns, turn{at: p, label: f.labels})
	return f.labels
}

// span is a stretch of a line, measured from its beginning; none when lo is not below hi.
type span struct{ lo, hi float64 }

func (s span) and(t span) span { return span{max(s.lo, t.lo), min(s.hi, t.hi)} }

// with is the span of both, which overlap.
func (s span) with(t span) span {
	if s.lo >= s.hi {
		return t
	}
	if t.lo >= t.hi {
		return s
	}
	return span{min(s.lo, t.lo), max(s.hi, t.hi)}
}

// nearLine reports whether the wall may shut a part of the line. Its box is grown by one unit less than the radius.
func (w *wall) nearLine(line shore) bool {
	end := line.from.along(line.way, line.length)
	return max(line.from.x, end.x) >= float64(w.minX-1) && min(line.from.x, end.x) <= float64(w.maxX+1) &&
		max(line.from.y, end.y) >= float64(w.minY-1) && min(line.from.y, end.y) <= float64(w.maxY+1)
}

// within is the stretch of the line that is nearer than k to the wall.
func (s *shore) within(w *wall, k float64) span {
	a, b := w.a.vec(), w.b.vec()
	way := b.sub(a).unit()
	off := s.from.sub(a)
	beside := inRange(off.dot(way), s.way.dot(way), 0, b.sub(a).length()).
		and(inRange(way.cross(off), way.cross(s.way), -k, k))
	return beside.with(s.aroundEnd(a, k)).with(s.aroundEnd(b, k))
}

// aroundEnd is the stretch of the line that is nearer than k to c.
func (s *shore) aroundEnd(c vec, k float64) span {
	to := c.sub(s.from)
	middle, off := to.dot(s.way), to.cross(s.way)
	half := math.Sqrt(max(float64(k*k)-float64(off*off), 0))
	return span{middle - half, middle + half}
}

// inRange is where start + t*slope lies between lo and hi.
func inRange(start, slope, lo, hi float64) span {
	if math.Abs(slope) < 1e-12 {
		if start > lo && start < hi {
			return span{math.Inf(-1), math.Inf(1)}
		}
		return span{}
	}
	t, u := (lo-start)/slope, (hi-start)/slope
	return span{min(t, u), max(t, u)}
}
