package world

import (
	"slices"

	"github.com/yokocho/yokocho/core/nav"
)

// Whoever approaches somebody who walks on goes after them, if that one agrees (Principal.Follow), until they have come to talking distance: at most so often, and so long.
const (
	followEvery = 600    // milliseconds between two of a follower's ways
	followFor   = 30_000 // from the approach on
)

// following is whom somebody's walk must go after, and when: the person they approach has set out again before they were beside them.
func (s *State) following(p *Person) (other *Person, due Millis) {
	if p.Near == "" {
		return nil, 0
	}
	other = s.Person(p.Near)
	if other == nil || !other.Follow {
		return nil, 0
	}
	planned, left := p.Path[0].At, other.Path[0].At
	come := left >= p.Path.End().At && distance(p.Path.End().Point, other.Path[0].Point) <= 2*ApproachWithin
	if left <= planned || come || left > p.NearSince+followFor {
		return nil, 0
	}
	return other, max(left, planned+followEvery)
}

// decideFollow has those go after whom they approach for whom it is time.
func decideFollow(s *State, m *Map, at Millis) []Event {
	var events []Event
	ends := s.ends(m)
	for _, p := range s.People {
		other, due := s.following(p)
		if other == nil || due > at {
			continue
		}
		from := p.Path.Where(at)
		goal := ends[other.ID]
		walked := Walked{Who: p.ID, Path: Path{{Point: from, At: at}}, Facing: FacingTowards(from, goal)} // where there is no place, or peace, they stay
		if route, ok := m.Floor.Route(from, nav.Ring(goal, ApproachInner, ApproachWithin), ends.taken(s, p.ID)); ok && !m.quiet(goal) {
			walked.Path = timed(from, route.Path, at)
			walked.Facing = FacingTowards(walked.Path.End().Point, s.body(m, other, walked.Path.End().At))
			walked.Near, walked.Since, walked.Nearest = p.Near, p.NearSince, !route.Exact
		}
		ends[p.ID] = walked.Path.End().Point
		events = append(events, Event{At: at, Body: walked})
	}
	return events
}

// decidePart has those stand still who are on their way to the principal or whom the principal is on the way to, of those they have nothing
// to do with.
func decidePart(s *State, p Principal, at Millis) []Event {
	var events []Event
	for _, q := range s.People {
		if q.ID == p.ID && slices.Contains(p.Apart, q.Near) || q.Near == p.ID && slices.Contains(p.Apart, q.ID) {
			events = append(events, Event{At: at, Body: Walked{Who: q.ID, Path: Path{{Point: q.Path.Where(at), At: at}}, Facing: q.Facing}})
		}
	}
	return events
}
