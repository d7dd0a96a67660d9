package wardrobe

import (
	"math"
	"strconv"
	"strings"
)

// spelling writes path data: relative commands, whole tenths of a unit, no separator that is not needed. Every step is
// reckoned from where the written path is, so that rounding does not add up.
type spelling struct {
	text      strings.Builder
	at, start tenths // where the written path is, and where its figure began
	op        byte   // the last command written
	lettered  bool   // a letter was written last
	dotted    bool   // the last number has a point: one that begins with a point may follow at once
}

// tenths is a point in tenths of a unit.
type tenths struct{ x, y int }

func rounded(p point) tenths { return tenths{tenth(p.x), tenth(p.y)} }

func tenth(v float64) int { return int(math.Round(v * 10)) }

func (s *spelling) move(to point) {
	s.at = rounded(to)
	s.start = s.at
	s.command('M')
	s.number(s.at.x)
	s.number(s.at.y)
}

func (s *spelling) line(to point) {
	from := s.at
	s.at = rounded(to)
	switch dx, dy := s.at.x-from.x, s.at.y-from.y; {
	case dy == 0:
		s.command('h')
		s.number(dx)
	case dx == 0:
		s.command('v')
		s.number(dy)
	default:
		s.command('l')
		s.number(dx)
		s.number(dy)
	}
}

// curve writes a Bezier curve: its control points, then its end.
func (s *spelling) curve(op byte, points ...point) {
	s.command(op)
	for _, p := range points {
		to := rounded(p)
		s.number(to.x - s.at.x)
		s.number(to.y - s.at.y)
	}
	s.at = rounded(points[len(points)-1])
}

// arc writes SVG's arc: radii, rotation, two flags, its end.
func (s *spelling) arc(args []float64, to point) {
	from := s.at
	s.at = rounded(to)
	s.command('a')
	for i := range 3 {
		s.number(tenth(args[i]))
	}
	s.number(10 * int(args[3]))
	s.number(10 * int(args[4]))
	s.number(s.at.x - from.x)
	s.number(s.at.y - from.y)
}

func (s *spelling) close() {
	s.command('z')
	s.at = s.start
}

// command writes the command's letter, unless the last one goes on.
func (s *spelling) command(op byte) {
	if op != s.op || op == 'M' || op == 'z' {
		s.text.WriteByte(op)
		s.lettered = true
	}
	s.op = op
}

// number writes so many tenths, apart from what stands before it.
func (s *spelling) number(n int) {
	digits := ""
	whole, rest := max(n, -n)/10, max(n, -n)%10
	if whole != 0 || rest == 0 {
		digits = strconv.Itoa(whole)
	}
	if rest != 0 {
		digits += "." + strconv.Itoa(rest)
	}
	switch {
	case n < 0:
		s.text.WriteByte('-')
	case !s.lettered && (digits[0] != '.' || !s.dotted):
		s.text.WriteByte(' ')
	}
	s.text.WriteString(digits)
	s.lettered, s.dotted = false, rest != 0
}
