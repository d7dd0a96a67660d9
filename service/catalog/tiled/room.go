package tiled

import (
	"encoding/json"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
)

// TileUnits is the length of a tile's side in floor units.
const TileUnits = 48

// Room is a drawn room. Floor points are in floor units, pixels are those of the background image at scale 1.
type Room struct {
	ID       world.RoomID
	Title    world.Title
	Capacity int
	// Open says that anybody may look through the door.
	Open bool
	// Entrance says that strangers come here when there is nobody anywhere.
	Entrance bool
	// Columns and Rows are the floor's size in tiles, along x and y.
	Columns, Rows int
	// Origin is the pixel of floor point (0,0) in the background image.
	Origin Pixel
	// Wall is how far the walls rise above the floor, in pixels.
	Wall int
	// Backdrop is the colour beyond the background image, #rrggbb.
	Backdrop string
	// Tint is what people's colours are multiplied with by day and by night, #rrggbb.
	Tint       Tint
	Background Images
	// Pieces stand back to front: drawn in this order they overlap rightly. Those on the wall come first, the pieces of a
	// group follow each other.
	Pieces  []Piece
	Walk    []nav.Polygon
	Blocked []Block
	// Floor is Walk without Blocked, as a standing body may be on it.
	Floor *nav.Floor
	// Public is Floor without the areas for staff only.
	Public *nav.Floor
	Seats  []Seat
	Tables []Table
	Areas  []Area
	Spawn  []nav.Point
	Exits  []Exit
	Works  []Work
	// Step is what steps sound of where no Ground says it.
	Step    string
	Grounds []Ground
	Sounds  []Sound
	Glows   []Glow

	images map[string]*drawing // by path, the furniture's
}

// Block is a part of the floor where feet may not be. Furniture whose group has the same name stands there.
type Block struct {
	ID      string
	Polygon nav.Polygon
}

// Obstacles are the outlines of what is blocked.
func (r *Room) Obstacles() []nav.Polygon {
	outlines := make([]nav.Polygon, len(r.Blocked))
	for i, b := range r.Blocked {
		outlines[i] = b.Polygon
	}
	return outlines
}

// Sound is something that is heard all the time, the more the nearer one stands. Browsers know how it sounds.
type Sound struct {
	Kind   string
	At     nav.Point
	Volume int // percent
}

// Ground is a part of the floor on which steps sound of something else.
type Ground struct {
	Step    string
	Polygon nav.Polygon
}

// Glow is a light that breathes, above a point of the floor.
type Glow struct {
	At     nav.Point
	Height int    // pixels above the point
	Radius int    // pixels
	Color  string // #rrggbb
	By     Light  // when it shines; empty is always
}

// Size is the floor's corner opposite of (0,0), in floor units.
func (r *Room) Size() nav.Point { return nav.Point{X: r.Columns * TileUnits, Y: r.Rows * TileUnits} }

// Pixel is a place in the background image. Its JSON form is [x,y].
type Pixel struct{ X, Y float64 }

// MarshalJSON writes [x,y].
func (p Pixel) MarshalJSON() ([]byte, error) { return json.Marshal([2]float64{p.X, p.Y}) }

// Tint is a colour by day and one by night.
type Tint struct {
	Day   string `json:"day"`
	Night string `json:"night"`
}

// Images are a picture by day and by night: of the same size, and the same where nothing differs.
type Images struct{ Day, Night Image }

// Image is a picture as it is served: SVG of the allowed kind, nothing in it that could load or run.
type Image struct {
	// Name is content-addressed: `background-lounge-0123456789ab.svg`.
	Name          string
	Body          []byte
	Width, Height int
}

// Piece is one picture of furniture on the floor.
type Piece struct {
	ID string
	// Group names what is compared and drawn as one: a chair's back and front with the sitter between them. Empty on the wall.
	Group string
	Layer Layer
	// Frames are shown one after the other, over and over; one alone stands still.
	Frames []Shot
	// X and Y are the pixel of the picture's top left corner, W and H its size.
	X, Y float64
	W, H int
	// Base is where the group meets the floor, from left to right on the screen. Who stands below it is in front. Nil on the wall.
	Base []nav.Point
}

// Shot is one picture of a piece that moves.
type Shot struct {
	// Image is the picture's path in the room's directory; several pieces may share one.
	Image string
	// Millis is how long it is shown, 0 when nothing follows it.
	Millis int
}

// Layer is a piece's place in its group.
type Layer string

// A sitter is drawn after the back and before the front; a single piece has no sitter, and one on the wall is behind everybody.
const (
	Back   Layer = "back"
	Front  Layer = "front"
	Single Layer = "single"
	Wall   Layer = "wall"
)

// Seat is a place to sit.
type Seat struct {
	ID     world.SeatID
	Group  string
	Facing world.Facing
	// At is the floor point below the sitter's hip, Approach the one where one stands before sitting down.
	At, Approach nav.Point
	// Height is how far the hip is above At, in pixels.
	Height  int
	Posture Posture
	// Table is the id of the table one sits at, or empty.
	Table string
	Name  world.Title
}

// Posture is how one sits.
type Posture string

// With the legs down, or crossed on a cushion on the floor.
const (
	OnChair Posture = "chair"
	OnFloor Posture = "floor"
)

// Area is a part of the floor with a meaning of its own.
type Area struct {
	ID      string
	Kind    AreaKind
	Polygon nav.Polygon
}

// AreaKind is what an area is for.
type AreaKind string

// Where one is left in peace, where one performs, and where only the house's people go.
const (
	Quiet     AreaKind = "quiet"
	Stage     AreaKind = "stage"
	StaffOnly AreaKind = "staff-only"
)

// Table is a place for a conversation.
type Table struct {
	ID   string
	Name world.Title
	// Polygon is the table itself, Area the floor on which one is at the table.
	Polygon, Area nav.Polygon
	// Seats are the seats at it, in the order of the map.
	Seats []world.SeatID
}

// Exit is a door.
type Exit struct {
	ID     world.ExitID
	Target world.RoomID
	// At is where one stands before going through, Facing the way through.
	At     nav.Point
	Facing world.Facing
	// Outline is the painted door, for pointing at.
	Outline []Pixel
	// Board is the middle of a painted sign that tells how many are behind the door; nil when there is none.
	Board *Pixel
	Name  world.Title
}

// Work is a painting, or something else in the picture with a maker of its own.
type Work struct {
	ID string
	// Outline is what is painted, for pointing at.
	Outline []Pixel
	Name    world.Title
	Author  string
	License string // SPDX, one of wardrobe.Licenses
}

// Of are the areas of a kind.
func (r *Room) Of(kind AreaKind) (polygons []nav.Polygon) {
	for _, a := range r.Areas {
		if a.Kind == kind {
			polygons = append(polygons, a.Polygon)
		}
	}
	return polygons
}

// pixel is where a floor point is in the background image.
func (r *Room) pixel(x, y float64) Pixel {
	return Pixel{r.Origin.X + x - y, r.Origin.Y + (x+y)/2}
}
