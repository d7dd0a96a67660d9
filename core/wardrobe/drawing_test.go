package wardrobe_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/wardrobe"
)

func rig(t testing.TB) *wardrobe.Rig {
	t.Helper()
	r, err := wardrobe.ParseRig([]byte(rigFile))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inPart wraps shapes into a part of plane trunk.
func inPart(shapes string) string {
	return "<svg viewBox=\"0 0 256 320\">\n<g id=\"trunk\">\n<g id=\"trunk_a\">" + shapes + "</g></g></svg>"
}

func TestDrawingRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		svg, problem string
		line         int
		code         wardrobe.FaultCode
	}{
		"script":          {inPart("\n<script>alert(1)</script>"), "not allowed", 4, wardrobe.FaultElement},
		"image":           {inPart(`<image href="x.png"/>`), "not allowed", 3, wardrobe.FaultElement},
		"text":            {inPart(`<text>hi</text>`), "not allowed", 3, wardrobe.FaultElement},
		"use":             {inPart(`<use href="#a"/>`), "not allowed", 3, wardrobe.FaultElement},
		"handler":         {inPart(`<path d="M0 0" onload="x()"/>`), `attribute "onload" is not allowed`, 3, wardrobe.FaultElement},
		"link":            {inPart(`<path xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a" d="M0 0"/>`), "not allowed", 3, wardrobe.FaultElement},
		"style":           {inPart(`<path style="fill:red" d="M0 0"/>`), `attribute "style" is not allowed`, 3, wardrobe.FaultElement},
		"clip":            {inPart(`<path clip-path="url(#a)" d="M0 0"/>`), "not allowed", 3, wardrobe.FaultElement},
		"gradient":        {inPart(`<path fill="url(#a)" d="M0 0"/>`), "solid", 3, wardrobe.FaultValue},
		"child":           {inPart(`<path d="M0 0"><animate/></path>`), "no other elements", 3, wardrobe.FaultElement},
		"letters":         {inPart(`hello`), "text", 3, wardrobe.FaultElement},
		"group fade":      {inPart(`<g opacity="0.5"><path d="M0 0"/></g>`), "group has an opacity", 3, wardrobe.FaultElement},
		"path":            {inPart(`<path d="M0 0 X"/>`), "command letter", 3, wardrobe.FaultValue},
		"path start":      {inPart(`<path d="L0 0"/>`), "begin with M", 3, wardrobe.FaultValue},
		"path short":      {inPart(`<path d="M0 0 C1 2 3"/>`), "expected a number", 3, wardrobe.FaultValue},
		"path far":        {inPart(`<path d="M0 0 l4000 0 l4000 0"/>`), "further than", 3, wardrobe.FaultValue},
		"arc flag":        {inPart(`<path d="M0 0 A1 1 0 2 0 3 3"/>`), "flag is 0 or 1", 3, wardrobe.FaultValue},
		"huge":            {inPart(`<rect width="1e9" height="1"/>`), "expected a number", 3, wardrobe.FaultValue},
		"off the page":    {inPart(`<rect x="400" width="10" height="10"/>`), "beyond the canvas", 3, wardrobe.FaultPage},
		"skewed away":     {inPart(`<g transform="skewX(90) skewY(90) skewX(90)"><rect width="10" height="10"/></g>`), "beyond the canvas", 3, wardrobe.FaultPage},
		"defs":            {`<svg viewBox="0 0 256 320"><defs><path d="M0 0"/></defs></svg>`, "definitions", 1, wardrobe.FaultElement},
		"entity":          {"<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg viewBox=\"0 0 256 320\"/>", "declarations", 1, wardrobe.FaultElement},
		"plane":           {`<svg viewBox="0 0 256 320"><g id="leg"/></svg>`, `no plane "leg"`, 1, wardrobe.FaultPlane},
		"bone":            {`<svg viewBox="0 0 256 320"><g id="trunk:tail"/></svg>`, `no bone "tail"`, 1, wardrobe.FaultPlane},
		"loose shape":     {`<svg viewBox="0 0 256 320"><path d="M0 0"/></svg>`, "only planes", 1, wardrobe.FaultPart},
		"part":            {`<svg viewBox="0 0 256 320"><g id="trunk"><g id="shirt"/></g></svg>`, "only parts", 1, wardrobe.FaultPart},
		"twice":           {`<svg viewBox="0 0 256 320"><g id="trunk"><g id="trunk_a"/><g id="trunk_a"/></g></svg>`, "there twice", 1, wardrobe.FaultPart},
		"page":            {`<svg viewBox="0 0 100 100"/>`, "viewBox", 1, wardrobe.FaultPage},
		"not svg":         {`<html/>`, "does not begin with <svg>", 1, wardrobe.FaultXML},
		"cut off":         {`<svg viewBox="0 0 256 320"><g id="trunk">`, "well-formed", 1, wardrobe.FaultXML},
		"deep":            {inPart(strings.Repeat("<g>", 20) + strings.Repeat("</g>", 20)), "nested too deeply", 3, wardrobe.FaultTooLarge},
		"many":            {inPart(strings.Repeat(`<path d="M1 1"/>`, 1001)), "over 1000 shapes", 3, wardrobe.FaultTooLarge},
		"big":             {inPart(strings.Repeat(" ", 257<<10)), "over 256 KB", 1, wardrobe.FaultTooLarge},
		"NaN":             {inPart(`<circle cx="NaN" cy="1" r="1"/>`), "number", 3, wardrobe.FaultValue},
		"infinite":        {inPart(`<path d="M0 0 L1e999 0"/>`), "number", 3, wardrobe.FaultValue},
		"NaN in a path":   {inPart(`<path d="M0 0 LNaN 0"/>`), "number", 3, wardrobe.FaultValue},
		"mask":            {inPart(`<path mask="url(#m)" d="M0 0"/>`), "not allowed", 3, wardrobe.FaultElement},
		"style element":   {`<svg viewBox="0 0 256 320"><style>*{}</style></svg>`, "only planes", 1, wardrobe.FaultPart},
		"used entity":     {inPart(`<path d="&a;"/>`), "well-formed", 3, wardrobe.FaultXML},
		"deep in a title": {`<svg viewBox="0 0 256 320">` + strings.Repeat("<title>", 20000), "well-formed", 1, wardrobe.FaultXML},
	} {
		_, err := rig(t).ReadDrawing("a/front.svg", wardrobe.Front, []byte(c.svg))
		var fault *wardrobe.Fault
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v, want a Fault", name, err)
			continue
		}
		if fault.Code != c.code || !strings.Contains(fault.Problem, c.problem) || fault.Line != c.line || fault.Element == "" || fault.Remedy == "" || fault.File != "a/front.svg" {
			t.Errorf("%s: %v, want %s, %q on line %d", name, fault, c.code, c.problem, c.line)
		}
	}
}

