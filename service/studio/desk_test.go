package studio_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog/tiled"
	"github.com/yokocho/yokocho/service/studio"
)

const (
	lounge = "rooms/lounge"
	hoodie = "items/top/hoodie"
)

// folder is a designer's, with a room and an item copied from those built in.
func folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{lounge, hoodie} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("../../art", name))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(t testing.TB, dir string) *studio.Desk {
	t.Helper()
	d, err := studio.Open(art.Files, dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// change rewrites a file of the folder and reads it.
func change(t *testing.T, d *studio.Desk, file string, old, new string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s does not have %q", file, old)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), old, new, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Reread(); err != nil {
		t.Fatal(err)
	}
}

func room(t *testing.T, d *studio.Desk) studio.Room {
	t.Helper()
	var all studio.Rooms
	if err := json.Unmarshal(d.Now().Rooms, &all); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all.Rooms, func(r studio.Room) bool { return r.ID == "lounge" })
	return all.Rooms[i]
}

func item(t *testing.T, d *studio.Desk) (studio.Item, []studio.Fault) {
	t.Helper()
	var all studio.Items
	if err := json.Unmarshal(d.Now().Items, &all); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all.Items, func(it studio.Item) bool { return it.ID == "hoodie" })
	return all.Items[i], all.Faults
}

func TestARoomShowsAsItIsSaved(t *testing.T) {
	dir := folder(t)
	d := open(t, dir)
	before, showing := room(t, d), d.Now()
	if !before.Own || len(before.Faults) != 0 {
		t.Fatalf("at first: %+v", before)
	}
	if err := d.Reread(); err != nil || d.Now() != showing {
		t.Errorf("nothing has changed, yet something else is shown; %v", err)
	}
	change(t, d, filepath.Join(dir, lounge, "background.svg"), "</svg>", `<circle cx="900" cy="700" r="40" fill="#12ab34"/></svg>`)
	after := room(t, d)
	drawn, ok := d.Now().Asset(after.Art)
	if !ok || after.Art == before.Art {
		t.Fatalf("before %+v, after %+v", before, after)
	}
	select {
	case <-showing.Over:
	default:
		t.Error("whoever waits for a change was not told")
	}
	var names struct{ Background struct{ Day string } }
	if err := json.Unmarshal(drawn.Body, &names); err != nil {
		t.Fatal(err)
	}
	if picture, _ := d.Now().Asset(names.Background.Day); !strings.Contains(string(picture.Body), "#12ab34") {
		t.Error("the picture is not the one that was saved")
	}
	if _, ok := d.Now().Asset(before.Art); !ok {
		t.Error("who was just told of the drawing before cannot have it any more")
	}
}

func TestWhatMayBeMeantSoIsTold(t *testing.T) {
	dir := folder(t)
	d := open(t, dir)
	if r := room(t, d); len(r.Hints) != 0 {
		t.Errorf("at first: %+v", r.Hints)
	}
	change(t, d, filepath.Join(dir, lounge, "room.tmj"), `"value":21`+"\n", `"value":22`+"\n") // another line's furniture
	r := room(t, d)
	if len(r.Faults) != 0 || len(r.Hints) != 1 || r.Hints[0].Code != "unused" || !strings.Contains(r.Hints[0].Where, `"umbrellas"`) {
		t.Errorf("faults %+v, hints %+v", r.Faults, r.Hints)
	}
}

func TestAFaultIsNamedBesideTheLastGoodDrawing(t *testing.T) {
	dir := folder(t)
	d := open(t, dir)
	goodRoom := room(t, d)
	goodItem, _ := item(t, d)

	change(t, d, filepath.Join(dir, lounge, "room.tmj"), `"value":"nw"`, `"value":"up"`)
	r := room(t, d)
	if r.Art != goodRoom.Art || len(r.Faults) != 1 || !strings.Contains(r.Faults[0].Where, `layer "seats"`) || !strings.Contains(r.Faults[0].Remedy, "se, sw, nw, ne") {
		t.Errorf("the room with a fault: %+v", r)
	}
	change(t, d, filepath.Join(dir, hoodie, "front.svg"), "<path", "<text")
	it, faults := item(t, d)
	if it.Revision != goodItem.Revision || len(faults) != 1 || faults[0].Folder != hoodie || faults[0].Remedy == "" {
		t.Errorf("the item with a fault: %+v, %+v", it, faults)
	}
	change(t, d, filepath.Join(dir, lounge, "room.tmj"), `"value":"up"`, `"value":"sw"`)
	if r := room(t, d); r.Art == goodRoom.Art || len(r.Faults) != 0 {
		t.Errorf("the corrected room: %+v", r)
	}
}

