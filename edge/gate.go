package edge

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"

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
	PerVisitor int // sockets, streams and waiting polls one visitor may hold at once

	mu   sync.Mutex // guards open
	open map[world.VisitorID]int
}

// Identify names who asks. The Authorization header wins over the cookie. Codes: foreign_origin, unauthenticated, unavailable.
func (g *Gate) Identify(r *http.Request) (world.Principal, error) {
	if err := g.checkOrigin(r); err != nil {
		return world.Principal{}, err
	}
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		cookie, err := r.Cookie(CookieName)
		if err != nil {
			return world.Principal{}, world.Refuse(world.CodeUnauthenticated, "Become a visitor first: POST /api/v1/visitors.")
		}
		token = cookie.Value
	}
	return g.Sessions.Identify(r.Context(), token)
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
	close  func()
}

// Close gives back what the visit holds.
func (v *Visit) Close() { v.close() }

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
	if err := g.take(who.ID); err != nil {
		return nil, err
	}
	in, leave, err := open(who.ID, world.RoomID(r.PathValue("room")))
	if err != nil {
		g.giveBack(who.ID)
		return nil, err
	}
	return &Visit{Viewer: who.ID, Room: in, since: since, close: sync.OnceFunc(func() {
		leave()
		g.giveBack(who.ID)
	})}, nil
}

func (g *Gate) take(who world.VisitorID) error {
	most := g.PerVisitor
	if most == 0 {
		most = 8
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open[who] >= most {
		return &world.Error{
			Code: world.CodeSlowDown, RetryAfterMs: 1000,
			Message: "You have " + strconv.Itoa(most) + " connections open, which is the most. Close one first.",
		}
	}
	if g.open == nil {
		g.open = map[world.VisitorID]int{}
	}
	g.open[who]++
	return nil
}

func (g *Gate) giveBack(who world.VisitorID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open[who]--; g.open[who] == 0 {
		delete(g.open, who)
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
