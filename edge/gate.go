package edge

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/fanout"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/session"
)

// CookieName is the cookie that holds a browser's token.
const CookieName = "yokocho"

// Gate is where every transport lets visitors in. Set the fields before the first request; the zero PerVisitor means 8.
type Gate struct {
	Sessions   *session.Sessions
	Street     *room.Street
	Origins    *http.CrossOriginProtection // which other sites' pages may ask
	Logger     *slog.Logger
	PerVisitor int                                  // sockets, streams and waiting polls one visitor may hold at once
	Connected  func(world.VisitorID, *http.Request) // writes down who asks from where; nil: nobody does

	mu   sync.Mutex // guards open
	open map[world.VisitorID]map[*Visit]struct{}
}

// Identify names who asks, unless they are banned. The Authorization header wins over the cookie. Codes: foreign_origin,
// unauthenticated, banned, unavailable.
func (g *Gate) Identify(r *http.Request) (world.Principal, error) {
	p, err := g.Recognise(r)
	if now := world.AtTime(time.Now()); err == nil && p.Banned > now {
		refusal := world.Refuse(world.CodeBanned, "The house has banned you. GET /api/v1/me/measures tells why, and there you can answer once.")
		refusal.RetryAfterMs = int64(p.Banned - now)
		return world.Principal{}, refusal
	}
	return p, err
}

// Recognise names who asks, also those who are banned. Codes: foreign_origin, unauthenticated, unavailable.
func (g *Gate) Recognise(r *http.Request) (world.Principal, error) {
	if err := g.checkOrigin(r); err != nil {
		return world.Principal{}, err
	}
	token := Token(r)
	if token == "" {
		return world.Principal{}, world.Refuse(world.CodeUnauthenticated, "Become a visitor first: POST /api/v1/visitors.")
	}
	p, err := g.Sessions.Identify(r.Context(), token)
	if err == nil && g.Connected != nil {
		g.Connected(p.ID, r)
	}
	return p, err
}

// Token is what a request says who it is from; empty when it says nothing.
func Token(r *http.Request) string {
	if token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); bearer {
		return token
	}
	cookie, err := r.Cookie(CookieName)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// checkOrigin refuses pages of other sites whatever the method: a browser lets any page open a socket or read an event
// stream with our cookie.
func (g *Gate) checkOrigin(r *http.Request) error {
	unsafe := *r
	unsafe.Method = http.MethodPost
	if g.Origins.Check(&unsafe) != nil {
		return world.Refuse(world.CodeForeignOrigin, "A page of another site may not do this. The operator can allow its origin.")
	}
	return nil
}

// Visit is one visitor's connection to one room.
type Visit struct {
	Viewer world.VisitorID
	Room   *room.Room
	since  string
	ctx    context.Context
	end    context.CancelCauseFunc
	close  func()
}

// Close gives back what the visit holds.
func (v *Visit) Close() { v.close() }

// Within is a context that ends when the visit does, too.
func (v *Visit) Within(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(v.ctx, cancel)
	return ctx, func() {
		stop()
		cancel()
	}
}

// Ended calls back when the gate ends the visit, with the reason.
func (v *Visit) Ended(tell func(why *world.Error)) {
	context.AfterFunc(v.ctx, func() {
		var why *world.Error
		if errors.As(context.Cause(v.ctx), &why) {
			tell(why)
		}
	})
}

// Revoke ends what a visitor holds open. Those whose token still holds come back at their position. Call it after SQL was written and
// Sessions.Forget was called.
func (g *Gate) Revoke(who world.VisitorID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for v := range g.open[who] {
		v.end(world.Refuse(world.CodeUnauthenticated, "Your session has changed. Connect again at your position."))
	}
}

// Connect lets a socket or a stream in; as long as the visit is open its visitor is no ghost. Codes: foreign_origin,
// unauthenticated, slow_down, unknown_room, not_here, busy, unavailable.
func (g *Gate) Connect(r *http.Request, since string) (*Visit, error) {
	return g.visit(r, since, func(who world.VisitorID, in world.RoomID) (*room.Room, func(), error) {
		c, err := g.Sessions.Connect(r.Context(), who, in)
		if err != nil {
			return nil, nil, err
		}
		return c.Room, c.Close, nil
	})
}

// Visit lets a poll in, which counts as half a minute's connection. Codes as of Connect.
func (g *Gate) Visit(r *http.Request, since string) (*Visit, error) {
	return g.visit(r, since, func(who world.VisitorID, in world.RoomID) (*room.Room, func(), error) {
		room, err := g.Sessions.Visit(r.Context(), who, in)
		return room, func() {}, err
	})
}

func (g *Gate) visit(r *http.Request, since string, open func(world.VisitorID, world.RoomID) (*room.Room, func(), error)) (*Visit, error) {
	who, err := g.Identify(r)
	if err != nil {
		return nil, err
	}
	v := &Visit{Viewer: who.ID, since: since}
	v.ctx, v.end = context.WithCancelCause(context.WithoutCancel(r.Context()))
	if err := g.take(v); err != nil {
		return nil, err
	}
	leave := func() {}
	v.close = sync.OnceFunc(func() {
		leave()
		g.giveBack(v)
		v.end(nil)
	})
	// Once more, now that Revoke finds the visit: whoever was signed out in between must not stay.
	if _, err = g.Identify(r); err == nil {
		var left func()
		if v.Room, left, err = open(who.ID, world.RoomID(r.PathValue("room"))); err == nil {
			leave = left
			return v, nil
		}
	}
	v.close()
	return nil, err
}

func (g *Gate) take(v *Visit) error {
	most := g.PerVisitor
	if most == 0 {
		most = 8
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.open[v.Viewer]) >= most {
		return &world.Error{
			Code: world.CodeSlowDown, RetryAfterMs: 1000,
			Message: "You have " + strconv.Itoa(most) + " connections open, which is the most. Close one first.",
		}
	}
	if g.open == nil {
		g.open = map[world.VisitorID]map[*Visit]struct{}{}
	}
	if g.open[v.Viewer] == nil {
		g.open[v.Viewer] = map[*Visit]struct{}{}
	}
	g.open[v.Viewer][v] = struct{}{}
	return nil
}

func (g *Gate) giveBack(v *Visit) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.open[v.Viewer], v)
	if len(g.open[v.Viewer]) == 0 {
		delete(g.open, v.Viewer)
	}
}

// Begin is where the visit's events start: at `since`, or else at the position of a snapshot, which it returns as JSON.
// Codes: bad_position, gone, not_here, busy, unavailable.
func (v *Visit) Begin(ctx context.Context) (snapshot *Snapshot, start fanout.Cursor, err error) {
	if v.since != "" {
		position, err := world.ParsePosition(v.since)
		if err != nil {
			return nil, start, err
		}
		start, err = v.Room.Window().Cursor(v.Viewer, position)
		return nil, start, err
	}
	view, err := v.Room.View(ctx, v.Viewer)
	if err != nil {
		return nil, start, err
	}
	if start, err = v.Room.Window().Cursor(v.Viewer, view.Position); err != nil {
		return nil, start, err
	}
	raw, err := json.Marshal(view)
	return &Snapshot{Position: view.Position, JSON: raw}, start, err
}

// Snapshot is a room as one viewer sees it.
type Snapshot struct {
	Position world.Position
	JSON     []byte
}
