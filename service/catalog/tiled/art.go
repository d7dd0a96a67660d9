package tiled

import (
	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
)

// Art is a room as the browser gets it. Points named `at` of pieces and all of `frame`, `outline` and `origin` are pixels of
// the background image; every other point is in floor units.
type Art struct {
	ID       world.RoomID `json:"id"`
	Title    world.Title  `json:"title"`
	Capacity int          `json:"capacity"`
	Open     bool         `json:"open" doc:"anybody may look through the door"`
	Backdrop string       `json:"backdrop" doc:"colour beyond the background image"`
	Tint     Tint         `json:"tint" doc:"what people's colours are multiplied with"`
	Origin   Pixel        `json:"origin" doc:"pixel of floor point [0,0]"`
	Floor    [2]int       `json:"floor" doc:"size of the floor in floor units"`
	// Frame is the box of the room itself, walls included, without its surroundings.
	Frame      [4]int        `json:"frame" doc:"[x,y,w,h] of the room itself"`
	Background ArtImage      `json:"background"`
	Furniture  ArtImage      `json:"furniture" doc:"the sheet of all pieces"`
	Pieces     []ArtPiece    `json:"pieces" doc:"back to front; the pieces of a group follow each other"`
	Walk       []nav.Polygon `json:"walk"`
	Blocked    []ArtBlock    `json:"blocked"`
	Seats      []ArtSeat     `json:"seats"`
	Tables     []ArtTable    `json:"tables"`
	Areas      []ArtArea     `json:"areas"`
	Spawn      []nav.Point   `json:"spawn"`
	Exits      []ArtExit     `json:"exits"`
	Works      []ArtWork     `json:"works"`
	Step       string        `json:"step" doc:"what steps sound of elsewhere than on a ground"`
	Grounds    []ArtGround   `json:"grounds"`
	Sounds     []ArtSound    `json:"sounds"`
	Glows      []ArtGlow     `json:"glows"`
}

