package room

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/thejerf/suture/v4"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/fanout"
)

// Street is the register of a node's rooms and the supervisor of their supervisors. Rooms that have a log open when it
// starts, so that whoever was in them is seen, or goes; the others when they are first asked for. Any goroutine may use it.
type Street struct {
	cfg        Config
	supervisor *suture.Supervisor

	mu    sync.Mutex // guards what follows; never held while a room is waited for
	rooms map[world.RoomID]*Room
	stop  context.CancelFunc // nil before Serve
	ended chan struct{}      // closed when Serve has returned
}

// Info is what the list of rooms tells of one.
type Info struct {
	ID       world.RoomID
	Title    world.Title
	People   int
	Capacity int
	Open     bool   // strangers may look through the door
	Map      string // revision of the drawing
}

// Inspection is what operators see of one room.
type Inspection struct {
	Room     world.RoomID   `json:"room"`
	Running  bool           `json:"running"`  // its goroutine has work, or waits for some
	Restarts int64          `json:"restarts"` // of its goroutine, panics and reopenings together
	Mailbox  int            `json:"mailbox"`  // requests waiting
	Limit    int            `json:"limit"`    // how many may
	People   int            `json:"people"`
	Ghosts   int            `json:"ghosts"` // people without a connection
	Position world.Position `json:"position"`
	Map      string         `json:"map"`
	LagMs    float64        `json:"lagMs"` // from append to acknowledgement of the last commit
}

// NewStreet makes a street; its rooms run while Serve does.
func NewStreet(cfg Config) *Street {
	s := &Street{cfg: cfg.withDefaults(), rooms: map[world.RoomID]*Room{}, ended: make(chan struct{})}
	s.supervisor = suture.New("rooms", s.spec())
	return s
}

// spec: each room has a supervisor of its own, so that none spends the failure budget of others. After five failures in
// short order a room rests for a second between its next lives.
func (s *Street) spec() suture.Spec {
	return suture.Spec{
		EventHook: s.note, FailureThreshold: 5, FailureDecay: 30, FailureBackoff: time.Second,
		Timeout: 2*s.cfg.Patience + time.Second,
	}
}

// note logs what supervisors do. A panic's value is ours, never a visitor's text.
func (s *Street) note(e suture.Event) {
	switch e := e.(type) {
	case suture.EventServicePanic:
		s.cfg.Logger.Error("room restarted after a panic", "room", e.ServiceName, "panic", e.PanicMsg, "stack", e.Stacktrace)
	case suture.EventServiceTerminate:
		s.cfg.Logger.Error("room restarted after an error", "room", e.ServiceName, "error", e.Err)
	default:
		s.cfg.Logger.Warn(e.String())
	}
}

// Serve runs the rooms until the context ends or Close is called; then they save their snapshots. Call it once, by
// itself or as a service of a supervisor.
func (s *Street) Serve(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.mu.Lock()
	s.stop = stop
	s.mu.Unlock()
	defer close(s.ended)
	s.reopen(ctx)
	err := s.supervisor.Serve(ctx)
	s.closeConnections()
	return errors.Join(suture.ErrDoNotRestart, err)
}

// reopen has the rooms open that have a log. It waits for none of them.
func (s *Street) reopen(ctx context.Context) {
	ids, err := s.cfg.Log.Rooms(ctx)
	if err != nil {
		s.cfg.Logger.Error("rooms open only when they are asked for", "error", err)
	}
	for _, id := range ids {
		if r, err := s.room(id); err == nil { // others were taken out of the street since
			r.tell(request{look: func(*world.State) outcome { return outcome{} }})
		}
	}
}

// Close ends what Serve runs and waits until every room has saved its snapshot, or until the context ends. From then on
// rooms answer `unavailable`, and their connections have been told to come back.
func (s *Street) Close(ctx context.Context) error {
	s.mu.Lock()
	stop := s.stop
	s.mu.Unlock()
	if stop == nil {
		return nil
	}
	stop()
	select {
	case <-s.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Street) closeConnections() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.rooms {
		r.window.CloseAll(fanout.CloseRetry, unavailable())
	}
}

// String names the street in supervisors' reports.
func (s *Street) String() string { return "street" }

// Open is the room of that name, ready: its window holds what its log holds. Codes: unknown_room, busy, unavailable, newer_data,
// internal.
func (s *Street) Open(ctx context.Context, id world.RoomID) (*Room, error) {
	r, err := s.room(id)
	if err != nil {
		return nil, err
	}
	return r, r.ready(ctx)
}

func (s *Street) room(id world.RoomID) (*Room, error) {
	if _, ok := s.cfg.Maps.Map(id); !ok {
		return nil, world.Refuse(world.CodeUnknownRoom, "There is no such room. The list of rooms tells which there are.")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[id]
	if r == nil {
		select {
		case <-s.ended:
			return nil, unavailable()
		default:
		}
		supervisor := suture.New(string(id), s.spec())
		s.supervisor.Add(supervisor)
		r = newRoom(id, s.cfg, supervisor)
		s.rooms[id] = r
	}
	return r, nil
}

// Rooms lists all rooms. Those that are not open have nobody in them.
func (s *Street) Rooms() []Info {
	ids := s.cfg.Maps.Rooms()
	list := make([]Info, 0, len(ids))
	for _, id := range ids {
		m, ok := s.cfg.Maps.Map(id)
		if !ok {
			continue
		}
		info := Info{ID: id, Title: m.Title, Capacity: m.Capacity, Open: m.Open, Map: m.Revision}
		if r := s.opened(id); r != nil {
			info.People = r.status.Load().people
		}
		list = append(list, info)
	}
	return list
}

// Inspect tells how the rooms are that have been asked for, in the order of the list. It waits for none of them.
func (s *Street) Inspect() []Inspection {
	var list []Inspection
	for _, id := range s.cfg.Maps.Rooms() {
		if r := s.opened(id); r != nil {
			list = append(list, r.Inspect())
		}
	}
	return list
}

// Signal offers something momentary, one line of JSON, to everybody who watches any room: at most once.
func (s *Street) Signal(json []byte) {
	for _, id := range s.cfg.Maps.Rooms() {
		if r := s.opened(id); r != nil {
			r.window.Signal(world.Audience{}, json)
		}
	}
}

// Redraw has rooms that are open follow their drawings as Maps has them now, before everybody's eyes; others follow when they open. It
// waits for each; those that could not follow are told.
func (s *Street) Redraw(ctx context.Context, ids []world.RoomID) error {
	var failed error
	for _, id := range ids {
		if r := s.opened(id); r != nil {
			if err := r.ask(ctx, request{command: world.Command{Do: world.Redraw{}}}).err; err != nil {
				failed = errors.Join(failed, fmt.Errorf("room %s: %w", id, err))
			}
		}
	}
	s.Signal([]byte(`{"type":"notice","what":"rooms"}`))
	return failed
}

func (s *Street) opened(id world.RoomID) *Room {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rooms[id]
}

// Inspect tells how the room was after its last turn, and how its mailbox is now. It waits for nothing.
func (r *Room) Inspect() Inspection {
	st := r.status.Load()
	return Inspection{
		Room: r.id, Running: r.running.Load(), Restarts: max(r.lives.Load()-1, 0), Mailbox: len(r.mailbox), Limit: cap(r.mailbox),
		People: st.people, Ghosts: st.ghosts, Position: st.position, Map: st.mapped,
		LagMs: float64(st.commit.Microseconds()) / 1000,
	}
}
