package wardrobe

import (
	"cmp"
	"slices"
)

// Hang is an item by itself, as it hangs on a rack: what it shows standing, seen from the front, from back to front, in the
// colours it is drawn in.
func (w *Wardrobe) Hang(it *Item) []Part {
	var parts []Part
	for _, p := range it.parts[Front] {
		if p.Variant == "" && len(p.Shapes) > 0 {
			parts = append(parts, p)
		}
	}
	rig := w.rig.views[Front]
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(rig.depth(a.Plane), rig.depth(b.Plane)) })
	return parts
}
