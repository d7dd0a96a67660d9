package atlas

import (
	"encoding/json"
	"fmt"

	"github.com/yokocho/yokocho/core/wardrobe"
)

// PickerTable is the picker's frame table.
type PickerTable struct {
	Format   int            `json:"format"`
	Portrait [4]int         `json:"portrait"` // the head's rectangle on each canvas
	Size     [2]int         `json:"size"`     // of the sheet: width, height
	Outfits  []PickerOutfit `json:"outfits"`
}

// PickerOutfit is one outfit of the picker: where its figure stands in the sheet, [x, y, width, height].
type PickerOutfit struct {
	ID    string        `json:"id"`
	Name  wardrobe.Text `json:"name"`
	Frame [4]int        `json:"frame"`
}

// Picker packs outfits standing, as seen from the front, four beside each other.
func Picker(w *wardrobe.Wardrobe, outfits []wardrobe.ReadyMade) ([]byte, PickerTable, error) {
	const columns = 4
	t := PickerTable{Format: Format, Portrait: [4]int{44, 0, 168, 176}, Outfits: []PickerOutfit{}}
	var sprites []*sprite
	for i, o := range outfits {
		figure, err := w.Dress(o.Recipe)
		if err != nil {
			return nil, PickerTable{}, fmt.Errorf("outfit %s: %w", o.ID, err)
		}
		f := frame{i % columns * wardrobe.CanvasWidth, i / columns * wardrobe.CanvasHeight, wardrobe.CanvasWidth, wardrobe.CanvasHeight}
		sprites = append(sprites, &sprite{standing(figure), &f})
		t.Outfits = append(t.Outfits, PickerOutfit{ID: o.ID, Name: o.Name, Frame: [4]int(f[:4])})
	}
	rows := (len(outfits) + columns - 1) / columns
	t.Size = [2]int{columns * wardrobe.CanvasWidth, rows * wardrobe.CanvasHeight}
	table, err := json.Marshal(t)
	if err != nil {
		return nil, PickerTable{}, fmt.Errorf("frame table: %w", err)
	}
	return render(t.Size[0], t.Size[1], table, sprites), t, nil
}
