package wardrobe

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
)

// itemFiles are the files of one item, by name.
type itemFiles map[string]string

func itemFileNames() []string { return []string{"item.json", "front.svg", "back.svg"} }

// readFiles reads the folder of one item, none of its files beyond what an item may have.
func readFiles(fsys fs.FS, dir string) (itemFiles, error) {
	files := itemFiles{}
	for _, name := range itemFileNames() {
		file := path.Join(dir, name)
		data, err := readUpTo(fsys, file, maxDrawingBytes)
		switch {
		case errors.Is(err, errTooLarge):
			return nil, &Fault{Code: FaultTooLarge, File: file, Problem: fmt.Sprintf("the file is over %d KB", maxDrawingBytes>>10), Remedy: "simplify its paths"}
		case errors.Is(err, fs.ErrNotExist):
			return nil, &Fault{Code: FaultFile, File: file, Problem: "it is missing", Remedy: "an item is drawn in both views; draw an empty page if nothing shows"}
		case err != nil:
			return nil, &Fault{Code: FaultFile, File: file, Problem: "it cannot be read (" + err.Error() + ")", Remedy: "let the server read it"}
		}
		files[name] = string(data)
	}
	return files, nil
}

var errTooLarge = errors.New("too large")

func readUpTo(fsys fs.FS, file string, most int64) (data []byte, err error) {
	opened, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	data, err = io.ReadAll(io.LimitReader(opened, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, errTooLarge
	}
	return data, err
}

// revision is the first 16 hex digits of the SHA-256 of all files.
func (f itemFiles) revision() string {
	sum := sha256.New()
	for _, name := range itemFileNames() {
		_, _ = fmt.Fprintf(sum, "%s %d\n%s", name, len(f[name]), f[name]) // a hash takes everything
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// item reads what the files hold, of an item that stands in dir. The error is a *Fault.
func (f itemFiles) item(dir string, rig *Rig, slots []Slot) (*Item, error) {
	file := path.Join(dir, "item.json")
	it, err := ParseItem(file, []byte(f["item.json"]), slots)
	if err != nil {
		return nil, err
	}
	if err := it.draw(dir, rig, f); err != nil {
		return nil, err
	}
	m := manifest{file: file, data: []byte(f["item.json"]), item: it}
	if fault := m.checkColours(); fault != nil {
		return nil, fault
	}
	if it.Handed && !it.hasLeft() {
		return nil, m.fault(FaultHanded, "handed", "it is handed, but no part has the variant left", `draw what the mirrored figure shows as <g id="PLANE_part--left">`)
	}
	return it, nil
}

// draw reads both views.
func (it *Item) draw(dir string, rig *Rig, f itemFiles) error {
	it.parts, it.files, it.revision = map[View][]Part{}, f, f.revision()
	for _, view := range Views() {
		name := string(view) + ".svg"
		parts, err := rig.ReadDrawing(path.Join(dir, name), view, []byte(f[name]))
		if err != nil {
			return err
		}
		it.parts[view] = parts
	}
	return nil
}

// checkColours refuses a dye that paints nothing: its hexes and the drawing's have drifted apart.
func (m manifest) checkColours() *Fault {
	used := map[Color]bool{}
	for _, parts := range m.item.parts {
		for _, p := range parts {
			for _, s := range p.Shapes {
				used[s.Fill], used[s.Stroke] = true, true
			}
		}
	}
	for _, name := range m.item.dyeNames() {
		for _, c := range m.item.Dyes[name].colors() {
			if !used[c] {
				return m.fault(FaultDye, "dyes."+name, fmt.Sprintf("no drawing uses %s", c), "correct the hex or remove it")
			}
		}
	}
	return nil
}

func (it *Item) hasLeft() bool {
	for _, parts := range it.parts {
		for _, p := range parts {
			if p.Variant == "left" {
				return true
			}
		}
	}
	return false
}

// Source is all that Revive needs to have the item again as it is drawn now: its files, as JSON.
func (it *Item) Source() ([]byte, error) { return json.Marshal(it.files) }

// Revive is an item as it was drawn once, from its Source and the rig of that time. What has since become unusual in item.json is not
// refused: it was worn.
func Revive(rig *Rig, source []byte) (*Item, error) {
	var f itemFiles
	if err := json.Unmarshal(source, &f); err != nil {
		return nil, fmt.Errorf("an item's earlier drawing: %w", err)
	}
	it := &Item{}
	if err := json.Unmarshal([]byte(f["item.json"]), it); err != nil {
		return nil, fmt.Errorf("an item's earlier drawing: item.json: %w", err)
	}
	return it, it.draw(path.Join("earlier", string(it.ID)), rig, f)
}
