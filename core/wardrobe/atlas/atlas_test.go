package atlas_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/wardrobe/atlas"
)

// shipped is the catalogue, read once for all tests.
func shipped(t testing.TB) *wardrobe.Wardrobe {
	t.Helper()
	w, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

var once = sync.OnceValues(readShipped)

func readShipped() (*wardrobe.Wardrobe, error) {
	w, faults, err := wardrobe.Read(nil, os.DirFS("../../../art"))
	if len(faults) > 0 {
		return nil, faults[0]
	}
	return w, err
}

func sheet(t testing.TB, w *wardrobe.Wardrobe, r wardrobe.Recipe) []byte {
	t.Helper()
	figure, err := w.Dress(r)
	if err != nil {
		t.Fatal(err)
	}
	data, err := atlas.Sheet(figure)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

type file struct {
	Width    int    `xml:"width,attr"`
	Height   int    `xml:"height,attr"`
	Metadata string `xml:"metadata"`
}

func parse(t testing.TB, data []byte, table any) file {
	t.Helper()
	var f file
	if err := xml.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(f.Metadata), table); err != nil {
		t.Fatal(err)
	}
	return f
}

type drawTable struct {
	Format int
	Views  map[string][]struct {
		Plane, Bone, Part string
		Frames            map[string]*[6]int
	}
}

func TestSheetsOfReadyMadeOutfits(t *testing.T) {
	w := shipped(t)
	seen := map[string]string{}
	var sizes []int
	for _, o := range w.Outfits() {
		data := sheet(t, w, o.Recipe)
		if other, ok := seen[atlas.Hash(data)]; ok {
			t.Errorf("%s and %s look the same", o.ID, other)
		}
		seen[atlas.Hash(data)] = o.ID
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		if _, err := z.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, zipped.Len())
		var table drawTable
		f := parse(t, data, &table)
		if f.Width > 1024 || f.Height > 1024 || table.Format != atlas.Format {
			t.Errorf("%s: %d x %d units, format %d", o.ID, f.Width, f.Height, table.Format)
		}
		checkFrames(t, o.ID, f, table)
	}
	slices.Sort(sizes)
	if median := sizes[len(sizes)/2]; median > 16<<10 {
		t.Errorf("half of the sheets have over %d bytes gzipped, want at most 16 KB", median)
	}
	t.Logf("%d to %d bytes gzipped, half of them at most %d", sizes[0], sizes[len(sizes)-1], sizes[len(sizes)/2])
}

