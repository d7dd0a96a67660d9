package world

import (
	"slices"

	"github.com/yokocho/yokocho/core/nav"
)

// What walking looks like. Distances are floor units, speeds floor units a second.
const (
	BodyRadius     = 14  // of a standing body
	ApproachWithin = 72  // talking distance
	ApproachInner  = 48  // nobody is approached closer
	WalkSpeed      = 220 // units a second
)

// Map is the drawing of a room as Decide needs it. It is immutable; Apply never reads it.
type Map struct {
	Revision string // hash of the drawing
	Title    Title
	Capacity int
	Open     bool // strangers may look through the door
	Floor    *nav.Floor
	Public   *nav.Floor    // for those who are not of the house; nil: Floor
	Stages   []nav.Polygon // whoever speaks on one speaks to all
	Quiet    []nav.Polygon // nobody is approached there
	Seats    []Seat
	Exits    []Exit
	Spawn    []nav.Point // where newcomers come to stand
}

// Seat is one place to sit. Approach is where one stands before sitting and after.
type Seat struct {
	ID       SeatID
	Facing   Facing
	At       nav.Point
	Approach nav.Point
}

// Exit is a door: one stands at At, looks to Facing, and it leads to Target.
type Exit struct {
	ID     ExitID
	Target RoomID
	At     nav.Point
	Facing Facing
}

// as is the map for somebody of a role: only the house's people go everywhere.
func (m *Map) as(role Role) *Map {
	if role == RoleHost || role == RoleStaff || role == RoleOperator || m.Public == nil {
		return m
	}
	public := *m
	public.Floor = m.Public
	return &public
}

// onStage says whether a body is on one of the room's stages.
func (m *Map) onStage(body nav.Point) bool { return holds(m.Stages, body) }

// quiet says whether a body is where it is left in peace.
func (m *Map) quiet(body nav.Point) bool { return holds(m.Quiet, body) }

func holds(areas []nav.Polygon, body nav.Point) bool {
	return slices.ContainsFunc(areas, func(area nav.Polygon) bool { return area.Holds(body) })
}

// inside is a place some steps into the room from the door.
func (e Exit) inside() nav.Point {
	const steps = 72
	switch e.Facing {
	case FacingSE:
		return nav.Point{X: e.At.X - steps, Y: e.At.Y}
	case FacingNW:
		return nav.Point{X: e.At.X + steps, Y: e.At.Y}
	case FacingSW:
		return nav.Point{X: e.At.X, Y: e.At.Y - steps}
	default:
		return nav.Point{X: e.At.X, Y: e.At.Y + steps}
	}
}

func (m *Map) seat(id SeatID) (Seat, bool) {
	for _, s := range m.Seats {
		if s.ID == id {
			return s, true
		}
	}
	return Seat{}, false
}

func (m *Map) seatIDs() []SeatID {
	ids := make([]SeatID, len(m.Seats))
	for i, s := range m.Seats {
		ids[i] = s.ID
	}
	return ids
}
