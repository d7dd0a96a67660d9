package session_test

import (
	"fmt"
	"net/netip"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
	"github.com/yokocho/yokocho/flow/session"
)

func TestLimitsRefuseWithTheWait(t *testing.T) {
	tests := map[string]struct {
		do    func(i int) world.Action
		burst int
		wait  int64
	}{
		"commands": {func(int) world.Action { return world.Express{Name: "smile"} }, 39, 50}, // and one was entering
		"lines":    {func(i int) world.Action { return world.Say{Text: strconv.Itoa(i)} }, 10, 200},
		"whispers": {func(i int) world.Action { return world.Whisper{To: ren, Text: strconv.Itoa(i)} }, 10, 200},
		"enters":   {func(int) world.Action { return world.Enter{} }, 9, 2000},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *stage) {
				s.must(ren, plaza, world.Enter{})
				s.must(mika, plaza, world.Enter{})
				for i := range test.burst {
					s.must(mika, plaza, test.do(i))
				}
				err := refusal(t, s.do(mika, plaza, test.do(0)))
				if err.Code != world.CodeSlowDown || err.RetryAfterMs != test.wait {
					t.Errorf("after %d: %+v", test.burst, err)
				}
				time.Sleep(time.Duration(err.RetryAfterMs) * time.Millisecond)
				s.must(mika, plaza, test.do(0))
			})
		})
	}
}

func TestFourLinesASecondAreWithinTheDefaults(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		for i := range 240 {
			s.must(mika, plaza, world.Say{Text: strconv.Itoa(i)})
			time.Sleep(250 * time.Millisecond)
		}
	})
}

func TestAFloodHurtsNobodyElse(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.log.Inject(func(world.RoomID, []byte) memlog.Fault { return memlog.Fault{Delay: time.Millisecond} })
		s.must(mika, plaza, world.Enter{})
		s.must(ren, plaza, world.Enter{})
		var all sync.WaitGroup
		codes := map[world.Code]int{}
		var mu sync.Mutex
		for range 100 { // 10,000 commands within a second
			all.Go(func() {
				for range 100 {
					err := refusal(t, s.do(mika, plaza, world.Say{Text: "flood"}))
					mu.Lock()
					codes[err.Code]++
					mu.Unlock()
					time.Sleep(10 * time.Millisecond)
				}
			})
		}
		for range 4 {
			began := time.Now()
			s.must(ren, plaza, world.Say{Text: "calm"})
			if took := time.Since(began); took > 10*time.Millisecond {
				t.Errorf("somebody else's line took %v", took)
			}
			time.Sleep(250 * time.Millisecond)
		}
		all.Wait()
		if codes[""] > 16 || codes[""]+codes[world.CodeSlowDown] != 10_000 {
			t.Errorf("answers: %v", codes)
		}
	})
}

func TestGuestsAreLimitedPerAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := session.DefaultLimits()
		limits.GuestsFreeFrom = []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}
		s := session.New(session.Config{Limits: limits})
		count := func(address func(i int) string) (allowed int) {
			for i := range 100 {
				if s.AllowGuest(netip.MustParseAddr(address(i))) == nil {
					allowed++
				}
			}
			return allowed
		}
		if n := count(func(int) string { return "198.51.100.7" }); n != limits.GuestsBurst {
			t.Errorf("%d guests from one address", n)
		}
		if n := count(func(int) string { return "::ffff:198.51.100.7" }); n != 0 {
			t.Errorf("%d more of the same address written otherwise", n)
		}
		if n := count(func(i int) string { return fmt.Sprintf("2001:db8:1:2::%x", i+1) }); n != limits.GuestsBurst {
			t.Errorf("%d guests from one subscriber's IPv6 network", n)
		}
		if n := count(func(i int) string { return fmt.Sprintf("203.0.113.%d", i+1) }) + count(func(int) string { return "203.0.113.9" }); n != 200 {
			t.Errorf("%d of 200 guests from a network without limit", n)
		}
		err := refusal(t, s.AllowGuest(netip.MustParseAddr("198.51.100.7")))
		if err.Code != world.CodeSlowDown || err.RetryAfterMs != 12_000 {
			t.Errorf("%+v", err)
		}
		time.Sleep(12 * time.Second)
		if err := s.AllowGuest(netip.MustParseAddr("198.51.100.7")); err != nil {
			t.Errorf("after the wait: %v", err)
		}
	})
}

