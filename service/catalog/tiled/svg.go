package tiled

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	svgSpace    = "http://www.w3.org/2000/svg"
	maxElements = 20000
	maxNesting  = 32
)

// drawing is an SVG image of the allowed kind: shapes, groups and gradients. Nothing in it can load, run or refer outside.
type drawing struct {
	width, height int
	nodes         []node          // in document order, the root apart
	ids           map[string]bool // of gradients: the only ids anything refers to
	light         Light           // while it is read: of the group at the top that is open
}

// node is an element's start, or its end when attrs is nil and closes is set.
type node struct {
	name   string
	attrs  []attr
	closes bool
	light  Light // by which alone it is drawn; empty is always
}

// Light is a time of the day as a drawing knows it.
type Light string

// A group at the top of a drawing with such a name, or one that goes on with a hyphen, is drawn only then.
const (
	Day   Light = "day"
	Night Light = "night"
)

var lightGroup = regexp.MustCompile(`^(day|night)(-|$)`)

type attr struct{ name, value string }

// The allow-list. Values are checked by form; fill and stroke may name a gradient of the same file.
var (
	paint = []string{
		"id", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
		"stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "transform",
	}
	gradient = []string{"id", "gradientUnits", "gradientTransform", "spreadMethod"}
	elements = map[string][]string{
		"g":              paint,
		"path":           append([]string{"d"}, paint...),
		"ellipse":        append([]string{"cx", "cy", "rx", "ry"}, paint...),
		"circle":         append([]string{"cx", "cy", "r"}, paint...),
		"rect":           append([]string{"x", "y", "width", "height", "rx", "ry"}, paint...),
		"defs":           {"id"},
		"linearGradient": append([]string{"x1", "y1", "x2", "y2"}, gradient...),
		"radialGradient": append([]string{"cx", "cy", "r", "fx", "fy"}, gradient...),
		"stop":           {"offset", "stop-color", "stop-opacity"},
	}
	parents = map[string][]string{
		"stop":           {"linearGradient", "radialGradient"},
		"linearGradient": {"defs"},
		"radialGradient": {"defs"},
	}

	idValue        = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._-]{0,63}$`)
	colourValue    = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)
	referenceValue = regexp.MustCompile(`^url\(#([A-Za-z][A-Za-z0-9._-]{0,63})\)$`)
	transformValue = regexp.MustCompile(`^\s*((translate|scale|rotate|matrix|skewX|skewY)\s*\([-+0-9.eE,\s]*\)[\s,]*)*$`)
	wordValue      = regexp.MustCompile(`^(none|nonzero|evenodd|round|butt|square|miter|bevel|userSpaceOnUse|objectBoundingBox|pad|reflect|repeat)$`)
)

// The characters of the long values, which a regular expression takes most of a start to go through.
const (
	blank     = " \t\n\f\r"
	pathChars = "MmLlHhVvCcSsQqTtAaZz0123456789eE+-.," + blank
	numbers   = "-+0123456789.eE,%" + blank
)

func isBlank(c rune) bool {
	return c == ' ' || '\t' <= c && c <= '\r' && c != '\v'
}

func isOf(chars, value string) bool { return strings.TrimLeft(value, chars) == "" }

// badDrawing is what is wrong with a picture, and what a designer is to change.
func badDrawing(problem, remedy string) *Fault {
	return &Fault{Code: FaultDrawing, Problem: problem, Remedy: remedy}
}

// readSVG reads a drawing. The fault does not know which file it is of.
func readSVG(data []byte) (*drawing, *Fault) {
	d := &drawing{ids: map[string]bool{}}
	var open []string
	var refs []string
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, badDrawing(fmt.Sprintf("it is not well-formed XML (%.200v)", err), "save it as SVG from the editor")
		}
		switch t := token.(type) {
		case xml.StartElement:
			used, fault := d.start(t, open)
			if fault != nil {
				fault.Line, _ = dec.InputPos()
				return nil, fault
			}
			refs = append(refs, used...)
			open = append(open, t.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
			if len(open) > 0 {
				d.nodes = append(d.nodes, node{name: t.Name.Local, closes: true, light: d.lightOf(t.Name.Local)})
			}
			if len(open) == 1 {
				d.light = ""
			}
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return nil, badDrawing("it holds the text "+shorten(t), "convert lettering to paths and remove titles and styles")
			}
		case xml.Directive:
			return nil, badDrawing("it has a document type", "remove it")
		}
	}
	if d.width == 0 {
		return nil, badDrawing("it is empty", "export the picture again")
	}
	for _, ref := range refs {
		if !d.ids[ref] {
			return nil, badDrawing(fmt.Sprintf("it paints with %q, which is no gradient of the file", ref), "choose a colour or add the gradient")
		}
	}
	return d, nil
}

