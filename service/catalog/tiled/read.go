package tiled

import (
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

// MapFile is the map's name in a room's directory.
const MapFile = "room.tmj"

// Dirs are the directories of the rooms of a tree laid out like art/, in the order of their names.
func Dirs(fsys fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(fsys, "rooms")
	var dirs []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			dirs = append(dirs, path.Join("rooms", e.Name()))
		}
	}
	return dirs, err
}

// Read reads the room in the directory dir of fsys. Its error is Faults, up to 20 of them, each naming the file, layer,
// object and property and saying what to do.
func Read(fsys fs.FS, dir string) (*Room, error) {
	r := newReader(fsys, dir)
	r.read()
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	return r.room, nil
}

// ReadAs reads a room as Read does, as if its map were that one.
func ReadAs(fsys fs.FS, dir string, tmj []byte) (*Room, error) {
	r := newReader(fsys, dir)
	r.readAs(tmj)
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	return r.room, nil
}

// Lint reads a room as Read does and tells as well what Read lets pass although visitors would stumble over it or nobody can
// have meant it. Without a room its faults are those for which Read refuses it.
func Lint(fsys fs.FS, dir string) (*Room, Faults) {
	r := newReader(fsys, dir)
	r.read()
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	r.lint()
	return r.room, r.faults
}

func newReader(fsys fs.FS, dir string) *reader {
	return &reader{fsys: fsys, dir: dir, room: &Room{ID: world.RoomID(path.Base(dir)), images: map[string]*drawing{}}}
}

// reader gathers a room and the faults found on the way.
type reader struct {
	fsys   fs.FS
	dir    string
	room   *Room
	faults Faults
	errors int // how many, those that were too many with them

	layers  map[string]*layer
	objects map[int]*object
	tiles   map[uint32]tile

	pictures []picture // all that were read
}

// picture is a drawing and the place that first shows it, in its own file.
type picture struct {
	*drawing
	at Place
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
	named bool // by another object
}

// place is that of a file in the room's directory.
func (r *reader) place(file string) Place { return Place{File: path.Join(r.dir, file)} }

func (r *reader) atLayer(name string) Place {
	p := r.place(MapFile)
	p.Layer = name
	return p
}

func (r *reader) at(o *object) Place {
	p := r.atLayer(o.layer.Name)
	p.Object, p.ObjectID = o.Name, o.ID
	return p
}

func (r *reader) fault(at Place, code FaultCode, problem, remedy string) {
	r.tell(&Fault{Code: code, Place: at, Problem: problem, Remedy: remedy})
}

// tell adds a fault, once: a form is read again for each object that names it.
func (r *reader) tell(f *Fault) {
	f.Room = r.room.ID
	if slices.ContainsFunc(r.faults, func(told *Fault) bool { return *told == *f }) {
		return
	}
	if !f.Warning {
		r.errors++
	}
	if f.Warning || r.errors <= maxFaults {
		r.faults = append(r.faults, f)
	}
}

