package tiled_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

func lounge(t testing.TB) *tiled.Room {
	t.Helper()
	r, err := tiled.Read(os.DirFS("../../../art"), "rooms/lounge")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLoungeHasPlacesForACompany(t *testing.T) {
	r := lounge(t)
	facings := map[world.Facing]int{}
	for _, s := range r.Seats {
		facings[s.Facing]++
	}
	if len(r.Seats) < 8 || len(facings) != 4 || len(r.Tables) < 2 || r.Capacity < 25 || !r.Open {
		t.Errorf("seats by facing %v, %d tables, capacity %d, open %v", facings, len(r.Tables), r.Capacity, r.Open)
	}
	if len(r.Exits) != 1 || r.Exits[0].Target != "street" || r.Exits[0].Facing != world.FacingNE {
		t.Errorf("exits %+v: want one door to the street", r.Exits)
	}
	for _, table := range r.Tables {
		if len(table.Seats) == 0 || len(table.Area) < 3 {
			t.Errorf("table %s has seats %v, area %v", table.ID, table.Seats, table.Area)
		}
	}
}

func TestLoungeSeatsAreBetweenTwoPieces(t *testing.T) {
	r := lounge(t)
	for _, s := range r.Seats {
		var layers []tiled.Layer
		for _, p := range r.Pieces {
			if p.Group == s.Group {
				layers = append(layers, p.Layer)
			}
		}
		if !slices.Equal(layers, []tiled.Layer{tiled.Back, tiled.Front}) {
			t.Errorf("seat %s is drawn in %v", s.ID, layers)
		}
	}
}

func TestLoungeSeatsCanBeReached(t *testing.T) {
	r := lounge(t)
	for _, s := range r.Seats {
		for _, from := range r.Spawn {
			if route, ok := r.Floor.Route(from, nav.At(s.Approach), nil); !ok || !route.Exact {
				t.Errorf("seat %s cannot be reached from %v", s.ID, from)
			}
		}
	}
}

func TestLoungeApproachesHaveRoomForABodyEach(t *testing.T) {
	r := lounge(t)
	for i, a := range r.Seats {
		for _, b := range r.Seats[:i] {
			dx, dy := a.Approach.X-b.Approach.X, a.Approach.Y-b.Approach.Y
			if least := 2 * world.BodyRadius; dx*dx+dy*dy < least*least {
				t.Errorf("who stands before %s stands in who stands before %s", a.ID, b.ID)
			}
		}
	}
}

func TestLoungeIsPaintedBackToFront(t *testing.T) {
	r := lounge(t)
	at := map[string]int{}
	for i, p := range r.Pieces {
		at[p.ID] = i
	}
	for _, pair := range [][2]string{
		{"counter", "stool-1-back"},
		{"stool-1-front", "stool-2-back"},
		{"shelf", "lamp-sofa"},
		{"sofa-left-front", "sofa-right-back"},
		{"sofa-right-front", "sofa-table"},
		{"armchair-coral-front", "sofa-table"},
		{"sofa-table", "armchair-mustard-back"},
		{"sofa-table", "settee-left-back"},
		{"settee-left-front", "settee-right-back"},
		{"cafe-sw-front", "cafe-table"},
		{"cafe-se-front", "cafe-table"},
	} {
		behind, okB := at[pair[0]]
		before, okF := at[pair[1]]
		if !okB || !okF || behind > before {
			t.Errorf("%s is painted over %s", pair[0], pair[1])
		}
	}
}

func TestLoungeIsSmallToFetch(t *testing.T) {
	r := lounge(t)
	art, sheet := r.Art()
	body, err := json.Marshal(art)
	if err != nil {
		t.Fatal(err)
	}
	for name, part := range map[string]struct {
		body []byte
		most int
	}{
		"background": {r.Background.Night.Body, 25 << 10},
		"furniture":  {sheet.Night.Body, 20 << 10},
		"json":       {body, 4 << 10},
	} {
		if n := zipped(t, part.body); n > part.most {
			t.Errorf("%s is %d bytes gzipped, want at most %d", name, n, part.most)
		}
	}
}

func zipped(t *testing.T, body []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestArtIsTheSameBytesEachTime(t *testing.T) {
	a, sheetA := lounge(t).Art()
	b, sheetB := lounge(t).Art()
	if diff := cmp.Diff(a, b); diff != "" || !cmp.Equal(sheetA, sheetB) {
		t.Errorf("two readings differ: %s", diff)
	}
}

func TestSheetFramesLieApart(t *testing.T) {
	sheets, frames := lounge(t).Sheet()
	sheet := sheets.Day
	for a, f := range frames {
		if f[0] < 0 || f[1] < 0 || f[0]+f[2] > sheet.Width || f[1]+f[3] > sheet.Height {
			t.Errorf("%s at %v is outside the sheet of %dx%d", a, f, sheet.Width, sheet.Height)
		}
		for b, g := range frames {
			if a < b && f[0] < g[0]+g[2] && g[0] < f[0]+f[2] && f[1] < g[1]+g[3] && g[1] < f[1]+f[3] {
				t.Errorf("%s at %v lies on %s at %v", a, f, b, g)
			}
		}
	}
}
