package wardrobe

import (
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"strings"
)

// style is what a shape inherits and sets: SVG's presentation attributes, as far as drawings may use them.
type style struct {
	matrix       matrix
	fill, stroke Color
	width        float64
	cap, join    string
	fillRule     string
	opacity      [3]float64 // the shape's, its fill's, its stroke's
}

var initialStyle = style{matrix: identity, fill: "#000000", width: 1, cap: "butt", join: "miter", fillRule: "nonzero", opacity: [3]float64{1, 1, 1}}

// miterLimit is SVG's own: an attribute to change it is not allowed.
const miterLimit = 4

const attributeRemedy = "remove it; in Inkscape save as Optimised SVG with \"Convert CSS attributes to XML attributes\", in Illustrator export with Styling: Presentation Attributes"

// style reads the attributes of an element that are not its geometry.
func (d *drawing) style(e xml.StartElement, s style) (style, error) {
	for _, a := range e.Attr {
		switch {
		case a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Local == "id" && a.Name.Space == "":
		case strings.Contains(a.Name.Space, "inkscape") || strings.Contains(a.Name.Space, "sodipodi") || a.Name.Local == "space" && strings.HasSuffix(a.Name.Space, "/namespace"):
		case a.Name.Space != "":
			return s, d.fault(FaultElement, tag(e), fmt.Sprintf("attribute %.60q is not allowed", a.Name.Local), attributeRemedy)
		default:
			known, err := s.set(a.Name.Local, a.Value)
			if err != nil {
				return s, d.fault(FaultValue, tag(e), fmt.Sprintf("attribute %s=%.60q: %v", a.Name.Local, a.Value, err), "correct it")
			}
			if a.Name.Local == "opacity" && (e.Name.Local == "g" || e.Name.Local == "svg") && s.opacity[0] != 1 {
				return s, d.fault(FaultElement, tag(e), "a group has an opacity", "set the opacity on its shapes")
			}
			if !known && !geometryAttribute(e.Name.Local, a.Name.Local) {
				return s, d.fault(FaultElement, tag(e), fmt.Sprintf("attribute %.60q is not allowed", a.Name.Local), attributeRemedy)
			}
		}
	}
	return s, nil
}

func (s *style) set(name, value string) (known bool, err error) {
	value = strings.TrimSpace(value)
	switch name {
	case "fill":
		s.fill, err = paint(value)
	case "stroke":
		s.stroke, err = paint(value)
	case "stroke-width":
		s.width, err = inRange(value, 0, 64)
	case "opacity":
		s.opacity[0], err = inRange(value, 0, 1)
	case "fill-opacity":
		s.opacity[1], err = inRange(value, 0, 1)
	case "stroke-opacity":
		s.opacity[2], err = inRange(value, 0, 1)
	case "stroke-linecap":
		s.cap, err = oneOf(value, "butt", "round", "square")
	case "stroke-linejoin":
		s.join, err = oneOf(value, "miter", "round", "bevel")
	case "fill-rule":
		s.fillRule, err = oneOf(value, "nonzero", "evenodd")
	case "clip-rule": // written by Figma beside every fill-rule; without clips it means nothing
		_, err = oneOf(value, "nonzero", "evenodd")
	case "transform":
		var m matrix
		m, err = transform(value)
		s.matrix = s.matrix.times(m)
	default:
		return false, nil
	}
	return true, err
}

// geometryAttribute says whether an attribute belongs to an element's geometry, or to the page.
func geometryAttribute(element, attribute string) bool {
	allowed := map[string]string{
		"svg": " x y width height viewBox version ", "path": " d ", "ellipse": " cx cy rx ry ",
		"circle": " cx cy r ", "rect": " x y width height rx ry ",
	}[element]
	return strings.Contains(allowed, " "+attribute+" ")
}

func paint(value string) (Color, error) {
	switch value {
	case "none":
		return "", nil
	case "white":
		return "#ffffff", nil
	case "black":
		return "#000000", nil
	}
	c := Color(strings.ToLower(value))
	if len(c) == 4 && c[0] == '#' {
		c = Color([]byte{'#', c[1], c[1], c[2], c[2], c[3], c[3]})
	}
	if !c.Valid() {
		return "", errors.New("paint is solid, written #rrggbb, or none")
	}
	return c, nil
}

func inRange(value string, low, high float64) (float64, error) {
	s := scanner{rest: strings.TrimSuffix(value, "px")}
	v, err := s.number()
	if err != nil || s.rest != "" || v < low || v > high {
		return 0, fmt.Errorf("expected a number from %g to %g", low, high)
	}
	return v, nil
}

func oneOf(value string, allowed ...string) (string, error) {
	for _, a := range allowed {
		if value == a {
			return a, nil
		}
	}
	return "", fmt.Errorf("expected one of %s", strings.Join(allowed, ", "))
}

// transform reads SVG's list of transforms.
func transform(value string) (matrix, error) {
	m := identity
	for rest := strings.TrimLeft(value, " ,"); rest != ""; rest = strings.TrimLeft(rest, " ,") {
		name, tail, ok := strings.Cut(rest, "(")
		inside, after, closed := strings.Cut(tail, ")")
		if !ok || !closed {
			return m, errors.New("expected transforms such as rotate(10 128 160)")
		}
		s := scanner{rest: inside}
		var v []float64
		for s.atNumber() {
			n, err := s.number()
			if err != nil {
				return m, err
			}
			v = append(v, n)
		}
		n, ok := oneTransform(strings.TrimSpace(name), v)
		if !ok || s.rest != "" {
			return m, errors.New("expected transforms such as rotate(10 128 160)")
		}
		m, rest = m.times(n), after
	}
	return m, nil
}

