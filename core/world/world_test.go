package world_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
)

// room is a state with that many people, who have all arrived.
func room(tb testing.TB, m *world.Map, people int) *world.State {
	tb.Helper()
	s := world.NewState("plaza")
	act(tb, s, m, world.Redraw{}, world.Principal{}, 0)
	for i := range people {
		act(tb, s, m, world.Enter{}, visitor(i), world.Millis(i))
	}
	return s
}

func visitor(i int) world.Principal {
	return world.Principal{ID: world.VisitorID(fmt.Sprintf("visitor%09d", i)), Name: fmt.Sprint("v", i), Kind: world.KindPerson, Role: world.RoleGuest, Follow: true}
}

// act decides and applies, as a room does.
func act(tb testing.TB, s *world.State, m *world.Map, do world.Action, p world.Principal, at world.Millis) []world.Event {
	tb.Helper()
	events, err := world.Decide(s, m, world.Command{ID: "c", Do: do}, p, at)
	if err != nil {
		tb.Fatalf("%s: %v", do.CommandName(), err)
	}
	apply(s, events)
	return events
}

func apply(s *world.State, events []world.Event) {
	for i := range events {
		events[i].Position = world.Position{Epoch: 1, N: s.Position.N + 1}
		s.Apply(events[i])
	}
}

func TestRepeatedCommandsAreRemembered(t *testing.T) {
	s := world.NewState("plaza")
	for i := range 70 {
		s.Remember(world.Done{Who: "mika", ID: world.CommandID(fmt.Sprint(i)), At: world.Millis(i)})
	}
	if _, ok := s.Done("mika", "5"); ok {
		t.Error("the 65th newest command is still remembered")
	}
	if _, ok := s.Done("mika", "6"); !ok {
		t.Error("the 64th newest command is forgotten")
	}
	s.Remember(world.Done{Who: "mika", ID: "late", At: 10*60_000 + 68})
	if _, ok := s.Done("mika", "67"); ok {
		t.Error("a command of over ten minutes ago is still remembered")
	}
	if _, ok := s.Done("mika", "69"); !ok {
		t.Error("a command of under ten minutes ago is forgotten")
	}
	s.Forget(30 * 60_000)
	if len(s.Recent) != 0 {
		t.Error("old commands stay for ever")
	}
}

func TestGhosts(t *testing.T) {
	m := worldtest.Map()
	s := room(t, m, 2)
	if _, ok := s.Next(); ok {
		t.Error("nobody is a ghost, but something is due")
	}
	s.Detached(visitor(0).ID, 1000)
	s.Detached(visitor(1).ID, 2000)
	s.Attached(visitor(1).ID)
	if due, _ := s.Next(); due != 31_000 {
		t.Errorf("the ghost goes at %d, want 31000", due)
	}
	if gone := act(t, s, m, world.Wake{}, world.Principal{}, 30_999); len(gone) != 0 {
		t.Errorf("gone too early: %v", gone)
	}
	gone := act(t, s, m, world.Wake{}, world.Principal{}, 31_000)
	if len(gone) != 1 || gone[0].Body != (world.Left{Who: visitor(0).ID, Reason: "away"}) {
		t.Errorf("gone: %v", gone)
	}
	if _, ok := s.Next(); ok {
		t.Error("a ghost that left still waits")
	}
}

func TestOpenDoorShowsPublicLinesOfTenMinutes(t *testing.T) {
	m := worldtest.Map()
	s := room(t, m, 2)
	act(t, s, m, world.Say{Text: "old"}, visitor(0), 1000)
	act(t, s, m, world.Say{Text: "new"}, visitor(0), 5*60_000)
	act(t, s, m, world.Whisper{To: visitor(1).ID, Text: "secret"}, visitor(0), 6*60_000)
	door := s.Door(11 * 60_000)
	if len(door.Lines) != 1 || door.Lines[0].Text != "new" || len(door.People) != 2 {
		t.Errorf("through the door: %+v", door)
	}
}

