package sse

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/yokocho/yokocho/edge"
)

const (
	stalled    = 60 * time.Second // a write that does not end within this ends the stream
	sendBuffer = 64 << 10         // of the kernel, which doubles it: what a stalled reader may hold
)

// Events serves GET /api/v1/rooms/{room}/events to those who accept text/event-stream, and leaves everybody else to
// otherwise. The position is the header Last-Event-ID or, without one, `since`; without either the stream begins with
// the record `snapshot`. An `id` alone moves Last-Event-ID past what the viewer may not see. Codes: those of
// edge.Gate.Connect and edge.Visit.Begin.
func Events(g *edge.Gate, otherwise http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept")
		if !strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
			otherwise.ServeHTTP(w, r)
			return
		}
		if err := serve(g, w, r); err != nil {
			g.Refuse(w, err)
		}
	})
}

// serve streams until either side ends it. It returns an error only before the first byte.
func serve(g *edge.Gate, w http.ResponseWriter, r *http.Request) error {
	since := r.Header.Get("Last-Event-ID")
	if since == "" {
		since = r.URL.Query().Get("since")
	}
	visit, err := g.Connect(r, since)
	if err != nil {
		return err
	}
	defer visit.Close()
	snapshot, start, err := visit.Begin(r.Context())
	if err != nil {
		return err
	}
	limitBuffer(r.Context())
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy that gathers would hold events back
	out := writer{w, http.NewResponseController(w)}
	defer out.release()
	first := []byte(":\n\n")
	if snapshot != nil {
		first = []byte("event: snapshot\nid: " + snapshot.Position.String() + "\ndata: " + string(snapshot.JSON) + "\n\n")
	}
	if _, err := out.Write(first); err != nil {
		return nil // the client has gone: there is nobody to tell
	}
	ctx, cancel := visit.Within(r.Context())
	defer cancel()
	if err := start.Stream(ctx, out); err != nil {
		g.Logger.Debug("stream broke off", "error", err)
	}
	return nil
}

// writer flushes each write, and gives each a deadline of its own.
type writer struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (w writer) Write(b []byte) (int, error) {
	if err := w.control.SetWriteDeadline(time.Now().Add(stalled)); err != nil {
		return 0, err
	}
	n, err := w.ResponseWriter.Write(b)
	if err != nil {
		return n, err
	}
	return n, w.control.Flush()
}

// release takes the deadline off the connection, which may serve another request.
func (w writer) release() {
	_ = w.control.SetWriteDeadline(time.Time{}) // fails only on a connection that is closed
}

type connKey struct{}

// ConnContext is for http.Server: with it a stream can bound what the kernel holds for a reader that stalls.
func ConnContext(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

func limitBuffer(ctx context.Context) {
	conn, _ := ctx.Value(connKey{}).(net.Conn)
	if wrapped, ok := conn.(interface{ NetConn() net.Conn }); ok {
		conn = wrapped.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(sendBuffer) // fails only on a connection that is closed
	}
}
