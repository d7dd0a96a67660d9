package catalog_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image/png"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
)

// recipes keeps recipes in memory.
type recipes map[world.OutfitHash]string

func (r recipes) KeepOutfit(_ context.Context, hash world.OutfitHash, recipe []byte) error {
	r[hash] = string(recipe)
	return nil
}

func (r recipes) Outfit(_ context.Context, hash world.OutfitHash) ([]byte, error) {
	if recipe, ok := r[hash]; ok {
		return []byte(recipe), nil
	}
	return nil, world.Refuse(world.CodeUnknownOutfit, "none")
}

func open(t *testing.T, files fs.FS, r recipes) *catalog.Catalogue {
	t.Helper()
	c, err := catalog.Open(t.Context(), files, r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWhatIsDrawnIsServed(t *testing.T) {
	c := open(t, art.Files, recipes{})
	if n := len(c.Outfits()); n < 10 {
		t.Errorf("%d ready-made outfits, want 10", n)
	}
	for _, o := range c.Outfits() {
		sheet, err := c.Asset(t.Context(), o.Sheet)
		if err != nil || sheet.Type != "image/svg+xml" || !strings.Contains(sheet.Name, string(o.Hash)) {
			t.Errorf("%s: %v %s", o.ID, err, sheet.Name)
		}
		if o.Name.Ja == "" || o.Name.En == "" {
			t.Errorf("%s has no name in both languages", o.ID)
		}
	}
	for _, id := range c.Rooms() {
		r, _ := c.Room(id)
		file, err := c.Asset(t.Context(), r.Art)
		if err != nil {
			t.Fatal(err)
		}
		var drawn struct {
			Background, Furniture struct{ Image string }
		}
		if err := json.Unmarshal(file.Body, &drawn); err != nil {
			t.Fatal(err)
		}
		for _, image := range []string{drawn.Background.Image, drawn.Furniture.Image} {
			if _, err := c.Asset(t.Context(), image); err != nil {
				t.Errorf("%s: %s: %v", id, image, err)
			}
		}
	}
	if _, err := c.Asset(t.Context(), c.Picker().Sheet); err != nil {
		t.Error(err)
	}
}

func TestLinksHavePictures(t *testing.T) {
	c := open(t, art.Files, recipes{})
	cards := []string{c.Card()}
	for _, id := range c.Rooms() {
		r, _ := c.Room(id)
		cards = append(cards, r.Card)
	}
	for _, card := range cards {
		file, err := c.Asset(t.Context(), card)
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := png.DecodeConfig(bytes.NewReader(file.Body))
		if err != nil || drawn.Width != 1200 || drawn.Height != 630 || len(file.Body) > 150<<10 || file.Type != "image/png" {
			t.Errorf("%s: %v, %d x %d, %d bytes", card, err, drawn.Width, drawn.Height, len(file.Body))
		}
	}
	if cards[0] == cards[1] {
		t.Error("the lounge has no picture of its own")
	}
	files := copied(t, art.Files)
	delete(files, "rooms/lounge/card.png")
	without := open(t, files, recipes{})
	if r, _ := without.Room("lounge"); r.Card != without.Card() {
		t.Errorf("a room without a picture shows %q, want the street's", r.Card)
	}
}

// TestTheLoungeHasWhatALoungeNeeds: eight seats on four pieces of furniture in all facings, two tables, a door.
func TestTheLoungeHasWhatALoungeNeeds(t *testing.T) {
	c := open(t, art.Files, recipes{})
	m, ok := c.Map("lounge")
	if !ok {
		t.Fatal("there is no lounge")
	}
	facings := map[world.Facing]int{}
	for _, s := range m.Seats {
		facings[s.Facing]++
	}
	if len(m.Seats) < 8 || len(facings) != 4 || len(m.Exits) < 1 {
		t.Errorf("%d seats, facings %v, %d exits", len(m.Seats), facings, len(m.Exits))
	}
	if m.Capacity < 25 || !m.Open {
		t.Errorf("capacity %d, open %v", m.Capacity, m.Open)
	}
}

func TestUnknownFiles(t *testing.T) {
	c := open(t, art.Files, recipes{})
	for _, name := range []string{"", "x", "outfit-ffffffffffffffff.svg", "../catalog.go", "outfit-.svg"} {
		_, err := c.Asset(t.Context(), name)
		var refused *world.Error
		if !errors.As(err, &refused) || refused.Code != world.CodeNotFound {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestAnOldOutfitNeverBreaks: after an item was redrawn, the outfit of yesterday's hash is still served, and its wearer
// wears today's drawing.
func TestAnOldOutfitNeverBreaks(t *testing.T) {
	kept := recipes{}
	before := open(t, art.Files, kept)
	old := before.Outfits()[0]

	redrawn := copied(t, art.Files)
	changed := 0
	for name, file := range redrawn {
		if strings.HasPrefix(name, "items/body/") && strings.HasSuffix(name, ".svg") {
			file.Data = []byte(strings.ReplaceAll(string(file.Data), `stroke-width="2.6"`, `stroke-width="2.8"`))
			changed++
		}
	}
	if changed == 0 {
		t.Fatal("nothing was redrawn")
	}
	after := open(t, redrawn, kept)
	if after.Outfits()[0].Hash == old.Hash {
		t.Fatal("another drawing has the same hash")
	}
	if _, err := after.Asset(t.Context(), old.Sheet); err != nil {
		t.Errorf("yesterday's sheet: %v", err)
	}
	if got := after.Current(t.Context(), old.Hash); got != after.Outfits()[0].Hash {
		t.Errorf("the wearer of %s wears %s today, want %s", old.Hash, got, after.Outfits()[0].Hash)
	}
}

func copied(t *testing.T, from fs.FS) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		all[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestARoomNobodyCanWalkInIsRefused(t *testing.T) {
	files := copied(t, art.Files)
	room := files["rooms/lounge/room.tmj"]
	room.Data = []byte(strings.Replace(string(room.Data), `"spawn"`, `"swapn"`, 1))
	if _, err := catalog.Open(t.Context(), files, recipes{}); err == nil || !strings.Contains(err.Error(), "spawn") {
		t.Errorf("a room without spawn points: %v", err)
	}
}
