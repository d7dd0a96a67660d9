package tiled

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/core/nav"
)

// How large somebody's picture is, in pixels.
const (
	walkerWidth  = 76
	walkerHeight = 150
)

// across is a floor point's place from left to right on the screen, down its place from top to bottom (doubled).
func across(p nav.Point) int { return p.X - p.Y }
func down(p nav.Point) int   { return p.X + p.Y }

// downAt is how far down the screen the base line is at u across. Beyond its ends it goes on level.
func downAt(base []nav.Point, u float64) float64 {
	for i, p := range base {
		if float64(across(p)) < u {
			continue
		}
		if i == 0 {
			return float64(down(p))
		}
		q := base[i-1]
		share := (u - float64(across(q))) / float64(across(p)-across(q))
		return float64(down(q)) + share*float64(down(p)-down(q))
	}
	return float64(down(base[len(base)-1]))
}

// inFront is positive when base line a is before b on the whole, negative when it is behind.
func inFront(a, b []nav.Point) float64 {
	left := max(across(a[0]), across(b[0]))
	right := min(across(a[len(a)-1]), across(b[len(b)-1]))
	if left >= right { // beside each other: what is lower where they are nearest is in front
		if across(a[0]) < across(b[0]) {
			return float64(down(a[len(a)-1]) - down(b[0]))
		}
		return float64(down(a[0]) - down(b[len(b)-1]))
	}
	var sum float64
	const steps = 8
	for i := range steps + 1 {
		u := float64(left) + float64(right-left)*float64(i)/steps
		sum += downAt(a, u) - downAt(b, u)
	}
	return sum
}

func middle(base []nav.Point) float64 {
	var sum int
	for _, p := range base {
		sum += down(p)
	}
	return float64(sum) / float64(len(base))
}

type group struct {
	pieces []Piece
	behind map[int]bool // the groups that must be drawn before this one
}

// sorted orders pieces back to front: the wall's first, groups by their base lines where their pictures meet, within a group
// the back first. What the map has in one place of this order keeps the map's. Without a problem it is done.
func sorted(pieces []Piece) (out []Piece, problem string) {
	var standing []Piece
	for _, p := range pieces {
		if p.Layer == Wall {
			out = append(out, p)
		} else {
			standing = append(standing, p)
		}
	}
	groups := grouped(standing)
	order := func(i, j int) (first, then int) {
		if inFront(groups[i].pieces[0].Base, groups[j].pieces[0].Base) >= 0 {
			return j, i
		}
		return i, j
	}
	for i := range groups {
		for j := range groups[:i] {
			if meet(groups[i].pieces, groups[j].pieces, 0, 0) {
				first, then := order(i, j)
				groups[then].behind[first] = true
			}
		}
	}
	// Pictures apart may still both meet somebody who walks between them, and is before one and behind the other.
	for i := range groups {
		for j := range groups[:i] {
			first, then := order(i, j)
			if meet(groups[i].pieces, groups[j].pieces, walkerWidth, walkerHeight) && !after(groups, first, then) {
				groups[then].behind[first] = true
			}
		}
	}
	drawn := make([]bool, len(groups))
	for range groups {
		next := -1
		for i, g := range groups {
			if !drawn[i] && len(g.behind) == 0 {
				next = i
				break
			}
		}
		if next < 0 {
			return nil, fmt.Sprintf("the groups %s are each in front of another", strings.Join(undrawn(groups, drawn), ", "))
		}
		drawn[next] = true
		out = append(out, groups[next].pieces...)
		for _, g := range groups {
			delete(g.behind, next)
		}
	}
	return out, ""
}

// after reports whether a group must be drawn after another one.
func after(groups []*group, one, other int) bool {
	seen := make([]bool, len(groups))
	for open := []int{one}; len(open) > 0; {
		last := open[len(open)-1]
		open = open[:len(open)-1]
		for before := range groups[last].behind {
			if before == other {
				return true
			}
			if !seen[before] {
				seen[before] = true
				open = append(open, before)
			}
		}
	}
	return false
}

func undrawn(groups []*group, drawn []bool) (ids []string) {
	for i, g := range groups {
		if !drawn[i] {
			ids = append(ids, g.pieces[0].Group)
		}
	}
	return ids
}

// grouped gathers the pieces, groups with the highest base lines first so that ties are drawn top to bottom.
func grouped(pieces []Piece) []*group {
	byName := map[string]*group{}
	var groups []*group
	for _, p := range pieces {
		g := byName[p.Group]
		if g == nil {
			g = &group{behind: map[int]bool{}}
			byName[p.Group] = g
			groups = append(groups, g)
		}
		g.pieces = append(g.pieces, p)
	}
	for _, g := range groups {
		slices.SortStableFunc(g.pieces, func(a, b Piece) int { return strings.Compare(string(a.Layer), string(b.Layer)) }) // back before front
	}
	slices.SortStableFunc(groups, func(a, b *group) int {
		return int(middle(a.pieces[0].Base)) - int(middle(b.pieces[0].Base))
	})
	return groups
}

// meet reports whether pictures overlap, or are less than a width and a height apart.
func meet(a, b []Piece, width, height float64) bool {
	for _, p := range a {
		for _, q := range b {
			if p.X < q.X+float64(q.W)+width && q.X < p.X+float64(p.W)+width && p.Y < q.Y+float64(q.H)+height && q.Y < p.Y+float64(p.H)+height {
				return true
			}
		}
	}
	return false
}
