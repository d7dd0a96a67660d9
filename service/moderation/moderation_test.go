package moderation_test

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/database"
	"github.com/yokocho/yokocho/service/database/databasetest"
	"github.com/yokocho/yokocho/service/moderation"
)

func TestMain(m *testing.M) { os.Exit(databasetest.Main(m)) }

// house is a house's order under test, and the persons in it.
type house struct {
	*testing.T
	*moderation.Store
	accounts *account.Store
	db       *database.DB
	now      time.Time
}

// each runs a test on every kind of database.
func each(t *testing.T, test func(h *house)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, name string) {
		h := &house{T: t, db: databasetest.Open(t, name), now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
		h.accounts = account.New(h.db, h.clock)
		h.open()
		test(h)
	})
}

func (h *house) clock() time.Time { return h.now }

// open reads the settings anew, as after a restart.
func (h *house) open() {
	h.Helper()
	var err error
	if h.Store, err = moderation.Open(h.Context(), h.db, h.clock); err != nil {
		h.Fatal(err)
	}
}

func (h *house) person(name string, role world.Role) world.Principal {
	h.Helper()
	v, _, err := h.accounts.Create(h.Context(), account.Visitor{Name: name, Kind: world.KindPerson, Age: world.AgeUnknown}, "")
	if err != nil {
		h.Fatal(err)
	}
	if _, err := h.db.Exec(h.Context(), "UPDATE visitors SET role = ? WHERE id = ?", role, v.ID); err != nil {
		h.Fatal(err)
	}
	return world.Principal{ID: v.ID, Kind: v.Kind, Name: name, Role: role, Since: v.Since}
}

// with is a house where something was changed.
func with(change func(*moderation.House)) moderation.House {
	h := moderation.DefaultHouse()
	change(&h)
	return h
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) code(err error, code world.Code) {
	h.Helper()
	var refused *world.Error
	if !errors.As(err, &refused) || refused.Code != code || refused.Message == "" {
		h.Errorf("got %v, want code %s", err, code)
	}
}

func (h *house) stands(who world.Principal) world.Principal {
	h.Helper()
	p := world.Principal{ID: who.ID}
	h.must(h.Stand(h.Context(), &p))
	return p
}

func TestMeasuresHoldForTheirTime(t *testing.T) {
	each(t, func(h *house) {
		staff, mika := h.person("staff", world.RoleStaff), h.person("mika", world.RoleGuest)
		at := world.AtTime(h.now)
		if _, err := h.Impose(h.Context(), staff, mika.ID, moderation.Warn, "", "Be kind", 0); err != nil {
			h.Fatal(err)
		}
		if p := h.stands(mika); p.Muted+p.Banned != 0 || len(p.Barred) != 0 {
			h.Errorf("a warning holds something against %+v", p)
		}
		muted, err := h.Impose(h.Context(), staff, mika.ID, moderation.Mute, "", "  Too loud\nfor us ", 10*time.Minute)
		h.must(err)
		if muted.Reason != "Too loud\nfor us" || muted.Until != at+600_000 {
			h.Errorf("%+v", muted)
		}
		_, err = h.Impose(h.Context(), staff, mika.ID, moderation.Remove, "lounge", "Out", time.Hour)
		h.must(err)
		ban, err := h.Impose(h.Context(), staff, mika.ID, moderation.Ban, "", "Enough", 0)
		h.must(err)
		if p := h.stands(mika); p.Muted != at+600_000 || p.Barred["lounge"] != at+3600_000 || p.Banned < at+100*365*86400_000 {
			h.Errorf("%+v", p)
		}
		h.now = h.now.Add(10 * time.Minute)
		if p := h.stands(mika); p.Muted != 0 || len(p.Barred) != 1 {
			h.Errorf("ten minutes later: %+v", p)
		}
		lifted, err := h.Lift(h.Context(), staff.ID, ban.ID)
		h.must(err)
		if p := h.stands(mika); lifted.Visitor != mika.ID || p.Banned != 0 {
			h.Errorf("lifted: %+v, %+v", lifted, p)
		}
		_, err = h.Lift(h.Context(), staff.ID, ban.ID)
		h.code(err, world.CodeUnknownMeasure)
	})
}

