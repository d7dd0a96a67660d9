package edgetest

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/edge/poll"
	"github.com/yokocho/yokocho/edge/sse"
	"github.com/yokocho/yokocho/edge/ws"
	"github.com/yokocho/yokocho/flow/fanout"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
	"github.com/yokocho/yokocho/flow/session"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestPlain(t *testing.T) { Run(t, start(t, false)) }

// TestTLS has streams and polls on HTTP/2, and sockets with writers of their own.
func TestTLS(t *testing.T) { Run(t, start(t, true)) }

const window = 400

// accounts are visitors in memory.
type accounts struct {
	mu     sync.Mutex
	tokens map[string]world.VisitorID
	people map[world.VisitorID]world.Principal

	forget  func(world.VisitorID)                        // has sessions ask again
	changed func(context.Context, world.VisitorID) error // tells rooms as well

	forgotten func(context.Context, world.Forgotten) error // has rooms forget texts
}

func (a *accounts) Identify(_ context.Context, token string) (world.VisitorID, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if id, ok := a.tokens[token]; ok {
		return id, nil
	}
	return "", world.Refuse(world.CodeUnauthenticated, "Nobody has this token.")
}

func (a *accounts) Principal(_ context.Context, id world.VisitorID) (world.Principal, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.people[id], nil
}

func (a *accounts) Wear(context.Context, world.VisitorID, world.OutfitHash) error { return nil }

// ignore has who not hear other any more.
func (a *accounts) ignore(who, other world.VisitorID) {
	a.mu.Lock()
	unheard := a.people[other]
	unheard.IgnoredBy = append(unheard.IgnoredBy, who)
	a.people[other] = unheard
	a.mu.Unlock()
	a.forget(other)
}

// block has two keep apart.
func (a *accounts) block(t *testing.T, who, other world.VisitorID) {
	t.Helper()
	a.mu.Lock()
	for _, pair := range [][2]world.VisitorID{{who, other}, {other, who}} {
		p := a.people[pair[0]]
		p.Apart = append(p.Apart, pair[1])
		a.people[pair[0]] = p
	}
	a.mu.Unlock()
	a.forget(other)
	if err := a.changed(t.Context(), who); err != nil {
		t.Error(err)
	}
}

func (a *accounts) create(name string) (id world.VisitorID, token string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	token, id = rand.Text(), world.VisitorID(strings.ToLower(rand.Text()[:16]))
	a.tokens[token] = id
	a.people[id] = world.Principal{ID: id, Name: name, Kind: world.KindPerson, Age: world.AgeUnknown, Role: world.RoleGuest, Outfit: "0123abcd"}
	return id, token
}

// maps is a street of one room.
type maps struct{ lounge *world.Map }

func (maps) Rooms() []world.RoomID { return []world.RoomID{"lounge"} }
func (m maps) Map(id world.RoomID) (*world.Map, bool) {
	return m.lounge, id == "lounge"
}

// start serves the transports over a street in memory.
func start(t *testing.T, secure bool) Server {
	t.Helper()
	server, _ := startWith(t, secure, 0)
	return server
}

// startWith is start with another time for ghosts, and the way to the visitors' facts.
func startWith(t *testing.T, secure bool, ghosts time.Duration) (Server, *accounts) {
	t.Helper()
	sealer := seal.New(seal.NewMemory(), 100)
	street := room.NewStreet(room.Config{
		Log: memlog.New(), Sealer: sealer, Maps: maps{worldtest.Map()}, Owner: "test",
		Window: fanout.Options{Entries: window}, GhostFor: ghosts,
	})
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- street.Serve(ctx) }()
	people := &accounts{tokens: map[string]world.VisitorID{}, people: map[world.VisitorID]world.Principal{}}
	sessions := session.New(session.Config{Accounts: people, Street: street, Sealer: sealer})
	people.forget, people.changed, people.forgotten = sessions.Forget, sessions.Changed, street.Forget
	gate := &edge.Gate{
		Sessions: sessions,
		Street:   street,
		Origins:  http.NewCrossOriginProtection(),
		Logger:   slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	sockets := ws.New(gate)
	server := httptest.NewUnstartedServer(routes(gate, sockets, people))
	server.Config.ConnContext = sse.ConnContext
	var client *tls.Config
	if secure {
		server.EnableHTTP2 = true
		server.StartTLS()
		client = &tls.Config{RootCAs: x509.NewCertPool()}
		client.RootCAs.AddCert(server.Certificate())
	} else {
		server.Start()
	}
	t.Cleanup(func() {
		if err := sockets.Stop(context.Background()); err != nil {
			t.Error(err)
		}
		stop()
		<-served
		server.Close()
	})
	return Server{URL: server.URL, Room: "lounge", Window: window, PerVisitor: 8, TLS: client}, people
}

func routes(gate *edge.Gate, sockets http.Handler, people *accounts) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /api/v1/rooms/{room}/socket", sockets)
	mux.Handle("GET /api/v1/rooms/{room}/events", sse.Events(gate, poll.Events(gate)))
	mux.Handle("POST /api/v1/rooms/{room}/commands", poll.Commands(gate))
	mux.HandleFunc("GET /api/v1/rooms/{room}", func(w http.ResponseWriter, r *http.Request) {
		visit, err := gate.Visit(r, "")
		if err != nil {
			gate.Refuse(w, err)
			return
		}
		defer visit.Close()
		snapshot, _, err := visit.Begin(r.Context())
		if err != nil {
			gate.Refuse(w, err)
			return
		}
		edge.WriteJSON(w, http.StatusOK, snapshot.JSON)
	})
	mux.HandleFunc("POST /api/v1/visitors", func(w http.ResponseWriter, r *http.Request) {
		var wanted struct{ Name string }
		raw, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(raw, &wanted)
		}
		if err != nil {
			gate.Refuse(w, err)
			return
		}
		id, token := people.create(wanted.Name)
		gate.Answer(w, http.StatusOK, map[string]any{"visitor": map[string]any{"id": id}, "token": token})
	})
	return mux
}
