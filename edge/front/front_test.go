package front_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/edge/front"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/service/catalog"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// forgetful keeps no recipes: nothing is redrawn while tests run.
type forgetful struct{}

func (forgetful) KeepOutfit(context.Context, world.OutfitHash, []byte, []string, map[string][]byte) error {
	return nil
}

func (forgetful) Drawing(context.Context, string) ([]byte, error) { return nil, errors.New("none") }
func (forgetful) Outfit(context.Context, world.OutfitHash) ([]byte, []string, error) {
	return nil, nil, world.Refuse(world.CodeUnknownOutfit, "none")
}

var drawn = sync.OnceValues(func() (*catalog.Catalogue, error) {
	c, _, err := catalog.Open(forgetful{}, art.Files)
	return c, err
})

var script = strings.Repeat("console.log('よこちょう');\n", 100)

// client is a built browser client.
var client = fstest.MapFS{
	"index.html": {Data: []byte(`<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>x</title>` + "\n<!--card-->\n" +
		`<script type="module" src="/assets/index-abc.js"></script></head><body></body></html>`)},
	"assets/index-abc.js": {Data: []byte(script)},
	"robots.txt":          {Data: []byte("User-agent: *\nAllow: /\n")},
	".gitkeep":            {Data: []byte("x")},
}

func open(t *testing.T, cfg front.Config) http.Handler {
	t.Helper()
	c, err := drawn()
	if err != nil {
		t.Fatal(err)
	}
	street := room.NewStreet(room.Config{Maps: c, Instances: func(world.RoomID) int { return 2 }})
	cfg.Gate, cfg.Catalogue = &edge.Gate{Street: street, Logger: slog.New(slog.DiscardHandler)}, c
	mux := http.NewServeMux()
	if err := front.Register(mux, cfg); err != nil {
		t.Fatal(err)
	}
	return mux
}

// ask sends a request for club.example. Headers are alternating names and values.
func ask(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Host = "club.example"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// plain is the answer's body, whatever its encoding.
func plain(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var from io.Reader = bytes.NewReader(w.Body.Bytes())
	switch w.Header().Get("Content-Encoding") {
	case "br":
		from = brotli.NewReader(from)
	case "gzip":
		unzipped, err := gzip.NewReader(from)
		if err != nil {
			t.Fatal(err)
		}
		from = unzipped
	}
	body, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// meta is what a page says of itself.
func meta(t *testing.T, w *httptest.ResponseRecorder) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`<(?:meta (?:name|property)|link rel)="([^"]*)" (?:content|href)="([^"]*)"`).FindAllStringSubmatch(plain(t, w), -1) {
		found[m[1]] = m[2]
	}
	return found
}

func TestLinkCards(t *testing.T) {
	h := open(t, front.Config{Client: client})
	for _, c := range []struct{ path, accept, lang, title, locale string }{
		{"/", "ja,en-US;q=0.9,en;q=0.8", "ja", "横丁 Yokocho", "ja_JP"},
		{"/", "en-GB,en;q=0.9,ja;q=0.8", "en", "Yokocho 横丁", "en_US"},
		{"/", "", "en", "Yokocho 横丁", "en_US"},
		{"/lounge", "ja-JP", "ja", "ラウンジ · 横丁 Yokocho", "ja_JP"},
		{"/lounge", "de, ja;q=0, en;q=0.1", "en", "Lounge · Yokocho 横丁", "en_US"},
		{"/lounge-2", "", "en", "Lounge · Yokocho 横丁", "en_US"},
	} {
		w := ask(h, "GET", c.path, "Accept-Language", c.accept)
		m := meta(t, w)
		body := plain(t, w)
		if w.Code != 200 || !strings.Contains(body, `<html lang="`+c.lang+`">`) || !strings.Contains(body, "<title>"+c.title+"</title>") || strings.Contains(body, "<!--card-->") {
			t.Errorf("%s for %q: %d %s", c.path, c.accept, w.Code, body)
		}
		for name, want := range map[string]string{
			"canonical": "http://club.example" + c.path, "og:url": "http://club.example" + c.path, "og:title": c.title, "og:locale": c.locale,
			"og:type": "website", "og:image:width": "1200", "og:image:height": "630", "twitter:card": "summary_large_image",
		} {
			if m[name] != want {
				t.Errorf("%s for %q: %s is %q, want %q", c.path, c.accept, name, m[name], want)
			}
		}
		if m["description"] == "" || m["description"] != m["og:description"] {
			t.Errorf("%s: description %q", c.path, m["description"])
		}
		image, ok := strings.CutPrefix(m["og:image"], "http://club.example")
		if picture := ask(h, "GET", image); !ok || picture.Code != 200 || picture.Header().Get("Content-Type") != "image/png" {
			t.Errorf("%s: image %q: %d", c.path, m["og:image"], picture.Code)
		}
		if form := map[string]string{"/": `^/assets/card-[0-9a-f]+\.png$`, "/lounge": `^/assets/card-lounge-[0-9a-f]+\.png$`}[strings.TrimSuffix(c.path, "-2")]; !regexp.MustCompile(form).MatchString(image) {
			t.Errorf("%s shows %s", c.path, image)
		}
	}
}

