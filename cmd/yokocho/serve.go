package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"time"
	_ "time/tzdata" // zones on machines that have none

	"github.com/lmittmann/tint"
	"github.com/thejerf/suture/v4"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/edge/front"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/edge/poll"
	"github.com/yokocho/yokocho/edge/sse"
	"github.com/yokocho/yokocho/edge/ws"
	"github.com/yokocho/yokocho/flow/fanout"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/flow/roomlog/natslog"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/database"
	"github.com/yokocho/yokocho/service/moderation"
	"github.com/yokocho/yokocho/service/numbers"
	"github.com/yokocho/yokocho/service/oidc"
	"github.com/yokocho/yokocho/service/principal"
	"github.com/yokocho/yokocho/web"
)

// farewell is how long a stopping server waits for its rooms and connections.
const farewell = 10 * time.Second

// Serve opens the street.
type Serve struct {
	Config string `help:"TOML file with values for these options; its keys are the options' names." placeholder:"FILE" type:"existingfile"`

	Listen    string         `default:"localhost:8080" help:"Address to serve HTTP on; :8080 is every network of this machine." placeholder:"HOST:PORT"`
	Data      string         `default:"./data" help:"Folder of everything that is kept: the database and the rooms' log. Made when absent." placeholder:"DIR"`
	Art       string         `help:"Folder of further drawings, laid out like art/: its items/<slot>/<id> and rooms/<id> are added to the street's own, or take their place, as soon as they are there." placeholder:"DIR" type:"existingdir"`
	Database  string         `help:"Database of persons on PostgreSQL, such as postgres://user:password@host/name; without it, a file in the data folder. Better given in the environment, where others cannot read it." placeholder:"URL"`
	Origins   []string       `help:"Other sites whose pages may use this street in their visitors' name, such as https://club.example." placeholder:"ORIGIN"`
	AssetsURL string         `name:"assets-url" help:"Where browsers fetch what is under /assets/, when that is a CDN in front of this street: scheme and host, such as https://cdn.example." placeholder:"URL"`
	TimeZone  string         `default:"UTC" help:"Where the street is, such as Asia/Tokyo: by its clock rooms are drawn by day or by night." placeholder:"ZONE"`
	Proxies   []netip.Prefix `help:"Networks of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed." placeholder:"CIDR"`

	Storage    string `default:"file" enum:"file,memory" help:"Where the rooms' log is kept: file, or memory (gone with the process)."`
	Durability string `default:"1s" enum:"always,1s,os" help:"What an acknowledged line survives beside a killed process, which it always does: always (a power cut), 1s (a power cut a second later), os (one some minutes later)."`
	LogLevel   string `default:"info" enum:"debug,info,warn,error" help:"What is written to standard error: debug, info, warn or error."`

	Instances   map[string]int `help:"How many of a room may be open at once, such as lounge=20;*=3 (* is every other room): when all are full the next one opens, and one that nobody is in closes. Without it a full room is full." placeholder:"ROOM=N"`
	Ghosts      time.Duration  `default:"30s" help:"How long somebody stays in a room after their last connection went."`
	Mailbox     int            `default:"256" help:"Requests that may wait for one room before it answers busy."`
	Window      int            `default:"4096" help:"Events of a room kept ready for those who come back; who was away longer gets a snapshot."`
	WindowBytes int            `default:"4194304" help:"Bytes of such events kept ready for each room."`
	Connections int            `default:"8" help:"Sockets, streams and waiting polls one visitor may hold at once."`

	OIDC oidc.Config `prefix:"oidc-" embed:""`

	session.Limits `prefix:"limit-" embed:""`
}

// Run serves until the context ends; then rooms save their snapshots and connections are told to come back.
func (c *Serve) Run(ctx context.Context, out io.Writer) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s (is something else using it? choose another --listen): %w", c.Listen, err)
	}
	opened := func(operator string) {
		fmt.Fprintf(out, "Yokocho is open: http://%s\n", listener.Addr())
		if operator != "" {
			fmt.Fprintf(out, "It has no operator yet. Become one here, once, within a day: http://%s/operator#%s\n", listener.Addr(), operator)
		}
	}
	return c.serve(ctx, listener, opened, hooks{})
}

