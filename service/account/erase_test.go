package account_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/service/account"
)

func TestErasedIsForgotten(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, token := member(t, s, "mika")
		ren, _ := guest(t, s, "ren")
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(s.KeepOutfit(t.Context(), "0123456789abcdef", []byte("{}"), nil, nil))
		_, err := s.SaveLook(t.Context(), mika.ID, "0123456789abcdef", "my look")
		must(err)
		must(s.Block(t.Context(), mika.ID, ren.ID))
		must(s.Ignore(t.Context(), ren.ID, mika.ID))
		_, err = s.SharePicture(t.Context(), mika.ID, account.Picture{Room: "lounge", Width: 1, Height: 1, JPEG: []byte("x")})
		must(err)
		for _, private := range []bool{true, false} {
			_, err := s.Key(t.Context(), seal.KeyID{Author: mika.ID, Day: "2026-11-23", Private: private}, true)
			must(err)
		}
		_, err = s.Key(t.Context(), seal.KeyID{Author: ren.ID, Day: "2026-11-23"}, true)
		must(err)

		all, err := s.Export(t.Context(), mika.ID)
		must(err)
		raw, err := json.Marshal(all)
		must(err)
		for _, known := range []string{`"name":"mika"`, `"login":"mika"`, `"my look"`, `"ren"`, all.Pictures[0], string(account.SessionOf(token))} {
			if !strings.Contains(string(raw), known) {
				t.Errorf("the export lacks %s: %s", known, raw)
			}
		}
		for _, secret := range []string{token, "argon2id"} {
			if strings.Contains(string(raw), secret) {
				t.Errorf("the export tells %s", secret)
			}
		}

		must(s.Erase(t.Context(), mika.ID))
		_, err = s.ByToken(t.Context(), token)
		wantCode(t, err, world.CodeUnauthenticated)
		_, err = s.ByID(t.Context(), mika.ID)
		wantCode(t, err, world.CodeUnknownVisitor)
		_, err = s.Export(t.Context(), mika.ID)
		wantCode(t, err, world.CodeUnknownVisitor)
		wantCode(t, s.Erase(t.Context(), mika.ID), world.CodeUnknownVisitor)
		wantCode(t, s.Block(t.Context(), ren.ID, mika.ID), world.CodeUnknownVisitor)
		_, _, err = s.SignIn(t.Context(), "mika", password, "")
		wantCode(t, err, world.CodeWrongLogin)
		for _, private := range []bool{true, false} {
			if _, err := s.Key(t.Context(), seal.KeyID{Author: mika.ID, Day: "2026-11-23", Private: private}, false); !errors.Is(err, seal.ErrNoKey) {
				t.Errorf("a key of the erased: %v", err)
			}
		}
		if _, err := s.Key(t.Context(), seal.KeyID{Author: ren.ID, Day: "2026-11-23"}, false); err != nil {
			t.Errorf("somebody else's key: %v", err)
		}
		if _, err := s.Picture(t.Context(), all.Pictures[0]); err == nil {
			t.Error("a picture of the erased can be seen")
		}
		if apart, err := s.Apart(t.Context(), ren.ID); err != nil || len(apart) != 0 {
			t.Errorf("ren is apart from %v, %v", apart, err)
		}
		if found, err := s.People(t.Context(), string(mika.ID)); err != nil || len(found) != 0 {
			t.Errorf("staff finds %v, %v", found, err)
		}
		if erased, err := s.Erased(t.Context()); err != nil || len(erased) != 1 || erased[0] != mika.ID {
			t.Errorf("erased: %v, %v", erased, err)
		}
		if err := s.SetLogin(t.Context(), ren.ID, "mika", password, ""); err != nil {
			t.Errorf("the name is taken for ever: %v", err)
		}
	})
}

func TestTheLastOperatorIsNotErased(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, _ := member(t, s, "mika")
		secret, err := s.NewLink(t.Context(), account.LinkOperator, "", 1, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.BecomeOperator(t.Context(), mika.ID, secret); err != nil {
			t.Fatal(err)
		}
		wantCode(t, s.Erase(t.Context(), mika.ID), world.CodeLastOperator)
	})
}
