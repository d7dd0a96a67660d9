package room

import (
	"sync"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// attachedFor is how long a poll or a command counts as a connection, for those who have none.
const attachedFor = world.Millis(30 * time.Second / time.Millisecond)

// presence counts who is connected to a room. It is not logged, outlives the room's goroutine, and tells it of changes
// through the channel changed; what follows from them is the state's business.
type presence struct {
	changed chan struct{} // size 1

	mu      sync.Mutex // guards what follows
	present map[world.VisitorID]*attendance
	dirty   map[world.VisitorID]struct{} // who came or went since the room last asked
	expiry  world.Millis                 // no attendance expires before; 0: none will
}

type attendance struct {
	connections int
	until       world.Millis // without connections: counts as attached until then
}

func newPresence() *presence {
	return &presence{
		changed: make(chan struct{}, 1),
		present: map[world.VisitorID]*attendance{},
		dirty:   map[world.VisitorID]struct{}{},
	}
}

func (p *presence) attach(id world.VisitorID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a := p.present[id]
	if a == nil {
		a = p.add(id)
	}
	a.connections++
}

// detach is the end of one connection. With the last one the visitor is gone at once, whatever they asked just before: a
// closed connection is better knowledge than a past command.
func (p *presence) detach(id world.VisitorID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a := p.present[id]
	if a == nil || a.connections == 0 {
		return
	}
	if a.connections--; a.connections == 0 {
		p.remove(id)
	}
}

// touch says that somebody polled or commanded at an instant.
func (p *presence) touch(id world.VisitorID, now world.Millis) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a := p.present[id]
	if a == nil {
		a = p.add(id)
	}
	if a.connections > 0 {
		return
	}
	a.until = now + attachedFor
	if p.expiry == 0 || a.until < p.expiry {
		p.expiry = a.until
	}
}

func (p *presence) add(id world.VisitorID) *attendance {
	a := &attendance{}
	p.present[id] = a
	p.mark(id)
	return a
}

func (p *presence) remove(id world.VisitorID) {
	delete(p.present, id)
	p.mark(id)
}

func (p *presence) mark(id world.VisitorID) {
	p.dirty[id] = struct{}{}
	select {
	case p.changed <- struct{}{}:
	default: // the room has yet to look
	}
}

// next is when somebody may stop counting as attached; false when nobody will.
func (p *presence) next() (world.Millis, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.expiry, p.expiry != 0
}

// update tells the state who came and who went, those among them whose last poll or command is too long ago.
func (p *presence) update(s *world.State, now world.Millis) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.expiry != 0 && p.expiry <= now {
		p.expire(now)
	}
	for id := range p.dirty {
		p.tell(s, id, now)
	}
	clear(p.dirty)
}

// updateAll tells the state about everybody in it: after a replay whoever is not connected is a ghost from now on.
func (p *presence) updateAll(s *world.State, now world.Millis) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, person := range s.People {
		p.tell(s, person.ID, now)
	}
}

func (p *presence) tell(s *world.State, id world.VisitorID, now world.Millis) {
	if p.present[id] != nil {
		s.Attached(id)
	} else {
		s.Detached(id, now)
	}
}

func (p *presence) expire(now world.Millis) {
	p.expiry = 0
	for id, a := range p.present {
		switch {
		case a.connections > 0:
		case a.until <= now:
			p.remove(id)
		case p.expiry == 0 || a.until < p.expiry:
			p.expiry = a.until
		}
	}
}