func TestRedrawnRoomMovesWhoStandsInIt(t *testing.T) {
	m := worldtest.Map()
	s := room(t, m, 3)
	act(t, s, m, world.Sit{Seat: "west"}, visitor(0), 10_000)
	act(t, s, m, world.Walk{To: nav.Point{X: 300, Y: 300}}, visitor(1), 10_000)

	smaller := *m
	floor, err := nav.New([]nav.Polygon{{{X: 340, Y: 0}, {X: 480, Y: 0}, {X: 480, Y: 200}, {X: 340, Y: 200}}}, nil, world.BodyRadius)
	if err != nil {
		t.Fatal(err)
	}
	smaller.Revision, smaller.Floor, smaller.Seats = "plaza-2", floor, nil
	act(t, s, &smaller, world.Redraw{}, world.Principal{}, 60_000)
	for _, p := range s.People {
		if p.Seat != "" {
			t.Errorf("%s sits on a seat that is gone", p.ID)
		}
		if here := p.Path.Where(60_000); !floor.Standable(here) {
			t.Errorf("%s stands at %v, off the floor", p.ID, here)
		}
	}
	if again := act(t, s, &smaller, world.Redraw{}, world.Principal{}, 61_000); again != nil {
		t.Errorf("the same drawing moved people: %v", again)
	}
}

// TestRoomNeverBreaks plays random commands of random people: no seat holds two, nobody comes to stand in somebody,
// all stand on the floor, decisions are deterministic, and a replay gives the same state.
func TestRoomNeverBreaks(t *testing.T) {
	m := worldtest.Map()
	rapid.Check(t, func(t *rapid.T) {
		s, replay := world.NewState("plaza"), world.NewState("plaza")
		now := world.Millis(1000)
		do := func(a world.Action, p world.Principal) {
			c := world.Command{ID: "c", Do: a}
			events, err := world.Decide(s, m, c, p, now)
			again, errAgain := world.Decide(s, m, c, p, now)
			if diff := cmp.Diff(events, again); diff != "" || (err == nil) != (errAgain == nil) {
				t.Fatalf("%s decided twice differs: %s", a.CommandName(), diff)
			}
			var refused *world.Error
			if err != nil && !errors.As(err, &refused) {
				t.Fatalf("%s: %v is no refusal", a.CommandName(), err)
			}
			apply(s, events)
			for _, e := range events {
				replay.Apply(e)
			}
		}
		do(world.Redraw{}, world.Principal{})
		for range rapid.IntRange(1, 60).Draw(t, "commands") {
			now += world.Millis(rapid.IntRange(0, 1500).Draw(t, "pause"))
			p := visitor(rapid.IntRange(0, 5).Draw(t, "who"))
			other := visitor(rapid.IntRange(0, 6).Draw(t, "whom")).ID
			place := nav.Point{X: rapid.IntRange(-50, 530).Draw(t, "x"), Y: rapid.IntRange(-50, 530).Draw(t, "y")}
			seat := world.SeatID(rapid.SampledFrom([]string{"north", "south", "east", "west", "none"}).Draw(t, "seat"))
			actions := []world.Action{
				world.Enter{}, world.Leave{}, world.Walk{To: place}, world.Approach{Visitor: other}, world.Sit{Seat: seat},
				world.Stand{}, world.Say{Text: "hi"}, world.Whisper{To: other, Text: "psst"}, world.Express{Name: "smile"},
				world.Express{Name: rapid.SampledFrom(world.Gestures).Draw(t, "gesture")},
			}
			do(rapid.SampledFrom(actions).Draw(t, "action"), p)
			checkRoom(t, s, m)
		}
		if diff := cmp.Diff(s.View("visitor000000000"), replay.View("visitor000000000")); diff != "" {
			t.Fatalf("replay differs: %s", diff)
		}
	})
}

func checkRoom(t *rapid.T, s *world.State, m *world.Map) {
	held := map[world.SeatID]world.VisitorID{}
	for i, p := range s.People {
		if other, twice := held[p.Seat]; twice && p.Seat != "" {
			t.Fatalf("%s and %s both have %s", p.ID, other, p.Seat)
		}
		held[p.Seat] = p.ID
		if p.Seat != "" && (p.Doing == "dance" || p.Doing == "groove") {
			t.Fatalf("%s does a %s on a chair", p.ID, p.Doing)
		}
		if (p.Doing == "") != (p.DoingSince == 0) || p.Doing != "" && !slices.Contains(world.Lasting, p.Doing) {
			t.Fatalf("%s does %q since %d", p.ID, p.Doing, p.DoingSince)
		}
		end := p.Path.End().Point
		if !m.Floor.Standable(end) {
			t.Fatalf("%s comes to stand at %v, off the floor", p.ID, end)
		}
		for _, q := range s.People[:i] {
			a, b := end, q.Path.End().Point
			if p.Seat == "" && q.Seat == "" && (a.X-b.X)*(a.X-b.X)+(a.Y-b.Y)*(a.Y-b.Y) < 27*27 {
				t.Fatalf("%s at %v stands inside %s at %v", p.ID, a, q.ID, b)
			}
		}
	}
}

