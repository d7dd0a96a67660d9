package world_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
)

// choruses are who made each chorus of a list of events.
func choruses(events []world.Event) [][]world.VisitorID {
	var who [][]world.VisitorID
	for _, e := range events {
		if c, ok := e.Body.(world.Chorus); ok {
			who = append(who, c.Who)
		}
	}
	return who
}

func TestAChorusIsThreeWithinFourSeconds(t *testing.T) {
	for name, c := range map[string]struct {
		at   [3]world.Millis
		want bool
	}{
		"at once":                {[3]world.Millis{1000, 1000, 1000}, true},
		"on the last instant":    {[3]world.Millis{1000, 3000, 5000}, true},
		"a millisecond too late": {[3]world.Millis{1000, 3000, 5001}, false},
	} {
		m := worldtest.Map()
		s := room(t, m, 3)
		var events []world.Event
		for i, at := range c.at {
			events = append(events, act(t, s, m, world.Express{Name: "cheer"}, visitor(i), at)...)
		}
		if got := choruses(events); (len(got) == 1) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestChorusesEqualTheirDefinition compares with a plain reading of the rule, over random gestures, comings and goings.
func TestChorusesEqualTheirDefinition(t *testing.T) {
	m := worldtest.Map()
	names := []string{"wave", "bow", "smile"}
	rapid.Check(t, func(t *rapid.T) {
		s := world.NewState("plaza")
		now := world.Millis(10_000)
		do := func(a world.Action, p world.Principal) []world.Event {
			events, err := world.Decide(s, m, world.Command{ID: "c", Do: a}, p, now)
			if err != nil {
				t.Fatal(err)
			}
			apply(s, events)
			return events
		}
		do(world.Redraw{}, world.Principal{})
		for i := range 5 {
			do(world.Enter{}, visitor(i))
		}
		type made struct {
			who world.VisitorID
			at  world.Millis
		}
		counted := map[string][]made{}
		for range rapid.IntRange(1, 80).Draw(t, "acts") {
			now += world.Millis(rapid.IntRange(0, 2500).Draw(t, "pause"))
			p := visitor(rapid.IntRange(0, 4).Draw(t, "who"))
			if rapid.IntRange(0, 9).Draw(t, "goes") == 0 {
				do(world.Leave{}, p)
				do(world.Enter{}, p)
				for name, list := range counted {
					counted[name] = slices.DeleteFunc(list, func(o made) bool { return o.who == p.ID })
				}
				continue
			}
			name := rapid.SampledFrom(names).Draw(t, "name")
			got := choruses(do(world.Express{Name: name}, p))
			if name == "smile" {
				if got != nil {
					t.Fatalf("a face made a chorus: %v", got)
				}
				continue
			}
			list := slices.DeleteFunc(counted[name], func(o made) bool { return o.who == p.ID || now-o.at > 4000 })
			list = append(list, made{p.ID, now})
			var want [][]world.VisitorID
			if len(list) == 3 {
				want = [][]world.VisitorID{{list[0].who, list[1].who, list[2].who}}
				list = nil
			}
			counted[name] = list
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s at %d: %s", name, now, diff)
			}
		}
	})
}

func TestADanceOnTheWayGoesOnWithTheWay(t *testing.T) {
	m := worldtest.Map()
	s := room(t, m, 1)
	act(t, s, m, world.Walk{To: nav.Point{X: 100, Y: 400}}, visitor(0), 10_000)
	me := s.Person(visitor(0).ID)
	goal := me.Path.End()
	act(t, s, m, world.Express{Name: "dance"}, visitor(0), 10_500)
	if me.Doing != "dance" || me.DoingSince != 10_500 || me.Path.End() != goal {
		t.Errorf("dancing on the way: %q since %d, to %v", me.Doing, me.DoingSince, me.Path.End())
	}
	act(t, s, m, world.Stand{}, visitor(0), 10_600)
	if me.Doing != "" || me.Path.End() != goal {
		t.Errorf("after standing: %q, to %v", me.Doing, me.Path.End())
	}
}

func TestARedrawnRoomLetsThoseDanceOnWhoMayStay(t *testing.T) {
	m := worldtest.Map()
	s := room(t, m, 1)
	act(t, s, m, world.Express{Name: "groove"}, visitor(0), 10_000)
	other := *m
	other.Revision = "plaza-2"
	act(t, s, &other, world.Redraw{}, world.Principal{}, 11_000)
	if me := s.Person(visitor(0).ID); me.Doing != "groove" {
		t.Errorf("the room was redrawn elsewhere, but whoever danced does %q", me.Doing)
	}
}
