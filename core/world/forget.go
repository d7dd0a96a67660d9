package world

import "slices"

// decideForget has texts be gone, if there are any of them here.
func decideForget(s *State, f Forgotten, at Millis) ([]Event, error) {
	gone := slices.ContainsFunc(s.Lines, func(l Line) bool {
		return l.Text != "" && f.Covers(l.Who, l.At, !l.Audience.Public()) || l.Name != "" && f.Covers(l.Who, l.At, false) || l.ToName != "" && f.Covers(l.To, l.At, false)
	}) || slices.ContainsFunc(s.Lately, func(g Gone) bool { return f.Covers(g.Who, g.At, false) })
	if !gone {
		return nil, nil
	}
	return one(at, f)
}

// forgetTexts has the lines that are gone read as expired.
func (s *State) forgetTexts(f Forgotten) {
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Text != "" && f.Covers(l.Who, l.At, !l.Audience.Public()) {
			l.Text, l.Expired = "", true
		}
		if f.Covers(l.Who, l.At, false) {
			l.Name = ""
		}
		if f.Covers(l.To, l.At, false) {
			l.ToName = ""
		}
	}
	s.Lately = slices.DeleteFunc(s.Lately, func(g Gone) bool { return f.Covers(g.Who, g.At, false) })
}
