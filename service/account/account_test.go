package account_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/database/databasetest"
)

// clock is a clock tests can move.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func TestMain(m *testing.M) { os.Exit(databasetest.Main(m)) }

// each runs a test on every kind of database, on a fresh store and a clock that stands.
func each(t *testing.T, test func(t *testing.T, s *account.Store, c *clock)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, name string) {
		c := &clock{time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
		test(t, account.New(databasetest.Open(t, name), c.now), c)
	})
}

func guest(t *testing.T, s *account.Store, name string) (account.Visitor, string) {
	t.Helper()
	v, token, err := s.Create(t.Context(), account.Visitor{Name: name, Kind: world.KindPerson, Age: world.AgeUnknown, Outfit: "0123456789abcdef"}, "")
	if err != nil {
		t.Fatal(err)
	}
	return v, token
}

func wantCode(t *testing.T, err error, code world.Code) {
	t.Helper()
	var refused *world.Error
	if !errors.As(err, &refused) || refused.Code != code {
		t.Errorf("got %v, want code %s", err, code)
	}
}

func TestGuestsKeepTheirIdentityAcrossRestarts(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, name string) {
		s := account.New(databasetest.Open(t, name), time.Now)
		mika, token := guest(t, s, "みか")
		if !mika.ID.Valid() {
			t.Errorf("%q is no visitor's id", mika.ID)
		}
		mika.Name, mika.Outfit = "ミカ", "fedcba9876543210"
		if err := s.Update(t.Context(), mika); err != nil {
			t.Fatal(err)
		}
		got, err := account.New(databasetest.Open(t, name), time.Now).ByToken(t.Context(), token)
		if err != nil || got != mika {
			t.Errorf("after a restart: %+v, %v; want %+v", got, err, mika)
		}
		if raw, err := os.ReadFile(name); err == nil && bytes.Contains(raw, []byte(token)) {
			t.Error("the database holds the token itself")
		}
	})
}

func TestForgedTokensAreNobodys(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		_, token := guest(t, s, "mika")
		for _, forged := range []string{"", "x", token[:len(token)-1], token + "A", "' OR 1=1 --"} {
			_, err := s.ByToken(t.Context(), forged)
			wantCode(t, err, world.CodeUnauthenticated)
		}
	})
}

func TestAKeepLinkMovesAnIdentityOnce(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, c *clock) {
		mika, token := guest(t, s, "mika")
		first, err := s.Keep(t.Context(), mika.ID)
		if err != nil {
			t.Fatal(err)
		}
		second, err := s.Keep(t.Context(), mika.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = s.Redeem(t.Context(), first, "")
		wantCode(t, err, world.CodeExpired) // the newer link ended it
		moved, other, err := s.Redeem(t.Context(), second, "")
		if err != nil || moved != mika || other == token {
			t.Fatalf("%+v %v", moved, err)
		}
		for _, tk := range []string{token, other} {
			if got, err := s.ByToken(t.Context(), tk); err != nil || got.ID != mika.ID {
				t.Errorf("%v %v", got, err)
			}
		}
		_, _, err = s.Redeem(t.Context(), second, "")
		wantCode(t, err, world.CodeExpired)

		late, err := s.Keep(t.Context(), mika.ID)
		if err != nil {
			t.Fatal(err)
		}
		c.t = c.t.Add(24*time.Hour + time.Second)
		_, _, err = s.Redeem(t.Context(), late, "")
		wantCode(t, err, world.CodeExpired)
	})
}

func TestIgnoring(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, _ := guest(t, s, "mika")
		ren, _ := guest(t, s, "ren")
		for range 2 {
			if err := s.Ignore(t.Context(), mika.ID, ren.ID); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := s.Ignored(t.Context(), mika.ID); err != nil || len(got) != 1 || got[0] != (account.Distant{ID: ren.ID, Name: "ren"}) {
			t.Errorf("%v %v", got, err)
		}
		if got, err := s.IgnoredBy(t.Context(), ren.ID); err != nil || len(got) != 1 || got[0] != mika.ID {
			t.Errorf("%v %v", got, err)
		}
		wantCode(t, s.Ignore(t.Context(), mika.ID, "nobody"), world.CodeUnknownVisitor)
		wantCode(t, s.Ignore(t.Context(), mika.ID, mika.ID), world.CodeBadRequest)
		if err := s.Unignore(t.Context(), mika.ID, ren.ID); err != nil {
			t.Fatal(err)
		}
		if got, err := s.IgnoredBy(t.Context(), ren.ID); err != nil || len(got) != 0 {
			t.Errorf("%v %v", got, err)
		}
	})
}

