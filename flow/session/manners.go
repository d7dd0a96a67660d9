package session

import (
	"hash/maphash"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
)

// What is too much of the same.
const (
	sameWithin  = 30 * time.Second // a line like the one before, sooner than that, is a repetition
	sameWait    = 2 * time.Second  // the first wait of whoever repeats themselves too often; each further one is twice as long
	sameLongest = 2 * time.Minute
)

// Whispers that a newcomer may begin: with so many people an hour.
const (
	newcomerWhispers = 2
	newcomerHour     = time.Hour
)

// manners are what is remembered of somebody's talk. Sessions.mu guards it.
type manners struct {
	spoke    map[world.RoomID]time.Time // in rooms that are slow
	last     uint64                     // hash of the last line
	lastAt   time.Time
	repeated int
	until    time.Time                     // no line before
	began    map[world.VisitorID]time.Time // whispers to whom
}

var textSeed = maphash.MakeSeed()

func hashOf(text string) uint64 {
	return maphash.String(textSeed, strings.ToLower(strings.Join(strings.Fields(text), "")))
}

// admit asks the house whether somebody may enter a room. Codes: closed.
func (s *Sessions) admit(p world.Principal, r *room.Room) error {
	if s.cfg.House == nil {
		return nil
	}
	return s.cfg.House.Admit(p, r.Open())
}

// heard is what is said of a line: words of the house's list are dots, or it is held. Codes: slow_down, refused_word.
func (s *Sessions) heard(v *visitor, p world.Principal, r *room.Room, c world.Command) (world.Action, error) {
	switch do := c.Do.(type) {
	case world.Say:
		err := s.patience(v, p, r, do.Text, "")
		if err == nil && s.cfg.House != nil {
			do.Text, do.Fate, err = s.cfg.House.Hear(p, do.Text)
		}
		return do, err
	case world.Whisper:
		err := s.patience(v, p, r, do.Text, do.To)
		if err == nil && s.cfg.House != nil {
			do.Guarded = s.cfg.House.ForAll()
			do.Text, do.Fate, err = s.cfg.House.Hear(p, do.Text)
		}
		return do, err
	}
	return c.Do, nil
}

// patience says whether somebody must wait before a line: because the room is slow, they say the same over and over, or they are new and
// whisper to everybody. Codes: slow_down.
func (s *Sessions) patience(v *visitor, p world.Principal, r *room.Room, text string, to world.VisitorID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if now.Before(v.manners.until) {
		return slowDown("You have said the same a few times. Wait a moment.", v.manners.until.Sub(now))
	}
	if s.cfg.House == nil {
		return nil
	}
	if to == "" {
		if wait := s.cfg.House.Between(p, r.ID()) - now.Sub(v.manners.spoke[r.ID()]); wait > 0 {
			return slowDown("This room is slow tonight: one line at a time. Wait a little.", wait)
		}
		return nil
	}
	return s.mayBegin(v, p, to, now)
}

// mayBegin needs mu.
func (s *Sessions) mayBegin(v *visitor, p world.Principal, to world.VisitorID, now time.Time) error {
	if p.Role.AtLeast(world.RoleHost) || !s.cfg.House.Newcomer(p) {
		return nil
	}
	if _, begun := v.manners.began[to]; begun {
		return nil
	}
	if other := s.visitors[to]; other != nil {
		if _, answers := other.manners.began[v.id]; answers {
			return nil
		}
	}
	oldest := now
	for who, at := range v.manners.began {
		if now.Sub(at) >= newcomerHour {
			delete(v.manners.began, who)
		} else if at.Before(oldest) {
			oldest = at
		}
	}
	if len(v.manners.began) >= newcomerWhispers {
		return slowDown("You are new here: begin whispers with two people an hour. Everybody hears you when you speak aloud.", newcomerHour-now.Sub(oldest))
	}
	return nil
}

// spoke remembers a line that was said.
func (s *Sessions) spoke(v *visitor, r *room.Room, c world.Command) {
	var text string
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	switch do := c.Do.(type) {
	case world.Say:
		text = do.Text
		remember(&v.manners.spoke, r.ID(), now)
	case world.Whisper:
		text = do.Text
		remember(&v.manners.began, do.To, now)
	default:
		return
	}
	if s.cfg.Limits.Repeats > 0 {
		v.manners.repeat(hashOf(text), s.cfg.Limits.Repeats, now)
	}
}

func remember[K comparable](at *map[K]time.Time, key K, now time.Time) {
	if *at == nil {
		*at = map[K]time.Time{}
	}
	(*at)[key] = now
}

// repeat counts a line, and makes whoever says the same over and over wait: each time twice as long.
func (m *manners) repeat(hash uint64, allowed int, now time.Time) {
	if hash != m.last || now.Sub(later(m.lastAt, m.until)) > sameWithin {
		m.repeated = 0
	} else {
		m.repeated++
	}
	m.last, m.lastAt = hash, now
	if over := m.repeated - allowed; over >= 0 {
		m.until = now.Add(min(sameWait<<min(over, 10), sameLongest))
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
