package atlas

import (
	"bytes"
	"fmt"

	"github.com/yokocho/yokocho/core/wardrobe"
)

// Portrait draws a figure standing, as seen from the front: what shows by default, on its canvas.
func Portrait(figure wardrobe.Figure) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d">`, wardrobe.CanvasWidth, wardrobe.CanvasHeight)
	b.WriteString(usual)
	for _, shape := range standing(figure) {
		paint(&b, shape)
	}
	b.WriteString("</g></svg>")
	return b.Bytes(), nil
}

// standing is what shows of a figure by default, as seen from the front.
func standing(figure wardrobe.Figure) []wardrobe.Shape {
	var shapes []wardrobe.Shape
	for _, l := range figure[wardrobe.Front] {
		if l.Variant == "" {
			shapes = append(shapes, l.Shapes...)
		}
	}
	return shapes
}
