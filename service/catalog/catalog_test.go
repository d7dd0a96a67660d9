package catalog_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
)

// store keeps outfits in memory.
type store struct {
	mu       sync.Mutex
	outfits  map[world.OutfitHash]outfit
	drawings map[string][]byte
}

type outfit struct {
	recipe string
	art    []string
}

func newStore() *store {
	return &store{outfits: map[world.OutfitHash]outfit{}, drawings: map[string][]byte{}}
}

func (s *store) KeepOutfit(_ context.Context, hash world.OutfitHash, recipe []byte, art []string, drawings map[string][]byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.outfits[hash]; !ok {
		s.outfits[hash] = outfit{string(recipe), art}
	}
	maps.Copy(s.drawings, drawings)
	return nil
}

func (s *store) Outfit(_ context.Context, hash world.OutfitHash) ([]byte, []string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o, ok := s.outfits[hash]; ok {
		return []byte(o.recipe), o.art, nil
	}
	return nil, nil, world.Refuse(world.CodeUnknownOutfit, "none")
}

func (s *store) Drawing(_ context.Context, revision string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if source, ok := s.drawings[revision]; ok {
		return source, nil
	}
	return nil, fmt.Errorf("no drawing %s", revision)
}

// open opens a catalogue without faults.
func open(t *testing.T, s *store, base fs.FS, more ...fs.FS) *catalog.Catalogue {
	t.Helper()
	c, faults, err := catalog.Open(s, base, more...)
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	return c
}

func TestWhatIsDrawnIsServed(t *testing.T) {
	c := open(t, newStore(), art.Files)
	if n := len(c.Outfits()); n < 10 {
		t.Errorf("%d ready-made outfits, want 10", n)
	}
	for _, o := range c.Outfits() {
		sheet, err := c.Asset(t.Context(), catalog.SheetName(o.Hash))
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
			Background, Furniture struct{ Day, Night string }
		}
		if err := json.Unmarshal(file.Body, &drawn); err != nil {
			t.Fatal(err)
		}
		for _, image := range []string{drawn.Background.Day, drawn.Background.Night, drawn.Furniture.Day, drawn.Furniture.Night} {
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
	c := open(t, newStore(), art.Files)
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
	without := open(t, newStore(), files)
	if r, _ := without.Room("lounge"); r.Card != without.Card() {
		t.Errorf("a room without a picture shows %q, want the street's", r.Card)
	}
}

// TestTheLoungeHasWhatALoungeNeeds: eight seats on four pieces of furniture in all facings, two tables, a door.
func TestTheLoungeHasWhatALoungeNeeds(t *testing.T) {
	c := open(t, newStore(), art.Files)
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
	c := open(t, newStore(), art.Files)
	for _, name := range []string{"", "x", "outfit-ffffffffffffffff.svg", "../catalog.go", "outfit-.svg"} {
		_, err := c.Asset(t.Context(), name)
		var refused *world.Error
		if !errors.As(err, &refused) || refused.Code != world.CodeNotFound {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestAnOldOutfitNeverBreaks: after an item was redrawn, the outfit of yesterday's hash is still served as it was drawn then, byte for
// byte, also after a restart, and its wearer wears today's drawing.
func TestAnOldOutfitNeverBreaks(t *testing.T) {
	kept := newStore()
	before := open(t, kept, art.Files)
	old := before.Outfits()[0]
	if worn, err := before.Wear(t.Context(), "mika", old.Hash); worn != old.Hash || err != nil {
		t.Fatal(worn, err)
	}
	files := map[string][]byte{}
	for _, name := range []string{catalog.SheetName(old.Hash), catalog.PortraitName(old.Hash)} {
		file, err := before.Asset(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = file.Body
	}
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
	after := open(t, kept, redrawn)
	today := after.Outfits()[0].Hash
	if today == old.Hash {
		t.Fatal("another drawing has the same hash")
	}
	for name, want := range files {
		if got, err := after.Asset(t.Context(), name); err != nil || !bytes.Equal(got.Body, want) {
			t.Errorf("yesterday's %s is another file today (%v)", name, err)
		}
	}
	if got, err := after.Current(t.Context(), old.Hash); got != today || err != nil {
		t.Errorf("the wearer of %s wears %s today, want %s (%v)", old.Hash, got, today, err)
	}
	if worn, err := after.Wear(t.Context(), "mika", old.Hash); worn != today || err != nil {
		t.Errorf("who puts on %s wears %s, want %s (%v)", old.Hash, worn, today, err)
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
	if _, _, err := catalog.Open(newStore(), files); err == nil || !strings.Contains(err.Error(), "spawn") {
		t.Errorf("a room without spawn points: %v", err)
	}
}
