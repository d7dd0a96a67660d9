package nav_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/yokocho/yokocho/core/nav"
)

const radius = 14

func box(x, y, w, h int) nav.Polygon {
	return nav.Polygon{{X: x, Y: y}, {X: x + w, Y: y}, {X: x + w, Y: y + h}, {X: x, Y: y + h}}
}

func round(cx, cy, r, corners int) nav.Polygon {
	var g nav.Polygon
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(corners))
		g = append(g, nav.Point{X: cx + int(math.Round(float64(r)*cos)), Y: cy + int(math.Round(float64(r)*sin))})
	}
	return g
}

// loungeDrawing is a room of ten by ten tiles and an alcove by its door, furnished.
func loungeDrawing() (walk, blocked []nav.Polygon) {
	walk = []nav.Polygon{box(0, 0, 480, 480), box(200, 440, 96, 100)}
	blocked = []nav.Polygon{
		{{X: 60, Y: 110}, {X: 230, Y: 110}, {X: 230, Y: 160}, {X: 108, Y: 160}, {X: 108, Y: 250}, {X: 60, Y: 250}}, // sofa
		box(260, 190, 46, 46),   // armchair
		box(250, 270, 46, 46),   // armchair
		box(150, 300, 46, 44),   // armchair
		round(185, 230, 34, 12), // round table
		round(370, 400, 30, 12), // round table
		box(310, 390, 24, 24),   // stool
		box(412, 380, 24, 24),   // stool
		box(0, 0, 190, 26),      // bookshelf
		box(330, 60, 40, 190),   // counter
		{{X: 0, Y: 430}, {X: 30, Y: 440}, {X: 40, Y: 480}, {X: 0, Y: 480}}, // plant in the corner
	}
	return walk, blocked
}

func lounge(t testing.TB) *nav.Floor {
	t.Helper()
	walk, blocked := loungeDrawing()
	return mustNew(t, walk, blocked)
}

func mustNew(t testing.TB, walk, blocked []nav.Polygon) *nav.Floor {
	t.Helper()
	f, err := nav.New(walk, blocked, radius)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// somewhere returns places of the lounge on which a body may stand.
func somewhere(t testing.TB, f *nav.Floor, n int) []nav.Point {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var places []nav.Point
	for len(places) < n {
		if p := (nav.Point{X: random.IntN(480), Y: random.IntN(540)}); f.Standable(p) {
			places = append(places, p)
		}
	}
	return places
}

func TestLoungeEveryReachableGoalIsFound(t *testing.T) {
	walk, blocked := loungeDrawing()
	f := lounge(t)
	judge := drawing{walk: walk, blocked: blocked}
	places := somewhere(t, f, 1001)
	for i, goal := range places[1:] {
		from := places[i]
		r, ok := f.Route(from, nav.At(goal), nil)
		if !ok || !r.Exact {
			t.Fatalf("%v to %v: no way", from, goal)
		}
		judge.mustAllow(t, r.Path, from, goal)
	}
}

func BenchmarkLoungeRoute(b *testing.B) {
	f := lounge(b)
	places := somewhere(b, f, 1024)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if r, ok := f.Route(places[i%1024], nav.At(places[(i+1)%1024]), nil); !ok || !r.Exact {
			b.Fatal("no way")
		}
		i++
	}
}

// BenchmarkLoungeApproach walks up to somebody in a full room.
func BenchmarkLoungeApproach(b *testing.B) {
	f := lounge(b)
	places := somewhere(b, f, 1024)
	var discs []nav.Disc
	for _, p := range places[:25] {
		discs = append(discs, nav.Disc{Centre: p, Radius: 2 * radius})
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, ok := f.Route(places[i%1024], nav.Ring(places[i%25], 48, 72), discs); !ok {
			b.Fatal("nowhere to go")
		}
		i++
	}
}

// BenchmarkLoungeTaken asks for places on furniture and on people.
func BenchmarkLoungeTaken(b *testing.B) {
	f := lounge(b)
	places := somewhere(b, f, 1024)
	var discs []nav.Disc
	for _, p := range places[:25] {
		discs = append(discs, nav.Disc{Centre: p, Radius: 2 * radius})
	}
	goals := []nav.Point{{X: 80, Y: 130}, {X: 350, Y: 150}, {X: -300, Y: 900}, places[3], places[7]}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, ok := f.Route(places[i%1024], nav.At(goals[i%len(goals)]), discs); !ok {
			b.Fatal("nowhere to go")
		}
		i++
	}
}

func BenchmarkLoungeNew(b *testing.B) {
	walk, blocked := loungeDrawing()
	for b.Loop() {
		if _, err := nav.New(walk, blocked, radius); err != nil {
			b.Fatal(err)
		}
	}
}

// TestRouteAllocations is the gate of the figure that BenchmarkLoungeRoute reports.
func TestRouteAllocations(t *testing.T) {
	f := lounge(t)
	places := somewhere(t, f, 256)
	i := 0
	allocations := testing.AllocsPerRun(1000, func() {
		f.Route(places[i%256], nav.At(places[(i+1)%256]), nil)
		i++
	})
	if allocations > 8 {
		t.Errorf("a route allocates %v times, at most 8", allocations)
	}
}
