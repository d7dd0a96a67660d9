package httpapi

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/moderation"
	"github.com/yokocho/yokocho/service/numbers"
	"github.com/yokocho/yokocho/service/oidc"
)

// Config is what the interface stands on.
type Config struct {
	Gate      *edge.Gate
	Accounts  *account.Store
	Order     *moderation.Store
	Numbers   *numbers.Store
	OIDC      *oidc.Provider // nil: nobody signs in by another service
	Catalogue *catalog.Catalogue
	Proxies   edge.Proxies // whose X-Forwarded-For and X-Forwarded-Proto are believed
	Assets    edge.Assets  // where files are fetched
	TimeZone  string       // the street's own, an IANA name
}

type server struct {
	Config
	api huma.API
}

// Register adds the interface to a mux. The event transports' paths are described but not served.
func Register(mux *http.ServeMux, cfg Config) {
	describe(mux, cfg)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		cfg.Gate.Refuse(w, world.Refuse(world.CodeNotFound, "There is no such page, or not for "+r.Method+". See /api for what there is."))
	})
}

// OpenAPI is the description of the interface, as JSON.
func OpenAPI() ([]byte, error) {
	return describe(http.NewServeMux(), Config{}).OpenAPI().MarshalJSON()
}

func describe(mux *http.ServeMux, cfg Config) huma.API {
	s := &server{Config: cfg, api: newAPI(mux)}
	s.visitors()
	s.accounts()
	s.passkeys()
	s.foreign(mux)
	s.distance()
	s.measures()
	s.own()
	s.admin()
	s.rooms()
	s.readyMade()
	s.wardrobe(mux)
	s.outfits()
	s.looks()
	s.pictures()
	s.streams()
	return s.api
}

// refuseInOneShape sets what is huma's alone to have: one error shape for the whole process.
var refuseInOneShape = sync.OnceFunc(func() { huma.NewError = newRefusal })

func newAPI(mux *http.ServeMux) huma.API {
	refuseInOneShape()
	config := huma.DefaultConfig("Yokocho", "1")
	config.Info.Description = "An avatar chat street. Every error has the shape {code, message, retryAfterMs?}; codes are stable, messages are for people."
	config.OpenAPIPath = "/api/openapi"
	config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", nil
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"cookie": {Type: "apiKey", In: "cookie", Name: edge.CookieName},
		"bearer": {Type: "http", Scheme: "bearer"},
	}
	config.Extensions = map[string]any{"x-codes": codes()}
	registerTypes(config.Components.Schemas)
	return humago.New(mux, config)
}

// operation describes one operation and the codes with which it may refuse, beside `internal`.
func operation(method, path, id, summary string, codes ...world.Code) huma.Operation {
	if method != http.MethodGet {
		codes = append(codes, world.CodeBadRequest, world.CodeTooLarge, world.CodeForeignOrigin)
	}
	return huma.Operation{
		Method: method, Path: "/api/v1" + path, OperationID: id, Summary: summary,
		MaxBodyBytes: wire.MaxCommand, Responses: refusals(codes...),
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

type callerKey struct{}

// identified is an operation of visitors: who asks is in its context.
func (s *server) identified(method, path, id, summary string, codes ...world.Code) huma.Operation {
	codes = append(codes, world.CodeUnauthenticated, world.CodeForbidden, world.CodeBanned, world.CodeUnavailable)
	if method == http.MethodGet { // the others have it already
		codes = append(codes, world.CodeForeignOrigin)
	}
	op := operation(method, path, id, summary, codes...)
	op.Security = visitorsOnly()
	recognise := s.Gate.Identify
	if slices.Contains(forBanned, id) {
		recognise = s.Gate.Recognise
	}
	op.Middlewares = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(ctx)
		p, err := recognise(r)
		if err == nil && !p.Role.AtLeast(rights[id]) {
			err = world.Refuse(world.CodeForbidden, "That is not allowed to you.")
		}
		if err != nil {
			s.Gate.Refuse(w, err)
			return
		}
		next(huma.WithValue(ctx, callerKey{}, p))
	}}
	return op
}

func visitorsOnly() []map[string][]string {
	return []map[string][]string{{"cookie": {}}, {"bearer": {}}}
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
