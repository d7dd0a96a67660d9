package studio

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/wardrobe/atlas"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/catalog/tiled"
	"github.com/yokocho/yokocho/service/studio/ghosts"
)

// Desk is what a designer works on.
type Desk struct {
	base fs.FS  // built in
	dir  string // the designer's own
	own  fs.FS  // the same
	now  atomic.Pointer[Showing]

	files sync.Mutex // held while the folder is read or written; guards what follows
	items items
	rooms map[world.RoomID]*room
}

// items are the items as they were read last.
type items struct {
	stamp    string // of their files then
	wardrobe *wardrobe.Wardrobe
	shown    []byte // Items as JSON
}

// room is a room as it was read last.
type room struct {
	stamp string // of its files then
	own   bool
	good  *drawnRoom // the last drawing without a fault; nil if there never was one
	fault error      // tiled.Faults, or of the program
}

// drawnRoom is a room without a fault.
type drawnRoom struct {
	catalog.Room
	files []catalog.Asset
	title world.Title
	size  nav.Point
	hints tiled.Faults // what may be meant so
}

// Open reads the built-in art and what a designer's folder has on top of it.
func Open(base fs.FS, dir string) (*Desk, error) {
	d := &Desk{base: base, dir: dir, own: os.DirFS(dir), rooms: map[world.RoomID]*room{}}
	return d, d.Reread()
}

// Reread reads what has changed. What has a fault stays as it was, and its fault is told. The error is of what nothing can be drawn
// without.
func (d *Desk) Reread() error {
	d.files.Lock()
	defer d.files.Unlock()
	if err := d.readItems(); err != nil {
		return err
	}
	if err := d.readRooms(); err != nil {
		return err
	}
	return d.show()
}

func (d *Desk) readItems() error {
	stamp := stampOf(d.own, "items")
	if d.items.wardrobe != nil && stamp == d.items.stamp {
		return nil
	}
	read, faults, err := wardrobe.Read(d.items.wardrobe, d.base, d.own)
	if err != nil {
		return err
	}
	shown, err := json.Marshal(d.shownItems(read, faults))
	if err != nil {
		return err
	}
	d.items = items{stamp, read, shown}
	return nil
}

func (d *Desk) readRooms() error {
	there := map[world.RoomID]bool{} // whether it is the designer's own
	for _, tree := range []fs.FS{d.base, d.own} {
		dirs, err := tiled.Dirs(tree)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, dir := range dirs {
			there[world.RoomID(path.Base(dir))] = tree == d.own
		}
	}
	maps.DeleteFunc(d.rooms, func(id world.RoomID, _ *room) bool { _, ok := there[id]; return !ok })
	for id, own := range there {
		d.readRoom(id, own)
	}
	return nil
}

func (d *Desk) readRoom(id world.RoomID, own bool) {
	dir := roomDir(id)
	tree := d.base
	stamp := "built in" // that never changes
	if own {
		tree, stamp = d.own, stampOf(d.own, dir)
	}
	before := d.rooms[id]
	if before == nil {
		before = &room{}
	}
	if before.own == own && before.stamp == stamp {
		return
	}
	next := &room{stamp: stamp, own: own, good: before.good}
	d.rooms[id] = next
	drawn, err := draw(tree, dir)
	if err == nil {
		next.good = drawn
		return
	}
	next.fault = err
	if next.good == nil && own { // better the built-in one than nothing
		next.good, _ = draw(d.base, dir)
	}
}

func roomDir(id world.RoomID) string { return path.Join("rooms", string(id)) }

// draw reads a room.
func draw(tree fs.FS, dir string) (*drawnRoom, error) {
	drawn, hints := tiled.Lint(tree, dir)
	if drawn == nil {
		return nil, hints
	}
	r, files, err := catalog.RoomOf(drawn)
	if err != nil {
		return nil, err
	}
	return &drawnRoom{Room: r, files: files, title: drawn.Title, size: drawn.Size(), hints: hints}, nil
}

// stampOf tells whether files below a folder are still the same, by their names, sizes and times.
func stampOf(tree fs.FS, dir string) string {
	sum := sha256.New()
	_ = fs.WalkDir(tree, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil // what cannot be read now will be told by whoever reads it
		}
		if info, err := entry.Info(); err == nil {
			_, _ = fmt.Fprintf(sum, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano()) // a hash takes everything
		}
		return nil
	})
	return hex.EncodeToString(sum.Sum(nil))
}

// owns says whether an item lies in the designer's folder.
func (d *Desk) owns(it *wardrobe.Item) bool {
	_, err := fs.Stat(d.own, path.Join("items", it.Slot, string(it.ID)))
	return err == nil
}

// Now is what is on the desk.
func (d *Desk) Now() *Showing { return d.now.Load() }

// Outfit is the sheet of an outfit in today's drawings, without the planes and the parts of one item (PLANE_part) that are named. The
// error is a *wardrobe.Refusal where the recipe is at fault.
func (d *Desk) Outfit(recipe []byte, item wardrobe.ItemID, without []string) ([]byte, error) {
	r, err := wardrobe.DecodeRecipe(recipe)
	if err != nil {
		return nil, err
	}
	figure, err := d.Now().wardrobe.Dress(r)
	if err != nil {
		return nil, err
	}
	for view, layers := range figure {
		figure[view] = slices.DeleteFunc(layers, func(l wardrobe.Layer) bool {
			return slices.Contains(without, l.Plane) || l.Item == item && slices.Contains(without, l.Plane+"_"+l.Name)
		})
	}
	return atlas.Sheet(figure)
}

// Rehearse plays the last good drawing of a room with a crowd of ghosts, who wear the ready-made outfits, by their ids. It is false
// where there is no such drawing.
func (d *Desk) Rehearse(id world.RoomID) (r ghosts.Rehearsal, ok bool, err error) {
	now := d.Now()
	room := now.drawn[id]
	if room == nil {
		return r, false, nil
	}
	var outfits []world.OutfitHash
	for _, o := range now.wardrobe.Outfits() {
		outfits = append(outfits, world.OutfitHash(o.ID))
	}
	r, err = ghosts.Rehearse(room.Map, room.size, outfits)
	return r, true, err
}