func oneTransform(name string, v []float64) (matrix, bool) {
	switch {
	case name == "matrix" && len(v) == 6:
		return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, true
	case name == "translate" && len(v) == 1:
		return matrix{1, 0, 0, 1, v[0], 0}, true
	case name == "translate" && len(v) == 2:
		return matrix{1, 0, 0, 1, v[0], v[1]}, true
	case name == "scale" && len(v) == 1:
		return matrix{v[0], 0, 0, v[0], 0, 0}, true
	case name == "scale" && len(v) == 2:
		return matrix{v[0], 0, 0, v[1], 0, 0}, true
	case name == "rotate" && (len(v) == 1 || len(v) == 3):
		sin, cos := math.Sincos(v[0] * math.Pi / 180)
		m := matrix{cos, sin, -sin, cos, 0, 0}
		if len(v) == 3 {
			m = matrix{1, 0, 0, 1, v[1], v[2]}.times(m).times(matrix{1, 0, 0, 1, -v[1], -v[2]})
		}
		return m, true
	case name == "skewX" && len(v) == 1:
		return matrix{1, 0, math.Tan(v[0] * math.Pi / 180), 1, 0, 0}, true
	case name == "skewY" && len(v) == 1:
		return matrix{1, math.Tan(v[0] * math.Pi / 180), 0, 1, 0, 0}, true
	}
	return identity, false
}

// reach is how far, in units, the stroke goes beyond the shape's own hull.
func (s style) reach() float64 {
	if s.stroke == "" {
		return 0
	}
	half := s.width / 2 * s.matrix.stretch()
	switch {
	case s.join == "miter":
		return half * miterLimit
	case s.cap == "square":
		return half * math.Sqrt2
	}
	return half
}

// Sheets state the usual outline once; a shape says only where it differs.
const usualWidth = 2.6

// shape joins geometry and style in one canonical spelling.
func (s style) shape(geometry string) Shape {
	var b strings.Builder
	attribute := func(name, value string) { fmt.Fprintf(&b, " %s=%q", name, value) }
	if s.stroke != "" {
		if s.width != usualWidth {
			attribute("stroke-width", number(s.width))
		}
		if s.cap != "round" {
			attribute("stroke-linecap", s.cap)
		}
		if s.join != "round" {
			attribute("stroke-linejoin", s.join)
		}
	}
	if s.fill != "" && s.fillRule != "nonzero" {
		attribute("fill-rule", s.fillRule)
	}
	for i, name := range []string{"opacity", "fill-opacity", "stroke-opacity"} {
		if s.opacity[i] != 1 {
			attribute(name, number(s.opacity[i]))
		}
	}
	if m := s.matrix; m != identity {
		attribute("transform", fmt.Sprintf("matrix(%.5g %.5g %.5g %.5g %.5g %.5g)", m.a, m.b, m.c, m.d, m.e, m.f))
	}
	return Shape{Geometry: geometry, Fill: s.fill, Stroke: s.stroke, Finish: b.String()}
}

// geometry reads a shape: its canonical element and points whose hull holds it.
func (d *drawing) geometry(e xml.StartElement) (string, []point, error) {
	v := map[string]float64{}
	var data string
	for _, a := range e.Attr {
		if a.Name.Space != "" || !geometryAttribute(e.Name.Local, a.Name.Local) {
			continue
		}
		if a.Name.Local == "d" {
			data = a.Value
			continue
		}
		low := -float64(maxNumber)
		if strings.HasPrefix(a.Name.Local, "r") || a.Name.Local == "width" || a.Name.Local == "height" {
			low = 0
		}
		n, err := inRange(a.Value, low, maxNumber)
		if err != nil {
			return "", nil, d.fault(FaultValue, tag(e), fmt.Sprintf("attribute %s=%.60q: %v", a.Name.Local, a.Value, err), "correct it")
		}
		v[a.Name.Local] = n
	}
	box := func(x, y, w, h float64) []point { return []point{{x, y}, {x + w, y}, {x, y + h}, {x + w, y + h}} }
	switch e.Name.Local {
	case "path":
		text, points, err := pathText(data)
		if err != nil {
			return "", nil, d.fault(FaultValue, tag(e), err.Error(), "draw it again or export the file again")
		}
		return fmt.Sprintf("path d=%q", text), points, nil
	case "circle":
		v["rx"], v["ry"] = v["r"], v["r"]
		fallthrough
	case "ellipse":
		text := fmt.Sprintf("ellipse cx=%q cy=%q rx=%q ry=%q", number(v["cx"]), number(v["cy"]), number(v["rx"]), number(v["ry"]))
		return text, box(v["cx"]-v["rx"], v["cy"]-v["ry"], 2*v["rx"], 2*v["ry"]), nil
	case "rect":
		text := fmt.Sprintf("rect x=%q y=%q width=%q height=%q", number(v["x"]), number(v["y"]), number(v["width"]), number(v["height"]))
		if v["rx"] != 0 || v["ry"] != 0 {
			text += fmt.Sprintf(" rx=%q ry=%q", number(max(v["rx"], v["ry"])), number(max(v["rx"], v["ry"])))
		}
		return text, box(v["x"], v["y"], v["width"], v["height"]), nil
	}
	return "", nil, d.fault(FaultElement, tag(e), "this element is not allowed", "use g, path, ellipse, circle and rect with solid paint; convert text, strokes with effects and clones to paths")
}
