package account_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
)

func TestSavedLooks(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, c *clock) {
		mika, _ := guest(t, s, "mika")
		ren, _ := guest(t, s, "ren")
		const outfit = world.OutfitHash("0123456789abcdef")
		if _, err := s.SaveLook(t.Context(), mika.ID, outfit, "x"); err == nil {
			t.Error("an outfit that is not kept was saved")
		}
		if err := s.KeepOutfit(t.Context(), outfit, []byte(`{"wear":[]}`), []string{"rig"}, nil); err != nil {
			t.Fatal(err)
		}
		var saved []account.Look
		for i := range account.MaxLooks {
			look, err := s.SaveLook(t.Context(), mika.ID, outfit, fmt.Sprint(i))
			if err != nil {
				t.Fatal(err)
			}
			saved = append([]account.Look{look}, saved...)
			c.t = c.t.Add(time.Second)
		}
		_, err := s.SaveLook(t.Context(), mika.ID, outfit, "")
		wantCode(t, err, world.CodeTooMany)
		if got, err := s.Looks(t.Context(), mika.ID); err != nil || !slices.Equal(got, saved) {
			t.Errorf("%v %v", got, err)
		}
		if got, err := s.Looks(t.Context(), ren.ID); err != nil || len(got) != 0 {
			t.Errorf("%v %v", got, err)
		}
		_, err = s.RenameLook(t.Context(), ren.ID, saved[0].ID, "mine")
		wantCode(t, err, world.CodeUnknownLook)
		wantCode(t, s.DeleteLook(t.Context(), ren.ID, saved[0].ID), world.CodeUnknownLook)
		if look, err := s.RenameLook(t.Context(), mika.ID, saved[0].ID, "夏"); err != nil || look != (account.Look{ID: saved[0].ID, Name: "夏", Outfit: outfit}) {
			t.Errorf("%+v %v", look, err)
		}
		if err := s.DeleteLook(t.Context(), mika.ID, saved[0].ID); err != nil {
			t.Fatal(err)
		}
		wantCode(t, s.DeleteLook(t.Context(), mika.ID, saved[0].ID), world.CodeUnknownLook)
		if _, err := s.SaveLook(t.Context(), mika.ID, outfit, ""); err != nil {
			t.Errorf("after one was deleted: %v", err)
		}
	})
}

func TestARedrawnOutfitDoesNotUndoAnotherOne(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, _ := guest(t, s, "mika")
		for _, c := range []struct{ from, to, worn world.OutfitHash }{
			{"ffffffffffffffff", "1111111111111111", "0123456789abcdef"},
			{"0123456789abcdef", "1111111111111111", "1111111111111111"},
		} {
			if err := s.Redress(t.Context(), mika.ID, c.from, c.to); err != nil {
				t.Fatal(err)
			}
			if v, err := s.ByID(t.Context(), mika.ID); err != nil || v.Outfit != c.worn {
				t.Errorf("from %s to %s: wears %s, want %s, %v", c.from, c.to, v.Outfit, c.worn, err)
			}
		}
	})
}

// TestOutfitsKeptBeforeDrawingsWere get their drawings when they are kept again.
func TestOutfitsKeptBeforeDrawingsWere(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		const hash = world.OutfitHash("0123456789abcdef")
		if err := s.KeepOutfit(t.Context(), hash, []byte(`{"old":1}`), nil, nil); err != nil {
			t.Fatal(err)
		}
		if _, art, err := s.Outfit(t.Context(), hash); err != nil || len(art) != 0 {
			t.Errorf("%v %v", art, err)
		}
		for _, art := range [][]string{{"rig", "a"}, {"rig", "b"}} {
			if err := s.KeepOutfit(t.Context(), hash, []byte(`{"wear":[]}`), art, nil); err != nil {
				t.Fatal(err)
			}
		}
		if recipe, art, err := s.Outfit(t.Context(), hash); err != nil || string(recipe) != `{"wear":[]}` || !slices.Equal(art, []string{"rig", "a"}) {
			t.Errorf("%s %v %v", recipe, art, err)
		}
	})
}
