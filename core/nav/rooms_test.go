package nav_test

import (
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// rooms are all rooms of the street as they are drawn.
func rooms(t testing.TB) []*tiled.Room {
	t.Helper()
	art := os.DirFS("../../art")
	dirs, err := tiled.Dirs(art)
	if err != nil {
		t.Fatal(err)
	}
	var all []*tiled.Room
	for _, dir := range dirs {
		r, err := tiled.Read(art, dir)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// TestWalksInEveryRoom: walks end on the floor and lead along places where a body fits, to every seat, and wherever there is a way back from.
// With YOKOCHO_SOAK ten thousand walks a room, else a tenth of them.
func TestWalksInEveryRoom(t *testing.T) {
	walks := 1000
	if os.Getenv("YOKOCHO_SOAK") != "" {
		walks = 10_000
	}
	for _, room := range rooms(t) {
		t.Run(string(room.ID), func(t *testing.T) {
			t.Parallel()
			floor, judge := room.Floor, drawing{walk: room.Walk, blocked: room.Obstacles()}
			random := rand.New(rand.NewPCG(1, 2))
			width, length := room.Columns*tiled.TileUnits, room.Rows*tiled.TileUnits
			at := room.Spawn[0]
			for i := range walks {
				to := nav.Point{X: random.IntN(width), Y: random.IntN(length)}
				if i%4 == 0 {
					to = room.Seats[i/4%len(room.Seats)].Approach
				}
				route, ok := floor.Route(at, nav.At(to), nil)
				if !ok || !route.Exact && i%4 == 0 {
					t.Fatalf("%v to %v: found %v, exact %v", at, to, ok, route.Exact)
				}
				if back, ok := floor.Route(to, nav.At(at), nil); floor.Standable(to) && (!ok || back.Exact != route.Exact) {
					t.Fatalf("%v to %v: exact %v, and back %v", at, to, route.Exact, back.Exact)
				}
				judge.mustRoughlyAllow(t, route.Path)
				if at = route.Path[len(route.Path)-1]; !floor.Standable(at) {
					t.Fatalf("a walk ends at %v, where nobody can stand", at)
				}
			}
		})
	}
}

// mustRoughlyAllow fails unless a body fits everywhere along a path, looking every few units.
func (w drawing) mustRoughlyAllow(t *testing.T, path []nav.Point) {
	t.Helper()
	const step = 6
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
		n := math.Ceil(math.Hypot(dx, dy) / step)
		for k := 0.0; k <= n; k++ {
			if x, y := float64(a.X)+dx*k/n, float64(a.Y)+dy*k/n; !w.free(x, y, radius-1-1e-6) {
				t.Fatalf("path %v leaves the floor at (%.2f, %.2f)", path, x, y)
			}
		}
	}
}

// BenchmarkCrowded is a walk across a room of sixty obstacles between a hundred people who stand about.
func BenchmarkCrowded(b *testing.B) {
	walk := []nav.Polygon{box(0, 0, 960, 960)}
	random := rand.New(rand.NewPCG(3, 4))
	var blocked []nav.Polygon
	for i := range 60 {
		blocked = append(blocked, box(40+i%8*115+random.IntN(30), 40+i/8*115+random.IntN(30), 24+random.IntN(28), 24+random.IntN(28)))
	}
	floor := mustNew(b, walk, blocked)
	place := func() nav.Point {
		for {
			if p := (nav.Point{X: random.IntN(960), Y: random.IntN(960)}); floor.Standable(p) {
				return p
			}
		}
	}
	var people []nav.Disc
	for range 100 {
		people = append(people, nav.Disc{Centre: place(), Radius: 2 * radius})
	}
	var places []nav.Point
	for range 1024 {
		places = append(places, place())
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		if _, ok := floor.Route(places[i%1024], nav.At(places[(i+1)%1024]), people); !ok {
			b.Fatal("no way")
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds()), "p99-ns")
}
