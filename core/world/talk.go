package world

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var langForm = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// decideSay speaks to the room. Codes: muted, bad_text, too_long.
func decideSay(s *State, m *Map, me *Person, say Say, p Principal, at Millis) ([]Event, error) {
	text, lang, err := lineText(say.Text, say.Lang, p, at)
	if err != nil {
		return nil, err
	}
	heard := Audience{Except: deaf(s, p)}
	if say.Fate.Held {
		heard = Audience{Only: []VisitorID{me.ID}}
	}
	return []Event{{At: at, Audience: heard, Body: Said{Who: me.ID, Text: text, Lang: lang, Stage: m.onStage(s.body(m, me, at)), Fate: say.Fate}}}, nil
}

// deaf are those in the room who do not hear the principal: as many as a room holds, however many there are elsewhere.
func deaf(s *State, p Principal) []VisitorID {
	var in []VisitorID
	for _, id := range p.Deaf() {
		if s.Person(id) != nil {
			in = append(in, id)
		}
	}
	return in
}

// decideWhisper speaks to one person. Whoever is ignored by that person is not told: they alone see the line. Codes:
// muted, bad_text, too_long, unknown_visitor.
func decideWhisper(s *State, me *Person, w Whisper, p Principal, at Millis) ([]Event, error) {
	text, lang, err := lineText(w.Text, w.Lang, p, at)
	if err != nil {
		return nil, err
	}
	other := s.Person(w.To)
	if other == nil || other == me {
		return nil, Refuse(CodeUnknownVisitor, "That person is not in this room any more.")
	}
	seen := Audience{Only: []VisitorID{me.ID, w.To}}
	if w.Fate.Held || slices.Contains(p.Deaf(), w.To) || w.Guarded && guarded(me, other) {
		seen.Only = seen.Only[:1]
	}
	return []Event{{At: at, Audience: seen, Body: Whispered{Who: me.ID, To: w.To, Text: text, Lang: lang, Fate: w.Fate}}}, nil
}

// guarded says whether somebody gets no whispers of another one, in a house for all ages: nobody gets any of grown-ups who is not known to
// be one themselves. Nobody is told, for it would tell how old they are.
func guarded(from, to *Person) bool {
	return !from.Age.Minor() && !to.Age.Grown() && from.Kind == KindPerson && to.Kind == KindPerson
}

// decideRetract takes back one's newest line, wherever it was spoken. Codes: unknown_line.
func decideRetract(s *State, me *Person, at Position, now Millis) ([]Event, error) {
	for i := len(s.Lines) - 1; i >= 0; i-- {
		l := s.Lines[i]
		if l.Who != me.ID || l.Retracted {
			continue
		}
		if l.Position != at {
			break
		}
		return []Event{{At: now, Audience: l.Audience, Body: Retracted{Who: me.ID, Line: at}}}, nil
	}
	return nil, Refuse(CodeUnknownLine, "Only your own last line can be taken back.")
}

// lineText checks what somebody wants to say, and in which language.
func lineText(text, lang string, p Principal, at Millis) (string, string, error) {
	if p.Muted > at {
		return "", "", refuseUntil(CodeMuted, "The house has silenced you for a while. You can see why in your settings.", p.Muted, at)
	}
	text = strings.TrimSpace(text)
	if text == "" || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
		return "", "", Refuse(CodeBadText, "A line needs words, and no control characters.")
	}
	if utf8.RuneCountInString(text) > maxLineRunes {
		return "", "", Refuse(CodeTooLong, "A line has at most 500 characters. Say it in two.")
	}
	if lang == "" {
		lang = p.Lang
	}
	if lang != "" && (len(lang) > maxLangBytes || !langForm.MatchString(lang)) {
		return "", "", Refuse(CodeBadRequest, "A line's language is a tag such as ja or en-GB.")
	}
	return text, lang, nil
}
