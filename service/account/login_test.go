package account_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
)

const password = "たぬき そば 十人前"

func member(t *testing.T, s *account.Store, name string) (account.Visitor, string) {
	t.Helper()
	v, token := guest(t, s, name)
	if err := s.SetLogin(t.Context(), v.ID, name, password, ""); err != nil {
		t.Fatal(err)
	}
	v.Role = world.RoleMember
	return v, token
}

func TestAGuestBecomesAMemberAndStaysWhoTheyAre(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, token := member(t, s, "Mika")
		if got, err := s.ByToken(t.Context(), token); err != nil || got != mika {
			t.Errorf("%+v, %v; want %+v", got, err, mika)
		}
		for _, login := range []string{"mika", "MIKA", " Mika ", "ｍｉｋａ"} {
			got, other, err := s.SignIn(t.Context(), login, password, "Firefox Linux")
			if err != nil || got != mika || other == token {
				t.Errorf("%q: %+v, %v", login, got, err)
			}
		}
		for _, wrong := range [][2]string{{"mika", password + "x"}, {"mika", ""}, {"ren", password}, {"", ""}, {"mi ka", password}, {"mika", strings.Repeat("x", 1000)}, {"mika\x00", password}} {
			_, _, err := s.SignIn(t.Context(), wrong[0], wrong[1], "")
			wantCode(t, err, world.CodeWrongLogin)
		}
		ren, _ := guest(t, s, "ren")
		wantCode(t, s.SetLogin(t.Context(), ren.ID, "MIKA", password, ""), world.CodeLoginTaken)
		wantCode(t, s.SetLogin(t.Context(), ren.ID, "r n", password, ""), world.CodeBadLoginName)
		wantCode(t, s.SetLogin(t.Context(), ren.ID, "ren", "short", ""), world.CodeBadPassword)
		wantCode(t, s.SetLogin(t.Context(), mika.ID, "mika", "another one", "not it"), world.CodeWrongLogin)
		if err := s.SetLogin(t.Context(), mika.ID, "mikachan", "another one", password); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.SignIn(t.Context(), "mikachan", "another one", ""); err != nil {
			t.Error(err)
		}
		_, _, err := s.SignIn(t.Context(), "mika", password, "")
		wantCode(t, err, world.CodeWrongLogin)
	})
}

// TestNobodyLearnsWhichAccountsThereAre compares how long it takes to refuse a wrong password and a name nobody has.
func TestNobodyLearnsWhichAccountsThereAre(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		member(t, s, "mika")
		took := func(login string) time.Duration {
			all := make([]time.Duration, 9)
			for i := range all {
				began := time.Now()
				_, _, err := s.SignIn(t.Context(), login, "not the password", "")
				all[i] = time.Since(began)
				wantCode(t, err, world.CodeWrongLogin)
			}
			slices.Sort(all)
			return all[len(all)/2]
		}
		known, unknown := took("mika"), took("nobody")
		if ratio := float64(known) / float64(unknown); ratio < 0.5 || ratio > 2 {
			t.Errorf("a wrong password takes %v, a name nobody has %v", known, unknown)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, c *clock) {
		mika, first := member(t, s, "mika")
		c.t = c.t.Add(time.Hour)
		_, second, err := s.SignIn(t.Context(), "mika", password, account.Agent("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"))
		if err != nil {
			t.Fatal(err)
		}
		ren, others := guest(t, s, "ren")
		all, err := s.Sessions(t.Context(), mika.ID)
		if err != nil || len(all) != 2 || all[0].ID != account.SessionOf(second) || all[0].Agent != "Safari iPhone" || all[1].ID != account.SessionOf(first) || all[0].Since != world.AtTime(c.t) {
			t.Errorf("%+v %v", all, err)
		}
		if err := s.SignOut(t.Context(), ren.ID, all[0].ID); err != nil { // not theirs to end
			t.Fatal(err)
		}
		if err := s.SignOut(t.Context(), mika.ID, all[1].ID); err != nil {
			t.Fatal(err)
		}
		_, err = s.ByToken(t.Context(), first)
		wantCode(t, err, world.CodeUnauthenticated)
		if _, err := s.ByToken(t.Context(), second); err != nil {
			t.Error(err)
		}
		if err := s.SignOut(t.Context(), mika.ID, ""); err != nil {
			t.Fatal(err)
		}
		_, err = s.ByToken(t.Context(), second)
		wantCode(t, err, world.CodeUnauthenticated)
		if _, err := s.ByToken(t.Context(), others); err != nil {
			t.Errorf("somebody else was signed out: %v", err)
		}
	})
}

