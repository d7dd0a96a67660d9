package httpapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/edge/front"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/edge/poll"
	"github.com/yokocho/yokocho/edge/sse"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/database"
	"github.com/yokocho/yokocho/service/moderation"
	"github.com/yokocho/yokocho/service/numbers"
	"github.com/yokocho/yokocho/service/principal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// drawn is the catalogue, read once for all tests.
var drawn = sync.OnceValues(func() (*catalog.Catalogue, error) {
	c, _, err := catalog.Open(forgetful{}, art.Files)
	return c, err
})

// forgetful keeps no recipes: nothing is redrawn while tests run.
type forgetful struct{}

func (forgetful) KeepOutfit(context.Context, world.OutfitHash, []byte, []string, map[string][]byte) error {
	return nil
}

func (forgetful) Drawing(context.Context, string) ([]byte, error) { return nil, errors.New("none") }
func (forgetful) Outfit(context.Context, world.OutfitHash) ([]byte, []string, error) {
	return nil, nil, world.Refuse(world.CodeUnknownOutfit, "none")
}

// street is a server with everything but sockets and a built client, and its log.
type street struct {
	t         *testing.T
	handler   http.Handler
	catalogue *catalog.Catalogue
	store     *account.Store
	order     *moderation.Store
	numbers   *numbers.Store
	gate      *edge.Gate
	url       string

	mu     sync.Mutex // guards log
	log    bytes.Buffer
	tokens []string // handed out; they must not be in the log
}

func (s *street) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(p)
}

func (s *street) logged() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

const ourOwn = "https://club.example"

// open opens a street whose only listed proxy is 10.0.0.0/8 and whose only other origin is ourOwn.
func open(t *testing.T, limits session.Limits) *street {
	t.Helper()
	return openWith(t, limits, func(*account.Store) (*catalog.Catalogue, error) { return drawn() })
}

// crown is an item that is nobody's.
var crown = fstest.MapFS{
	"items/hat/crown/item.json": {Data: []byte(`{"id":"crown","slot":"hat","name":{"ja":"かんむり","en":"Crown"},"basic":false,"author":"Yokocho","license":"CC0-1.0"}`)},
	"items/hat/crown/front.svg": {Data: []byte(`<svg viewBox="0 0 256 320"><g id="hat"><g id="hat_crown"><path d="M100 50h60v-20z" fill="#ffc857"/></g></g></svg>`)},
	"items/hat/crown/back.svg":  {Data: []byte(`<svg viewBox="0 0 256 320"></svg>`)},
}

// openWardrobe opens a street that keeps outfits, and has a crown.
func openWardrobe(t *testing.T, limits session.Limits) *street {
	t.Helper()
	return openWith(t, limits, func(store *account.Store) (*catalog.Catalogue, error) {
		c, faults, err := catalog.Open(store, art.Files, crown)
		if len(faults) > 0 {
			t.Error(faults)
		}
		return c, err
	})
}

