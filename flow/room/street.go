package room

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/thejerf/suture/v4"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/fanout"
	"github.com/yokocho/yokocho/flow/roomlog"
)

// Street is the register of a node's rooms and the supervisor of their supervisors. Rooms that have a log open when it
// starts, so that whoever was in them is seen, or goes; the others when they are first asked for. Any goroutine may use it.
type Street struct {
	cfg        Config
	maps       instanced
	supervisor *suture.Supervisor

	mu    sync.Mutex // guards what follows; never held while a room is waited for
	rooms map[world.RoomID]*Room
	stop  context.CancelFunc // nil before Serve
	ended chan struct{}      // closed when Serve has returned
}

// Info is what the list of rooms tells of one.
type Info struct {
	ID       world.RoomID
	Base     world.RoomID // whose instance it is, and whose drawing it has: its own id unless it is a further one
	Title    world.Title
	People   int // programs are none
	Capacity int
	Full     bool   // it has no place
	More     bool   // when it is full, another instance has a place, or opens
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
	cfg = cfg.withDefaults()
	maps := instanced{cfg.Maps, cfg.Instances}
	cfg.Maps = maps
	s := &Street{cfg: cfg, maps: maps, rooms: map[world.RoomID]*Room{}, ended: make(chan struct{})}
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
		if r, err := s.reopened(id); err == nil { // others were taken out of the street since
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

// Open is the room of that name, ready: its window holds what its log holds. Instances open by Instead alone; the refusal of one that is
// not open names its room instead. Codes: unknown_room, busy, unavailable, newer_data, internal.
func (s *Street) Open(ctx context.Context, id world.RoomID) (*Room, error) {
	r, err := s.room(id)
	if err != nil {
		return nil, err
	}
	return r, r.ready(ctx)
}

func (s *Street) room(id world.RoomID) (*Room, error) {
	if r := s.opened(id); r != nil {
		return r, nil
	}
	if base, n := s.maps.base(id); n > 1 {
		return nil, &world.Error{
			Code: world.CodeUnknownRoom, Instead: base,
			Message: "This room is not open now. It opens when those before it are full.",
		}
	}
	return s.reopened(id)
}

// reopened is room for whoever has been in it: instances too.
func (s *Street) reopened(id world.RoomID) (*Room, error) {
	if _, ok := s.maps.Map(id); !ok {
		return nil, world.Refuse(world.CodeUnknownRoom, "There is no such room. The list of rooms tells which there are.")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.rooms[id]; r != nil {
		return r, nil
	}
	select {
	case <-s.ended:
		return nil, unavailable()
	default:
		return s.add(id), nil
	}
}

// add makes a room, which opens when something is asked of it. It needs mu.
func (s *Street) add(id world.RoomID) *Room {
	supervisor := suture.New(string(id), s.spec())
	token := s.supervisor.Add(supervisor)
	base, n := s.maps.base(id)
	r := newRoom(id, base, n, s.cfg, supervisor)
	if n > 1 {
		r.retire = func() bool { return s.retire(r) }
		r.gone = func() { _ = s.supervisor.Remove(token) } // fails only when the street has closed
	}
	s.rooms[id] = r
	return r
}

// Rooms lists all rooms, and after each its instances that are open. Those that are not open have nobody in them.
func (s *Street) Rooms() []Info {
	all := s.all()
	list := make([]Info, 0, len(all))
	open, roomy := map[world.RoomID]int{}, map[world.RoomID]int{}
	for _, one := range all {
		m, ok := s.maps.Map(one.id)
		if !ok {
			continue
		}
		info := Info{ID: one.id, Base: one.base, Title: m.Title, Capacity: m.Capacity, Open: m.Open, Map: m.Revision}
		if one.room != nil {
			now := one.room.status.Load()
			info.People, info.Full = now.people-now.programs, now.people >= info.Capacity
		}
		open[one.base]++
		if !info.Full {
			roomy[one.base]++
		}
		list = append(list, info)
	}
	for i, info := range list {
		others := roomy[info.Base]
		if !info.Full {
			others--
		}
		list[i].More = others > 0 || open[info.Base] < s.maps.most(info.Base)
	}
	return list
}

// Inspect tells how the rooms are that have been asked for, in the order of the list. It waits for none of them.
func (s *Street) Inspect() []Inspection {
	var list []Inspection
	for _, one := range s.all() {
		if one.room != nil {
			list = append(list, one.room.Inspect())
		}
	}
	return list
}

// Signal offers something momentary, one line of JSON, to everybody who watches any room: at most once.
func (s *Street) Signal(json []byte) {
	for _, one := range s.all() {
		if one.room != nil {
			one.room.window.Signal(world.Audience{}, json)
		}
	}
}

// CloseVisitor ends every connection of one visitor now, in whatever room.
func (s *Street) CloseVisitor(id world.VisitorID, code fanout.CloseCode, why *world.Error) {
	for _, one := range s.all() {
		if one.room != nil {
			one.room.window.CloseVisitor(id, code, why)
		}
	}
}

// Forget has rooms that are open have texts be gone whose keys are: the others find that when they open. It waits for each.
func (s *Street) Forget(ctx context.Context, gone world.Forgotten) error {
	s.cfg.Sealer.Forget(gone)
	var failed error
	for _, one := range s.all() {
		if one.room == nil || !one.room.opened.Load() {
			continue
		}
		if err := one.room.ask(ctx, request{command: world.Command{Do: world.Forget{Forgotten: gone}}}).err; err != nil {
			failed = errors.Join(failed, fmt.Errorf("room %s: %w", one.id, err))
		}
	}
	return failed
}

// Written gives what somebody has said in the rooms' logs, as far as they go back: room by room, oldest first.
func (s *Street) Written(ctx context.Context, who world.VisitorID, give func(world.RoomID, world.Event)) error {
	rooms, err := s.cfg.Log.Rooms(ctx)
	if err != nil {
		return err
	}
	for _, id := range rooms {
		history, err := roomlog.History(ctx, s.cfg.Log, id, math.MaxInt)
		if err != nil {
			return err
		}
		_, open := s.cfg.Sealer.Room(ctx, id)
		for _, h := range history {
			e, err := wire.LoadEvent(h.Data, h.Position, open)
			if err != nil {
				return err
			}
			switch b := e.Body.(type) {
			case world.Said:
				if b.Who == who {
					give(id, e)
				}
			case world.Whispered:
				if b.Who == who {
					give(id, e)
				}
			}
		}
	}
	return nil
}

// Redraw has rooms that are open follow their drawings as Maps has them now, before everybody's eyes; others follow when they open. It
// waits for each; those that could not follow are told.
func (s *Street) Redraw(ctx context.Context, ids []world.RoomID) error {
	var failed error
	for _, one := range s.all() {
		if one.room == nil || !slices.Contains(ids, one.base) {
			continue
		}
		if err := one.room.ask(ctx, request{command: world.Command{Do: world.Redraw{}}}).err; err != nil {
			failed = errors.Join(failed, fmt.Errorf("room %s: %w", one.id, err))
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
