package httpapi_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/moderation"
)

func (g guest) enters() guest {
	g.t.Helper()
	g.do(`{"id":"` + rand.Text() + `","type":"enter"}`)
	return g
}

// must asks for what has no answer but that it was done.
func (g guest) must(method, path, body string) {
	g.t.Helper()
	if a := g.ask(method, path, body); a.status/100 != 2 {
		g.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
}

func (g guest) command(command string) answer {
	g.t.Helper()
	return g.ask("POST", "/api/v1/rooms/lounge/commands", command)
}

func TestAGuestBecomesAMemberAndSignsInElsewhere(t *testing.T) {
	s := open(t, session.Limits{})
	mika := s.guest("mika").enters()
	me := as[httpapi.Me](t, mika.ask("PUT", "/api/v1/me/login", `{"login":"Mika","password":"correct horse"}`))
	if me.Visitor.ID != mika.id || me.Visitor.Role != world.RoleMember || me.Login != "mika" {
		t.Errorf("%+v", me)
	}
	a := s.ask("POST", "/api/v1/sessions", `{"login":"mika","password":"correct horse"}`, "User-Agent", "Mozilla/5.0 (Android 15) Firefox/140.0")
	made := as[httpapi.Identity](t, a)
	cookie, err := http.ParseSetCookie(a.header.Get("Set-Cookie"))
	if err != nil || made.Visitor.ID != mika.id || !cookie.HttpOnly {
		t.Fatalf("%s %v", a.body, err)
	}
	s.tokens = append(s.tokens, cookie.Value)
	phone := guest{s, mika.id, cookie.Value}
	list := as[httpapi.SessionList](t, phone.ask("GET", "/api/v1/me/sessions", ""))
	if len(list.Sessions) != 2 || list.Current != account.SessionOf(phone.token) || !slices.ContainsFunc(list.Sessions, func(s account.Session) bool { return s.Agent == "Firefox Android" }) {
		t.Errorf("%+v", list)
	}
	phone.must("DELETE", "/api/v1/me/sessions/"+string(account.SessionOf(mika.token)), "")
	s.refused(mika.ask("GET", "/api/v1/me", ""), http.StatusUnauthorized, world.CodeUnauthenticated)
	if phone.sees().People[0].ID != mika.id {
		t.Error("the phone is out, too")
	}
	for _, wrong := range []string{`{"login":"mika","password":"correct horsf"}`, `{"login":"nobody","password":"correct horse"}`} {
		s.refused(s.ask("POST", "/api/v1/sessions", wrong), http.StatusUnauthorized, world.CodeWrongLogin)
	}
}

func TestPasswordsAreNotGuessed(t *testing.T) {
	s := open(t, session.Limits{})
	s.withRole("mika", world.RoleMember)
	tried := map[world.Code]int{}
	for range 30 {
		tried[s.ask("POST", "/api/v1/sessions", `{"login":"mika","password":"guess again"}`, "X-Forwarded-For", "198.51.100.7").code()]++
	}
	if tried[world.CodeWrongLogin] > 11 || tried[world.CodeWrongLogin]+tried[world.CodeSlowDown] != 30 {
		t.Errorf("%v", tried)
	}
	s.refused(s.ask("POST", "/api/v1/sessions", `{"login":"mika","password":"correct horse"}`), http.StatusTooManyRequests, world.CodeSlowDown)
	s.refused(s.ask("POST", "/api/v1/sessions/recovery", `{"login":"mika","code":"x","password":"correct horse"}`), http.StatusTooManyRequests, world.CodeSlowDown)
}

// TestSignedOutIsOutWithinASecond holds a stream and a poll open while their session ends.
func TestSignedOutIsOutWithinASecond(t *testing.T) {
	s := open(t, session.Limits{})
	mika := s.guest("mika").enters()
	stream := mika.stream(t, "/api/v1/rooms/lounge/events", "text/event-stream")
	poll := mika.stream(t, "/api/v1/rooms/lounge/events?since="+mika.sees().Position.String(), "application/json")
	mika.must("DELETE", "/api/v1/me/sessions", "")
	for name, ended := range map[string]<-chan struct{}{"stream": stream, "poll": poll} {
		select {
		case <-ended:
		case <-time.After(time.Second):
			t.Errorf("a second later the %s is still open", name)
		}
	}
	s.refused(mika.ask("GET", "/api/v1/rooms/lounge/events?since=1-1", ""), http.StatusUnauthorized, world.CodeUnauthenticated)
}

// stream reads something that stays open, and tells when it has ended.
func (g guest) stream(t *testing.T, path, accept string) <-chan struct{} {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, g.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", accept)
	r.Header.Set("Authorization", "Bearer "+g.token)
	ended, began := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		if accept == "application/json" {
			close(began)
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			return
		}
		if accept != "application/json" {
			close(began)
		}
		defer func() { _ = response.Body.Close() }()
		for b := make([]byte, 4096); ; {
			if _, err := response.Body.Read(b); err != nil {
				return
			}
		}
	}()
	<-began
	return ended
}

