package tiled_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// TestStockTiledKeepsWhatWeRead: Tiled opens every room, with a seat and a base line moved by us, and saves it again as it was.
func TestStockTiledKeepsWhatWeRead(t *testing.T) {
	program, err := exec.LookPath("tiled")
	if err != nil {
		t.Fatal("Tiled is missing: make need installs it on Debian; elsewhere install it, with Qt's SVG plugin")
	}
	rooms, err := filepath.Glob("../../../art/rooms/*/room.tmj")
	if err != nil || len(rooms) < 9 {
		t.Fatalf("%d rooms, %v", len(rooms), err)
	}
	for _, room := range rooms {
		name := filepath.Base(filepath.Dir(room))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), name)
			if err := os.CopyFS(dir, os.DirFS(filepath.Dir(room))); err != nil {
				t.Fatal(err)
			}
			before := moved(t, dir)
			export := exec.Command(program, "--export-map", "json", tiled.MapFile, "again.tmj")
			export.Dir = dir
			export.Env = append(os.Environ(), "QT_QPA_PLATFORM=offscreen", "XDG_RUNTIME_DIR="+t.TempDir())
			if said, err := export.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, said)
			}
			after, err := os.ReadFile(filepath.Join(dir, "again.tmj"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(parsed(t, before), parsed(t, after)); diff != "" {
				t.Errorf("Tiled saves another map:\n%s", diff)
			}
			if _, err := tiled.ReadAs(os.DirFS(filepath.Dir(dir)), name, after); err != nil {
				t.Errorf("what Tiled saves is refused: %v", err)
			}
		})
	}
}

// moved writes a seat and a point of a base line a little elsewhere, as the studio does.
func moved(t *testing.T, dir string) []byte {
	t.Helper()
	file := filepath.Join(dir, tiled.MapFile)
	tmj, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	room, err := tiled.ReadAs(os.DirFS(filepath.Dir(dir)), filepath.Base(dir), tmj)
	if err != nil {
		t.Fatal(err)
	}
	seat, piece := room.Seats[0], room.Pieces[len(room.Pieces)-1]
	for _, m := range []struct {
		spot tiled.Spot
		at   nav.Point
	}{
		{tiled.Spot{Of: tiled.SpotSeat, ID: string(seat.ID)}, seat.At},
		{tiled.Spot{Of: tiled.SpotBase, ID: piece.Group, Point: len(piece.Base) - 1}, piece.Base[len(piece.Base)-1]},
	} {
		if tmj, err = tiled.Move(tmj, m.spot, nav.Point{X: m.at.X + 1, Y: m.at.Y}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, tmj, 0o600); err != nil {
		t.Fatal(err)
	}
	return tmj
}

func parsed(t *testing.T, tmj []byte) (whole any) {
	t.Helper()
	if err := json.Unmarshal(tmj, &whole); err != nil {
		t.Fatal(err)
	}
	return whole
}
