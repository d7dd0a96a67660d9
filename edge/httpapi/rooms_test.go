package httpapi_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
)

func listed(list httpapi.RoomList, id world.RoomID) (httpapi.RoomInfo, bool) {
	for _, room := range list.Rooms {
		if room.ID == id {
			return room, true
		}
	}
	return httpapi.RoomInfo{}, false
}

func TestWhatThereIs(t *testing.T) {
	s := open(t, session.Limits{})
	list := as[httpapi.RoomList](t, s.ask("GET", "/api/v1/rooms", ""))
	lounge, ok := listed(list, "lounge")
	if !ok || lounge.Title.Ja == "" || !lounge.Open || lounge.People != 0 {
		t.Fatalf("%+v", list)
	}
	catalogue := as[httpapi.Catalogue](t, s.ask("GET", "/api/v1/catalogue", ""))
	if len(catalogue.Outfits) < 10 || len(catalogue.Picker.Frames) != len(catalogue.Outfits) || catalogue.Picker.Size[0] <= 0 {
		t.Errorf("%+v", catalogue)
	}
	files := []string{lounge.Art, catalogue.Picker.URL}
	for _, o := range catalogue.Outfits {
		files = append(files, o.URL)
	}
	for _, url := range files {
		name, ok := strings.CutPrefix(url, "/assets/")
		if _, err := s.catalogue.Asset(t.Context(), name); err != nil || !ok {
			t.Errorf("%s: %v", url, err)
		}
	}
	ja, en := as[httpapi.DrawnName](t, s.ask("GET", "/api/v1/names?lang=ja", "")), as[httpapi.DrawnName](t, s.ask("GET", "/api/v1/names", ""))
	if len(ja.Name) < 6 || !strings.Contains(en.Name, " ") {
		t.Errorf("%q %q", ja.Name, en.Name)
	}
}

