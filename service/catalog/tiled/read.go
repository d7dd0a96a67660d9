package tiled

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/core/world"
)

// Bounds on what a designer's directory may hold.
const (
	maxMapBytes        = 1 << 20
	maxBackgroundBytes = 512 << 10
	maxPieceBytes      = 64 << 10
	maxTiles           = 64 // a side of the map
	maxObjects         = 512
	maxCorners         = 256
	maxPixels          = 4096 // a side of an image: what a phone can draw
	maxCapacity        = 1000
	maxWall            = 1000
	maxHeight          = 200
	maxText            = 60 // characters of a name
	maxFaults          = 20
	maxFrames          = 16 // of an animation
	leastMillis        = 40 // of a frame
	mostMillis         = 60_000
)

var idForm = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// Read reads the room in the directory dir of fsys. Its error lists up to 20 faults of the files, each naming the layer,
// object and property and saying what to do.
func Read(fsys fs.FS, dir string) (*Room, error) {
	r := &reader{fsys: fsys, dir: dir, room: &Room{ID: world.RoomID(path.Base(dir)), images: map[string]*drawing{}}}
	if !r.room.ID.Valid() {
		return nil, fmt.Errorf("room %q: the directory's name is the room's id: use lower-case letters, digits and hyphens", dir)
	}
	data, err := r.file("room.tmj", maxMapBytes)
	if err != nil {
		return nil, fmt.Errorf("room %q: %w", r.room.ID, err)
	}
	r.read(data)
	if len(r.faults) > 0 {
		return nil, fmt.Errorf("room %q: %w", r.room.ID, errors.Join(r.faults...))
	}
	return r.room, nil
}

// reader gathers a room and the faults found on the way.
type reader struct {
	fsys   fs.FS
	dir    string
	room   *Room
	faults []error

	layers  map[string]*layer
	objects map[int]*object
	tiles   map[uint32]tile
}

// tile is a tile and what is shown of it: itself, or the frames of its animation.
type tile struct {
	tmjTile
	shots []Shot
}

// layer is a layer of the map with its objects.
type layer struct {
	tmjLayer
	objects []*object
}

// object is an object of a layer; props are the properties nobody has asked for yet.
type object struct {
	tmjObject
	layer *layer
	props map[string]tmjProp
}

// place says where a fault is: everything but the map's own properties is in a layer.
func (o *object) place() string {
	return fmt.Sprintf("layer %q, object %q (id %d)", o.layer.Name, o.Name, o.ID)
}

func (r *reader) fault(where, format string, args ...any) {
	if len(r.faults) < maxFaults {
		r.faults = append(r.faults, fmt.Errorf("%s: %w", where, fmt.Errorf(format, args...)))
	}
}

func (r *reader) file(name string, limit int64) ([]byte, error) {
	full := path.Join(r.dir, name)
	if !fs.ValidPath(full) || !strings.HasPrefix(full, r.dir+"/") {
		return nil, fmt.Errorf("the file %q is outside the room's directory: move it in and choose it again in Tiled", name)
	}
	info, err := fs.Stat(r.fsys, full)
	if err != nil {
		return nil, fmt.Errorf("the file %q cannot be opened (%w): put it there or choose another in Tiled", name, err)
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("the file %q is over %d KiB: simplify it", name, limit>>10)
	}
	data, err := fs.ReadFile(r.fsys, full)
	if err != nil {
		return nil, fmt.Errorf("the file %q cannot be read: %w", name, err)
	}
	return data, nil
}

func (r *reader) read(data []byte) {
	var m tmjMap
	if err := decode(data, &m); err != nil {
		r.fault("room.tmj", "%w", err)
		return
	}
	if !r.readMap(&m) || !r.readLayers(&m) {
		return
	}
	r.readTilesets(&m)
	r.readBackground(&m)
	r.readFurniture()
	r.readFloor()
	r.readTables()
	r.readSeats()
	r.readExits()
	r.room.Sounds, r.room.Lights = r.rawObjects("sound"), r.rawObjects("light")
	for _, l := range r.layers {
		for _, o := range l.objects {
			r.leftovers(o.place(), o.props)
		}
	}
	if len(r.faults) == 0 {
		r.check()
	}
}

// readMap reads the map's own fields and says whether it is worth going on.
func (r *reader) readMap(m *tmjMap) bool {
	const where = "map"
	before := len(r.faults)
	if m.Type != "map" || m.Orientation != "isometric" || m.Infinite {
		r.fault(where, "is not a finite isometric map: set Map > Map Properties > Orientation to Isometric and Infinite off")
	}
	if m.TileWidth != 2*TileUnits || m.TileHeight != TileUnits {
		r.fault(where, "has tiles of %dx%d: set the tile size to %dx%d", m.TileWidth, m.TileHeight, 2*TileUnits, TileUnits)
	}
	if m.Width < 1 || m.Width > maxTiles || m.Height < 1 || m.Height > maxTiles {
		r.fault(where, "is %dx%d tiles: keep each side between 1 and %d", m.Width, m.Height, maxTiles)
	}
	backdrop, ok := colour(m.BackgroundColor)
	if !ok {
		r.fault(where, "has the background colour %q: choose one in Map > Map Properties, without transparency", m.BackgroundColor)
	}
	props := r.properties(where, m.Properties)
	p := properties{r, where, props}
	r.room.Columns, r.room.Rows, r.room.Backdrop = m.Width, m.Height, backdrop
	r.room.Title = p.text("title")
	r.room.Capacity = p.integer("capacity", 1, maxCapacity)
	r.room.Wall = p.integer("wall", 0, maxWall)
	r.room.Open = p.boolean("open")
	r.room.Entrance = p.has("entrance") && p.boolean("entrance")
	r.room.Tint = Tint{Day: p.tint("tint_day"), Night: p.tint("tint_night")}
	r.leftovers(where, props)
	return len(r.faults) == before
}

