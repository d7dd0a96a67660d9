package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/wardrobe/atlas"
	"github.com/yokocho/yokocho/core/world"
)

// The types of files.
const (
	typeSVG  = "image/svg+xml"
	typeJSON = "application/json"
	typePNG  = "image/png"
)

// How much is remembered of what was only tried on, or drawn long ago.
const (
	mostFittings   = 16 << 20 // bytes of recipes, twice: some 12,000 fittings that can still be put on
	mostSheetBytes = 32 << 20 // bytes of sheets and portraits, some 600 outfits: the others are packed again when asked for
	mostKnown      = 1 << 16  // hashes whose present drawing is known, and hashes and revisions that SQL has: some 10 MB each
)

// Asset is a file whose name holds the hash of its content.
type Asset struct {
	Name string
	Type string // media type
	Body []byte
}

// Store is what SQL remembers of outfits (service/account).
type Store interface {
	// KeepOutfit remembers an outfit: its recipe, the revisions of the rig and of each garment's item, and drawings that are not
	// kept yet, by revision.
	KeepOutfit(ctx context.Context, hash world.OutfitHash, recipe []byte, art []string, drawings map[string][]byte) error
	// Outfit is what was kept; no art if it was kept before drawings were. Codes: unknown_outfit.
	Outfit(ctx context.Context, hash world.OutfitHash) (recipe []byte, art []string, err error)
	// Drawing is a kept drawing.
	Drawing(ctx context.Context, revision string) ([]byte, error)
}

// Catalogue is everything drawn.
type Catalogue struct {
	store Store
	base  fs.FS       // all that is drawn
	more  []fs.FS     // items and rooms beside it
	own   []drawnRoom // of base
	card  string
	files map[string]Asset // the street's card; never changes once open

	now     atomic.Pointer[collection] // what can be worn today
	today   atomic.Pointer[plan]       // where one can go today
	reading sync.Mutex                 // held while it is read anew

	fitted *shelf[world.OutfitHash, fitting]
	sheets *shelf[string, Asset]
	stored *shelf[string, struct{}] // hashes of outfits and revisions of drawings that SQL has
}

// Open reads a tree laid out like art/, and from further ones items that are added to it or take the place of its own. Items with faults
// are left out, and told. Its error names the file and the remedy. Rooms of the further trees are there after RereadRooms.
func Open(store Store, base fs.FS, more ...fs.FS) (*Catalogue, []*wardrobe.Fault, error) {
	c := &Catalogue{
		store: store, base: base, more: more, files: map[string]Asset{},
		fitted: newShelf[world.OutfitHash, fitting](mostFittings),
		sheets: newShelf[string, Asset](mostSheetBytes),
		stored: newShelf[string, struct{}](mostKnown),
	}
	_, faults, err := c.Reread()
	if err != nil {
		return nil, nil, err
	}
	if card, ok, err := readCard(base, "card.png", "card"); err != nil {
		return nil, nil, err
	} else if ok {
		c.card, c.files[card.Name] = card.Name, card
	}
	rooms, wrong := c.readRooms(base)
	if len(wrong) > 0 {
		return nil, nil, errors.Join(slices.Collect(maps.Values(wrong))...)
	}
	if len(rooms) == 0 {
		return nil, nil, errors.New("rooms: there must be at least one room")
	}
	c.own = rooms
	c.today.Store(newPlan(rooms))
	return c, faults, nil
}

// Card is the name of the picture that links to the street show.
func (c *Catalogue) Card() string { return c.card }

// readCard reads the picture that a link shows; false when there is none.
func readCard(art fs.FS, file, name string) (Asset, bool, error) {
	body, err := fs.ReadFile(art, file)
	if errors.Is(err, fs.ErrNotExist) {
		return Asset{}, false, nil
	}
	return Asset{Name: name + "-" + atlas.Hash(body) + ".png", Type: typePNG, Body: body}, err == nil, err
}

// Asset is the file of that name. The sheet and the portrait of an outfit are drawn anew as they were drawn then, however its items have
// changed since. Codes: not_found.
func (c *Catalogue) Asset(ctx context.Context, name string) (Asset, error) {
	if asset, ok := c.files[name]; ok {
		return asset, nil
	}
	if asset, ok := c.today.Load().files[name]; ok {
		return asset, nil
	}
	if asset, ok := c.now.Load().assets[name]; ok {
		return asset, nil
	}
	if asset, ok := c.sheets.get(name); ok {
		return asset, nil
	}
	stem, isSVG := strings.CutSuffix(name, ".svg")
	kind, hash, _ := strings.Cut(stem, "-")
	if !isSVG || kind != "outfit" && kind != "portrait" {
		return Asset{}, errNoFile()
	}
	o, err := c.outfit(ctx, world.OutfitHash(hash))
	if err != nil {
		return Asset{}, refusedOr(err, errNoFile())
	}
	if kind == "portrait" {
		return c.shelve(name, atlas.Portrait(o.Figure())), nil
	}
	body, err := atlas.Sheet(o.Figure())
	if err != nil {
		return Asset{}, fmt.Errorf("draw %s: %w", name, err)
	}
	return c.shelve(name, body), nil
}

// shelve remembers a sheet or portrait.
func (c *Catalogue) shelve(name string, body []byte) Asset {
	asset := Asset{Name: name, Type: typeSVG, Body: body}
	c.sheets.put(name, asset, len(body))
	return asset
}

// refusedOr is the refusal where an error is one, and else the error.
func refusedOr(err, refusal error) error {
	var refused *world.Error
	if errors.As(err, &refused) {
		return refusal
	}
	return err
}

func errNoFile() error {
	return world.Refuse(world.CodeNotFound, "There is no such file.")
}
