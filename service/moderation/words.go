package moderation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mtibben/confusables"
	"golang.org/x/text/unicode/norm"

	"github.com/yokocho/yokocho/core/world"
)

// Word is what is not said in the house, and what happens to a line with it. It is a word, not a pattern: no signs in it mean anything.
type Word struct {
	Text   string `json:"text"`
	Action Action `json:"action" enum:"mask,refuse,hold"`
}

// Action is what happens to a line. The author always sees it.
type Action string

// The actions, the mildest first.
const (
	Mask   Action = "mask"   // the word is said as dots
	Refuse Action = "refuse" // the line is not said, and its author told so
	Hold   Action = "hold"   // the line reaches nobody but its author, who sees that
)

var severity = map[Action]int{Mask: 1, Refuse: 2, Hold: 3}

const (
	maxWords     = 20_000
	maxWordRunes = 60
	maskRune     = '●'
)

func checkWords(words []Word) error {
	if len(words) > maxWords {
		return world.Refuse(world.CodeBadRequest, "A list has at most 20,000 words.")
	}
	for _, w := range words {
		if severity[w.Action] == 0 || len(fold(w.Text)) == 0 || utf8.RuneCountInString(w.Text) > maxWordRunes {
			return world.Refuse(world.CodeBadRequest, "An entry of the word list has 1 to 60 characters with a letter among them, and an action: mask, refuse or hold.")
		}
	}
	return nil
}

// letter is one letter of a text as words are compared: without case, width, marks, and the differences between kana and between letters
// that look alike.
type letter struct {
	rune    rune
	at, end int // the bytes of the text it came from
}

// fold makes a text comparable. What is no letter or digit is left out.
func fold(text string) []letter {
	letters := make([]letter, 0, len(text))
	for at, r := range text {
		end := at + utf8.RuneLen(max(r, 0))
		switch {
		case r == utf8.RuneError:
		case r < utf8.RuneSelf:
			if r = lower(r); r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				letters = append(letters, letter{alike(r), at, end})
			}
		case r >= 'ぁ' && r <= 'ゖ', r >= 'ァ' && r <= 'ヺ':
			letters = append(letters, letter{hiragana(r), at, end})
		case r >= '一' && r <= '鿿':
			letters = append(letters, letter{r, at, end})
		case voicing(r) != 0 && len(letters) > 0 && letters[len(letters)-1].end == at:
			last := &letters[len(letters)-1]
			last.end = end
			if voiced, size := utf8.DecodeRuneInString(norm.NFC.String(string([]rune{last.rune, voicing(r)}))); size > 0 {
				last.rune = voiced
			}
		default:
			for _, folded := range folded(r) {
				letters = append(letters, letter{folded, at, end})
			}
		}
	}
	return letters
}

// voicing is the combining mark that a sign behind a kana is.
func voicing(r rune) rune {
	switch r {
	case '\u3099', '゛', 'ﾞ':
		return '\u3099'
	case '\u309a', '゜', 'ﾟ':
		return '\u309a'
	}
	return 0
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

// alike are the digits that are written for letters, and letters for one another.
func alike(r rune) rune {
	switch r {
	case '0':
		return 'o'
	case '1', 'i':
		return 'l'
	case '3':
		return 'e'
	case '4':
		return 'a'
	case '5':
		return 's'
	case '7':
		return 't'
	}
	return r
}

// folded is what one character beyond ASCII becomes.
func folded(r rune) []rune {
	var out []rune
	for _, plain := range norm.NFKC.String(string(r)) {
		if plain < utf8.RuneSelf || kana(plain) || unicode.In(plain, unicode.Han, unicode.Hangul) {
			out = appendLetter(out, plain) // the table of letters that look alike takes an m for rn
			continue
		}
		for _, twin := range confusables.Skeleton(string(plain)) {
			out = appendLetter(out, twin)
		}
	}
	return out
}

func appendLetter(to []rune, r rune) []rune {
	if r = unicode.ToLower(r); !unicode.In(r, unicode.L, unicode.N) {
		return to
	}
	return append(to, alike(hiragana(r)))
}

func kana(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }

// hiragana of a katakana, full size of a small one.
func hiragana(r rune) rune {
	if r >= 'ァ' && r <= 'ヶ' {
		r -= 'ァ' - 'ぁ'
	}
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ':
		return r + 1
	case 'ゕ':
		return 'か'
	case 'ゖ':
		return 'け'
	}
	return r
}