func TestWhoMayDoWhatAboutWhom(t *testing.T) {
	each(t, func(h *house) {
		operator, staff, other := h.person("operator", world.RoleOperator), h.person("staff", world.RoleStaff), h.person("other", world.RoleStaff)
		mika := h.person("mika", world.RoleMember)
		impose := func(by world.Principal, about world.VisitorID, kind moderation.Kind, room world.RoomID, reason string, lasts time.Duration) error {
			_, err := h.Impose(h.Context(), by, about, kind, room, reason, lasts)
			return err
		}
		h.code(impose(staff, staff.ID, moderation.Warn, "", "x", 0), world.CodeBadRequest)
		h.code(impose(staff, other.ID, moderation.Warn, "", "x", 0), world.CodeForbidden)
		h.code(impose(staff, operator.ID, moderation.Ban, "", "x", 0), world.CodeForbidden)
		h.code(impose(staff, "aaaaaaaaaaaaaaaa", moderation.Warn, "", "x", 0), world.CodeUnknownVisitor)
		h.code(impose(staff, mika.ID, moderation.Warn, "", "  ", 0), world.CodeBadText)
		h.code(impose(staff, mika.ID, moderation.Warn, "", strings.Repeat("あ", 501), 0), world.CodeTooLong)
		h.code(impose(staff, mika.ID, "flog", "", "x", 0), world.CodeBadRequest)
		h.code(impose(staff, mika.ID, moderation.Remove, "", "x", time.Hour), world.CodeBadRequest)
		h.code(impose(staff, mika.ID, moderation.Mute, "lounge", "x", time.Hour), world.CodeBadRequest)
		h.code(impose(staff, mika.ID, moderation.Mute, "", "x", 0), world.CodeBadRequest)
		h.code(impose(staff, mika.ID, moderation.Mute, "", "x", -time.Hour), world.CodeBadRequest)
		h.code(impose(staff, mika.ID, moderation.Mute, "", "x", 10_000*time.Hour), world.CodeBadRequest)
		h.code(impose(staff, mika.ID, moderation.Warn, "", "x", time.Hour), world.CodeBadRequest)
		h.must(impose(operator, staff.ID, moderation.Mute, "", "x", time.Hour))
		second := h.person("second", world.RoleOperator)
		h.must(impose(operator, second.ID, moderation.Ban, "", "x", 0))
		_, err := h.db.Exec(h.Context(), "UPDATE visitors SET role = 'member' WHERE id = ?", second.ID)
		h.must(err)
		h.code(impose(world.Principal{ID: "bbbbbbbbbbbbbbbb", Role: world.RoleOperator}, operator.ID, moderation.Ban, "", "x", 0), world.CodeLastOperator)
	})
}

func TestOneAppealAndItsAnswer(t *testing.T) {
	each(t, func(h *house) {
		staff, mika, ren := h.person("staff", world.RoleStaff), h.person("mika", world.RoleGuest), h.person("ren", world.RoleGuest)
		m, err := h.Impose(h.Context(), staff, mika.ID, moderation.Mute, "", "Too loud", time.Hour)
		h.must(err)
		h.code(h.Plead(h.Context(), ren.ID, m.ID, "Not mine"), world.CodeUnknownMeasure)
		h.code(h.Plead(h.Context(), mika.ID, m.ID, " "), world.CodeBadText)
		_, err = h.Answer(h.Context(), staff.ID, m.ID, "Too early")
		h.code(err, world.CodeUnknownMeasure)
		h.must(h.Plead(h.Context(), mika.ID, m.ID, "It was not me"))
		h.code(h.Plead(h.Context(), mika.ID, m.ID, "And another thing"), world.CodeUnknownMeasure)
		if waiting, err := h.Appeals(h.Context()); err != nil || len(waiting) != 1 || waiting[0].Appeal != "It was not me" {
			h.Errorf("%+v %v", waiting, err)
		}
		h.must(h.See(h.Context(), mika.ID, m.ID))
		h.code(h.See(h.Context(), ren.ID, m.ID), world.CodeUnknownMeasure)
		answered, err := h.Answer(h.Context(), staff.ID, m.ID, "It was")
		h.must(err)
		if answered.Answer != "It was" || answered.Seen != 0 {
			h.Errorf("whoever appealed does not get to see the answer: %+v", answered)
		}
		_, err = h.Answer(h.Context(), staff.ID, m.ID, "Twice")
		h.code(err, world.CodeUnknownMeasure)
		if waiting, err := h.Appeals(h.Context()); err != nil || len(waiting) != 0 {
			h.Errorf("%+v %v", waiting, err)
		}
	})
}

