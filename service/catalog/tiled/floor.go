package tiled

import (
	"fmt"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
)

func (r *reader) readFloor() {
	for _, o := range r.in("walk") {
		r.room.Walk = append(r.room.Walk, r.polygon(o))
	}
	for _, o := range r.in("blocked") {
		r.room.Blocked = append(r.room.Blocked, r.polygon(o))
	}
	for _, o := range r.in("spawn") {
		r.room.Spawn = append(r.room.Spawn, r.point(o))
	}
	if len(r.room.Walk) == 0 {
		r.fault(`layer "walk"`, "is empty: draw the floor that can be walked on as a polygon")
	}
	if len(r.room.Spawn) == 0 {
		r.fault(`layer "spawn"`, "is empty: insert at least one point where people come in")
	}
}

func (r *reader) readTables() {
	for _, o := range r.in("areas") {
		p := o.take(r)
		area := Area{ID: o.Name, Polygon: r.polygon(o)}
		if p.has("kind") {
			area.Kind = AreaKind(p.choice("kind", string(Quiet), string(Stage), string(StaffOnly)))
			r.room.Areas = append(r.room.Areas, area)
		}
	}
	for _, o := range r.in("tables") {
		p := o.take(r)
		t := Table{ID: o.Name, Name: p.text("name"), Polygon: r.polygon(o)}
		if area := p.object("area", "areas"); area != nil {
			t.Area = r.polygon(area)
		}
		r.room.Tables = append(r.room.Tables, t)
	}
}

func (r *reader) readSeats() {
	for _, o := range r.in("approaches") {
		r.point(o)
	}
	taken := map[string]string{}
	for _, o := range r.in("seats") {
		p := o.take(r)
		s := Seat{
			ID: world.SeatID(o.Name), Group: p.id("group"), Facing: p.facing(), At: r.point(o),
			Height: p.integer("height", 0, maxHeight), Name: p.text("name"),
			Posture: Posture(p.optional("posture", string(OnChair), string(OnFloor))),
		}
		if a := p.object("approach", "approaches"); a != nil {
			s.Approach = r.point(a)
		}
		if p.has("table") {
			if t := p.object("table", "tables"); t != nil {
				s.Table = t.Name
				r.seatAt(t.Name, s.ID)
			}
		}
		if other, ok := taken[s.Group]; ok {
			r.fault(o.place(), "is in group %q like seat %q: draw one group of furniture for each seat", s.Group, other)
		}
		taken[s.Group] = o.Name
		if !r.hasBack(s.Group) {
			r.fault(o.place(), "property %q is %q, but no piece of furniture is the back of that group", "group", s.Group)
		}
		r.room.Seats = append(r.room.Seats, s)
	}
}

func (r *reader) hasBack(group string) bool {
	for _, p := range r.room.Pieces {
		if p.Group == group && p.Layer == Back {
			return true
		}
	}
	return false
}

func (r *reader) seatAt(table string, seat world.SeatID) {
	for i := range r.room.Tables {
		if t := &r.room.Tables[i]; t.ID == table {
			t.Seats = append(t.Seats, seat)
		}
	}
}

func (r *reader) readExits() {
	for _, o := range r.in("boards") {
		r.point(o)
	}
	for _, o := range r.in("exits") {
		p := o.take(r)
		e := Exit{ID: world.ExitID(o.Name), Target: world.RoomID(p.id("target")), Facing: p.facing(), Name: p.text("name")}
		if at := p.object("at", "approaches"); at != nil {
			e.At = r.point(at)
		}
		if p.has("board") {
			if b := p.object("board", "boards"); b != nil {
				at := r.room.pixel(b.X, b.Y)
				e.Board = &at
			}
		}
		for _, c := range r.polygon(o) {
			e.Outline = append(e.Outline, r.room.pixel(float64(c.X), float64(c.Y)))
		}
		r.room.Exits = append(r.room.Exits, e)
	}
}

// check is for what can only be seen with the whole room at hand.
func (r *reader) check() {
	r.checkGroups()
	floor, err := nav.New(r.room.Walk, r.room.Blocked, world.BodyRadius)
	if err != nil {
		r.fault(`layers "walk" and "blocked"`, "%w", err)
		return
	}
	stand := func(layer, name, what string, p nav.Point) {
		if !floor.Standable(p) {
			r.fault(fmt.Sprintf("layer %q, object %q", layer, name),
				"%s at (%d,%d) is not where one can stand: keep it %d units from walls and furniture", what, p.X, p.Y, world.BodyRadius)
		}
	}
	for _, s := range r.room.Seats {
		stand("seats", string(s.ID), "its approach", s.Approach)
	}
	for _, e := range r.room.Exits {
		stand("exits", string(e.ID), "its point", e.At)
	}
	for i, p := range r.room.Spawn {
		stand("spawn", r.in("spawn")[i].Name, "the point", p)
	}
	pieces, err := sorted(r.room.Pieces)
	if err != nil {
		r.fault(`layer "bases"`, "%w", err)
		return
	}
	r.room.Pieces = pieces
}

// point reads a point object.
func (r *reader) point(o *object) nav.Point {
	if !o.Point {
		r.fault(o.place(), "is no point: draw it with Insert Point (I)")
		return nav.Point{}
	}
	x, okX := whole(o.X)
	y, okY := whole(o.Y)
	if !okX || !okY {
		r.fault(o.place(), "is far outside the map: move it into the room")
	}
	return nav.Point{X: x, Y: y}
}

func (r *reader) polygon(o *object) nav.Polygon {
	corners, _ := r.corners(o, o.Polygon, "polygon", 3)
	return corners
}

// corners are the points of a polygon or polyline on the floor.
func (r *reader) corners(o *object, points []tmjPoint, kind string, least int) ([]nav.Point, bool) {
	if len(points) < least || len(points) > maxCorners {
		r.fault(o.place(), "has %d points as a %s: draw it with Insert Polygon (P), with %d to %d points", len(points), kind, least, maxCorners)
		return nil, false
	}
	out := make([]nav.Point, 0, len(points))
	for _, c := range points {
		x, okX := whole(o.X + c.X)
		y, okY := whole(o.Y + c.Y)
		if !okX || !okY {
			r.fault(o.place(), "reaches far outside the map: move its corners into the room")
			return nil, false
		}
		out = append(out, nav.Point{X: x, Y: y})
	}
	return out, true
}