func TestWhispersDoNotDriveOutPublicLines(t *testing.T) {
	m := worldtest.Map()
	s := room(t, m, 3)
	for range 100 {
		act(t, s, m, world.Say{Text: "for all"}, visitor(0), 1000)
	}
	for range 1000 {
		act(t, s, m, world.Whisper{To: visitor(1).ID, Text: "psst"}, visitor(0), 1000)
	}
	if n := len(s.View(visitor(2).ID).Lines); n != 100 {
		t.Errorf("after 1,000 whispers of others, %d of 100 lines are left", n)
	}
	for range 1000 {
		act(t, s, m, world.Say{Text: "for all"}, visitor(0), 1000)
	}
	if n := len(s.Lines); n != 400 {
		t.Errorf("a state keeps %d lines", n)
	}
}

// BenchmarkSay is Decide and Apply of a line in a room of 100.
func BenchmarkSay(b *testing.B) {
	m := *worldtest.Map()
	m.Capacity = 100
	s := room(b, &m, 100)
	p, c := visitor(50), world.Command{ID: "c", Do: world.Say{Text: "こんばんは、いい夜ですね", Lang: "ja"}}
	b.ReportAllocs()
	for b.Loop() {
		events, err := world.Decide(s, &m, c, p, 1000)
		if err != nil {
			b.Fatal(err)
		}
		apply(s, events)
	}
}

// BenchmarkWalk is Decide and Apply of a walk in a room of 100.
func BenchmarkWalk(b *testing.B) {
	m := *worldtest.Map()
	m.Capacity = 100
	s := room(b, &m, 100)
	goals := []nav.Point{{X: 80, Y: 400}, {X: 400, Y: 400}, {X: 100, Y: 100}}
	b.ReportAllocs()
	at := world.Millis(100_000)
	for i := 0; b.Loop(); i++ {
		at += 100
		events, err := world.Decide(s, &m, world.Command{ID: "c", Do: world.Walk{To: goals[i%3]}}, visitor(50), at)
		if err != nil {
			b.Fatal(err)
		}
		apply(s, events)
	}
}

// TestALineAllocatesLittle gates what the benchmarks measure: time is the machine's, allocations are ours.
func TestALineAllocatesLittle(t *testing.T) {
	m := *worldtest.Map()
	m.Capacity = 100
	s := room(t, &m, 100)
	p, c := visitor(50), world.Command{ID: "c", Do: world.Say{Text: "こんばんは、いい夜ですね", Lang: "ja"}}
	got := testing.AllocsPerRun(1000, func() {
		events, err := world.Decide(s, &m, c, p, 1000)
		if err != nil {
			t.Fatal(err)
		}
		apply(s, events)
	})
	if got > 4 {
		t.Errorf("a line costs %v allocations, want at most 4", got)
	}
}

func TestWhatOneSaysAboutPhotosIsToldTheRoom(t *testing.T) {
	m := worldtest.Map()
	s := room(t, m, 1)
	me := visitor(0)
	says := func() world.Photos { return s.View("").People[0].Photos }
	if got := says(); got != "" {
		t.Errorf("before one was asked: %q", got)
	}
	me.Photos = world.PhotosNo
	act(t, s, m, world.Agree{}, me, 10)
	if got := says(); got != world.PhotosNo {
		t.Errorf("after a no: %q", got)
	}
	if events := act(t, s, m, world.Agree{}, me, 20); len(events) != 0 {
		t.Errorf("saying it again: %v", events)
	}
	act(t, s, m, world.Leave{}, me, 30)
	act(t, s, m, world.Enter{}, me, 40)
	if got := says(); got != world.PhotosNo {
		t.Errorf("coming in again: %q", got)
	}
}
