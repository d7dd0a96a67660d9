package room

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/thejerf/suture/v4"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/fanout"
)

// Room is the handle of one room, the same for as long as the street runs. Any goroutine may use it.
type Room struct {
	id       world.RoomID
	cfg      Config
	window   *fanout.Window
	presence *presence
	mailbox  chan request
	clock    clock
	door     door

	// What the room's goroutine tells everybody.
	status atomic.Pointer[status]
	opened atomic.Bool  // the window holds what the log holds
	lives  atomic.Int64 // how often the goroutine was started

	base   world.RoomID // the room that was drawn
	number int          // which of its instances this is; 1: itself

	// Of further instances, which close when nobody is in them.
	guests guests      // guarded by Street.mu
	closed atomic.Bool // it is out of the street
	retire func() bool // takes it out, unless somebody asks for it; nil: it stays
	gone   func()      // ends its supervisor

	supervisor *suture.Supervisor
	starting   sync.Mutex  // held to start the goroutine, and to retire
	running    atomic.Bool // a goroutine takes from the mailbox, or its supervisor will start one
}

// status is what the room was after its last turn.
type status struct {
	position world.Position
	people   int // programs too, which take a place as everybody does
	programs int
	ghosts   int
	mapped   string
	commit   time.Duration // from append to acknowledgement, of the last commit
}

// Answer is what came of a command.
type Answer struct {
	Position world.Position // from here on its events are part of the room
	Nearest  bool           // a walk goes to the nearest reachable place instead
	Inside   bool           // whoever commanded is in the room now, which a repeat may find changed
}

func newRoom(id, base world.RoomID, number int, cfg Config, supervisor *suture.Supervisor) *Room {
	r := &Room{
		id: id, base: base, number: number, cfg: cfg, supervisor: supervisor,
		window:   fanout.NewWindow(cfg.Window),
		presence: newPresence(),
		mailbox:  make(chan request, cfg.Mailbox),
		door:     door{turn: make(chan struct{}, 1)},
	}
	r.status.Store(&status{})
	return r
}

// Closed says that this instance is out of the street: nobody is in it, and all that is asked of it is refused.
func (r *Room) Closed() bool { return r.closed.Load() }

// Open says whether strangers may look through the door.
func (r *Room) Open() bool {
	m, ok := r.cfg.Maps.Map(r.id)
	return ok && m.Open
}

// ID names the room.
func (r *Room) ID() world.RoomID { return r.id }

// Window is where the room's events are read from. It outlives restarts of the room's goroutine.
func (r *Room) Window() *fanout.Window { return r.window }

// Now is room time.
func (r *Room) Now() world.Millis { return r.clock.now() }

// Position is that of the last acknowledged event, as of the room's last turn.
func (r *Room) Position() world.Position { return r.status.Load().position }

// Do has the room decide and commit a command, and counts as half a minute's connection of whoever commands. Every error
// is a *world.Error: those of world.Decide, busy when the mailbox is full, and unavailable when it is not known what
// became of the command: repeating it under its id is safe.
func (r *Room) Do(ctx context.Context, c world.Command, p world.Principal) (Answer, error) {
	r.Touch(p.ID)
	out := r.ask(ctx, request{command: c, principal: p})
	return out.answer, out.err
}

// View is the room as somebody in it may see it. Codes: not_here, busy, unavailable.
func (r *Room) View(ctx context.Context, viewer world.VisitorID) (world.View, error) {
	out := r.ask(ctx, request{look: func(s *world.State) outcome {
		if s.Person(viewer) == nil {
			return outcome{err: notHere()}
		}
		return outcome{view: s.View(viewer)}
	}})
	return out.view, out.err
}

// Inside says whether somebody is in the room: nil, or the codes not_here, busy, unavailable.
func (r *Room) Inside(ctx context.Context, who world.VisitorID) error {
	return r.ask(ctx, request{look: func(s *world.State) outcome {
		if s.Person(who) == nil {
			return outcome{err: notHere()}
		}
		return outcome{}
	}}).err
}

// Answered is what an accepted command of somebody was answered, and whether it was accepted already. Codes: not_here when
// it was not and they are not in the room, busy, unavailable.
func (r *Room) Answered(ctx context.Context, who world.VisitorID, id world.CommandID) (Answer, bool, error) {
	out := r.ask(ctx, request{look: func(s *world.State) outcome {
		inside := s.Person(who) != nil
		if done, ok := s.Done(who, id); ok {
			return outcome{answer: Answer{Position: done.Position, Nearest: done.Nearest, Inside: inside}, answered: true}
		}
		if !inside {
			return outcome{err: notHere()}
		}
		return outcome{}
	}})
	return out.answer, out.answered, out.err
}

func notHere() error {
	return world.Refuse(world.CodeNotHere, "You are not in this room. Enter it first.")
}

// Typing shows that somebody is writing, to one person or, when to is empty, to the room. It is not logged and may be lost.
func (r *Room) Typing(p world.Principal, to world.VisitorID) {
	if slices.Contains(p.Deaf(), to) {
		return
	}
	r.tell(request{look: func(s *world.State) outcome {
		if s.Person(p.ID) != nil {
			audience := world.Audience{Except: append([]world.VisitorID{p.ID}, p.Deaf()...)}
			if to != "" {
				audience = world.Audience{Only: []world.VisitorID{to}}
			}
			r.window.Signal(audience, fmt.Appendf(nil, `{"type":"typing","who":"%s"}`, p.ID))
		}
		return outcome{}
	}})
}

