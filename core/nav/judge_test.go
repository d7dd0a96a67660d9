package nav_test

import (
	"container/heap"
	"math"
	"testing"

	"github.com/yokocho/yokocho/core/nav"
)

// drawing judges paths by the drawn polygons alone, in floating point, sharing nothing with the package.
type drawing struct{ walk, blocked []nav.Polygon }

func inside(g nav.Polygon, x, y float64) bool {
	in := false
	for i, c := range g {
		d := g[(i+1)%len(g)]
		cx, cy, dx, dy := float64(c.X), float64(c.Y), float64(d.X), float64(d.Y)
		if (cy > y) != (dy > y) && x < cx+(y-cy)/(dy-cy)*(dx-cx) {
			in = !in
		}
	}
	return in
}

func toSide(x, y float64, c, d nav.Point) float64 {
	cx, cy := float64(c.X), float64(c.Y)
	wx, wy := float64(d.X)-cx, float64(d.Y)-cy
	t := min(max(((x-cx)*wx+(y-cy)*wy)/(wx*wx+wy*wy), 0), 1)
	return math.Hypot(x-cx-t*wx, y-cy-t*wy)
}

func (w drawing) onWalk(x, y float64) bool {
	for _, g := range w.walk {
		if inside(g, x, y) {
			return true
		}
	}
	return false
}

// free reports whether a body of radius r fits at (x, y).
func (w drawing) free(x, y, r float64) bool {
	if !w.onWalk(x, y) {
		return false
	}
	for _, g := range w.blocked {
		if inside(g, x, y) {
			return false
		}
		for i, c := range g {
			if toSide(x, y, c, g[(i+1)%len(g)]) < r {
				return false
			}
		}
	}
	const steps = 48
	for i := range steps {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / steps)
		if !w.onWalk(x+r*cos, y+r*sin) || !w.onWalk(x+r*cos/2, y+r*sin/2) {
			return false
		}
	}
	return true
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// mustAllow fails unless the path runs from one place to the other with the promised clearance.
func (w drawing) mustAllow(t fataler, path []nav.Point, from, to nav.Point) {
	t.Helper()
	if len(path) == 0 || path[0] != from || path[len(path)-1] != to {
		t.Fatalf("path %v does not run from %v to %v", path, from, to)
	}
	const clearance = radius - 1 - 1e-6
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		if a == b {
			t.Fatalf("path %v stands still at %v", path, a)
		}
		dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
		n := math.Ceil(math.Hypot(dx, dy))
		for k := 0.0; k <= n; k++ {
			if x, y := float64(a.X)+dx*k/n, float64(a.Y)+dy*k/n; !w.free(x, y, clearance) {
				t.Fatalf("path %v leaves the floor at (%.2f, %.2f)", path, x, y)
			}
		}
	}
}

// grid is a coarse picture of a drawing: the places every few units on which a body of some radius fits.
type grid struct {
	step, n int
	free    []bool
}

func (w drawing) grid(size, step int, r float64) *grid {
	g := &grid{step: step, n: size/step + 1}
	for y := range g.n {
		for x := range g.n {
			g.free = append(g.free, w.free(float64(x*step), float64(y*step), r))
		}
	}
	return g
}

func (g *grid) at(i int) nav.Point { return nav.Point{X: i % g.n * g.step, Y: i / g.n * g.step} }

// lengths is the shortest walk from a grid place to every other over neighbours, diagonals included; infinite where none is.
func (g *grid) lengths(from int) []float64 {
	out := make([]float64, len(g.free))
	for i := range out {
		out[i] = math.Inf(1)
	}
	out[from] = 0
	open := &nearestFirst{{at: from}}
	for open.Len() > 0 {
		s := heap.Pop(open).(stop)
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				x, y := s.at%g.n+dx, s.at/g.n+dy
				if x < 0 || y < 0 || x >= g.n || y >= g.n || !g.free[y*g.n+x] {
					continue
				}
				if l := s.length + float64(g.step)*math.Hypot(float64(dx), float64(dy)); l < out[y*g.n+x] {
					out[y*g.n+x] = l
					heap.Push(open, stop{y*g.n + x, l})
				}
			}
		}
	}
	return out
}

type stop struct {
	at     int
	length float64
}

type nearestFirst []stop

func (h nearestFirst) Len() int           { return len(h) }
func (h nearestFirst) Less(i, j int) bool { return h[i].length < h[j].length }
func (h nearestFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *nearestFirst) Push(x any)        { *h = append(*h, x.(stop)) }
func (h *nearestFirst) Pop() any {
	last := len(*h) - 1
	s := (*h)[last]
	*h = (*h)[:last]
	return s
}

func TestTheJudgeSeesAWrongPath(t *testing.T) {
	walk, blocked := loungeDrawing()
	var said verdict
	drawing{walk: walk, blocked: blocked}.mustAllow(&said, []nav.Point{{X: 40, Y: 60}, {X: 240, Y: 200}},
		nav.Point{X: 40, Y: 60}, nav.Point{X: 240, Y: 200})
	if said == 0 {
		t.Error("a path through the sofa passed")
	}
}

type verdict int

func (v *verdict) Helper()               {}
func (v *verdict) Fatalf(string, ...any) { *v++ }
