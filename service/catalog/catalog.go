package catalog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"sync"

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

// Asset is a file whose name holds the hash of its content.
type Asset struct {
	Name string
	Type string // media type
	Body []byte
}

// Outfit is a ready-made outfit anybody may choose.
type Outfit struct {
	ID     string
	Name   world.Title
	Hash   world.OutfitHash
	Sheet  string // the asset's name
	Recipe []byte // JSON
}

// Picker is one sheet of all ready-made outfits, standing, and where each is in it.
type Picker struct {
	Sheet string // the asset's name
	atlas.PickerTable
}

// Recipes remembers the recipes behind hashes, those of earlier drawings too (service/account).
type Recipes interface {
	KeepOutfit(ctx context.Context, hash world.OutfitHash, recipe []byte) error
	Outfit(ctx context.Context, hash world.OutfitHash) ([]byte, error)
}

// Catalogue is everything drawn.
type Catalogue struct {
	wardrobe *wardrobe.Wardrobe
	recipes  Recipes
	rooms    []Room
	outfits  []Outfit
	picker   Picker
	card     string

	mu     sync.RWMutex // guards assets, which grows when an earlier drawing's outfit is asked for
	assets map[string]Asset
}

// Open reads a tree laid out like art/. Its error names the file and the remedy.
func Open(ctx context.Context, art fs.FS, recipes Recipes) (*Catalogue, error) {
	w, err := wardrobe.Read(art)
	if err != nil {
		return nil, err
	}
	c := &Catalogue{wardrobe: w, recipes: recipes, assets: map[string]Asset{}}
	if err := c.readOutfits(ctx); err != nil {
		return nil, err
	}
	if c.card, err = c.readCard(art, "card.png", "card"); err != nil {
		return nil, err
	}
	return c, c.readRooms(art)
}

func (c *Catalogue) readOutfits(ctx context.Context) error {
	for _, ready := range c.wardrobe.Outfits() {
		recipe, err := json.Marshal(ready.Recipe)
		if err != nil {
			return err
		}
		sheet, err := c.sheet(recipe)
		if err != nil {
			return fmt.Errorf("outfits.json, outfit %s: %w", ready.ID, err)
		}
		hash := world.OutfitHash(atlas.Hash(sheet))
		if err := c.recipes.KeepOutfit(ctx, hash, recipe); err != nil {
			return fmt.Errorf("keep the recipe of outfit %s: %w", ready.ID, err)
		}
		asset := Asset{Name: SheetName(hash), Type: typeSVG, Body: sheet}
		c.assets[asset.Name] = asset
		c.outfits = append(c.outfits, Outfit{ID: ready.ID, Name: world.Title(ready.Name), Hash: hash, Sheet: asset.Name, Recipe: recipe})
	}
	if len(c.outfits) == 0 {
		return fmt.Errorf("outfits.json: there must be at least one ready-made outfit")
	}
	sheet, table, err := atlas.Picker(c.wardrobe, c.wardrobe.Outfits())
	if err != nil {
		return fmt.Errorf("pack the picker: %w", err)
	}
	asset := Asset{Name: "picker-" + atlas.Hash(sheet) + ".svg", Type: typeSVG, Body: sheet}
	c.assets[asset.Name] = asset
	c.picker = Picker{Sheet: asset.Name, PickerTable: table}
	return nil
}

func (c *Catalogue) sheet(recipe []byte) ([]byte, error) {
	var r wardrobe.Recipe
	if err := json.Unmarshal(recipe, &r); err != nil {
		return nil, err
	}
	figure, err := c.wardrobe.Dress(r)
	if err != nil {
		return nil, err
	}
	return atlas.Sheet(figure)
}

// SheetName is the file of an outfit.
func SheetName(hash world.OutfitHash) string { return "outfit-" + string(hash) + ".svg" }

// Outfits lists the ready-made outfits in the order of the picker.
func (c *Catalogue) Outfits() []Outfit { return c.outfits }

// Picker is the sheet of all ready-made outfits.
func (c *Catalogue) Picker() Picker { return c.picker }

// Card is the name of the picture that links to the street show.
func (c *Catalogue) Card() string { return c.card }

// readCard takes in a link's picture and returns its asset's name; a room may have none.
func (c *Catalogue) readCard(art fs.FS, file, name string) (string, error) {
	body, err := fs.ReadFile(art, file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	asset := Asset{Name: name + "-" + atlas.Hash(body) + ".png", Type: typePNG, Body: body}
	c.assets[asset.Name] = asset
	return asset.Name, nil
}

// Outfit finds a ready-made outfit by its hash. Codes: unknown_outfit.
func (c *Catalogue) Outfit(hash world.OutfitHash) (Outfit, error) {
	for _, o := range c.outfits {
		if o.Hash == hash {
			return o, nil
		}
	}
	return Outfit{}, world.Refuse(world.CodeUnknownOutfit, "There is no such outfit. Choose one of the catalogue (GET /api/v1/catalogue).")
}

// Draw draws an outfit for a newcomer.
func (c *Catalogue) Draw() Outfit { return c.outfits[rand.IntN(len(c.outfits))] }

// Current is the outfit that a recipe has in today's drawings: the same hash unless an item was redrawn since. An outfit that cannot be
// dressed any more keeps its hash.
func (c *Catalogue) Current(ctx context.Context, hash world.OutfitHash) world.OutfitHash {
	if _, err := c.Outfit(hash); err == nil {
		return hash
	}
	recipe, err := c.recipes.Outfit(ctx, hash)
	if err != nil {
		return hash
	}
	for _, o := range c.outfits {
		if string(o.Recipe) == string(recipe) {
			return o.Hash
		}
	}
	return hash
}

// Asset is the file of that name. The sheet of an outfit from before an item was redrawn is drawn anew from its recipe. Codes: not_found.
func (c *Catalogue) Asset(ctx context.Context, name string) (Asset, error) {
	c.mu.RLock()
	asset, ok := c.assets[name]
	c.mu.RUnlock()
	if ok {
		return asset, nil
	}
	hash, isOutfit := strings.CutPrefix(strings.TrimSuffix(name, ".svg"), "outfit-")
	if !isOutfit {
		return Asset{}, errNoFile()
	}
	recipe, err := c.recipes.Outfit(ctx, world.OutfitHash(hash))
	if err != nil {
		return Asset{}, errNoFile()
	}
	sheet, err := c.sheet(recipe)
	if err != nil {
		return Asset{}, errNoFile()
	}
	asset = Asset{Name: name, Type: typeSVG, Body: sheet}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.assets[name] = asset
	return asset, nil
}

func errNoFile() error {
	return world.Refuse(world.CodeNotFound, "There is no such file.")
}
