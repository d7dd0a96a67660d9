package world

import (
	"math"
	"slices"

	"github.com/yokocho/yokocho/core/nav"
)

// decideWalk goes to a goal. Codes: bad_point, not_reachable (not even a place near it).
func decideWalk(s *State, m *Map, me *Person, goal nav.Goal, near VisitorID, at Millis) ([]Event, error) {
	from := me.Path.Where(at)
	route, ok := m.Floor.Route(from, goal, s.taken(m, me.ID))
	if !ok {
		return nil, Refuse(CodeNotReachable, "There is no way there, and no place near it.")
	}
	path := timed(from, s.around(m, me.ID, from, route, at).Path, at)
	facing := pathFacing(path, me.Facing)
	if near != "" {
		if other := s.Person(near); other != nil {
			facing = FacingTowards(path.End().Point, s.body(m, other, path.End().At))
		}
	}
	return one(at, Walked{Who: me.ID, Path: path, Facing: facing, Near: near, Nearest: !route.Exact})
}

// decideApproach goes to talking distance of somebody. Codes: unknown_visitor, quiet, not_reachable.
func decideApproach(s *State, m *Map, me *Person, who VisitorID, apart []VisitorID, at Millis) ([]Event, error) {
	other := s.Person(who)
	if other == nil || who == me.ID {
		return nil, Refuse(CodeUnknownVisitor, "That person is not in this room.")
	}
	if slices.Contains(apart, who) {
		return nil, Refuse(CodeNotReachable, "There is no way there, and no place near it.") // as of anybody one cannot get to
	}
	if me.Seat != "" && distance(s.body(m, me, at), s.body(m, other, at)) <= ApproachWithin {
		return nil, nil // neighbours on a sofa talk as they sit
	}
	goal := s.body(m, other, math.MaxInt64)
	if m.quiet(goal) {
		return nil, Refuse(CodeQuiet, "They are in a quiet place, where nobody is approached. Say something from where you are.")
	}
	return decideWalk(s, m, me, nav.Ring(goal, ApproachInner, ApproachWithin), who, at)
}

// decideSit takes a seat. Codes: unknown_seat, seat_taken, not_reachable.
func decideSit(s *State, m *Map, me *Person, id SeatID, at Millis) ([]Event, error) {
	seat, ok := m.seat(id)
	if !ok {
		return nil, Refuse(CodeUnknownSeat, "This room has no such seat.")
	}
	switch holder := s.Holder(id); {
	case holder == me:
		return nil, nil
	case holder != nil:
		return nil, Refuse(CodeSeatTaken, "Somebody sits there or is on the way. Choose another seat.")
	}
	from := me.Path.Where(at)
	route, ok := m.Floor.Route(from, nav.At(seat.Approach), nil)
	if !ok || !route.Exact {
		return nil, Refuse(CodeNotReachable, "There is no way to that seat.")
	}
	return one(at, Sat{Who: me.ID, Seat: id, Path: timed(from, route.Path, at), Facing: seat.Facing})
}

// decideStand leaves the seat for the free place nearest to its approach point. Whoever has no seat ends what they do,
// where they are or where they are going. Codes: not_reachable.
func decideStand(s *State, m *Map, me *Person, at Millis) ([]Event, error) {
	if me.Seat == "" {
		return decideRest(me, at)
	}
	from := me.Path.Where(at)
	route, ok := m.Floor.Route(from, nav.At(from), s.taken(m, me.ID))
	if !ok {
		return nil, Refuse(CodeNotReachable, "There is no place to stand beside the seat.")
	}
	return one(at, Stood{Who: me.ID, Path: timed(from, route.Path, at), Facing: me.Facing})
}

func decideRest(me *Person, at Millis) ([]Event, error) {
	if me.Doing == "" {
		return nil, nil
	}
	path := me.Path
	if end := path.End(); end.At <= at {
		path = Path{{Point: end.Point, At: at}}
	}
	return one(at, Stood{Who: me.ID, Path: path, Facing: me.Facing})
}

// body is where somebody's body is at an instant: on their seat once they have arrived there.
func (s *State) body(m *Map, p *Person, at Millis) nav.Point {
	if seat, ok := m.seat(p.Seat); ok && at >= p.Path.End().At {
		return seat.At
	}
	return p.Path.Where(at)
}

// ends is where everybody's body will be, while several ways are decided at once.
type ends map[VisitorID]nav.Point

func (s *State) ends(m *Map) ends {
	all := make(ends, len(s.People))
	for _, p := range s.People {
		all[p.ID] = s.body(m, p, math.MaxInt64)
	}
	return all
}

// taken are the places others will stand on.
func (e ends) taken(s *State, me VisitorID) []nav.Disc {
	discs := make([]nav.Disc, 0, len(s.People))
	for _, p := range s.People {
		if p.ID != me {
			discs = append(discs, standing(e[p.ID]))
		}
	}
	return discs
}

// taken are the places others stand on or walk to.
func (s *State) taken(m *Map, me VisitorID) []nav.Disc {
	discs := make([]nav.Disc, 0, len(s.People))
	for _, p := range s.People {
		if p.ID != me {
			discs = append(discs, standing(s.body(m, p, math.MaxInt64)))
		}
	}
	return discs
}

// standing is the place that a body takes.
func standing(at nav.Point) nav.Disc { return nav.Disc{Centre: at, Radius: 2 * BodyRadius} }

// entrance is where somebody comes in, and where they go to stand: before the door that leads to where they come from, or
// from the first door to where newcomers stand.
func (m *Map) entrance(s *State, from RoomID) (door, inside nav.Point) {
	for _, e := range m.Exits {
		if from != "" && e.Target == from {
			return e.At, e.inside()
		}
	}
	inside = m.freeSpawn(s)
	if len(m.Exits) == 0 {
		return m.Spawn[0], inside
	}
	return m.Exits[0].At, inside
}

// freeSpawn is the first spawn point nobody stands on, or the first of all.
func (m *Map) freeSpawn(s *State) nav.Point {
	taken := s.taken(m, "")
	for _, p := range m.Spawn {
		free := true
		for _, d := range taken {
			free = free && distance(p, d.Centre) >= float64(d.Radius)
		}
		if free {
			return p
		}
	}
	return m.Spawn[0]
}

func distance(a, b nav.Point) float64 {
	return math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y))
}

// timed puts instants to a route walked from a place at walking speed. A place off the floor (a door's sill) is
// walked from as well.
func timed(from nav.Point, route []nav.Point, at Millis) Path {
	path := Path{{Point: from, At: at}}
	walked := 0.0
	for _, p := range route {
		last := path.End().Point
		if p == last {
			continue
		}
		walked += distance(last, p)
		path = append(path, Waypoint{Point: p, At: at + Millis(math.Ceil(walked*millisInSecond/WalkSpeed))})
	}
	return path
}

// pathFacing is where one looks after a walk.
func pathFacing(p Path, standing Facing) Facing {
	if len(p) < 2 {
		return standing
	}
	return FacingTowards(p[len(p)-2].Point, p.End().Point)
}
