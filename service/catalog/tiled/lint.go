package tiled

import (
	"fmt"
	"slices"

	"github.com/yokocho/yokocho/core/nav"
)

// lint tells what a room may have that visitors stumble over, and what nobody can have meant.
func (r *reader) lint() {
	r.lintSeats()
	r.lintBases()
	r.lintPictures()
	for _, layer := range []string{"bases", "approaches", "areas", "boards"} {
		for _, o := range r.in(layer) {
			if !o.named {
				r.warn(r.at(o), FaultUnused, "nothing names it", "name it in a property, or remove it")
			}
		}
	}
}

func (r *reader) warn(at Place, code FaultCode, problem, remedy string) {
	r.tell(&Fault{Code: code, Place: at, Problem: problem, Remedy: remedy, Warning: true})
}

// lintSeats finds seats on which nothing hides the sitter's lap: those on the floor may be so.
func (r *reader) lintSeats() {
	for i, o := range r.in("seats") {
		s := r.room.Seats[i]
		if r.hasPiece(s.Group, Front) {
			continue
		}
		fault := r.fault
		if s.Posture == OnFloor {
			fault = r.warn
		}
		fault(r.at(o), FaultNoFront, fmt.Sprintf("group %q has no front piece", s.Group), "draw what is before the sitter, such as the near arm, as a piece of its own")
	}
}

// lintBases finds groups that stand in each other: one of them is drawn wrongly over the other.
func (r *reader) lintBases() {
	groups := grouped(slices.DeleteFunc(slices.Clone(r.room.Pieces), func(p Piece) bool { return p.Layer == Wall }))
	for i, a := range groups {
		for _, b := range groups[:i] {
			if a, b := a.pieces[0], b.pieces[0]; crossing(a.Base, b.Base) {
				r.warn(r.atLayer("bases"), FaultCrossing, fmt.Sprintf("the base lines of the groups %q and %q cross", b.Group, a.Group), "draw each where its furniture meets the floor")
			}
		}
	}
}

// crossing says whether two lines pass through each other; that they touch is no crossing.
func crossing(a, b []nav.Point) bool {
	for i := 1; i < len(a); i++ {
		for j := 1; j < len(b); j++ {
			if between(a[i-1], a[i], b[j-1], b[j]) && between(b[j-1], b[j], a[i-1], a[i]) {
				return true
			}
		}
	}
	return false
}

// between says whether p and q lie on different sides of the line through a and b.
func between(a, b, p, q nav.Point) bool {
	side := func(p nav.Point) int { return (b.X-a.X)*(p.Y-a.Y) - (b.Y-a.Y)*(p.X-a.X) }
	return side(p) < 0 && side(q) > 0 || side(p) > 0 && side(q) < 0
}

// lintPictures finds pictures that change by one light only. Furniture may: by night a lamp adds its glow to what is there by day.
func (r *reader) lintPictures() {
	for _, p := range r.pictures {
		lights := map[Light]bool{}
		for _, n := range p.nodes {
			lights[n.light] = true
		}
		switch {
		case lights[Day] && !lights[Night]:
			r.warn(p.at, FaultOneLight, "it has a group for the day and none for the night", "draw a group night, empty if nothing takes its place")
		case lights[Night] && !lights[Day] && p.at.Layer == "background":
			r.warn(p.at, FaultOneLight, "it has a group for the night and none for the day", "draw a group day, empty if nothing takes its place")
		}
	}
}
