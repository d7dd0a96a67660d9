package studio

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// Move is a spot of a room put elsewhere.
type Move struct {
	tiled.Spot
	To nav.Point `json:"to"`
}

// RefusalCode is a stable word for why nothing was moved.
type RefusalCode string

// The codes.
const (
	NotOwn RefusalCode = "not_own" // the room does not lie in the designer's folder
	Unfit  RefusalCode = "unfit"   // the room would have a fault
)

// Refusal says why nothing was moved.
type Refusal struct {
	Code    RefusalCode `json:"code"`
	Message string      `json:"message"`
}

func (r *Refusal) Error() string { return string(r.Code) + ": " + r.Message }

// Move writes into a room's map, as it lies in the folder now, where a spot is, and nothing else. The error is a *Refusal, or of the
// folder.
func (d *Desk) Move(id world.RoomID, m Move) error {
	if err := d.move(id, m); err != nil {
		return err
	}
	return d.Reread()
}

func (d *Desk) move(id world.RoomID, m Move) error {
	d.files.Lock()
	defer d.files.Unlock()
	if r := d.rooms[id]; r == nil || !r.own {
		return &Refusal{NotOwn, "This room is built in. Copy it into your folder to change it."}
	}
	dir := roomDir(id)
	tmj, err := fs.ReadFile(d.own, path.Join(dir, tiled.MapFile))
	if err != nil {
		return err
	}
	moved, err := tiled.Move(tmj, m.Spot, m.To)
	if err != nil {
		return &Refusal{Unfit, err.Error()}
	}
	if _, err := tiled.ReadAs(d.own, dir, moved); err != nil {
		return &Refusal{Unfit, err.Error()}
	}
	return replace(filepath.Join(d.dir, filepath.FromSlash(dir), tiled.MapFile), moved)
}

// replace writes a file whole or not at all, where it lies and as whoever may read it now can.
func replace(name string, text []byte) (err error) {
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return err
	}
	was, err := os.Stat(name)
	if err != nil {
		return err
	}
	beside, err := os.CreateTemp(filepath.Dir(name), ".moved-*")
	if err != nil {
		return fmt.Errorf("write beside %s: %w", name, err)
	}
	_, err = beside.Write(text)
	err = errors.Join(err, beside.Chmod(was.Mode().Perm()), beside.Close())
	if err == nil {
		err = os.Rename(beside.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(beside.Name()))
	}
	return nil
}