func TestBlockedIsBlockedBothWays(t *testing.T) {
	s := open(t, session.Limits{})
	mika, pest, sora := s.guest("mika").enters(), s.guest("pest").enters(), s.guest("sora").enters()
	mika.must("PUT", "/api/v1/me/blocked/"+string(pest.id), "")
	pest.do(`{"id":"1","type":"say","text":"hello mika"}`)
	pest.do(`{"id":"2","type":"whisper","to":"` + string(mika.id) + `","text":"psst"}`)
	mika.do(`{"id":"3","type":"say","text":"hello all"}`)
	if lines := mika.sees().Lines; len(lines) != 1 || lines[0].Text != "hello all" {
		t.Errorf("mika hears %+v", lines)
	}
	if lines := pest.sees().Lines; len(lines) != 2 || lines[1].Text != "psst" {
		t.Errorf("pest hears %+v", lines)
	}
	if lines := sora.sees().Lines; len(lines) != 2 {
		t.Errorf("sora hears %+v", lines)
	}
	s.refused(pest.command(`{"id":"4","type":"approach","visitor":"`+string(mika.id)+`"}`), http.StatusConflict, world.CodeNotReachable)
	if me := pest.ask("GET", "/api/v1/me", ""); strings.Contains(me.body, string(mika.id)) {
		t.Errorf("pest learns of the block: %s", me.body)
	}
	if me := as[httpapi.Me](t, mika.ask("GET", "/api/v1/me", "")); len(me.Blocked) != 1 || me.Blocked[0].Name != "pest" {
		t.Errorf("%+v", me.Blocked)
	}
	mika.must("DELETE", "/api/v1/me/blocked/"+string(pest.id), "")
	pest.do(`{"id":"5","type":"say","text":"sorry"}`)
	if lines := mika.sees().Lines; len(lines) != 2 || lines[1].Text != "sorry" {
		t.Errorf("mika hears %+v", lines)
	}
	s.refused(mika.ask("PUT", "/api/v1/me/blocked/"+string(mika.id), ""), http.StatusBadRequest, world.CodeBadRequest)
	s.refused(mika.ask("PUT", "/api/v1/me/blocked/aaaaaaaaaaaaaaaa", ""), http.StatusNotFound, world.CodeUnknownVisitor)
}

