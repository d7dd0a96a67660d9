package edgetest

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func refusals(t *testing.T, s Server, tr transport) {
	ann := inside(t, s, "Ann")
	at := ann.say(t, "here")
	outside := newVisitor(t, s, "Outside")
	stranger := &visitor{server: s, id: "nobody", token: "forged"}
	nobody := &visitor{server: s}
	epoch, n, _ := strings.Cut(at, "-")
	for _, c := range []struct {
		name   string
		who    *visitor
		o      options
		status int
		code   string
	}{
		{"not a position", ann, options{since: "abc"}, 400, "bad_position"},
		{"nearly a position", ann, options{since: epoch + "-0" + n}, 400, "bad_position"},
		{"a foreign epoch", ann, options{since: "1-" + n}, 410, "gone"},
		{"not written yet", ann, options{since: epoch + "-9999999999"}, 410, "gone"},
		{"an unknown room", ann, options{room: "nowhere"}, 404, "unknown_room"},
		{"an unknown room, resuming", ann, options{room: "nowhere", since: at}, 404, "unknown_room"},
		{"not inside", outside, options{}, 409, "not_here"},
		{"not inside, resuming", outside, options{since: at}, 409, "not_here"},
		{"a forged token", stranger, options{since: at}, 401, "unauthenticated"},
		{"no token", nobody, options{since: at}, 401, "unauthenticated"},
		{"a page of another site", ann, options{since: at, origin: "https://elsewhere.example"}, 403, "foreign_origin"},
		{"a page of no site", ann, options{since: at, origin: "null"}, 403, "foreign_origin"},
	} {
		conn, err := tr.open(c.who, c.o)
		wantRefusal(t, c.name, err, c.status, c.code)
		if conn != nil {
			conn.close()
		}
	}
	c, err := tr.open(ann, options{since: at, origin: s.URL})
	if err != nil {
		t.Errorf("a page of our own: %v", err)
		return
	}
	c.close()
}

func badCommands(t *testing.T, s Server, tr transport) {
	ann, away := inside(t, s, "Ann"), newVisitor(t, s, "Away")
	c := tr.connect(t, ann, ann.say(t, "start"))
	for _, bad := range []struct{ command, code string }{
		{`{"id":"b1","type":"fly"}`, "unknown_command"},
		{`{"id":"b2","type":"wake"}`, "unknown_command"},
		{`{"id":"b3","type":7}`, "bad_request"},
		{`{"id":"b4","type":"say","text":["x"]}`, "bad_request"},
		{`{"id":"b5","type":"say","text":"x","volume":11}`, "bad_request"},
		{`{"id":"b6","type":"say","text":""}`, "bad_text"},
		{`{"id":"b7","type":"say","text":"` + strings.Repeat("あ", 501) + `"}`, "too_long"},
		{`{"id":"b8","type":"walk","to":[NaN,0]}`, "bad_request"},
		{`{"id":"b9","type":"walk","to":[1e300,0]}`, "bad_point"},
		{`{"id":"b10","type":"sit","seat":"throne"}`, "unknown_seat"},
		{`{"id":"b11","type":"whisper","to":"` + away.id + `","text":"x"}`, "unknown_visitor"},
		{`{"id":"` + strings.Repeat("i", 65) + `","type":"stand"}`, "bad_request"},
		{`{"type":"stand"}`, "bad_request"},
		{`[]`, "bad_request"},
		{`{"id":"b12"`, "bad_request"},
	} {
		a, err := c.do([]byte(bad.command))
		if err != nil || a.Code != bad.code || a.Message == "" {
			t.Errorf("%s: %+v, %v, want %s", cut([]byte(bad.command)), a, err, bad.code)
		}
	}
	if tr.name != "ws" {
		for command, want := range map[string]string{
			`{"id":"b13","type":"say","text":"` + strings.Repeat("x", 16<<10) + `"}`: "413 too_large",
			"{\"id\":\"b14\",\"type\":\"say\",\"text\":\"\xff\"}":                    "400 bad_request",
		} {
			status, body := s.request(t, http.MethodPost, ann.path("/commands"), ann.token, []byte(command))
			err := refusedBy(status, body)
			if !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s: %v, want %s", cut([]byte(command)), err, want)
			}
		}
	}
	end := ann.say(t, "still here")
	if got := events(read(t, c, end)); len(got) != 1 {
		t.Errorf("%d events came of bad commands: %v", len(got)-1, got)
	}
	once := ann.command(`"type":"say","text":"once"`)
	first, err := c.do(once)
	if err != nil || first.Code != "" {
		t.Fatal(first, err)
	}
	if second, err := c.do(once); err != nil || second.Position != first.Position {
		t.Errorf("a repeated command: %+v, %v, want %s again", second, err, first.Position)
	}
}

