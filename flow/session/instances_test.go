package session_test

import (
	"context"
	"testing"

	"github.com/yokocho/yokocho/core/world"
)

func TestAFullRoomSaysWhereThereIsAPlace(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, bar, world.Enter{})
		s.must(ren, bar, world.Enter{})
		full := refusal(t, s.do(aoi, bar, world.Enter{}))
		if full.Code != world.CodeFull || full.Instead != "bar-2" {
			t.Fatalf("the full bar says %+v", full)
		}
		s.must(aoi, full.Instead, world.Enter{})
		if got := s.people("bar-2"); got != "aoi/old" {
			t.Errorf("in the second bar: %q", got)
		}

		s.must(aoi, plaza, world.Enter{From: "bar-2"})
		r, err := s.street.Open(context.Background(), plaza)
		if err != nil {
			t.Fatal(err)
		}
		view, err := r.View(context.Background(), aoi)
		if err != nil {
			t.Fatal(err)
		}
		if from := view.People[0].Path[0]; from.X != 14 || from.Y != 400 {
			t.Errorf("whoever comes from the second bar comes in at %v, not by the door to the bar", from)
		}
		if got := s.people("bar-2"); got != "" {
			t.Errorf("left behind in the second bar: %q", got)
		}
	})
}

func TestNobodyIsSentAnywhereWhenEveryInstanceIsFull(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, bar, world.Enter{})
		s.must(ren, bar, world.Enter{})
		for _, who := range []world.VisitorID{"p111111111111111", "p222222222222222"} {
			s.accounts.change(who, func(p *world.Principal) { p.ID, p.Name, p.Role = who, "p", world.RoleGuest })
			s.must(who, refusal(t, s.do(who, bar, world.Enter{})).Instead, world.Enter{})
		}
		if full := refusal(t, s.do(aoi, bar, world.Enter{})); full.Code != world.CodeFull || full.Instead != "" {
			t.Errorf("%+v", full)
		}
	})
}
