package room

import (
	"context"
	"fmt"
	"time"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
)

// open claims the room, folds its log, and refills the window from it. When the drawing is not the one the log names, a new
// room's among them, it is made so.
func (o *owner) open(ctx context.Context) error {
	r := o.room
	m, ok := r.cfg.Maps.Map(r.id)
	if !ok {
		return world.Refuse(world.CodeUnknownRoom, "There is no such room.")
	}
	o.mapped = m
	var open wire.Open
	o.seal, open = r.cfg.Sealer.Room(context.WithoutCancel(ctx), r.id)
	var err error
	if o.writer, err = roomlog.Claim(ctx, r.cfg.Log, r.id, r.cfg.Owner, world.AtTime(time.Now())); err != nil {
		return err
	}
	if err := o.replay(ctx, open); err != nil {
		return err
	}
	if err := o.refill(ctx, open); err != nil {
		return err
	}
	if _, err := o.decide(world.Command{Do: world.Redraw{}}, world.Principal{}); err != nil {
		return fmt.Errorf("redraw room %s: %w", r.id, err)
	}
	if err := o.commit(ctx); err != nil {
		return err
	}
	r.presence.updateAll(o.state, r.Now())
	o.emptySince = r.Now()
	o.report()
	r.opened.Store(true)
	return nil
}

// replay folds snapshot and tail into the state, and starts the clock after them.
func (o *owner) replay(ctx context.Context, open wire.Open) error {
	o.state, o.recall = world.NewState(o.room.id), &recall{behind: world.NewState(o.room.id)}
	opening, err := o.writer.Opening(ctx, func(s roomlog.Snapshot) error {
		state, err := wire.LoadState(s.Data, open)
		if err != nil {
			return err
		}
		o.state = state
		o.recall.behind, err = wire.LoadState(s.Data, open)
		return err
	})
	if err != nil {
		return err
	}
	if opening.Skipped != nil {
		o.room.cfg.Logger.Warn("newest snapshot not used", "room", o.room.id, "error", opening.Skipped)
	}
	for _, entry := range opening.Tail {
		if err := o.fold(entry.Commit, open); err != nil {
			return fmt.Errorf("replay room %s: %w", o.room.id, err)
		}
		o.unsaved += len(entry.Commit.Events)
	}
	o.state.GhostFor = world.Millis(o.room.cfg.GhostFor / time.Millisecond)
	o.epoch = opening.Tail[len(opening.Tail)-1].Commit.Epoch // the claim just made
	o.room.clock.start(opening.At)
	o.unsavedSince = o.room.Now()
	return nil
}

// fold applies one commit of the log: its events, and the commands it answers.
func (o *owner) fold(c roomlog.Commit, open wire.Open) error {
	s := o.state
	answered := map[uint64]world.Done{s.Position.N: {Position: s.Position}}
	for i, raw := range c.Events {
		e, err := wire.LoadEvent(raw, c.Position(i), open)
		if err != nil {
			return err
		}
		s.Apply(e)
		o.recall.add(c.At, e)
		answered[e.Position.N] = world.Done{Position: e.Position, Nearest: nearest(e)}
	}
	for _, ref := range c.Commands {
		if done, ok := answered[ref.N]; ok {
			done.Who, done.ID, done.At = ref.Who, ref.ID, c.At
			s.Remember(done)
		}
	}
	return nil
}

// refill gives the window the log's newest events, one more than it keeps so that it knows the position before them;
// those it still has it ignores.
func (o *owner) refill(ctx context.Context, open wire.Open) error {
	history, err := roomlog.History(ctx, o.room.cfg.Log, o.room.id, o.room.cfg.Window.Entries+1)
	if err != nil {
		return err
	}
	if len(history) == 0 {
		o.room.window.Begin(o.state.Position)
		return nil
	}
	events := make([]world.Event, len(history))
	for i, h := range history {
		if events[i], err = wire.LoadEvent(h.Data, h.Position, open); err != nil {
			return fmt.Errorf("refill the window of room %s: %w", o.room.id, err)
		}
	}
	return o.publish(events)
}