func TestWhatIsTakenAwayIsTheBuiltInOneAgain(t *testing.T) {
	dir := folder(t)
	d := open(t, dir)
	change(t, d, filepath.Join(dir, lounge, "room.tmj"), `"value":"nw"`, `"value":"sw"`)
	mine := room(t, d)
	for _, name := range []string{lounge, hoodie} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Reread(); err != nil {
		t.Fatal(err)
	}
	if r := room(t, d); r.Own || r.Art == mine.Art {
		t.Errorf("the room: %+v", r)
	}
	if it, _ := item(t, d); it.Own {
		t.Errorf("the item: %+v", it)
	}
}

func TestPartsAndPlanesCanBeLeftOut(t *testing.T) {
	d := open(t, folder(t))
	it, _ := item(t, d)
	recipe := []byte(`{"skin":"#fbcfae","wear":[{"item":"body"},{"item":"face-round"},{"item":"hoodie"}]}`)
	whole, err := d.Outfit(recipe, "hoodie", nil)
	if err != nil {
		t.Fatal(err)
	}
	less, err := d.Outfit(recipe, "hoodie", it.Parts)
	if err != nil {
		t.Fatal(err)
	}
	if own := string(it.Dyes["main"].Fill); !strings.Contains(string(whole), own) || strings.Contains(string(less), own) {
		t.Errorf("the item's %s is to show, and not without its parts %v", own, it.Parts)
	}
	if headless, err := d.Outfit(recipe, "hoodie", []string{"head"}); err != nil || len(headless) >= len(whole) {
		t.Errorf("without a plane: %d of %d bytes, %v", len(headless), len(whole), err)
	}
	if _, err := d.Outfit([]byte(`{"wear":[{"item":"nothing"}]}`), "", nil); err == nil {
		t.Error("an outfit of what is not there was drawn")
	}
}

func TestASeatIsMovedInTheFile(t *testing.T) {
	dir := folder(t)
	d := open(t, dir)
	file := filepath.Join(dir, lounge, "room.tmj")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	seen := room(t, d)
	drawn, err := tiled.ReadAs(os.DirFS(dir), lounge, before)
	if err != nil {
		t.Fatal(err)
	}
	seat := drawn.Seats[0]
	to := nav.Point{X: seat.At.X + 2, Y: seat.At.Y - 1}
	move := studio.Move{Spot: tiled.Spot{Of: tiled.SpotSeat, ID: string(seat.ID)}, To: to}
	if err := d.Move("lounge", move); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := tiled.Move(before, move.Spot, to); string(after) != string(want) || string(after) == string(before) {
		t.Error("the file is not the map with the seat moved")
	}
	if left, err := filepath.Glob(filepath.Join(dir, lounge, ".moved*")); err != nil || len(left) > 0 {
		t.Errorf("files were left behind: %v %v", left, err)
	}
	if now := room(t, d); now.Art == seen.Art {
		t.Error("the moved seat is not shown")
	}

	refused := func(m studio.Move, id world.RoomID, want studio.RefusalCode) {
		t.Helper()
		var refusal *studio.Refusal
		if err := d.Move(id, m); !errors.As(err, &refusal) || refusal.Code != want {
			t.Errorf("%+v in %s: got %v, want %s", m, id, err, want)
		}
		if text, err := os.ReadFile(file); err != nil || string(text) != string(after) {
			t.Errorf("what was refused has changed the file: %v", err)
		}
	}
	refused(move, "nowhere", studio.NotOwn)
	move.Spot.Of, move.To = tiled.SpotApproach, nav.Point{X: -200, Y: -200}
	refused(move, "lounge", studio.Unfit)
	move.ID = "no-such-seat"
	refused(move, "lounge", studio.Unfit)
}

func BenchmarkReread(b *testing.B) {
	for _, name := range []string{hoodie + "/front.svg", lounge + "/background.svg"} {
		b.Run(name, func(b *testing.B) {
			dir := folder(b)
			d := open(b, dir)
			file := filepath.Join(dir, name)
			text, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				text = append(text, '\n')
				if err := os.WriteFile(file, text, 0o600); err != nil {
					b.Fatal(err)
				}
				if err := d.Reread(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