// TestABadEvening is a report and all that comes of it.
func TestABadEvening(t *testing.T) {
	s := open(t, session.Limits{})
	mika, sora := s.guest("mika").enters(), s.guest("sora").enters()
	made := as[httpapi.Identity](t, s.ask("POST", "/api/v1/visitors", `{"name":"pest","token":true}`, "User-Agent", "Pest/1.0"))
	pest := guest{s, made.Visitor.ID, made.Token}.enters()
	staff := s.withRole("boss", world.RoleStaff)
	sora.do(`{"id":"0","type":"whisper","to":"` + string(pest.id) + `","text":"between us two"}`)
	pest.do(`{"id":"1","type":"say","text":"ugly words"}`)
	pest.do(`{"id":"2","type":"whisper","to":"` + string(mika.id) + `","text":"uglier words"}`)
	line := mika.sees().Lines[0].Position.String()
	filed := as[httpapi.Filed](t, mika.ask("POST", "/api/v1/rooms/lounge/reports", `{"about":"`+string(pest.id)+`","line":"`+line+`","reason":"harassment","note":"all evening"}`))

	queue := as[httpapi.ReportList](t, staff.ask("GET", "/api/v1/admin/reports", ""))
	if len(queue.Reports) != 1 || queue.Reports[0].ID != filed.ID || len(queue.People) != 2 {
		t.Errorf("%+v", queue)
	}
	replay := staff.ask("GET", "/api/v1/admin/reports/"+string(filed.ID), "")
	if !strings.Contains(replay.body, "ugly words") || !strings.Contains(replay.body, "uglier words") || strings.Contains(replay.body, "between us two") {
		t.Errorf("staff sees %s", replay.body)
	}
	var shown httpapi.Replay
	if err := json.Unmarshal([]byte(replay.body), &shown); err != nil || len(shown.Recording.View.People) == 0 {
		t.Errorf("%+v %v", shown, err)
	}

	person := "/api/v1/admin/people/" + string(pest.id)
	staff.must("POST", person+"/measures", `{"kind":"warn","reason":"Leave her alone"}`)
	if me := as[httpapi.Me](t, pest.ask("GET", "/api/v1/me", "")); len(me.Measures) != 1 || me.Measures[0].Reason != "Leave her alone" || me.Measures[0].By != "" || me.Measures[0].Seen != 0 {
		t.Errorf("%+v", me.Measures)
	} else {
		pest.must("PUT", "/api/v1/me/measures/"+string(me.Measures[0].ID)+"/seen", "")
	}
	staff.must("POST", person+"/measures", `{"kind":"mute","reason":"Again","minutes":10}`)
	s.refused(pest.command(`{"id":"3","type":"say","text":"more"}`), http.StatusForbidden, world.CodeMuted)
	s.refused(pest.command(`{"id":"4","type":"whisper","to":"`+string(mika.id)+`","text":"more"}`), http.StatusForbidden, world.CodeMuted)
	staff.must("POST", person+"/measures", `{"kind":"remove","room":"lounge","reason":"Out","minutes":30}`)
	s.refused(pest.ask("GET", "/api/v1/rooms/lounge", ""), http.StatusConflict, world.CodeNotHere)
	s.refused(pest.command(`{"id":"5","type":"enter"}`), http.StatusForbidden, world.CodeRemoved)
	as[httpapi.Answer](t, pest.ask("POST", "/api/v1/rooms/bar/commands", `{"id":"6","type":"enter"}`))

	staff.must("POST", person+"/measures", `{"kind":"ban","reason":"Enough for today"}`)
	s.refused(pest.ask("GET", "/api/v1/me", ""), http.StatusForbidden, world.CodeBanned)
	s.refused(pest.ask("POST", "/api/v1/rooms/bar/commands", `{"id":"7","type":"say","text":"x"}`), http.StatusForbidden, world.CodeBanned)
	own := as[httpapi.MeasureList](t, pest.ask("GET", "/api/v1/me/measures", ""))
	if len(own.Measures) != 4 || own.Measures[0].Reason != "Enough for today" {
		t.Errorf("%+v", own)
	}
	pest.must("POST", "/api/v1/me/measures/"+string(own.Measures[0].ID)+"/appeal", `{"text":"It was my brother"}`)
	s.refused(pest.ask("POST", "/api/v1/me/measures/"+string(own.Measures[0].ID)+"/appeal", `{"text":"Really"}`), http.StatusNotFound, world.CodeUnknownMeasure)

	// Back with the same browser, or the same cookie: refused. With an invitation: welcome.
	s.refused(s.ask("POST", "/api/v1/visitors", `{"name":"innocent"}`, "User-Agent", "Pest/1.0"), http.StatusForbidden, world.CodeBanned)
	s.refused(s.ask("POST", "/api/v1/visitors", `{"name":"innocent"}`, "Cookie", "yokocho="+pest.token, "User-Agent", "another"), http.StatusForbidden, world.CodeBanned)
	link := as[httpapi.Link](t, staff.ask("POST", "/api/v1/admin/invitations", `{"guests":1,"minutes":60}`))
	_, secret, _ := strings.Cut(link.URL, "/invite#")
	as[httpapi.Identity](t, s.ask("POST", "/api/v1/visitors", `{"name":"friend","token":true,"invite":"`+secret+`"}`, "User-Agent", "Pest/1.0"))
	s.refused(s.ask("POST", "/api/v1/visitors", `{"name":"another","invite":"`+secret+`"}`), http.StatusGone, world.CodeExpired)

	history := as[httpapi.History](t, staff.ask("GET", person, ""))
	if len(history.Measures) != 4 || len(history.Reports) != 1 || history.Measures[0].Appeal != "It was my brother" {
		t.Errorf("%+v", history)
	}
	staff.must("POST", "/api/v1/admin/measures/"+string(own.Measures[0].ID)+"/answer", `{"text":"Tell him"}`)
	staff.must("POST", "/api/v1/admin/reports/"+string(filed.ID)+"/close", "")
	staff.must("DELETE", "/api/v1/admin/measures/"+string(own.Measures[0].ID), "")
	as[httpapi.Me](t, pest.ask("GET", "/api/v1/me", ""))
	for _, private := range []string{"ugly words", "uglier words", "between us two", "It was my brother", "Enough for today"} {
		if strings.Contains(s.logged(), private) {
			t.Errorf("the log tells %q", private)
		}
	}
}

