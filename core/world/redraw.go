package world

import "github.com/yokocho/yokocho/core/nav"

// decideRedraw makes the state follow a new drawing. Whoever sits where a seat still is sits on; whoever is on the way goes on by a way
// that there is now; whoever has lost seat or floor is put on the floor nearest to them.
func decideRedraw(s *State, m *Map, at Millis) []Event {
	if s.Map == m.Revision {
		return nil
	}
	events := []Event{{At: at, Body: Redrawn{Map: m.Revision, Title: m.Title, Capacity: m.Capacity, Seats: m.seatIDs()}}}
	ends := s.ends(m)
	for _, p := range s.People {
		if body := redrawn(m, p, ends.taken(s, p.ID), at); body != nil {
			events = append(events, Event{At: at, Body: body})
			ends[p.ID] = endOf(m, body)
		}
	}
	return events
}

// redrawn is what a new drawing does to somebody: nil where it leaves them alone.
func redrawn(m *Map, p *Person, others []nav.Disc, at Millis) Body {
	here, end := p.Path.Where(at), p.Path.End()
	arrived := end.At <= at
	if seat, ok := m.seat(p.Seat); ok {
		if arrived {
			if seat.Approach == end.Point && seat.Facing == p.Facing {
				return nil
			}
			return Sat{Who: p.ID, Seat: p.Seat, Path: Path{{Point: seat.Approach, At: at}}, Facing: seat.Facing}
		}
		if seat.Approach == end.Point && m.passable(p.Path, at) {
			return nil
		}
		if route, ok := m.Floor.Route(here, nav.At(seat.Approach), nil); ok && route.Exact {
			return Sat{Who: p.ID, Seat: p.Seat, Path: m.onwards(here, route, at), Facing: seat.Facing}
		}
	}
	goal := end.Point
	switch {
	case p.Seat != "" && arrived:
		goal = here
	case arrived && m.Floor.Standable(here):
		return nil
	case !arrived && p.Seat == "" && m.passable(p.Path, at):
		return nil
	}
	route, ok := m.Floor.Route(here, nav.At(goal), others)
	if !ok { // every place that was tried is taken
		nearest, _ := m.Floor.Nearest(here)
		route = nav.Route{Path: []nav.Point{nearest}}
	}
	path := m.onwards(here, route, at)
	switch {
	case p.Seat != "":
		return Stood{Who: p.ID, Path: path, Facing: pathFacing(path, p.Facing)}
	case path[0].Point != here || arrived:
		return Moved{Who: p.ID, Path: path, Facing: pathFacing(path, p.Facing)}
	default:
		return Walked{Who: p.ID, Path: path, Facing: pathFacing(path, p.Facing), Near: p.Near, Since: p.NearSince, Nearest: !route.Exact}
	}
}

// passable says whether the rest of a walk is on the floor.
func (m *Map) passable(p Path, at Millis) bool {
	from := p.Where(at)
	for _, next := range p {
		if next.At <= at {
			continue
		}
		if !m.Floor.Clear(from, next.Point) {
			return false
		}
		from = next.Point
	}
	return m.Floor.Standable(from)
}

// onwards is the way from where somebody stands, or, where no floor is any more, from the nearest place on it.
func (m *Map) onwards(here nav.Point, route nav.Route, at Millis) Path {
	if !m.Floor.Standable(here) {
		here = route.Path[0]
	}
	return timed(here, route.Path, at)
}

// endOf is where somebody's body is after an event of a redrawing.
func endOf(m *Map, b Body) nav.Point {
	switch b := b.(type) {
	case Sat:
		seat, _ := m.seat(b.Seat)
		return seat.At
	case Stood:
		return b.Path.End().Point
	case Moved:
		return b.Path.End().Point
	default:
		return b.(Walked).Path.End().Point
	}
}
