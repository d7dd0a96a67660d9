package main

import (
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// admin runs `yokocho admin` on a street, and reads its answer.
func admin[T any](t *testing.T, p *process, args ...string) T {
	t.Helper()
	said, err := program(t, append([]string{"admin", "--data", p.data}, args...)...)
	if err != nil {
		t.Fatalf("admin %v: %v", args, err)
	}
	var answer T
	if said != "" {
		if err := json.Unmarshal([]byte(said), &answer); err != nil {
			t.Fatalf("admin %v answers %q: %v", args, said, err)
		}
	}
	return answer
}

func TestTheCommandLineDoesWhatTheOfficeDoes(t *testing.T) {
	p := newProcess(t)
	mika := newVisitor(t, p.url(), "mika")
	mika.must(t, "1", `"type":"enter"`)
	info, err := os.Stat(filepath.Join(p.data, accessFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the command line's secret is %v, %v", info.Mode(), err)
	}
	people := admin[struct {
		People []struct{ ID, Name, Role, Room string }
	}](t, p, "people", "mika")
	if len(people.People) != 1 || people.People[0].ID != mika.ID || people.People[0].Room != "lounge" {
		t.Errorf("%+v", people)
	}
	admin[struct{ ID string }](t, p, "mute", mika.ID, "Too loud", "--for", "10m")
	if a, err := mika.command("2", `"type":"say","text":"x"`); err != nil || a.Code != "muted" {
		t.Errorf("%+v %v", a, err)
	}
	person := admin[struct {
		Measures []struct{ ID, Kind, Reason string }
	}](t, p, "person", mika.ID)
	if len(person.Measures) != 1 || person.Measures[0].Kind != "mute" || person.Measures[0].Reason != "Too loud" {
		t.Fatalf("%+v", person)
	}
	admin[struct{}](t, p, "lift", person.Measures[0].ID)
	mika.must(t, "3", `"type":"say","text":"x"`)
	house := admin[struct{ GuestsPaused bool }](t, p, "house", `{"guestsPaused":true}`)
	if !house.GuestsPaused || !admin[struct{ GuestsPaused bool }](t, p, "house").GuestsPaused {
		t.Error("the lever was not moved")
	}
	var refused struct{ Code string }
	if status, _ := call(p.url()+"/api/v1/visitors", "", `{"name":"late"}`, &refused); status != 403 || refused.Code != "closed" {
		t.Errorf("%d %+v", status, refused)
	}
	link := admin[struct{ URL string }](t, p, "invite", "--guests", "2")
	if !strings.HasPrefix(link.URL, p.url()+"/invite#") {
		t.Errorf("%+v", link)
	}
	words := filepath.Join(t.TempDir(), "words.json")
	if err := os.WriteFile(words, []byte(`{"words":[{"text":"spam","action":"refuse"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	admin[struct{}](t, p, "words", words)
	if a, err := mika.command("4", `"type":"say","text":"S.P.A.M"`); err != nil || a.Code != "refused_word" {
		t.Errorf("%+v %v", a, err)
	}
	if said, err := program(t, "admin", "--data", p.data, "role", mika.ID, "staff"); err == nil || !strings.Contains(err.Error(), "forbidden") {
		t.Errorf("a guest became staff: %s %v", said, err)
	}
	audit := admin[struct {
		Entries []struct{ What, By string }
		People  []struct{ ID, Name string }
	}](t, p, "audit")
	if len(audit.Entries) != 5 || len(audit.People) == 0 || audit.People[0].Name != commandLine {
		t.Errorf("%+v", audit)
	}
	old := filepath.Join(p.data, accessFile)
	before, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	p.kill(t)
	if _, err := program(t, "admin", "--data", p.data, "rooms"); err == nil {
		t.Error("a closed street answered")
	}
	if said, err := program(t, "admin", "--data", p.data, "audit-check"); err != nil || !strings.Contains(said, "as it was written") {
		t.Errorf("%s %v", said, err)
	}
	p.start(t)
	after, err := os.ReadFile(old)
	if err != nil || string(after) == string(before) {
		t.Errorf("the secret is still the one of before (%v)", err)
	}
	admin[struct{}](t, p, "rooms")
}

// open serves a data folder until closing, and says what makes the first operator.
func open(t *testing.T, data string) (url, operator string, closing func()) {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	opened, ended := make(chan string, 1), make(chan error, 1)
	s := options(t, "--data", data, "--log-level", "error")
	go func() { ended <- s.serve(ctx, listener, func(operator string) { opened <- operator }, hooks{}) }()
	select {
	case operator = <-opened:
	case err := <-ended:
		t.Fatal(err)
	}
	return "http://" + listener.Addr().String(), operator, func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

func TestTheFirstStartMakesAnOperatorAndNoLaterOne(t *testing.T) {
	data := t.TempDir()
	url, secret, closing := open(t, data)
	if secret == "" {
		t.Error("a street without an operator offers nobody to become it")
	}
	mika := newVisitor(t, url, "mika")
	var me struct {
		Code    string
		Visitor struct{ Role string }
	}
	if status, err := request("PUT", url+"/api/v1/me/login", mika.token, `{"login":"mika","password":"correct horse"}`, &me); status != 200 {
		t.Fatal(status, err)
	}
	if status, _ := call(url+"/api/v1/me/operator", mika.token, `{"secret":"guessed"}`, &me); status != 410 {
		t.Errorf("a link nobody made: %d %+v", status, me)
	}
	if status, err := call(url+"/api/v1/me/operator", mika.token, `{"secret":"`+secret+`"}`, &me); status != 200 || me.Visitor.Role != "operator" {
		t.Fatalf("%d %+v %v", status, me, err)
	}
	closing()
	_, late, closing := open(t, data)
	closing()
	if late != "" {
		t.Errorf("a street that has an operator offers %q", late)
	}
}