func TestInsideAndAtTheDoor(t *testing.T) {
	s := open(t, session.Limits{})
	mika, ren := s.guest("mika"), s.guest("ren")
	for _, g := range []guest{mika, ren} {
		g.do(`{"id":"1","type":"enter"}`)
	}
	mika.do(`{"id":"2","type":"say","text":"やっほー"}`)
	mika.do(`{"id":"3","type":"whisper","to":"` + string(ren.id) + `","text":"psst"}`)
	if v := ren.sees(); len(v.People) != 2 || len(v.Lines) != 2 || v.Lines[1].Text != "psst" || v.Lines[1].ToName != "ren" {
		t.Errorf("ren sees %+v", v)
	}
	door := s.ask("GET", "/api/v1/rooms/lounge/door", "")
	if v := as[world.View](t, door); len(v.People) != 2 || len(v.Lines) != 1 || strings.Contains(door.body, "psst") {
		t.Errorf("at the door: %s", door.body)
	}
	at, err := strconv.ParseInt(door.header.Get(edge.TimeHeader), 10, 64)
	if off := time.Since(time.UnixMilli(at)).Abs(); err != nil || off > time.Minute {
		t.Errorf("room time %d, %v", at, err)
	}
	list := as[httpapi.RoomList](t, s.ask("GET", "/api/v1/rooms", ""))
	if lounge, _ := listed(list, "lounge"); lounge.People != 2 {
		t.Errorf("%+v", list)
	}
	for _, path := range []string{"/api/v1/rooms", "/api/v1/rooms/lounge/door", "/api/openapi.json"} {
		get, head := s.ask("GET", path, ""), s.ask("HEAD", path, "")
		if head.status != get.status || head.body != "" || head.header.Get("Content-Type") != get.header.Get("Content-Type") {
			t.Errorf("HEAD %s: %+v", path, head)
		}
		if h := get.header; h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

func TestBadInput(t *testing.T) {
	s := open(t, session.Limits{})
	mika := s.guest("mika")
	const (
		visitors = "/api/v1/visitors"
		commands = "/api/v1/rooms/lounge/commands"
	)
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		code               world.Code
	}{
		"no JSON":                    {"POST", visitors, `{"name":`, 400, world.CodeBadRequest},
		"no object":                  {"POST", visitors, `[]`, 400, world.CodeBadRequest},
		"null":                       {"POST", visitors, `null`, 400, world.CodeBadRequest},
		"no body":                    {"POST", visitors, ``, 400, world.CodeBadRequest},
		"a name of a wrong type":     {"POST", visitors, `{"name":5}`, 400, world.CodeBadRequest},
		"a field nobody knows":       {"POST", visitors, `{"role":"operator"}`, 400, world.CodeBadRequest},
		"a kind nobody knows":        {"POST", visitors, `{"kind":"ghost"}`, 400, world.CodeBadRequest},
		"a language that is none":    {"POST", visitors, `{"lang":"<script>"}`, 400, world.CodeBadRequest},
		"invalid UTF-8":              {"POST", visitors, "{\"name\":\"\xff\"}", 400, world.CodeBadRequest},
		"over 16 KiB":                {"POST", visitors, `{"name":"` + strings.Repeat("x", 16<<10) + `"}`, 413, world.CodeTooLarge},
		"a long name":                {"POST", visitors, `{"name":"` + strings.Repeat("あ", 25) + `"}`, 422, world.CodeBadName},
		"a control character":        {"POST", visitors, `{"name":"a\u0007b"}`, 422, world.CodeBadName},
		"a bidi override":            {"POST", visitors, `{"name":"a\u202eb"}`, 422, world.CodeBadName},
		"an invisible name":          {"POST", visitors, `{"name":"\u3164"}`, 422, world.CodeBadName},
		"an outfit nobody drew":      {"POST", visitors, `{"outfit":"ffffffffffffffff"}`, 404, world.CodeUnknownOutfit},
		"a long language of a name":  {"GET", "/api/v1/names?lang=" + strings.Repeat("x", 36), ``, 400, world.CodeBadRequest},
		"changing the name to none":  {"PATCH", "/api/v1/me", `{"name":""}`, 422, world.CodeBadName},
		"changing to a wrong outfit": {"PATCH", "/api/v1/me", `{"outfit":"x"}`, 404, world.CodeUnknownOutfit},
		"changing one's id":          {"PATCH", "/api/v1/me", `{"id":"x"}`, 400, world.CodeBadRequest},
		"ignoring nobody":            {"PUT", "/api/v1/me/ignored/aaaaaaaaaaaaaaaa", ``, 404, world.CodeUnknownVisitor},
		"ignoring oneself":           {"PUT", "/api/v1/me/ignored/" + string(mika.id), ``, 400, world.CodeBadRequest},
		"a secret of a wrong type":   {"POST", visitors + "/keep", `{"secret":{}}`, 400, world.CodeBadRequest},
		"a long secret":              {"POST", visitors + "/keep", `{"secret":"` + strings.Repeat("x", 101) + `"}`, 400, world.CodeBadRequest},
		"no secret":                  {"POST", visitors + "/keep", `{}`, 400, world.CodeBadRequest},
		"an unknown room":            {"GET", "/api/v1/rooms/nowhere", ``, 404, world.CodeUnknownRoom},
		"an unknown room's door":     {"GET", "/api/v1/rooms/%2e%2e/door", ``, 404, world.CodeUnknownRoom},
		"a command to no room":       {"POST", "/api/v1/rooms/nowhere/commands", `{"id":"1","type":"enter"}`, 404, world.CodeUnknownRoom},
		"a room one is not in":       {"GET", "/api/v1/rooms/lounge", ``, 409, world.CodeNotHere},
		"speaking from outside":      {"POST", commands, `{"id":"1","type":"say","text":"x"}`, 409, world.CodeNotHere},
		"an unknown command":         {"POST", commands, `{"id":"1","type":"fly"}`, 400, world.CodeUnknownCommand},
		"a command over 16 KiB":      {"POST", commands, `{"id":"1","type":"say","text":"` + strings.Repeat("x", 16<<10) + `"}`, 413, world.CodeTooLarge},
		"a command of bad bytes":     {"POST", commands, "{\"id\":\"1\",\"type\":\"say\",\"text\":\"\xff\"}", 400, world.CodeBadRequest},
		"walking to NaN":             {"POST", commands, `{"id":"1","type":"walk","to":["NaN",0]}`, 422, world.CodeBadPoint},
		"no such page":               {"GET", "/api/v2/rooms", ``, 404, world.CodeNotFound},
		"no such method":             {"DELETE", "/api/v1/rooms", ``, 404, world.CodeNotFound},
		"a slash too many":           {"GET", "/api/v1/rooms/", ``, 404, world.CodeNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			a := mika.ask(c.method, c.path, c.body)
			if a.status != c.status || a.code() != c.code || a.header.Get("Content-Type")[:16] != "application/json" {
				t.Errorf("got %d %s %s, want %d %s", a.status, a.header.Get("Content-Type"), a.body, c.status, c.code)
			}
			if strings.Contains(a.body, "xxxx") || strings.Contains(a.body, "$schema") {
				t.Errorf("the answer repeats what was sent, or names a schema: %s", a.body)
			}
		})
	}
	if strings.Contains(s.logged(), "level=ERROR") {
		t.Errorf("bad input is no fault of ours: %s", s.logged())
	}
}

