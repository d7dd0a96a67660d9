package atlas

import (
	"testing"

	"pgregory.net/rapid"
)

// TestFramesAreApart: whatever the frames, none touches another or the edge, the same frames lie the same, and what does not fit is
// said.
func TestFramesAreApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.IntRange(3, 354)
		var frames, again []*frame
		area := 0
		for range rapid.IntRange(0, 150).Draw(t, "frames") {
			w, h := side.Draw(t, "width"), side.Draw(t, "height")
			frames, again = append(frames, &frame{2: w, 3: h}), append(again, &frame{2: w, 3: h})
			area += w * h
		}
		width, height := pack(frames)
		if w, h := pack(again); w != width || h != height {
			t.Fatalf("packed again: %d x %d, before %d x %d", w, h, width, height)
		}
		if width > maxSide || height <= maxSide && area > width*height || area < maxSide*maxSide/3 && height > maxSide {
			t.Fatalf("%d frames of %d square units in %d x %d", len(frames), area, width, height)
		}
		for i, a := range frames {
			if *a != *again[i] {
				t.Fatalf("frame %d lies at %v, and packed again at %v", i, *a, *again[i])
			}
			if a[0] < gap || a[1] < gap || a[0]+a[2]+gap > width || a[1]+a[3]+gap > height {
				t.Fatalf("frame %v lies over the edge of %d x %d", *a, width, height)
			}
			for _, b := range frames[:i] {
				if a[0] < b[0]+b[2]+gap && b[0] < a[0]+a[2]+gap && a[1] < b[1]+b[3]+gap && b[1] < a[1]+a[3]+gap {
					t.Fatalf("frames %v and %v touch", *a, *b)
				}
			}
		}
	})
}
