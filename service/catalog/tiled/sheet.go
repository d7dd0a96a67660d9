package tiled

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
)

const (
	sheetWidth = 1024
	sheetGap   = 2 // pixels between frames, so that no edge bleeds into its neighbour
)

// Frame is where a picture lies in the sheet, in pixels. Its JSON form is [x,y,w,h].
type Frame [4]int

// pack finds a place in the sheet for each of the furniture's pictures.
func (r *Room) pack() (frames map[string]Frame, width, height int) {
	frames = make(map[string]Frame, len(r.images))
	width, x, y, row := 1, 0, 0, 0
	for _, name := range r.pictures() { // rows of falling height
		d := r.images[name]
		if x > 0 && x+d.width > sheetWidth {
			x, y, row = 0, y+row+sheetGap, 0
		}
		frames[name] = Frame{x, y, d.width, d.height}
		width, row = max(width, x+d.width), max(row, d.height)
		x += d.width + sheetGap
	}
	return frames, width, max(1, y+row)
}

// pictures are the paths of the furniture's pictures, the highest first.
func (r *Room) pictures() []string {
	return slices.SortedFunc(maps.Keys(r.images), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.images[b].height, r.images[a].height), cmp.Compare(a, b))
	})
}

// Sheet packs the furniture's pictures into one SVG image. It returns the frames by the pictures' paths (Piece.Image).
func (r *Room) Sheet() (Images, map[string]Frame) {
	frames, width, height := r.pack()
	draw := func(light Light) []byte {
		var b bytes.Buffer
		fmt.Fprintf(&b, `<svg xmlns="%s" width="%d" height="%d" viewBox="0 0 %d %d">`, svgSpace, width, height, width, height)
		for i, name := range r.pictures() {
			d, f := r.images[name], frames[name]
			fmt.Fprintf(&b, `<svg x="%d" y="%d" width="%d" height="%d" viewBox="0 0 %d %d">`, f[0], f[1], f[2], f[3], f[2], f[3])
			d.write(&b, fmt.Sprintf("p%d-", i), light)
			b.WriteString("</svg>")
		}
		b.WriteString("</svg>\n")
		return b.Bytes()
	}
	return images("furniture-"+string(r.ID), width, height, draw), frames
}

// images draws a picture by both lights.
func images(stem string, width, height int, draw func(Light) []byte) Images {
	by := func(light Light) Image {
		body := draw(light)
		return Image{Name: contentName(stem, body), Body: body, Width: width, Height: height}
	}
	return Images{Day: by(Day), Night: by(Night)}
}

// contentName makes the name under which an SVG may be cached for ever.
func contentName(stem string, body []byte) string {
	sum := sha256.Sum256(body)
	return stem + "-" + hex.EncodeToString(sum[:6]) + ".svg"
}
