package wardrobe

import "math"

// Box is a rectangle in canvas units.
type Box struct{ MinX, MinY, MaxX, MaxY float64 }

// Union is the smallest box around both. An empty box (the zero value) adds nothing.
func (b Box) Union(c Box) Box {
	if b == (Box{}) {
		return c
	}
	if c == (Box{}) {
		return b
	}
	return Box{min(b.MinX, c.MinX), min(b.MinY, c.MinY), max(b.MaxX, c.MaxX), max(b.MaxY, c.MaxY)}
}

type point struct{ x, y float64 }

// matrix is SVG's matrix(a b c d e f).
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// times applies n first, then m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (m matrix) apply(p point) point { return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f} }

// stretch is the largest factor by which the matrix lengthens anything.
func (m matrix) stretch() float64 {
	return (math.Hypot(m.a+m.d, m.b-m.c) + math.Hypot(m.a-m.d, m.b+m.c)) / 2
}

// hull is the box around transformed points, grown on every side.
func hull(points []point, m matrix, grow float64) Box {
	box := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range points {
		q := m.apply(p)
		box = Box{min(box.MinX, q.x), min(box.MinY, q.y), max(box.MaxX, q.x), max(box.MaxY, q.y)}
	}
	return Box{box.MinX - grow, box.MinY - grow, box.MaxX + grow, box.MaxY + grow}
}

// arcHull returns points whose hull holds the elliptical arc of SVG's `A` from p to q: the control points of
// its cubic form (SVG 2, appendix B.2).
func arcHull(p point, rx, ry, degrees float64, large, sweep bool, q point) []point {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || p == q {
		return []point{q}
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	dx, dy := (p.x-q.x)/2, (p.y-q.y)/2
	x, y := cos*dx+sin*dy, -sin*dx+cos*dy
	if over := x*x/(rx*rx) + y*y/(ry*ry); over > 1 {
		rx, ry = rx*math.Sqrt(over), ry*math.Sqrt(over)
	}
	k := math.Sqrt(max(0, (rx*rx*ry*ry-rx*rx*y*y-ry*ry*x*x)/(rx*rx*y*y+ry*ry*x*x)))
	if large == sweep {
		k = -k
	}
	cx, cy := k*rx*y/ry, -k*ry*x/rx
	from := math.Atan2((y-cy)/ry, (x-cx)/rx)
	turn := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - from
	if sweep && turn < 0 {
		turn += 2 * math.Pi
	} else if !sweep && turn > 0 {
		turn -= 2 * math.Pi
	}
	// The arc in the unit circle's space, carried back by this matrix.
	m := matrix{cos * rx, sin * rx, -sin * ry, cos * ry, cos*cx - sin*cy + (p.x+q.x)/2, sin*cx + cos*cy + (p.y+q.y)/2}
	steps := math.Ceil(math.Abs(turn) / (math.Pi / 2))
	step := turn / steps
	h := 4.0 / 3 * math.Tan(step/4)
	var points []point
	for i := range int(steps) {
		s0, c0 := math.Sincos(from + float64(i)*step)
		s1, c1 := math.Sincos(from + float64(i+1)*step)
		points = append(points, m.apply(point{c0 - h*s0, s0 + h*c0}), m.apply(point{c1 + h*s1, s1 - h*c1}), m.apply(point{c1, s1}))
	}
	return append(points, q)
}