// start takes an element in; it returns the gradients it paints with.
func (d *drawing) start(t xml.StartElement, open []string) ([]string, *Fault) {
	name := t.Name.Local
	if len(open) == 0 {
		return nil, d.root(t)
	}
	allowed, ok := elements[name]
	switch {
	case !ok || t.Name.Space != svgSpace:
		return nil, badDrawing(fmt.Sprintf("the element <%.40s> is not allowed", name), "draw rooms with g, path, ellipse, circle, rect and gradients")
	case parents[name] != nil && !slices.Contains(parents[name], open[len(open)-1]):
		return nil, badDrawing(fmt.Sprintf("the element <%s> stands in <%s>", name, open[len(open)-1]), fmt.Sprintf("move it into <%s>", parents[name][0]))
	case len(open) > maxNesting || len(d.nodes) > 2*maxElements:
		f := badDrawing(fmt.Sprintf("it has over %d elements, or %d groups in each other", maxElements, maxNesting), "simplify it")
		f.Code = FaultTooLarge
		return nil, f
	}
	if len(open) == 1 {
		d.light = lightNamed(t)
	}
	n := node{name: name, attrs: make([]attr, 0, len(t.Attr)), light: d.lightOf(name)}
	var refs []string
	for _, a := range t.Attr {
		key, value := a.Name.Local, strings.Join(strings.FieldsFunc(a.Value, isBlank), " ")
		if a.Name.Space != "" || !slices.Contains(allowed, key) {
			return nil, badDrawing(fmt.Sprintf("the attribute %.40s of <%s> is not allowed", key, name), "save as plain SVG, with presentation attributes instead of style")
		}
		ref, ok := check(key, value)
		if !ok {
			return nil, badDrawing(fmt.Sprintf("the attribute %s of <%s> has the value %s", key, name, shorten([]byte(value))),
				"use #rrggbb colours, none, plain numbers, or url(#gradient) of the same file")
		}
		if ref != "" {
			refs = append(refs, ref)
		}
		if key == "id" {
			if !strings.HasSuffix(name, "Gradient") {
				continue // for designers' eyes
			}
			if d.ids[value] {
				return nil, badDrawing(fmt.Sprintf("the id %q is given twice", value), "rename one")
			}
			d.ids[value] = true
		}
		n.attrs = append(n.attrs, attr{key, value})
	}
	d.nodes = append(d.nodes, n)
	return refs, nil
}

func lightNamed(t xml.StartElement) Light {
	for _, a := range t.Attr {
		if m := lightGroup.FindStringSubmatch(a.Value); a.Name.Local == "id" && m != nil && t.Name.Local == "g" {
			return Light(m[1])
		}
	}
	return ""
}

// lightOf is when an element of the open group is drawn. What others paint with is there always.
func (d *drawing) lightOf(name string) Light {
	if name == "defs" || name == "stop" || strings.HasSuffix(name, "Gradient") {
		return ""
	}
	return d.light
}

// root reads the size: whole pixels, the same as the view box.
func (d *drawing) root(t xml.StartElement) *Fault {
	if d.width != 0 || t.Name.Local != "svg" || t.Name.Space != svgSpace {
		return badDrawing("it is not one SVG document", "export the picture as SVG")
	}
	values := map[string]string{}
	for _, a := range t.Attr {
		values[a.Name.Local] = a.Value
	}
	w, errW := strconv.Atoi(values["width"])
	h, errH := strconv.Atoi(values["height"])
	if errW != nil || errH != nil || w < 1 || h < 1 || w > maxPixels || h > maxPixels {
		return badDrawing(fmt.Sprintf("it has the size %.40q x %.40q", values["width"], values["height"]),
			fmt.Sprintf("give width and height in whole pixels, at most %d", maxPixels))
	}
	if want := fmt.Sprintf("0 0 %d %d", w, h); values["viewBox"] != want {
		return badDrawing(fmt.Sprintf("it has the view box %.60q", values["viewBox"]), fmt.Sprintf("set it to %q", want))
	}
	for _, a := range t.Attr {
		if key := a.Name.Local; !slices.Contains([]string{"xmlns", "width", "height", "viewBox", "version"}, key) {
			return badDrawing(fmt.Sprintf("the attribute %.40s of <svg> is not allowed", key), "save as plain SVG")
		}
	}
	d.width, d.height = w, h
	return nil
}

// check tests a value's form; it returns the id of the gradient the value names, if it names one.
func check(key, value string) (ref string, ok bool) {
	switch key {
	case "id":
		ok = idValue.MatchString(value)
	case "fill", "stroke":
		if m := referenceValue.FindStringSubmatch(value); m != nil {
			return m[1], true
		}
		ok = value == "none" || colourValue.MatchString(value)
	case "stop-color":
		ok = colourValue.MatchString(value)
	case "d":
		ok = isOf(pathChars, value)
	case "transform", "gradientTransform":
		ok = transformValue.MatchString(value)
	default:
		ok = value != "" && isOf(numbers, value) || wordValue.MatchString(value)
	}
	return "", ok
}

// colour reads a #rrggbb colour in lower case.
func colour(v string) (string, bool) {
	return strings.ToLower(v), len(v) == 7 && colourValue.MatchString(v)
}

// document writes the drawing by one light as a file of its own.
func (d *drawing) document(light Light) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="%s" width="%d" height="%d" viewBox="0 0 %d %d">`, svgSpace, d.width, d.height, d.width, d.height)
	d.write(&b, "", light)
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// write writes what is inside the root, the gradients' ids behind prefix. Checked values hold nothing that XML must escape.
func (d *drawing) write(b *bytes.Buffer, prefix string, light Light) {
	nodes := make([]node, 0, len(d.nodes))
	for _, n := range d.nodes {
		if n.light == "" || n.light == light {
			nodes = append(nodes, n)
		}
	}
	for i, n := range nodes {
		if n.closes {
			if start := nodes[i-1]; start.closes || start.name != n.name {
				fmt.Fprintf(b, "</%s>", n.name)
			}
			continue
		}
		b.WriteString("<" + n.name)
		for _, a := range n.attrs {
			value := a.value
			if a.name == "id" {
				value = prefix + value
			} else if ref, refers := strings.CutPrefix(value, "url(#"); refers {
				value = "url(#" + prefix + ref
			}
			b.WriteString(" " + a.name + `="` + value + `"`)
		}
		if i+1 < len(nodes) && nodes[i+1].closes {
			b.WriteString("/")
		}
		b.WriteString(">")
	}
}
