package atlas

import (
	"strconv"

	"github.com/yokocho/yokocho/core/wardrobe"
)

// usual opens the group that states once what nearly all shapes have.
const usual = `<g fill="none" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">`

// render writes the file: metadata, then every sprite moved to its frame.
func render(width, height int, table []byte, sprites []*sprite) []byte {
	size := 400 + len(table)
	for _, sp := range sprites {
		size += 48 + len(sp.text)
	}
	b := appendRoot(make([]byte, 0, size), width, height)
	b = append(append(append(b, "<metadata>"...), table...), "</metadata>"...)
	b = append(b, usual...)
	for _, sp := range sprites {
		f := sp.frame
		b = strconv.AppendInt(append(b, `<g transform="translate(`...), int64(f[0]-f[4]), 10)
		b = strconv.AppendInt(append(b, ' '), int64(f[1]-f[5]), 10)
		b = append(append(append(b, `)">`...), sp.text...), "</g>"...)
	}
	return append(b, "</g></svg>"...)
}

func appendRoot(b []byte, width, height int) []byte {
	w, h := strconv.Itoa(width), strconv.Itoa(height)
	return append(b, `<svg xmlns="http://www.w3.org/2000/svg" width="`+w+`" height="`+h+`" viewBox="0 0 `+w+` `+h+`">`...)
}

func appendShape(b []byte, s *wardrobe.Shape) []byte {
	b = append(append(b, '<'), s.Geometry...)
	if s.Fill != "" {
		b = append(append(append(b, ` fill="`...), s.Fill...), '"')
	}
	if s.Stroke != "" {
		b = append(append(append(b, ` stroke="`...), s.Stroke...), '"')
	}
	return append(append(b, s.Finish...), "/>"...)
}

// tableOf writes the frame table of an outfit. Its names need no escaping: the drawings' reader saw to that.
func tableOf(views map[wardrobe.View][]draw) []byte {
	b := strconv.AppendInt([]byte(`{"format":`), Format, 10)
	b = append(b, `,"views":{`...)
	for i, view := range []wardrobe.View{wardrobe.Back, wardrobe.Front} {
		b = appendName(b, i, string(view))
		b = append(b, ":["...)
		for j := range views[view] {
			b = appendDraw(b, j, &views[view][j])
		}
		b = append(b, ']')
	}
	return append(b, "}}"...)
}

func appendDraw(b []byte, at int, d *draw) []byte {
	if at > 0 {
		b = append(b, ',')
	}
	b = appendName(append(b, `{"plane":`...), 0, d.plane)
	b = appendName(append(b, `,"bone":`...), 0, d.bone)
	if d.part != "" {
		b = appendName(append(b, `,"part":`...), 0, d.part)
	}
	b = append(b, `,"frames":{`...)
	for i, s := range d.shown {
		b = append(appendName(b, i, s.variant), ':')
		if s.frame == nil {
			b = append(b, "null"...)
			continue
		}
		for k, v := range s.frame {
			b = strconv.AppendInt(append(b, "[,,,,,"[k]), int64(v), 10)
		}
		b = append(b, ']')
	}
	return append(b, "}}"...)
}

// appendName writes a string, with a comma before all but the first of a row.
func appendName(b []byte, at int, name string) []byte {
	if at > 0 {
		b = append(b, ',')
	}
	return strconv.AppendQuote(b, name)
}
