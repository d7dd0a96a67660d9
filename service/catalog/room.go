package catalog

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
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

// readRooms reads rooms/*: entrances first, otherwise in the order of their names.
func (c *Catalogue) readRooms(art fs.FS) error {
	dirs, err := tiled.Dirs(art)
	if err != nil {
		return err
	}
	drawn, faults := make([]*tiled.Room, len(dirs)), make([]error, len(dirs))
	var reading sync.WaitGroup
	for i, dir := range dirs {
		reading.Go(func() { drawn[i], faults[i] = tiled.Read(art, dir) })
	}
	reading.Wait()
	for i, dir := range dirs {
		if faults[i] != nil {
			return faults[i]
		}
		card, err := c.readCard(art, dir+"/card.png", "card-"+string(drawn[i].ID))
		if err != nil {
			return err
		}
		room, files, err := RoomOf(drawn[i])
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		room.Card = cmp.Or(card, c.card)
		c.rooms = append(c.rooms, room)
		for _, file := range files {
			c.files[file.Name] = file
		}
	}
	slices.SortStableFunc(c.rooms, func(a, b Room) int { return cmp.Compare(rank(a), rank(b)) })
	if len(c.rooms) == 0 {
		return fmt.Errorf("rooms: there must be at least one room")
	}
	return nil
}

func rank(r Room) int {
	if r.Entrance {
		return 0
	}
	return 1
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
		Capacity: drawn.Capacity, Open: drawn.Open, Floor: drawn.Floor, Spawn: drawn.Spawn,
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
	ids := make([]world.RoomID, len(c.rooms))
	for i, r := range c.rooms {
		ids[i] = r.ID
	}
	return ids
}

// Room is the room of that name.
func (c *Catalogue) Room(id world.RoomID) (Room, bool) {
	for _, r := range c.rooms {
		if r.ID == id {
			return r, true
		}
	}
	return Room{}, false
}

// Map is the drawing of a room as the rules need it.
func (c *Catalogue) Map(id world.RoomID) (*world.Map, bool) {
	r, ok := c.Room(id)
	return r.Map, ok
}