func TestPagesOfDressing(t *testing.T) {
	h := open(t, front.Config{Client: client})
	for path, title := range map[string]string{"/closet": "クローゼット · 横丁 Yokocho", "/salon": "ヘアサロン · 横丁 Yokocho", "/tan": "日焼けサロン · 横丁 Yokocho"} {
		w := ask(h, "GET", path, "Accept-Language", "ja")
		m := meta(t, w)
		if w.Code != 200 || m["og:title"] != title || m["canonical"] != "http://club.example"+path || !strings.Contains(plain(t, w), "index-abc.js") {
			t.Errorf("%s: %d %v", path, w.Code, m)
		}
	}
}

func TestASharedLookTellsWhatIsWorn(t *testing.T) {
	h := open(t, front.Config{Client: client})
	c, err := drawn()
	if err != nil {
		t.Fatal(err)
	}
	outfits := c.Outfits()
	sailor := outfits[slices.IndexFunc(outfits, func(o catalog.Outfit) bool { return o.ID == "sailor" })]
	for lang, want := range map[string][]string{"ja": {"コーデ · 横丁 Yokocho", "セーラー服"}, "en": {"A look · Yokocho 横丁", "Sailor blouse"}} {
		w := ask(h, "GET", "/look/"+string(sailor.Hash), "Accept-Language", lang)
		m := meta(t, w)
		if w.Code != 200 || m["og:title"] != want[0] || !strings.Contains(m["og:description"], want[1]) || m["robots"] != "noindex" || m["og:image"] == "" {
			t.Errorf("%s: %d %v", lang, w.Code, m)
		}
	}
	gone := ask(h, "GET", "/look/ffffffffffffffff")
	if gone.Code != 404 || !strings.Contains(plain(t, gone), "index-abc.js") || meta(t, gone)["robots"] != "noindex" {
		t.Errorf("an unknown look: %d", gone.Code)
	}
}

func TestPagesRunNothingButOurs(t *testing.T) {
	h := open(t, front.Config{Client: client})
	for _, path := range []string{"/", "/lounge", "/keep", "/closet", "/look/x", "/nowhere", "/api"} {
		header := ask(h, "GET", path, "Accept", "text/html").Header()
		policy := header.Get("Content-Security-Policy")
		for _, must := range []string{"default-src '", "base-uri 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, must) {
				t.Errorf("%s: the policy lacks %s: %s", path, must, policy)
			}
		}
		if scripts := regexp.MustCompile(`script-src ([^;]*)`).FindStringSubmatch(policy); scripts != nil && scripts[1] != "'self'" {
			t.Errorf("%s runs %s", path, scripts[1])
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin", "Cache-Control": "no-cache",
			"Content-Type": "text/html; charset=utf-8",
		} {
			if header.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, header.Get(name))
			}
		}
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Host = `"><script>alert(1)</script>`
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if strings.Contains(plain(t, w), "<script>alert") {
		t.Error("the host's name is written as markup")
	}
}

