package atlas

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

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
	face              bool
	shown             []shown // by variant; a draw that belongs to no part has one
}

type shown struct {
	variant string
	shapes  []wardrobe.Shape
	box     wardrobe.Box
	frame   *frame // nil shows nothing
}

// with is what is shown together with more on top of it.
func (s shown) with(shapes []wardrobe.Shape, box wardrobe.Box) shown {
	s.shapes, s.box = append(slices.Clip(s.shapes), shapes...), s.box.Union(box)
	return s
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
		list := joined(draws(figure[view]))
		for i := range list {
			for j := range list[i].shown {
				s := &list[i].shown[j]
				s.frame = all.add(s.shapes, s.box)
			}
		}
		views[view] = list
	}
	width, height := pack(all.frames())
	if height > maxSide {
		return nil, fmt.Errorf("the outfit's parts do not fit a sheet of %d x %d units; wear less", maxSide, maxSide)
	}
	// What is alike stands together, within what a compressor remembers: a tenth less to send.
	slices.SortFunc(all.sprites, func(a, b *sprite) int { return cmp.Compare(a.text, b.text) })
	return render(width, height, tableOf(views), all.sprites), nil
}

// draws makes the draw list of one view: one draw for each part with variants, one for all its neighbours without.
func draws(layers []wardrobe.Layer) []draw {
	varied := map[partKey]int{} // a part with variants -> its draw's index
	for i := range layers {
		if layers[i].Variant != "" {
			varied[keyOf(&layers[i])] = -1
		}
	}
	list := make([]draw, 0, len(layers))
	running := false // the last draw is of parts without variants
	for i := range layers {
		l := &layers[i]
		is := shown{variant: l.Variant, shapes: l.Shapes, box: l.Box}
		if at, ok := varied[keyOf(l)]; ok {
			if at < 0 {
				at, running = len(list), false
				varied[keyOf(l)] = at
				list = append(list, draw{plane: l.Plane, bone: l.Bone, part: l.Name, face: l.Face})
			}
			list[at].shown = append(list[at].shown, is)
			continue
		}
		if last := len(list) - 1; running && list[last].plane == l.Plane && list[last].bone == l.Bone {
			list[last].shown[0] = list[last].shown[0].with(l.Shapes, l.Box)
			continue
		}
		running = true
		list = append(list, draw{plane: l.Plane, bone: l.Bone, shown: []shown{is}})
	}
	return list
}

// joined makes one draw of neighbours with the same variants that move together, unless expressions change one without the other.
func joined(list []draw) []draw {
	kept := list[:0]
	for _, d := range list {
		slices.SortFunc(d.shown, func(a, b shown) int { return cmp.Compare(a.variant, b.variant) })
		if last := len(kept) - 1; last >= 0 && kept[last].inseparable(d) {
			for i, more := range d.shown {
				kept[last].shown[i] = kept[last].shown[i].with(more.shapes, more.box)
			}
			continue
		}
		kept = append(kept, d)
	}
	return kept
}

func (d draw) inseparable(from draw) bool {
	return d.part != "" && from.part != "" && !d.face && !from.face && d.plane == from.plane && d.bone == from.bone &&
		slices.EqualFunc(d.shown, from.shown, func(a, b shown) bool { return a.variant == b.variant })
}

type partKey struct {
	item        wardrobe.ItemID
	plane, name string
}

func keyOf(l *wardrobe.Layer) partKey { return partKey{l.Item, l.Plane, l.Name} }

// spriteSet collects sprites, each drawing once.
type spriteSet struct {
	sprites []*sprite
	byText  map[string]*sprite
	text    []byte // of the drawing at hand
}

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