func TestTheTagsNameTheDefaults(t *testing.T) {
	limits := reflect.ValueOf(session.DefaultLimits())
	for i := range limits.NumField() {
		field := limits.Type().Field(i)
		if field.Tag.Get("help") == "" || field.Tag.Get("koanf") == "" || field.Tag.Get("json") == "" {
			t.Errorf("%s is not explained", field.Name)
		}
		if want := field.Tag.Get("default"); want != "" && want != fmt.Sprint(limits.Field(i).Interface()) {
			t.Errorf("%s: the tag says %s, the default is %v", field.Name, want, limits.Field(i).Interface())
		}
	}
}

func TestThoseWhoAskForNothingAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := session.New(session.Config{Limits: session.DefaultLimits()})
		for i := range 10_000 {
			if err := s.Allow(world.VisitorID(strconv.Itoa(i))); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(11 * time.Minute)
		if err := s.Allow(mika); err != nil {
			t.Fatal(err)
		}
		if n := s.Inspect().Visitors; n != 1 {
			t.Errorf("%d visitors remembered", n)
		}
	})
}

// house is a house that is slow, and masks nothing.
type house struct{ slow time.Duration }

func (house) Admit(world.Principal, bool) error                     { return nil }
func (h house) Between(world.Principal, world.RoomID) time.Duration { return h.slow }
func (house) Hear(_ world.Principal, text string) (string, world.Fate, error) {
	return text, world.Fate{}, nil
}
func (house) ForAll() bool                    { return false }
func (house) Newcomer(p world.Principal) bool { return p.ID == mika }
func (house) Free(netip.Addr) bool            { return false }

func TestWhoeverRepeatsThemselvesWaitsLongerEachTime(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		waits := []int64{}
		for range 12 {
			if err := s.do(mika, plaza, world.Say{Text: "Buy  NOW"}); err != nil {
				wait := refusal(t, err).RetryAfterMs
				waits = append(waits, wait)
				time.Sleep(time.Duration(wait) * time.Millisecond)
				s.must(mika, plaza, world.Enter{}) // who waits for long is a ghost, and goes
				s.must(mika, plaza, world.Say{Text: "buy now"})
			}
			time.Sleep(time.Second)
		}
		if len(waits) < 4 || waits[1] <= waits[0] || waits[3] <= waits[2] {
			t.Errorf("the waits are %v", waits)
		}
		time.Sleep(3 * time.Minute)
		s.must(mika, plaza, world.Enter{})
		for _, text := range []string{"a", "b", "a", "b", "a", "b", "a", "b"} {
			s.must(mika, plaza, world.Say{Text: text})
		}
	})
}

func TestASlowRoomIsSlowAndARepeatIsAnswered(t *testing.T) {
	inHouse(t, house{slow: 20 * time.Second}, func(t *testing.T, s *stage) {
		s.must(ren, plaza, world.Enter{})
		s.must(ren, plaza, world.Say{Text: "one"})
		said := world.Command{ID: "lost", Do: world.Say{Text: "two"}}
		time.Sleep(20 * time.Second)
		first, err := s.Do(t.Context(), ren, plaza, said)
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.Do(t.Context(), ren, plaza, said)
		if err != nil || again.Position != first.Position {
			t.Errorf("the answer that got lost is %+v, %v", again, err)
		}
		if err := refusal(t, s.do(ren, plaza, world.Say{Text: "three"})); err.Code != world.CodeSlowDown || err.RetryAfterMs != 20_000 {
			t.Errorf("%+v", err)
		}
	})
}

func TestANewcomerBeginsWhispersWithTwoPeopleAnHour(t *testing.T) {
	inHouse(t, house{}, func(t *testing.T, s *stage) {
		for _, who := range []world.VisitorID{mika, ren, aoi, "p111111111111111"} {
			s.accounts.change(who, func(p *world.Principal) { p.ID, p.Name, p.Role = who, "p", world.RoleGuest })
			s.must(who, plaza, world.Enter{})
		}
		whisper := func(from, to world.VisitorID) error { return s.do(from, plaza, world.Whisper{To: to, Text: "psst"}) }
		for range 2 {
			for _, to := range []world.VisitorID{ren, aoi} {
				if err := whisper(mika, to); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := refusal(t, whisper(mika, "p111111111111111")); err.Code != world.CodeSlowDown {
			t.Errorf("a third one: %+v", err)
		}
		if err := whisper("p111111111111111", mika); err != nil {
			t.Fatal(err)
		}
		if err := whisper(mika, "p111111111111111"); err != nil {
			t.Errorf("an answer is no beginning: %v", err)
		}
	})
}