// Words finds the words of a list in texts: an automaton after Aho and Corasick (Efficient string matching, CACM 18/6, 1975), so that a
// text is read once however long the list is.
type Words struct {
	step map[edge]int32
	fail []int32
	ends [][]ending // by state: the words that end there
}

type edge struct {
	state int32
	rune  rune
}

type ending struct {
	length int // letters
	latin  bool
	action Action
}

// NewWords reads a list.
func NewWords(list []Word) *Words {
	w := &Words{step: map[edge]int32{}, fail: []int32{0}, ends: [][]ending{nil}}
	for _, word := range list {
		w.add(fold(word.Text), word.Action)
	}
	w.link()
	return w
}

func (w *Words) add(letters []letter, action Action) {
	state, latin := int32(0), true
	for _, l := range letters {
		latin = latin && l.rune < utf8.RuneSelf
		next, ok := w.step[edge{state, l.rune}]
		if !ok {
			next = int32(len(w.fail))
			w.step[edge{state, l.rune}] = next
			w.fail, w.ends = append(w.fail, 0), append(w.ends, nil)
		}
		state = next
	}
	w.ends[state] = append(w.ends[state], ending{len(letters), latin, action})
}

// link finds for each state the longest other one that ends alike. States are made parents first, but not breadth first, so they are
// gone through by depth.
func (w *Words) link() {
	children := make([][]edge, len(w.fail))
	for e := range w.step {
		children[e.state] = append(children[e.state], e)
	}
	for level := []int32{0}; len(level) > 0; {
		var next []int32
		for _, state := range level {
			for _, e := range children[state] {
				child := w.step[e]
				if state != 0 {
					w.fail[child] = w.next(w.fail[state], e.rune)
				}
				w.ends[child] = append(w.ends[child], w.ends[w.fail[child]]...)
				next = append(next, child)
			}
		}
		level = next
	}
}

func (w *Words) next(state int32, r rune) int32 {
	for {
		if to, ok := w.step[edge{state, r}]; ok {
			return to
		}
		if state == 0 {
			return 0
		}
		state = w.fail[state]
	}
}

// Find says what is to happen to a text with words of the list in it, and the text with these as dots; "" when there are none.
func (w *Words) Find(text string) (Action, string) {
	if len(w.step) == 0 {
		return "", text
	}
	letters := fold(text)
	var worst Action
	var hidden []bool // by letter
	state := int32(0)
	for i, l := range letters {
		state = w.next(state, l.rune)
		for _, e := range w.ends[state] {
			first := i - e.length + 1
			if e.latin && !whole(text, letters, first, i) {
				continue
			}
			if hidden == nil {
				hidden = make([]bool, len(letters))
			}
			for j := first; j <= i; j++ {
				hidden[j] = true
			}
			if severity[e.action] > severity[worst] {
				worst = e.action
			}
		}
	}
	if worst == "" {
		return "", text
	}
	return worst, masked(text, letters, hidden)
}

// whole says whether letters first to last of a text stand by themselves: "ass" is not in "class", nor in "as soon", but in "a s s".
func whole(text string, letters []letter, first, last int) bool {
	gaps := 0
	for i := first; i < last; i++ {
		if !adjoin(text, letters, i) {
			gaps++
		}
	}
	if gaps != 0 && gaps != last-first {
		return false
	}
	return (first == 0 || !adjoin(text, letters, first-1)) && (last == len(letters)-1 || !adjoin(text, letters, last))
}

// adjoin says whether letter i and the next one stand side by side.
func adjoin(text string, letters []letter, i int) bool {
	if letters[i].at == letters[i+1].at {
		return true
	}
	for _, r := range text[letters[i].end:letters[i+1].at] {
		if !unicode.In(r, unicode.M, unicode.Cf) { // marks and joiners part nothing
			return false
		}
	}
	return true
}

func masked(text string, letters []letter, hidden []bool) string {
	var out strings.Builder
	i := 0 // the letter at or behind the character
	for at, r := range text {
		for i < len(letters) && letters[i].end <= at {
			i++
		}
		dot := false
		for j := i; j < len(letters) && letters[j].at <= at; j++ { // one character may be several letters
			dot = dot || hidden[j]
		}
		if dot {
			r = maskRune
		}
		out.WriteRune(r)
	}
	return out.String()
}