func TestTheAddressIsTheVisitors(t *testing.T) {
	h := open(t, front.Config{Client: client, Proxies: edge.Proxies{netip.MustParsePrefix("10.0.0.0/8")}})
	url := func(change func(*http.Request)) string {
		r := httptest.NewRequest("GET", "/lounge", nil)
		r.Host = "club.example"
		r.Header.Set("X-Forwarded-Proto", "https")
		change(r)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return meta(t, w)["og:url"]
	}
	for want, change := range map[string]func(*http.Request){
		"https://club.example/lounge": func(r *http.Request) { r.RemoteAddr = "10.1.2.3:40" },
		"http://club.example/lounge":  func(r *http.Request) { r.RemoteAddr = "203.0.113.1:40" },
	} {
		if got := url(change); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := url(func(r *http.Request) { r.TLS = &tls.ConnectionState{} }); got != "https://club.example/lounge" {
		t.Errorf("over TLS: %s", got)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	h := open(t, front.Config{Client: client})
	for _, path := range []string{"/nowhere", "/wp-login.php", "/a/b/c", "/lounge/x", "/.gitkeep"} {
		page := ask(h, "GET", path, "Accept", "text/html,*/*;q=0.8")
		m := meta(t, page)
		if page.Code != http.StatusNotFound || !strings.Contains(plain(t, page), "index-abc.js") || m["robots"] != "noindex" || m["canonical"] != "" {
			t.Errorf("%s in a browser: %d %v", path, page.Code, m)
		}
		refused := ask(h, "GET", path)
		if refused.Code != http.StatusNotFound || !strings.Contains(refused.Body.String(), `"not_found"`) {
			t.Errorf("%s: %d %s", path, refused.Code, refused.Body)
		}
	}
	for _, c := range [][2]string{{"POST", "/"}, {"DELETE", "/lounge"}, {"GET", "/assets/x.js"}, {"GET", "/assets/"}, {"GET", "/assets/..%2findex.html"}} {
		if w := ask(h, c[0], c[1]); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), `"not_found"`) {
			t.Errorf("%v: %d %s", c, w.Code, w.Body)
		}
	}
	if keep := ask(h, "GET", "/keep"); keep.Code != 200 || meta(t, keep)["robots"] != "noindex" {
		t.Errorf("/keep: %d %s", keep.Code, keep.Body)
	}
	if health := ask(h, "GET", "/healthz"); health.Code != 200 || health.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("/healthz: %d %v", health.Code, health.Header())
	}
}

