package room

import (
	"context"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// doorFor is how long a look through the door may serve other strangers. The lines in it grow too old by that much.
const doorFor = time.Second

// door is the last look through it. Any number of strangers cost the room one look for each of its positions: they could
// fill its mailbox otherwise, and those inside would be told that it is busy.
type door struct {
	turn chan struct{} // size 1: held while looking; it guards what follows
	seen world.View    // not to be changed
	at   time.Time
}

// Door is the room as a stranger sees it through its open door; it is shared and not to be changed. Codes: forbidden when
// the door is not open, busy, unavailable.
func (r *Room) Door(ctx context.Context) (world.View, error) {
	if !r.Open() {
		return world.View{}, world.Refuse(world.CodeForbidden, "This room's door is closed: enter it to see who is inside.")
	}
	ctx, cancel := context.WithTimeout(ctx, r.cfg.Patience)
	defer cancel()
	select {
	case r.door.turn <- struct{}{}:
	case <-ctx.Done():
		return world.View{}, unavailable()
	}
	defer func() { <-r.door.turn }()
	if r.door.seen.Position == r.Position() && time.Since(r.door.at) < doorFor {
		return r.door.seen, nil
	}
	out := r.ask(ctx, request{look: func(s *world.State) outcome { return outcome{view: s.Door(r.Now())} }})
	if out.err == nil {
		r.door.seen, r.door.at = out.view, time.Now()
	}
	return out.view, out.err
}