func TestDrawingOfEveryEditor(t *testing.T) {
	inkscape := `<?xml version="1.0"?><!-- Created with Inkscape -->
<svg viewBox="0 0 256 320" xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd">
<sodipodi:namedview id="n"><inkscape:grid/></sodipodi:namedview><defs id="defs1"/><metadata><a>b</a></metadata>
<g id="trunk:hips" inkscape:label="x" fill="#FFF" stroke="none"><g id="trunk_a--sit"><path sodipodi:nodetypes="cc" d="m 10,10 h 5 v 5 z"/></g></g></svg>`
	illustrator := `<svg viewBox="0 0 256 320"><g id="trunk_x3A_hips"><g id="trunk_a--sit"><polygon points=""/></g></g></svg>`
	want := []wardrobe.Part{{
		Plane: "trunk", Bone: "hips", Name: "a", Variant: "sit",
		Shapes: []wardrobe.Shape{{Geometry: `path d="m10 10h5v5z"`, Fill: "#ffffff"}},
		Box:    wardrobe.Box{MinX: 10, MinY: 10, MaxX: 15, MaxY: 15},
	}}
	for name, svg := range map[string]string{
		"Inkscape":    inkscape,
		"Illustrator": strings.Replace(illustrator, `<polygon points=""/>`, `<path fill="white" d="m10 10h5v5z"/>`, 1),
		"Figma":       `<svg viewBox="0 0 256 320" fill="none"><g id="trunk:hips"><g id="trunk_a--sit"><path fill-rule="nonzero" clip-rule="evenodd" d="m10 10h5v5z" fill="white"/></g></g></svg>`,
	} {
		got, err := rig(t).ReadDrawing("front.svg", wardrobe.Front, []byte(svg))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A box must hold every point that is painted, or a neighbour's pixels would show; and be no wider than the hull asks.
func TestBoxes(t *testing.T) {
	for shape, want := range map[string]wardrobe.Box{
		`<circle cx="50" cy="60" r="10" fill="#000"/>`:                                                                  {MinX: 40, MinY: 50, MaxX: 60, MaxY: 70},
		`<ellipse cx="50" cy="60" rx="10" ry="5" stroke="#000" stroke-width="2" stroke-linejoin="round"/>`:              {MinX: 39, MinY: 54, MaxX: 61, MaxY: 66},
		`<rect x="10" y="10" width="10" height="10" transform="translate(5 0) scale(2)"/>`:                              {MinX: 25, MinY: 20, MaxX: 45, MaxY: 40},
		`<path d="M50 50 C60 40 70 60 80 50"/>`:                                                                         {MinX: 50, MinY: 40, MaxX: 80, MaxY: 60},
		`<path d="M50 50 q10 20 20 0 t20 0"/>`:                                                                          {MinX: 50, MinY: 30, MaxX: 90, MaxY: 70},
		`<path d="M40 50 A10 10 0 0 1 60 50" fill="none" stroke="#000" stroke-width="2" stroke-linejoin="round"/>`:      {MinX: 39, MinY: 39, MaxX: 61, MaxY: 51},
		`<path d="M50 50 l10 0" stroke="#000" stroke-width="2" stroke-linecap="square" stroke-linejoin="round"/>`:       {MinX: 48.58, MinY: 48.58, MaxX: 61.42, MaxY: 51.42},
		`<path d="M50 50 l10 0" stroke="#000" stroke-width="2"/>`:                                                       {MinX: 46, MinY: 46, MaxX: 64, MaxY: 54},
		`<path d="M50 50 L60 50" stroke="#000" stroke-width="2" stroke-linejoin="round" transform="rotate(90 50 50)"/>`: {MinX: 49, MinY: 49, MaxX: 51, MaxY: 61},
	} {
		parts, err := rig(t).ReadDrawing("front.svg", wardrobe.Front, []byte(inPart(shape)))
		if err != nil {
			t.Errorf("%s: %v", shape, err)
			continue
		}
		near := cmp.Comparer(func(a, b float64) bool { return a-b < 0.02 && b-a < 0.02 })
		if diff := cmp.Diff(want, parts[0].Box, near); diff != "" {
			t.Errorf("%s: %s", shape, diff)
		}
	}
}

// asDrawn writes parts as a drawing again.
func asDrawn(parts []wardrobe.Part) string {
	var b strings.Builder
	b.WriteString(`<svg viewBox="0 0 256 320" fill="none" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">`)
	for _, p := range parts {
		id := p.Plane + "_" + p.Name
		if p.Variant != "" {
			id += "--" + p.Variant
		}
		fmt.Fprintf(&b, `<g id="%s:%s"><g id=%q>`, p.Plane, p.Bone, id)
		for _, s := range p.Shapes {
			fmt.Fprintf(&b, `<%s`, s.Geometry)
			if s.Fill != "" {
				fmt.Fprintf(&b, ` fill=%q`, s.Fill)
			}
			if s.Stroke != "" {
				fmt.Fprintf(&b, ` stroke=%q`, s.Stroke)
			}
			b.WriteString(s.Finish + "/>")
		}
		b.WriteString("</g></g>")
	}
	return b.String() + "</svg>"
}

// Whatever is accepted is canonical: written out and read again it is the same, so nothing but the allow-list
// can reach a sheet.
func FuzzReadDrawing(f *testing.F) {
	for _, file := range []string{"body/body/front.svg", "hair/hair-bob/back.svg", "glasses/glasses/front.svg"} {
		data, err := os.ReadFile("../../art/items/" + file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(inPart(`<path fill="none" stroke="#000" opacity=".5" transform="rotate(3) skewX(4)" d="M1-.5.5e1A5 6 7 0110 10s1 2 3 4T5 6zm1 1 2 2"/>`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		parts, err := rig(t).ReadDrawing("a.svg", wardrobe.Front, data)
		if err != nil {
			var fault *wardrobe.Fault
			if !errors.As(err, &fault) || fault.Remedy == "" {
				t.Fatalf("%v is not a Fault with a remedy", err)
			}
			return
		}
		again, err := rig(t).ReadDrawing("b.svg", wardrobe.Front, []byte(asDrawn(parts)))
		if err != nil {
			if strings.Contains(err.Error(), "canvas") || strings.Contains(err.Error(), "KB") {
				return // on the very edge of a limit, rounding decides
			}
			t.Fatalf("its own spelling is refused: %v\n%s", err, asDrawn(parts))
		}
		for i := range parts {
			parts[i].Box, again[i].Box = wardrobe.Box{}, wardrobe.Box{}
		}
		if diff := cmp.Diff(parts, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