// ArtImage names an image under /assets/, by day and by night.
type ArtImage struct {
	Day    string `json:"day"`
	Night  string `json:"night"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// ArtPiece is a piece of furniture.
type ArtPiece struct {
	ID     string      `json:"id"`
	Group  string      `json:"group,omitempty"`
	Layer  Layer       `json:"layer" enum:"back,front,single,wall"`
	Frames []ArtFrame  `json:"frames" doc:"shown one after the other, over and over"`
	At     Pixel       `json:"at" doc:"pixel of the frames' top left corner"`
	Base   []nav.Point `json:"base,omitempty" doc:"where the group meets the floor, left to right on the screen"`
}

// ArtFrame is one picture of a piece.
type ArtFrame struct {
	Frame  Frame `json:"frame" doc:"[x,y,w,h] in the sheet"`
	Millis int   `json:"ms,omitempty" doc:"how long it is shown; absent when nothing follows it"`
}

// ArtSeat is a seat.
type ArtSeat struct {
	ID       world.SeatID `json:"id"`
	Group    string       `json:"group"`
	Facing   world.Facing `json:"facing" enum:"se,sw,nw,ne"`
	At       nav.Point    `json:"at"`
	Approach nav.Point    `json:"approach"`
	Height   int          `json:"height" doc:"pixels of the hip above the point"`
	Posture  Posture      `json:"posture" enum:"chair,floor"`
	Table    string       `json:"table,omitempty"`
	Name     world.Title  `json:"name"`
}

// ArtBlock is a part of the floor where feet may not be.
type ArtBlock struct {
	ID      string      `json:"id" doc:"that of a group of furniture which stands there"`
	Polygon nav.Polygon `json:"polygon"`
}

// ArtTable is a table.
type ArtTable struct {
	ID      string      `json:"id"`
	Name    world.Title `json:"name"`
	Polygon nav.Polygon `json:"polygon"`
	Area    nav.Polygon `json:"area"`
}

// ArtArea is a part of the floor with a meaning of its own.
type ArtArea struct {
	ID      string      `json:"id"`
	Kind    AreaKind    `json:"kind" enum:"quiet,stage,staff-only"`
	Polygon nav.Polygon `json:"polygon"`
}

// ArtExit is a door.
type ArtExit struct {
	ID      world.ExitID `json:"id"`
	Target  world.RoomID `json:"target"`
	At      nav.Point    `json:"at"`
	Facing  world.Facing `json:"facing" enum:"se,sw,nw,ne"`
	Outline []Pixel      `json:"outline"`
	Board   *Pixel       `json:"board,omitempty" doc:"pixel of a sign that tells how many are behind the door"`
	Name    world.Title  `json:"name"`
}

// ArtWork is a painting, or something else in the picture with a maker of its own.
type ArtWork struct {
	ID      string      `json:"id"`
	Outline []Pixel     `json:"outline"`
	Name    world.Title `json:"name"`
	Author  string      `json:"author"`
	License string      `json:"license" doc:"SPDX"`
}

// ArtGround is a part of the floor on which steps sound of something else.
type ArtGround struct {
	Step    string      `json:"step"`
	Polygon nav.Polygon `json:"polygon"`
}

// ArtSound is something that is heard all the time.
type ArtSound struct {
	Kind   string    `json:"kind"`
	At     nav.Point `json:"at"`
	Volume int       `json:"volume" doc:"percent"`
}

// ArtGlow is a light that breathes.
type ArtGlow struct {
	At     Pixel  `json:"at"`
	Radius int    `json:"radius" doc:"pixels"`
	Color  string `json:"color"`
	By     Light  `json:"by,omitempty" enum:"day,night" doc:"when it shines; always if absent"`
}

// Art returns the browser's form of the room and the sheet of furniture that it names.
func (r *Room) Art() (*Art, Images) {
	sheet, frames := r.Sheet()
	a := &Art{
		ID: r.ID, Title: r.Title, Capacity: r.Capacity, Open: r.Open, Backdrop: r.Backdrop, Tint: r.Tint, Origin: r.Origin,
		Floor: [2]int{r.Columns * TileUnits, r.Rows * TileUnits}, Frame: r.frame(),
		Background: reference(r.Background), Furniture: reference(sheet),
		Pieces: make([]ArtPiece, 0, len(r.Pieces)), Walk: r.Walk, Blocked: make([]ArtBlock, 0, len(r.Blocked)),
		Seats: make([]ArtSeat, 0, len(r.Seats)), Tables: make([]ArtTable, 0, len(r.Tables)), Spawn: r.Spawn,
		Areas: make([]ArtArea, 0, len(r.Areas)), Exits: make([]ArtExit, 0, len(r.Exits)), Works: make([]ArtWork, 0, len(r.Works)),
		Step: r.Step, Grounds: make([]ArtGround, 0, len(r.Grounds)), Sounds: make([]ArtSound, 0, len(r.Sounds)), Glows: make([]ArtGlow, 0, len(r.Glows)),
	}
	for _, p := range r.Pieces {
		piece := ArtPiece{ID: p.ID, Group: p.Group, Layer: p.Layer, At: Pixel{p.X, p.Y}, Base: p.Base}
		for _, s := range p.Frames {
			piece.Frames = append(piece.Frames, ArtFrame{frames[s.Image], s.Millis})
		}
		a.Pieces = append(a.Pieces, piece)
	}
	for _, b := range r.Blocked {
		a.Blocked = append(a.Blocked, ArtBlock(b))
	}
	for _, s := range r.Seats {
		a.Seats = append(a.Seats, ArtSeat(s))
	}
	for _, t := range r.Tables {
		a.Tables = append(a.Tables, ArtTable{t.ID, t.Name, t.Polygon, t.Area})
	}
	for _, area := range r.Areas {
		a.Areas = append(a.Areas, ArtArea(area))
	}
	for _, e := range r.Exits {
		a.Exits = append(a.Exits, ArtExit(e))
	}
	for _, w := range r.Works {
		a.Works = append(a.Works, ArtWork(w))
	}
	for _, g := range r.Grounds {
		a.Grounds = append(a.Grounds, ArtGround(g))
	}
	for _, s := range r.Sounds {
		a.Sounds = append(a.Sounds, ArtSound(s))
	}
	for _, g := range r.Glows {
		at := r.pixel(float64(g.At.X), float64(g.At.Y))
		a.Glows = append(a.Glows, ArtGlow{Pixel{at.X, at.Y - float64(g.Height)}, g.Radius, g.Color, g.By})
	}
	return a, sheet
}

func reference(i Images) ArtImage {
	return ArtImage{i.Day.Name, i.Night.Name, i.Day.Width, i.Day.Height}
}

// frame is the box of floor and walls in the background image.
func (r *Room) frame() [4]int {
	w, h := r.Columns*TileUnits, r.Rows*TileUnits
	x, y := int(r.Origin.X)-h, int(r.Origin.Y)-r.Wall
	return [4]int{x, y, w + h, (w+h)/2 + r.Wall}
}
