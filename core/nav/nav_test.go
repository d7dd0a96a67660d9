package nav_test

import (
	"encoding/json"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/nav"
)

func at(x, y int) nav.Point { return nav.Point{X: x, Y: y} }

func TestNewSaysWhatIsWrong(t *testing.T) {
	square := box(0, 0, 100, 100)
	tests := []struct {
		name          string
		walk, blocked []nav.Polygon
		radius        int
		want          string
	}{
		{"nothing", nil, nil, 14, "no walk polygon"},
		{"two corners", []nav.Polygon{square, {at(0, 0), at(1, 1)}}, nil, 14, "walk[1] has 2 corners: draw at least 3"},
		{"bow tie", []nav.Polygon{square}, []nav.Polygon{{at(0, 0), at(50, 50), at(50, 0), at(0, 50)}}, 14, "blocked[0] crosses itself"},
		{"pinched", []nav.Polygon{{at(0, 0), at(90, 0), at(40, 50), at(90, 90), at(0, 90), at(40, 50)}}, nil, 14, "walk[0] crosses itself"},
		{"spike", []nav.Polygon{{at(0, 0), at(90, 0), at(90, 90), at(90, 10), at(0, 90)}}, nil, 14, "walk[0] folds back on itself at (90,90)"},
		{"flat", []nav.Polygon{{at(0, 0), at(50, 0), at(90, 0)}}, nil, 14, "walk[0] folds back on itself"},
		{"doubled corner", []nav.Polygon{{at(0, 0), at(90, 0), at(90, 0), at(0, 90)}}, nil, 14, "twice in a row: remove one"},
		{"far corner", []nav.Polygon{{at(0, 0), at(math.MaxInt, 0), at(0, math.MinInt)}}, nil, 14, "keep within ±100000"},
		{"narrow", []nav.Polygon{box(0, 0, 25, 400)}, nil, 14, "no room left"},
		{"all blocked", []nav.Polygon{square}, []nav.Polygon{box(-5, -5, 200, 200)}, 14, "no room left"},
		{"point", []nav.Polygon{square}, nil, 1, "radius 1: use 2 to 1000"},
		{"giant", []nav.Polygon{square}, nil, math.MaxInt, "use 2 to 1000"},
		{"many corners", []nav.Polygon{round(0, 0, 90000, 2049)}, nil, 14, "over 2048 corners"},
		{"many polygons", make([]nav.Polygon, 257), nil, 14, "257 polygons: at most 256"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := nav.New(tt.walk, tt.blocked, tt.radius)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestCrossedCombsAreRefused(t *testing.T) {
	var upright, level nav.Polygon
	for i := range 500 {
		p := at(i*40, 20)
		if i%2 == 0 {
			p.Y = 20000
		}
		upright, level = append(upright, p), append(level, at(p.Y, p.X))
	}
	upright, level = append(upright, at(499*40, -50), at(0, -50)), append(level, at(-50, 499*40), at(-50, 0))
	if _, err := nav.New([]nav.Polygon{upright, level}, nil, 2); err == nil || !strings.Contains(err.Error(), "draw them apart") {
		t.Errorf("got %v", err)
	}
}

func TestStandable(t *testing.T) {
	f := mustNew(t, []nav.Polygon{box(0, 0, 100, 100), box(100, 40, 100, 40)}, []nav.Polygon{box(40, 40, 20, 20)})
	tests := []struct {
		p    nav.Point
		want bool
	}{
		{at(14, 14), true},
		{at(13, 13), true}, // the one unit of tolerance
		{at(12, 20), false},
		{at(50, 50), false},
		{at(27, 50), true},
		{at(28, 50), false},
		{at(100, 60), true}, // on the side that the two areas share
		{at(100, 20), false},
		{at(-50, 50), false},
		{at(math.MaxInt, math.MinInt), false},
	}
	for _, tt := range tests {
		if got := f.Standable(tt.p); got != tt.want {
			t.Errorf("Standable(%v) = %v", tt.p, got)
		}
	}
}

func TestClear(t *testing.T) {
	f := mustNew(t, []nav.Polygon{box(0, 0, 200, 200)}, []nav.Polygon{box(90, 90, 20, 20)})
	tests := []struct {
		a, b nav.Point
		want bool
	}{
		{at(20, 20), at(180, 20), true},
		{at(20, 20), at(180, 180), false},
		{at(20, 77), at(180, 77), true},
		{at(20, 78), at(180, 78), false},
		{at(20, 20), at(500, 20), false},
		{at(5, 5), at(20, 20), false},
		{at(20, 20), at(math.MaxInt, 20), false},
	}
	for _, tt := range tests {
		if got := f.Clear(tt.a, tt.b); got != tt.want {
			t.Errorf("Clear(%v, %v) = %v", tt.a, tt.b, got)
		}
	}
}

// TestPathsHugCorners compares with the length of a string pulled tight round circles of the body's radius.
func TestPathsHugCorners(t *testing.T) {
	f := mustNew(t, []nav.Polygon{box(0, 0, 480, 480)}, []nav.Polygon{box(200, 200, 80, 80)})
	r, _ := f.Route(at(100, 240), nav.At(at(380, 240)), nil)
	// Tangents from either end to the circles round two corners, arcs, and the straight along the side.
	far := math.Hypot(100, 40)
	tangent := math.Sqrt(far*far - radius*radius)
	arc := math.Atan2(40, 100) + math.Asin(radius/far)
	want := 2*tangent + 2*arc*radius + 80
	if got := r.Length(); got > want*1.003 || got < want*0.99 {
		t.Errorf("%v is %.1f long, a tight string %.1f", r.Path, got, want)
	}
	if !r.Exact || len(r.Path) < 4 || len(r.Path) > 12 {
		t.Errorf("path %v, exact %v", r.Path, r.Exact)
	}
}

func TestGaps(t *testing.T) {
	for width, passable := range map[int]bool{30: true, 28: true, 25: false, 20: false} {
		f := mustNew(t, []nav.Polygon{box(0, 0, 400, 100)}, []nav.Polygon{box(190, 0, 20, 40), box(190, 40+width, 20, 90)})
		r, ok := f.Route(at(50, 50), nav.At(at(350, 50)), nil)
		if !ok || r.Exact != passable {
			t.Errorf("a gap of %d: %+v", width, r)
		}
	}
}

func TestRoute(t *testing.T) {
	// Two rooms without a door; the left one has a table.
	f := mustNew(t, []nav.Polygon{box(0, 0, 200, 200), box(300, 0, 200, 200)}, []nav.Polygon{box(80, 80, 40, 40)})
	stool := nav.Disc{Centre: at(40, 160), Radius: 20}
	tests := []struct {
		name  string
		from  nav.Point
		goal  nav.Goal
		discs []nav.Disc
		want  nav.Route
	}{
		{"straight", at(20, 20), nav.At(at(180, 20)), nil, nav.Route{Path: []nav.Point{at(20, 20), at(180, 20)}, Exact: true}},
		{"already there", at(20, 20), nav.At(at(20, 20)), nil, nav.Route{Path: []nav.Point{at(20, 20)}, Exact: true}},
		{"from off the floor", at(-70, 20), nav.At(at(180, 20)), nil, nav.Route{Path: []nav.Point{at(14, 20), at(180, 20)}, Exact: true}},
		{"into the wall", at(20, 20), nav.At(at(-30, 100)), nil, nav.Route{Path: []nav.Point{at(20, 20), at(14, 100)}}},
		{"onto the table", at(20, 90), nav.At(at(81, 90)), nil, nav.Route{Path: []nav.Point{at(20, 90), at(66, 90)}}},
		{"into the other room", at(20, 20), nav.At(at(350, 40)), nil, nav.Route{Path: []nav.Point{at(20, 20), at(186, 40)}}},
		{"within the other room", at(490, 40), nav.At(at(350, 40)), nil, nav.Route{Path: []nav.Point{at(486, 40), at(350, 40)}, Exact: true}},
		{"far beyond", at(20, 20), nav.At(at(math.MinInt, 20)), nil, nav.Route{Path: []nav.Point{at(20, 20), at(14, 20)}}},
		{"taken", at(40, 20), nav.At(at(40, 160)), []nav.Disc{stool}, nav.Route{Path: []nav.Point{at(40, 20), at(40, 139)}}},
		{"past somebody", at(40, 20), nav.At(at(40, 184)), []nav.Disc{{Centre: at(40, 100), Radius: 28}}, nav.Route{Path: []nav.Point{at(40, 20), at(40, 184)}, Exact: true}},
		{"into a ring", at(40, 20), nav.Ring(at(40, 160), 48, 72), nil, nav.Route{Path: []nav.Point{at(40, 20), at(40, 89)}, Exact: true}},
		{"out to a ring", at(40, 150), nav.Ring(at(40, 160), 48, 72), nil, nav.Route{Path: []nav.Point{at(40, 150), at(40, 111)}, Exact: true}},
		{"in the ring", at(40, 100), nav.Ring(at(40, 160), 48, 72), nil, nav.Route{Path: []nav.Point{at(40, 100)}, Exact: true}},
		{"a ring inside out", at(20, 20), nav.Ring(at(100, 20), 30, 10), nil, nav.Route{Path: []nav.Point{at(20, 20), at(70, 20)}, Exact: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := f.Route(tt.from, tt.goal, tt.discs)
			if diff := cmp.Diff(tt.want, got); !ok || diff != "" {
				t.Errorf("%v %s", ok, diff)
			}
		})
	}
}

func TestATakenPlaceInTheRingIsLeft(t *testing.T) {
	f := mustNew(t, []nav.Polygon{box(0, 0, 400, 400)}, nil)
	here, friend := at(200, 140), at(200, 200)
	r, ok := f.Route(here, nav.Ring(friend, 48, 72), []nav.Disc{{Centre: here, Radius: 28}})
	if last := r.Path[len(r.Path)-1]; !ok || !r.Exact || apart(last, here) < 28 || apart(last, friend) > 72 || apart(last, friend) < 48 {
		t.Errorf("%+v", r)
	}
}

func TestNowhereToGo(t *testing.T) {
	f := mustNew(t, []nav.Polygon{box(0, 0, 100, 100)}, nil)
	for _, goal := range []nav.Goal{nav.At(at(50, 50)), nav.Ring(at(50, 50), 10, 30)} {
		if r, ok := f.Route(at(20, 20), goal, []nav.Disc{{Centre: at(50, 50), Radius: math.MaxInt}}); ok {
			t.Errorf("%v: %+v", goal, r)
		}
	}
}

// TestSlantedWalksJoin crosses two areas askew, where the crossings are not whole units.
func TestSlantedWalksJoin(t *testing.T) {
	walk := []nav.Polygon{{at(0, 0), at(301, 103), at(290, 170), at(-13, 57)}, {at(240, 20), at(330, 31), at(297, 400), at(201, 391)}}
	f := mustNew(t, walk, nil)
	from, to := at(30, 38), at(252, 370)
	r, ok := f.Route(from, nav.At(to), nil)
	if !ok || !r.Exact {
		t.Fatalf("%+v", r)
	}
	for i := 1; i < len(r.Path); i++ {
		a, b := r.Path[i-1], r.Path[i]
		for k := range 200 {
			x := float64(a.X) + float64((b.X-a.X)*k)/200
			y := float64(a.Y) + float64((b.Y-a.Y)*k)/200
			if !(drawing{walk: walk}).free(x, y, radius-2) {
				t.Fatalf("%v leaves the floor at (%.1f, %.1f)", r.Path, x, y)
			}
		}
	}
}

func TestAFloorServesManyAtOnce(t *testing.T) {
	f := lounge(t)
	places := somewhere(t, f, 64)
	var everybody sync.WaitGroup
	for range 4 {
		everybody.Go(func() {
			for i, p := range places {
				q := places[(i+1)%len(places)]
				if r, ok := f.Route(p, nav.At(q), nil); !ok || !r.Exact {
					t.Errorf("%v to %v: %+v", p, q, r)
				}
			}
		})
	}
	everybody.Wait()
}

func TestPointJSON(t *testing.T) {
	var p nav.Point
	if err := json.Unmarshal([]byte(` [ -3, 40 ] `), &p); err != nil || p != at(-3, 40) {
		t.Errorf("%v %v", p, err)
	}
	if b, err := json.Marshal([]nav.Point{p}); err != nil || string(b) != "[[-3,40]]" {
		t.Errorf("%s %v", b, err)
	}
	for _, bad := range []string{`null`, `[]`, `[1]`, `[1,2,3]`, `[1.5,2]`, `[1,null]`, `["1",2]`, `{"x":1,"y":2}`, `"NaN"`, `[NaN,1]`, `[1e400,1]`, `[99999999999999999999,1]`} {
		if err := json.Unmarshal([]byte(bad), &p); err == nil {
			t.Errorf("%s became %v", bad, p)
		}
	}
}

// TestAHiddenPlaceInTheRingIsWalkedToStraight has one free place in the ring, which is noticed from a turn off the way.
func TestAHiddenPlaceInTheRingIsWalkedToStraight(t *testing.T) {
	f := mustNew(t, []nav.Polygon{box(0, 0, 64, 64), box(16, 72, 304, 64), box(40, 56, 280, 64)}, nil)
	r, ok := f.Route(at(60, 75), nav.Ring(at(330, 2), 58, 82), []nav.Disc{{Centre: at(261, 81), Radius: 40}})
	if !ok || !r.Exact || len(r.Path) != 2 {
		t.Errorf("%+v", r)
	}
}
