package seal_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room/seal"
)

const (
	mika = world.VisitorID("mikamikamikamika")
	ren  = world.VisitorID("renrenrenrenrenr")
	day  = world.Millis(1_795_473_600_000)
)

func TestASealedTextOpensOnlyWhereItWasWritten(t *testing.T) {
	s := seal.New(seal.NewMemory(), 16)
	closeIt, open := s.Room(t.Context(), "lounge")
	_, openElsewhere := s.Room(t.Context(), "lounge-2")
	sealed, err := closeIt(mika, day, false, "こんばんは")
	if err != nil {
		t.Fatal(err)
	}
	if text, ok, err := open(mika, day, false, sealed); err != nil || !ok || text != "こんばんは" {
		t.Fatalf("opened %q, %v, %v", text, ok, err)
	}
	if _, err := closeIt(ren, day, false, "x"); err != nil {
		t.Fatal(err)
	}
	if _, err := closeIt(mika, day, true, "x"); err != nil {
		t.Fatal(err)
	}
	if text, ok, _ := openElsewhere(mika, day, false, sealed); ok {
		t.Errorf("another room opened it: %q", text)
	}
	if text, ok, _ := open(ren, day, false, sealed); ok {
		t.Errorf("another author's key opened it: %q", text)
	}
	if text, ok, _ := open(mika, day, true, sealed); ok {
		t.Errorf("the private key opened a public text: %q", text)
	}
}

func TestAnErasedKeyMakesItsTextsExpire(t *testing.T) {
	keys := seal.NewMemory()
	closeIt, _ := seal.New(keys, 16).Room(t.Context(), "lounge")
	sealed, err := closeIt(mika, day, false, "秘密")
	if err != nil {
		t.Fatal(err)
	}
	tomorrow, err := closeIt(mika, day+24*3600e3, false, "明日")
	if err != nil {
		t.Fatal(err)
	}
	keys.Erase(seal.KeyID{Author: mika, Day: day.Day()})
	_, open := seal.New(keys, 16).Room(t.Context(), "lounge")
	if text, ok, err := open(mika, day, false, sealed); ok || err != nil {
		t.Errorf("after erasure: %q, %v, %v", text, ok, err)
	}
	if text, ok, _ := open(mika, day+24*3600e3, false, tomorrow); !ok || text != "明日" {
		t.Errorf("the next day's key should be untouched: %q, %v", text, ok)
	}
}

type brokenKeys struct{ calls int }

var errDown = errors.New("the database is away")

func (b *brokenKeys) Key(context.Context, seal.KeyID, bool) ([]byte, error) {
	b.calls++
	return nil, errDown
}

func TestAStoreThatIsAwayIsAnErrorNotAnExpiry(t *testing.T) {
	closeIt, open := seal.New(&brokenKeys{}, 16).Room(t.Context(), "lounge")
	if _, err := closeIt(mika, day, false, "x"); !errors.Is(err, errDown) {
		t.Errorf("seal: %v", err)
	}
	if _, ok, err := open(mika, day, false, "x"); ok || !errors.Is(err, errDown) {
		t.Errorf("open: %v, %v", ok, err)
	}
}

type countingKeys struct {
	*seal.Memory
	calls int
}

func (c *countingKeys) Key(ctx context.Context, id seal.KeyID, create bool) ([]byte, error) {
	c.calls++
	return c.Memory.Key(ctx, id, create)
}

func TestReadyKeysAreBoundedAndWarmOnesWaitForNothing(t *testing.T) {
	keys := &countingKeys{Memory: seal.NewMemory()}
	s := seal.New(keys, 4)
	if err := s.Warm(t.Context(), mika, day, false); err != nil {
		t.Fatal(err)
	}
	before := keys.calls
	closeIt, _ := s.Room(t.Context(), "lounge")
	if _, err := closeIt(mika, day, false, "x"); err != nil || keys.calls != before {
		t.Fatalf("a warm key was read again: %d reads, %v", keys.calls-before, err)
	}
	for i := range 4 {
		if err := s.Warm(t.Context(), world.VisitorID(fmt.Sprintf("v%d", i)), day, false); err != nil {
			t.Fatal(err)
		}
	}
	before = keys.calls
	if _, err := closeIt(mika, day, false, "x"); err != nil || keys.calls != before+1 {
		t.Fatalf("the oldest key should have made room: %d reads, %v", keys.calls-before, err)
	}
}

func BenchmarkSeal(b *testing.B) {
	closeIt, _ := seal.New(seal.NewMemory(), 16).Room(b.Context(), "lounge")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := closeIt(mika, day, false, "今夜は月がきれいですね。屋台でおでんを食べませんか"); err != nil {
			b.Fatal(err)
		}
	}
}
