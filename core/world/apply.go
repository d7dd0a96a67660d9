package world

import "slices"

// Apply folds one committed event into the state. It serves live, replay, preview and inspector alike, reads no map
// and never fails: an event about somebody who is not there changes nothing but the position.
func (s *State) Apply(e Event) {
	s.Position, s.At = e.Position, e.At
	switch b := e.Body.(type) {
	case Entered:
		s.removePerson(b.Who)
		s.forgetGone(b.Who, e.At)
		s.People = append(s.People, &Person{
			ID: b.Who, Name: b.Name, Kind: b.Kind, Age: b.Age, Lang: b.Lang, Outfit: b.Outfit, Photos: b.Photos, Follow: b.Follow,
			Path: b.Path, Facing: b.Facing, Entered: e.At,
		})
	case Left:
		s.remember(b.Who, e.At)
		s.removePerson(b.Who)
	case Walked:
		s.place(b.Who, b.Path, b.Facing, "")
		s.approach(b, e.At)
	case Stood:
		s.place(b.Who, b.Path, b.Facing, "")
	case Moved:
		s.place(b.Who, b.Path, b.Facing, "")
	case Sat:
		s.place(b.Who, b.Path, b.Facing, b.Seat)
	case Said:
		s.addLine(e, LineView{Who: b.Who, Text: b.Text, Lang: b.Lang, Stage: b.Stage, Expired: b.Expired, Fate: b.Fate})
	case Whispered:
		s.addLine(e, LineView{Who: b.Who, To: b.To, ToName: s.nameOf(b.To), Text: b.Text, Lang: b.Lang, Expired: b.Expired, Fate: b.Fate})
	case Retracted:
		if l := s.line(b.Line); l != nil {
			l.Retracted, l.Text, l.Lang, l.Expired = true, "", "", false
		}
	case Expressed:
		s.express(b, e.At)
	case Chorus:
		s.spend(b)
	case Dressed:
		if p := s.Person(b.Who); p != nil {
			p.Outfit = b.Outfit
		}
	case Renamed:
		if p := s.Person(b.Who); p != nil {
			p.Name = b.Name
		}
	case Agreed:
		if p := s.Person(b.Who); p != nil {
			p.Photos, p.Follow = b.Photos, b.Follow
		}
	case Forgotten:
		s.forgetTexts(b)
	case Redrawn:
		s.Map, s.Title, s.Capacity, s.Seats = b.Map, b.Title, b.Capacity, b.Seats
	}
}

func (s *State) removePerson(id VisitorID) {
	s.People = slices.DeleteFunc(s.People, func(p *Person) bool { return p.ID == id })
	s.Played = slices.DeleteFunc(s.Played, func(p Played) bool { return p.Who == id })
	delete(s.ghosts, id)
}

// remember keeps who went last. Programs were never here.
func (s *State) remember(id VisitorID, at Millis) {
	s.forgetGone(id, at)
	if p := s.Person(id); p != nil && p.Kind != KindProgram {
		s.Lately = slices.Insert(s.Lately, 0, Gone{Who: id, Name: p.Name, Outfit: p.Outfit, At: at})
		s.Lately = s.Lately[:min(len(s.Lately), keptGone)]
	}
}

// forgetGone drops somebody, and whoever went too long ago, from those who were here lately.
func (s *State) forgetGone(id VisitorID, at Millis) {
	s.Lately = slices.DeleteFunc(s.Lately, func(g Gone) bool { return g.Who == id || g.At+latelyFor < at })
}

func (s *State) place(id VisitorID, path Path, facing Facing, seat SeatID) {
	if p := s.Person(id); p != nil {
		p.Path, p.Facing, p.Seat = path, facing, seat
		p.Near, p.NearSince = "", 0
		p.rest()
	}
}

func (s *State) approach(b Walked, at Millis) {
	p := s.Person(b.Who)
	if p == nil || b.Near == "" {
		return
	}
	p.Near, p.NearSince = b.Near, at
	if b.Since != 0 {
		p.NearSince = b.Since
	}
}

func (s *State) nameOf(id VisitorID) string {
	if p := s.Person(id); p != nil {
		return p.Name
	}
	return ""
}

func (s *State) addLine(e Event, l LineView) {
	l.Position, l.At, l.Name = e.Position, e.At, s.nameOf(l.Who)
	if len(s.Lines) >= keptLines {
		s.dropLine()
	}
	s.Lines = append(s.Lines, Line{LineView: l, Audience: e.Audience})
}

// dropLine forgets the oldest line of those there are more of, public or private: whispers do not drive out what everybody
// may read, nor the other way round.
func (s *State) dropLine() {
	public := 0
	for i := range s.Lines {
		if s.Lines[i].Audience.Public() {
			public++
		}
	}
	for i := range s.Lines {
		if s.Lines[i].Audience.Public() == (2*public >= len(s.Lines)) {
			s.Lines = slices.Delete(s.Lines, i, i+1)
			return
		}
	}
}

func (s *State) line(at Position) *Line {
	for i := len(s.Lines) - 1; i >= 0; i-- {
		if s.Lines[i].Position == at {
			return &s.Lines[i]
		}
	}
	return nil
}
