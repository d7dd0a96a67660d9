package wardrobe

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxNumber bounds every number in a drawing, in units.
const maxNumber = 4096

// pathText reads SVG path data. It answers the same path in a short canonical spelling (relative, in tenths of a unit: what
// repeats is then spelt alike, wherever it is, and a sheet compresses to four fifths) and points whose hull holds the curve.
func pathText(data string) (text string, points []point, err error) {
	s := scanner{rest: data}
	p := pen{}
	for s.skip(); s.rest != ""; s.skip() {
		op := s.rest[0]
		count, known := operands(op)
		if !known {
			return "", nil, fmt.Errorf("path data has %q where a command letter (M L H V C S Q T A Z) belongs", op)
		}
		if !p.begun && op != 'M' && op != 'm' {
			return "", nil, errors.New("path data must begin with M")
		}
		s.rest = s.rest[1:]
		for first := true; first || count > 0 && s.atNumber(); first = false {
			args, err := s.operands(op, count)
			if err != nil {
				return "", nil, err
			}
			if !first && (op == 'M' || op == 'm') {
				op-- // further pairs of a moveto are lines: M becomes L, m becomes l
			}
			p.draw(op, args)
			if p.far() {
				return "", nil, fmt.Errorf("path leads further than %d units from the canvas", maxNumber)
			}
		}
	}
	if !p.begun {
		return "", nil, errors.New("path data is empty")
	}
	return p.spelling.text.String(), p.points, nil
}

// operands is how many numbers follow a command letter.
func operands(op byte) (count int, known bool) {
	switch op &^ 0x20 {
	case 'M', 'L', 'T':
		return 2, true
	case 'H', 'V':
		return 1, true
	case 'C':
		return 6, true
	case 'S', 'Q':
		return 4, true
	case 'A':
		return 7, true
	case 'Z':
		return 0, true
	}
	return 0, false
}

// pen follows a path: where it is, where a smooth curve would bend, what was drawn.
type pen struct {
	begun     bool
	at, start point
	ctrl      point // the last curve's second control point
	lastOp    byte
	spelling  spelling
	points    []point
}

func (p *pen) draw(op byte, args []float64) {
	relative := op&0x20 != 0
	kind := op &^ 0x20
	abs := func(i int) point {
		q := point{args[i], args[i+1]}
		if relative {
			q.x, q.y = q.x+p.at.x, q.y+p.at.y
		}
		return q
	}
	from, ctrl := p.at, p.at
	switch kind {
	case 'M':
		p.at = abs(0)
		p.start, p.begun = p.at, true
		p.points = append(p.points, p.at)
		p.spelling.move(p.at)
	case 'L', 'H', 'V':
		p.at = p.line(kind, args, relative)
		p.spelling.line(p.at)
	case 'C':
		p.points = append(p.points, abs(0), abs(2))
		ctrl, p.at = abs(2), abs(4)
		p.spelling.curve('c', pairs(args, relative, from)...)
	case 'S':
		p.points = append(p.points, p.mirrored('C', 'S'), abs(0))
		ctrl, p.at = abs(0), abs(2)
		p.spelling.curve('s', pairs(args, relative, from)...)
	case 'Q':
		p.points = append(p.points, abs(0))
		ctrl, p.at = abs(0), abs(2)
		p.spelling.curve('q', pairs(args, relative, from)...)
	case 'T':
		ctrl, p.at = p.mirrored('Q', 'T'), abs(0)
		p.points = append(p.points, ctrl)
		p.spelling.curve('t', p.at)
	case 'A':
		p.at = abs(5)
		p.points = append(p.points, arcHull(from, args[0], args[1], args[2], args[3] == 1, args[4] == 1, p.at)...)
		p.spelling.arc(args, p.at)
	case 'Z':
		p.at = p.start
		p.spelling.close()
	}
	p.points = append(p.points, p.at)
	if kind != 'C' && kind != 'S' && kind != 'Q' && kind != 'T' {
		ctrl = p.at
	}
	p.ctrl, p.lastOp = ctrl, kind
}

// line is where a straight line ends.
func (p *pen) line(kind byte, args []float64, relative bool) point {
	from := point{}
	if relative {
		from = p.at
	}
	switch kind {
	case 'H':
		return point{from.x + args[0], p.at.y}
	case 'V':
		return point{p.at.x, from.y + args[0]}
	}
	return point{from.x + args[0], from.y + args[1]}
}

// pairs are the points of a curve.
func pairs(args []float64, relative bool, from point) []point {
	if !relative {
		from = point{}
	}
	points := make([]point, len(args)/2)
	for i := range points {
		points[i] = point{from.x + args[2*i], from.y + args[2*i+1]}
	}
	return points
}

// mirrored is the control point a smooth curve takes over from a curve of its own kind.
func (p *pen) mirrored(kinds ...byte) point {
	for _, k := range kinds {
		if p.lastOp == k {
			return point{2*p.at.x - p.ctrl.x, 2*p.at.y - p.ctrl.y}
		}
	}
	return p.at
}

func (p *pen) far() bool {
	return math.Abs(p.at.x) > maxNumber || math.Abs(p.at.y) > maxNumber
}

// number writes a value in hundredths, as short as SVG allows.
func number(v float64) string {
	v = math.Round(v*100) / 100
	if v == 0 {
		return "0"
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if strings.HasPrefix(s, "0.") {
		return s[1:]
	}
	if strings.HasPrefix(s, "-0.") {
		return "-" + s[2:]
	}
	return s
}

// scanner reads the numbers of path data and of attributes.
type scanner struct{ rest string }

func (s *scanner) skip() { s.rest = strings.TrimLeft(s.rest, " \t\r\n,") }

func (s *scanner) atNumber() bool {
	s.skip()
	return s.rest != "" && strings.IndexByte("+-.0123456789", s.rest[0]) >= 0
}

func (s *scanner) operands(op byte, count int) ([]float64, error) {
	args := make([]float64, count)
	for i := range args {
		var err error
		if op&^0x20 == 'A' && (i == 3 || i == 4) {
			args[i], err = s.flag()
		} else {
			args[i], err = s.number()
		}
		if err != nil {
			return nil, fmt.Errorf("after %q: %w", op, err)
		}
	}
	return args, nil
}

// flag reads an arc's 0 or 1, which needs no separator after it.
func (s *scanner) flag() (float64, error) {
	s.skip()
	if s.rest == "" || s.rest[0] != '0' && s.rest[0] != '1' {
		return 0, errors.New("an arc's flag is 0 or 1")
	}
	v := float64(s.rest[0] - '0')
	s.rest = s.rest[1:]
	return v, nil
}

func (s *scanner) number() (float64, error) {
	s.skip()
	end, dot, exp := 0, false, false
scan:
	for ; end < len(s.rest); end++ {
		switch c := s.rest[end]; {
		case c >= '0' && c <= '9':
		case c == '+' || c == '-':
			if end > 0 && s.rest[end-1]|0x20 != 'e' {
				break scan
			}
		case c == '.' && !dot && !exp:
			dot = true
		case (c == 'e' || c == 'E') && !exp && end > 0:
			exp = true
		default:
			break scan
		}
	}
	v, err := strconv.ParseFloat(s.rest[:end], 64)
	if err != nil || math.Abs(v) > maxNumber {
		return 0, fmt.Errorf("expected a number within ±%d, found %.12q", maxNumber, s.rest)
	}
	s.rest = s.rest[end:]
	return v, nil
}
