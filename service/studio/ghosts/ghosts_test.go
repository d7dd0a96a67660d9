package ghosts_test

import (
	"reflect"
	"testing"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/catalog/tiled"
	"github.com/yokocho/yokocho/service/studio/ghosts"
)

func TestGhostsGetEverywhereInEveryRoomOfTheStreet(t *testing.T) {
	dirs, err := tiled.Dirs(art.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		drawn, err := tiled.Read(art.Files, dir)
		if err != nil {
			t.Fatal(err)
		}
		room, _, err := catalog.RoomOf(drawn)
		if err != nil {
			t.Fatal(err)
		}
		r := rehearse(t, room.Map, drawn.Size())
		if len(r.Findings) > 0 {
			t.Errorf("%s: %+v", dir, r.Findings)
		}
		if r.Ghosts != drawn.Capacity || r.Places[ghosts.Seat] != len(drawn.Seats) || r.Places[ghosts.Exit] != len(drawn.Exits) || r.Places[ghosts.Floor] < 50 {
			t.Errorf("%s: %d ghosts were at %v", dir, r.Ghosts, r.Places)
		}
		if again := rehearse(t, room.Map, drawn.Size()); !reflect.DeepEqual(r, again) {
			t.Errorf("%s: another rehearsal went otherwise", dir)
		}
	}
}

func rehearse(t *testing.T, m *world.Map, size nav.Point) ghosts.Rehearsal {
	t.Helper()
	r, err := ghosts.Rehearse(m, size, []world.OutfitHash{"blazer", "witch"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func box(x, y, w, h int) nav.Polygon {
	return nav.Polygon{{X: x, Y: y}, {X: x + w, Y: y}, {X: x + w, Y: y + h}, {X: x, Y: y + h}}
}

// hall is a room of 480 x 480 with a wall across it, behind which a seat and the last two rows of tiles are.
func hall(t *testing.T, wall nav.Polygon) *world.Map {
	t.Helper()
	floor, err := nav.New([]nav.Polygon{box(0, 0, 480, 480)}, []nav.Polygon{wall}, world.BodyRadius)
	if err != nil {
		t.Fatal(err)
	}
	return &world.Map{
		Capacity: 8, Floor: floor, Spawn: []nav.Point{{X: 100, Y: 100}},
		Exits: []world.Exit{{ID: "door", Target: "street", At: nav.Point{X: 20, Y: 20}, Facing: world.FacingNW}},
		Seats: []world.Seat{{ID: "stool", Facing: world.FacingSE, At: nav.Point{X: 440, Y: 440}, Approach: nav.Point{X: 410, Y: 440}}},
	}
}

func TestAPlaceBehindAWallIsFound(t *testing.T) {
	size := nav.Point{X: 480, Y: 480}
	if r := rehearse(t, hall(t, box(0, 370, 400, 10)), size); len(r.Findings) > 0 {
		t.Errorf("with a gap in the wall: %+v", r.Findings)
	}
	r := rehearse(t, hall(t, box(0, 370, 480, 10)), size)
	found := map[ghosts.Kind]int{}
	for _, f := range r.Findings {
		if f.Code != ghosts.Unreachable || f.Place.At.Y < 370 || f.Who == "" || f.At > r.Ends {
			t.Errorf("found %+v", f)
		}
		found[f.Place.Kind]++
	}
	if found[ghosts.Seat] != 1 || found[ghosts.Floor] != 20 {
		t.Errorf("found %v, want the seat and twenty tiles", found)
	}
}

func TestACrowdThatDoesNotFitIsFound(t *testing.T) {
	floor, err := nav.New([]nav.Polygon{box(0, 0, 96, 48)}, nil, world.BodyRadius)
	if err != nil {
		t.Fatal(err)
	}
	r := rehearse(t, &world.Map{Capacity: 30, Floor: floor, Spawn: []nav.Point{{X: 24, Y: 24}}}, nav.Point{X: 96, Y: 48})
	if len(r.Findings) == 0 {
		t.Fatal("thirty people fit on two tiles")
	}
	for _, f := range r.Findings {
		if f.Code != ghosts.Jam {
			t.Errorf("found %+v, want a jam", f)
		}
	}
}

func BenchmarkRehearse(b *testing.B) {
	drawn, err := tiled.Read(art.Files, "rooms/club")
	if err != nil {
		b.Fatal(err)
	}
	room, _, err := catalog.RoomOf(drawn)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := ghosts.Rehearse(room.Map, drawn.Size(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
