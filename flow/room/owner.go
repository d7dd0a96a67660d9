package room

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/fanout"
	"github.com/yokocho/yokocho/flow/roomlog"
)

// owner is one life of a room's goroutine, and all it knows. Nothing here is shared.
type owner struct {
	room   *Room
	mapped *world.Map
	writer *roomlog.Writer
	epoch  uint64
	seal   wire.Seal
	state  *world.State // ahead of the log while a commit is under way, and only then
	recall *recall
	timer  *time.Timer

	// The turn under way.
	taken   []request // not yet answered
	answers []outcome // of taken, by index; given after the acknowledgement
	pending commit

	emptySince   world.Millis // nobody is in the room, or comes in
	unsaved      int          // events since the last snapshot
	unsavedSince world.Millis // the first of them
	commitTook   time.Duration
}

// commit is what a turn will append.
type commit struct {
	at      world.Millis
	events  []world.Event
	stored  []json.RawMessage
	answers []roomlog.CommandRef
}

// maxTurn bounds the requests of one commit, and with it its size: far under roomlog.MaxBytes.
const maxTurn = 256

// run takes turns until the context ends or a commit does not become certain.
func (o *owner) run(ctx context.Context) error {
	for {
		o.arm()
		o.taken = o.taken[:0]
		select {
		case q := <-o.room.mailbox:
			o.taken = append(o.taken, q)
		case <-o.room.presence.changed:
		case <-o.timer.C:
		case <-ctx.Done():
			o.snapshot(context.WithoutCancel(ctx))
			return ctx.Err()
		}
		if err := o.turn(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		if o.deserted() {
			o.snapshot(context.WithoutCancel(ctx))
			if o.room.retire() {
				return errRetired
			}
			o.emptySince = o.room.Now()
		}
	}
}

// errRetired ends the life of an instance that nobody is in.
var errRetired = errors.New("nobody is in this instance of the room")

// deserted says that the room is an instance that nobody has been in for a while.
func (o *owner) deserted() bool {
	if o.room.retire == nil {
		return false
	}
	now := o.room.Now()
	if len(o.state.People) > 0 {
		o.emptySince = now
	}
	return now >= o.emptySince+lingers
}

// turn decides what has gathered, commits it, and only then answers and looks.
func (o *owner) turn(ctx context.Context) error {
	o.room.presence.update(o.state, o.room.Now())
	o.wake()
	o.answers = o.answers[:0]
	for i := 0; i < len(o.taken); i++ {
		out := outcome{}
		if q := o.taken[i]; q.look == nil && q.recall == nil {
			out.answer, out.err = o.decide(q.command, q.principal)
		}
		o.answers = append(o.answers, out)
		if i+1 == len(o.taken) && i+1 < maxTurn {
			o.takeNext()
		}
	}
	if err := o.commit(ctx); err != nil {
		return err
	}
	o.report() // first: whoever was answered finds the room's position there
	for i, q := range o.taken {
		out := o.answers[i]
		switch {
		case q.look != nil:
			out = q.look(o.state)
		case q.recall != nil:
			out = q.recall(o.recall, o.room.Now())
		}
		q.settle(out)
	}
	if o.snapshotDue() {
		o.snapshot(ctx)
	}
	return nil
}

func (o *owner) takeNext() {
	select {
	case q := <-o.room.mailbox:
		o.taken = append(o.taken, q)
	default:
	}
}

// wake does what has come due.
func (o *owner) wake() {
	if due, ok := o.state.Next(); ok && due <= o.room.Now() {
		if _, err := o.decide(world.Command{Do: world.Wake{}}, world.Principal{}); err != nil {
			o.room.cfg.Logger.Error("room could not wake", "room", o.room.id, "error", err)
		}
	}
}

// decide adds what a command makes happen to the pending commit and to the state.
func (o *owner) decide(c world.Command, p world.Principal) (Answer, error) {
	if done, ok := o.state.Done(p.ID, c.ID); c.ID != "" && ok {
		return Answer{Position: done.Position, Nearest: done.Nearest, Inside: o.state.Person(p.ID) != nil}, nil
	}
	o.room.cfg.BeforeDecide(o.room.id, c)
	if _, redraw := c.Do.(world.Redraw); redraw {
		if m, ok := o.room.cfg.Maps.Map(o.room.id); ok {
			o.mapped = m
		}
	}
	at := o.room.Now()
	events, err := world.Decide(o.state, o.mapped, c, p, at)
	if err != nil {
		return Answer{}, err
	}
	stored := make([]json.RawMessage, len(events))
	for i, e := range events {
		if stored[i], err = wire.StoreEvent(e, o.seal); err != nil {
			o.room.cfg.Logger.Error("event not stored", "room", o.room.id, "error", err)
			return Answer{}, unavailable()
		}
	}
	answer := Answer{Position: o.state.Position}
	for _, e := range events {
		e.Position = world.Position{Epoch: o.epoch, N: o.state.Position.N + 1}
		o.state.Apply(e)
		o.pending.events = append(o.pending.events, e)
		answer = Answer{Position: e.Position, Nearest: answer.Nearest || nearest(e)}
	}
	answer.Inside = o.state.Person(p.ID) != nil
	o.pending.at = at
	o.pending.stored = append(o.pending.stored, stored...)
	if c.ID != "" {
		o.state.Remember(world.Done{Who: p.ID, ID: c.ID, Position: answer.Position, Nearest: answer.Nearest, At: at})
		o.pending.answers = append(o.pending.answers, roomlog.CommandRef{Who: p.ID, ID: c.ID, N: answer.Position.N})
	}
	return answer, nil
}

func nearest(e world.Event) bool {
	walked, ok := e.Body.(world.Walked)
	return ok && walked.Nearest
}

// commit appends what is pending and, acknowledged, fans it out. A turn without events is not logged: that its commands were
// accepted is remembered in the state alone, since one that made nothing happen has nothing to protect from a repeat.
func (o *owner) commit(ctx context.Context) error {
	events := o.pending.events
	if len(events) == 0 {
		o.pending = commit{}
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, o.room.cfg.Patience)
	defer cancel()
	began := time.Now()
	position, err := o.writer.Append(ctx, o.pending.at, o.pending.stored, o.pending.answers)
	if err != nil {
		return err
	}
	o.commitTook = time.Since(began)
	if position != o.state.Position {
		return fmt.Errorf("room %s: the log says %s after a commit, the state %s", o.room.id, position, o.state.Position)
	}
	if o.unsaved == 0 {
		o.unsavedSince = o.pending.at
	}
	o.unsaved += len(events)
	o.pending = commit{}
	o.recall.add(o.room.Now(), events...)
	return o.publish(events)
}

// publish shows events that are in the log to those who may see them.
func (o *owner) publish(events []world.Event) error {
	entries := make([]fanout.Entry, len(events))
	for i, e := range events {
		if gone, ok := e.Body.(world.Forgotten); ok {
			o.room.window.Forget(gone)
		}
		frame, err := wire.EncodeEvent(e)
		if err != nil {
			return err
		}
		entries[i] = fanout.NewEntry(e, frame)
	}
	o.room.window.Publish(entries)
	return nil
}

// report tells everybody how the room is.
func (o *owner) report() {
	s := status{position: o.state.Position, people: len(o.state.People), mapped: o.state.Map, commit: o.commitTook}
	for _, p := range o.state.People {
		if o.state.Ghost(p.ID) {
			s.ghosts++
		}
		if p.Kind == world.KindProgram {
			s.programs++
		}
	}
	if s != *o.room.status.Load() {
		o.room.status.Store(&s)
	}
}

// arm sets the room's one timer to whatever comes due first.
func (o *owner) arm() {
	now := o.room.Now()
	due := now + world.Millis(time.Hour/time.Millisecond)
	if at, ok := o.state.Next(); ok {
		due = min(due, at)
	}
	if at, ok := o.room.presence.next(); ok {
		due = min(due, at)
	}
	if o.unsaved > 0 {
		due = min(due, o.snapshotAt())
	}
	if o.room.retire != nil && len(o.state.People) == 0 {
		due = min(due, max(o.emptySince+lingers, now+1))
	}
	o.timer.Reset(time.Duration(max(due-now, 0)) * time.Millisecond)
}

func (o *owner) snapshotAt() world.Millis {
	return o.unsavedSince + world.Millis(o.room.cfg.SnapshotEvery/time.Millisecond)
}

func (o *owner) snapshotDue() bool {
	return o.unsaved >= o.room.cfg.SnapshotEvents || o.unsaved > 0 && o.snapshotAt() <= o.room.Now()
}

// snapshot saves the state. One that fails is tried again after as many events or as much time; the log has it all.
func (o *owner) snapshot(ctx context.Context) {
	if o.unsaved == 0 {
		return
	}
	o.unsaved = 0
	o.state.Forget(o.room.Now())
	ctx, cancel := context.WithTimeout(ctx, o.room.cfg.Patience)
	defer cancel()
	data, err := wire.StoreState(o.state, o.seal)
	if err == nil {
		err = o.writer.Snapshot(ctx, o.room.Now(), data, uint64(o.room.cfg.Window.Entries)+1)
	}
	if err != nil {
		o.room.cfg.Logger.Warn("room snapshot not saved", "room", o.room.id, "error", err)
	}
}

// abandon tells those whose requests this life had taken that it is not known what became of them.
func (o *owner) abandon() {
	for _, q := range o.taken {
		q.settle(outcome{err: unavailable()})
	}
}

// ending says whether a life that ended with err is the last until the room is asked for again, and what those who
// wait are told.
func (o *owner) ending(ctx context.Context, err error) (bool, error) {
	var refusal *world.Error
	switch {
	case ctx.Err() != nil:
		return true, unavailable()
	case errors.Is(err, roomlog.ErrDeposed):
		o.room.cfg.Logger.Warn("room was claimed by another owner", "room", o.room.id)
		o.room.window.CloseAll(fanout.CloseRetry, unavailable()) // nothing more comes through this window until it opens again
		return true, unavailable()
	case errors.As(err, &refusal):
		o.room.cfg.Logger.Error("room cannot be opened", "room", o.room.id, "error", err)
		return true, refusal
	case errors.Is(err, roomlog.ErrDamaged):
		o.room.cfg.Logger.Error("room cannot be opened", "room", o.room.id, "error", err)
		return true, world.Refuse(world.CodeInternal, "This room's log is damaged. Its operator can read more in the server's log.")
	}
	return false, nil
}