func TestUseIsRememberedRoughly(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, c *clock) {
		mika, token := guest(t, s, "mika")
		began := world.AtTime(c.t)
		used := func() world.Millis {
			t.Helper()
			c.t = c.t.Add(6 * time.Minute)
			if _, err := s.ByToken(t.Context(), token); err != nil {
				t.Fatal(err)
			}
			all, err := s.Sessions(t.Context(), mika.ID)
			if err != nil {
				t.Fatal(err)
			}
			return all[0].Used
		}
		if first, second := used(), used(); first != began || second != began+12*60e3 {
			t.Errorf("used %d and %d, since %d", first, second, began)
		}
	})
}

func TestARecoveryCodeSignsInOnce(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, old := member(t, s, "mika")
		ren, _ := member(t, s, "ren")
		codes, err := s.NewRecoveryCodes(t.Context(), mika.ID)
		if err != nil || len(codes) != 8 {
			t.Fatal(codes, err)
		}
		theirs, err := s.NewRecoveryCodes(t.Context(), ren.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range [][2]string{{"mika", "aaaaa-bbbbb-ccccc-ddddd"}, {"mika", ""}, {"mika", theirs[0]}, {"nobody", codes[0]}, {"m", codes[0]}} {
			_, _, err := s.Recover(t.Context(), wrong[0], wrong[1], "a new password", "")
			wantCode(t, err, world.CodeWrongLogin)
		}
		_, _, err = s.Recover(t.Context(), "mika", codes[0], "short", "")
		wantCode(t, err, world.CodeBadPassword) // and the code is not spent
		got, token, err := s.Recover(t.Context(), "mika", strings.ToUpper(strings.ReplaceAll(codes[0], "-", " ")), "a new password", "")
		if err != nil || got.ID != mika.ID {
			t.Fatal(got, err)
		}
		_, err = s.ByToken(t.Context(), old)
		wantCode(t, err, world.CodeUnauthenticated) // whoever had the old password is out
		if _, err := s.ByToken(t.Context(), token); err != nil {
			t.Error(err)
		}
		_, _, err = s.Recover(t.Context(), "mika", codes[0], "a new password", "")
		wantCode(t, err, world.CodeWrongLogin)
		fresh, err := s.NewRecoveryCodes(t.Context(), mika.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = s.Recover(t.Context(), "mika", codes[1], "a new password", "")
		wantCode(t, err, world.CodeWrongLogin) // the new ones ended it
		if _, _, err := s.Recover(t.Context(), "mika", fresh[7], "a new password", ""); err != nil {
			t.Error(err)
		}
		nobody, _ := guest(t, s, "guest")
		_, err = s.NewRecoveryCodes(t.Context(), nobody.ID)
		wantCode(t, err, world.CodeForbidden)
	})
}

func TestACodeIsSpentOnceByManyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, _ := member(t, s, "mika")
		codes, err := s.NewRecoveryCodes(t.Context(), mika.ID)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		errs := make(chan error, 6)
		for range cap(errs) {
			all.Go(func() {
				_, _, err := s.Recover(t.Context(), "mika", codes[0], "a new password", "")
				errs <- err
			})
		}
		all.Wait()
		close(errs)
		won := 0
		for err := range errs {
			if err == nil {
				won++
			} else {
				wantCode(t, err, world.CodeWrongLogin)
			}
		}
		if won != 1 {
			t.Errorf("one code signed in %d times", won)
		}
	})
}