func TestAReportIsSealedAndForgotten(t *testing.T) {
	each(t, func(h *house) {
		staff, mika, pest := h.person("staff", world.RoleStaff), h.person("mika", world.RoleGuest), h.person("pest", world.RoleGuest)
		saw := []byte(`{"view":"とても秘密"}`)
		report := moderation.Report{Reporter: mika.ID, About: pest.ID, Room: "lounge", Line: "1-2", Reason: "harassment", Note: "He follows me"}
		filed, err := h.File(h.Context(), report, saw)
		h.must(err)
		var sealed []byte
		h.must(h.db.QueryRow(h.Context(), "SELECT sealed FROM reports WHERE id = ?", filed.ID).Scan(&sealed))
		if strings.Contains(string(sealed), "秘密") {
			h.Error("what the reporter saw stands open in the database")
		}
		open, err := h.Reports(h.Context(), "")
		if err != nil || len(open) != 1 || open[0] != filed || !open[0].Open || open[0].Note != "He follows me" {
			h.Errorf("%+v %v", open, err)
		}
		got, read, err := h.Saw(h.Context(), staff.ID, filed.ID)
		if err != nil || got != filed || string(read) != string(saw) {
			h.Errorf("%+v %s %v", got, read, err)
		}
		h.must(h.CloseReport(h.Context(), staff.ID, filed.ID))
		h.code(h.CloseReport(h.Context(), staff.ID, filed.ID), world.CodeUnknownReport)
		if open, err := h.Reports(h.Context(), ""); err != nil || len(open) != 0 {
			h.Errorf("%+v %v", open, err)
		}
		if about, err := h.Reports(h.Context(), pest.ID); err != nil || len(about) != 1 || about[0].By != staff.ID {
			h.Errorf("%+v %v", about, err)
		}
		h.now = h.now.AddDate(0, 0, 180)
		h.must(h.Forget(h.Context()))
		if _, _, err := h.Saw(h.Context(), staff.ID, filed.ID); err != nil {
			h.Errorf("forgotten too early: %v", err)
		}
		h.now = h.now.Add(time.Hour)
		h.must(h.Forget(h.Context()))
		_, _, err = h.Saw(h.Context(), staff.ID, filed.ID)
		h.code(err, world.CodeExpired)
		_, _, err = h.Saw(h.Context(), staff.ID, "nothing")
		h.code(err, world.CodeUnknownReport)
	})
}

func TestBadReports(t *testing.T) {
	each(t, func(h *house) {
		mika, pest := h.person("mika", world.RoleGuest), h.person("pest", world.RoleGuest)
		file := func(r moderation.Report) error {
			_, err := h.File(h.Context(), r, []byte("{}"))
			return err
		}
		h.code(file(moderation.Report{Reporter: mika.ID, About: mika.ID, Reason: "spam"}), world.CodeBadRequest)
		h.code(file(moderation.Report{Reporter: mika.ID, About: pest.ID, Reason: "because"}), world.CodeBadRequest)
		h.code(file(moderation.Report{Reporter: mika.ID, About: pest.ID, Reason: "spam", Note: strings.Repeat("x", 1001)}), world.CodeTooLong)
		filed := 0
		for range 1000 {
			if err := file(moderation.Report{Reporter: mika.ID, About: pest.ID, Reason: "spam"}); err == nil {
				filed++
			} else {
				h.code(err, world.CodeSlowDown)
			}
		}
		if filed != 6 {
			h.Errorf("one person filed %d of a thousand reports", filed)
		}
		h.must(file(moderation.Report{Reporter: pest.ID, About: mika.ID, Reason: "spam"})) // others still may
		h.now = h.now.Add(time.Hour + time.Second)
		h.must(file(moderation.Report{Reporter: mika.ID, About: pest.ID, Reason: "spam"}))
	})
}