// file reads a file of the room's directory and of nowhere else: no link leads out of it.
func (r *reader) file(name string, limit int64) ([]byte, *Fault) {
	full := path.Join(r.dir, name)
	fault := func(code FaultCode, problem, remedy string) *Fault {
		return &Fault{Code: code, Place: r.place(name), Problem: problem, Remedy: remedy}
	}
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `:\`) {
		f := fault(FaultOutside, fmt.Sprintf("the file %q is outside the room's directory", name), "move it in and choose it again in Tiled")
		f.File = path.Join(r.dir, MapFile)
		return nil, f
	}
	for i, c := range full + "/" {
		if c != '/' || i <= len(r.dir) {
			continue
		}
		info, err := fs.Lstat(r.fsys, full[:i])
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fault(FaultFile, "it is missing", "put it there or choose another in Tiled")
		case err != nil:
			return nil, fault(FaultFile, fmt.Sprintf("it cannot be opened (%v)", err), "let the server read it")
		case info.Mode()&fs.ModeSymlink != 0:
			return nil, fault(FaultOutside, "it is a link", "put the file itself into the room's directory")
		case i == len(full) && !info.Mode().IsRegular():
			return nil, fault(FaultFile, "it is no file", "put it there or choose another in Tiled")
		case i == len(full) && info.Size() > limit:
			return nil, fault(FaultTooLarge, fmt.Sprintf("it is over %d KiB", limit>>10), "simplify it")
		}
	}
	data, err := fs.ReadFile(r.fsys, full)
	if err != nil {
		return nil, fault(FaultFile, fmt.Sprintf("it cannot be read (%v)", err), "let the server read it")
	}
	return data, nil
}

func (r *reader) read() {
	if !r.room.ID.Valid() {
		r.fault(Place{File: r.dir}, FaultName, "the directory's name is the room's id", "use lower-case letters, digits and hyphens")
		return
	}
	data, fault := r.file(MapFile, maxMapBytes)
	if fault != nil {
		r.tell(fault)
		return
	}
	r.readAs(data)
}

func (r *reader) readAs(data []byte) {
	var m tmjMap
	if problem, remedy := decode(data, &m); problem != "" {
		r.fault(r.place(MapFile), FaultMap, problem, remedy)
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
	r.readWorks()
	r.readSounds()
	r.readGlows()
	for _, k := range known {
		for _, o := range r.in(k.name) {
			r.leftovers(r.at(o), o.props)
		}
	}
	if len(r.faults) == 0 {
		r.check()
	}
}

// readMap reads the map's own fields and says whether it is worth going on.
func (r *reader) readMap(m *tmjMap) bool {
	at := r.place(MapFile)
	before := r.errors
	if m.Type != "map" || m.Orientation != "isometric" || m.Infinite {
		r.fault(at, FaultMap, "it is no finite isometric map", "set Map > Map Properties > Orientation to Isometric and Infinite off")
	}
	if m.TileWidth != 2*TileUnits || m.TileHeight != TileUnits {
		r.fault(at, FaultMap, fmt.Sprintf("its tiles are %dx%d", m.TileWidth, m.TileHeight), fmt.Sprintf("set the tile size to %dx%d", 2*TileUnits, TileUnits))
	}
	if m.Width < 1 || m.Width > maxTiles || m.Height < 1 || m.Height > maxTiles {
		r.fault(at, FaultMap, fmt.Sprintf("it is %dx%d tiles", m.Width, m.Height), fmt.Sprintf("keep each side between 1 and %d", maxTiles))
	}
	backdrop, ok := colour(m.BackgroundColor)
	if !ok {
		r.fault(at, FaultMap, fmt.Sprintf("its background colour is %.60q", m.BackgroundColor), "choose one in Map > Map Properties, without transparency")
	}
	props := r.properties(at, m.Properties)
	p := properties{r, at, props}
	r.room.Columns, r.room.Rows, r.room.Backdrop = m.Width, m.Height, backdrop
	r.room.Title = p.text("title")
	r.room.Capacity = p.integer("capacity", 1, maxCapacity)
	r.room.Wall = p.integer("wall", 0, maxWall)
	r.room.Open = p.boolean("open")
	r.room.Entrance = p.has("entrance") && p.boolean("entrance")
	r.room.Step = p.optional("step", Steps...)
	r.room.Tint = Tint{Day: p.tint("tint_day"), Night: p.tint("tint_night")}
	r.leftovers(at, props)
	return r.errors == before
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
	{"exits", "objectgroup", true},
	{"boards", "objectgroup", false},
	{"works", "objectgroup", false},
	{"sound", "objectgroup", false},
	{"light", "objectgroup", false},
}

func (r *reader) readLayers(m *tmjMap) bool {
	before := r.errors
	r.layers, r.objects = map[string]*layer{}, map[int]*object{}
	for _, raw := range m.Layers {
		l := &layer{}
		problem, remedy := decode(raw, &l.tmjLayer)
		at := r.atLayer(l.Name)
		if problem != "" {
			r.fault(at, FaultLayer, problem, remedy)
			continue
		}
		r.readLayer(at, l)
	}
	for _, k := range known {
		if k.needed && r.layers[k.name] == nil {
			r.fault(r.atLayer(k.name), FaultLayer, "it is missing", "add it in Tiled")
		}
	}
	return r.errors == before
}

func (r *reader) readLayer(at Place, l *layer) {
	i := slices.IndexFunc(known, func(k layerKind) bool { return k.name == l.Name })
	switch {
	case i < 0:
		r.fault(at, FaultLayer, fmt.Sprintf("rooms have no layer %.60q", l.Name), "rename or remove it")
		return
	case l.Type != known[i].kind:
		r.fault(at, FaultLayer, fmt.Sprintf("it is of type %.60q", l.Type), "make it "+known[i].kind)
		return
	case r.layers[l.Name] != nil:
		r.fault(at, FaultLayer, "it exists twice", "join them")
		return
	case l.Name != "background" && (l.OffsetX != 0 || l.OffsetY != 0):
		r.fault(at, FaultLayer, "it is shifted", "set its horizontal and vertical offset to 0")
	case l.ParallaxX != nil && *l.ParallaxX != 1, l.ParallaxY != nil && *l.ParallaxY != 1:
		r.fault(at, FaultLayer, "it has a parallax factor", "set it to 1")
	case l.TintColor != "" || l.RepeatX || l.RepeatY:
		r.fault(at, FaultLayer, "it is tinted or repeated", "rooms are drawn as they are: take it away")
	}
	r.layers[l.Name] = l
	if len(l.Objects) > maxObjects {
		r.fault(at, FaultTooLarge, fmt.Sprintf("it has %d objects", len(l.Objects)), fmt.Sprintf("keep at most %d", maxObjects))
		return
	}
	names := map[string]bool{}
	for _, raw := range l.Objects {
		o := &object{layer: l}
		problem, remedy := decode(raw, &o.tmjObject)
		at := r.at(o)
		if problem != "" {
			if o.ID == 0 {
				problem = fmt.Sprintf("the object %s: %s", shorten(raw), problem)
			}
			r.fault(at, FaultObject, problem, remedy)
			continue
		}
		switch {
		case r.objects[o.ID] != nil:
			r.fault(at, FaultName, "it has the id of another object", "copy and paste it in Tiled, which numbers it anew")
		case !idForm.MatchString(o.Name):
			r.fault(at, FaultName, "its name is no id", "name it with lower-case letters, digits and hyphens")
		case names[o.Name] && o.Name != "":
			r.fault(at, FaultName, "it has the name of another object of the layer", "give it its own")
		case o.Template != "" || o.Rotation != 0 || o.Ellipse || o.Text != nil:
			r.fault(at, FaultObject, "it is a template instance, rotated, an ellipse or a text", "draw it as a plain object, unrotated")
		}
		names[o.Name], r.objects[o.ID] = true, o
		o.props = r.properties(at, o.Properties)
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

// whole rounds a coordinate that Tiled keeps as a fraction.
func whole(v float64) (int, bool) {
	const limit = 2 * maxTiles * TileUnits
	if !(math.Abs(v) <= limit) {
		return 0, false
	}
	return int(math.Round(v)), true
}
