package tiled

import (
	"fmt"
	"strings"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
)

func (r *reader) readFloor() {
	for _, o := range r.in("walk") {
		r.room.Walk = append(r.room.Walk, r.polygon(o))
	}
	for _, o := range r.in("blocked") {
		r.room.Blocked = append(r.room.Blocked, Block{o.Name, r.polygon(o)})
	}
	for _, o := range r.in("spawn") {
		r.room.Spawn = append(r.room.Spawn, r.point(o))
	}
	if len(r.room.Walk) == 0 {
		r.fault(r.atLayer("walk"), FaultLayer, "it is empty", "draw the floor that can be walked on as a polygon")
	}
	if len(r.room.Spawn) == 0 {
		r.fault(r.atLayer("spawn"), FaultLayer, "it is empty", "insert at least one point where people come in")
	}
}

func (r *reader) readTables() {
	for _, o := range r.in("areas") {
		p := r.take(o)
		area := Area{ID: o.Name, Polygon: r.polygon(o)}
		if p.has("kind") {
			area.Kind = AreaKind(p.choice("kind", string(Quiet), string(Stage), string(StaffOnly)))
			r.room.Areas = append(r.room.Areas, area)
			o.named = true
		}
	}
	for _, o := range r.in("tables") {
		p := r.take(o)
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
		p := r.take(o)
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
			p.fault("group", FaultGroup, fmt.Sprintf("seat %q is in group %q too", other, s.Group), "draw one group of furniture for each seat")
		}
		taken[s.Group] = o.Name
		if !r.hasPiece(s.Group, Back) {
			p.fault("group", FaultReference, fmt.Sprintf("no piece of furniture is the back of group %q", s.Group), "choose the group of the seat's furniture")
		}
		r.room.Seats = append(r.room.Seats, s)
	}
}

