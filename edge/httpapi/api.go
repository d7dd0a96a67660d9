package httpapi

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/catalog"
)

// Config is what the interface stands on.
type Config struct {
	Gate      *edge.Gate
	Accounts  *account.Store
	Catalogue *catalog.Catalogue
	Proxies   edge.Proxies // whose X-Forwarded-For and X-Forwarded-Proto are believed
}

// bodyWithin is how long a request's body may take.
const bodyWithin = 15 * time.Second

type server struct {
	Config
	api huma.API
}

// Register adds the interface to a mux. The event transports' paths are described but not served.
func Register(mux *http.ServeMux, cfg Config) {
	s := &server{Config: cfg, api: newAPI(mux)}
	s.visitors()
	s.rooms()
	s.wardrobe()
	describeStreams(s.api)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		cfg.Gate.Refuse(w, world.Refuse(world.CodeNotFound, "There is no such page, or not for "+r.Method+". See /api for what there is."))
	})
}

// OpenAPI is the description of the interface, as JSON.
func OpenAPI() ([]byte, error) {
	s := &server{api: newAPI(http.NewServeMux())}
	s.visitors()
	s.rooms()
	s.wardrobe()
	describeStreams(s.api)
	return s.api.OpenAPI().MarshalJSON()
}

func newAPI(mux *http.ServeMux) huma.API {
	huma.NewError = newRefusal
	config := huma.DefaultConfig("Yokocho", "1")
	config.Info.Description = "An avatar chat street. Every error has the shape {code, message, retryAfterMs?}; codes are stable, messages are for people."
	config.OpenAPIPath = "/api/openapi"
	config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", nil
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"cookie": {Type: "apiKey", In: "cookie", Name: edge.CookieName},
		"bearer": {Type: "http", Scheme: "bearer"},
	}
	registerTypes(config.Components.Schemas)
	return humago.New(mux, config)
}

// Refusal is the one error shape.
type Refusal struct {
	Code         world.Code `json:"code" doc:"a stable word"`
	Message      string     `json:"message" doc:"a sentence for people"`
	RetryAfterMs int64      `json:"retryAfterMs,omitempty" doc:"when repeating it may succeed"`
}

func (r *Refusal) Error() string { return string(r.Code) + ": " + r.Message }

// GetStatus implements huma.StatusError.
func (r *Refusal) GetStatus() int { return edge.Status(r.Code) }

// ContentType keeps the plain media type of JSON.
func (r *Refusal) ContentType(string) string { return "application/json" }

// newRefusal turns what huma itself refuses (wrong types, missing fields) into the one shape.
func newRefusal(_ int, message string, faults ...error) huma.StatusError {
	for _, fault := range faults {
		var detail *huma.ErrorDetail
		if errors.As(fault, &detail) {
			message += "; " + detail.Location + ": " + detail.Message // without the value: it may be private
		}
	}
	return &Refusal{Code: world.CodeBadRequest, Message: message}
}

// operation describes one operation; those of visitors need to know who asks.
func operation(method, path, id, summary string) huma.Operation {
	return huma.Operation{
		Method: method, Path: "/api/v1" + path, OperationID: id, Summary: summary, MaxBodyBytes: wire.MaxCommand,
		Errors: []int{http.StatusBadRequest},
	}
}

// handle registers an operation whose errors read in the one shape.
func handle[I, O any](s *server, op huma.Operation, f func(context.Context, *I) (*O, error)) {
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, s.refusal(err)
		}
		return out, nil
	})
}

func (s *server) refusal(err error) error {
	refused := Refusal(*edge.Refusal(s.Gate.Logger, err))
	if refused.RetryAfterMs > 0 {
		return huma.ErrorWithHeaders(&refused, http.Header{"Retry-After": {retryAfter(refused.RetryAfterMs)}})
	}
	return &refused
}

type callerKey struct{}

// identified makes an operation one of visitors: who asks is in its context.
func (s *server) identified(op huma.Operation) huma.Operation {
	op.Security = []map[string][]string{{"cookie": {}}, {"bearer": {}}}
	op.Errors = append(op.Errors, http.StatusUnauthorized)
	op.Middlewares = append(op.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(ctx)
		p, err := s.Gate.Identify(r)
		if err != nil {
			s.Gate.Refuse(w, err)
			return
		}
		next(huma.WithValue(ctx, callerKey{}, p))
	})
	return op
}

func caller(ctx context.Context) world.Principal {
	p, _ := ctx.Value(callerKey{}).(world.Principal)
	return p
}

type requestKey struct{}

// withRequest lets an operation see the request itself: its address and whether it came over TLS.
func withRequest(op huma.Operation) huma.Operation {
	op.Middlewares = append(op.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		r, _ := humago.Unwrap(ctx)
		next(huma.WithValue(ctx, requestKey{}, r))
	})
	return op
}

func request(ctx context.Context) *http.Request {
	r, _ := ctx.Value(requestKey{}).(*http.Request)
	return r
}

// Guard stands before everything: it refuses unsafe requests of foreign pages, bodies over 16 KiB and bodies that are
// not UTF-8, and turns a panic into `internal`.
func Guard(gate *edge.Gate, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if broken := recover(); broken != nil {
				if broken == http.ErrAbortHandler {
					panic(broken)
				}
				gate.Refuse(w, panicked(broken))
			}
		}()
		if err := checkBody(gate, w, r); err != nil {
			gate.Refuse(w, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func checkBody(gate *edge.Gate, w http.ResponseWriter, r *http.Request) error {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return nil
	}
	if gate.Origins.Check(r) != nil {
		return world.Refuse(world.CodeForeignOrigin, "A page of another site may not do this. The operator can allow its origin.")
	}
	connection := http.NewResponseController(w)
	if err := connection.SetReadDeadline(time.Now().Add(bodyWithin)); err == nil { // whoever dribbles a body is let go
		defer func() { _ = connection.SetReadDeadline(time.Time{}) }() // fails only on a connection that has ended
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, wire.MaxCommand+1))
	if err != nil {
		return world.Refuse(world.CodeBadRequest, "The request's body could not be read to its end.")
	}
	if len(body) > wire.MaxCommand {
		return world.Refuse(world.CodeTooLarge, "A request's body has at most 16 KiB.")
	}
	if !utf8.Valid(body) {
		return world.Refuse(world.CodeBadRequest, "A request's body is UTF-8; this one has bytes that are not.")
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json") // the one type there is, whatever the client calls it
	return nil
}

var errPanic = errors.New("a handler panicked")
