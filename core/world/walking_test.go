package world_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
)

func floor(tb testing.TB, blocked ...nav.Polygon) *nav.Floor {
	tb.Helper()
	f, err := nav.New([]nav.Polygon{box(0, 0, 480, 480)}, blocked, world.BodyRadius)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

func box(x, y, right, bottom int) nav.Polygon {
	return nav.Polygon{{X: x, Y: y}, {X: right, Y: y}, {X: right, Y: bottom}, {X: x, Y: bottom}}
}

// redrawn is the plaza with another floor.
func redrawn(tb testing.TB, revision string, blocked ...nav.Polygon) *world.Map {
	m := *worldtest.Map()
	m.Revision, m.Floor = revision, floor(tb, blocked...)
	return &m
}

// wakeAll does all that comes due, until nothing does.
func wakeAll(tb testing.TB, s *world.State, m *world.Map) {
	tb.Helper()
	for due, ok := s.Next(); ok; due, ok = s.Next() {
		act(tb, s, m, world.Wake{}, world.Principal{}, due)
	}
}

func away(a, b nav.Point) float64 { return math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)) }

// onFloor checks that what is left of somebody's walk is on the floor, but for what rounding does to places between corners.
func onFloor(t interface {
	Helper()
	Errorf(string, ...any)
}, m *world.Map, p *world.Person, from world.Millis) {
	t.Helper()
	for at := from; at <= p.Path.End().At; at += 10 {
		here := p.Path.Where(at)
		if nearest, _ := m.Floor.Nearest(here); away(here, nearest) > 3 {
			t.Errorf("%s walks over %v, where no floor is", p.ID, here)
			return
		}
	}
}

func TestWhoeverWalksWhenTheRoomIsRedrawnGoesOnByAnotherWay(t *testing.T) {
	m := redrawn(t, "plaza-1")
	s := room(t, m, 3)
	goal := nav.Point{X: 60, Y: 400}
	act(t, s, m, world.Walk{To: goal}, visitor(0), 10_000)
	act(t, s, m, world.Sit{Seat: "west"}, visitor(1), 10_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 440, Y: 300}}, visitor(2), 10_000)
	unhindered := s.Person(visitor(2).ID).Path

	wall := redrawn(t, "plaza-2", box(100, 150, 300, 180), box(150, 150, 180, 350))
	act(t, s, wall, world.Redraw{}, world.Principal{}, 10_300)
	for i, want := range []nav.Point{goal, {X: 80, Y: 240}} {
		p := s.Person(visitor(i).ID)
		if end := p.Path.End(); end.Point != want || p.Path[0].At != 10_300 {
			t.Errorf("%s goes to %v from %d on, not to %v", p.ID, end.Point, p.Path[0].At, want)
		}
		onFloor(t, wall, p, 10_300)
	}
	if p := s.Person(visitor(1).ID); p.Seat != "west" {
		t.Error("who was on the way to a seat has lost it")
	}
	if p := s.Person(visitor(2).ID); !slices.Equal(p.Path, unhindered) {
		t.Errorf("nothing is in the way of %s, yet they go by %v", p.ID, p.Path)
	}
}

func TestWhoeverSitsStaysOnASeatThatWasDrawnElsewhere(t *testing.T) {
	m := redrawn(t, "plaza-1")
	s := room(t, m, 2)
	act(t, s, m, world.Sit{Seat: "west"}, visitor(0), 10_000)
	act(t, s, m, world.Sit{Seat: "north"}, visitor(1), 10_000)
	next := redrawn(t, "plaza-2")
	next.Seats = slices.Clone(next.Seats[:2]) // north is gone
	next.Seats[1].At, next.Seats[1].Approach = nav.Point{X: 50, Y: 340}, nav.Point{X: 80, Y: 340}
	act(t, s, next, world.Redraw{}, world.Principal{}, 60_000)
	if p := s.Person(visitor(0).ID); p.Seat != "west" || p.Path.End().Point != next.Seats[1].Approach || p.Path.End().At > 60_000 {
		t.Errorf("whoever sat has %q and is at %v", p.Seat, p.Path)
	}
	if p := s.Person(visitor(1).ID); p.Seat != "" {
		t.Errorf("%s sits on a seat that is gone", p.ID)
	}
}

