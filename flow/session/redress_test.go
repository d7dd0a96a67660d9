package session_test

import (
	"context"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// TestNewDrawingsReachTheRooms: whoever wears something that was drawn anew is dressed anew, a few people at a time, and the room hears of
// nobody else.
func TestNewDrawingsReachTheRooms(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		s.must(ren, bar, world.Enter{})
		s.must(aoi, bar, world.Enter{})
		before, err := s.street.Open(t.Context(), bar)
		if err != nil {
			t.Fatal(err)
		}
		position := before.Position()
		s.accounts.change(mika, func(p *world.Principal) { p.Outfit = "redrawn" })
		began := time.Now()
		s.Redress(t.Context())
		if took := time.Since(began); took < 3*20*time.Millisecond {
			t.Errorf("three people were told within %v", took)
		}
		if in := s.people(plaza); in != "mik/redrawn" {
			t.Errorf("shown %q", in)
		}
		if before.Position() != position {
			t.Error("a room where nothing was drawn anew has moved")
		}
		ended, stop := context.WithCancel(t.Context())
		stop()
		s.Redress(ended) // comes back
	})
}

func TestFittingsHaveALimitOfTheirOwn(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		for range 30 {
			if err := s.AllowFitting(mika); err != nil {
				t.Fatal(err)
			}
		}
		err := s.AllowFitting(mika)
		if refused := refusal(t, err); refused.Code != world.CodeSlowDown || refused.RetryAfterMs != 100 {
			t.Errorf("%+v", refused)
		}
		if err := s.Allow(mika); err != nil {
			t.Errorf("whoever tries on much may still speak: %v", err)
		}
		time.Sleep(100 * time.Millisecond)
		if err := s.AllowFitting(mika); err != nil {
			t.Error(err)
		}
	})
}
