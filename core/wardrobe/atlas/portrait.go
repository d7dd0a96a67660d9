package atlas

import "github.com/yokocho/yokocho/core/wardrobe"

// Portrait draws a figure standing, as seen from the front: what shows by default, on its canvas.
func Portrait(figure wardrobe.Figure) []byte {
	b := appendRoot(nil, wardrobe.CanvasWidth, wardrobe.CanvasHeight)
	return append(append(append(b, usual...), standing(figure)...), "</g></svg>"...)
}

// standing is what shows of a figure by default, as seen from the front, painted.
func standing(figure wardrobe.Figure) string {
	var b []byte
	for _, l := range figure[wardrobe.Front] {
		if l.Variant != "" {
			continue
		}
		for i := range l.Shapes {
			b = appendShape(b, &l.Shapes[i])
		}
	}
	return string(b)
}
