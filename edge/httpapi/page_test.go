package httpapi_test

import (
	"bufio"
	"context"
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/flow/session"
)

// TestTheExamplesWork does what the page about the interface shows, as written there.
func TestTheExamplesWork(t *testing.T) {
	s := open(t, session.DefaultLimits())
	page := s.ask("GET", "/api", "")
	var token, position string
	done := map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)<h3>([^<]*)</h3>\s*<pre>(.*?)</pre>`).FindAllStringSubmatch(page.body, -1) {
		line := strings.NewReplacer("$TOKEN", token, "$POSITION", position).Replace(html.UnescapeString(m[2]))
		answer := s.curl(t, line)
		var said struct{ Token, Position string }
		if err := json.Unmarshal([]byte(answer), &said); err == nil {
			token, position = max(token, said.Token), max(position, said.Position)
		}
		done[m[1]] = answer
	}
	all := ""
	for why, answer := range done {
		if why == "" || strings.Contains(answer, `"code"`) {
			t.Errorf("%s %s", why, answer)
		}
		all += answer
	}
	if len(done) < 6 || !strings.Contains(all, "こんばんは") || !strings.Contains(all, "event: snapshot") || !strings.Contains(all, `"events":[`) {
		t.Errorf("%d examples: %s", len(done), all)
	}
}

// curl does what the line says and returns the body, of a stream its first record.
func (s *street) curl(t *testing.T, line string) string {
	t.Helper()
	words := regexp.MustCompile(`"[^"]*"|'[^']*'|\S+`).FindAllString(line, -1)
	method, body, headers := "GET", "", []string{}
	for i, word := range words {
		if i == 0 {
			continue
		}
		value := strings.Trim(word, `"'`)
		switch words[i-1] {
		case "-H":
			name, content, _ := strings.Cut(value, ": ")
			headers = append(headers, name, content)
		case "-d":
			method, body = "POST", value
		}
	}
	path, ours := strings.CutPrefix(strings.Trim(words[len(words)-1], `"`), s.url)
	if words[0] != "curl" || !ours {
		t.Fatalf("%s does not ask %s", line, s.url)
	}
	if !strings.Contains(line, "text/event-stream") {
		return s.ask(method, path, body, headers...).body
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }() // says only that we went
	first, err := bufio.NewReader(response.Body).ReadString('\n')
	if err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("%s: %d %s %v", line, response.StatusCode, first, err)
	}
	return first
}

// TestThePageLeadsSomewhere: every link within the page has its place, and everything described is on it.
func TestThePageLeadsSomewhere(t *testing.T) {
	s := open(t, session.Limits{})
	body := s.ask("GET", "/api", "").body
	for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(body, -1) {
		if !strings.Contains(body, `id="`+m[1]+`"`) {
			t.Errorf("nothing is at #%s", m[1])
		}
	}
	d, _ := describe(t)
	words := []string{"slow_down", "guests per minute"}
	for path := range d.Paths {
		words = append(words, "</span> "+path+"</h3>")
	}
	for name := range d.Parts.Schemas {
		words = append(words, `id="`+name+`">`)
	}
	for _, word := range words {
		if !strings.Contains(body, word) {
			t.Errorf("the page lacks %s", word)
		}
	}
	if strings.Contains(body, "<script") || strings.Contains(body, "&lt;nil&gt;") || strings.Contains(body, "yokocho.invalid") {
		t.Error("the page has what it should not")
	}
}
