package tiled

import (
	"fmt"
	"slices"

	"github.com/yokocho/yokocho/core/nav"
)

// flips are the bits of a gid that mirror or turn a tile.
const flips = 0xf0000000

func (r *reader) readTilesets(m *tmjMap) {
	r.tiles = map[uint32]tile{}
	for _, t := range m.TileSets {
		where := fmt.Sprintf("tileset %q", t.Name)
		switch {
		case t.Source != "":
			r.fault(fmt.Sprintf("tileset %q", t.Source), "is in another file: choose Embed Tileset in Tiled's tileset view")
			continue
		case t.Image != "":
			r.fault(where, "cuts its tiles out of one image: make a new tileset of type Collection of Images")
			continue
		case t.TileOffset != (tmjPoint{}) || (t.ObjectAlignment != "" && t.ObjectAlignment != "unspecified"):
			r.fault(where, "moves its tiles: set Drawing Offset to 0,0 and Object Alignment to Unspecified")
		case len(t.Tiles) > maxObjects:
			r.fault(where, "has %d tiles: keep at most %d", len(t.Tiles), maxObjects)
			continue
		}
		for _, drawn := range t.Tiles {
			gid := t.FirstGID + drawn.ID
			if _, twice := r.tiles[gid]; twice || gid < t.FirstGID || gid >= flips {
				r.fault(where, "gives tile %d a number that is taken: embed it again in Tiled", drawn.ID)
			}
			r.tiles[gid] = tile{drawn, r.shots(where, drawn, t.Tiles)}
		}
	}
}

// shots are the pictures of a tile, found among those of its tileset.
func (r *reader) shots(where string, t tmjTile, all []tmjTile) []Shot {
	if len(t.Animation) == 0 {
		return []Shot{{Image: t.Image}}
	}
	if len(t.Animation) > maxFrames {
		r.fault(where, "tile %d has %d frames: keep at most %d", t.ID, len(t.Animation), maxFrames)
		return nil
	}
	var shots []Shot
	for _, f := range t.Animation {
		i := slices.IndexFunc(all, func(other tmjTile) bool { return other.ID == f.TileID })
		switch {
		case i < 0:
			r.fault(where, "tile %d shows tile %d, which is not there: choose its frames again in Tiled's animation editor", t.ID, f.TileID)
		case all[i].ImageWidth != t.ImageWidth || all[i].ImageHeight != t.ImageHeight:
			r.fault(where, "tile %d shows tile %d of another size: draw all frames in one size", t.ID, f.TileID)
		case f.Duration < leastMillis || f.Duration > mostMillis:
			r.fault(where, "tile %d shows a frame for %d ms: choose %d to %d", t.ID, f.Duration, leastMillis, mostMillis)
		default:
			shots = append(shots, Shot{all[i].Image, f.Duration})
		}
	}
	return shots
}

func (r *reader) readBackground(m *tmjMap) {
	const where = `layer "background"`
	l := r.layers["background"]
	x, okX := whole(float64(m.Height*TileUnits) - l.OffsetX)
	y, okY := whole(-l.OffsetY)
	if !okX || !okY || float64(x) != float64(m.Height*TileUnits)-l.OffsetX || float64(y) != -l.OffsetY {
		r.fault(where, "is shifted by (%v,%v): use whole pixels, at most some thousands", l.OffsetX, l.OffsetY)
	}
	if l.Opacity != 1 {
		r.fault(where, "has opacity %v: set it to 1", l.Opacity)
	}
	r.room.Origin = Pixel{float64(x), float64(y)}
	d, err := r.drawing(l.Image, maxBackgroundBytes)
	if err != nil {
		r.fault(where, "%w", err)
		return
	}
	r.room.Background = images("background-"+string(r.room.ID), d.width, d.height, d.document)
}

// drawing reads one SVG of the room.
func (r *reader) drawing(name string, limit int64) (*drawing, error) {
	data, err := r.file(name, limit)
	if err != nil {
		return nil, err
	}
	d, err := readSVG(data)
	if err != nil {
		return nil, fmt.Errorf("the file %q: %w", name, err)
	}
	return d, nil
}

// readFurniture reads the pieces; their order is that of the map until check sorts them.
func (r *reader) readFurniture() {
	for _, o := range r.in("bases") {
		r.base(o)
	}
	for _, o := range r.in("furniture") {
		p := o.take(r)
		piece := Piece{ID: o.Name, Layer: Layer(p.choice("layer", string(Back), string(Front), string(Single), string(Wall)))}
		if piece.Layer != Wall {
			piece.Group, piece.Base = p.id("group"), r.base(p.object("base", "bases"))
		}
		tile, ok := r.tiles[o.GID&^flips]
		switch {
		case o.GID == 0 || !ok:
			r.fault(o.place(), "is no tile object: place furniture with Insert Tile (T)")
			continue
		case o.GID&flips != 0:
			r.fault(o.place(), "is flipped, so its light comes from the wrong side: flip it back and draw the other side as an SVG of its own")
		case o.Width != float64(tile.ImageWidth) || o.Height != float64(tile.ImageHeight):
			r.fault(o.place(), "is resized to %vx%v: set it to %dx%d, the size of its image", o.Width, o.Height, tile.ImageWidth, tile.ImageHeight)
		}
		if piece.Frames = tile.shots; !r.drawn(o, tile) {
			continue
		}
		// Tiled stands a tile object of an isometric map on the middle of its lower side.
		foot := r.room.pixel(o.X, o.Y)
		piece.W, piece.H = tile.ImageWidth, tile.ImageHeight
		piece.X, piece.Y = foot.X-float64(piece.W)/2, foot.Y-float64(piece.H)
		if r.room.Background.Day.Width > 0 && !r.inBackground(piece) {
			r.fault(o.place(), "is not on the background image: move it into the room")
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
			var err error
			if d, err = r.drawing(s.Image, maxPieceBytes); err != nil {
				r.fault(o.place(), "%w", err)
				return false
			}
			r.room.images[s.Image] = d
		}
		if d.width != t.ImageWidth || d.height != t.ImageHeight {
			r.fault(o.place(), "the file %q is %dx%d but was %dx%d when the tileset was saved: open the map in Tiled and save it again",
				s.Image, d.width, d.height, t.ImageWidth, t.ImageHeight)
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
	line, ok := r.corners(o, o.Polyline, "polyline", 2)
	if !ok {
		return nil
	}
	for i := 1; i < len(line); i++ {
		if across(line[i]) < across(line[i-1]) {
			r.fault(o.place(), "turns back at its point %d: draw the polyline from the left of the screen to the right", i+1)
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
	for _, p := range r.room.Pieces {
		if p.Layer == Wall {
			continue
		}
		where := fmt.Sprintf("layer %q, object %q", "furniture", p.ID)
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
			r.fault(where, "has another base than piece %q of its group %q: choose the same polyline", g[0].ID, p.Group)
		case count(Single) > 0 && len(g) > 1:
			r.fault(where, "group %q mixes a single piece with others: make them back and front, or groups of their own", p.Group)
		case count(Front) > 0 && count(Back) == 0:
			r.fault(where, "group %q has no back piece: make a lone piece single", p.Group)
		}
	}
}
