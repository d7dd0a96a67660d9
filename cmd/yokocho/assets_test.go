package main

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// ask sends a request as it is: nothing is unzipped. Headers are alternating names and values.
func ask(t *testing.T, method, url string, headers ...string) (status int, header http.Header, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header, string(raw)
}

// TestFilesFromACDN: with --assets-url every address of a file names the CDN, whose pages may use it; what it fetches from us is complete.
func TestFilesFromACDN(t *testing.T) {
	const cdn = "https://cdn.example"
	url := street(t, hooks{}, "--assets-url", cdn)
	v := newVisitor(t, url, "mika")
	hash := v.fits(t, `{"item":"tee"}`)
	look := json.RawMessage{}
	if _, err := call(url+"/api/v1/me/looks", v.token, `{"outfit":"`+hash+`"}`, &look); err != nil {
		t.Fatal(err)
	}
	addresses := map[string]bool{}
	for _, path := range []string{"/api/v1/welcome", "/api/v1/catalogue", "/api/v1/rooms", "/api/v1/me", "/api/v1/me/looks", "/api/v1/outfits/" + hash, "/", "/lounge"} {
		status, _, body := ask(t, "GET", url+path, "Authorization", "Bearer "+v.token)
		found := regexp.MustCompile(`"([^"]*/assets/[^"]*)"`).FindAllStringSubmatch(body, -1)
		if status != http.StatusOK || len(found) == 0 {
			t.Errorf("%s: %d without files: %s", path, status, body)
		}
		for _, m := range found {
			addresses[m[1]] = true
		}
	}
	for address := range addresses {
		name, ours := strings.CutPrefix(address, cdn)
		if !ours {
			t.Errorf("%s is not the CDN's", address)
			continue
		}
		if status, header, _ := ask(t, "GET", url+name); status != http.StatusOK || header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("the CDN gets %s as %d, %v", name, status, header)
		}
	}
	_, header, page := ask(t, "GET", url+"/lounge")
	policy := header.Get("Content-Security-Policy")
	for _, directive := range []string{"script-src 'self' " + cdn + ";", "img-src 'self' " + cdn + " ", "connect-src 'self' " + cdn + ";"} {
		if !strings.Contains(policy, directive) {
			t.Errorf("the policy lacks %q: %s", directive, policy)
		}
	}
	if !strings.Contains(page, `<meta name="assets" content="`+cdn+`" />`) {
		t.Error("the page does not say where files are")
	}
	if status, _, _ := ask(t, "GET", url+"/healthz"); status != http.StatusOK {
		t.Error(status)
	}
}

func TestACDNIsSchemeAndHost(t *testing.T) {
	for _, bad := range []string{"cdn.example", "https://cdn.example/", "https://cdn.example/a", "ftp://cdn.example", "https://", "https://u@cdn.example", "https://cdn.example; script-src *"} {
		err := options(t, "--assets-url", bad, "--data", t.TempDir(), "--listen", "127.0.0.1:0").Run(t.Context(), io.Discard)
		if err == nil || !strings.Contains(err.Error(), "--assets-url") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestOutfitsAreDelivered as the real server sends them: for ever, compressed, tagged, for any site; and what is not there is kept by
// nobody.
func TestOutfitsAreDelivered(t *testing.T) {
	url := street(t, hooks{})
	v := newVisitor(t, url, "mika")
	hash := v.fits(t, `{"item":"tee"}`)
	for _, name := range []string{"outfit-" + hash + ".svg", "portrait-" + hash + ".svg"} {
		address := url + "/assets/" + name
		_, _, plain := ask(t, "GET", address)
		tags := map[string]bool{}
		for accept, coding := range map[string]string{"br, gzip": "br", "gzip": "gzip", "identity": ""} {
			status, h, body := ask(t, "GET", address, "Accept-Encoding", accept, "Origin", "https://elsewhere.example")
			tag := h.Get("ETag")
			tags[tag] = true
			if status != http.StatusOK || h.Get("Content-Encoding") != coding || h.Get("Content-Type") != "image/svg+xml" ||
				h.Get("Cache-Control") != "public, max-age=31536000, immutable" || h.Get("Access-Control-Allow-Origin") != "*" || !strings.HasPrefix(tag, `"`) {
				t.Errorf("%s as %s: %d %v", name, accept, status, h)
			}
			if coding != "" && len(body)*2 > len(plain) {
				t.Errorf("%s as %s: %d bytes of %d", name, accept, len(body), len(plain))
			}
			if status, h, body := ask(t, "GET", address, "Accept-Encoding", accept, "If-None-Match", tag); status != http.StatusNotModified || body != "" || h.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("%s again: %d %v", name, status, h)
			}
			if status, head, body := ask(t, "HEAD", address, "Accept-Encoding", accept); status != http.StatusOK || body != "" || head.Get("Content-Length") != h.Get("Content-Length") {
				t.Errorf("HEAD %s: %d %v", name, status, head)
			}
		}
		if len(tags) != 3 {
			t.Errorf("%s has the tags %v for three bodies", name, tags)
		}
	}
	for _, name := range []string{"outfit-ffffffffffffffff.svg", "portrait-" + hash + ".png", "outfit-" + hash, "picker-0.svg", "x"} {
		for _, method := range []string{"GET", "HEAD"} {
			status, h, body := ask(t, method, url+"/assets/"+name)
			if status != http.StatusNotFound || h.Get("Cache-Control") != "no-store" || h.Get("ETag") != "" || method == "GET" && !strings.Contains(body, `"not_found"`) {
				t.Errorf("%s %s: %d %v %s", method, name, status, h, body)
			}
		}
	}
}
