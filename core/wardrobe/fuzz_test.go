package wardrobe_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/yokocho/yokocho/core/wardrobe"
)

// Whatever item.json is accepted says the same when it is written out and read again, is credited, and names nothing but what
// may stand in file names and attributes. Every refusal has a code, a file and a remedy.
func FuzzParseItem(f *testing.F) {
	for _, file := range []string{"body/body", "japanese/yukata", "hat/cap"} {
		data, err := os.ReadFile("../../art/items/" + file + "/item.json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add("items/"+file+"/item.json", data)
	}
	f.Add(shirtFile, []byte(shirt(`,"basic":false,"handed":true,"covers":["hair/bun"],"aliases":["blouse"]`)))
	data, err := os.ReadFile("../../art/slots.json")
	if err != nil {
		f.Fatal(err)
	}
	slots, err := wardrobe.ParseSlots(data)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, file string, data []byte) {
		it, err := wardrobe.ParseItem(file, data, slots)
		if err != nil {
			var fault *wardrobe.Fault
			if !errors.As(err, &fault) || fault.Code == "" || fault.File != file || fault.Problem == "" || fault.Remedy == "" || len(fault.Error()) > 1000+len(file) {
				t.Fatalf("%v is no fault with a remedy, or a long one", err)
			}
			return
		}
		if it.Author == "" || it.License == "" || "items/"+it.Slot+"/"+string(it.ID)+"/item.json" != file {
			t.Fatalf("accepted: %+v", it)
		}
		for name, dye := range it.Dyes {
			for _, c := range []wardrobe.Color{dye.Fill, dye.Shade, dye.Line, dye.Light} {
				if c != "" && !c.Valid() {
					t.Fatalf("dye %s has %q", name, c)
				}
			}
		}
		written, err := json.Marshal(it)
		if err != nil {
			t.Fatal(err)
		}
		if len(written) > 32<<10 {
			return // escaped it may be longer than what was read
		}
		again, err := wardrobe.ParseItem(file, written, slots)
		if err != nil {
			t.Fatalf("its own spelling is refused: %v\n%s", err, written)
		}
		if diff := cmp.Diff(it, again, cmpopts.IgnoreUnexported(wardrobe.Item{}), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Whatever recipe is accepted has one spelling: written out and read again it is the same, and written again the same bytes.
// Every refusal has a code and a sentence, and what is accepted can be fitted without a panic.
func FuzzDecodeRecipe(f *testing.F) {
	f.Add([]byte(`{"skin":"#e8b088","wear":[{"item":"body"},{"item":"face"},{"item":"bun-momo","dyes":{"main":"#123456"}}]}`))
	f.Add([]byte(`{"wear":[{"item":"body","plane":"leg"}]}`))
	w, _, err := wardrobe.Read(nil, street(nil))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := wardrobe.DecodeRecipe(data)
		if err != nil {
			refused(t, err)
			return
		}
		written := r.JSON()
		again, err := wardrobe.DecodeRecipe(written)
		if err != nil {
			if len(written) > 16<<10 {
				return // escaped it may be longer than what was read
			}
			t.Fatalf("its own spelling is refused: %v\n%s", err, written)
		}
		if diff := cmp.Diff(r, again, cmpopts.EquateEmpty()); diff != "" || !bytes.Equal(again.JSON(), written) {
			t.Fatalf("%s\n%s\n%s", diff, written, again.JSON())
		}
		if o, err := w.Fit(r); err != nil {
			refused(t, err)
		} else if len(o.Figure()[wardrobe.Front]) == 0 {
			t.Fatalf("%s shows nothing", written)
		}
	})
}

func refused(t *testing.T, err error) {
	t.Helper()
	var refusal *wardrobe.Refusal
	if !errors.As(err, &refusal) || refusal.Code == "" || refusal.Message == "" || len(refusal.Message) > 1000 {
		t.Fatalf("%v is no refusal, or a long one", err)
	}
}
