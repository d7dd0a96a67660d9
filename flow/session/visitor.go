package session

import (
	"context"
	"crypto/sha256"
	"maps"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
)

// How long things are remembered.
const (
	principalFor = time.Second      // what SQL said of a visitor or a token
	visitorFor   = 10 * time.Minute // a visitor who asks for nothing and has no connection
)

// visitor is somebody who asked for something lately. Sessions.mu guards the fields but for allowances.
type visitor struct {
	id         world.VisitorID
	allowances allowances
	moving     chan struct{} // size 1: held while entering or leaving

	manners     manners
	principal   world.Principal
	read        time.Time // when SQL told the principal; zero: read it again
	forgotten   int       // how often it had to be read again
	room        *room.Room
	connections int
	used        time.Time
}

// identity is whose token it is, as SQL said a moment ago.
type identity struct {
	visitor world.VisitorID
	read    time.Time
}

type tokenHash = [sha256.Size]byte

// Identify is whose token it is. Codes: unauthenticated, unavailable.
func (s *Sessions) Identify(ctx context.Context, token string) (world.Principal, error) {
	hash := sha256.Sum256([]byte(token))
	s.mu.Lock()
	known, ok := s.tokens[hash]
	forgets := s.forgets
	s.mu.Unlock()
	if !ok || time.Since(known.read) >= principalFor {
		id, err := s.cfg.Accounts.Identify(ctx, token)
		if err != nil {
			return world.Principal{}, s.refusal("identify", err)
		}
		known = identity{visitor: id, read: time.Now()}
		s.mu.Lock()
		if s.forgets == forgets { // or SQL has changed while it was read
			s.tokens[hash] = known
		}
		s.mu.Unlock()
	}
	return s.principal(ctx, s.visitor(known.visitor))
}

// visitor finds or makes what is remembered of somebody.
func (s *Sessions) visitor(id world.VisitorID) *visitor {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	s.sweep(now)
	v := s.visitors[id]
	if v == nil {
		v = &visitor{id: id, allowances: s.cfg.Limits.allowances(), moving: make(chan struct{}, 1)}
		s.visitors[id] = v
	}
	v.used = now
	return v
}

// sweep forgets, at most once a minute, those who have been gone for long. It needs mu.
func (s *Sessions) sweep(now time.Time) {
	if now.Sub(s.swept) < time.Minute {
		return
	}
	s.swept = now
	for id, v := range s.visitors {
		if v.connections == 0 && now.Sub(v.used) >= visitorFor {
			delete(s.visitors, id)
		}
	}
	for hash, known := range s.tokens {
		if now.Sub(known.read) >= principalFor {
			delete(s.tokens, hash)
		}
	}
}

// principal is what SQL says of a visitor, at most a second old.
func (s *Sessions) principal(ctx context.Context, v *visitor) (world.Principal, error) {
	s.mu.Lock()
	principal, read, forgotten := v.principal, v.read, v.forgotten
	s.mu.Unlock()
	if time.Since(read) < principalFor {
		return principal, nil
	}
	principal, err := s.cfg.Accounts.Principal(ctx, v.id)
	if err != nil {
		return world.Principal{}, s.refusal("principal", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if v.forgotten == forgotten { // or SQL has changed while it was read
		v.principal, v.read = principal, time.Now()
	}
	return principal, nil
}

// Forget has the visitor's principal and tokens read again before their next command: SQL has changed what others may not know, such as
// who ignores them.
func (s *Sessions) Forget(id world.VisitorID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.tokens, func(_ tokenHash, known identity) bool { return known.visitor == id })
	s.forgets++
	if v := s.visitors[id]; v != nil {
		v.read = time.Time{}
		v.forgotten++
	}
}

// Changed tells the visitor's room and their other tabs what SQL now says: name, outfit, photos, blocks. Call it after SQL was
// written. Codes: unknown_visitor, busy, unavailable.
func (s *Sessions) Changed(ctx context.Context, id world.VisitorID) error {
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
	for _, do := range []world.Action{world.Rename{}, world.Agree{}, world.Part{}, world.Wear{Outfit: p.Outfit}} {
		if err := s.tell(ctx, r, world.Command{Do: do}, p); err != nil && code(err) != world.CodeNotHere {
			return err
		}
	}
	r.Window().Signal(world.Audience{Only: []world.VisitorID{id}}, []byte(`{"type":"notice","what":"me"}`))
	return nil
}

func (s *Sessions) where(v *visitor) *room.Room {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v.room != nil && v.room.Closed() {
		v.room = nil
	}
	return v.room
}

func (s *Sessions) settle(v *visitor, r *room.Room) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v.room = r
}

// found says that somebody was in a room when they were answered. It tells something only of those who entered before this
// server started: others may have moved on since.
func (s *Sessions) found(v *visitor, r *room.Room) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v.room == nil || v.room.Closed() {
		v.room = r
	}
}

// Inspection is what operators see of the sessions.
type Inspection struct {
	Visitors    int `json:"visitors"`    // remembered
	Connections int `json:"connections"` // sockets and streams, of all of them
}

// Inspect counts who is about.
func (s *Sessions) Inspect() Inspection {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := Inspection{Visitors: len(s.visitors)}
	for _, v := range s.visitors {
		i.Connections += v.connections
	}
	return i
}

// Remove sends somebody out of a room, or out of whichever they are in when none is named, and tells their tabs that something has changed.
// Call it after SQL was written. Codes: unknown_visitor, busy, unavailable.
func (s *Sessions) Remove(ctx context.Context, id world.VisitorID, from world.RoomID) error {
	s.Forget(id)
	v := s.visitor(id)
	r := s.where(v)
	if r == nil || from != "" && r.ID() != from {
		return nil
	}
	if _, err := r.Do(ctx, world.Command{Do: world.Remove{}}, world.Principal{ID: id}); err != nil {
		return err
	}
	s.settle(v, nil)
	return nil
}

// Room is where somebody is; empty when they are nowhere.
func (s *Sessions) Room(id world.VisitorID) world.RoomID {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.visitors[id]; v != nil && v.room != nil && !v.room.Closed() {
		return v.room.ID()
	}
	return ""
}

// Around are those who are in a room.
func (s *Sessions) Around() map[world.VisitorID]world.RoomID {
	s.mu.Lock()
	defer s.mu.Unlock()
	around := map[world.VisitorID]world.RoomID{}
	for id, v := range s.visitors {
		if v.room != nil && !v.room.Closed() {
			around[id] = v.room.ID()
		}
	}
	return around
}
