package atlas

import (
	"encoding/json"
	"fmt"

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
		sp := hung(w.Hang(it))
		f := sp.frame
		f[0], f[1] = gap, height
		sprites = append(sprites, sp)
		width, height = max(width, f[2]+2*gap), height+f[3]+gap
		t.Items = append(t.Items, RackItem{ID: it.ID, Frame: *f, Dyes: it.Dyes})
	}
	table, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("frame table: %w", err)
	}
	return render(width, height, table, sprites), nil
}

// hung is one item's drawing; its frame is not placed yet.
func hung(parts []wardrobe.Part) *sprite {
	var text []byte
	var box wardrobe.Box
	for i := range parts {
		for j := range parts[i].Shapes {
			text = appendShape(text, &parts[i].Shapes[j])
		}
		box = box.Union(parts[i].Box)
	}
	if len(text) == 0 {
		return &sprite{frame: &frame{}}
	}
	return &sprite{string(text), frameAround(box)}
}
