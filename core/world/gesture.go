package world

import "slices"

// sleeping is the gesture that ends by whatever one does.
const sleeping = "sleep"

// So many people who make the same gesture within so many milliseconds make a chorus.
const (
	chorusOf     = 3
	chorusWithin = 4000
)

// Gestures are played with the whole body and leave the face as it is. Those in Lasting go on until one walks, sits,
// stands or makes another; sleep also until one does anything else. The others are played once.
var Gestures = []string{"wave", "bow", "clap", "giggle", "cheer", "dance", "groove", sleeping}

// Lasting are the gestures a person is found doing: PersonView.Doing.
var Lasting = []string{"dance", "groove", sleeping}

// upright are the gestures nobody makes on a chair.
var upright = []string{"dance", "groove"}

// Played is a gesture that may still become part of a chorus.
type Played struct {
	Name string    `json:"name"`
	Who  VisitorID `json:"who"`
	At   Millis    `json:"at"`
}

// decideExpress shows a face or plays a gesture; to dance one gets up first. The third to make the same gesture in a
// short while makes a chorus of the three. Codes: bad_request, not_reachable (no place to get up to).
func decideExpress(s *State, m *Map, me *Person, name string, at Millis) ([]Event, error) {
	gesture := slices.Contains(Gestures, name)
	if !gesture && !slices.Contains(Expressions, name) {
		return nil, Refuse(CodeBadRequest, "There is no such expression. Use one of the expressions or gestures in the API's description.")
	}
	if me.Doing == name {
		return nil, nil
	}
	var events []Event
	if me.Seat != "" && slices.Contains(upright, name) {
		var err error
		if events, err = decideStand(s, m, me, at); err != nil {
			return nil, err
		}
	}
	events = append(events, Event{At: at, Body: Expressed{Who: me.ID, Name: name}})
	if !gesture {
		return events, nil
	}
	if who := s.chorus(me.ID, name, at); len(who) >= chorusOf {
		events = append(events, Event{At: at, Body: Chorus{Name: name, Who: who}})
	}
	return events, nil
}

// chorus are those who made a gesture a short while ago, and last the one who makes it now.
func (s *State) chorus(me VisitorID, name string, at Millis) []VisitorID {
	var who []VisitorID
	for _, p := range s.Played {
		if p.Name == name && p.Who != me && p.At+chorusWithin >= at {
			who = append(who, p.Who)
		}
	}
	return append(who, me)
}

// awake lets a sleeper wake before they act. Everybody is told, by the face they have anyway: those who may not see the
// act (a whisper) would otherwise go on seeing a sleeper.
func awake(me *Person, do Action, events []Event, at Millis) []Event {
	if _, express := do.(Express); express || me.Doing != sleeping {
		return events
	}
	face := me.Expression
	if face == "" {
		face = neutralFace
	}
	return append([]Event{{At: at, Body: Expressed{Who: me.ID, Name: face}}}, events...)
}

// express folds a face or a gesture into the state.
func (s *State) express(b Expressed, at Millis) {
	p := s.Person(b.Who)
	if p == nil {
		return
	}
	if !slices.Contains(Gestures, b.Name) {
		p.Expression = b.Name
		if b.Name == neutralFace {
			p.Expression = ""
		}
		if p.Doing == sleeping {
			p.rest()
		}
		return
	}
	p.rest()
	if slices.Contains(Lasting, b.Name) {
		p.Doing, p.DoingSince = b.Name, at
	}
	s.Played = slices.DeleteFunc(s.Played, func(old Played) bool {
		return old.At+chorusWithin < at || old.Who == b.Who && old.Name == b.Name
	})
	s.Played = append(s.Played, Played{Name: b.Name, Who: b.Who, At: at})
}

// spend takes the gestures of a chorus out of the count.
func (s *State) spend(b Chorus) {
	s.Played = slices.DeleteFunc(s.Played, func(p Played) bool { return p.Name == b.Name && slices.Contains(b.Who, p.Who) })
}
