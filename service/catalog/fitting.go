package catalog

import (
	"context"
	"errors"
	"fmt"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/wardrobe/atlas"
	"github.com/yokocho/yokocho/core/world"
)

// fitting is an outfit somebody tried on, in little memory.
type fitting struct {
	recipe string // JSON, in its one spelling
	rig    *wardrobe.Rig
	items  []*wardrobe.Item
}

// SheetName is the file of an outfit.
func SheetName(hash world.OutfitHash) string { return "outfit-" + string(hash) + ".svg" }

// PortraitName is the file of the standing figure in an outfit.
func PortraitName(hash world.OutfitHash) string { return "portrait-" + string(hash) + ".svg" }

// Owns says whether an item is a visitor's to wear: everybody owns what is basic, nobody what is not.
func (c *Catalogue) Owns(_ world.VisitorID, it *wardrobe.Item) bool { return it.Basic }

// Fit tries on an outfit, written as JSON, and makes its sheet ready; nothing is kept but in memory, for as long as it lasts there. Codes:
// bad_outfit, too_many, unknown_item, bad_dye, not_owned.
func (c *Catalogue) Fit(who world.VisitorID, recipe []byte) (world.OutfitHash, error) {
	now := c.now.Load()
	if hash, ok := now.hashes.get(string(recipe)); ok { // tried on before in the same words: by another person perhaps
		if f, ok := c.fitted.get(hash); ok {
			return hash, c.checkOwned(who, f.items)
		}
	}
	r, err := wardrobe.DecodeRecipe(recipe)
	if err != nil {
		return "", refusal(err)
	}
	hash, err := c.fit(who, now, r)
	if err == nil {
		now.hashes.put(string(recipe), hash, len(recipe)+100)
	}
	return hash, err
}

func (c *Catalogue) fit(who world.VisitorID, now *collection, r wardrobe.Recipe) (world.OutfitHash, error) {
	o, err := now.wardrobe.Fit(r)
	if err != nil {
		return "", refusal(err)
	}
	if err := c.checkOwned(who, o.Items()); err != nil {
		return "", err
	}
	return c.drawn(now, o)
}

func (c *Catalogue) checkOwned(who world.VisitorID, items []*wardrobe.Item) error {
	for _, it := range items {
		if !c.Owns(who, it) {
			return world.Refuse(world.CodeNotOwned, fmt.Sprintf("%s is not yours to wear. Take it off.", it.Name.En))
		}
	}
	return nil
}

// drawn is the hash of an outfit as a collection draws it. The outfit is remembered.
func (c *Catalogue) drawn(now *collection, o wardrobe.Outfit) (world.OutfitHash, error) {
	f := fitting{string(o.Recipe.JSON()), o.Rig(), o.Items()}
	hash, known := now.hashes.get(f.recipe)
	if !known {
		sheet, err := atlas.Sheet(o.Figure())
		if err != nil {
			return "", world.Refuse(world.CodeTooMany, "The outfit's parts do not fit one sheet. Take something off.")
		}
		hash = world.OutfitHash(atlas.Hash(sheet))
		now.hashes.put(f.recipe, hash, len(f.recipe)+100)
		c.shelve(SheetName(hash), sheet)
	}
	c.fitted.put(hash, f, len(f.recipe)+8*len(f.items)+200)
	now.today.put(hash, hash, 1)
	return hash, nil
}

// outfit is the outfit of that hash, ready-made, tried on or kept, as it was drawn then. Codes: unknown_outfit.
func (c *Catalogue) outfit(ctx context.Context, hash world.OutfitHash) (wardrobe.Outfit, error) {
	if o, ok := c.now.Load().ready[hash]; ok {
		return o, nil
	}
	if f, ok := c.fitted.get(hash); ok {
		recipe, err := wardrobe.DecodeRecipe([]byte(f.recipe))
		if err != nil {
			return wardrobe.Outfit{}, err
		}
		return wardrobe.Rejoin(recipe, f.rig, f.items)
	}
	raw, art, err := c.store.Outfit(ctx, hash)
	if err != nil {
		return wardrobe.Outfit{}, err
	}
	recipe, err := wardrobe.DecodeRecipe(raw)
	if err != nil {
		return wardrobe.Outfit{}, fmt.Errorf("outfit %s in the database: %w", hash, err)
	}
	if len(art) == 0 { // kept before drawings were: today's are the only ones there are
		o, err := c.now.Load().wardrobe.Fit(recipe)
		if err != nil {
			return o, world.Refuse(world.CodeUnknownOutfit, "That outfit has items that are not in the catalogue any more.")
		}
		return o, nil
	}
	return c.revive(ctx, recipe, art)
}

// Recipe is what the outfit of that hash is made of, with the ids that its items have today. Codes: unknown_outfit.
func (c *Catalogue) Recipe(ctx context.Context, hash world.OutfitHash) (wardrobe.Recipe, error) {
	o, err := c.outfit(ctx, hash)
	if err != nil {
		return wardrobe.Recipe{}, err
	}
	if today, err := c.Wardrobe().Fit(o.Recipe); err == nil {
		return today.Recipe, nil
	}
	return o.Recipe, nil
}

// Wear is what somebody wears who puts on the outfit of that hash: the same in today's drawings. It is kept from now on. Codes:
// unknown_outfit and, where the catalogue has changed, those of Fit.
func (c *Catalogue) Wear(ctx context.Context, who world.VisitorID, hash world.OutfitHash) (world.OutfitHash, error) {
	o, err := c.outfit(ctx, hash)
	if err != nil {
		return "", err
	}
	today, err := c.fit(who, c.now.Load(), o.Recipe)
	if err != nil {
		return "", err
	}
	return today, c.Keep(ctx, today)
}

// Current is the outfit that the recipe of a hash has in today's drawings: the same hash unless an item was redrawn since, and the
// same if it cannot be worn any more.
func (c *Catalogue) Current(ctx context.Context, hash world.OutfitHash) (world.OutfitHash, error) {
	now := c.now.Load()
	if today, ok := now.today.get(hash); ok {
		return today, nil
	}
	old, err := c.outfit(ctx, hash)
	if err != nil {
		return hash, refusedOr(err, nil)
	}
	today := hash
	if o, err := now.wardrobe.Fit(old.Recipe); err == nil {
		if today, err = c.drawn(now, o); err != nil {
			return hash, err
		}
		if today != hash {
			if err := c.keep(ctx, today, o); err != nil {
				return hash, err
			}
		}
	}
	now.today.put(hash, today, 1)
	return today, nil
}

// refusal is a wardrobe's refusal in the street's words.
func refusal(err error) error {
	var refused *wardrobe.Refusal
	if !errors.As(err, &refused) {
		return err
	}
	code := map[wardrobe.RefusalCode]world.Code{
		wardrobe.BadOutfit: world.CodeBadOutfit, wardrobe.TooMany: world.CodeTooMany,
		wardrobe.UnknownItem: world.CodeUnknownItem, wardrobe.BadDye: world.CodeBadDye,
	}[refused.Code]
	return world.Refuse(code, refused.Message)
}
