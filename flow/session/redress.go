package session

import (
	"context"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// betweenTold spreads out what rooms are told of a new wardrobe: fifty people a second, each of whom may cost every browser a sheet.
const betweenTold = 20 * time.Millisecond

// Redress tells everybody that the wardrobe has changed, and then the room of each who wears something that was drawn anew. It comes back
// when all are told or the context ends.
func (s *Sessions) Redress(ctx context.Context) {
	s.cfg.Street.Signal([]byte(`{"type":"notice","what":"wardrobe"}`))
	pace := time.NewTicker(betweenTold)
	defer pace.Stop()
	for _, id := range s.inRooms() {
		if err := s.redress(ctx, id); err != nil && code(err) != world.CodeNotHere {
			s.cfg.Logger.Warn("somebody still wears what was drawn anew", "visitor", id, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-pace.C:
		}
	}
}

func (s *Sessions) redress(ctx context.Context, id world.VisitorID) error {
	s.Forget(id)
	v := s.visitor(id)
	p, err := s.principal(ctx, v)
	if err != nil {
		return err
	}
	r := s.where(v)
	if r == nil {
		return nil
	}
	return s.tell(ctx, r, world.Command{Do: world.Wear{Outfit: p.Outfit}}, p)
}

func (s *Sessions) inRooms() []world.VisitorID {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []world.VisitorID
	for id, v := range s.visitors {
		if v.room != nil {
			all = append(all, id)
		}
	}
	return all
}
