// Package watch tells when drawings in a folder have changed and their files rest again, so that nobody reads what is half written.
//
// The system's notices of changes make it quick; where there are none, as on network drives, it looks by itself every few seconds.
package watch

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Files that did not change for so long are written. Who waits for a drawing of their own would rather see it half written, for once.
const (
	Rest    = 300 * time.Millisecond
	Briefly = 15 * time.Millisecond
)

// rescan is how often it looks without a notice.
const rescan = 3 * time.Second

// Where files lie deepest: an item's, and the furniture's of a room.
const (
	items = "items/*/*/*"
	rooms = "rooms/*/*/*"
)

// Art watches a folder that holds items/<slot>/<id>/ and rooms/<id>/, until the context ends. It calls changed on its own goroutine: once
// at first, and whenever files have changed and rested. Files may change again while changed reads them; then it is called again.
func Art(ctx context.Context, dir string, rest time.Duration, logger *slog.Logger, changed func(context.Context)) {
	w := watcher{dir: dir, deepest: []string{items, rooms}, rest: rest, logger: logger, told: never, last: never}
	w.run(ctx, changed)
}

func (w *watcher) run(ctx context.Context, changed func(context.Context)) {
	var events chan fsnotify.Event
	var faults chan error
	if notices, err := fsnotify.NewWatcher(); err != nil {
		w.blind(err)
	} else {
		defer func() { _ = notices.Close() }() // says only that it was closed
		w.notices, events, faults = notices, notices.Events, notices.Errors
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	soon := false // it looks again within `rest`
	for {
		select {
		case <-ctx.Done():
			return
		case <-events:
			if !soon { // what is seen now is told if it is still so after a rest
				timer.Reset(0)
				soon = true
			}
		case err := <-faults:
			w.blind(err)
		case <-timer.C:
			resting, changes := w.look()
			if changes && resting {
				changed(ctx)
			}
			if soon = changes && !resting; soon {
				timer.Reset(w.rest)
			} else {
				timer.Reset(rescan)
			}
		}
	}
}

const never = "never" // no tree is written so

type watcher struct {
	dir     string
	deepest []string // the patterns of what lies deepest; what lies above is watched, too
	rest    time.Duration
	logger  *slog.Logger
	notices *fsnotify.Watcher // nil without the system's notices
	blinded bool
	last    string // the tree when it was looked at last
	told    string // and when it was told last
}

// look says whether the tree is another than the one told last, and whether it is still the one of the last look; then it counts as
// told.
func (w *watcher) look() (resting, changes bool) {
	seen := w.tree()
	resting, changes = seen == w.last, seen != w.told
	w.last = seen
	if resting {
		w.told = seen
	}
	return resting, changes
}

// tree writes names, sizes and times of all files, and sees to it that notices come from their folders.
func (w *watcher) tree() string {
	w.listen(w.dir)
	var b strings.Builder
	for _, deepest := range w.deepest {
		steps := strings.Split(deepest, "/")
		for depth := range steps {
			found, err := filepath.Glob(filepath.Join(w.dir, filepath.Join(steps[:depth+1]...)))
			if err != nil {
				continue // only for bad patterns
			}
			for _, name := range found {
				info, err := os.Stat(name)
				switch {
				case err != nil: // gone since
				case !info.IsDir():
					fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
				case depth+1 < len(steps):
					w.listen(name)
				}
			}
		}
	}
	return b.String()
}

// listen asks for notices from a folder. Asking again is no harm.
func (w *watcher) listen(dir string) {
	if w.notices == nil {
		return
	}
	if err := w.notices.Add(dir); err != nil {
		w.blind(err)
	}
}

// blind says once that not all notices will come.
func (w *watcher) blind(err error) {
	if !w.blinded {
		w.blinded = true
		w.logger.Warn("the system does not tell of all changes: drawings are looked at every few seconds", "dir", w.dir, "every", rescan, "error", err)
	}
}