func TestStaffDoesNotTakeTheHouse(t *testing.T) {
	s := open(t, session.Limits{})
	operator, staff, other := s.withRole("owner", world.RoleOperator), s.withRole("keeper", world.RoleStaff), s.withRole("helper", world.RoleStaff)
	member := s.withRole("regular", world.RoleMember)
	for _, whom := range []guest{operator, other} {
		person := "/api/v1/admin/people/" + string(whom.id)
		s.refused(staff.ask("POST", person+"/measures", `{"kind":"ban","reason":"x"}`), http.StatusForbidden, world.CodeForbidden)
		s.refused(staff.ask("POST", person+"/reset", ""), http.StatusForbidden, world.CodeForbidden)
	}
	s.refused(staff.ask("PUT", "/api/v1/admin/people/"+string(staff.id)+"/role", `{"role":"operator"}`), http.StatusForbidden, world.CodeForbidden)
	s.refused(operator.ask("PUT", "/api/v1/admin/people/"+string(operator.id)+"/role", `{"role":"member"}`), http.StatusConflict, world.CodeLastOperator)
	link := as[httpapi.Link](t, staff.ask("POST", "/api/v1/admin/people/"+string(member.id)+"/reset", ""))
	_, secret, _ := strings.Cut(link.URL, "/reset#")
	a := s.ask("POST", "/api/v1/sessions/reset", `{"secret":"`+secret+`","password":"another horse"}`)
	if as[httpapi.Identity](t, a).Visitor.ID != member.id {
		t.Errorf("%s", a.body)
	}
	s.refused(member.ask("GET", "/api/v1/me", ""), http.StatusUnauthorized, world.CodeUnauthenticated)
	s.refused(s.ask("POST", "/api/v1/sessions/reset", `{"secret":"`+secret+`","password":"another horse"}`), http.StatusGone, world.CodeExpired)

	operator.must("PUT", "/api/v1/admin/people/"+string(staff.id)+"/role", `{"role":"member"}`)
	s.refused(staff.ask("GET", "/api/v1/admin/reports", ""), http.StatusForbidden, world.CodeForbidden)
	audit := as[httpapi.AuditPage](t, operator.ask("GET", "/api/v1/admin/audit", ""))
	if len(audit.Entries) != 2 || audit.Entries[0].What != "role" || audit.Entries[1].What != "reset" || len(audit.People) != 3 {
		t.Errorf("%+v", audit)
	}
}

