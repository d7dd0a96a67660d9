package atlas

import (
	"cmp"
	"slices"
)

const (
	maxSide = 1024 // units; the widest and highest a sheet may be
	gap     = 2    // units between frames, and to the edge
)

// pack places frames without overlap and answers the size of the sheet: of all widths tried, the least area.
// It depends on nothing but its argument.
func pack(frames []*frame) (width, height int) {
	order := slices.Clone(frames)
	slices.SortStableFunc(order, func(a, b *frame) int {
		return cmp.Or(cmp.Compare(b[3], a[3]), cmp.Compare(b[2], a[2]))
	})
	widest := 0
	for _, f := range order {
		widest = max(widest, f[2])
	}
	for w := max(256, widest+2*gap); w <= maxSide; w += 32 {
		if h := place(order, w); width == 0 || max(w, h) <= maxSide && w*h < width*height {
			width, height = w, h
		}
	}
	place(order, width)
	return width, height
}

// step is a piece of the skyline: from x rightwards the sheet is used down to y.
type step struct{ x, y int }

// place puts each frame as high as the skyline allows, then as far left.
func place(order []*frame, width int) (height int) {
	skyline := []step{{gap, gap}}
	for _, f := range order {
		w, h := f[2]+gap, f[3]+gap
		best, bestY := -1, 0
		for i := range skyline {
			if y, fits := rest(skyline[i:], w, width); fits && (best < 0 || y < bestY) {
				best, bestY = i, y
			}
		}
		f[0], f[1] = skyline[best].x, bestY
		skyline = raise(skyline, best, w, bestY+h)
		height = max(height, bestY+h)
	}
	return height
}

// rest is how high a frame of width w comes to lie at the skyline's first step.
func rest(skyline []step, w, width int) (y int, fits bool) {
	from := skyline[0].x
	for _, s := range skyline {
		if s.x >= from+w {
			break
		}
		y = max(y, s.y)
	}
	return y, from+w <= width
}

// raise lowers the free room under a placed frame.
func raise(skyline []step, at, w, bottom int) []step {
	from, to := skyline[at].x, skyline[at].x+w
	last := skyline[at]
	end := at
	for ; end < len(skyline) && skyline[end].x < to; end++ {
		last = skyline[end]
	}
	next := []step{{from, bottom}}
	if end == len(skyline) || skyline[end].x > to {
		next = append(next, step{to, last.y})
	}
	return slices.Replace(skyline, at, end, next...)
}