func TestSomebodyWhoWalksOnIsFollowed(t *testing.T) {
	m := redrawn(t, "plaza-1")
	s := room(t, m, 2)
	target, follower := visitor(0), visitor(1)
	act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 60}}, target, 10_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 440, Y: 440}}, follower, 10_000)
	act(t, s, m, world.Approach{Visitor: target.ID}, follower, 20_000)
	if _, due := s.Next(); due {
		t.Error("nobody walked on, yet somebody follows")
	}
	now, followed := world.Millis(20_100), 0
	step := func(at world.Millis) {
		for due, ok := s.Next(); ok && due <= at; due, ok = s.Next() {
			if events := act(t, s, m, world.Wake{}, world.Principal{}, due); len(events) != 1 {
				t.Fatalf("at %d a follower's waking was %v", due, events)
			}
			followed++
		}
	}
	for i := range 12 { // along the walls, and on before they have arrived anywhere
		step(now)
		act(t, s, m, world.Walk{To: []nav.Point{{X: 60, Y: 440}, {X: 440, Y: 440}, {X: 440, Y: 60}, {X: 60, Y: 60}}[i/3]}, target, now)
		now += 400
	}
	step(now + 60_000)
	end, at := s.Person(follower.ID).Path.End().Point, s.Person(target.ID).Path.End().Point
	if d := away(end, at); d > world.ApproachWithin || d < world.ApproachInner-1 {
		t.Errorf("the follower stands %v from whom they followed", d)
	}
	if followed < 5 || followed > 9 {
		t.Errorf("in five seconds the follower turned %d times", followed)
	}

	act(t, s, m, world.Walk{To: nav.Point{X: 440, Y: 60}}, target, now+70_000)
	if _, due := s.Next(); due {
		t.Error("who has come to talk is dragged along")
	}
}

func TestFollowingEnds(t *testing.T) {
	for name, ends := range map[string]func(t *testing.T, s *world.State, m *world.Map){
		"by one's own walk": func(t *testing.T, s *world.State, m *world.Map) {
			act(t, s, m, world.Walk{To: nav.Point{X: 440, Y: 440}}, visitor(1), 20_050)
			act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 400}}, visitor(0), 20_100)
		},
		"when the other leaves": func(t *testing.T, s *world.State, m *world.Map) {
			act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 400}}, visitor(0), 20_100)
			act(t, s, m, world.Leave{}, visitor(0), 20_200)
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := redrawn(t, "plaza-1")
			s := room(t, m, 2)
			act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 60}}, visitor(0), 10_000)
			act(t, s, m, world.Walk{To: nav.Point{X: 440, Y: 440}}, visitor(1), 10_000)
			act(t, s, m, world.Approach{Visitor: visitor(0).ID}, visitor(1), 20_000)
			ends(t, s, m)
			if due, ok := s.Next(); ok {
				t.Errorf("the follower still turns, at %d", due)
			}
		})
	}
	t.Run("in time", func(t *testing.T) {
		m := redrawn(t, "plaza-1")
		s := room(t, m, 2)
		now, last := world.Millis(10_000), world.Millis(0)
		act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 60}}, visitor(0), now)
		act(t, s, m, world.Walk{To: nav.Point{X: 440, Y: 440}}, visitor(1), now)
		now += 10_000
		act(t, s, m, world.Approach{Visitor: visitor(0).ID}, visitor(1), now)
		for i := range 400 { // to and fro, so that nobody ever comes near
			now += 200
			act(t, s, m, world.Walk{To: []nav.Point{{X: 60, Y: 60}, {X: 440, Y: 440}}[i/8%2]}, visitor(0), now)
			if due, ok := s.Next(); ok && due <= now {
				act(t, s, m, world.Wake{}, world.Principal{}, now)
				last = now
			}
		}
		if last > 20_000+31_000 {
			t.Errorf("the follower still turned at %d", last)
		}
	})
}

func TestTwentyFiveFollowersOfOneDoNotCrowdTheLog(t *testing.T) {
	m := redrawn(t, "plaza-1")
	m.Capacity = 26
	s := room(t, m, 26)
	now, turned := world.Millis(20_000), 0
	act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 440}}, visitor(0), 10_000)
	for i := 1; i < 26; i++ { // each follows the one before, but for the first ten
		act(t, s, m, world.Approach{Visitor: visitor(max(0, i-10)).ID}, visitor(i), now)
	}
	for i := range 40 {
		now += 250
		act(t, s, m, world.Walk{To: nav.Point{X: 60 + 9*i, Y: 440 - 9*i}}, visitor(0), now)
		for due, ok := s.Next(); ok && due <= now; due, ok = s.Next() {
			turned += len(act(t, s, m, world.Wake{}, world.Principal{}, now))
		}
		for i, p := range s.People {
			for _, q := range s.People[:i] {
				if d := away(p.Path.End().Point, q.Path.End().Point); d < 27 {
					t.Fatalf("%s and %s come to stand %v apart", p.ID, q.ID, d)
				}
			}
		}
	}
	if turned == 0 || turned > 25*10*1000/600 {
		t.Errorf("in ten seconds 25 followers turned %d times", turned)
	}
}

