package atlas

import (
	"math"

	"github.com/yokocho/yokocho/core/wardrobe"
)

// RackTable is a rack's frame table.
type RackTable struct {
	Format int        `json:"format"`
	Slot   string     `json:"slot"`
	Items  []RackItem `json:"items"` // in the order of their drawings in the file
}

// RackItem is one item on a rack: where it hangs in the sheet and belongs on the canvas, and the tones a dye replaces.
type RackItem struct {
	ID    wardrobe.ItemID         `json:"id"`
	Frame frame                   `json:"frame"`
	Dyes  map[string]wardrobe.Dye `json:"dyes"`
}

// Rack packs the items of a slot, each by itself as seen from the front, one below the other: the pictures from which a
// wearer chooses. An item that shows nothing from the front has a frame without a size.
func Rack(w *wardrobe.Wardrobe, slot string) ([]byte, error) {
	t := RackTable{Format: Format, Slot: slot, Items: []RackItem{}}
	var sprites []*sprite
	width, height := 0, gap
	for _, it := range w.Items() {
		if it.Slot != slot {
			continue
		}
		sp := &sprite{}
		for _, p := range w.Hang(it) {
			sp.shapes = append(sp.shapes, p.Shapes...)
			sp.box = sp.box.Union(p.Box)
		}
		f := frameAround(sp.box)
		f[0], f[1] = gap, height
		sp.frame = &f
		sprites = append(sprites, sp)
		width, height = max(width, f[2]+2*gap), height+f[3]+gap
		t.Items = append(t.Items, RackItem{ID: it.ID, Frame: f, Dyes: it.Dyes})
	}
	return render(width, height, t, sprites)
}

// frameAround is the frame of what a box holds, not placed yet. Nothing has no size.
func frameAround(box wardrobe.Box) frame {
	if box == (wardrobe.Box{}) {
		return frame{}
	}
	left, top := math.Floor(box.MinX-air), math.Floor(box.MinY-air)
	right, bottom := math.Ceil(box.MaxX+air), math.Ceil(box.MaxY+air)
	return frame{0, 0, int(right - left), int(bottom - top), int(left), int(top)}
}
