package atlas

import (
	"cmp"
	"math"
	"slices"
)

const (
	maxSide = 1024 // units; the widest and highest a sheet may be
	gap     = 2    // units between frames, and to the edge
	widths  = 6    // how many are tried; more find hardly anything better
)

// pack places frames without overlap and answers the size of the sheet: the least area of the widths tried, which begin with that
// of a square without any waste. A height over maxSide says that the frames do not fit. It depends on nothing but its argument.
func pack(frames []*frame) (width, height int) {
	order := slices.Clone(frames)
	slices.SortStableFunc(order, func(a, b *frame) int {
		return cmp.Or(cmp.Compare(b[3], a[3]), cmp.Compare(b[2], a[2]))
	})
	widest, area := 0, 0
	for _, f := range order {
		widest = max(widest, f[2])
		area += (f[2] + gap) * (f[3] + gap)
	}
	first := min(max(256, widest+2*gap, int(math.Sqrt(float64(area)))&^31), maxSide)
	var line skyline
	for n, w := 0, first; w <= maxSide && (n < widths || height > maxSide); n, w = n+1, w+32 {
		if h := line.place(order, w); width == 0 || height > maxSide && h < height || h <= maxSide && w*h < width*height {
			width, height = w, h
		}
	}
	line.place(order, width)
	return width, height
}

// skyline is how far down a sheet is used, from left to right.
type skyline []step

// step is a piece of it: from x rightwards the sheet is used down to y.
type step struct{ x, y int }

// place puts each frame as high as the skyline allows, then as far left.
func (s *skyline) place(order []*frame, width int) (height int) {
	line := append((*s)[:0], step{gap, gap})
	for _, f := range order {
		w, h := f[2]+gap, f[3]+gap
		best, bestY := -1, 0
		for i := range line {
			if line[i].x+w > width {
				break
			}
			if best >= 0 && line[i].y >= bestY {
				continue
			}
			if y := line[i:].rest(w); best < 0 || y < bestY {
				best, bestY = i, y
			}
		}
		f[0], f[1] = line[best].x, bestY
		line = line.raise(best, w, bestY+h)
		height = max(height, bestY+h)
	}
	*s = line
	return height
}

// rest is how high a frame of width w comes to lie at the skyline's first step.
func (s skyline) rest(w int) (y int) {
	to := s[0].x + w
	for _, step := range s {
		if step.x >= to {
			break
		}
		y = max(y, step.y)
	}
	return y
}

// raise lowers the free room under a placed frame.
func (s skyline) raise(at, w, bottom int) skyline {
	to := s[at].x + w
	end := at + 1
	for end < len(s) && s[end].x < to {
		end++
	}
	after := step{to, s[end-1].y} // what remains free to the right of the frame
	placed := step{s[at].x, bottom}
	if end < len(s) && s[end].x == to {
		s[at] = placed
		return slices.Delete(s, at+1, end)
	}
	if end-at >= 2 {
		s[at], s[at+1] = placed, after
		return slices.Delete(s, at+2, end)
	}
	s[at] = placed
	return slices.Insert(s, at+1, after)
}
