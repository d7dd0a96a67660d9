package world

import "github.com/yokocho/yokocho/core/nav"

// Nobody walks through between two who stand together, if a way round them is not much longer.
const (
	togetherWithin = ApproachWithin + BodyRadius // of two who talk
	roundThem      = 2*BodyRadius + 8            // from a body's centre to whoever goes round it
	detourAtMost   = 160                         // floor units that manners may cost
	pairsGoneRound = 2                           // more of them in one's way are a crowd, through which everybody goes straight
)

// pair are two who stand or sit together.
type pair struct{ a, b nav.Point }

// around is a route to the same place that leads round those who stand together, or the route itself.
func (s *State) around(m *Map, me VisitorID, from nav.Point, route nav.Route, at Millis) nav.Route {
	there := s.resting(m, me, route.Path, at)
	between := crossed(route.Path, there)
	if len(between) == 0 || len(between) > pairsGoneRound {
		return route
	}
	end := route.Path[len(route.Path)-1]
	best, shortest := route, route.Length()+detourAtMost
	for _, p := range between {
		for _, via := range []nav.Point{beyond(p.b, p.a), beyond(p.a, p.b)} {
			to, ok := m.Floor.Route(from, nav.At(via), nil)
			if !ok || !to.Exact {
				continue
			}
			on, ok := m.Floor.Route(via, nav.At(end), nil)
			if !ok || !on.Exact {
				continue
			}
			round := nav.Route{Path: append(to.Path, on.Path[1:]...), Exact: route.Exact}
			if length := round.Length(); length < shortest && len(crossed(round.Path, s.resting(m, me, round.Path, at))) == 0 {
				best, shortest = round, length
			}
		}
	}
	return best
}

// resting is where the others are who have arrived, of those beside a path.
func (s *State) resting(m *Map, me VisitorID, path []nav.Point, at Millis) []nav.Point {
	var there []nav.Point
	for _, p := range s.People {
		if p.ID == me || p.Path.End().At > at {
			continue
		}
		if body := s.body(m, p, at); beside(path, body) {
			there = append(there, body)
		}
	}
	return there
}

// beside says whether a body is so near to a path that the path may lead between it and another.
func beside(path []nav.Point, body nav.Point) bool {
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		along, long := (body.X-a.X)*(b.X-a.X)+(body.Y-a.Y)*(b.Y-a.Y), (b.X-a.X)*(b.X-a.X)+(b.Y-a.Y)*(b.Y-a.Y)
		aside := (body.X-a.X)*(b.Y-a.Y) - (body.Y-a.Y)*(b.X-a.X)
		if aside*aside > togetherWithin*togetherWithin*long {
			continue
		}
		if past := max(-along, along-long); past <= 0 || past*past <= togetherWithin*togetherWithin*long {
			return true
		}
	}
	return false
}

// crossed are those of the people there who are near enough to talk and between whom a path leads; no more of them than show a crowd.
func crossed(path []nav.Point, there []nav.Point) []pair {
	var between []pair
	for i, a := range there {
		for _, b := range there[:i] {
			if dx, dy := a.X-b.X, a.Y-b.Y; dx*dx+dy*dy > togetherWithin*togetherWithin || !leadsBetween(path, a, b) {
				continue
			}
			if between = append(between, pair{a, b}); len(between) > pairsGoneRound {
				return between
			}
		}
	}
	return between
}

func leadsBetween(path []nav.Point, a, b nav.Point) bool {
	for i := 1; i < len(path); i++ {
		if separates(path[i-1], path[i], a, b) && separates(a, b, path[i-1], path[i]) {
			return true
		}
	}
	return false
}

// separates says whether two points lie on different sides of the line through a and b.
func separates(a, b, p, q nav.Point) bool {
	side := func(c nav.Point) int64 {
		return int64(b.X-a.X)*int64(c.Y-a.Y) - int64(b.Y-a.Y)*int64(c.X-a.X)
	}
	return side(p) < 0 != (side(q) < 0) && side(p) != 0 && side(q) != 0
}

// beyond is the place behind the second of two for whoever goes round them.
func beyond(a, b nav.Point) nav.Point {
	long := distance(a, b)
	if long == 0 {
		return b
	}
	share := roundThem / long
	return nav.Point{X: b.X + int(float64(b.X-a.X)*share), Y: b.Y + int(float64(b.Y-a.Y)*share)}
}
