package httpapi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"time"
	"unicode/utf8"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/service/picture"
)

const (
	bodyWithin  = 15 * time.Second // how long a request's body may take
	maxLongText = 2 << 20
	parting     = time.Second // how long whoever is refused may go on sending it
)

var errPanic = errors.New("a handler panicked")

// Guard stands before everything: it refuses unsafe requests of foreign pages, bodies that are over 16 KiB (a picture, a word list, the house's pages: 2 MiB),
// too slow, not UTF-8 or not called for, and turns a panic into `internal`. No cache keeps an answer that does not say otherwise.
func Guard(gate *edge.Gate, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if broken := recover(); broken != nil {
				if broken == http.ErrAbortHandler {
					panic(broken)
				}
				clear(w.Header()) // they spoke of another answer
				gate.Refuse(w, fmt.Errorf("%w: %v\n%s", errPanic, broken, debug.Stack()))
			}
		}()
		w.Header().Set("Cache-Control", "no-store")
		secure(w.Header())
		if err := checkBody(gate, w, r); err != nil {
			// net/http would read the rest of the body before it answers, and for as long as that takes.
			w.Header().Set("Connection", "close")
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(parting)) // fails only on a connection that has ended
			gate.Refuse(w, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// secure sets what holds for every answer: it is what it says it is, in no frame, and no page of ours asks for a camera or a place.
func secure(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
}

func checkBody(gate *edge.Gate, w http.ResponseWriter, r *http.Request) error {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		if r.ContentLength != 0 {
			return world.Refuse(world.CodeBadRequest, "A "+r.Method+" has no body.")
		}
		return nil
	}
	if gate.Origins.Check(r) != nil {
		return world.Refuse(world.CodeForeignOrigin, "A page of another site may not do this. The operator can allow its origin.")
	}
	most, words := int64(wire.MaxCommand), true
	switch r.URL.Path {
	case picturesPath:
		if _, err := gate.Identify(r); err != nil { // nobody unknown fills our memory
			return err
		}
		most, words = picture.MaxBytes, false
	case "/api/v1/admin/words", "/api/v1/admin/pages":
		if p, err := gate.Identify(r); err != nil {
			return err
		} else if p.Role.AtLeast(world.RoleStaff) {
			most = maxLongText
		}
	}
	connection := http.NewResponseController(w)
	_ = connection.SetReadDeadline(time.Now().Add(bodyWithin)) // whoever dribbles a body is let go
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	switch {
	case err != nil:
		return world.Refuse(world.CodeBadRequest, "The request's body could not be read to its end.")
	case int64(len(body)) > most:
		return world.Refuse(world.CodeTooLarge, fmt.Sprintf("A request's body has at most %d KiB here.", most>>10))
	case words && !utf8.Valid(body):
		return world.Refuse(world.CodeBadRequest, "A request's body is UTF-8; this one has bytes that are not.")
	}
	_ = connection.SetReadDeadline(time.Time{})
	r.Body = io.NopCloser(bytes.NewReader(body))
	if words {
		r.Header.Set("Content-Type", "application/json") // the one type there is, whatever the client calls it
	}
	return nil
}
