package lint

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/catalog/tiled"
)

// The codes of findings beyond those of the readers (wardrobe.FaultCode, tiled.FaultCode).
const (
	CodeOffPage  = "off_page"  // a part of an item that reaches far beyond the page
	CodeNoBack   = "no_back"   // an item that shows nothing from behind, unlike most of its slot
	CodeNowhere  = "nowhere"   // a door to a room that is not there
	CodeOneWay   = "one_way"   // a door to a room without a door back
	CodeBadCard  = "bad_card"  // a link's picture that is no PNG of the size that links show
	CodeTooLarge = "too_large" // a link's picture over its limit
)

// What a link's picture is.
const (
	cardWidth    = 1200
	cardHeight   = 630
	maxCardBytes = 150 << 10
)

// overhang is how many units beyond the page a part may reach before it looks like a slip.
const overhang = 16

// Check reads the items of drawn on top of those of base, as a street does that serves both, and the rooms of drawn. Both are trees laid
// out like art/. Only what lies in the folder `only` is told; all of it if that is empty. It calls step with what it begins to read. The
// error is of what is no single drawing's: the street would not open.
func Check(base, drawn fs.FS, only string, step func(what string)) (*Report, error) {
	step("items")
	street, faults, err := catalog.Open(nil, base, drawn) // nothing is kept that would need a store
	if err != nil {
		return nil, err
	}
	c := checker{drawn: drawn, only: only, street: street, rooms: map[world.RoomID]*tiled.Room{}}
	if err := c.items(faults); err != nil {
		return nil, err
	}
	dirs, err := tiled.Dirs(drawn)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, dir := range dirs {
		step(dir)
		c.room(dir)
	}
	c.doors(dirs)
	c.card("card.png")
	c.report.sort()
	return &c.report, nil
}

// checker gathers a report.
type checker struct {
	drawn  fs.FS
	only   string
	street *catalog.Catalogue
	rooms  map[world.RoomID]*tiled.Room // those of drawn; nil where one was refused
	report Report
}

func (c *checker) wanted(file string) bool {
	return c.only == "" || file == c.only || strings.HasPrefix(file, c.only+"/")
}

func (c *checker) tell(f Finding) {
	if c.wanted(f.File) {
		c.report.add(f)
	}
}

// items tells of what is worn.
func (c *checker) items(faults []*wardrobe.Fault) error {
	faulty := map[string]bool{}
	for _, f := range faults {
		faulty[path.Dir(f.File)] = true
		c.tell(Finding{
			Severity: Error, Code: string(f.Code), Place: tiled.Place{File: f.File, Line: f.Line}, Element: f.Element,
			Problem: f.Problem, Remedy: f.Remedy,
		})
	}
	dirs, err := fs.Glob(c.drawn, "items/*/*")
	if err != nil {
		return err
	}
	dirs = slices.DeleteFunc(dirs, func(dir string) bool {
		info, err := fs.Stat(c.drawn, dir)
		return err != nil || !info.IsDir() || strings.HasPrefix(path.Base(dir), ".") || !c.wanted(dir)
	})
	c.report.Items = len(dirs)
	worn := c.street.Wardrobe().Items()
	for _, it := range worn {
		dir := path.Join("items", it.Slot, string(it.ID))
		if !slices.Contains(dirs, dir) || faulty[dir] { // with a fault it is another's drawing that is worn
			continue
		}
		for _, view := range wardrobe.Views() {
			c.parts(path.Join(dir, string(view)+".svg"), it.Parts(view))
		}
		if !shows(it, wardrobe.Back) && mostShow(worn, it.Slot) {
			c.tell(Finding{
				Severity: Warning, Code: CodeNoBack, Place: tiled.Place{File: path.Join(dir, "back.svg")},
				Problem: "nothing shows from behind, where most items of its slot show something", Remedy: "draw the back view",
			})
		}
	}
	return nil
}

