// Package numbers counts how far those get who come for the first time: by day and step, without saying who. Counting ends a week after
// somebody came, and a group of fewer than five is not told.
package numbers

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Step is one on the way into the house.
type Step string

// The steps. All but the first are a visitor's, each once.
const (
	Opened   Step = "opened"   // a stranger opened the page
	Entered  Step = "entered"  // went into a room
	Moved    Step = "moved"    // walked, or sat down
	Spoke    Step = "spoke"    // said a line, or whispered
	Answered Step = "answered" // somebody else spoke there soon after
	Stayed   Step = "stayed"   // was there five minutes later
	Returned Step = "returned" // came on another day within a week
)

const (
	smallest    = 5 // a group of fewer is not told
	countedFor  = 7 * 24 * time.Hour
	answerFor   = 2 * time.Minute // from line to line
	stay        = 5 * time.Minute
	remembered  = time.Hour // somebody who does nothing
	mostHearing = 16        // of a room: who spoke last
)

// Store counts. Any goroutine may use it.
type Store struct {
	db   *database.DB
	now  func() time.Time
	zone *time.Location // whose days are counted

	mu     sync.Mutex // guards what follows
	opened map[string]int64
	ways   map[world.VisitorID]*way
	spoke  map[world.RoomID][]spoken
}

// way is how far somebody has got.
type way struct {
	since        world.Millis
	first, last  time.Time // when they did something, as far as it is remembered
	line         time.Time // their newest
	done, waited map[Step]bool
}

type spoken struct {
	who world.VisitorID
	at  time.Time
}

// New counts in an open database, which its opener closes, by the days of a zone.
func New(db *database.DB, now func() time.Time, zone *time.Location) *Store {
	return &Store{db: db, now: now, zone: zone, opened: map[string]int64{}, ways: map[world.VisitorID]*way{}, spoke: map[world.RoomID][]spoken{}}
}

// PageOpened counts that a stranger opened the page.
func (s *Store) PageOpened() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened[s.day(s.now())]++
}

func (s *Store) day(at time.Time) string { return at.In(s.zone).Format(time.DateOnly) }

// Did counts what somebody has done in a room.
func (s *Store) Did(p world.Principal, in world.RoomID, do world.Action) {
	now := s.now()
	if p.Kind != world.KindPerson {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.ways[p.ID]
	if w == nil {
		w = &way{since: p.Since, first: now, done: map[Step]bool{}, waited: map[Step]bool{}}
		s.ways[p.ID] = w
	}
	w.last = now
	switch do := do.(type) {
	case world.Enter:
		w.does(Entered, now)
		if s.day(now) != s.day(p.Since.Time()) {
			w.does(Returned, now)
		}
	case world.Walk, world.Approach, world.Sit:
		w.does(Moved, now)
	case world.Say:
		w.does(Spoke, now)
		if do.Fate.Held { // nobody hears it
			break
		}
		w.line = now
		s.answers(p.ID, in, now)
	case world.Whisper:
		w.does(Spoke, now)
		if do.Fate.Held {
			break
		}
		w.line = now
		if other := s.ways[do.To]; other != nil && do.To != p.ID && now.Sub(other.line) < answerFor {
			other.does(Answered, now)
		}
	}
	if now.Sub(w.first) >= stay {
		w.does(Stayed, now)
	}
}

// does takes a step, unless it was taken before, or somebody came too long ago.
func (w *way) does(step Step, now time.Time) {
	if !w.done[step] && now.Sub(w.since.Time()) < countedFor {
		w.done[step], w.waited[step] = true, true
	}
}

// answers is a line in a room, which answers those who spoke there before.
func (s *Store) answers(who world.VisitorID, in world.RoomID, now time.Time) {
	lately := []spoken{{who, now}}
	for _, one := range s.spoke[in] {
		if one.who == who || now.Sub(one.at) >= answerFor || len(lately) == mostHearing {
			continue
		}
		lately = append(lately, one)
		if w := s.ways[one.who]; w != nil {
			w.does(Answered, now)
		}
	}
	s.spoke[in] = lately
}

// Keep writes what was counted since it was called last; `around` are those who are in a room. What cannot be written waits on.
func (s *Store) Keep(ctx context.Context, around map[world.VisitorID]world.RoomID) error {
	opened, ways := s.take(around)
	if len(opened)+len(ways) == 0 {
		return nil
	}
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		for day, n := range opened {
			if err := add(ctx, tx, day, Opened, n); err != nil {
				return err
			}
		}
		for who, w := range ways {
			if err := s.keep(ctx, tx, who, w); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.giveBack(opened, ways)
	}
	return err
}

// take is what waits to be written. Those who have done nothing for a while are forgotten meanwhile.
func (s *Store) take(around map[world.VisitorID]world.RoomID) (opened map[string]int64, ways map[world.VisitorID]way) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	opened, s.opened = s.opened, map[string]int64{}
	ways = map[world.VisitorID]way{}
	for who, w := range s.ways {
		_, here := around[who]
		if here && now.Sub(w.first) >= stay {
			w.does(Stayed, now)
		}
		if len(w.waited) > 0 {
			ways[who] = *w
			w.waited = map[Step]bool{}
		} else if !here && now.Sub(w.last) > remembered {
			delete(s.ways, who)
		}
	}
	for room, lately := range s.spoke {
		if now.Sub(lately[0].at) >= answerFor {
			delete(s.spoke, room)
		}
	}
	return opened, ways
}