func TestLeversOfABadEvening(t *testing.T) {
	s := open(t, session.Limits{})
	guest, member, staff := s.guest("guest").enters(), s.withRole("regular", world.RoleMember).enters(), s.withRole("keeper", world.RoleStaff)
	house := func(body string) { t.Helper(); staff.must("PUT", "/api/v1/admin/house", body) }
	const rest = `"guestsPaused":false,"membersOnly":false,"newcomersOpen":false,"doorsClosed":false,"links":"live","guestsFreeFrom":[],"slowSeconds":{},"ages":"unasked","publicDays":30,"privateDays":1,"reportDays":180,"connectionDays":90`
	with := func(lever, value string) string {
		return "{" + strings.Replace(rest, `"`+lever+`":`+map[bool]string{true: "{}", false: "false"}[lever == "slowSeconds"], `"`+lever+`":`+value, 1) + "}"
	}
	house(with("guestsPaused", "true"))
	s.refused(s.ask("POST", "/api/v1/visitors", `{"name":"late"}`), http.StatusForbidden, world.CodeClosed)
	guest.do(`{"id":"1","type":"say","text":"still here"}`)
	house(with("membersOnly", "true"))
	s.refused(guest.ask("GET", "/api/v1/rooms/lounge", ""), http.StatusConflict, world.CodeNotHere)
	s.refused(guest.command(`{"id":"2","type":"enter"}`), http.StatusForbidden, world.CodeClosed)
	s.refused(guest.ask("PUT", "/api/v1/me/login", `{"login":"sneaky","password":"correct horse"}`), http.StatusForbidden, world.CodeClosed)
	member.do(`{"id":"3","type":"say","text":"quiet now"}`)
	house(with("doorsClosed", "true"))
	s.refused(member.ask("POST", "/api/v1/rooms/bar/commands", `{"id":"4","type":"enter"}`), http.StatusForbidden, world.CodeClosed)
	staff.enters()
	house(with("slowSeconds", `{"lounge":30}`))
	s.refused(member.command(`{"id":"5","type":"say","text":"too soon"}`), http.StatusTooManyRequests, world.CodeSlowDown)
	staff.do(`{"id":"6","type":"say","text":"one"}`)
	staff.do(`{"id":"7","type":"say","text":"two"}`)
	house("{" + rest + "}")
	guest.enters()
	staff.must("PUT", "/api/v1/admin/words", `{"words":[{"text":"ばか","action":"mask"},{"text":"spam","action":"refuse"},{"text":"secret","action":"hold"}]}`)
	guest.do(`{"id":"8","type":"say","text":"バカ"}`)
	s.refused(guest.command(`{"id":"9","type":"say","text":"S P A M"}`), http.StatusUnprocessableEntity, world.CodeRefusedWord)
	guest.do(`{"id":"10","type":"say","text":"a secret"}`)
	lines := member.sees().Lines
	if last := lines[len(lines)-1]; last.Text != "●●" {
		t.Errorf("others hear %+v", last)
	}
	own := guest.sees().Lines
	if last := own[len(own)-1]; last.Text != "a secret" || !last.Held {
		t.Errorf("the author sees %+v", last)
	}
	s.refused(s.ask("POST", "/api/v1/visitors", `{"name":"バカ"}`), http.StatusUnprocessableEntity, world.CodeRefusedWord)
	s.refused(guest.ask("PATCH", "/api/v1/me", `{"name":"KEEPER"}`), http.StatusUnprocessableEntity, world.CodeBadName)
}

