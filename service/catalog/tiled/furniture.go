package tiled

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/yokocho/yokocho/core/nav"
)

// flips are the bits of a gid that mirror or turn a tile.
const flips = 0xf0000000

func (r *reader) readTilesets(m *tmjMap) {
	r.tiles = map[uint32]tile{}
	for _, t := range m.TileSets {
		fault := func(code FaultCode, problem, remedy string) {
			r.fault(r.place(MapFile), code, fmt.Sprintf("tileset %.60q %s", cmp.Or(t.Source, t.Name), problem), remedy)
		}
		switch {
		case t.Source != "":
			fault(FaultOutside, "is in another file", "choose Embed Tileset in Tiled's tileset view")
			continue
		case t.Image != "":
			fault(FaultTileset, "cuts its tiles out of one image", "make a new tileset of type Collection of Images")
			continue
		case t.TileOffset != (tmjPoint{}) || (t.ObjectAlignment != "" && t.ObjectAlignment != "unspecified"):
			fault(FaultTileset, "moves its tiles", "set Drawing Offset to 0,0 and Object Alignment to Unspecified")
		case len(t.Tiles) > maxObjects:
			fault(FaultTooLarge, fmt.Sprintf("has %d tiles", len(t.Tiles)), fmt.Sprintf("keep at most %d", maxObjects))
			continue
		}
		for _, drawn := range t.Tiles {
			gid := t.FirstGID + drawn.ID
			if _, twice := r.tiles[gid]; twice || gid < t.FirstGID || gid >= flips {
				fault(FaultTileset, fmt.Sprintf("gives tile %d a number that is taken", drawn.ID), "embed it again in Tiled")
			}
			r.tiles[gid] = tile{drawn, shots(fault, drawn, t.Tiles)}
		}
	}
}

// shots are the pictures of a tile, found among those of its tileset.
func shots(fault func(code FaultCode, problem, remedy string), t tmjTile, all []tmjTile) []Shot {
	if len(t.Animation) == 0 {
		return []Shot{{Image: t.Image}}
	}
	if len(t.Animation) > maxFrames {
		fault(FaultTooLarge, fmt.Sprintf("has %d frames of tile %d", len(t.Animation), t.ID), fmt.Sprintf("keep at most %d", maxFrames))
		return nil
	}
	var shots []Shot
	for _, f := range t.Animation {
		i := slices.IndexFunc(all, func(other tmjTile) bool { return other.ID == f.TileID })
		switch {
		case i < 0:
			fault(FaultTileset, fmt.Sprintf("shows in tile %d tile %d, which is not there", t.ID, f.TileID), "choose its frames again in Tiled's animation editor")
		case all[i].ImageWidth != t.ImageWidth || all[i].ImageHeight != t.ImageHeight:
			fault(FaultTileset, fmt.Sprintf("shows in tile %d tile %d of another size", t.ID, f.TileID), "draw all frames in one size")
		case f.Duration < leastMillis || f.Duration > mostMillis:
			fault(FaultTileset, fmt.Sprintf("shows in tile %d a frame for %d ms", t.ID, f.Duration), fmt.Sprintf("choose %d to %d", leastMillis, mostMillis))
		default:
			shots = append(shots, Shot{all[i].Image, f.Duration})
		}
	}
	return shots
}

func (r *reader) readBackground(m *tmjMap) {
	at := r.atLayer("background")
	l := r.layers["background"]
	x, okX := whole(float64(m.Height*TileUnits) - l.OffsetX)
	y, okY := whole(-l.OffsetY)
	if !okX || !okY || float64(x) != float64(m.Height*TileUnits)-l.OffsetX || float64(y) != -l.OffsetY {
		r.fault(at, FaultLayer, fmt.Sprintf("it is shifted by (%v,%v)", l.OffsetX, l.OffsetY), "use whole pixels, at most some thousands")
	}
	if l.Opacity != 1 {
		r.fault(at, FaultLayer, fmt.Sprintf("it has opacity %v", l.Opacity), "set it to 1")
	}
	r.room.Origin = Pixel{float64(x), float64(y)}
	if d := r.drawing(at, l.Image, maxBackgroundBytes); d != nil {
		r.room.Background = images("background-"+string(r.room.ID), d.width, d.height, d.document)
	}
}

// drawing reads one SVG of the room, once; it is nil, and told at the place that shows it, where there is none.
func (r *reader) drawing(at Place, name string, limit int64) *drawing {
	data, fault := r.file(name, limit)
	var d *drawing
	if fault == nil {
		at.File = r.place(name).File
		if d, fault = readSVG(data); fault == nil {
			r.pictures = append(r.pictures, picture{d, at})
			return d
		}
		fault.File = at.File
	}
	fault.Layer, fault.Object, fault.ObjectID = at.Layer, at.Object, at.ObjectID
	r.tell(fault)
	return nil
}

