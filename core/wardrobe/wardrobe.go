package wardrobe

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Wardrobe is the catalogue: rig, slots, items and ready-made outfits. It never changes once read.
type Wardrobe struct {
	rig     *Rig
	slots   []Slot
	items   []*Item
	byID    map[ItemID]*Item // by id and by alias
	byDir   map[string]*Item
	outfits []ReadyMade
	// revision names everything above but the ready-made outfits.
	revision string
}

// Read reads a tree laid out like art/: rig.json, slots.json, items/<slot>/<id>/ and outfits.json; then, of each further tree, items that
// are added or take the place of those of the same folder. An item with a fault is left out and the rest stays: its folder in
// the tree before is read instead, or, from the second reading on (`before` is the first), what stood there before. Every fault is told.
// The error is of what nothing can be drawn without: rig.json, slots.json, an unreadable tree.
func Read(before *Wardrobe, base fs.FS, more ...fs.FS) (*Wardrobe, []*Fault, error) {
	w := &Wardrobe{byID: map[ItemID]*Item{}, byDir: map[string]*Item{}}
	if err := w.readFrame(base); err != nil {
		return nil, nil, err
	}
	r := reading{Wardrobe: w, trees: append([]fs.FS{base}, more...)}
	if before != nil && before.rig.revision == w.rig.revision {
		r.before = before.byDir
	}
	dirs, err := r.dirs()
	if err != nil {
		return nil, nil, err
	}
	for _, dir := range dirs {
		r.read(dir)
	}
	r.checkRules()
	if err := r.readOutfits(base); err != nil {
		return nil, nil, err
	}
	return w, r.faults, w.seal()
}

// seal computes the revision.
func (w *Wardrobe) seal() error {
	slots, err := json.Marshal(w.slots)
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s\n%s\n", w.rig.revision, slots) // a hash takes everything
	for _, it := range w.items {
		_, _ = fmt.Fprintln(sum, it.revision)
	}
	w.revision = hex.EncodeToString(sum.Sum(nil)[:8])
	return nil
}

// readFrame reads what every item needs.
func (w *Wardrobe) readFrame(base fs.FS) error {
	data, err := fs.ReadFile(base, "rig.json")
	if err != nil {
		return err
	}
	if w.rig, err = ParseRig(data); err != nil {
		return err
	}
	if data, err = fs.ReadFile(base, "slots.json"); err != nil {
		return err
	}
	w.slots, err = ParseSlots(data)
	return err
}

// reading is a wardrobe that is being read.
type reading struct {
	*Wardrobe
	trees  []fs.FS
	before map[string]*Item // by folder, of the same rig
	faults []*Fault
}

// dirs are all folders of items, those of the first tree first.
func (r *reading) dirs() ([]string, error) {
	var all []string
	for _, tree := range r.trees {
		found, err := fs.Glob(tree, "items/*/*")
		if err != nil {
			return nil, err
		}
		for _, dir := range found {
			if info, err := fs.Stat(tree, dir); err == nil && info.IsDir() && !strings.HasPrefix(path.Base(dir), ".") && !slices.Contains(all, dir) {
				all = append(all, dir)
			}
		}
	}
	return all, nil
}

// read takes in the item of a folder: of the last tree that has it without a fault.
func (r *reading) read(dir string) {
	for i := len(r.trees) - 1; i >= 0; i-- {
		if _, err := fs.Stat(r.trees[i], dir); err != nil {
			continue
		}
		it, err := r.item(r.trees[i], dir)
		if err == nil {
			err = r.admit(it, dir)
		}
		if err == nil {
			return
		}
		r.report(err)
		if old := r.before[dir]; old != nil && r.admit(old, dir) == nil {
			return
		}
	}
}

func (r *reading) item(tree fs.FS, dir string) (*Item, error) {
	files, err := readFiles(tree, dir)
	if err != nil {
		return nil, err
	}
	if old := r.before[dir]; old != nil && old.revision == files.revision() {
		return old, nil
	}
	return files.item(dir, r.rig, r.slots)
}

// admit adds an item unless one of its names is taken.
func (r *reading) admit(it *Item, dir string) error {
	names := append([]ItemID{it.ID}, it.Aliases...)
	for _, id := range names {
		if other, taken := r.byID[id]; taken {
			return &Fault{
				Code: FaultTaken, File: path.Join(dir, "item.json"), Line: lineOf([]byte(it.files["item.json"]), `"`+string(id)+`"`), Element: string(id),
				Problem: fmt.Sprintf("the name already belongs to %q", other.ID), Remedy: "choose another",
			}
		}
	}
	for _, id := range names {
		r.byID[id] = it
	}
	r.items, r.byDir[dir] = append(r.items, it), it
	return nil
}

func (r *reading) report(err error) {
	var fault *Fault
	if !errors.As(err, &fault) {
		fault = &Fault{Code: FaultFile, Problem: err.Error(), Remedy: "let the server read it"}
	}
	r.faults = append(r.faults, fault)
}

// checkRules reports rules that name nothing in the catalogue. Such a rule does no harm, and what it named may come back: its item stays.
func (r *reading) checkRules() {
	for _, it := range r.items {
		for _, rule := range it.rules() {
			if !slices.ContainsFunc(r.items, func(other *Item) bool { return other.hasPart(rule) }) {
				r.report(&Fault{
					Code: FaultRule, File: path.Join("items", it.Slot, string(it.ID), "item.json"), Line: lineOf([]byte(it.files["item.json"]), `"`+rule+`"`), Element: rule,
					Problem: "no item has such a part", Remedy: "correct or remove it",
				})
			}
		}
	}
}

func (it *Item) hasPart(rule string) bool {
	slot, name, _ := strings.Cut(rule, "/")
	for _, parts := range it.parts {
		if slot == it.Slot && slices.ContainsFunc(parts, func(p Part) bool { return p.Name == name }) {
			return true
		}
	}
	return false
}

// Revision names the rig's drawing side, the slots and every item: where anything of them is another, so is the revision.
func (w *Wardrobe) Revision() string { return w.revision }

// Rig is the rig that the items are drawn for.
func (w *Wardrobe) Rig() *Rig { return w.rig }

// Slots lists the slots in the order of slots.json.
func (w *Wardrobe) Slots() []Slot { return w.slots }

// Item answers an item by its id or by one it had before.
func (w *Wardrobe) Item(id ItemID) (*Item, bool) {
	it, ok := w.byID[id]
	return it, ok
}

// Items lists the catalogue by slot and id, what was added last.
func (w *Wardrobe) Items() []*Item { return w.items }
