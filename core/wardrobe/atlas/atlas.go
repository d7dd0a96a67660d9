package atlas

import (
	"crypto/sha256"
	"encoding/hex"
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

// draw is one entry of a view's draw list.
type draw struct {
	plane, bone, part string
	shown             []shown // by variant; draws that belong to no part have one
}

type shown struct {
	variant string
	frame   *frame // nil shows nothing
}

// frame is x, y, width, height in the sheet, then left, top on the canvas.
type frame [6]int

// sprite is what one frame shows.
type sprite struct {
	text  string // its shapes, painted
	frame *frame
}

// Sheet packs a figure.
func Sheet(figure wardrobe.Figure) ([]byte, error) {
	all := spriteSet{byText: map[string]*sprite{}}
	views := map[wardrobe.View][]draw{}
	for _, view := range wardrobe.Views() {
		views[view] = all.draws(figure[view])
	}
	width, height := pack(all.frames())
	if height > maxSide {
		return nil, fmt.Errorf("the outfit's parts do not fit a sheet of %d x %d units; wear less", maxSide, maxSide)
	}
	return render(width, height, tableOf(views), all.sprites), nil
}

// spriteSet collects sprites, each drawing once.
type spriteSet struct {
	sprites []*sprite
	byText  map[string]*sprite
	shapes  []wardrobe.Shape // of neighbours that become one frame
	text    []byte
}

// draws makes the draw list of one view. Neighbours that always move and show together become one frame.
func (s *spriteSet) draws(layers []wardrobe.Layer) []draw {
	varied := map[partKey]int{} // a part with variants -> its draw's index
	for _, l := range layers {
		if l.Variant != "" {
			varied[keyOf(l)] = -1
		}
	}
	var list []draw
	running := false // the last draw's neighbours may still join it
	var box wardrobe.Box
	finish := func() {
		if running {
			last := &list[len(list)-1]
			last.shown = append(last.shown, shown{frame: s.add(s.shapes, box)})
			running = false
		}
	}
	for i := range layers {
		l := &layers[i]
		if at, ok := varied[keyOf(*l)]; ok {
			if at < 0 {
				finish()
				at = len(list)
				varied[keyOf(*l)] = at
				list = append(list, draw{plane: l.Plane, bone: l.Bone, part: l.Name})
			}
			list[at].shown = append(list[at].shown, shown{l.Variant, s.add(l.Shapes, l.Box)})
			continue
		}
		if last := len(list) - 1; !running || list[last].plane != l.Plane || list[last].bone != l.Bone {
			finish()
			running, box, s.shapes = true, wardrobe.Box{}, s.shapes[:0]
			list = append(list, draw{plane: l.Plane, bone: l.Bone})
		}
		s.shapes = append(s.shapes, l.Shapes...)
		box = box.Union(l.Box)
	}
	finish()
	return list
}

type partKey struct {
	item        wardrobe.ItemID
	plane, name string
}

func keyOf(l wardrobe.Layer) partKey { return partKey{l.Item, l.Plane, l.Name} }

// add answers the frame of a drawing, the one it already has if the same was drawn before, nil if it is empty.
func (s *spriteSet) add(shapes []wardrobe.Shape, box wardrobe.Box) *frame {
	if len(shapes) == 0 {
		return nil
	}
	s.text = s.text[:0]
	for i := range shapes {
		s.text = appendShape(s.text, &shapes[i])
	}
	if same, ok := s.byText[string(s.text)]; ok {
		return same.frame
	}
	sp := &sprite{string(s.text), frameAround(box)}
	s.byText[sp.text] = sp
	s.sprites = append(s.sprites, sp)
	return sp.frame
}

// frameAround is the frame of what a box holds, not placed yet.
func frameAround(box wardrobe.Box) *frame {
	left, top := math.Floor(box.MinX-air), math.Floor(box.MinY-air)
	right, bottom := math.Ceil(box.MaxX+air), math.Ceil(box.MaxY+air)
	return &frame{0, 0, int(right - left), int(bottom - top), int(left), int(top)}
}

func (s *spriteSet) frames() []*frame {
	all := make([]*frame, len(s.sprites))
	for i, sp := range s.sprites {
		all[i] = sp.frame
	}
	return all
}
