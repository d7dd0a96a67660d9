package nav

import (
	"math"
	"slices"
)

// wall is a line that a body keeps off, with the box outside of which it need not be looked at.
type wall struct {
	a, b                   Point
	minX, minY, maxX, maxY int
}

func newWall(s segment, clearance int) wall {
	return wall{
		a: s.a, b: s.b,
		minX: min(s.a.X, s.b.X) - clearance, maxX: max(s.a.X, s.b.X) + clearance,
		minY: min(s.a.Y, s.b.Y) - clearance, maxY: max(s.a.Y, s.b.Y) + clearance,
	}
}

// meet reports whether the segments ab and cd cross. When they merely touch, or lie in line, it may say no: then an end of
// one lies on the other.
func meet(a, b, c, d Point) bool {
	return (cross(a, b, c) > 0) != (cross(a, b, d) > 0) && (cross(c, d, a) > 0) != (cross(c, d, b) > 0)
}

// touch reports whether the segments ab and cd have a point in common.
func touch(a, b, c, d Point) bool {
	on := func(p, c, d Point) bool { return cross(c, d, p) == 0 && dot(p, c, d) <= 0 }
	return meet(a, b, c, d) || on(a, c, d) || on(b, c, d) || on(c, a, b) || on(d, a, b)
}

// keepsOff reports whether the segment ab stays at least k from the segment cd; k is at least 1.
func keepsOff(a, b, c, d Point, k int64) bool {
	return !meet(a, b, c, d) &&
		endKeepsOff(a, c, d, k) && endKeepsOff(b, c, d, k) && endKeepsOff(c, a, b, k) && endKeepsOff(d, a, b, k)
}

// endKeepsOff reports whether p is at least k from the segment cd. Within Limit and maxRadius nothing overflows.
func endKeepsOff(p, c, d Point, k int64) bool {
	length2 := dist2(c, d)
	switch along := dot(c, d, p); {
	case along <= 0:
		return dist2(p, c) >= k*k
	case along >= length2:
		return dist2(p, d) >= k*k
	}
	off := cross(c, d, p)
	off = max(off, -off)
	return off >= 1<<31 || off*off >= k*k*length2
}

// segment is a piece of an outline.
type segment struct{ a, b Point }

// outline returns the sides of left-handed polygons without the pieces that lie within another of them: the boundary of
// their union. It stops once there are more than maxWalls.
func outline(walk []Polygon) []segment {
	var pieces []segment
	var cuts []float64
	for i, g := range walk {
		for e := range g {
			p, q := g.edge(e)
			cuts = append(cuts[:0], 0, 1)
			for j, other := range walk {
				if j != i {
					cuts = appendCuts(cuts, p, q, other)
				}
			}
			slices.Sort(cuts)
			pieces = appendUncovered(pieces, p, q, cuts, walk, i)
			if len(pieces) > maxWalls {
				return pieces
			}
		}
	}
	return pieces
}

// appendCuts adds where, as a fraction of pq, sides of the polygon meet it.
func appendCuts(cuts []float64, p, q Point, g Polygon) []float64 {
	pq := q.vec().sub(p.vec())
	for e := range g {
		c, d := g.edge(e)
		if !touch(p, q, c, d) {
			continue
		}
		cd := d.vec().sub(c.vec())
		if across := pq.cross(cd); across != 0 {
			cuts = append(cuts, c.vec().sub(p.vec()).cross(cd)/across)
			continue
		}
		for _, end := range [2]Point{c, d} {
			cuts = append(cuts, min(max(float64(dot(p, q, end))/float64(dist2(p, q)), 0), 1))
		}
	}
	return cuts
}

// appendUncovered adds the pieces of the side pq of walk[i] that no other polygon covers, neighbouring pieces as one.
func appendUncovered(pieces []segment, p, q Point, cuts []float64, walk []Polygon, i int) []segment {
	const speck = 1e-9
	pv, pq := p.vec(), q.vec().sub(p.vec())
	from := -1.0
	flush := func(to float64) {
		if a, b := pv.along(pq, from).point(), pv.along(pq, to).point(); from >= 0 && a != b {
			pieces = append(pieces, segment{a, b})
		}
		from = -1
	}
	for k := 1; k < len(cuts); k++ {
		lo, hi := cuts[k-1], cuts[k]
		if hi-lo < speck {
			continue
		}
		if covered(pv.along(pq, (lo+hi)/2), pq, walk, i) {
			flush(lo)
		} else if from < 0 {
			from = lo
		}
	}
	flush(1)
	return pieces
}

// covered reports whether the floor goes on beyond m, a place on a side of walk[i] with the direction side: m lies inside
// another polygon, or on a side of one whose area is on the far side of the line.
func covered(m, side vec, walk []Polygon, i int) bool {
	for j, g := range walk {
		if j != i && covers(g, m, side) {
			return true
		}
	}
	return false
}

func covers(g Polygon, m, side vec) bool {
	const speck = 1e-6
	in := false
	for e := range g {
		c, d := g.edge(e)
		cv, cd := c.vec(), d.vec().sub(c.vec())
		cm := m.sub(cv)
		off, along := cd.cross(cm), cd.dot(cm)
		if math.Abs(off) <= speck*cd.length() && along >= 0 && along <= cd.dot(cd) {
			return cd.dot(side) < 0
		}
		if (cv.y > m.y) != (cv.y+cd.y > m.y) && (off > 0) == (cd.y > 0) {
			in = !in
		}
	}
	return in
}
