package catalog

import (
	"context"
	"fmt"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
)

// Keep remembers the outfit of that hash for good, with the drawings of its items: it is worn, saved or shared. Codes: unknown_outfit.
func (c *Catalogue) Keep(ctx context.Context, hash world.OutfitHash) error {
	o, err := c.outfit(ctx, hash)
	if err != nil {
		return err
	}
	return c.keep(ctx, hash, o)
}

func (c *Catalogue) keep(ctx context.Context, hash world.OutfitHash, o wardrobe.Outfit) error {
	if _, ok := c.stored.get(string(hash)); ok {
		return nil
	}
	art := []string{o.Rig().Revision()}
	drawings := map[string][]byte{}
	if _, ok := c.stored.get(art[0]); !ok {
		drawings[art[0]] = o.Rig().Source()
	}
	for _, it := range o.Items() {
		art = append(art, it.Revision())
		if _, ok := c.stored.get(it.Revision()); ok {
			continue
		}
		source, err := it.Source()
		if err != nil {
			return err
		}
		drawings[it.Revision()] = source
	}
	if err := c.store.KeepOutfit(ctx, hash, o.Recipe.JSON(), art, drawings); err != nil {
		return fmt.Errorf("keep outfit %s: %w", hash, err)
	}
	c.stored.put(string(hash), struct{}{}, 1)
	for revision := range drawings {
		c.stored.put(revision, struct{}{}, 1)
	}
	return nil
}

// revive is an outfit of kept drawings: of today's where they are the same.
func (c *Catalogue) revive(ctx context.Context, recipe wardrobe.Recipe, art []string) (wardrobe.Outfit, error) {
	w := c.Wardrobe()
	rig := w.Rig()
	if art[0] != rig.Revision() {
		source, err := c.store.Drawing(ctx, art[0])
		if err != nil {
			return wardrobe.Outfit{}, err
		}
		if rig, err = wardrobe.ParseRig(source); err != nil {
			return wardrobe.Outfit{}, fmt.Errorf("an earlier rig: %w", err)
		}
	}
	var items []*wardrobe.Item
	for i, revision := range art[1:] {
		if i < len(recipe.Wear) {
			if it, ok := w.Item(recipe.Wear[i].Item); ok && it.Revision() == revision && rig == w.Rig() {
				items = append(items, it)
				continue
			}
		}
		source, err := c.store.Drawing(ctx, revision)
		if err != nil {
			return wardrobe.Outfit{}, err
		}
		it, err := wardrobe.Revive(rig, source)
		if err != nil {
			return wardrobe.Outfit{}, err
		}
		items = append(items, it)
	}
	return wardrobe.Rejoin(recipe, rig, items)
}