func TestNobodyWalksThroughBetweenTwoWhoTalk(t *testing.T) {
	m := redrawn(t, "plaza-1")
	s := room(t, m, 3)
	a, b := nav.Point{X: 240, Y: 205}, nav.Point{X: 240, Y: 275}
	act(t, s, m, world.Walk{To: a}, visitor(0), 10_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 240}}, visitor(2), 10_000)
	walk := func(at world.Millis) world.Path {
		act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 240}}, visitor(2), at)
		act(t, s, m, world.Walk{To: nav.Point{X: 420, Y: 240}}, visitor(2), at+10_000)
		return s.Person(visitor(2).ID).Path
	}
	if path := walk(20_000); len(path) != 2 {
		t.Errorf("one person in the way: %v", path)
	}
	act(t, s, m, world.Walk{To: b}, visitor(1), 40_000)
	path := walk(50_000)
	if path.End().Point != (nav.Point{X: 420, Y: 240}) {
		t.Errorf("the way ends at %v", path.End().Point)
	}
	for at := path[0].At; at <= path.End().At; at += 10 {
		if p := path.Where(at); p.X == a.X && p.Y > a.Y && p.Y < b.Y {
			t.Errorf("they go through between the two, at %v", p)
		}
	}
	onFloor(t, m, s.Person(visitor(2).ID), path[0].At)
	if length := float64(path.End().At-path[0].At) / 1000 * world.WalkSpeed; length > 360+160 {
		t.Errorf("manners have made a way of 360 one of %v", length)
	}
	// From between them there is no other way.
	act(t, s, m, world.Walk{To: nav.Point{X: 240, Y: 240}}, visitor(2), 90_000)
	if end := s.Person(visitor(2).ID).Path.End().Point; away(end, nav.Point{X: 240, Y: 240}) > 30 {
		t.Errorf("who wants to join them comes to %v", end)
	}
}

// TestARoomThatIsRedrawnNeverBreaks: whatever is drawn under whoever does what, all come to stand on the floor, by ways on the floor, on
// seats that there are, and nobody in another; and a replay without the maps gives the same state.
func TestARoomThatIsRedrawnNeverBreaks(t *testing.T) {
	maps := []*world.Map{
		worldtest.Map(),
		redrawn(t, "plaza-2", box(100, 150, 300, 180), box(150, 150, 180, 350)),
		redrawn(t, "plaza-3", box(0, 190, 300, 212), box(340, 190, 480, 212)),
		redrawn(t, "plaza-4"),
	}
	maps[2].Seats = maps[2].Seats[1:]
	maps[3].Seats = slices.Clone(maps[3].Seats)
	maps[3].Seats[0].At, maps[3].Seats[0].Approach = nav.Point{X: 430, Y: 340}, nav.Point{X: 400, Y: 340}
	rapid.Check(t, func(t *rapid.T) {
		s, replay := world.NewState("plaza"), world.NewState("plaza")
		now, m := world.Millis(1000), maps[0]
		do := func(a world.Action, p world.Principal) {
			events, err := world.Decide(s, m, world.Command{ID: "c", Do: a}, p, now)
			if err != nil {
				return
			}
			apply(s, events)
			for _, e := range events {
				replay.Apply(e)
			}
		}
		do(world.Redraw{}, world.Principal{})
		for range rapid.IntRange(1, 60).Draw(t, "commands") {
			now += world.Millis(rapid.IntRange(0, 1500).Draw(t, "pause"))
			wakes := 0
			for due, ok := s.Next(); ok && due <= now; due, ok = s.Next() {
				if wakes++; wakes > len(s.People) {
					t.Fatalf("at %d the room has waked %d times, and is to wake at %d", now, wakes, due)
				}
				do(world.Wake{}, world.Principal{})
			}
			p := visitor(rapid.IntRange(0, 5).Draw(t, "who"))
			other := visitor(rapid.IntRange(0, 6).Draw(t, "whom")).ID
			place := nav.Point{X: rapid.IntRange(0, 480).Draw(t, "x"), Y: rapid.IntRange(0, 480).Draw(t, "y")}
			seat := rapid.SampledFrom([]world.SeatID{"north", "south", "east", "west"}).Draw(t, "seat")
			actions := []world.Action{
				world.Enter{}, world.Leave{}, world.Walk{To: place}, world.Walk{To: place}, world.Approach{Visitor: other},
				world.Approach{Visitor: other}, world.Sit{Seat: seat}, world.Stand{}, world.Redraw{},
			}
			action := rapid.SampledFrom(actions).Draw(t, "action")
			if _, redraw := action.(world.Redraw); redraw {
				m = rapid.SampledFrom(maps).Draw(t, "map")
				do(action, world.Principal{})
				for _, p := range s.People {
					onFloor(t, m, p, now)
				}
			} else {
				do(action, p)
			}
			checkRoom(t, s, m)
			for _, p := range s.People {
				if p.Seat != "" && !slices.Contains(s.Seats, p.Seat) {
					t.Fatalf("%s has %s, which is not there", p.ID, p.Seat)
				}
			}
		}
		if diff := cmp.Diff(s.People, replay.People); diff != "" {
			t.Fatalf("replay differs: %s", diff)
		}
	})
}

