package wardrobe

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// ItemID names an item of the catalogue: `[a-z0-9-]{1,40}`, the name of its folder.
type ItemID string

var nameForm = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// Text is a screen text in the languages every text exists in.
type Text struct {
	Ja string `json:"ja"`
	En string `json:"en"`
}

// Item is one garment or feature: what art/items/<slot>/<id>/item.json says, and its drawings.
type Item struct {
	ID      ItemID         `json:"id"`
	Slot    string         `json:"slot"`
	Name    Text           `json:"name"`
	Dyes    map[string]Dye `json:"dyes"`
	Hides   []string       `json:"hides,omitempty"`   // "slot/part": what is not drawn on others while this is worn
	Covers  []string       `json:"covers,omitempty"`  // "slot/part": what is not drawn on others worn beneath this
	Aliases []ItemID       `json:"aliases,omitempty"` // ids it had before
	Author  string         `json:"author"`
	License string         `json:"license"`

	parts map[View][]Part
}

// Parts is the item's drawing in one view, in file order, in the colours it is drawn in.
func (it *Item) Parts(view View) []Part { return it.parts[view] }

// readItem reads the folder of one item.
func readItem(fsys fs.FS, rig *Rig, dir string) (*Item, error) {
	file := path.Join(dir, "item.json")
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	it := &Item{parts: map[View][]Part{}}
	if err := strictJSON(data, it); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if err := it.check(dir); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, view := range Views() {
		file := path.Join(dir, string(view)+".svg")
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("%w: an item is drawn in both views; draw an empty page if nothing shows", err)
		}
		if it.parts[view], err = rig.ReadDrawing(file, view, data); err != nil {
			return nil, err
		}
	}
	return it, it.checkDyes(file)
}

// strictJSON refuses unknown members and anything after the value.
func strictJSON(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return fmt.Errorf("there is something after the JSON value; remove it")
	}
	return nil
}

func (it *Item) check(dir string) error {
	if want := path.Join("items", it.Slot, string(it.ID)); dir != want {
		return fmt.Errorf("id %q and slot %q belong into %s; rename the folder or correct them", it.ID, it.Slot, want)
	}
	if !nameForm.MatchString(string(it.ID)) || !nameForm.MatchString(it.Slot) {
		return fmt.Errorf("id %q and slot %q: use 1 to 40 of a-z, 0-9 and -", it.ID, it.Slot)
	}
	for _, need := range [][2]string{{"name.ja", it.Name.Ja}, {"name.en", it.Name.En}, {"author", it.Author}, {"license", it.License}} {
		if strings.TrimSpace(need[1]) == "" {
			return fmt.Errorf("%s is missing; fill it in", need[0])
		}
	}
	for _, h := range it.rules() {
		if slot, part, ok := strings.Cut(h, "/"); !ok || slot == "" || part == "" {
			return fmt.Errorf(`hides or covers %q: write "slot/part", such as "hair/bun"`, h)
		}
	}
	owner := map[Color]string{}
	for _, name := range it.dyeNames() {
		if !it.Dyes[name].Fill.Valid() {
			return fmt.Errorf("dye %q has no fill; write the fill as drawn, #rrggbb", name)
		}
		for _, c := range it.Dyes[name].colors() {
			if !c.Valid() {
				return fmt.Errorf("dye %q: colour %q is not #rrggbb in lower case", name, c)
			}
			if other, taken := owner[c]; taken {
				return fmt.Errorf("dyes %q and %q both use %s; draw one of them in a slightly different tone", other, name, c)
			}
			owner[c] = name
		}
	}
	return nil
}

// rules are all that the item hides or covers.
func (it *Item) rules() []string { return slices.Concat(it.Hides, it.Covers) }

func (it *Item) dyeNames() []string {
	names := make([]string, 0, len(it.Dyes))
	for name := range it.Dyes {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// checkDyes refuses a dye that paints nothing: its hexes and the drawing's have drifted apart.
func (it *Item) checkDyes(file string) error {
	used := map[Color]bool{}
	for _, parts := range it.parts {
		for _, p := range parts {
			for _, s := range p.Shapes {
				used[s.Fill], used[s.Stroke] = true, true
			}
		}
	}
	for _, name := range it.dyeNames() {
		for _, c := range it.Dyes[name].colors() {
			if !used[c] {
				return fmt.Errorf("%s: dye %q names %s, which no drawing uses; correct the hex or remove it", file, name, c)
			}
		}
	}
	return nil
}
