package wardrobe

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Wardrobe is the catalogue: rig, items and ready-made outfits. It never changes once read.
type Wardrobe struct {
	rig     *Rig
	items   []*Item
	byID    map[ItemID]*Item // by id and by alias
	outfits []ReadyMade
}

// Read reads a tree laid out like art/: rig.json, items/<slot>/<id>/ and outfits.json. The first fault ends it;
// the error names the file and the remedy.
func Read(fsys fs.FS) (*Wardrobe, error) {
	data, err := fs.ReadFile(fsys, "rig.json")
	if err != nil {
		return nil, err
	}
	w := &Wardrobe{byID: map[ItemID]*Item{}}
	if w.rig, err = ParseRig(data); err != nil {
		return nil, err
	}
	files, err := fs.Glob(fsys, "items/*/*/item.json")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		it, err := readItem(fsys, w.rig, path.Dir(file))
		if err != nil {
			return nil, err
		}
		w.items = append(w.items, it)
		for _, id := range append([]ItemID{it.ID}, it.Aliases...) {
			if other, taken := w.byID[id]; taken {
				return nil, fmt.Errorf("%s: the name %q already belongs to %q; choose another", file, id, other.ID)
			}
			w.byID[id] = it
		}
	}
	if err := w.checkHiding(); err != nil {
		return nil, err
	}
	return w, w.readOutfits(fsys)
}

// checkHiding refuses a rule that names nothing in the catalogue.
func (w *Wardrobe) checkHiding() error {
	for _, it := range w.items {
		for _, rule := range it.rules() {
			if !slices.ContainsFunc(w.items, func(other *Item) bool { return other.hasPart(rule) }) {
				return fmt.Errorf("items/%s/%s/item.json: hides or covers %q, but no item has such a part; correct or remove it", it.Slot, it.ID, rule)
			}
		}
	}
	return nil
}

func (it *Item) hasPart(rule string) bool {
	for _, parts := range it.parts {
		if slices.ContainsFunc(parts, func(p Part) bool { return it.hiddenBy(rule, p) }) {
			return true
		}
	}
	return false
}

func (w *Wardrobe) readOutfits(fsys fs.FS) error {
	data, err := fs.ReadFile(fsys, "outfits.json")
	if err != nil {
		return err
	}
	if err := strictJSON(data, &w.outfits); err != nil {
		return fmt.Errorf("outfits.json: %w", err)
	}
	seen := map[string]bool{}
	for _, o := range w.outfits {
		if err := o.check(w); err != nil {
			return fmt.Errorf("outfits.json: %s: %w", o.ID, err)
		}
		if seen[o.ID] {
			return fmt.Errorf("outfits.json: %s is there twice; rename one", o.ID)
		}
		seen[o.ID] = true
	}
	return nil
}

// Item answers an item by its id or by one it had before.
func (w *Wardrobe) Item(id ItemID) (*Item, bool) {
	it, ok := w.byID[id]
	return it, ok
}

// Items lists the catalogue by slot and id.
func (w *Wardrobe) Items() []*Item { return w.items }

// Outfits lists the ready-made outfits in the order of outfits.json.
func (w *Wardrobe) Outfits() []ReadyMade { return w.outfits }

// Outfit answers a ready-made outfit.
func (w *Wardrobe) Outfit(id string) (ReadyMade, bool) {
	i := slices.IndexFunc(w.outfits, func(o ReadyMade) bool { return o.ID == id })
	if i < 0 {
		return ReadyMade{}, false
	}
	return w.outfits[i], true
}