func openWith(t *testing.T, limits session.Limits, drawn func(*account.Store) (*catalog.Catalogue, error), adjust ...func(*httpapi.Config)) *street {
	t.Helper()
	s := &street{t: t}
	logger := slog.New(slog.NewTextHandler(s, &slog.HandlerOptions{Level: slog.LevelDebug}))
	db, err := database.Open(t.Context(), filepath.Join(t.TempDir(), "yokocho.db"))
	if err != nil {
		t.Fatal(err)
	}
	store := account.New(db, time.Now)
	order, err := moderation.Open(t.Context(), db, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	s.store, s.order, s.numbers = store, order, numbers.New(db, time.Now, time.UTC)
	s.catalogue, err = drawn(store)
	if err != nil {
		t.Fatal(err)
	}
	sealer := seal.New(store, seal.DefaultCached)
	rooms := room.NewStreet(room.Config{Log: memlog.New(), Sealer: sealer, Maps: s.catalogue, Logger: logger})
	running, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = rooms.Serve(running) // says only that it ended
	}()
	origins := http.NewCrossOriginProtection()
	if err := origins.AddTrustedOrigin(ourOwn); err != nil {
		t.Fatal(err)
	}
	gate := &edge.Gate{
		Sessions: session.New(session.Config{Accounts: principal.Source{Accounts: store, Catalogue: s.catalogue, Order: order}, House: order, Witness: s.numbers, Street: rooms, Sealer: sealer, Limits: limits, Logger: logger}),
		Street:   rooms, Origins: origins, Logger: logger,
	}
	s.gate = gate
	proxies := edge.Proxies{netip.MustParsePrefix("10.0.0.0/8")}
	gate.Connected = func(who world.VisitorID, r *http.Request) { order.Connected(who, proxies.Source(r)) }
	mux := http.NewServeMux()
	cfg := httpapi.Config{
		Gate: gate, Accounts: store, Order: order, Numbers: s.numbers, Catalogue: s.catalogue, Proxies: proxies,
	}
	for _, a := range adjust {
		a(&cfg)
	}
	httpapi.Register(mux, cfg)
	mux.Handle("POST /api/v1/rooms/{room}/commands", poll.Commands(gate))
	mux.Handle("GET /api/v1/rooms/{room}/events", sse.Events(gate, poll.Events(gate)))
	if err := front.Register(mux, front.Config{Gate: gate, Catalogue: s.catalogue, Pictures: store, House: order, Client: fstest.MapFS{}}); err != nil {
		t.Fatal(err)
	}
	s.handler = httpapi.Guard(gate, mux)
	server := httptest.NewServer(s.handler)
	s.url = server.URL
	t.Cleanup(func() {
		server.Close()
		stop()
		<-ended
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		for _, token := range s.tokens {
			if strings.Contains(s.logged(), token) {
				t.Error("a token stands in the log")
			}
		}
	})
	return s
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) code() world.Code {
	var refused world.Error
	if json.Unmarshal([]byte(a.body), &refused) != nil || refused.Message == "" {
		return ""
	}
	return refused.Code
}

// ask sends a request. Headers are alternating names and values.
func (s *street) ask(method, path, body string, headers ...string) answer {
	s.t.Helper()
	return s.askBy(http.DefaultClient, method, path, body, headers...)
}

func (s *street) askBy(client *http.Client, method, path, body string, headers ...string) answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer client.CloseIdleConnections()
	defer func() {
		if err := response.Body.Close(); err != nil {
			s.t.Error(err)
		}
	}()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(raw)}
}

// as reads an answer that must be a good one.
func as[T any](t *testing.T, a answer) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(a.body), &v); err != nil || a.status != http.StatusOK {
		t.Fatalf("status %d, %s (%v)", a.status, a.body, err)
	}
	return v
}

func (s *street) refused(a answer, status int, code world.Code) {
	s.t.Helper()
	if a.status != status || a.code() != code || !strings.HasPrefix(a.header.Get("Content-Type"), "application/json") {
		s.t.Errorf("got %d %s %s, want %d %s", a.status, a.header.Get("Content-Type"), a.body, status, code)
	}
}

// guest is a visitor with a token.
type guest struct {
	*street
	id    world.VisitorID
	token string
}

func (s *street) guest(name string) guest {
	s.t.Helper()
	made := as[httpapi.Identity](s.t, s.ask("POST", "/api/v1/visitors", `{"name":"`+name+`","token":true}`))
	s.tokens = append(s.tokens, made.Token)
	return guest{s, made.Visitor.ID, made.Token}
}

func (g guest) ask(method, path, body string, headers ...string) answer {
	g.t.Helper()
	return g.street.ask(method, path, body, append([]string{"Authorization", "Bearer " + g.token}, headers...)...)
}

func (g guest) do(command string) {
	g.t.Helper()
	as[httpapi.Answer](g.t, g.ask("POST", "/api/v1/rooms/lounge/commands", command))
}

func (g guest) sees() world.View {
	g.t.Helper()
	return as[world.View](g.t, g.ask("GET", "/api/v1/rooms/lounge", ""))
}