func TestOnlyTheHouseWalksWhereStaffGoes(t *testing.T) {
	m := worldtest.Map()
	behind := box(300, 300, 480, 480)
	public, err := nav.New([]nav.Polygon{box(0, 0, 480, 480)}, []nav.Polygon{behind}, world.BodyRadius)
	if err != nil {
		t.Fatal(err)
	}
	m.Floor, m.Public = floor(t), public
	s := room(t, m, 2)
	guest, host := visitor(0), visitor(1)
	host.Role = world.RoleHost
	goal := nav.Point{X: 400, Y: 400}
	act(t, s, m, world.Walk{To: goal}, host, 10_000)
	if end := s.Person(host.ID).Path.End().Point; end != goal {
		t.Errorf("the host comes to %v", end)
	}
	events := act(t, s, m, world.Walk{To: goal}, guest, 10_000)
	if end := s.Person(guest.ID).Path.End().Point; behind.Holds(end) || !events[0].Body.(world.Walked).Nearest {
		t.Errorf("the guest comes to %v", end)
	}
	act(t, s, m, world.Approach{Visitor: host.ID}, guest, 20_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 440, Y: 330}}, host, 20_010)
	wakeAll(t, s, m)
	if end := s.Person(guest.ID).Path.End().Point; behind.Holds(end) {
		t.Errorf("the guest has followed to %v", end)
	}
}

func TestWhatIsSaidOnAStageIsMarked(t *testing.T) {
	m := worldtest.Map()
	m.Stages = []nav.Polygon{box(60, 360, 140, 440)}
	s := room(t, m, 1)
	me := visitor(0)
	act(t, s, m, world.Walk{To: nav.Point{X: 100, Y: 400}}, me, 10_000)
	act(t, s, m, world.Say{Text: "on my way"}, me, 10_100)
	act(t, s, m, world.Say{Text: "from the stage"}, me, 20_000)
	lines := s.View(me.ID).Lines
	if lines[0].Stage || !lines[1].Stage {
		t.Errorf("%+v", lines)
	}
}

func TestNobodyIsApproachedWhereItIsQuiet(t *testing.T) {
	m := worldtest.Map()
	quiet := box(300, 250, 470, 470)
	m.Quiet = []nav.Polygon{quiet}
	s := room(t, m, 2)
	reader, friend := visitor(0), visitor(1)
	act(t, s, m, world.Walk{To: nav.Point{X: 100, Y: 400}}, reader, 10_000)
	act(t, s, m, world.Approach{Visitor: reader.ID}, friend, 20_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 400, Y: 400}}, reader, 20_100)
	wakeAll(t, s, m)
	if end := s.Person(friend.ID).Path.End().Point; quiet.Holds(end) {
		t.Errorf("the friend has followed to %v", end)
	}
	_, err := world.Decide(s, m, world.Command{ID: "c", Do: world.Approach{Visitor: reader.ID}}, friend, 40_000)
	var refusal *world.Error
	if !errors.As(err, &refusal) || refusal.Code != world.CodeQuiet {
		t.Errorf("the reader is approached: %v", err)
	}
	act(t, s, m, world.Walk{To: nav.Point{X: 100, Y: 400}}, reader, 50_000)
	act(t, s, m, world.Approach{Visitor: reader.ID}, friend, 60_000)
}

