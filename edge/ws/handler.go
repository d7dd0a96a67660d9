package ws

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"github.com/gobwas/ws"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/flow/fanout"
)

// Handler serves GET /api/v1/rooms/{room}/socket?since=POSITION. Without `since` the first frame is the snapshot. Whoever may
// not come in is refused before the upgrade, in the one error shape: codes of edge.Gate.Connect and edge.Visit.Begin.
type Handler struct {
	gate *edge.Gate

	mu      sync.Mutex // guards what follows
	open    map[*connection]struct{}
	stopped bool
	readers sync.WaitGroup
}

// New makes the handler.
func New(g *edge.Gate) *Handler { return &Handler{gate: g, open: map[*connection]struct{}{}} }

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h.serve(w, r); err != nil {
		h.gate.Refuse(w, err)
	}
}

// serve returns an error only before the upgrade.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request) error {
	if err := checkHandshake(w, r); err != nil {
		return err
	}
	visit, err := h.gate.Connect(r, r.URL.Query().Get("since"))
	if err != nil {
		return err
	}
	snapshot, start, err := visit.Begin(r.Context())
	if err != nil {
		visit.Close()
		return err
	}
	c := &connection{gate: h.gate, visit: visit, ctx: context.WithoutCancel(r.Context())}
	visit.Ended(func(why *world.Error) { c.close(fanout.CloseRetry, why) })
	if !h.admit(c) {
		visit.Close()
		return stopping()
	}
	conn, buffered, _, err := ws.HTTPUpgrader{Timeout: opening}.Upgrade(r, w)
	if err != nil {
		h.forget(c)
		visit.Close()
		if conn != nil {
			_ = conn.Close() // the answer was the upgrader's
		}
		return nil
	}
	c.over(conn, buffered.Reader)
	// A goroutine of its own, so that net/http's goes home with its buffers.
	go func() {
		defer h.forget(c)
		c.serve(snapshot, start)
	}()
	return nil
}

// checkHandshake refuses in our error shape what the upgrader would refuse in plain text.
func checkHandshake(w http.ResponseWriter, r *http.Request) error {
	upgrade := strings.EqualFold(r.Header.Get("Upgrade"), "websocket") &&
		strings.Contains(strings.ToLower(r.Header.Get("Connection")), "upgrade")
	const keySize = 24
	switch {
	case r.Method != http.MethodGet || r.ProtoMajor != 1 || !upgrade || len(r.Header.Get("Sec-WebSocket-Key")) != keySize:
		return world.Refuse(world.CodeBadRequest, "This address speaks WebSocket: connect with a WebSocket client.")
	case r.Header.Get("Sec-WebSocket-Version") != "13":
		w.Header().Set("Sec-WebSocket-Version", "13")
		return world.Refuse(world.CodeBadRequest, "This server speaks version 13 of WebSocket, RFC 6455.")
	}
	return nil
}

func (h *Handler) admit(c *connection) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopped {
		return false
	}
	h.open[c] = struct{}{}
	h.readers.Add(1)
	return true
}

func (h *Handler) forget(c *connection) {
	h.mu.Lock()
	delete(h.open, c)
	h.mu.Unlock()
	h.readers.Done()
}

// Stop refuses newcomers, tells everybody to come back, and waits until they have gone or the context ends. http.Server's
// Shutdown does not know of connections that were upgraded.
func (h *Handler) Stop(ctx context.Context) error {
	h.mu.Lock()
	h.stopped = true
	for c := range h.open {
		c.close(fanout.CloseRetry, stopping())
	}
	h.mu.Unlock()
	gone := make(chan struct{})
	go func() {
		h.readers.Wait()
		close(gone)
	}()
	select {
	case <-gone:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func stopping() *world.Error {
	return world.Refuse(world.CodeUnavailable, "The server is stopping. Connect again at your position.")
}