// readFurniture reads the pieces; their order is that of the map until check sorts them.
func (r *reader) readFurniture() {
	for _, o := range r.in("bases") {
		r.base(o)
	}
	for _, o := range r.in("furniture") {
		p := r.take(o)
		piece := Piece{ID: o.Name, Layer: Layer(p.choice("layer", string(Back), string(Front), string(Single), string(Wall)))}
		if piece.Layer != Wall {
			piece.Group, piece.Base = p.id("group"), r.base(p.object("base", "bases"))
		}
		tile, ok := r.tiles[o.GID&^flips]
		switch {
		case o.GID == 0 || !ok:
			r.fault(r.at(o), FaultObject, "it is no tile of a tileset of the map", "place furniture with Insert Tile (T)")
			continue
		case o.GID&flips != 0:
			r.fault(r.at(o), FaultObject, "it is flipped, so its light comes from the wrong side", "flip it back and draw the other side as an SVG of its own")
		case o.Width != float64(tile.ImageWidth) || o.Height != float64(tile.ImageHeight):
			r.fault(r.at(o), FaultObject, fmt.Sprintf("it is resized to %vx%v", o.Width, o.Height),
				fmt.Sprintf("set it to %dx%d, the size of its image", tile.ImageWidth, tile.ImageHeight))
		}
		if piece.Frames = tile.shots; !r.drawn(o, tile) {
			continue
		}
		// Tiled stands a tile object of an isometric map on the middle of its lower side.
		foot := r.room.pixel(o.X, o.Y)
		piece.W, piece.H = tile.ImageWidth, tile.ImageHeight
		piece.X, piece.Y = foot.X-float64(piece.W)/2, foot.Y-float64(piece.H)
		if r.room.Background.Day.Width > 0 && !r.inBackground(piece) {
			r.fault(r.at(o), FaultShape, "it is not on the background image", "move it into the room")
		}
		r.room.Pieces = append(r.room.Pieces, piece)
	}
}

// inBackground is written so that a coordinate that is not a number is outside.
func (r *reader) inBackground(p Piece) bool {
	b := r.room.Background.Day
	return p.X >= 0 && p.Y >= 0 && p.X+float64(p.W) <= float64(b.Width) && p.Y+float64(p.H) <= float64(b.Height)
}

// drawn reads the pictures of a tile, and says whether they are as the tileset has them.
func (r *reader) drawn(o *object, t tile) bool {
	for _, s := range t.shots {
		d := r.room.images[s.Image]
		if d == nil {
			if d = r.drawing(r.at(o), s.Image, maxPieceBytes); d == nil {
				return false
			}
			r.room.images[s.Image] = d
		}
		if d.width != t.ImageWidth || d.height != t.ImageHeight {
			r.fault(r.at(o), FaultDrawing, fmt.Sprintf("the file %q is %dx%d but was %dx%d when the tileset was saved", s.Image, d.width, d.height, t.ImageWidth, t.ImageHeight),
				"open the map in Tiled and save it again")
			return false
		}
	}
	return len(t.shots) > 0
}

// base reads a polyline of layer bases: from left to right on the screen, so that it has one height everywhere.
func (r *reader) base(o *object) []nav.Point {
	if o == nil {
		return nil
	}
	line, ok := r.corners(o, o.Polyline, "Polyline", 2)
	if !ok {
		return nil
	}
	for i := 1; i < len(line); i++ {
		if across(line[i]) < across(line[i-1]) {
			r.fault(r.at(o), FaultShape, fmt.Sprintf("it turns back at its point %d", i+1), "draw the polyline from the left of the screen to the right")
			return nil
		}
	}
	return line
}

// checkGroups refuses groups whose pieces do not belong together.
func (r *reader) checkGroups() {
	groups := map[string][]Piece{}
	for _, p := range r.room.Pieces {
		groups[p.Group] = append(groups[p.Group], p)
	}
	for i, o := range r.in("furniture") {
		p := r.room.Pieces[i]
		if p.Layer == Wall {
			continue
		}
		g := groups[p.Group]
		count := func(l Layer) (n int) {
			for _, q := range g {
				if q.Layer == l {
					n++
				}
			}
			return n
		}
		switch {
		case !slices.Equal(p.Base, g[0].Base):
			r.fault(r.at(o), FaultGroup, fmt.Sprintf("it has another base than piece %q of its group %q", g[0].ID, p.Group), "choose the same polyline")
		case count(Single) > 0 && len(g) > 1:
			r.fault(r.at(o), FaultGroup, fmt.Sprintf("group %q mixes a single piece with others", p.Group), "make them back and front, or groups of their own")
		case count(Front) > 0 && count(Back) == 0:
			r.fault(r.at(o), FaultGroup, fmt.Sprintf("group %q has no back piece", p.Group), "make a lone piece single")
		}
	}
}