type layerKind struct {
	name, kind string
	needed     bool
}

// known are the layers of a room and the type Tiled gives them; needed ones must be there.
var known = []layerKind{
	{"background", "imagelayer", true},
	{"furniture", "objectgroup", true},
	{"bases", "objectgroup", true},
	{"walk", "objectgroup", true},
	{"blocked", "objectgroup", false},
	{"seats", "objectgroup", false},
	{"approaches", "objectgroup", false},
	{"tables", "objectgroup", false},
	{"areas", "objectgroup", false},
	{"spawn", "objectgroup", true},
	{"exits", "objectgroup", false},
	{"boards", "objectgroup", false},
	{"sound", "objectgroup", false},
	{"light", "objectgroup", false},
}

func (r *reader) readLayers(m *tmjMap) bool {
	before := len(r.faults)
	r.layers, r.objects = map[string]*layer{}, map[int]*object{}
	for i, raw := range m.Layers {
		l := &layer{}
		if err := decode(raw, &l.tmjLayer); err != nil {
			r.fault(fmt.Sprintf("layer %q (number %d)", l.Name, i+1), "%w", err)
			continue
		}
		r.readLayer(fmt.Sprintf("layer %q", l.Name), l)
	}
	for _, k := range known {
		if k.needed && r.layers[k.name] == nil {
			r.fault(fmt.Sprintf("layer %q", k.name), "is missing: add it in Tiled")
		}
	}
	return len(r.faults) == before
}

func (r *reader) readLayer(where string, l *layer) {
	i := slices.IndexFunc(known, func(k layerKind) bool { return k.name == l.Name })
	switch {
	case i < 0:
		r.fault(where, "is not a layer of a room: rename or remove it")
		return
	case l.Type != known[i].kind:
		r.fault(where, "is of type %s: make it %s", l.Type, known[i].kind)
		return
	case r.layers[l.Name] != nil:
		r.fault(where, "exists twice: join them")
		return
	case l.Name != "background" && (l.OffsetX != 0 || l.OffsetY != 0):
		r.fault(where, "is shifted: set its horizontal and vertical offset to 0")
	case l.ParallaxX != nil && *l.ParallaxX != 1, l.ParallaxY != nil && *l.ParallaxY != 1:
		r.fault(where, "has a parallax factor: set it to 1")
	case l.TintColor != "" || l.RepeatX || l.RepeatY:
		r.fault(where, "is tinted or repeated: rooms are drawn as they are; take it away")
	}
	r.layers[l.Name] = l
	if len(l.Objects) > maxObjects {
		r.fault(where, "has %d objects: keep at most %d", len(l.Objects), maxObjects)
		return
	}
	names := map[string]bool{}
	for _, raw := range l.Objects {
		o := &object{layer: l}
		if err := decode(raw, &o.tmjObject); err != nil {
			r.fault(where, "object %s %w", shorten(raw), err)
			continue
		}
		switch {
		case r.objects[o.ID] != nil:
			r.fault(o.place(), "has the id of another object: copy and paste it in Tiled, which numbers it anew")
		case l.Name != "sound" && l.Name != "light" && !idForm.MatchString(o.Name):
			r.fault(o.place(), "needs a name of lower-case letters, digits and hyphens")
		case names[o.Name] && o.Name != "":
			r.fault(o.place(), "has the name of another object of the layer: give it its own")
		case o.Template != "" || o.Rotation != 0 || o.Ellipse || o.Text != nil:
			r.fault(o.place(), "is a template instance, rotated, an ellipse or a text: draw it as a plain object, unrotated")
		}
		names[o.Name], r.objects[o.ID] = true, o
		o.props = r.properties(o.place(), o.Properties)
		l.objects = append(l.objects, o)
	}
}

func shorten(raw []byte) string {
	const most = 60
	if len(raw) > most {
		raw = raw[:most]
	}
	return fmt.Sprintf("%q", raw)
}

// in returns the objects of a layer, none when the room has no such layer.
func (r *reader) in(name string) []*object {
	if l := r.layers[name]; l != nil {
		return l.objects
	}
	return nil
}

// rawObjects returns a layer's objects as written; their meaning is their player's.
func (r *reader) rawObjects(name string) []json.RawMessage {
	l := r.layers[name]
	if l == nil {
		return nil
	}
	for _, o := range l.objects {
		o.props = nil
	}
	return l.Objects
}

// whole rounds a coordinate that Tiled keeps as a fraction.
func whole(v float64) (int, bool) {
	const limit = 2 * maxTiles * TileUnits
	if !(math.Abs(v) <= limit) {
		return 0, false
	}
	return int(math.Round(v)), true
}