func (c *checker) parts(file string, parts []wardrobe.Part) {
	for _, p := range parts {
		if b := p.Box; b.MinX < -overhang || b.MinY < -overhang || b.MaxX > wardrobe.CanvasWidth+overhang || b.MaxY > wardrobe.CanvasHeight+overhang {
			id := p.Plane + "_" + p.Name
			if p.Variant != "" {
				id += "--" + p.Variant
			}
			c.tell(Finding{
				Severity: Warning, Code: CodeOffPage, Place: tiled.Place{File: file}, Element: fmt.Sprintf("<g id=%q>", id),
				Problem: fmt.Sprintf("it reaches over %d units beyond the page", overhang), Remedy: "draw it on the page: where it lies there is where it sits on the body",
			})
		}
	}
}

func shows(it *wardrobe.Item, view wardrobe.View) bool {
	return slices.ContainsFunc(it.Parts(view), func(p wardrobe.Part) bool { return len(p.Shapes) > 0 })
}

// mostShow says whether most items of a slot show something from behind.
func mostShow(items []*wardrobe.Item, slot string) bool {
	all, shown := 0, 0
	for _, it := range items {
		if it.Slot == slot {
			all++
			if shows(it, wardrobe.Back) {
				shown++
			}
		}
	}
	return 2*shown > all
}

// room tells of a room by itself.
func (c *checker) room(dir string) {
	room, faults := tiled.Lint(c.drawn, dir)
	for _, f := range faults {
		severity := Error
		if f.Warning {
			severity = Warning
		}
		c.tell(Finding{Severity: severity, Code: string(f.Code), Place: f.Place, Problem: f.Problem, Remedy: f.Remedy})
	}
	c.rooms[world.RoomID(path.Base(dir))] = room
	c.card(path.Join(dir, "card.png"))
	if c.wanted(dir) {
		c.report.Rooms++
	}
}

// doors tells of doors that lead nowhere, or from where no door leads back.
func (c *checker) doors(dirs []string) {
	for _, dir := range dirs {
		room := c.rooms[world.RoomID(path.Base(dir))]
		if room == nil {
			continue
		}
		for _, e := range room.Exits {
			at := tiled.Place{File: path.Join(dir, tiled.MapFile), Layer: "exits", Object: string(e.ID), Property: "target"}
			targets, there := c.targets(e.Target)
			switch {
			case !there:
				c.tell(Finding{
					Severity: Error, Code: CodeNowhere, Place: at,
					Problem: fmt.Sprintf("there is no room %q", e.Target), Remedy: "name a room of this folder or of the street",
				})
			case targets != nil && !slices.Contains(targets, room.ID):
				c.tell(Finding{
					Severity: Warning, Code: CodeOneWay, Place: at,
					Problem: fmt.Sprintf("no door of %q leads back to %q", e.Target, room.ID), Remedy: "draw one there, or whoever comes back stands before another door",
				})
			}
		}
	}
}

// targets are where the doors of a room lead, nil where nobody can tell.
func (c *checker) targets(id world.RoomID) (to []world.RoomID, there bool) {
	if room, drawn := c.rooms[id]; drawn {
		if room == nil {
			return nil, true
		}
		for _, e := range room.Exits {
			to = append(to, e.Target)
		}
		return to, true
	}
	m, there := c.street.Map(id)
	if there {
		for _, e := range m.Exits {
			to = append(to, e.Target)
		}
	}
	return to, there
}

// card tells of the picture that a link shows, where there is one.
func (c *checker) card(file string) {
	body, err := fs.ReadFile(c.drawn, file)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	tell := func(severity Severity, code, problem, remedy string) {
		c.tell(Finding{Severity: severity, Code: code, Place: tiled.Place{File: file}, Problem: problem, Remedy: remedy})
	}
	picture, err := png.DecodeConfig(bytes.NewReader(body))
	switch {
	case err != nil:
		tell(Error, CodeBadCard, fmt.Sprintf("it is no PNG picture (%v)", err), "save it as PNG")
	case picture.Width != cardWidth || picture.Height != cardHeight:
		tell(Warning, CodeBadCard, fmt.Sprintf("it is %d x %d pixels", picture.Width, picture.Height), fmt.Sprintf("draw it %d x %d, as links show it", cardWidth, cardHeight))
	}
	if len(body) > maxCardBytes {
		tell(Warning, CodeTooLarge, fmt.Sprintf("it is over %d KB", maxCardBytes>>10), "save it with fewer colours")
	}
}