func connectionsAreCounted(t *testing.T, s Server, tr transport) {
	ann := inside(t, s, "Ann")
	at := ann.say(t, "here")
	if tr.name == "poll" {
		waitingPollsAreCounted(t, s, ann, at)
		return
	}
	var open []connection
	for range s.PerVisitor {
		open = append(open, tr.connect(t, ann, at))
	}
	_, err := tr.open(ann, options{since: at})
	wantRefusal(t, "one connection too many", err, 429, "slow_down")
	bob := inside(t, s, "Bob")
	tr.connect(t, bob, at)
	open[0].close()
	eventually(t, "a connection that ended makes room for another", func() bool {
		c, err := tr.open(ann, options{since: at})
		if err == nil {
			c.close()
		}
		return err == nil
	})
}

func waitingPollsAreCounted(t *testing.T, s Server, ann *visitor, at string) {
	t.Helper()
	ended := make(chan int, s.PerVisitor)
	for range s.PerVisitor {
		go func() {
			status := http.StatusTooManyRequests // as long as the one below takes this one's place
			for status == http.StatusTooManyRequests {
				status, _ = s.request(t, http.MethodGet, ann.target(options{since: at}, "/events?wait=25"), ann.token, nil)
			}
			ended <- status
		}()
	}
	eventually(t, "one poll too many is refused", func() bool {
		status, body := s.request(t, http.MethodGet, ann.target(options{since: at}, "/events?wait=0"), ann.token, nil)
		return status == http.StatusTooManyRequests && strings.Contains(string(body), "slow_down")
	})
	ann.say(t, "enough")
	for range s.PerVisitor {
		if status := <-ended; status != http.StatusOK {
			t.Errorf("a waiting poll ended with status %d", status)
		}
	}
}

func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(soon); !condition(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", soon, what)
		}
	}
}

func streams(t *testing.T, s Server) {
	ann := inside(t, s, "Ann")
	at := ann.say(t, "one")
	end := ann.say(t, "two")
	r, err := http.NewRequest(http.MethodGet, ann.path("/events?since="+end), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = ann.header(options{})
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Last-Event-ID", at)
	c, done := s.client()
	defer done()
	response, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	st := &stream{in: bufio.NewReader(response.Body), body: response.Body, cancel: func() {}, done: done}
	defer st.close()
	if got := response.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") {
		t.Errorf("Content-Type %q", got)
	}
	if frames := read(t, st, end); len(events(frames)) != 1 {
		t.Errorf("Last-Event-ID did not win over since: %v", frames)
	}
}

func polls(t *testing.T, s Server) {
	ann, bob, eve := inside(t, s, "Ann"), inside(t, s, "Bob"), inside(t, s, "Eve")
	at := eve.say(t, "here")
	poll := func(query string) (int, string) {
		status, body := s.request(t, http.MethodGet, eve.path("/events"+query), eve.token, nil)
		return status, strings.TrimSpace(string(body))
	}
	for query, want := range map[string]string{
		"":                             "400 bad_position",
		"?wait=1":                      "400 bad_position",
		"?since=" + at + "&wait=-1":    "400 bad_request",
		"?since=" + at + "&wait=later": "400 bad_request",
	} {
		status, body := poll(query)
		if err := refusedBy(status, []byte(body)); !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", query, err, want)
		}
	}
	if status, body := poll("?wait=0&since=" + at); status != 200 || body != fmt.Sprintf(`{"position":%q,"events":[]}`, at) {
		t.Errorf("nothing new: %d %s", status, body)
	}
	hidden := ann.whisper(t, bob, "hush")
	if status, body := poll("?wait=1&since=" + at); status != 200 || body != fmt.Sprintf(`{"position":%q,"events":[]}`, hidden) {
		t.Errorf("an empty poll does not pass a hole: %d %s", status, body)
	}
	answered := make(chan string, 1)
	go func() {
		_, body := poll("?wait=25&since=" + hidden)
		answered <- body
	}()
	said := ann.say(t, "aloud")
	select {
	case body := <-answered:
		if !strings.Contains(body, said) {
			t.Errorf("a waiting poll: %s", body)
		}
	case <-time.After(soon):
		t.Error("a waiting poll went on waiting after an event")
	}
}
