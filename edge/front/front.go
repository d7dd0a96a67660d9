package front

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/catalog"
)

// Config is what the front shows.
type Config struct {
	Gate      *edge.Gate
	Catalogue *catalog.Catalogue
	Pictures  Pictures
	House     Pages        // nil: the operator has nothing to say
	Client    fs.FS        // the built browser client: index.html, assets/ and what else stands beside it
	Proxies   edge.Proxies // which are believed about https
	Assets    edge.Assets  // where files are fetched
}

// Pictures are what visitors share by a link (service/account).
type Pictures interface {
	// Picture is a shared picture. Codes: not_found.
	Picture(ctx context.Context, id string) (account.Picture, error)
}

type front struct {
	Config
	index      index
	policy     string
	apiPage    []byte
	office     file            // the operator's page
	assets     map[string]file // the client's assets/, by name
	compressed *compressed
}

// Register adds the front to a mux; it also answers for every path that nobody else serves. Its error says what the
// built client lacks.
func Register(mux *http.ServeMux, cfg Config) error {
	f := &front{Config: cfg, policy: Policy(cfg.Assets), assets: map[string]file{}, compressed: newCompressed(compressedMost)}
	if err := f.readClient(mux); err != nil {
		return fmt.Errorf("the built browser client (make web builds it): %w", err)
	}
	if err := f.readAPI(); err != nil {
		return fmt.Errorf("the page about the HTTP interface: %w", err)
	}
	mux.HandleFunc("GET /{$}", f.street)
	mux.HandleFunc("GET /api", f.api)
	for _, link := range []string{"/keep", "/invite", "/reset", "/operator"} { // one-time links, whose secret stands behind #
		mux.HandleFunc("GET "+link, f.street)
	}
	mux.HandleFunc("GET /admin", f.admin)
	mux.HandleFunc("GET /house/{page}", f.house)
	for path := range dressing {
		mux.HandleFunc("GET "+path, f.closet)
	}
	mux.HandleFunc("GET /look/{hash}", f.look)
	mux.HandleFunc("GET /photo/{picture}", f.photo)
	mux.HandleFunc("GET /{room}", f.room)
	mux.HandleFunc("GET /assets/{name}", f.asset)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		edge.WriteJSON(w, http.StatusOK, []byte(`{"status":"ok"}`))
	})
	mux.HandleFunc("/", f.nothing)
	return nil
}

// readClient reads index.html and assets/, and serves the files beside them, such as robots.txt, under their names. Where
// nothing was built the page says so.
func (f *front) readClient(mux *http.ServeMux) error {
	f.index = index{beforeLang: "<!doctype html>", rest: "<p>The browser client is not built: run make web, then build again.</p>"}
	return fs.WalkDir(f.Client, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(f.Client, name)
		if err != nil {
			return err
		}
		switch dir, base := path.Split(name); {
		case name == "index.html":
			f.index, err = readIndex(string(body), f.Assets)
			return err
		case name == "admin.html":
			page := []byte(withAssets(string(body), f.Assets))
			f.office = file{tag: tagOf(page), mediaType: typeHTML, body: page}
		case dir == "assets/":
			f.assets[base] = file{tag: base, mediaType: MediaType(name), body: body}
		case strings.HasPrefix(base, "."), path.Ext(base) == ".html": // pages of other programs
		default:
			beside := file{tag: tagOf(body), mediaType: MediaType(name), body: body}
			mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Cache-Control", "public, max-age=3600")
				f.serve(w, r, http.StatusOK, beside)
			})
		}
		return nil
	})
}

// MediaType is a file's type by its name; the few the client has, whatever the machine's tables say.
func MediaType(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if known := mime.TypeByExtension(path.Ext(name)); known != "" {
		return known
	}
	return "application/octet-stream"
}

func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:12])
}

// asset serves a file whose name holds the hash of its content. Any site may show it.
func (f *front) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	found, ok := f.assets[name]
	if !ok {
		drawn, err := f.Catalogue.Asset(r.Context(), name)
		if err != nil {
			f.Gate.Refuse(w, err)
			return
		}
		found = file{tag: drawn.Name, mediaType: drawn.Type, body: drawn.Body}
	}
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Timing-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if found.mediaType == "image/svg+xml" { // opened by itself, a drawing does nothing
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	}
	f.serve(w, r, http.StatusOK, found)
}

// nothing answers for what is not there: with a page to a browser, in the one error shape to others.
func (f *front) nothing(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html") {
		c := f.streetCard(r)
		c.Unlisted = true
		f.page(w, r, http.StatusNotFound, c)
		return
	}
	f.Gate.Refuse(w, world.Refuse(world.CodeNotFound, "There is no such page, or not for "+r.Method+"."))
}