func TestSnapshotsCountAsCommands(t *testing.T) {
	s := open(t, session.Limits{CommandsPerSecond: 0.001, CommandsBurst: 3})
	mika, ren := s.guest("mika"), s.guest("ren")
	mika.do(`{"id":"1","type":"enter"}`)
	mika.sees()
	mika.sees()
	s.refused(mika.ask("GET", "/api/v1/rooms/lounge", ""), http.StatusTooManyRequests, world.CodeSlowDown)
	ren.do(`{"id":"1","type":"enter"}`)
}

func TestPagesOfOtherSites(t *testing.T) {
	s := open(t, session.Limits{})
	mika := s.guest("mika")
	for _, c := range []struct {
		method, path string
		headers      []string
		ok           bool
	}{
		{"POST", "/api/v1/visitors", nil, true}, // no browser
		{"POST", "/api/v1/visitors", []string{"Origin", s.url}, true},
		{"POST", "/api/v1/visitors", []string{"Origin", ourOwn, "Sec-Fetch-Site", "cross-site"}, true},
		{"POST", "/api/v1/visitors", []string{"Origin", "https://evil.example"}, false},
		{"POST", "/api/v1/visitors", []string{"Origin", "null"}, false},
		{"POST", "/api/v1/visitors", []string{"Sec-Fetch-Site", "cross-site"}, false},
		{"POST", "/api/v1/visitors", []string{"Origin", strings.Replace(s.url, "127.0.0.1", "127.0.0.1.evil.example", 1)}, false},
		{"PATCH", "/api/v1/me", []string{"Origin", "https://evil.example"}, false},
		{"GET", "/api/v1/me", []string{"Origin", "https://evil.example"}, false},
		{"GET", "/api/v1/rooms/lounge", []string{"Origin", "https://evil.example"}, false},
		{"GET", "/api/v1/me", []string{"Origin", s.url}, true},
	} {
		body := "{}"
		if c.method == http.MethodGet {
			body = ""
		}
		a := mika.ask(c.method, c.path, body, c.headers...)
		if c.ok {
			as[map[string]any](t, a)
		} else {
			s.refused(a, http.StatusForbidden, world.CodeForeignOrigin)
		}
	}
}

func TestAPanicIsOurFaultAndOursAlone(t *testing.T) {
	var log bytes.Buffer
	gate := &edge.Gate{Origins: http.NewCrossOriginProtection(), Logger: slog.New(slog.NewTextHandler(&log, nil))}
	handler := httpapi.Guard(gate, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.Header().Set("Cache-Control", "public, immutable")
		if r.URL.Path == "/abort" {
			panic(http.ErrAbortHandler)
		}
		panic(errors.New("the inside of things"))
	}))
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	body := w.Body.String()
	if w.Code != http.StatusInternalServerError || !strings.Contains(body, `"internal"`) || strings.Contains(body, "inside") || strings.Contains(body, "goroutine") {
		t.Errorf("%d %s", w.Code, body)
	}
	if h := w.Header(); h.Get("Content-Encoding") != "" || h.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", h)
	}
	id := body[strings.LastIndex(body, " ")+1:][:8]
	if logged := log.String(); !strings.Contains(logged, id) || !strings.Contains(logged, "the inside of things") || !strings.Contains(logged, "rooms_test.go") {
		t.Errorf("the log has not what happened under id %s: %s", id, logged)
	}
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("an aborted answer is net/http's to end")
		}
	}()
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/abort", nil))
}