// Photographing asks those in the room who have not said yet whether they may be in a photo. It is not logged and may be lost.
func (r *Room) Photographing(p world.Principal) {
	r.tell(request{look: func(s *world.State) outcome {
		var asked []world.VisitorID
		for _, other := range s.People {
			if other.Photos == "" && other.ID != p.ID && !slices.Contains(p.Deaf(), other.ID) {
				asked = append(asked, other.ID)
			}
		}
		if s.Person(p.ID) != nil && len(asked) > 0 {
			r.window.Signal(world.Audience{Only: asked}, fmt.Appendf(nil, `{"type":"photograph","who":"%s"}`, p.ID))
		}
		return outcome{}
	}})
}

// Attach counts a connection of a visitor, Detach its end. A visitor in the room without one is a ghost, who leaves in time.
func (r *Room) Attach(visitor world.VisitorID) { r.presence.attach(visitor) }

// Detach ends what Attach began.
func (r *Room) Detach(visitor world.VisitorID) { r.presence.detach(visitor) }

// Touch counts as a connection for the next 30 seconds, for those who have none: every poll touches when it arrives.
func (r *Room) Touch(visitor world.VisitorID) { r.presence.touch(visitor, r.Now()) }

// request is one thing asked of the room's goroutine: a command, or a look at the acknowledged state. Its one outcome goes
// to reply, which has room for it: the goroutine never waits.
type request struct {
	command   world.Command
	principal world.Principal
	look      func(*world.State) outcome // nil: decide the command
	recall    func(*recall, world.Millis) outcome
	reply     chan outcome // of size 1; nil: nobody waits
}

type outcome struct {
	answer    Answer
	answered  bool // before, of Room.Answered
	view      world.View
	recording Recording
	err       error
}

func (q request) settle(out outcome) {
	select {
	case q.reply <- out:
	default: // nobody waits, or the answer was given already
	}
}

// ask puts a request into the mailbox and waits for its outcome.
func (r *Room) ask(ctx context.Context, q request) outcome {
	q.reply = make(chan outcome, 1)
	if !r.tell(q) {
		return outcome{err: world.Refuse(world.CodeBusy, "This room has too much to do right now. Try again in a moment.")}
	}
	patience := time.NewTimer(r.cfg.Patience)
	defer patience.Stop()
	select {
	case out := <-q.reply:
		return out
	case <-ctx.Done():
		return outcome{err: unavailable()}
	case <-patience.C:
		return outcome{err: unavailable()}
	}
}

// tell puts a request into the mailbox; false when that is full.
func (r *Room) tell(q request) bool {
	select {
	case r.mailbox <- q:
	default:
		return false
	}
	r.ensureRunning()
	return true
}

func unavailable() *world.Error {
	return world.Refuse(world.CodeUnavailable, "The room is restarting, or the server is stopping. Repeat the command under the same id.")
}

// ensureRunning starts the room's goroutine unless it runs, or refuses what waits in the mailbox if the street has
// closed. It is called after a request was put into the mailbox, and a goroutine that ends empties the mailbox after
// clearing running: so no request is forgotten, and where the mailbox is empty it was taken.
func (r *Room) ensureRunning() {
	if r.running.Load() {
		return
	}
	r.starting.Lock()
	defer r.starting.Unlock()
	if r.running.Load() || len(r.mailbox) == 0 {
		return
	}
	r.running.Store(true)
	if r.closed.Load() || r.supervisor.Add(service{r}) == (suture.ServiceToken{}) {
		r.end(unavailable())
	}
}

// end declares that no goroutine runs any more, and refuses what waits.
func (r *Room) end(why error) {
	r.opened.Store(false)
	r.running.Store(false)
	for {
		select {
		case q := <-r.mailbox:
			q.settle(outcome{err: why})
		default:
			return
		}
	}
}

// ready waits until the window holds what the log holds. Codes: busy, unavailable, newer_data, internal.
func (r *Room) ready(ctx context.Context) error {
	if r.opened.Load() {
		return nil
	}
	return r.ask(ctx, request{look: func(*world.State) outcome { return outcome{} }}).err
}

// service is the room's goroutine, as its supervisor knows it.
type service struct{ room *Room }

func (s service) String() string { return string(s.room.id) }

// Serve is one life of the room's goroutine. It ends on purpose when the street closes, when somebody else has claimed
// the room, or when its log cannot be used at all; anything else, a panic above all, is the supervisor's to repair.
func (s service) Serve(ctx context.Context) error {
	r := s.room
	r.lives.Add(1)
	o := &owner{room: r, timer: time.NewTimer(r.cfg.SnapshotEvery)}
	defer o.timer.Stop()
	defer o.abandon() // whatever ends this life, nobody is left waiting for a request it had taken
	err := o.open(ctx)
	if err == nil {
		err = o.run(ctx)
	}
	if errors.Is(err, errRetired) {
		r.window.CloseAll(fanout.CloseRetry, unavailable())
		r.end(unavailable())
		r.gone()
		return suture.ErrDoNotRestart
	}
	if ending, reason := o.ending(ctx, err); ending {
		r.end(reason)
		return errors.Join(suture.ErrDoNotRestart, err)
	}
	return err
}
