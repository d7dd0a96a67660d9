package world

import "github.com/yokocho/yokocho/core/nav"

// Expressions are the faces `express` knows; `neutral` is the one without an expression.
var Expressions = []string{neutralFace, "smile", "laugh", "wink", "shy", "surprised", "sad", "angry", "sleepy", "kiss"}

// Decide says what a command makes happen: the events, without positions, or an *Error. It changes nothing, reads no
// clock and knows no chance, so the same state, map, command, principal and instant give the same events. The codes of
// each refusal are in the comment of its command's function. Without events the command was right and has nothing to do.
func Decide(s *State, m *Map, c Command, p Principal, at Millis) ([]Event, error) {
	if !May(p.Role, c.Do) {
		return nil, Refuse(CodeForbidden, "That is not allowed to you.")
	}
	switch do := c.Do.(type) {
	case Enter:
		return decideEnter(s, m.as(p.Role), do, p, at)
	case Wake:
		if gone := decideWake(s, at); gone != nil {
			return gone, nil // what else is due is decided without them
		}
		return decideFollow(s, m.as(""), at), nil
	case Forget:
		return decideForget(s, do.Forgotten, at)
	case Redraw:
		return decideRedraw(s, m, at), nil
	case Leave:
		if s.Person(p.ID) == nil {
			return nil, nil
		}
		return one(at, Left{Who: p.ID, Reason: leftReason})
	case Remove:
		if s.Person(p.ID) == nil {
			return nil, nil
		}
		return one(at, Left{Who: p.ID, Reason: removedReason})
	default:
		me := s.Person(p.ID)
		if me == nil {
			return nil, Refuse(CodeNotHere, "You are not in this room. Enter it first.")
		}
		events, err := decideInside(s, m.as(p.Role), me, do, p, at)
		if err != nil {
			return nil, err
		}
		return awake(me, do, events, at), nil
	}
}

// decideInside decides the commands of somebody who is in the room.
func decideInside(s *State, m *Map, me *Person, do Action, p Principal, at Millis) ([]Event, error) {
	switch do := do.(type) {
	case Walk:
		return decideWalk(s, m, me, nav.At(do.To), "", at)
	case Approach:
		return decideApproach(s, m, me, do.Visitor, p.Apart, at)
	case Sit:
		return decideSit(s, m, me, do.Seat, at)
	case Stand:
		return decideStand(s, m, me, at)
	case Say:
		return decideSay(s, m, me, do, p, at)
	case Whisper:
		return decideWhisper(s, me, do, p, at)
	case Retract:
		return decideRetract(s, me, do.Line, at)
	case Express:
		return decideExpress(s, m, me, do.Name, at)
	case Wear:
		if me.Outfit == do.Outfit {
			return nil, nil
		}
		return one(at, Dressed{Who: me.ID, Outfit: do.Outfit})
	case Rename:
		if me.Name == p.Name {
			return nil, nil
		}
		return one(at, Renamed{Who: me.ID, Name: p.Name})
	case Agree:
		if me.Photos == p.Photos && me.Follow == p.Follow {
			return nil, nil
		}
		return one(at, Agreed{Who: me.ID, Photos: p.Photos, Follow: p.Follow})
	case Part:
		return decidePart(s, p, at), nil
	default:
		return nil, Refuse(CodeUnknownCommand, "This server does not know that command.")
	}
}

func one(at Millis, b Body) ([]Event, error) { return []Event{{At: at, Body: b}}, nil }

// decideEnter brings somebody in through the door. Codes: removed, full, not_reachable.
func decideEnter(s *State, m *Map, do Enter, p Principal, at Millis) ([]Event, error) {
	if s.Person(p.ID) != nil {
		return nil, nil
	}
	if until := p.Barred[s.Room]; until > at {
		return nil, refuseUntil(CodeRemoved, "You were sent out of this room. Come back later, or go to another one.", until, at)
	}
	if len(s.People) >= m.Capacity {
		return nil, Refuse(CodeFull, "This room is full. Try another one, or come back later.")
	}
	door, inside := m.entrance(s, do.From)
	route, ok := m.Floor.Route(door, nav.At(inside), s.taken(m, p.ID))
	if !ok {
		return nil, Refuse(CodeNotReachable, "There is no place to stand in this room.")
	}
	path := timed(door, route.Path, at)
	return one(at, Entered{
		Who: p.ID, Name: p.Name, Kind: p.Kind, Age: p.Age, Lang: p.Lang, Outfit: p.Outfit, Photos: p.Photos, Follow: p.Follow,
		Path: path, Facing: pathFacing(path, FacingSW),
	})
}

// decideWake lets those go whose connections stayed away.
func decideWake(s *State, at Millis) []Event {
	var gone []Event
	for _, p := range s.People {
		if since, ghost := s.ghosts[p.ID]; ghost && since+s.GhostFor <= at {
			gone = append(gone, Event{At: at, Body: Left{Who: p.ID, Reason: awayReason}})
		}
	}
	return gone
}
