package front

import (
	"errors"
	"html/template"
	"net/http"
	"strings"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
)

// Policy lets a page run our own scripts and nothing else, whatever people write. Scripts and drawings may come from where the
// operator keeps them.
func Policy(assets edge.Assets) string {
	ours := "'self'"
	if assets != "" {
		ours += " " + string(assets)
	}
	return "default-src 'self'; script-src " + ours + "; style-src " + ours + " 'unsafe-inline'; img-src " + ours + " data: blob:; " +
		"connect-src " + ours + "; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}

const (
	typeHTML  = "text/html; charset=utf-8"
	referrers = "strict-origin-when-cross-origin"
)

// index is the client's page, cut where each visitor's own words go.
type index struct{ beforeLang, beforeTitle, beforeCard, rest string }

// withAssets has a built page fetch its files where they are kept.
func withAssets(page string, assets edge.Assets) string {
	return strings.ReplaceAll(page, `="/assets/`, `="`+assets.URL(""))
}

func readIndex(page string, assets edge.Assets) (index, error) {
	page = withAssets(page, assets)
	var i index
	var found [3]bool
	i.beforeLang, page, found[0] = strings.Cut(page, `<html lang="ja">`)
	i.beforeTitle, page, found[1] = cutAround(page, "<title>", "</title>")
	i.beforeCard, i.rest, found[2] = strings.Cut(page, "<!--card-->")
	if found != [3]bool{true, true, true} {
		return i, errors.New(`index.html must hold <html lang="ja">, then <title>, then <!--card-->`)
	}
	return i, nil
}

func cutAround(s, from, to string) (before, after string, found bool) {
	before, s, opened := strings.Cut(s, from)
	_, after, closed := strings.Cut(s, to)
	return before, after, opened && closed
}

// card is what a link to a page shows.
type card struct {
	Lang               string
	Title, Description string
	Path               string // of the page
	URL, Image         string // absolute
	ImageType          string // media type; a PNG unless it says otherwise
	Width, Height      int    // of the image, pixels; 1200 x 630 unless they say otherwise
	Unlisted           bool   // no place for search engines
	Assets             edge.Assets
}

var head = template.Must(template.New("head").Parse(`<title>{{.Title}}</title>
    <meta name="description" content="{{.Description}}" />
{{- if .Assets}}
    <meta name="assets" content="{{.Assets}}" />
{{- end}}
{{- if .Unlisted}}
    <meta name="robots" content="noindex" />
{{- else}}
    <link rel="canonical" href="{{.URL}}" />
{{- end}}
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="横丁 Yokocho" />
    <meta property="og:locale" content="{{if eq .Lang "ja"}}ja_JP{{else}}en_US{{end}}" />
    <meta property="og:title" content="{{.Title}}" />
    <meta property="og:description" content="{{.Description}}" />
    <meta property="og:url" content="{{.URL}}" />
{{- if .Image}}
    <meta property="og:image" content="{{.Image}}" />
    <meta property="og:image:type" content="{{or .ImageType "image/png"}}" />
    <meta property="og:image:width" content="{{or .Width 1200}}" />
    <meta property="og:image:height" content="{{or .Height 630}}" />
    <meta property="og:image:alt" content="{{.Title}}" />
    <meta name="twitter:card" content="summary_large_image" />
{{- end}}
`))

// words are the link cards' texts.
var words = map[string]struct{ street, about, room, closet, look, lookAbout, photo, portrait, point string }{
	"ja": {
		street: "横丁 Yokocho", about: "アバターで部屋に入って、歩いて、座って、おしゃべり。登録はいりません。",
		room:   "アバターで入って、歩いて、座って、おしゃべり。登録はいりません。",
		closet: "服も髪も肌の色も、好きな順に重ねて、好きな色に。できたらそのまま横丁へ。登録はいりません。",
		look:   "コーデ", lookAbout: "だれかがシェアしたコーデです。ひらくと着てみられます。登録はいりません。", photo: "写真", portrait: "アバター", point: "・",
	},
	"en": {
		street: "Yokocho 横丁", about: "Dress an avatar, walk into painted rooms, sit down and talk. Nothing to sign up for.",
		room:   "Walk in with an avatar, sit down and talk. Nothing to sign up for.",
		closet: "Clothes, hair and skin, layered in any order and dyed in any colour. Then walk in as you are. Nothing to sign up for.",
		look:   "A look", lookAbout: "Somebody shares what they wear. Open it and try it on. Nothing to sign up for.", photo: "A photo", portrait: "An avatar", point: " · ",
	},
}

func (f *front) street(w http.ResponseWriter, r *http.Request) {
	c := f.streetCard(r)
	c.Unlisted = r.URL.Path != "/"
	f.page(w, r, http.StatusOK, c)
}

func (f *front) room(w http.ResponseWriter, r *http.Request) {
	id := world.RoomID(r.PathValue("room"))
	room, ok := f.Catalogue.Room(f.Gate.Street.Base(id))
	if !ok {
		f.nothing(w, r)
		return
	}
	c := f.streetCard(r)
	title := room.Map.Title.En
	if c.Lang == "ja" {
		title = room.Map.Title.Ja
	}
	c.Title, c.Description, c.Path = title+" · "+c.Title, words[c.Lang].room, "/"+string(id)
	c.Image = room.Card
	f.page(w, r, http.StatusOK, c)
}

// admin is the operator's page: who may use it is asked of every request it makes.
func (f *front) admin(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", f.policy)
	h.Set("Referrer-Policy", referrers)
	f.serve(w, r, http.StatusOK, f.office)
}

func (f *front) streetCard(r *http.Request) card {
	lang := language(r)
	return card{Lang: lang, Title: words[lang].street, Description: words[lang].about, Path: "/", Image: f.Catalogue.Card(), Assets: f.Assets}
}

// language is the visitor's: Japanese when their browser asks for it before English, else English.
func language(r *http.Request) string {
	best := map[string]float64{}
	for word, weight := range edge.Weights(r.Header.Values("Accept-Language")) {
		lang, _, _ := strings.Cut(word, "-")
		best[lang] = max(best[lang], weight)
	}
	if best["ja"] > 0 && best["ja"] >= best["en"] {
		return "ja"
	}
	return "en"
}

// image is the address of a link's picture: absolute, as whoever shows the link fetches it.
func (f *front) image(origin, name string) string {
	if f.Assets == "" {
		return origin + f.Assets.URL(name)
	}
	return f.Assets.URL(name)
}

// page answers with the client's page and a link card.
func (f *front) page(w http.ResponseWriter, r *http.Request, status int, c card) {
	origin := f.Proxies.Origin(r)
	c.URL = origin + c.Path
	switch {
	case strings.HasPrefix(c.Image, "/"):
		c.Image = origin + c.Image
	case c.Image != "":
		c.Image = f.image(origin, c.Image)
	}
	var page strings.Builder
	page.WriteString(f.index.beforeLang + `<html lang="` + c.Lang + `">` + f.index.beforeTitle)
	if err := head.Execute(&page, c); err != nil {
		f.Gate.Refuse(w, err)
		return
	}
	page.WriteString(f.index.beforeCard + f.index.rest)
	body := []byte(page.String())

	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", f.policy)
	h.Set("Referrer-Policy", referrers)
	h.Add("Vary", "Accept-Language")
	f.serve(w, r, status, file{tag: tagOf(body), mediaType: typeHTML, body: body})
}
