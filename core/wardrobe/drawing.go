package wardrobe

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Limits of one drawing. They bound what a hostile file can cost.
const (
	maxDrawingBytes = 256 << 10
	maxDepth        = 12
	maxShapes       = 1000
	maxOverhang     = 48 // units a part may reach beyond the canvas
)

// Part is one sprite of an item in one view.
type Part struct {
	Plane   string
	Bone    string
	Name    string // unique within item and plane, together with Variant
	Variant string // "" is what shows by default
	Shapes  []Shape
	Box     Box // holds every stroke; the zero Box if the part is empty
}

// Shape is one painted form. Colours are as drawn or as dyed, "" is no paint.
type Shape struct {
	Geometry string // element and its geometry, `path d="M1 2"`
	Fill     Color
	Stroke   Color
	Finish   string // the remaining attributes, canonical, each with a leading space
}

var (
	planeForm = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9.]*)(?::([A-Za-z][A-Za-z0-9.]*))?$`)
	partForm  = regexp.MustCompile(`^([A-Za-z0-9.]+(?:-[A-Za-z0-9.]+)*?)(?:--([a-z0-9]+))?$`)
	// Illustrator spells what it thinks an id may not hold as _x2E_.
	escapeForm = regexp.MustCompile(`_x([0-9A-Fa-f]{2})_`)
)

// ReadDrawing reads one view of an item: `<g id="PLANE">` groups, in them one `<g id="PLANE_part">` per
// sprite (`--variant` for a pose or expression), in those `g path ellipse circle rect` with solid paint.
// `<g id="PLANE:BONE">` follows another bone than the plane's usual one. The error is a *Fault.
func (r *Rig) ReadDrawing(file string, view View, data []byte) ([]Part, error) {
	d := &drawing{file: file, data: data, view: r.views[view], xml: xml.NewDecoder(bytes.NewReader(data)), seen: map[string]bool{}}
	if len(data) > maxDrawingBytes {
		return nil, d.fault(FaultTooLarge, "<svg>", fmt.Sprintf("the file is over %d KB", maxDrawingBytes>>10), "simplify its paths")
	}
	if err := d.read(); err != nil {
		return nil, err
	}
	return d.parts, nil
}

type drawing struct {
	file   string
	data   []byte
	view   rigView
	xml    *xml.Decoder
	seen   map[string]bool // part ids
	shapes int
	parts  []Part
}

func (d *drawing) fault(code FaultCode, element, problem, remedy string) error {
	line, _ := d.xml.InputPos()
	return &Fault{Code: code, File: d.file, Line: line, Element: element, Problem: problem, Remedy: remedy}
}

func tag(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space == "" {
			return fmt.Sprintf("<%.40s id=%.60q>", e.Name.Local, a.Value)
		}
	}
	return fmt.Sprintf("<%.40s>", e.Name.Local)
}

// next answers the next child of the open element, skipping what editors write beside the drawing; ok is false
// at the element's end.
func (d *drawing) next(open string) (e xml.StartElement, ok bool, err error) {
	for {
		token, err := d.xml.Token()
		if errors.Is(err, io.EOF) {
			return e, false, nil
		}
		if err != nil {
			return e, false, d.fault(FaultXML, open, "this is not well-formed XML ("+err.Error()+")", "export the file again as plain SVG")
		}
		switch t := token.(type) {
		case xml.StartElement:
			if !besideDrawing(t.Name) {
				return t, true, nil
			}
			if err := d.xml.Skip(); err != nil {
				return e, false, d.fault(FaultXML, tag(t), "this is not well-formed XML ("+err.Error()+")", "export the file again as plain SVG")
			}
		case xml.EndElement:
			return e, false, nil
		case xml.CharData:
			if strings.TrimSpace(string(t)) != "" {
				return e, false, d.fault(FaultElement, open, "it holds text", "convert lettering to paths")
			}
		case xml.Directive:
			return e, false, d.fault(FaultElement, "<!"+firstWord(t)+">", "declarations are not allowed", "export the file as plain SVG")
		}
	}
}

func firstWord(b []byte) string {
	word, _, _ := strings.Cut(string(b), " ")
	return word
}

// besideDrawing names the elements that describe a file and paint nothing.
func besideDrawing(n xml.Name) bool {
	switch n.Local {
	case "title", "desc", "metadata":
		return true
	case "namedview":
		return strings.Contains(n.Space, "sodipodi")
	}
	return false
}

func (d *drawing) read() error {
	root, ok, err := d.next("<svg>")
	if err != nil {
		return err
	}
	if !ok || root.Name.Local != "svg" {
		return d.fault(FaultXML, "<svg>", "the file does not begin with <svg>", "export the drawing as plain SVG")
	}
	style, err := d.style(root, initialStyle)
	if err != nil {
		return err
	}
	if err := d.checkCanvas(root); err != nil {
		return err
	}
	for {
		e, ok, err := d.next("<svg>")
		if err != nil || !ok {
			return err
		}
		if e.Name.Local == "defs" {
			if err := d.emptyDefs(); err != nil {
				return err
			}
			continue
		}
		if err := d.plane(e, style); err != nil {
			return err
		}
	}
}

func (d *drawing) checkCanvas(root xml.StartElement) error {
	for _, a := range root.Attr {
		if a.Name.Local == "viewBox" && strings.Join(strings.Fields(strings.ReplaceAll(a.Value, ",", " ")), " ") == "0 0 256 320" {
			return nil
		}
	}
	return d.fault(FaultPage, "<svg>", `its viewBox is not "0 0 256 320"`, "set the page to 256 x 320 px; position on the page is the placement")
}

// emptyDefs passes the empty <defs> every editor writes.
func (d *drawing) emptyDefs() error {
	child, ok, err := d.next("<defs>")
	if err != nil {
		return err
	}
	if ok {
		return d.fault(FaultElement, tag(child), "definitions are not allowed", "use solid paint, and paths instead of clones, clips, masks and filters; then clean up the document's unused definitions")
	}
	return nil
}

func (d *drawing) plane(e xml.StartElement, inherited style) error {
	id := decodedID(e)
	form := planeForm.FindStringSubmatch(id)
	if e.Name.Local != "g" || form == nil {
		return d.fault(FaultPart, tag(e), "at the top of the file stand only planes", `put it into a group named after its plane, such as <g id="trunk">`)
	}
	depth := d.view.depth(form[1])
	if depth < 0 {
		return d.fault(FaultPlane, tag(e), fmt.Sprintf("the rig has no plane %q in this view", form[1]), "use one of: "+d.view.planeNames())
	}
	bone := d.view.planes[depth].Bone
	if form[2] != "" {
		bone = form[2]
	}
	if !d.view.bones[bone] {
		return d.fault(FaultPlane, tag(e), fmt.Sprintf("the rig has no bone %q", bone), "name one of rig.json's bones after the colon, or leave it out")
	}
	style, err := d.style(e, inherited)
	if err != nil {
		return err
	}
	for {
		child, ok, err := d.next(tag(e))
		if err != nil || !ok {
			return err
		}
		if err := d.part(child, style, form[1], bone); err != nil {
			return err
		}
	}
}

func (v rigView) planeNames() string {
	names := make([]string, len(v.planes))
	for i, p := range v.planes {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

func decodedID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space == "" {
			return escapeForm.ReplaceAllStringFunc(a.Value, func(s string) string {
				var c byte
				if _, err := fmt.Sscanf(s, "_x%02X_", &c); err != nil {
					return s
				}
				return string(rune(c))
			})
		}
	}
	return ""
}

func (d *drawing) part(e xml.StartElement, inherited style, plane, bone string) error {
	id := decodedID(e)
	name, prefixed := strings.CutPrefix(id, plane+"_")
	form := partForm.FindStringSubmatch(name)
	if e.Name.Local != "g" || !prefixed || form == nil {
		return d.fault(FaultPart, tag(e), fmt.Sprintf("in plane %q stand only parts", plane), fmt.Sprintf(`put it into a group named <g id="%s_part"> or <g id="%s_part--variant">`, plane, plane))
	}
	if d.seen[id] {
		return d.fault(FaultPart, tag(e), "this part is there twice", "give each part a name of its own")
	}
	d.seen[id] = true
	style, err := d.style(e, inherited)
	if err != nil {
		return err
	}
	part := Part{Plane: plane, Bone: bone, Name: form[1], Variant: form[2]}
	if err := d.content(e, style, &part, 3); err != nil {
		return err
	}
	// Written so that a box that is not a number is refused too.
	if b := part.Box; !(b.MinX >= -maxOverhang && b.MinY >= -maxOverhang && b.MaxX <= CanvasWidth+maxOverhang && b.MaxY <= CanvasHeight+maxOverhang) {
		return d.fault(FaultPage, tag(e), "it reaches far beyond the canvas", fmt.Sprintf("keep it within %d units of the 256 x 320 page", maxOverhang))
	}
	d.parts = append(d.parts, part)
	return nil
}

// content reads the shapes of a part, and of groups within it.
func (d *drawing) content(parent xml.StartElement, inherited style, part *Part, depth int) error {
	if depth > maxDepth {
		return d.fault(FaultTooLarge, tag(parent), "groups are nested too deeply", "ungroup what lies inside the part")
	}
	for {
		e, ok, err := d.next(tag(parent))
		if err != nil || !ok {
			return err
		}
		style, err := d.style(e, inherited)
		if err != nil {
			return err
		}
		if e.Name.Local == "g" {
			if err := d.content(e, style, part, depth+1); err != nil {
				return err
			}
			continue
		}
		if d.shapes++; d.shapes > maxShapes {
			return d.fault(FaultTooLarge, tag(e), fmt.Sprintf("the drawing has over %d shapes", maxShapes), "merge shapes of one colour")
		}
		geometry, points, err := d.geometry(e)
		if err != nil {
			return err
		}
		child, ok, err := d.next(tag(e))
		if err != nil {
			return err
		}
		if ok {
			return d.fault(FaultElement, tag(child), "a shape holds no other elements", "ungroup it and use plain shapes")
		}
		part.Shapes = append(part.Shapes, style.shape(geometry))
		part.Box = part.Box.Union(hull(points, style.matrix, style.reach()))
	}
}
