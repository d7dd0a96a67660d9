// Package studio is the designer's page over HTTP: the page itself, what is on the desk as a stream of events, the drawings. The designer is
// whoever asks from this machine; others may look, by a link that holds a token. Its handlers run on net/http's goroutines.
package studio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/edge/front"
	"github.com/yokocho/yokocho/service/studio"
)

// Config is what the page shows, and to whom.
type Config struct {
	Desk   *studio.Desk
	Client fs.FS  // the built browser client, with studio.html
	Share  string // the token by which others may look; nobody may if it is empty
}

type server struct {
	Config
	page   []byte
	origin *http.CrossOriginProtection
}

// SharePath is where those look who have the token.
func SharePath(token string) string { return "/share/" + token }

// Handler serves the studio. Its error says what the built client lacks.
func Handler(cfg Config) (http.Handler, error) {
	page, err := fs.ReadFile(cfg.Client, "studio.html")
	if err != nil {
		return nil, fmt.Errorf("the built browser client (make web builds it): %w", err)
	}
	s := &server{Config: cfg, page: page, origin: http.NewCrossOriginProtection()}
	mux := http.NewServeMux()
	s.look(mux, "", s.designers)
	mux.HandleFunc("PUT /rooms/{room}/spots", s.designers(s.move))
	if cfg.Share != "" {
		s.look(mux, SharePath(cfg.Share), func(next http.HandlerFunc) http.HandlerFunc { return next })
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", front.Policy(""))
		h.Set("Referrer-Policy", "no-referrer") // an address may hold the token
		h.Set("X-Content-Type-Options", "nosniff")
		mux.ServeHTTP(w, r)
	}), nil
}

// look adds what can only be looked at, below a path.
func (s *server) look(mux *http.ServeMux, below string, may func(http.HandlerFunc) http.HandlerFunc) {
	page := s.page
	if below != "" {
		page = bytes.Replace(page, []byte("<!--shared-->"), []byte(`<meta name="assets" content="`+below+`" /><meta name="shared" content="look" />`), 1)
	}
	mux.HandleFunc("GET "+below+"/{$}", may(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page) // fails only when the client has gone
	}))
	mux.HandleFunc("GET "+below+"/changes", may(s.changes))
	mux.HandleFunc("GET "+below+"/outfit.svg", may(s.outfit))
	mux.HandleFunc("GET "+below+"/rooms/{room}/rehearsal", may(s.rehearsal))
	drawing := may(s.drawing)
	mux.HandleFunc("GET "+below+"/assets/{name}", func(w http.ResponseWriter, r *http.Request) {
		if !s.script(w, r) {
			drawing(w, r)
		}
	})
}

// designers lets only those in who ask from this machine, and by its own name: a page of another site, whose name leads here, does not.
func (s *server) designers(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		from, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil || !from.Addr().Unmap().IsLoopback() || !isLoopback(r.Host) || s.origin.Check(r) != nil {
			refuse(w, http.StatusForbidden, world.CodeForbidden, "The studio opens on the machine it runs on. To let others look, start it with --share.")
			return
		}
		next(w, r)
	}
}

func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.IsLoopback()
}

// script serves the client's own files, which are no secret, and says whether it is one of them.
func (s *server) script(w http.ResponseWriter, r *http.Request) bool {
	name := r.PathValue("name")
	body, err := fs.ReadFile(s.Client, "assets/"+name)
	if err != nil {
		return false
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Content-Type", front.MediaType(name))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	return true
}

// drawing serves a file of a room. Opened by itself, it does nothing.
func (s *server) drawing(w http.ResponseWriter, r *http.Request) {
	asset, ok := s.Desk.Now().Asset(r.PathValue("name"))
	if !ok {
		refuse(w, http.StatusNotFound, world.CodeNotFound, "There is no such file.")
		return
	}
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	svg(w, asset.Type, asset.Body)
}

func svg(w http.ResponseWriter, mediaType string, body []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	_, _ = w.Write(body) // fails only when the client has gone
}

// outfit draws ?recipe= as it is drawn today, without the planes and the parts of ?item= that ?without= names.
func (s *server) outfit(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	sheet, err := s.Desk.Outfit([]byte(q.Get("recipe")), wardrobe.ItemID(q.Get("item")), q["without"])
	var refusal *wardrobe.Refusal
	switch {
	case errors.As(err, &refusal):
		refuse(w, http.StatusUnprocessableEntity, world.Code(refusal.Code), refusal.Message)
	case err != nil:
		refuse(w, http.StatusUnprocessableEntity, world.CodeTooMany, err.Error())
	default:
		svg(w, "image/svg+xml", sheet)
	}
}

// rehearsal tells what a crowd of ghosts does in a room as it is drawn now.
func (s *server) rehearsal(w http.ResponseWriter, r *http.Request) {
	played, ok, err := s.Desk.Rehearse(world.RoomID(r.PathValue("room")))
	if !ok {
		refuse(w, http.StatusNotFound, world.CodeNotFound, "There is no good drawing of such a room.")
		return
	}
	raw, err2 := json.Marshal(played)
	if err = errors.Join(err, err2); err != nil {
		refuse(w, http.StatusInternalServerError, world.CodeInternal, err.Error()) // the designer's own machine
		return
	}
	edge.WriteJSON(w, http.StatusOK, raw)
}

// mostMove is how many bytes say where something is moved.
const mostMove = 4 << 10

// move puts a seat, where one stands before it, or a point of a base line elsewhere in the designer's map.
func (s *server) move(w http.ResponseWriter, r *http.Request) {
	var m studio.Move
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostMove)).Decode(&m); err != nil {
		refuse(w, http.StatusBadRequest, world.CodeBadRequest, `Say {"of":"seat","id":"stool-1","to":[96,120]}.`)
		return
	}
	err := s.Desk.Move(world.RoomID(r.PathValue("room")), m)
	var refusal *studio.Refusal
	switch {
	case errors.As(err, &refusal):
		refuse(w, http.StatusConflict, world.Code(refusal.Code), refusal.Message)
	case err != nil:
		refuse(w, http.StatusInternalServerError, world.CodeInternal, err.Error()) // the designer's own machine
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// ping is how often a silent stream says that it is still there.
const ping = 25 * time.Second

// changes streams what is on the desk: all of it at first, then what has become another.
func (s *server) changes(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	stream := http.NewResponseController(w)
	var rooms, items []byte // as they were told last
	for {
		now := s.Desk.Now()
		tell := func(event string, last *[]byte, is []byte) {
			if !bytes.Equal(*last, is) {
				_, _ = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, is) // Flush says when the client has gone
				*last = is
			}
		}
		tell("rooms", &rooms, now.Rooms)
		tell("items", &items, now.Items)
		if stream.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-now.Over:
		case <-time.After(ping):
			_, _ = w.Write([]byte(": still here\n\n"))
		}
	}
}

// refuse answers in the one error shape.
func refuse(w http.ResponseWriter, status int, code world.Code, message string) {
	raw, _ := json.Marshal(world.Refuse(code, message)) // two texts always can be written
	edge.WriteJSON(w, status, raw)
}
