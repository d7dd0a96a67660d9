package front

import (
	_ "embed" // the page's template
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/service/moderation"
)

//go:embed housepage.html
var housePage string

var housePageTemplate = template.Must(template.New("house").Parse(housePage))

// Pages are what the operator has to say (service/moderation).
type Pages interface{ Pages() moderation.Pages }

var houseWords = map[string]map[string]string{
	"ja": {"terms": "利用規約", "privacy": "プライバシー", "rules": "おやくそく", "imprint": "運営者", "home": "横丁へ"},
	"en": {"terms": "Terms", "privacy": "Privacy", "rules": "House rules", "imprint": "Imprint", "home": "To the street"},
}

// textPolicy lets a page show text, and nothing else.
const textPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

var emptyLines = regexp.MustCompile(`\n\s*\n`)

// house serves a page of the operator's: text, whatever stands in it.
func (f *front) house(w http.ResponseWriter, r *http.Request) {
	name, lang := r.PathValue("page"), language(r)
	if f.House == nil || !slices.Contains(f.House.Pages().Written(), name) {
		f.nothing(w, r)
		return
	}
	text := strings.ReplaceAll(f.House.Pages().In(name, lang), "\r\n", "\n")
	var page strings.Builder
	if err := housePageTemplate.Execute(&page, map[string]any{
		"Lang": lang, "Title": houseWords[lang][name], "Home": houseWords[lang]["home"], "Paragraphs": emptyLines.Split(strings.TrimSpace(text), -1),
	}); err != nil {
		f.Gate.Refuse(w, err)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", textPolicy)
	h.Set("Referrer-Policy", referrers)
	h.Add("Vary", "Accept-Language")
	body := []byte(page.String())
	f.serve(w, r, http.StatusOK, file{tag: tagOf(body), mediaType: typeHTML, body: body})
}
