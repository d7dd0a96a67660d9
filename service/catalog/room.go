package catalog

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/yokocho/yokocho/core/wardrobe/atlas"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// Room is a room of the street.
type Room struct {
	ID  world.RoomID
	Map *world.Map
	Art string // the name of the asset that tells the browser how to draw it
	// Entrance says that strangers come here when there is nobody anywhere.
	Entrance bool
	// Card is the name of the picture that links to the room show; the street's when the room has none of its own.
	Card string
}

// drawnRoom is a room and the files that browsers need to draw it.
type drawnRoom struct {
	Room
	files []Asset
}

// plan is the street as it is drawn today: its rooms, entrances first and otherwise in the order of their names, and their files. It
// never changes; new drawings make another one.
type plan struct {
	rooms []drawnRoom
	files map[string]Asset
}

func newPlan(rooms []drawnRoom) *plan {
	p := &plan{rooms: slices.Clone(rooms), files: map[string]Asset{}}
	slices.SortFunc(p.rooms, func(a, b drawnRoom) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.ID, b.ID)) })
	for _, r := range p.rooms {
		for _, file := range r.files {
			p.files[file.Name] = file
		}
	}
	return p
}

func rank(r drawnRoom) int {
	if r.Entrance {
		return 0
	}
	return 1
}

func (p *plan) room(id world.RoomID) (drawnRoom, bool) {
	i := slices.IndexFunc(p.rooms, func(r drawnRoom) bool { return r.ID == id })
	if i < 0 {
		return drawnRoom{}, false
	}
	return p.rooms[i], true
}

// RereadRooms reads the rooms of the further trees anew: they are added to the street's own, or take the place of one. It says which
// are drawn otherwise than before. A room with a fault, and one that was taken away, stays as it was; faults are told. Drawings that were
// shown before are still served.
func (c *Catalogue) RereadRooms() (changed []world.RoomID, faults []error) {
	c.reading.Lock()
	defer c.reading.Unlock()
	before := c.today.Load()
	rooms := map[world.RoomID]drawnRoom{}
	for _, r := range c.own {
		rooms[r.ID] = r
	}
	for _, tree := range c.more {
		drawn, wrong := c.readRooms(tree)
		for _, r := range drawn {
			rooms[r.ID] = r
		}
		for _, id := range slices.Sorted(maps.Keys(wrong)) {
			faults = append(faults, wrong[id])
			if old, ok := before.room(id); ok {
				rooms[id] = old
			}
		}
	}
	for _, old := range before.rooms {
		if _, ok := rooms[old.ID]; !ok {
			rooms[old.ID] = old
		}
	}
	next := newPlan(slices.Collect(maps.Values(rooms)))
	for _, r := range next.rooms {
		if old, ok := before.room(r.ID); !ok || old.Map.Revision != r.Map.Revision {
			changed = append(changed, r.ID)
		}
	}
	c.today.Store(next)
	for name, asset := range before.files { // whoever was told of them a moment ago
		c.sheets.put(name, asset, len(asset.Body))
	}
	return changed, faults
}

// readRooms reads rooms/* of a tree, beside each other, and says which have faults.
func (c *Catalogue) readRooms(art fs.FS) (rooms []drawnRoom, faults map[world.RoomID]error) {
	dirs, err := tiled.Dirs(art)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, map[world.RoomID]error{"": err}
	}
	read, wrong := make([]drawnRoom, len(dirs)), make([]error, len(dirs))
	var reading sync.WaitGroup
	for i, dir := range dirs {
		reading.Go(func() { read[i], wrong[i] = c.readRoom(art, dir) })
	}
	reading.Wait()
	faults = map[world.RoomID]error{}
	for i, dir := range dirs {
		if wrong[i] != nil {
			faults[world.RoomID(path.Base(dir))] = wrong[i]
		} else {
			rooms = append(rooms, read[i])
		}
	}
	return rooms, faults
}

func (c *Catalogue) readRoom(art fs.FS, dir string) (drawnRoom, error) {
	drawn, err := tiled.Read(art, dir)
	if err != nil {
		return drawnRoom{}, err
	}
	room, files, err := RoomOf(drawn)
	if err != nil {
		return drawnRoom{}, fmt.Errorf("%s: %w", dir, err)
	}
	card, ok, err := readCard(art, dir+"/card.png", "card-"+string(room.ID))
	if err != nil {
		return drawnRoom{}, err
	}
	room.Card = c.card
	if ok {
		room.Card, files = card.Name, append(files, card)
	}
	return drawnRoom{room, files}, nil
}

// RoomOf makes a room of a drawing, and the files that browsers need to draw it.
func RoomOf(drawn *tiled.Room) (Room, []Asset, error) {
	art, furniture := drawn.Art()
	body, err := json.Marshal(art)
	if err != nil {
		return Room{}, nil, err
	}
	m := &world.Map{
		Revision: atlas.Hash(body), Title: drawn.Title,
		Capacity: drawn.Capacity, Open: drawn.Open, Floor: drawn.Floor, Public: drawn.Public,
		Stages: drawn.Of(tiled.Stage), Quiet: drawn.Of(tiled.Quiet), Spawn: drawn.Spawn,
	}
	for _, s := range drawn.Seats {
		m.Seats = append(m.Seats, world.Seat{ID: s.ID, Facing: s.Facing, At: s.At, Approach: s.Approach})
	}
	for _, e := range drawn.Exits {
		m.Exits = append(m.Exits, world.Exit{ID: e.ID, Target: e.Target, At: e.At, Facing: e.Facing})
	}
	files := []Asset{{Name: fmt.Sprintf("room-%s-%s.json", drawn.ID, m.Revision), Type: typeJSON, Body: body}}
	for _, image := range []tiled.Image{drawn.Background.Day, drawn.Background.Night, furniture.Day, furniture.Night} {
		files = append(files, Asset{Name: image.Name, Type: typeSVG, Body: image.Body})
	}
	return Room{ID: drawn.ID, Map: m, Art: files[0].Name, Entrance: drawn.Entrance}, files, nil
}

// Rooms are the ids of all rooms, in the order in which the street lists them.
func (c *Catalogue) Rooms() []world.RoomID {
	rooms := c.today.Load().rooms
	ids := make([]world.RoomID, len(rooms))
	for i, r := range rooms {
		ids[i] = r.ID
	}
	return ids
}

// Room is the room of that name.
func (c *Catalogue) Room(id world.RoomID) (Room, bool) {
	r, ok := c.today.Load().room(id)
	return r.Room, ok
}

// Map is the drawing of a room as the rules need it.
func (c *Catalogue) Map(id world.RoomID) (*world.Map, bool) {
	r, ok := c.Room(id)
	return r.Map, ok
}
