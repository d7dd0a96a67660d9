package studio_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yokocho/yokocho/art"
	page "github.com/yokocho/yokocho/edge/studio"
	"github.com/yokocho/yokocho/service/studio"
)

const (
	token = "a-token"
	dir   = "items/top/hoodie"
)

// handler serves a folder with one item of its own.
func handler(t *testing.T) (http.Handler, *studio.Desk, string) {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, dir), os.DirFS(filepath.Join("../../art", dir))); err != nil {
		t.Fatal(err)
	}
	desk, err := studio.Open(art.Files, folder)
	if err != nil {
		t.Fatal(err)
	}
	client := fstest.MapFS{
		"studio.html":      {Data: []byte(`<head><!--shared--></head>`)},
		"assets/studio.js": {Data: []byte(`start()`)},
	}
	h, err := page.Handler(page.Config{Desk: desk, Client: client, Share: token})
	if err != nil {
		t.Fatal(err)
	}
	return h, desk, folder
}

// ask asks from an address by a host's name.
func ask(h http.Handler, path, from, host string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.RemoteAddr, r.Host = from, host
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestOnlyThisMachineIsTheDesigners(t *testing.T) {
	h, _, _ := handler(t)
	const here, there = "127.0.0.1:5000", "192.0.2.7:5000"
	outfit := "/outfit.svg?recipe=" + url.QueryEscape(`{"wear":[{"item":"body"},{"item":"face-round"},{"item":"hoodie"}]}`)
	for _, c := range []struct {
		path, from, host string
		want             int
	}{
		{"/", here, "localhost:8081", 200},
		{"/", "[::1]:5000", "[::1]:8081", 200},
		{outfit, here, "127.0.0.1:8081", 200},
		{"/", there, "192.0.2.1:8081", 403},
		{outfit, there, "localhost:8081", 403},
		{"/rooms/lounge/rehearsal", here, "localhost:8081", 200},
		{"/rooms/attic/rehearsal", here, "localhost:8081", 404},
		{"/rooms/lounge/rehearsal", there, "localhost:8081", 403},
		{"/share/" + token + "/rooms/lounge/rehearsal", there, "studio.example", 200},
		{"/changes", here, "rebound.example:8081", 403},
		{"/assets/room-lounge.json", there, "192.0.2.1:8081", 403},
		{"/assets/studio.js", there, "192.0.2.1:8081", 200},
		{"/share/" + token + "/", there, "studio.example", 200},
		{"/share/" + token + outfit, there, "studio.example", 200},
		{"/share/" + token + "/assets/room-lounge.json", there, "studio.example", 404},
		{"/share/another/", there, "studio.example", 404},
	} {
		w := ask(h, c.path, c.from, c.host)
		if w.Code != c.want {
			t.Errorf("%s from %s at %s: %d, want %d", c.path, c.from, c.host, w.Code, c.want)
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'self'") && !strings.Contains(policy, "sandbox") {
			t.Errorf("%s has the policy %q", c.path, policy)
		}
	}
	if body := ask(h, "/share/"+token+"/", there, "x").Body.String(); !strings.Contains(body, `content="/share/a-token"`) {
		t.Errorf("the shared page does not know where its drawings are: %s", body)
	}
	if w := ask(h, "/outfit.svg?recipe={}", here, "localhost"); w.Code != 422 || !strings.Contains(w.Body.String(), `"code":"bad_outfit"`) {
		t.Errorf("an outfit of nothing: %d %s", w.Code, w.Body)
	}
}

// TestOnlyTheDesignerMoves: nobody who looks on, and no page of another site.
func TestOnlyTheDesignerMoves(t *testing.T) {
	h, _, _ := handler(t)
	for _, c := range []struct {
		path, from, site string
		want             int
	}{
		{"/rooms/lounge/spots", "127.0.0.1:5000", "same-origin", 409}, // built in
		{"/rooms/lounge/spots", "127.0.0.1:5000", "cross-site", 403},
		{"/rooms/lounge/spots", "192.0.2.7:5000", "same-origin", 403},
		{"/share/" + token + "/rooms/lounge/spots", "127.0.0.1:5000", "same-origin", 404},
	} {
		r := httptest.NewRequest(http.MethodPut, c.path, strings.NewReader(`{"of":"seat","id":"stool-1","to":[1,2]}`))
		r.RemoteAddr, r.Host = c.from, "localhost:8081"
		r.Header.Set("Sec-Fetch-Site", c.site)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s from %s, %s: %d %s, want %d", c.path, c.from, c.site, w.Code, w.Body, c.want)
		}
	}
}

func TestChangesAreStreamed(t *testing.T) {
	h, desk, folder := handler(t)
	server := httptest.NewServer(h)
	defer server.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/changes", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	lines := bufio.NewReader(answer.Body)
	event := func() (name, data string) {
		t.Helper()
		for {
			line, err := lines.ReadString('\n')
			if err != nil && err != io.EOF {
				t.Fatal(err)
			}
			if rest, ok := strings.CutPrefix(line, "event: "); ok {
				name = strings.TrimSpace(rest)
			}
			if rest, ok := strings.CutPrefix(line, "data: "); ok {
				return name, rest
			}
		}
	}
	if name, data := event(); name != "rooms" || !strings.Contains(data, `"lounge"`) {
		t.Errorf("at first: %s %.80s", name, data)
	}
	if name, data := event(); name != "items" || !strings.Contains(data, `"hoodie"`) {
		t.Errorf("then: %s %.80s", name, data)
	}
	if err := os.WriteFile(filepath.Join(folder, dir, "back.svg"), []byte("<svg"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := desk.Reread(); err != nil {
		t.Fatal(err)
	}
	if name, data := event(); name != "items" || !strings.Contains(data, "bad_xml") {
		t.Errorf("after a broken file was saved: %s %.80s", name, data)
	}
}