func TestAResetLinkWorksOnce(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, c *clock) {
		mika, old := member(t, s, "mika")
		first, err := s.NewLink(t.Context(), account.LinkReset, mika.ID, 1, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		second, err := s.NewLink(t.Context(), account.LinkReset, mika.ID, 1, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{first, "", "forged"} {
			_, _, err := s.ResetPassword(t.Context(), secret, "a new password", "")
			wantCode(t, err, world.CodeExpired)
		}
		wantCode(t, s.UseInvitation(t.Context(), second), world.CodeExpired) // of another kind
		if got, _, err := s.ResetPassword(t.Context(), second, "a new password", ""); err != nil || got != mika {
			t.Fatal(got, err)
		}
		_, err = s.ByToken(t.Context(), old)
		wantCode(t, err, world.CodeUnauthenticated)
		if _, _, err := s.SignIn(t.Context(), "mika", "a new password", ""); err != nil {
			t.Error(err)
		}
		_, _, err = s.ResetPassword(t.Context(), second, "a new password", "")
		wantCode(t, err, world.CodeExpired)
		late, err := s.NewLink(t.Context(), account.LinkReset, mika.ID, 1, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		c.t = c.t.Add(time.Hour + time.Second)
		_, _, err = s.ResetPassword(t.Context(), late, "a new password", "")
		wantCode(t, err, world.CodeExpired)
	})
}

func TestOperators(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		secret, err := s.NewLink(t.Context(), account.LinkOperator, "", 1, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		visiting, _ := guest(t, s, "guest")
		wantCode(t, s.BecomeOperator(t.Context(), visiting.ID, secret), world.CodeForbidden) // and the link is not spent
		mika, _ := member(t, s, "mika")
		ren, _ := member(t, s, "ren")
		if err := s.BecomeOperator(t.Context(), mika.ID, secret); err != nil {
			t.Fatal(err)
		}
		wantCode(t, s.BecomeOperator(t.Context(), ren.ID, secret), world.CodeExpired)
		wantCode(t, s.SetRole(t.Context(), mika.ID, world.RoleMember), world.CodeLastOperator)
		wantCode(t, s.SetRole(t.Context(), visiting.ID, world.RoleStaff), world.CodeForbidden)
		wantCode(t, s.SetRole(t.Context(), ren.ID, world.RoleGuest), world.CodeForbidden)
		wantCode(t, s.SetRole(t.Context(), "nobody", world.RoleStaff), world.CodeUnknownVisitor)
		for _, role := range []world.Role{world.RoleHost, world.RoleOperator} {
			if err := s.SetRole(t.Context(), ren.ID, role); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.SetRole(t.Context(), mika.ID, world.RoleStaff); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Operators(t.Context()); err != nil || n != 1 {
			t.Errorf("%d operators, %v", n, err)
		}
	})
}

func TestAnInvitationLetsSoManyIn(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, _ := member(t, s, "mika")
		secret, err := s.NewLink(t.Context(), account.LinkInvite, mika.ID, 2, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.UseInvitation(t.Context(), secret); err != nil {
				t.Fatal(err)
			}
		}
		wantCode(t, s.UseInvitation(t.Context(), secret), world.CodeExpired)
	})
}

func TestBlocksKeepBothApart(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, _ *clock) {
		mika, _ := guest(t, s, "mika")
		ren, _ := guest(t, s, "ren")
		apart := func(who, from world.VisitorID, want bool) {
			t.Helper()
			got, err := s.Apart(t.Context(), who)
			if err != nil || slices.Contains(got, from) != want {
				t.Errorf("%s is apart from %v, %v", who, got, err)
			}
		}
		for range 2 {
			if err := s.Block(t.Context(), mika.ID, ren.ID); err != nil {
				t.Fatal(err)
			}
		}
		apart(mika.ID, ren.ID, true)
		apart(ren.ID, mika.ID, true)
		if own, err := s.Blocked(t.Context(), ren.ID); err != nil || len(own) != 0 {
			t.Errorf("ren learns of the block: %v %v", own, err)
		}
		if own, err := s.Blocked(t.Context(), mika.ID); err != nil || len(own) != 1 || own[0].Name != "ren" {
			t.Errorf("%v %v", own, err)
		}
		if err := s.Unblock(t.Context(), ren.ID, mika.ID); err != nil { // not theirs to end
			t.Fatal(err)
		}
		apart(ren.ID, mika.ID, true)
		if err := s.Unblock(t.Context(), mika.ID, ren.ID); err != nil {
			t.Fatal(err)
		}
		apart(mika.ID, ren.ID, false)
		apart(ren.ID, mika.ID, false)
		wantCode(t, s.Block(t.Context(), mika.ID, mika.ID), world.CodeBadRequest)
		wantCode(t, s.Block(t.Context(), mika.ID, "nobody"), world.CodeUnknownVisitor)
	})
}

func TestStaffFindsPeople(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, c *clock) {
		mika, _ := guest(t, s, "みか_100%")
		c.t = c.t.Add(time.Hour)
		ren, _ := member(t, s, "Renren")
		if err := s.SetRole(t.Context(), ren.ID, world.RoleHost); err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string][]world.VisitorID{
			"みか": {mika.ID}, "%": {mika.ID}, "_": {mika.ID}, "NREN": {ren.ID}, string(ren.ID): {ren.ID}, "": {ren.ID, mika.ID}, "!": nil,
		} {
			found, err := s.People(t.Context(), text)
			var ids []world.VisitorID
			for _, p := range found {
				ids = append(ids, p.ID)
			}
			if err != nil || !slices.Equal(ids, want) {
				t.Errorf("%q finds %v, %v", text, found, err)
			}
		}
		named, err := s.Persons(t.Context(), []world.VisitorID{mika.ID, "", "x", mika.ID, "aaaaaaaaaaaaaaaa"})
		if err != nil || len(named) != 1 || named[0].Name != "みか_100%" {
			t.Errorf("%v %v", named, err)
		}
	})
}