func (r *reader) hasPiece(group string, layer Layer) bool {
	for _, p := range r.room.Pieces {
		if p.Group == group && p.Layer == layer {
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
		p := r.take(o)
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
		e.Outline = r.outline(o)
		r.room.Exits = append(r.room.Exits, e)
	}
	if len(r.room.Exits) == 0 {
		r.fault(r.atLayer("exits"), FaultLayer, "it is empty", "draw at least one door, or nobody can come in")
	}
}

// outline reads a polygon over something painted.
func (r *reader) outline(o *object) (corners []Pixel) {
	for _, c := range r.polygon(o) {
		corners = append(corners, r.room.pixel(float64(c.X), float64(c.Y)))
	}
	return corners
}

func (r *reader) readWorks() {
	for _, o := range r.in("works") {
		p := r.take(o)
		r.room.Works = append(r.room.Works, Work{
			ID: o.Name, Outline: r.outline(o), Name: p.text("name"),
			Author: p.line("author"), License: p.choice("license", wardrobe.Licenses()...),
		})
	}
}

// check is for what can only be seen with the whole room at hand.
func (r *reader) check() {
	r.checkGroups()
	r.checkSeats()
	r.checkFloor()
	if len(r.faults) > 0 {
		return
	}
	pieces, problem := sorted(r.room.Pieces)
	if problem != "" {
		r.fault(r.atLayer("bases"), FaultGroup, problem, "shorten or move their base lines")
		return
	}
	r.room.Pieces = pieces
	if _, _, height := r.room.pack(); height > maxPixels {
		r.fault(r.atLayer("furniture"), FaultTooLarge, fmt.Sprintf("its pictures make a sheet of %d pixels' height", height),
			fmt.Sprintf("draw them smaller, or fewer of them: a sheet has at most %d", maxPixels))
	}
}

// checkSeats refuses people who sit in each other.
func (r *reader) checkSeats() {
	for i, o := range r.in("seats") {
		for j, other := range r.in("seats")[:i] {
			if near(r.room.Seats[i].At, r.room.Seats[j].At, world.BodyRadius) {
				r.fault(r.at(o), FaultOverlap, fmt.Sprintf("whoever sits here sits in whoever sits on %q", other.Name), "move the seats apart")
			}
		}
	}
}

// near says whether two points are less than a distance apart.
func near(a, b nav.Point, distance int) bool {
	dx, dy := a.X-b.X, a.Y-b.Y
	return dx*dx+dy*dy < distance*distance
}

// checkFloor refuses places where nobody can stand, and such as whoever comes in cannot get to.
func (r *reader) checkFloor() {
	blocked := r.room.Obstacles()
	floor, err := nav.New(r.room.Walk, blocked, world.BodyRadius)
	if err != nil {
		r.fault(r.atLayer("walk"), FaultShape, err.Error(), "correct the layers walk and blocked")
		return
	}
	staff := r.room.Of(StaffOnly)
	public := floor
	if len(staff) > 0 {
		if public, err = nav.New(r.room.Walk, append(blocked, staff...), world.BodyRadius); err != nil {
			r.fault(r.atLayer("areas"), FaultShape, err.Error(), "leave those who are no staff some floor")
			return
		}
	}
	r.room.Floor, r.room.Public = floor, public
	type place struct {
		layer, what string
		of          func(i int) nav.Point
	}
	for _, place := range []place{
		{"exits", "the point before it", func(i int) nav.Point { return r.room.Exits[i].At }},
		{"seats", "its approach", func(i int) nav.Point { return r.room.Seats[i].Approach }},
		{"spawn", "the point", func(i int) nav.Point { return r.room.Spawn[i] }},
	} {
		for i, o := range r.in(place.layer) {
			p, floor := place.of(i), public
			if place.layer == "seats" && !public.Standable(p) {
				floor = r.room.Floor // a seat for staff
			}
			if !floor.Standable(p) {
				r.fault(r.at(o), FaultUnreachable, fmt.Sprintf("%s at (%d,%d) is not where one can stand", place.what, p.X, p.Y),
					fmt.Sprintf("keep it %d units from walls and furniture", world.BodyRadius))
			} else if door := r.room.Exits[0].At; floor.Standable(door) {
				if way, ok := floor.Route(door, nav.At(p), nil); !ok || !way.Exact {
					r.fault(r.at(o), FaultUnreachable, fmt.Sprintf("%s at (%d,%d) cannot be walked to from the door %q", place.what, p.X, p.Y, r.room.Exits[0].ID),
						"move it, or make the gaps between furniture wider")
				}
			}
		}
	}
}

// point reads a point object.
func (r *reader) point(o *object) nav.Point {
	if !o.Point {
		r.fault(r.at(o), FaultObject, "it is no point", "draw it with Insert Point (I)")
		return nav.Point{}
	}
	x, okX := whole(o.X)
	y, okY := whole(o.Y)
	if !okX || !okY {
		r.fault(r.at(o), FaultShape, "it is far outside the map", "move it into the room")
	}
	return nav.Point{X: x, Y: y}
}

func (r *reader) polygon(o *object) nav.Polygon {
	corners, ok := r.corners(o, o.Polygon, "Polygon", 3)
	if !ok {
		return nil
	}
	polygon := nav.Polygon(corners)
	if err := polygon.Check(); err != nil {
		r.fault(r.at(o), FaultShape, "it "+err.Error(), "correct its corners with Edit Polygons (E)")
	}
	return polygon
}

// corners are the points of a polygon or polyline on the floor.
func (r *reader) corners(o *object, points []tmjPoint, kind string, least int) ([]nav.Point, bool) {
	if len(points) < least || len(points) > maxCorners {
		r.fault(r.at(o), FaultObject, fmt.Sprintf("as a %s it has %d points", strings.ToLower(kind), len(points)),
			fmt.Sprintf("draw it with Insert %s, with %d to %d points", kind, least, maxCorners))
		return nil, false
	}
	out := make([]nav.Point, 0, len(points))
	for _, c := range points {
		x, okX := whole(o.X + c.X)
		y, okY := whole(o.Y + c.Y)
		if !okX || !okY {
			r.fault(r.at(o), FaultShape, "it reaches far outside the map", "move its corners into the room")
			return nil, false
		}
		out = append(out, nav.Point{X: x, Y: y})
	}
	return out, true
}
