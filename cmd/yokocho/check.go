package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/yokocho/yokocho/art"
	"github.com/yokocho/yokocho/service/catalog/tiled"
	"github.com/yokocho/yokocho/service/lint"
)

// Check looks for faults in drawings.
type Check struct {
	Dir    string `arg:"" help:"Folder laid out like art/, with items/ or rooms/ or both; or the folder of one item or room in it." type:"existingdir"`
	Format string `default:"text" enum:"text,json" help:"text, for people, or json, for programs (docs/drawing.md)."`
}

// Run writes the report. Its error says that there are errors.
func (c *Check) Run(parsed *kong.Context) error {
	root, only, err := c.tree()
	if err != nil {
		return err
	}
	step, done := follow(parsed.Stderr, isTerminal(parsed.Stderr))
	report, err := lint.Check(art.Files, os.DirFS(root), only, step)
	done()
	if err != nil {
		return fmt.Errorf("no street could open with the drawings in %s: %w", root, err)
	}
	write := report.Text
	if c.Format == "json" {
		write = report.JSON
	}
	if err := write(parsed.Stdout); err != nil {
		return err
	}
	if report.Errors > 0 {
		return fmt.Errorf("the drawings of %s have errors: %d", c.Dir, report.Errors)
	}
	return nil
}

// tree is the folder that is laid out like art/ and, when one drawing in it was named, where that lies in it.
func (c *Check) tree() (root, only string, err error) {
	for _, drawing := range []struct{ file, folder string }{{tiled.MapFile, "rooms/*"}, {"item.json", "items/*/*"}} {
		if !exists(c.Dir, drawing.file) {
			continue
		}
		root = c.Dir
		for range strings.Split(drawing.folder, "/") {
			root, only = filepath.Dir(root), path.Join(filepath.Base(root), only)
		}
		if fits, err := path.Match(drawing.folder, only); err != nil || !fits {
			return "", "", fmt.Errorf("%s holds %s but is no folder %s: lay it out like art/", c.Dir, drawing.file, drawing.folder)
		}
		return root, only, nil
	}
	if !exists(c.Dir, "items") && !exists(c.Dir, "rooms") {
		return "", "", fmt.Errorf("%s holds neither items nor rooms: lay it out like art/", c.Dir)
	}
	return c.Dir, "", nil
}

func exists(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

// follow shows what is being read: on a terminal at once, in a line that goes away; elsewhere whatever is being read as each second ends.
func follow(to io.Writer, terminal bool) (step func(what string), done func()) {
	steps, ended := make(chan string), make(chan struct{})
	go func() {
		defer close(ended)
		seconds := time.NewTicker(time.Second)
		defer seconds.Stop()
		what := ""
		for {
			select {
			case next, more := <-steps:
				switch {
				case !more && terminal:
					_, _ = fmt.Fprint(to, "\r\x1b[K") // nobody minds where that cannot be written
					return
				case !more:
					return
				case terminal:
					_, _ = fmt.Fprint(to, "\r\x1b[Kreading ", next)
				}
				what = next
			case <-seconds.C:
				if !terminal {
					_, _ = fmt.Fprintln(to, "reading", what)
				}
			}
		}
	}()
	return func(what string) { steps <- what }, func() {
		close(steps)
		<-ended
	}
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