// hooks are for tests.
type hooks struct {
	log          io.Writer // instead of standard error
	beforeDecide func(world.RoomID, world.Command)
}

// serve builds the street and its tree of supervisors on a listener, which it closes, and says when it is open, with the secret that makes
// the first operator while there is none:
//
//	root -> street -> one small supervisor per room
//	root -> the HTTP server
//	root -> the keeping of what is kept for a while
//	root -> the watcher of --art
func (c *Serve) serve(ctx context.Context, listener net.Listener, opened func(operator string), h hooks) (err error) {
	defer func() { err = errors.Join(err, ignoreClosed(listener.Close())) }()
	logger := c.logger(cmp.Or[io.Writer](h.log, os.Stderr))
	origins := http.NewCrossOriginProtection()
	for _, origin := range c.Origins {
		if err := origins.AddTrustedOrigin(origin); err != nil {
			return fmt.Errorf("--origins %s: write scheme, host and port only, such as https://club.example: %w", origin, err)
		}
	}
	assets, err := edge.ParseAssets(c.AssetsURL)
	if err != nil {
		return fmt.Errorf("--assets-url %w", err)
	}
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil || c.TimeZone == "Local" || c.TimeZone == "" {
		return fmt.Errorf("--time-zone %q is no name of the IANA time zone database: write one such as Asia/Tokyo or Europe/Berlin", c.TimeZone)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	db, err := c.database(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	store := account.New(db, time.Now)
	log, err := natslog.Open(ctx, natslog.Config{
		Dir: filepath.Join(c.Data, roomsFolder), Storage: natslog.Storage(c.Storage),
		Durability: natslog.Durability(c.Durability), Replicas: 1, Logger: logger,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	// From here on it is written, which data of a newer version must not be.
	order, err := moderation.Open(ctx, db, time.Now)
	if err != nil {
		return err
	}
	operator, err := firstOperator(ctx, store)
	if err != nil {
		return err
	}
	if err := letIn(ctx, store, c.Data, "http://"+listener.Addr().String()); err != nil {
		return fmt.Errorf("let the command line in: %w", err)
	}
	catalogue, faults, err := catalog.Open(store, art.Files, c.furtherArt()...)
	if err != nil {
		return err
	}
	itemFaults, roomFaults := &faultLog{logger: logger}, &faultLog{logger: logger}
	itemFaults.tell(errorsOf(faults))
	_, wrong := catalogue.RereadRooms()
	roomFaults.tell(wrong)

	instances, err := instancesOf(c.Instances, catalogue.Rooms())
	if err != nil {
		return err
	}

	sealer := seal.New(store, seal.DefaultCached)
	street := room.NewStreet(room.Config{
		Log: log, Sealer: sealer, Maps: catalogue, Owner: "solo", Logger: logger,
		GhostFor: c.Ghosts, Mailbox: c.Mailbox, Window: fanout.Options{Entries: c.Window, Bytes: c.WindowBytes},
		Instances: instances, BeforeDecide: h.beforeDecide,
	})
	counted := numbers.New(db, time.Now, zone)
	sessions := session.New(session.Config{
		Accounts: principal.Source{Accounts: store, Catalogue: catalogue, Order: order}, House: order, Witness: counted, Street: street, Sealer: sealer, Limits: c.Limits, Logger: logger,
	})
	gate := &edge.Gate{Sessions: sessions, Street: street, Origins: origins, Logger: logger, PerVisitor: c.Connections}
	gate.Connected = func(who world.VisitorID, r *http.Request) { order.Connected(who, edge.Proxies(c.Proxies).Source(r)) }
	sockets := ws.New(gate)
	mux := http.NewServeMux()
	mux.Handle("GET /api/v1/rooms/{room}/socket", sockets)
	mux.Handle("GET /api/v1/rooms/{room}/events", sse.Events(gate, poll.Events(gate)))
	mux.Handle("POST /api/v1/rooms/{room}/commands", poll.Commands(gate))
	httpapi.Register(mux, httpapi.Config{Gate: gate, Accounts: store, Order: order, Numbers: counted, OIDC: oidc.New(c.OIDC), Catalogue: catalogue, Proxies: c.Proxies, Assets: assets, TimeZone: c.TimeZone})
	if err := front.Register(mux, front.Config{Gate: gate, Catalogue: catalogue, Pictures: store, House: order, Client: web.Client(), Proxies: c.Proxies, Assets: assets}); err != nil {
		return err
	}
	server := &http.Server{
		Handler: httpapi.Guard(gate, mux), ConnContext: sse.ConnContext,
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
		WriteTimeout: 2 * time.Minute, // of one answer, to whoever does not read it; sockets and streams have their own
		ErrorLog:     slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
	}

	root := suture.New("yokocho", suture.Spec{EventHook: func(e suture.Event) { logger.Warn("supervisor", "event", e.String()) }})
	root.Add(street)
	root.Add(&httpService{server, listener})
	root.Add(&keeping{store, order, counted, sessions, street, logger, time.Now})
	if c.Art != "" {
		root.Add(&designs{c.Art, catalogue, street, sessions, itemFaults, roomFaults, logger})
	}
	return supervise(ctx, root, func() { opened(operator) }, func(bye context.Context) error {
		return errors.Join(street.Close(bye), sockets.Stop(bye), server.Shutdown(bye))
	})
}

// supervise runs a tree and says when it is open. When the context ends it takes leave, for which there is a while, and ends the tree.
func supervise(ctx context.Context, root *suture.Supervisor, opened func(), leave func(context.Context) error) error {
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	ended := root.ServeBackground(running)
	opened()
	select {
	case <-ctx.Done():
	case err := <-ended:
		return err
	}
	bye, cancel := context.WithTimeout(running, farewell)
	defer cancel()
	err := leave(bye)
	stop()
	<-ended
	return err
}

// firstOperator is the secret of a link that makes an operator; empty when there is one.
func firstOperator(ctx context.Context, store *account.Store) (string, error) {
	if n, err := store.Operators(ctx); err != nil || n > 0 {
		return "", err
	}
	return store.NewLink(ctx, account.LinkOperator, "", 1, 24*time.Hour)
}

// furtherArt is the folder of --art.
func (c *Serve) furtherArt() []fs.FS {
	if c.Art == "" {
		return nil
	}
	return []fs.FS{os.DirFS(c.Art)}
}

// roomsFolder holds the rooms' log in the data folder.
const roomsFolder = "log"

// database opens what --database names, or the data folder's own. Rooms that lost their database are refused: everybody in them would
// be nobody, and all they wrote unreadable.
func (c *Serve) database(ctx context.Context) (*database.DB, error) {
	if database.Postgres(c.Database) {
		return database.Open(ctx, c.Database)
	}
	if c.Database != "" {
		return nil, errors.New("--database: write a URL of PostgreSQL, such as postgres://user:password@host/name, or leave it out for a file in the data folder")
	}
	file, rooms := filepath.Join(c.Data, databaseFile), filepath.Join(c.Data, roomsFolder)
	_, withoutFile := os.Stat(file)
	_, withoutRooms := os.Stat(rooms)
	if errors.Is(withoutFile, fs.ErrNotExist) && withoutRooms == nil {
		return nil, fmt.Errorf("%s is missing, though %s is there: restore both from a backup, or name another data folder", file, rooms)
	}
	return database.Open(ctx, file)
}

// httpService is the HTTP server as a supervised service.
type httpService struct {
	server   *http.Server
	listener net.Listener
}

// Serve implements suture.Service. A listener that broke cannot be served again: that ends the program.
func (s *httpService) Serve(context.Context) error {
	err := s.server.Serve(s.listener)
	if errors.Is(err, http.ErrServerClosed) {
		return suture.ErrDoNotRestart
	}
	return errors.Join(err, suture.ErrTerminateSupervisorTree)
}

// String names the service in supervisors' reports.
func (s *httpService) String() string { return "http" }

func (c *Serve) logger(to io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	return slog.New(tint.NewTextHandler(to, &tint.Options{Level: level, TimeFormat: time.RFC3339}))
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
