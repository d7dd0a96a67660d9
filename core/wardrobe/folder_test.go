package wardrobe_test

import (
	"io"
	"io/fs"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/wardrobe"
)

// endless is a tree in which one file is a drawing of 100 MB of path; it counts what is read of it.
type endless struct {
	fs.FS
	name string
	read int64
}

const hundredMB = 100 << 20

func (e *endless) Open(name string) (fs.File, error) {
	if name != e.name {
		return e.FS.Open(name)
	}
	return &endlessFile{of: e}, nil
}

type endlessFile struct {
	of *endless
	at int64
}

func (f *endlessFile) Read(p []byte) (int, error) {
	n := int(min(int64(len(p)), hundredMB-f.at))
	if n == 0 {
		return 0, io.EOF
	}
	for i := range n {
		p[i] = "L1 1 "[(f.at+int64(i))%5]
	}
	f.at += int64(n)
	f.of.read += int64(n)
	return n, nil
}

func (f *endlessFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *endlessFile) Close() error               { return nil }
func (f *endlessFile) Name() string               { return "front.svg" }
func (f *endlessFile) Size() int64                { return hundredMB }
func (f *endlessFile) Mode() fs.FileMode          { return 0o444 }
func (f *endlessFile) ModTime() time.Time         { return time.Time{} }
func (f *endlessFile) IsDir() bool                { return false }
func (f *endlessFile) Sys() any                   { return nil }

// TestAHugeFileIsNotReadToItsEnd: 100 MB of path cost no more than the largest drawing that is allowed.
func TestAHugeFileIsNotReadToItsEnd(t *testing.T) {
	tree := &endless{FS: street(nil), name: "items/top/shirt/front.svg"}
	w, faults, err := wardrobe.Read(nil, tree)
	if err != nil || len(faults) != 1 || faults[0].Code != wardrobe.FaultTooLarge || faults[0].File != tree.name {
		t.Fatalf("%v, %v", faults, err)
	}
	if tree.read > 300<<10 {
		t.Errorf("%d bytes were read", tree.read)
	}
	if _, there := w.Item("coat"); !there {
		t.Error("the rest of the catalogue went with it")
	}
}

// TestTreesOnTopOfAnother: an item of a later tree is added, or takes the place of the one before; with a fault it changes nothing.
func TestTreesOnTopOfAnother(t *testing.T) {
	base := street(nil)
	more := street(map[string]string{shirtFile: shirt("")})
	for name := range more {
		if name != shirtFile && name != "items/top/shirt/front.svg" && name != "items/top/shirt/back.svg" {
			delete(more, name)
		}
	}
	first, faults, err := wardrobe.Read(nil, base, more)
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	drawn, _ := first.Item("shirt")
	if plain, _ := read(t, base).Item("shirt"); drawn.Revision() == plain.Revision() || drawn.Author != "a" || len(first.Items()) != len(read(t, base).Items()) {
		t.Errorf("the shirt is %+v", drawn)
	}

	broken := street(map[string]string{"items/top/shirt/front.svg": "<svg>"})
	for name := range broken {
		if name != "items/top/shirt/front.svg" && name != "items/top/shirt/back.svg" && name != shirtFile {
			delete(broken, name)
		}
	}
	if w, faults, err := wardrobe.Read(nil, base, broken); err != nil || len(faults) != 1 {
		t.Errorf("%v, %v", faults, err)
	} else if it, ok := w.Item("shirt"); !ok || it.Author != "Yokocho" {
		t.Error("the shirt below the broken one is not there")
	}
	again, faults, err := wardrobe.Read(first, base, broken)
	if err != nil || len(faults) != 1 {
		t.Errorf("%v, %v", faults, err)
	}
	if it, ok := again.Item("shirt"); !ok || it != drawn || again.Revision() != first.Revision() {
		t.Error("the shirt of before did not stay")
	}
	if it, _ := again.Item("coat"); it == nil {
		t.Error("the coat is gone")
	} else if was, _ := first.Item("coat"); it != was {
		t.Error("an item that did not change was read anew")
	}
}

// TestAnItemComesBackAsItWasDrawn from what is kept of it.
func TestAnItemComesBackAsItWasDrawn(t *testing.T) {
	w := read(t, street(nil))
	o, err := w.Fit(wear("shirt", "bun", "cap"))
	if err != nil {
		t.Fatal(err)
	}
	rig, err := wardrobe.ParseRig(o.Rig().Source())
	if err != nil || rig.Revision() != w.Rig().Revision() {
		t.Fatalf("the rig came back as %v, %v", rig, err)
	}
	var items []*wardrobe.Item
	for _, it := range o.Items() {
		source, err := it.Source()
		if err != nil {
			t.Fatal(err)
		}
		back, err := wardrobe.Revive(rig, source)
		if err != nil || back.Revision() != it.Revision() {
			t.Fatalf("%s: %v, %v", it.ID, back, err)
		}
		items = append(items, back)
	}
	again, err := wardrobe.Rejoin(o.Recipe, rig, items)
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range wardrobe.Views() {
		if was, is := painted(o.Figure()[view]), painted(again.Figure()[view]); was != is {
			t.Errorf("%s: painted %s, before %s", view, is, was)
		}
	}
}
