// Package watch tells when items in a folder have changed and their files rest again, so that nobody reads what is half written.
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

const (
	rest   = 300 * time.Millisecond // files that did not change for so long are written
	rescan = 3 * time.Second        // how often it looks without a notice
)

// Items watches a folder that holds items/<slot>/<id>/, until the context ends. It calls changed on its own goroutine: once at first, and
// after every change. Files may change again while changed reads them; then it is called again.
func Items(ctx context.Context, dir string, logger *slog.Logger, changed func(context.Context)) {
	w := watcher{dir: dir, logger: logger, told: never, last: never}
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
	soon := false // the timer goes within `rest`
	for {
		select {
		case <-ctx.Done():
			return
		case <-events:
			if !soon {
				timer.Reset(rest)
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
				timer.Reset(rest)
			} else {
				timer.Reset(rescan)
			}
		}
	}
}

const never = "never" // no tree is written so

type watcher struct {
	dir     string
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

// tree writes names, sizes and times of all files of items, and sees to it that notices come from their folders.
func (w *watcher) tree() string {
	var b strings.Builder
	for depth, pattern := range []string{".", "items", "items/*", "items/*/*", "items/*/*/*"} {
		found, err := filepath.Glob(filepath.Join(w.dir, pattern))
		if err != nil {
			continue // only for bad patterns
		}
		for _, name := range found {
			info, err := os.Stat(name)
			switch {
			case err != nil: // gone since
			case info.IsDir() && depth < 4:
				w.listen(name)
			case !info.IsDir() && depth == 4:
				fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
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
