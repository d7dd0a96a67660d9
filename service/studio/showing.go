package studio

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// Showing is what is on the desk at one time.
type Showing struct {
	Rooms []byte        // Rooms as JSON
	Items []byte        // Items as JSON
	Over  chan struct{} // closed when there is something else

	wardrobe *wardrobe.Wardrobe
	drawn    map[world.RoomID]*drawnRoom // without those that never had a good drawing
	assets   map[string]catalog.Asset    // of rooms
	before   map[string]catalog.Asset    // of the showing before: somebody may just be fetching them
}

// Asset is a file of a room, by its name.
func (s *Showing) Asset(name string) (catalog.Asset, bool) {
	asset, ok := s.assets[name]
	if !ok {
		asset, ok = s.before[name]
	}
	return asset, ok
}

// Rooms are all rooms.
type Rooms struct {
	Rooms []Room `json:"rooms"`
}

// Room is a room in the list: its last good drawing, and what is wrong with the one in the folder.
type Room struct {
	ID     world.RoomID `json:"id"`
	Title  world.Title  `json:"title"`
	Own    bool         `json:"own"`           // it lies in the designer's folder
	Art    string       `json:"art,omitempty"` // the asset's name; none if there never was a good drawing
	Faults []Fault      `json:"faults"`
	Hints  []Fault      `json:"hints"` // of the good drawing: what visitors stumble over, or nobody can have meant
}

// Items is everything to wear.
type Items struct {
	Slots   []wardrobe.Slot      `json:"slots"`
	Items   []Item               `json:"items"`
	Faults  []Fault              `json:"faults"`
	Outfits []wardrobe.ReadyMade `json:"outfits"`
}

// Item is an item in its last good drawing.
type Item struct {
	wardrobe.Item
	Own      bool     `json:"own"` // it lies in the designer's folder
	Revision string   `json:"revision"`
	Parts    []string `json:"parts"` // PLANE_part of both views, by plane
}

// Fault is what is wrong with a file, and what to do about it.
type Fault struct {
	Code    string `json:"code"`
	Folder  string `json:"folder"` // of the item or room
	Where   string `json:"where"`  // the file, line and element, or the layer and object
	Problem string `json:"problem"`
	Remedy  string `json:"remedy"`
}

// show puts on the desk what was read; nothing happens where it is the same.
func (d *Desk) show() error {
	rooms, assets := d.shownRooms()
	drawn := map[world.RoomID]*drawnRoom{}
	for id, r := range d.rooms {
		if r.good != nil {
			drawn[id] = r.good
		}
	}
	roomsJSON, err := json.Marshal(rooms)
	if err != nil {
		return err
	}
	next := &Showing{Rooms: roomsJSON, Items: d.items.shown, Over: make(chan struct{}), wardrobe: d.items.wardrobe, drawn: drawn, assets: assets}
	old := d.now.Load()
	if old != nil {
		if string(old.Rooms) == string(roomsJSON) && string(old.Items) == string(next.Items) {
			return nil
		}
		next.before = old.assets
	}
	d.now.Store(next)
	if old != nil {
		close(old.Over)
	}
	return nil
}

func (d *Desk) shownRooms() (Rooms, map[string]catalog.Asset) {
	all := Rooms{Rooms: []Room{}}
	assets := map[string]catalog.Asset{}
	for _, id := range slices.Sorted(maps.Keys(d.rooms)) {
		r := d.rooms[id]
		shown := Room{ID: id, Title: world.Title{Ja: string(id), En: string(id)}, Own: r.own, Faults: []Fault{}, Hints: []Fault{}}
		if r.good != nil {
			shown.Title, shown.Art = r.good.title, r.good.Art
			for _, file := range r.good.files {
				assets[file.Name] = file
			}
		}
		var faults tiled.Faults
		if r.fault != nil && !errors.As(r.fault, &faults) {
			faults = tiled.Faults{{Code: tiled.FaultFile, Problem: r.fault.Error(), Remedy: "let the studio read it"}}
		}
		shown.Faults = append(shown.Faults, told(id, faults)...)
		if r.own && r.good != nil && r.fault == nil {
			shown.Hints = append(shown.Hints, told(id, r.good.hints)...)
		}
		all.Rooms = append(all.Rooms, shown)
	}
	return all, assets
}

func told(id world.RoomID, faults tiled.Faults) []Fault {
	told := make([]Fault, len(faults))
	for i, f := range faults {
		where := strings.Trim(path.Base(f.File)+" "+f.Place.String(), ". ")
		told[i] = Fault{Code: string(f.Code), Folder: roomDir(id), Where: where, Problem: f.Problem, Remedy: f.Remedy}
	}
	return told
}

func (d *Desk) shownItems(w *wardrobe.Wardrobe, faults []*wardrobe.Fault) Items {
	all := Items{Slots: w.Slots(), Items: []Item{}, Faults: []Fault{}, Outfits: w.Outfits()}
	for _, it := range w.Items() {
		all.Items = append(all.Items, Item{Item: *it, Own: d.owns(it), Revision: it.Revision(), Parts: partsOf(it)})
	}
	for _, f := range faults {
		where := path.Base(f.File)
		if f.Line > 0 {
			where = fmt.Sprintf("%s:%d", where, f.Line)
		}
		if f.Element != "" {
			where += " " + f.Element
		}
		all.Faults = append(all.Faults, Fault{Code: string(f.Code), Folder: path.Dir(f.File), Where: where, Problem: f.Problem, Remedy: f.Remedy})
	}
	return all
}

func partsOf(it *wardrobe.Item) []string {
	var names []string
	for _, view := range wardrobe.Views() {
		for _, p := range it.Parts(view) {
			if name := p.Plane + "_" + p.Name; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