func TestFilesAreKeptForEver(t *testing.T) {
	h := open(t, front.Config{Client: client})
	c, err := drawn()
	if err != nil {
		t.Fatal(err)
	}
	room, _ := c.Room("lounge")
	for name, mediaType := range map[string]string{
		"index-abc.js": "text/javascript; charset=utf-8", c.Picker().Sheet: "image/svg+xml", room.Art: "application/json", room.Card: "image/png",
	} {
		get := ask(h, "GET", "/assets/"+name)
		for header, want := range map[string]string{
			"Content-Type": mediaType, "Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff",
			"Access-Control-Allow-Origin": "*", "Timing-Allow-Origin": "*", "Content-Length": fmt.Sprint(get.Body.Len()), "Content-Encoding": "",
		} {
			if got := get.Header().Get(header); got != want || get.Code != 200 {
				t.Errorf("%s: %d, %s is %q, want %q", name, get.Code, header, got, want)
			}
		}
		if policy := get.Header().Get("Content-Security-Policy"); (mediaType == "image/svg+xml") != strings.Contains(policy, "sandbox") {
			t.Errorf("%s has the policy %q", name, policy)
		}
		head := ask(h, "HEAD", "/assets/"+name)
		if head.Code != 200 || head.Body.Len() > 0 || head.Header().Get("Content-Length") != get.Header().Get("Content-Length") {
			t.Errorf("HEAD %s: %d %v", name, head.Code, head.Header())
		}
		tags := map[string]bool{}
		for accept, coding := range map[string]string{
			"br, gzip": "br", "gzip": "gzip", "gzip, br;q=0": "gzip", "identity": "", "GZIP;q=0.5": "gzip", "deflate": "",
		} {
			if mediaType == "image/png" {
				coding = "" // nothing to gain
			}
			w := ask(h, "GET", "/assets/"+name, "Accept-Encoding", accept)
			tag := w.Header().Get("ETag")
			tags[tag] = true
			if w.Header().Get("Content-Encoding") != coding || plain(t, w) != get.Body.String() || strings.HasPrefix(tag, "W/") {
				t.Errorf("%s as %q: %v", name, accept, w.Header())
			}
			if coding != "" && (w.Body.Len() >= get.Body.Len() || w.Header().Get("Vary") != "Accept-Encoding") {
				t.Errorf("%s as %s: %d bytes of %d, %v", name, coding, w.Body.Len(), get.Body.Len(), w.Header())
			}
			for _, known := range []string{tag, "W/" + tag, `"other", ` + tag} {
				again := ask(h, "GET", "/assets/"+name, "Accept-Encoding", accept, "If-None-Match", known)
				if again.Code != http.StatusNotModified || again.Body.Len() > 0 || again.Header().Get("ETag") != tag {
					t.Errorf("%s again with %s: %d", name, known, again.Code)
				}
			}
		}
		if want := map[bool]int{true: 1, false: 3}[mediaType == "image/png"]; len(tags) != want {
			t.Errorf("%s has the tags %v", name, tags)
		}
	}
}

func TestPagesAreAskedForAgain(t *testing.T) {
	h := open(t, front.Config{Client: client})
	first := ask(h, "GET", "/", "Accept-Encoding", "br")
	tag := first.Header().Get("ETag")
	if first.Header().Get("Content-Encoding") != "br" || tag == "" {
		t.Fatalf("%v", first.Header())
	}
	if again := ask(h, "GET", "/", "Accept-Encoding", "br", "If-None-Match", tag); again.Code != http.StatusNotModified {
		t.Errorf("%d", again.Code)
	}
	if other := ask(h, "GET", "/", "Accept-Encoding", "br", "Accept-Language", "ja", "If-None-Match", tag); other.Code != 200 {
		t.Errorf("another language: %d", other.Code)
	}
	vary := strings.Join(first.Header().Values("Vary"), ",")
	if !strings.Contains(vary, "Accept-Language") || !strings.Contains(vary, "Accept-Encoding") {
		t.Errorf("Vary: %s", vary)
	}
	robots := ask(h, "GET", "/robots.txt")
	if robots.Code != 200 || robots.Header().Get("Content-Type") != "text/plain; charset=utf-8" || !strings.Contains(robots.Body.String(), "Allow") {
		t.Errorf("%d %v", robots.Code, robots.Header())
	}
}

func TestManyAtOnceGetTheSame(t *testing.T) {
	h := open(t, front.Config{Client: client})
	var all sync.WaitGroup
	for i := range 32 {
		all.Go(func() {
			w := ask(h, "GET", "/assets/index-abc.js", "Accept-Encoding", []string{"br", "gzip"}[i%2])
			if w.Code != 200 || plain(t, w) != script {
				t.Errorf("%d %v", w.Code, w.Header())
			}
		})
	}
	all.Wait()
}

func TestAClientThatIsNotBuiltOrNotOurs(t *testing.T) {
	h := open(t, front.Config{Client: fstest.MapFS{}})
	if w := ask(h, "GET", "/lounge"); w.Code != 200 || !strings.Contains(plain(t, w), "make web") || meta(t, w)["og:image"] == "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	foreign := fstest.MapFS{"index.html": {Data: []byte("<html><title>x</title></html>")}}
	c, err := drawn()
	if err != nil {
		t.Fatal(err)
	}
	if err := front.Register(http.NewServeMux(), front.Config{Catalogue: c, Client: foreign}); err == nil || !strings.Contains(err.Error(), "<!--card-->") {
		t.Errorf("a page without a place for the card: %v", err)
	}
}
