package room

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// A room of which its operator allows several opens one more instance of itself when all that are open are full: lounge, lounge-2,
// lounge-3... Each is a room of its own, with a log of its own. One that nobody is in closes.

const (
	// lingers is how long an instance that nobody is in stays open.
	lingers = world.Millis(time.Minute / time.Millisecond)
	// arriving is how long somebody who was shown into an instance may take.
	arriving = 10 * time.Second
)

// instanced are the rooms of the street with their instances, as Maps.
type instanced struct {
	Maps
	most func(world.RoomID) int
}

var instanceName = regexp.MustCompile(`^(.+)-([1-9][0-9]{0,3})$`)

func instance(base world.RoomID, n int) world.RoomID {
	return world.RoomID(fmt.Sprintf("%s-%d", base, n))
}

// base is the room that an id names an instance of, and which one; a room that was drawn is its own, the first.
func (i instanced) base(id world.RoomID) (world.RoomID, int) {
	if _, drawn := i.Maps.Map(id); drawn {
		return id, 1
	}
	parts := instanceName.FindStringSubmatch(string(id))
	if parts == nil {
		return id, 1
	}
	base := world.RoomID(parts[1])
	n, _ := strconv.Atoi(parts[2]) // digits, not many
	if _, drawn := i.Maps.Map(base); !drawn || n < 2 || n > i.most(base) {
		return id, 1
	}
	return base, n
}

// Map implements Maps: an instance is drawn as its room, under a title with its number.
func (i instanced) Map(id world.RoomID) (*world.Map, bool) {
	base, n := i.base(id)
	m, ok := i.Maps.Map(base)
	if !ok || n == 1 {
		return m, ok
	}
	numbered := *m
	numbered.Title = world.Title{Ja: fmt.Sprintf("%s %d", m.Title.Ja, n), En: fmt.Sprintf("%s %d", m.Title.En, n)}
	return &numbered, true
}

// listed is a room of the street; its handle is nil where nobody has asked for it.
type listed struct {
	id, base world.RoomID
	room     *Room
}

// all are the rooms that were drawn, each followed by its instances that are open.
func (s *Street) all() []listed {
	s.mu.Lock()
	defer s.mu.Unlock()
	further := map[world.RoomID][]*Room{}
	for _, r := range s.rooms {
		if _, drawn := s.maps.Maps.Map(r.id); r.number > 1 && !drawn {
			further[r.base] = append(further[r.base], r)
		}
	}
	var all []listed
	for _, base := range s.maps.Rooms() {
		all = append(all, listed{base, base, s.rooms[base]})
		slices.SortFunc(further[base], func(a, b *Room) int { return a.number - b.number })
		for _, r := range further[base] {
			all = append(all, listed{r.id, base, r})
		}
	}
	return all
}

// Base is the room that an id names an instance of: the one that was drawn.
func (s *Street) Base(id world.RoomID) world.RoomID {
	base, _ := s.maps.base(id)
	return base
}

// Instead is where somebody finds a place whom a full room has refused: in the fullest of its open instances that has one, or in the
// next, which it opens. It is empty when the operator allows no more.
func (s *Street) Instead(full world.RoomID) world.RoomID {
	base, _ := s.maps.base(full)
	m, ok := s.maps.Map(base)
	if !ok {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var best *Room
	bestPeople := -1
	for _, r := range s.rooms {
		if r.base != base || r.id == full {
			continue
		}
		if people := r.expected(); people < m.Capacity && (people > bestPeople || people == bestPeople && r.number < best.number) {
			best, bestPeople = r, people
		}
	}
	for n := 2; best == nil && n <= s.maps.most(base); n++ {
		id := instance(base, n)
		if of, _ := s.maps.base(id); of == base && s.rooms[id] == nil {
			best = s.add(id)
		}
	}
	if best == nil {
		return ""
	}
	best.expect()
	return best.id
}

// guests are those who were shown into an instance lately and may not have come in yet. Street.mu guards them.
type guests struct {
	shown int
	since time.Time
}

func (r *Room) expect() {
	if time.Since(r.guests.since) > arriving {
		r.guests = guests{since: time.Now()}
	}
	r.guests.shown++
}

// expected is how many people are in the room, or will be in a moment.
func (r *Room) expected() int {
	people := r.status.Load().people
	if time.Since(r.guests.since) > arriving {
		return people
	}
	return max(people, r.guests.shown)
}

// retire takes an instance that nobody is in out of the street; false when somebody asks for it just now. What is asked of its handle
// from then on is refused as `unavailable`, and repeated finds the room anew.
func (s *Street) retire(r *Room) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.starting.Lock()
	defer r.starting.Unlock()
	if len(r.mailbox) > 0 || time.Since(r.guests.since) <= arriving {
		return false
	}
	delete(s.rooms, r.id)
	r.closed.Store(true)
	return true
}
