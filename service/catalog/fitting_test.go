package catalog_test

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
)

const inTee = `{"skin":"#c98a62","wear":[{"item":"body"},{"item":"face-round"},{"item":"tee","dyes":{"main":"#123456"}}]}`

func code(err error) world.Code {
	var refused *world.Error
	if errors.As(err, &refused) {
		return refused.Code
	}
	return ""
}

// teeWith is the shipped tee with every outline of another width.
func teeWith(t *testing.T, width string) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	for name, file := range copied(t, art.Files) {
		if strings.HasPrefix(name, "items/top/tee/") {
			tree[name] = &fstest.MapFile{Data: bytes.ReplaceAll(file.Data, []byte(`stroke-width="2.6"`), []byte(`stroke-width="`+width+`"`))}
		}
	}
	return tree
}

func (s *store) count() (outfits, drawings int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.outfits), len(s.drawings)
}

func TestOnlyWhatIsWornSavedOrSharedIsWritten(t *testing.T) {
	kept := newStore()
	c := open(t, kept, art.Files)
	outfits, _ := kept.count()
	hash, err := c.Fit("mika", []byte(inTee))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.Fit("ren", []byte(strings.ReplaceAll(inTee, ",", ", "))); again != hash || err != nil {
		t.Errorf("the same in other words is %s, %v", again, err)
	}
	for _, name := range []string{catalog.SheetName(hash), catalog.PortraitName(hash)} {
		if file, err := c.Asset(t.Context(), name); err != nil || file.Name != name || !bytes.Contains(file.Body, []byte("#123456")) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if now, _ := kept.count(); now != outfits {
		t.Error("a fitting was written")
	}
	if worn, err := c.Wear(t.Context(), "mika", hash); worn != hash || err != nil {
		t.Errorf("%s %v", worn, err)
	}
	if now, _ := kept.count(); now != outfits+1 {
		t.Errorf("%d outfits are kept, before %d", now, outfits)
	}
	if recipe, err := c.Recipe(t.Context(), hash); err != nil || string(recipe.JSON()) != inTee {
		t.Errorf("%s %v", recipe.JSON(), err)
	}
	for _, ask := range []func() error{
		func() error { _, err := c.Wear(t.Context(), "mika", "ffffffffffffffff"); return err },
		func() error { _, err := c.Recipe(t.Context(), "ffffffffffffffff"); return err },
		func() error { return c.Keep(t.Context(), "ffffffffffffffff") },
	} {
		if err := ask(); code(err) != world.CodeUnknownOutfit {
			t.Errorf("an outfit nobody knows: %v", err)
		}
	}
}

// TestRereadingWhileEverybodyDresses: an item drawn anew has a new hash from one moment to the next, the old one stays what it was, and
// an item with a fault changes nothing.
func TestRereadingWhileEverybodyDresses(t *testing.T) {
	kept, further := newStore(), teeWith(t, "3")
	c := open(t, kept, art.Files, further)
	first, err := c.Fit("mika", []byte(inTee))
	if err != nil {
		t.Fatal(err)
	}
	if changed, faults, err := c.Reread(); changed || len(faults) > 0 || err != nil {
		t.Errorf("nothing has changed: %v, %v, %v", changed, faults, err)
	}
	sheet, err := c.Asset(t.Context(), catalog.SheetName(first))
	if err != nil {
		t.Fatal(err)
	}
	picker := c.Picker().Sheet

	further["items/top/tee/front.svg"] = teeWith(t, "4")["items/top/tee/front.svg"]
	if changed, faults, err := c.Reread(); !changed || len(faults) > 0 || err != nil {
		t.Errorf("drawn anew: %v, %v, %v", changed, faults, err)
	}
	second, err := c.Current(t.Context(), first)
	if err != nil || second == first {
		t.Errorf("today %s is %s, %v", first, second, err)
	}
	if fitted, err := c.Fit("mika", []byte(inTee)); fitted != second || err != nil {
		t.Errorf("tried on it is %s, worn %s, %v", fitted, second, err)
	}
	if old, err := c.Asset(t.Context(), catalog.SheetName(first)); err != nil || !bytes.Equal(old.Body, sheet.Body) {
		t.Errorf("the old sheet is another: %v", err)
	}
	if portrait, err := c.Asset(t.Context(), catalog.PortraitName(first)); err != nil || !bytes.Contains(portrait.Body, []byte(`stroke-width="3"`)) {
		t.Errorf("the old portrait is not as it was drawn then: %v", err)
	}
	if _, err := c.Asset(t.Context(), picker); err != nil {
		t.Errorf("whoever was told of the old picker a moment ago: %v", err)
	}

	further["items/top/tee/front.svg"] = &fstest.MapFile{Data: []byte("<svg")}
	if changed, faults, err := c.Reread(); changed || len(faults) != 1 || faults[0].Code != wardrobe.FaultXML || err != nil {
		t.Errorf("with a fault: %v, %v, %v", changed, faults, err)
	}
	if fitted, err := c.Fit("mika", []byte(inTee)); fitted != second || err != nil {
		t.Errorf("with a fault it is %s, before %s, %v", fitted, second, err)
	}

	delete(further, "items/top/tee/front.svg")
	delete(further, "items/top/tee/back.svg")
	delete(further, "items/top/tee/item.json")
	if changed, faults, err := c.Reread(); !changed || len(faults) > 0 || err != nil {
		t.Errorf("taken away: %v, %v, %v", changed, faults, err)
	}
	if today, err := c.Current(t.Context(), first); err != nil || today == first || today == second {
		t.Errorf("the street's own is %s, %v", today, err)
	}
}

// TestManyAtOnce is for the race detector: fittings, sheets and readings, all at the same time.
func TestManyAtOnce(t *testing.T) {
	kept := newStore()
	trees := &swapping{trees: []fstest.MapFS{teeWith(t, "3"), teeWith(t, "4")}}
	c := open(t, kept, art.Files, trees)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 30 {
				hash, err := c.Fit("mika", []byte(inTee))
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := c.Asset(t.Context(), catalog.SheetName(hash)); err != nil {
					t.Error(err)
				}
				if _, err := c.Wear(t.Context(), "mika", hash); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 6 {
		trees.swap()
		if _, _, err := c.Reread(); err != nil {
			t.Error(err)
		}
	}
	all.Wait()
}

// swapping is a tree whose files change between readings.
type swapping struct {
	mu    sync.Mutex // guards at
	at    int
	trees []fstest.MapFS
}

func (s *swapping) swap() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at++
}

func (s *swapping) Open(name string) (fs.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trees[s.at%len(s.trees)].Open(name)
}
