package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/lmittmann/tint"
	"github.com/thejerf/suture/v4"

	"github.com/yokocho/yokocho/art"
	studiopage "github.com/yokocho/yokocho/edge/studio"
	"github.com/yokocho/yokocho/service/catalog/watch"
	"github.com/yokocho/yokocho/service/studio"
	"github.com/yokocho/yokocho/web"
)

// Studio shows drawings while they are drawn.
type Studio struct {
	Dir    string `arg:"" help:"Folder of drawings, laid out like art/: items/<slot>/<id> and rooms/<id>." type:"existingdir"`
	Listen string `default:"localhost:8081" env:"YOKOCHO_STUDIO_LISTEN" help:"Address to serve HTTP on; :8081 is every network of this machine." placeholder:"HOST:PORT"`
	Share  bool   `env:"YOKOCHO_STUDIO_SHARE" help:"Print a link by which others may look on, but change nothing."`
}

// Run shows them until the context ends.
func (c *Studio) Run(ctx context.Context, out io.Writer) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s (is something else using it? choose another --listen): %w", c.Listen, err)
	}
	return c.serve(ctx, listener, out)
}

// serve builds the studio on a listener, which it closes:
//
//	root -> the HTTP server
//	root -> the watcher of the folder
func (c *Studio) serve(ctx context.Context, listener net.Listener, out io.Writer) (err error) {
	defer func() { err = errors.Join(err, ignoreClosed(listener.Close())) }()
	logger := slog.New(tint.NewTextHandler(os.Stderr, &tint.Options{TimeFormat: time.TimeOnly}))
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return err
	}
	desk, err := studio.Open(art.Files, dir)
	if err != nil {
		return err
	}
	var token string
	if c.Share {
		token = rand.Text()
	}
	page, err := studiopage.Handler(studiopage.Config{Desk: desk, Client: web.Client(), Share: token})
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: page, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx }, // streams end with the program
		ErrorLog:    slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
	}
	root := suture.New("studio", suture.Spec{EventHook: func(e suture.Event) { logger.Warn("supervisor", "event", e.String()) }})
	root.Add(&httpService{server, listener})
	root.Add(&drawings{dir, desk, logger})
	return supervise(ctx, root, func() { c.announce(out, listener.Addr(), token) }, server.Shutdown)
}

// announce prints the addresses: the designer's own, and the one to share.
func (c *Studio) announce(out io.Writer, at net.Addr, token string) {
	here, there := at.String(), at.String()
	if tcp, ok := at.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		port := fmt.Sprint(tcp.Port)
		here = net.JoinHostPort("localhost", port)
		host, _ := os.Hostname()
		there = net.JoinHostPort(cmp.Or(host, "localhost"), port)
	}
	fmt.Fprintf(out, "The studio is open: http://%s/\n", here)
	if token != "" {
		fmt.Fprintf(out, "Others may look on:  http://%s%s/\n", there, studiopage.SharePath(token))
	}
}

// drawings puts on the desk what is saved in the folder, as a supervised service.
type drawings struct {
	dir    string
	desk   *studio.Desk
	logger *slog.Logger
}

// Serve implements suture.Service.
func (d *drawings) Serve(ctx context.Context) error {
	watch.Art(ctx, d.dir, watch.Briefly, d.logger, func(context.Context) {
		if err := d.desk.Reread(); err != nil {
			d.logger.Error("the desk stays as it was", "error", err)
		}
	})
	return ctx.Err()
}

// String names the service in supervisors' reports.
func (d *drawings) String() string { return "drawings" }