func (s *Store) giveBack(opened map[string]int64, ways map[world.VisitorID]way) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for day, n := range opened {
		s.opened[day] += n
	}
	for who, w := range ways {
		if known := s.ways[who]; known != nil {
			for step := range w.waited {
				known.waited[step] = true
			}
		}
	}
}

func (s *Store) keep(ctx context.Context, tx *database.Tx, who world.VisitorID, w way) error {
	for step := range w.waited {
		result, err := tx.Exec(ctx, "INSERT INTO steps (visitor_id, step, since) SELECT id, ?, ? FROM visitors WHERE id = ? ON CONFLICT DO NOTHING", step, w.since, who)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			if err != nil {
				return err
			}
			continue // counted before a restart
		}
		if err := add(ctx, tx, s.day(w.since.Time()), step, 1); err != nil {
			return err
		}
	}
	return nil
}

func add(ctx context.Context, tx *database.Tx, day string, step Step, n int64) error {
	_, err := tx.Exec(ctx, "INSERT INTO numbers (day, step, n) VALUES (?, ?, ?) ON CONFLICT (day, step) DO UPDATE SET n = numbers.n + excluded.n", day, step, n)
	return err
}

// Forget forgets who has taken which step, of those who are not counted any more.
func (s *Store) Forget(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "DELETE FROM steps WHERE since < ?", s.now().Add(-countedFor).UnixMilli())
	return err
}

// Day is how many of those who came for the first time on one day have taken each step by now.
type Day struct {
	Day   string         `json:"day" doc:"of the house's time zone: 2026-11-27"`
	Steps map[Step]int64 `json:"steps" nullable:"false" doc:"a group of fewer than five is missing"`
}

// Days are the newest days on which somebody came, the newest first.
func (s *Store) Days(ctx context.Context, most int) ([]Day, error) {
	type count struct {
		day  string
		step Step
		n    int64
	}
	oldest := s.day(s.now().AddDate(0, 0, 1-most))
	counts, err := database.Rows(ctx, s.db, func(r *sql.Rows) (c count, err error) { return c, r.Scan(&c.day, &c.step, &c.n) },
		"SELECT day, step, n FROM numbers WHERE day >= ? ORDER BY day DESC", oldest)
	days := []Day{}
	for _, c := range counts {
		if len(days) == 0 || days[len(days)-1].Day != c.day {
			days = append(days, Day{c.day, map[Step]int64{}})
		}
		if c.n >= smallest {
			days[len(days)-1].Steps[c.step] = c.n
		}
	}
	return days, err
}