func TestWhoWentIsRememberedForThoseInside(t *testing.T) {
	m := worldtest.Map()
	s := room(t, m, 6)
	program := visitor(9)
	act(t, s, m, world.Leave{}, visitor(0), 500)
	program.Kind = world.KindProgram
	act(t, s, m, world.Enter{}, program, 600)
	act(t, s, m, world.Leave{}, program, 700)
	for i := 1; i < 5; i++ {
		act(t, s, m, world.Leave{}, visitor(i), world.Millis(1000*i))
	}
	act(t, s, m, world.Enter{}, visitor(3), 10_000)
	defer func() {
		act(t, s, m, world.Leave{}, visitor(3), 3*3_600_000)
		if lately := s.View(visitor(5).ID).Lately; len(lately) != 1 || lately[0].Name != "v3" {
			t.Errorf("three hours later: %v", lately)
		}
	}()
	var names []string
	for _, g := range s.View(visitor(5).ID).Lately {
		names = append(names, g.Name)
	}
	if diff := cmp.Diff([]string{"v4", "v2", "v1", "v0"}, names); diff != "" {
		t.Error(diff)
	}
	if door := s.Door(20_000); len(door.Lately) != 0 {
		t.Errorf("strangers are told who was here: %v", door.Lately)
	}
}

func TestAFullRoomEmptiesThroughOneDoor(t *testing.T) {
	const people, before = 60, 110 // floor units from the door at which a browser takes somebody through
	m := redrawn(t, "plaza-1")
	m.Capacity = people
	s := room(t, m, people)
	door := m.Exits[0].At
	now, rounds := world.Millis(20_000), 0
	for ; len(s.People) > 0 && rounds < people; rounds++ {
		for i := range people {
			if s.Person(visitor(i).ID) != nil {
				act(t, s, m, world.Walk{To: door}, visitor(i), now)
			}
		}
		now += 5000
		for i := range people {
			if p := s.Person(visitor(i).ID); p != nil && away(p.Path.End().Point, door) <= before {
				act(t, s, m, world.Leave{}, visitor(i), now)
			}
		}
	}
	if rounds > 5 {
		t.Errorf("%d people took %d rounds through the door, %d are left", people, rounds, len(s.People))
	}
	for i := range people {
		act(t, s, m, world.Enter{From: m.Exits[0].Target}, visitor(i), now)
	}
	for i, p := range s.People {
		for _, q := range s.People[:i] {
			if d := away(p.Path.End().Point, q.Path.End().Point); d < 27 {
				t.Errorf("%s and %s come to stand %v apart", p.ID, q.ID, d)
			}
		}
	}
}

func TestNobodyIsFollowedUnasked(t *testing.T) {
	m := redrawn(t, "plaza-1")
	s := room(t, m, 2)
	shy := visitor(0)
	shy.Follow = false
	act(t, s, m, world.Agree{}, shy, 9_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 60}}, shy, 10_000)
	act(t, s, m, world.Approach{Visitor: shy.ID}, visitor(1), 20_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 440}}, shy, 20_100)
	if due, ok := s.Next(); ok {
		t.Errorf("somebody goes after one who did not agree, at %d", due)
	}
}

func TestABlockEndsAFollowing(t *testing.T) {
	m := redrawn(t, "plaza-1")
	s := room(t, m, 2)
	act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 60}}, visitor(0), 10_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 440, Y: 440}}, visitor(1), 10_000)
	act(t, s, m, world.Approach{Visitor: visitor(0).ID}, visitor(1), 20_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 60, Y: 440}}, visitor(0), 20_100)
	blocking := visitor(0)
	blocking.Apart = []world.VisitorID{visitor(1).ID}
	if events := act(t, s, m, world.Part{}, blocking, 20_200); len(events) != 1 {
		t.Fatalf("parting makes %v", events)
	}
	if p := s.Person(visitor(1).ID); p.Path.End().At > 20_200 {
		t.Errorf("the blocked one walks on until %d", p.Path.End().At)
	}
	if due, ok := s.Next(); ok {
		t.Errorf("the blocked one goes on at %d", due)
	}
}