func checkFrames(t *testing.T, id string, f file, table drawTable) {
	t.Helper()
	placed := map[[4]int]bool{}
	for _, view := range []string{"front", "back"} {
		if len(table.Views[view]) == 0 {
			t.Errorf("%s: view %s is empty", id, view)
		}
		for _, d := range table.Views[view] {
			if d.Plane == "" || d.Bone == "" || d.Part == "" && len(d.Frames) != 1 {
				t.Errorf("%s: draw %+v", id, d)
			}
			for _, r := range d.Frames {
				if r == nil {
					continue
				}
				if r[0] < 2 || r[1] < 2 || r[0]+r[2] > f.Width-2 || r[1]+r[3] > f.Height-2 || r[2] < 2 || r[3] < 2 {
					t.Errorf("%s: frame %v lies outside the sheet", id, r)
				}
				placed[[4]int(r[:4])] = true
			}
		}
	}
	for a := range placed {
		for b := range placed {
			if a != b && a[0] < b[0]+b[2]+2 && b[0] < a[0]+a[2]+2 && a[1] < b[1]+b[3]+2 && b[1] < a[1]+a[3]+2 {
				t.Errorf("%s: frames %v and %v touch", id, a, b)
			}
		}
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	recipe := shipped(t).Outfits()[0].Recipe
	want := sheet(t, shipped(t), recipe)
	for range 5 {
		again, err := readShipped()
		if err != nil {
			t.Fatal(err)
		}
		if got := sheet(t, again, recipe); !bytes.Equal(got, want) {
			t.Fatal("one recipe gave two sheets")
		}
	}
	if h := atlas.Hash(want); len(h) != 16 {
		t.Errorf("hash %q", h)
	}
}

func TestVariantsKeepTheirPlaces(t *testing.T) {
	w := shipped(t)
	o, ok := w.Outfit("yukata")
	if !ok {
		t.Fatal("there is no yukata")
	}
	var table drawTable
	parse(t, sheet(t, w, o.Recipe), &table)
	found := map[string]bool{}
	for _, d := range table.Views["front"] {
		for variant, r := range d.Frames {
			if d.Part != "" {
				found[d.Plane+"/"+d.Part+"--"+variant] = true
				if empty := d.Plane == "trunk" && d.Part == "skirt" && variant == "sit"; empty != (r == nil) {
					t.Errorf("%s/%s--%s is %v", d.Plane, d.Part, variant, r)
				}
			}
		}
	}
	for _, want := range []string{"trunk/skirt--", "trunk/skirt--sit", "lap/skirt--sit", "trunk/collar--left", "face/mouth--laugh", "face/eyeR--closed", "armR.lo/hand--wave"} {
		if !found[want] {
			t.Errorf("%s is missing", want)
		}
	}
}

// TestPortrait: the standing figure has exactly the shapes that show by default from the front, in their order.
func TestPortrait(t *testing.T) {
	w := shipped(t)
	for _, o := range w.Outfits() {
		figure, err := w.Dress(o.Recipe)
		if err != nil {
			t.Fatal(err)
		}
		data := atlas.Portrait(figure)
		var drawn struct {
			ViewBox string `xml:"viewBox,attr"`
			Group   struct {
				Shapes []struct {
					XMLName xml.Name
					Fill    string `xml:"fill,attr"`
				} `xml:",any"`
			} `xml:"g"`
		}
		if err := xml.Unmarshal(data, &drawn); err != nil || drawn.ViewBox != "0 0 256 320" {
			t.Fatalf("%s: %v, %q", o.ID, err, drawn.ViewBox)
		}
		var want []wardrobe.Shape
		for _, l := range figure[wardrobe.Front] {
			if l.Variant == "" {
				want = append(want, l.Shapes...)
			}
		}
		got := drawn.Group.Shapes
		for i, shape := range want {
			if len(got) != len(want) || got[i].Fill != string(shape.Fill) || !strings.HasPrefix(shape.Geometry, got[i].XMLName.Local+" ") {
				t.Fatalf("%s: shape %d of %d is %+v of %d, want %+v", o.ID, i, len(want), got[min(i, len(got)-1)], len(got), shape)
			}
		}
		if !bytes.Equal(data, atlas.Portrait(figure)) {
			t.Errorf("%s: not the same every time", o.ID)
		}
	}
}

func TestPicker(t *testing.T) {
	w := shipped(t)
	data, told, err := atlas.Picker(w, w.Outfits())
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Format   int
		Portrait [4]int
		Outfits  []struct {
			ID    string
			Name  wardrobe.Text
			Frame [4]int
		}
	}
	f := parse(t, data, &table)
	if len(table.Outfits) != len(w.Outfits()) || table.Format != atlas.Format {
		t.Fatalf("%d outfits of format %d", len(table.Outfits), table.Format)
	}
	if len(told.Outfits) != len(table.Outfits) || told.Size != [2]int{f.Width, f.Height} {
		t.Errorf("the table says %d outfits in %v, the sheet has %d in %d x %d", len(told.Outfits), told.Size, len(table.Outfits), f.Width, f.Height)
	}
	taken := map[[4]int]bool{}
	for i, o := range table.Outfits {
		if told.Outfits[i].Frame != o.Frame || told.Outfits[i].ID != o.ID {
			t.Errorf("the table has %+v where the sheet has %+v", told.Outfits[i], o)
		}
		if o.Name.Ja == "" || o.Name.En == "" || taken[o.Frame] || o.Frame[0]+o.Frame[2] > f.Width || o.Frame[1]+o.Frame[3] > f.Height {
			t.Errorf("%+v in a sheet of %d x %d", o, f.Width, f.Height)
		}
		taken[o.Frame] = true
	}
	again, _, err := atlas.Picker(w, w.Outfits())
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("one catalogue gave two pickers (%v)", err)
	}
}
