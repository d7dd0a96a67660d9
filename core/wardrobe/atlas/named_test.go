package atlas_test

import (
	"bytes"
	"compress/gzip"
	"slices"
	"testing"
)

// TestOutfitsOfADozenGarments: the avatars this is about, ten at least, wear a dozen garments and more, have 120 parts at the median, and
// cost 16 KB at the median.
func TestOutfitsOfADozenGarments(t *testing.T) {
	w := shipped(t)
	var counts, sizes []int
	for _, o := range w.Outfits() {
		if len(o.Wear) < 12 {
			continue
		}
		data := sheet(t, w, o.Recipe)
		var table drawTable
		parse(t, data, &table)
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		if _, err := z.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		counts, sizes = append(counts, parts(table)), append(sizes, zipped.Len())
		t.Logf("%s: %d garments, %d parts, %d bytes gzipped", o.ID, len(o.Wear), parts(table), zipped.Len())
	}
	if len(counts) < 10 {
		t.Fatalf("%d outfits of a dozen garments, want ten", len(counts))
	}
	slices.Sort(counts)
	slices.Sort(sizes)
	// Of an even number the lower middle one counts for parts, the higher for bytes.
	if median := counts[(len(counts)-1)/2]; median < 120 {
		t.Errorf("they have %v parts, %d at the median, want 120", counts, median)
	}
	if median := sizes[len(sizes)/2]; median > 16<<10 {
		t.Errorf("they have %v bytes gzipped, %d at the median, want at most 16 KB", sizes, median)
	}
}
