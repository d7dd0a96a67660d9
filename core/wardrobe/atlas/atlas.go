package atlas

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"github.com/yokocho/yokocho/core/wardrobe"
)

// Format is the version of both frame tables.
const Format = 1

// air is the room, in units, kept free inside a frame around what is painted there.
const air = 1

// Hash names a sheet by its content: the first 16 hex digits of its SHA-256.
func Hash(sheet []byte) string {
	sum := sha256.Sum256(sheet)
	return hex.EncodeToString(sum[:8])
}

type table struct {
	Format int                      `json:"format"`
	Views  map[wardrobe.View][]draw `json:"views"`
}

type draw struct {
	Plane  string            `json:"plane"`
	Bone   string            `json:"bone"`
	Part   string            `json:"part,omitempty"`
	Frames map[string]*frame `json:"frames"`
}

// frame is x, y, width, height in the sheet, then left, top on the canvas.
type frame [6]int

// sprite is what one frame shows.
type sprite struct {
	shapes []wardrobe.Shape
	box    wardrobe.Box
	frame  *frame
}

// Sheet packs a figure.
func Sheet(figure wardrobe.Figure) ([]byte, error) {
	t := table{Format: Format, Views: map[wardrobe.View][]draw{}}
	var all spriteSet
	for _, view := range wardrobe.Views() {
		t.Views[view] = all.draws(figure[view])
	}
	width, height := pack(all.frames())
	if height > maxSide {
		return nil, fmt.Errorf("the outfit's parts do not fit a sheet of %d x %d units; wear less", maxSide, maxSide)
	}
	return render(width, height, t, all.sprites)
}

// spriteSet collects sprites, each drawing once.
type spriteSet struct {
	sprites []*sprite
	byText  map[string]*sprite
}

// draws makes the draw list of one view. Neighbours that always move and show together become one frame.
func (s *spriteSet) draws(layers []wardrobe.Layer) []draw {
	varied := map[string]int{} // part key -> its draw's index
	for _, l := range layers {
		if l.Variant != "" {
			varied[key(l)] = -1
		}
	}
	var list []draw
	var run *sprite // what the last draw shows, if more may join it
	finish := func() {
		if run != nil {
			list[len(list)-1].Frames[""] = s.add(run)
			run = nil
		}
	}
	for _, l := range layers {
		if at, ok := varied[key(l)]; ok {
			if at < 0 {
				finish()
				at = len(list)
				varied[key(l)] = at
				list = append(list, draw{Plane: l.Plane, Bone: l.Bone, Part: l.Name, Frames: map[string]*frame{}})
			}
			list[at].Frames[l.Variant] = s.add(&sprite{shapes: l.Shapes, box: l.Box})
			continue
		}
		if last := len(list) - 1; run == nil || list[last].Plane != l.Plane || list[last].Bone != l.Bone {
			finish()
			run = &sprite{}
			list = append(list, draw{Plane: l.Plane, Bone: l.Bone, Frames: map[string]*frame{}})
		}
		run.shapes = append(run.shapes, l.Shapes...)
		run.box = run.box.Union(l.Box)
	}
	finish()
	return list
}

func key(l wardrobe.Layer) string { return string(l.Item) + " " + l.Plane + " " + l.Name }

// add answers the frame of a sprite, the one it already has if the same was drawn before, nil if it is empty.
func (s *spriteSet) add(sp *sprite) *frame {
	if len(sp.shapes) == 0 {
		return nil
	}
	text := fmt.Sprint(sp.shapes)
	if same, ok := s.byText[text]; ok {
		return same.frame
	}
	if s.byText == nil {
		s.byText = map[string]*sprite{}
	}
	left, top := math.Floor(sp.box.MinX-air), math.Floor(sp.box.MinY-air)
	right, bottom := math.Ceil(sp.box.MaxX+air), math.Ceil(sp.box.MaxY+air)
	sp.frame = &frame{0, 0, int(right - left), int(bottom - top), int(left), int(top)}
	s.byText[text] = sp
	s.sprites = append(s.sprites, sp)
	return sp.frame
}

func (s *spriteSet) frames() []*frame {
	all := make([]*frame, len(s.sprites))
	for i, sp := range s.sprites {
		all[i] = sp.frame
	}
	return all
}

// usual opens the group that states once what nearly all shapes have.
const usual = `<g fill="none" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">`

// render writes the file: metadata, then every sprite moved to its frame.
func render(width, height int, meta any, sprites []*sprite) ([]byte, error) {
	data, err := json.Marshal(meta)
	if err != nil {
		return nil, fmt.Errorf("frame table: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"><metadata>%s</metadata>`, width, height, width, height, data)
	b.WriteString(usual)
	for _, sp := range sprites {
		f := sp.frame
		fmt.Fprintf(&b, `<g transform="translate(%d %d)">`, f[0]-f[4], f[1]-f[5])
		for _, shape := range sp.shapes {
			paint(&b, shape)
		}
		b.WriteString("</g>")
	}
	b.WriteString("</g></svg>")
	return b.Bytes(), nil
}

func paint(b *bytes.Buffer, s wardrobe.Shape) {
	b.WriteByte('<')
	b.WriteString(s.Geometry)
	if s.Fill != "" {
		fmt.Fprintf(b, ` fill=%q`, string(s.Fill))
	}
	if s.Stroke != "" {
		fmt.Fprintf(b, ` stroke=%q`, string(s.Stroke))
	}
	b.WriteString(s.Finish)
	b.WriteString("/>")
}