func TestTextKeys(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		id := seal.KeyID{Author: "mika", Day: "2026-11-23", Private: true}
		if _, err := s.Key(t.Context(), id, false); !errors.Is(err, seal.ErrNoKey) {
			t.Errorf("a key nobody made: %v", err)
		}
		keys := make(chan []byte, 8)
		for range cap(keys) {
			go func() {
				key, err := s.Key(context.WithoutCancel(t.Context()), id, true)
				if err != nil {
					t.Error(err)
				}
				keys <- key
			}()
		}
		first := <-keys
		for range cap(keys) - 1 {
			if key := <-keys; !bytes.Equal(key, first) {
				t.Error("two callers at once got different keys")
			}
		}
		public, err := s.Key(t.Context(), seal.KeyID{Author: "mika", Day: "2026-11-23"}, true)
		if err != nil || bytes.Equal(public, first) || len(public) != seal.KeySize {
			t.Errorf("public key %x, %v", public, err)
		}
		day := func(d int) time.Time { return time.Date(2026, 11, d, 9, 0, 0, 0, time.UTC) }
		if err := s.ForgetTexts(t.Context(), day(23), day(23)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Key(t.Context(), id, false); err != nil {
			t.Errorf("a key of that very day: %v", err)
		}
		if err := s.ForgetTexts(t.Context(), day(23), day(24)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Key(t.Context(), id, false); !errors.Is(err, seal.ErrNoKey) {
			t.Errorf("an old private key: %v", err)
		}
		if key, err := s.Key(t.Context(), seal.KeyID{Author: "mika", Day: "2026-11-23"}, false); err != nil || !bytes.Equal(key, public) {
			t.Errorf("the public key of that day went with it: %v", err)
		}
	})
}

func TestOutfits(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		for range 2 {
			if err := s.KeepOutfit(t.Context(), "0123456789abcdef", []byte(`{"wear":[]}`), []string{"rig", "shirt"}, map[string][]byte{"shirt": []byte("as drawn")}); err != nil {
				t.Fatal(err)
			}
		}
		if recipe, art, err := s.Outfit(t.Context(), "0123456789abcdef"); err != nil || string(recipe) != `{"wear":[]}` || !slices.Equal(art, []string{"rig", "shirt"}) {
			t.Errorf("%s %v %v", recipe, art, err)
		}
		if drawing, err := s.Drawing(t.Context(), "shirt"); err != nil || string(drawing) != "as drawn" {
			t.Errorf("%s %v", drawing, err)
		}
		if _, err := s.Drawing(t.Context(), "coat"); err == nil {
			t.Error("a drawing nobody kept is there")
		}
		_, _, err := s.Outfit(t.Context(), "ffffffffffffffff")
		wantCode(t, err, world.CodeUnknownOutfit)
	})
}

func TestCleanName(t *testing.T) {
	for name, want := range map[string]string{
		"みか":                    "みか",
		"  Gentle   Tanuki ":    "Gentle Tanuki",
		"が":                     "が", // composed
		"そら☆":                   "そら☆",
		"👩‍🎤 ❤️":                "👩‍🎤 ❤️",
		"مريم":                  "مريم",
		"नमस्ते":                "नमस्ते",
		strings.Repeat("あ", 24): strings.Repeat("あ", 24),
	} {
		if got, err := account.CleanName(name); err != nil || got != want {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{
		"", "   ", strings.Repeat("あ", 25), "a\u202eb", "a\u2066b", "a\u200fb", "a\x00b", "\u3164", "\u200d", "\u3164\u200b",
		"e\u0301\u0302\u0303\u0304\u0305", "\xff", "\ue000", "\ufe0f", strings.Repeat("x", 100_000),
	} {
		_, err := account.CleanName(name)
		wantCode(t, err, world.CodeBadName)
	}
}

func TestDrawnNamesAreNames(t *testing.T) {
	for range 500 {
		for _, lang := range []string{"ja", "ja-JP", "en", "", "fr"} {
			if name := account.DrawName(lang); name == "" {
				t.Fatal("no name")
			} else if clean, err := account.CleanName(name); err != nil || clean != name {
				t.Fatalf("%q: %v", name, err)
			}
		}
	}
}