func TestTheAuditOnlyGrows(t *testing.T) {
	each(t, func(h *house) {
		operator, mika := h.person("operator", world.RoleOperator), h.person("mika", world.RoleMember)
		_, err := h.Impose(h.Context(), operator, mika.ID, moderation.Warn, "", "Private words", 0)
		h.must(err)
		h.must(h.AddNote(h.Context(), operator.ID, mika.ID, "Private too"))
		h.must(h.SetHouse(h.Context(), operator.ID, with(func(h *moderation.House) { h.GuestsPaused = true })))
		for i := range 5 {
			h.must(h.Enter(h.Context(), operator.ID, "role", string(mika.ID), fmt.Sprint(i)))
		}
		page, err := h.Audit(h.Context(), 0, 3)
		if err != nil || len(page) != 3 || page[0].N != 8 || page[0].Detail != "4" {
			h.Errorf("%+v %v", page, err)
		}
		rest, err := h.Audit(h.Context(), page[2].N, 100)
		if err != nil || len(rest) != 5 || rest[4].What != "warn" || rest[4].By != operator.ID || rest[4].About != string(mika.ID) {
			h.Errorf("%+v %v", rest, err)
		}
		for _, e := range rest {
			if strings.Contains(e.Detail, "Private") {
				h.Errorf("the audit tells %+v", e)
			}
		}
		h.must(h.CheckAudit(h.Context()))
		for _, tamper := range []string{"UPDATE audit SET about = 'x' WHERE n = 3", "DELETE FROM audit WHERE n = 2"} {
			_, err := h.db.Exec(h.Context(), tamper)
			h.must(err)
			if h.CheckAudit(h.Context()) == nil {
				h.Errorf("nobody notices %s", tamper)
			}
		}
	})
}

func TestNotes(t *testing.T) {
	each(t, func(h *house) {
		staff, mika := h.person("staff", world.RoleStaff), h.person("mika", world.RoleMember)
		h.must(h.AddNote(h.Context(), staff.ID, mika.ID, " Nice when sober "))
		h.code(h.AddNote(h.Context(), staff.ID, mika.ID, ""), world.CodeBadText)
		h.code(h.AddNote(h.Context(), staff.ID, "aaaaaaaaaaaaaaaa", "x"), world.CodeUnknownVisitor)
		if notes, err := h.Notes(h.Context(), mika.ID); err != nil || len(notes) != 1 || notes[0].Text != "Nice when sober" || notes[0].By != staff.ID {
			h.Errorf("%+v %v", notes, err)
		}
	})
}

