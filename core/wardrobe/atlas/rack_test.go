package atlas_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/wardrobe/atlas"
)

type rackTable struct {
	Format int
	Slot   string
	Items  []struct {
		ID    wardrobe.ItemID
		Frame [6]int
		Dyes  map[string]wardrobe.Dye
	}
}

func TestRacksHangEveryItemOnce(t *testing.T) {
	w := shipped(t)
	hung := 0
	slots := map[string]bool{}
	for _, it := range w.Items() {
		slots[it.Slot] = true
	}
	for slot := range slots {
		data, err := atlas.Rack(w, slot)
		if err != nil {
			t.Fatal(err)
		}
		var table rackTable
		f := parse(t, data, &table)
		if table.Format != atlas.Format || table.Slot != slot {
			t.Errorf("rack %s says format %d, slot %q", slot, table.Format, table.Slot)
		}
		// Whoever cuts the sheet goes by the order of the drawings.
		if n := strings.Count(string(data), `<g transform="translate(`); n != len(table.Items) {
			t.Errorf("rack %s has %d drawings for %d items", slot, n, len(table.Items))
		}
		bottom := 0
		for _, hanging := range table.Items {
			it, ok := w.Item(hanging.ID)
			if !ok || it.Slot != slot {
				t.Fatalf("rack %s holds %q", slot, hanging.ID)
			}
			hung++
			x, y, width, height := hanging.Frame[0], hanging.Frame[1], hanging.Frame[2], hanging.Frame[3]
			if x < 0 || y < bottom || x+width > f.Width || y+height > f.Height {
				t.Errorf("rack %s: the frame of %s, %v, is not a place of its own in %d x %d", slot, it.ID, hanging.Frame, f.Width, f.Height)
			}
			bottom = y + height
			if len(hanging.Dyes) != len(it.Dyes) {
				t.Errorf("rack %s: %s has %d dyes, the item %d", slot, it.ID, len(hanging.Dyes), len(it.Dyes))
			}
			for _, p := range w.Hang(it) {
				left, top := float64(hanging.Frame[4]), float64(hanging.Frame[5])
				if p.Box.MinX < left || p.Box.MinY < top || p.Box.MaxX > left+float64(width) || p.Box.MaxY > top+float64(height) {
					t.Errorf("rack %s: %s does not fit its frame %v", slot, it.ID, hanging.Frame)
				}
			}
		}
		again, err := atlas.Rack(shipped(t), slot)
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("rack %s is not the same file again (%v)", slot, err)
		}
	}
	if hung != len(w.Items()) {
		t.Errorf("%d of %d items hang", hung, len(w.Items()))
	}
}

func TestHangShowsWhatStands(t *testing.T) {
	w := shipped(t)
	skirt, _ := w.Item("skirt")
	for _, p := range w.Hang(skirt) {
		if p.Variant != "" || p.Plane == "lap" {
			t.Errorf("the skirt hangs with %s/%s--%s", p.Plane, p.Name, p.Variant)
		}
	}
	bob, _ := w.Item("hair-bob")
	parts := w.Hang(bob)
	if parts[0].Plane != "hairback" {
		t.Errorf("the hair at the back hangs before %s", parts[0].Plane)
	}
}