func TestTheFirstOperator(t *testing.T) {
	s := open(t, session.Limits{})
	secret, err := s.store.NewLink(t.Context(), account.LinkOperator, "", 1, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	mika := s.guest("mika")
	s.refused(mika.ask("POST", "/api/v1/me/operator", `{"secret":"`+secret+`"}`), http.StatusForbidden, world.CodeForbidden)
	mika.must("PUT", "/api/v1/me/login", `{"login":"mika","password":"correct horse"}`)
	if me := as[httpapi.Me](t, mika.ask("POST", "/api/v1/me/operator", `{"secret":"`+secret+`"}`)); me.Visitor.Role != world.RoleOperator {
		t.Errorf("%+v", me.Visitor)
	}
	ren := s.withRole("ren", world.RoleMember)
	s.refused(ren.ask("POST", "/api/v1/me/operator", `{"secret":"`+secret+`"}`), http.StatusGone, world.CodeExpired)
	codes := as[httpapi.RecoveryCodes](t, mika.ask("POST", "/api/v1/me/recovery", ""))
	a := s.ask("POST", "/api/v1/sessions/recovery", `{"login":"mika","code":"`+codes.Codes[0]+`","password":"a new horse"}`)
	if as[httpapi.Identity](t, a).Visitor.ID != mika.id {
		t.Error(a.body)
	}
	s.refused(mika.ask("GET", "/api/v1/me", ""), http.StatusUnauthorized, world.CodeUnauthenticated)
}

func TestAHouseForAllGuardsTheYoung(t *testing.T) {
	s := open(t, session.Limits{})
	operator := s.withRole("owner", world.RoleOperator)
	house := func(ages string) {
		t.Helper()
		operator.must("PUT", "/api/v1/admin/house", `{"guestsPaused":false,"membersOnly":false,"newcomersOpen":false,"doorsClosed":false,"links":"live","guestsFreeFrom":[],"slowSeconds":{},"publicDays":30,"privateDays":1,"reportDays":180,"connectionDays":90,"ages":"`+ages+`"}`)
	}
	of := func(name, age string) guest {
		t.Helper()
		g := s.guest(name)
		if age != "" {
			g.must("PATCH", "/api/v1/me", `{"age":"`+age+`"}`)
		}
		return g
	}
	early := s.guest("early").enters()
	house("all")
	s.refused(early.ask("GET", "/api/v1/rooms/lounge", ""), http.StatusConflict, world.CodeNotHere) // and is asked at the door
	early.must("PATCH", "/api/v1/me", `{"age":"adult"}`)
	early.enters()
	s.refused(of("silent", "").command(`{"id":"1","type":"enter"}`), http.StatusForbidden, world.CodeAgeUnknown)
	child, teen, adult, other := of("child", "under16").enters(), of("teen", "16-17").enters(), of("adult", "adult").enters(), of("other", "adult").enters()
	for i, whom := range []guest{child, teen} {
		adult.do(`{"id":"w` + string(rune('0'+i)) + `","type":"whisper","to":"` + string(whom.id) + `","text":"psst"}`)
	}
	other.do(`{"id":"o","type":"whisper","to":"` + string(adult.id) + `","text":"hello"}`)
	child.do(`{"id":"c","type":"whisper","to":"` + string(teen.id) + `","text":"hi"}`)
	heard := func(g guest) (n int) {
		for _, l := range g.sees().Lines {
			if l.To == g.id {
				n++
			}
		}
		return n
	}
	if heard(child) != 0 || heard(teen) != 1 || heard(adult) != 1 {
		t.Errorf("whispers heard: child %d, teen %d, adult %d", heard(child), heard(teen), heard(adult))
	}
	s.refused(teen.ask("PATCH", "/api/v1/me", `{"age":"adult"}`), http.StatusForbidden, world.CodeForbidden)
	for _, who := range []guest{adult, other} {
		if a := who.ask("GET", "/api/v1/rooms/lounge", ""); strings.Contains(a.body, "under16") || strings.Contains(a.body, "16-17") {
			t.Errorf("others learn how old somebody is: %s", a.body)
		}
	}
	operator.must("PUT", "/api/v1/admin/people/"+string(teen.id)+"/age", `{"age":"adult"}`)
	teen.enters()
	adult.do(`{"id":"w9","type":"whisper","to":"` + string(teen.id) + `","text":"welcome"}`)
	if heard(teen) != 2 {
		t.Error("whose age was checked still hears nothing")
	}
	house("adults")
	s.refused(of("young", "16-17").command(`{"id":"1","type":"enter"}`), http.StatusForbidden, world.CodeTooYoung)
	of("grown", "adult").enters()
}

func TestTheHouseSaysWhatItHasToSay(t *testing.T) {
	s := open(t, session.Limits{})
	operator, staff := s.withRole("owner", world.RoleOperator), s.withRole("keeper", world.RoleStaff)
	if a := s.ask("GET", "/house/terms", ""); a.status != http.StatusNotFound {
		t.Errorf("a page nobody wrote: %d", a.status)
	}
	pages := `{"pages":{"terms":{"ja":"やくそく\n\n<script>alert(1)</script>","en":""},"imprint":{"ja":"","en":"Us"},"rules":{"ja":" ","en":""}}}`
	s.refused(staff.ask("PUT", "/api/v1/admin/pages", pages), http.StatusForbidden, world.CodeForbidden)
	operator.must("PUT", "/api/v1/admin/pages", pages)
	if welcome := as[httpapi.Welcome](t, s.ask("GET", "/api/v1/welcome", "")); !slices.Equal(welcome.Pages, []string{"terms", "imprint"}) {
		t.Errorf("%v", welcome.Pages)
	}
	a := s.ask("GET", "/house/terms", "", "Accept-Language", "ja")
	if a.status != http.StatusOK || !strings.Contains(a.body, `<p dir="auto">やくそく</p>`) || strings.Contains(a.body, "<script>") || !strings.Contains(a.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%d %s %v", a.status, a.body, a.header)
	}
	if a := s.ask("GET", "/house/imprint", "", "Accept-Language", "ja"); !strings.Contains(a.body, ">Us<") {
		t.Errorf("a page in the other language: %s", a.body)
	}
	s.refused(operator.ask("PUT", "/api/v1/admin/pages", `{"pages":{"../etc":{"ja":"","en":"x"}}}`), http.StatusBadRequest, world.CodeBadRequest)
	s.refused(operator.ask("PUT", "/api/v1/admin/pages", `{"pages":{"terms":{"ja":"","en":"`+strings.Repeat("x", 50_001)+`"}}}`), http.StatusUnprocessableEntity, world.CodeTooLong)
	for _, path := range []string{"/", "/api/v1/rooms", "/house/terms", "/admin", "/nothing/here"} {
		h := s.ask("GET", path, "").header
		for name, want := range map[string]string{"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin", "Referrer-Policy": "strict-origin-when-cross-origin"} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
	}
}

// TestTwoOperatorsReadTheRecordOfConnections asks from behind a proxy that tells the port.
func TestTwoOperatorsReadTheRecordOfConnections(t *testing.T) {
	s := open(t, session.Limits{})
	pest, owner, second := s.guest("pest"), s.withRole("owner", world.RoleOperator), s.withRole("second", world.RoleOperator)
	r := httptest.NewRequest("GET", "/api/v1/me", nil)
	r.RemoteAddr = "10.0.0.1:4000"
	r.Header.Set("X-Forwarded-For", "198.51.100.7:41000")
	r.Header.Set("Authorization", "Bearer "+pest.token)
	s.handler.ServeHTTP(httptest.NewRecorder(), r)
	if err := s.order.KeepConnections(t.Context()); err != nil {
		t.Fatal(err)
	}
	now := time.Now().UnixMilli()
	ask := fmt.Sprintf(`{"about":%q,"from":%d,"until":%d,"reason":"Order of a court"}`, pest.id, now-60_000, now+60_000)
	asked := as[moderation.Opening](t, owner.ask("POST", "/api/v1/admin/connections", ask))
	path := "/api/v1/admin/connections/" + string(asked.ID)
	s.refused(owner.ask("GET", path, ""), http.StatusForbidden, world.CodeForbidden)
	s.refused(owner.ask("POST", path+"/agree", ""), http.StatusForbidden, world.CodeForbidden)
	second.must("POST", path+"/agree", "")
	list := as[httpapi.OpeningList](t, second.ask("GET", "/api/v1/admin/connections", ""))
	if len(list.Openings) != 1 || list.Openings[0].Agreed != second.id || len(list.People) != 3 {
		t.Errorf("%+v", list)
	}
	read := as[httpapi.Connections](t, owner.ask("GET", path, ""))
	if len(read.Connections) != 1 || read.Connections[0].Address.String() != "198.51.100.7" || read.Connections[0].Port != 41000 || read.Connections[0].Visitor != pest.id {
		t.Errorf("%+v", read)
	}
	s.refused(owner.ask("GET", "/api/v1/admin/connections/nothing", ""), http.StatusNotFound, world.CodeUnknownOpening)
	if strings.Contains(s.logged(), "198.51.100.7") {
		t.Error("the log tells who was connected from where")
	}
}