func TestLevers(t *testing.T) {
	each(t, func(h *house) {
		operator, host := h.person("operator", world.RoleOperator), h.person("host", world.RoleHost)
		guest, member, invited := h.person("guest", world.RoleGuest), h.person("member", world.RoleMember), h.person("invited", world.RoleGuest)
		invited.Invited = true
		h.now = h.now.Add(25 * time.Hour)
		newcomer := h.person("newcomer", world.RoleMember)
		set := func(change func(*moderation.House)) {
			h.Helper()
			h.must(h.SetHouse(h.Context(), operator.ID, with(change)))
			h.open() // and it stays so
		}
		allowed := func(err error, want bool) {
			h.Helper()
			if want {
				h.must(err)
			} else {
				h.code(err, world.CodeClosed)
			}
		}
		allowed(h.Admit(guest, false), true)
		allowed(h.AdmitGuest(), true)
		set(func(h *moderation.House) { h.GuestsPaused = true })
		allowed(h.AdmitGuest(), false)
		allowed(h.Admit(guest, true), true)
		set(func(h *moderation.House) { h.MembersOnly = true })
		allowed(h.AdmitGuest(), false)
		allowed(h.Admit(guest, true), false)
		allowed(h.Admit(invited, true), true)
		allowed(h.Admit(member, true), true)
		allowed(h.AdmitMember(guest), false)
		allowed(h.AdmitMember(invited), true)
		set(func(h *moderation.House) { h.NewcomersOpen = true })
		allowed(h.Admit(newcomer, false), false)
		allowed(h.Admit(newcomer, true), true)
		allowed(h.Admit(member, false), true)
		set(func(h *moderation.House) { h.DoorsClosed = true })
		allowed(h.Admit(member, true), false)
		allowed(h.Admit(host, true), true)
		set(func(h *moderation.House) {
			h.SlowSeconds = map[world.RoomID]int{"lounge": 20, "bar": 0}
			h.GuestsFreeFrom = []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}
		})
		if h.Between(guest, "lounge") != 20*time.Second || h.Between(guest, "bar") != 0 || h.Between(host, "lounge") != 0 {
			h.Error("a slow room is not")
		}
		if !h.Free(netip.MustParseAddr("::ffff:203.0.113.9")) || h.Free(netip.MustParseAddr("203.0.114.1")) {
			h.Error("the classroom's allowance does not hold")
		}
		for _, seconds := range []int{-1, 601} {
			h.code(h.SetHouse(h.Context(), operator.ID, with(func(h *moderation.House) { h.SlowSeconds["lounge"] = seconds })), world.CodeBadRequest)
		}
		for _, days := range []int{0, 3651} {
			h.code(h.SetHouse(h.Context(), operator.ID, with(func(h *moderation.House) { h.PublicDays = days })), world.CodeBadRequest)
		}
	})
}

func TestABannedGuestDoesNotBanASchool(t *testing.T) {
	each(t, func(h *house) {
		staff, pest := h.person("staff", world.RoleStaff), h.person("pest", world.RoleGuest)
		home, elsewhere := h.Source("198.51.100.7/32", "Firefox", "ja"), h.Source("198.51.100.8/32", "Firefox", "ja")
		if home == elsewhere || strings.Contains(home, "198") || home != h.Source("198.51.100.7/32", "Firefox", "ja") {
			h.Errorf("sources %s %s", home, elsewhere)
		}
		h.must(h.RememberSource(h.Context(), pest.ID, home))
		h.must(h.AdmitSource(h.Context(), home))
		ban, err := h.Impose(h.Context(), staff, pest.ID, moderation.Ban, "", "Enough", 0)
		h.must(err)
		h.open()
		h.code(h.AdmitSource(h.Context(), home), world.CodeBanned)
		h.must(h.AdmitSource(h.Context(), elsewhere))
		for i := range 3 { // a school, behind one address with one kind of browser
			h.must(h.RememberSource(h.Context(), h.person(fmt.Sprint("pupil", i), world.RoleGuest).ID, home))
		}
		h.must(h.AdmitSource(h.Context(), home))
		h.now = h.now.AddDate(0, 0, 31) // they have gone, and are forgotten
		h.must(h.RememberSource(h.Context(), h.person("late", world.RoleGuest).ID, elsewhere))
		h.code(h.AdmitSource(h.Context(), home), world.CodeBanned)
		_, err = h.Lift(h.Context(), staff.ID, ban.ID)
		h.must(err)
		h.must(h.AdmitSource(h.Context(), home))
	})
}

func TestNamesOfTheHouseAreTheirsAlone(t *testing.T) {
	each(t, func(h *house) {
		mama, guest := h.person("Mama 桜", world.RoleHost), h.person("guest", world.RoleGuest)
		operator := h.person("op", world.RoleOperator)
		h.must(h.SetWords(h.Context(), operator.ID, []moderation.Word{{Text: "ばか", Action: moderation.Mask}}))
		for _, name := range []string{"Mama 桜", "mama桜", "ＭＡＭＡ　桜", "M a m a 桜", "Mаma 桜", "M\u0430m\u0430.桜", "ｍ４ma桜"} {
			h.code(h.CheckName(h.Context(), guest.ID, world.RoleGuest, name), world.CodeBadName)
			h.must(h.CheckName(h.Context(), mama.ID, world.RoleHost, name))
		}
		for _, name := range []string{"運営", "運営さん", "Staff", "st a ff", "S t a f f", "ѕtаff", "Admin 1", "𝐀𝐝𝐦𝐢𝐧", "管理者ゆき"} {
			if name == "st a ff" {
				h.must(h.CheckName(h.Context(), guest.ID, world.RoleGuest, name))
				continue
			}
			h.code(h.CheckName(h.Context(), guest.ID, world.RoleGuest, name), world.CodeBadName)
		}
		h.code(h.CheckName(h.Context(), guest.ID, world.RoleGuest, "バカ"), world.CodeRefusedWord)
		for _, name := range []string{"みか", "Badminton", "Ecosystem", "Mama 梅", "👩‍🎤"} {
			h.must(h.CheckName(h.Context(), guest.ID, world.RoleGuest, name))
		}
	})
}

func TestWhatBecomesOfALine(t *testing.T) {
	each(t, func(h *house) {
		operator, guest := h.person("op", world.RoleOperator), h.person("guest", world.RoleGuest)
		h.must(h.SetWords(h.Context(), operator.ID, []moderation.Word{
			{Text: "ばか", Action: moderation.Mask}, {Text: "damn", Action: moderation.Mask}, {Text: "buy now", Action: moderation.Refuse}, {Text: "電話番号", Action: moderation.Hold},
		}))
		h.open()
		said, fate, err := h.Hear(guest, "このバカ！")
		if err != nil || fate.Held || said != "この●●！" {
			h.Errorf("%q %v %v", said, fate, err)
		}
		_, _, err = h.Hear(guest, "B-U-Y N-O-W")
		h.code(err, world.CodeRefusedWord)
		said, fate, err = h.Hear(guest, "電話番号おしえて")
		if err != nil || !fate.Held || said != "電話番号おしえて" {
			h.Errorf("%q %v %v", said, fate, err)
		}
		h.must(h.SetHouse(h.Context(), operator.ID, with(func(h *moderation.House) { h.Links = moderation.LinksHeld })))
		for text, want := range map[string]bool{
			"see https://evil.example/x": true, "www.evil.example": true, "evil-site.com いいよ": true, "今日は3.5度": false, "e.g. this": false, "hello.": false,
		} {
			if _, fate, err := h.Hear(guest, text); err != nil || fate.Held != want {
				h.Errorf("%q: %+v, %v", text, fate, err)
			}
		}
		h.must(h.SetHouse(h.Context(), operator.ID, moderation.DefaultHouse()))
		if _, fate, err := h.Hear(guest, "https://fine.example"); err != nil || fate != (world.Fate{Inert: true}) {
			h.Errorf("%+v %v", fate, err)
		}
		h.now = h.now.Add(25 * time.Hour)
		if _, fate, err := h.Hear(guest, "https://fine.example"); err != nil || fate != (world.Fate{}) {
			h.Errorf("no newcomer any more, and %+v (%v)", fate, err)
		}
		for _, words := range [][]moderation.Word{
			{{Text: "", Action: moderation.Mask}}, {{Text: "!!!", Action: moderation.Mask}}, {{Text: "x", Action: "burn"}},
			{{Text: strings.Repeat("x", 61), Action: moderation.Mask}}, make([]moderation.Word, 20_001),
		} {
			h.code(h.SetWords(h.Context(), operator.ID, words), world.CodeBadRequest)
		}
	})
}
