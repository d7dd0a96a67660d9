package fanout

import (
	"slices"
	"sync"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// Options bound a window. The zero value means the defaults.
type Options struct {
	Entries   int           // events kept; 4,096
	Bytes     int           // bytes kept, as frames; 4 MB
	Heartbeat time.Duration // how often a link is shown alive and told where it is; 25 s
}

func (o Options) withDefaults() Options {
	if o.Entries == 0 {
		o.Entries = 4096
	}
	if o.Bytes == 0 {
		o.Bytes = 4 << 20
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 25 * time.Second
	}
	return o
}

// Window holds the newest events of one room and whoever watches them. It outlives the restarts of the room's
// goroutine. All methods are safe for use by several goroutines.
type Window struct {
	options Options
	pens    sync.Pool // of *pen

	// mu guards what follows; it is a leaf and never held across a write.
	mu      sync.Mutex
	base    world.Position             // of the event before the oldest entry
	entries []Entry                    // dense: entries[i] is event base.N+1+i. Only appended to and cut in front: a view stays valid
	bytes   int                        // of the entries' frames
	outside map[world.VisitorID]uint64 // who left and has not entered since: the number of their `left`
	links   []*Link                    // only appended to or replaced: a copied slice stays valid

	flushing bool    // the flusher runs
	flushed  uint64  // the number of the last event that was flushed
	touched  []*Link // room-side links with something of their own to write
}

// NewWindow makes an empty window that stands before the first event of a log.
func NewWindow(options Options) *Window {
	return &Window{options: options.withDefaults(), outside: map[world.VisitorID]uint64{}}
}

// Begin says which position the first entry will follow, so that whoever holds exactly it misses nothing. A window that
// has entries, or stands further on, ignores it: the room was only restarted.
func (w *Window) Begin(base world.Position) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.entries) == 0 && base.N >= w.base.N {
		w.base, w.flushed = base, base.N
	}
}

// Publish appends committed events, in order, and has them delivered. Events that are already there are ignored, so a
// restarted room may publish its whole tail again. An event that skips numbers makes a new beginning: what is before it
// is `gone` for everybody who has not read it.
func (w *Window) Publish(entries []Entry) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range entries {
		last := w.base.N + uint64(len(w.entries))
		if e.Position.N <= last {
			continue
		}
		if e.Position.N > last+1 {
			w.base, w.entries, w.bytes = world.Position{N: e.Position.N - 1}, nil, 0
			clear(w.outside)
		}
		w.append(e.seal())
	}
	switch last := w.base.N + uint64(len(w.entries)); {
	case len(w.links) == 0:
		w.flushed = last
	case w.flushed != last:
		w.wakeFlusher()
	}
}

// nobody is an audience that there is not.
var nobody = world.Audience{Only: []world.VisitorID{"nobody"}}

// Forget takes texts that are gone out of the window: whoever comes back finds a hole, as of what they may not see.
func (w *Window) Forget(gone world.Forgotten) {
	w.mu.Lock()
	defer w.mu.Unlock()
	entries := slices.Clone(w.entries) // views of the old ones stay valid
	for i := range entries {
		e := &entries[i]
		if e.author != "" && gone.Covers(e.author, e.at, e.private) {
			w.bytes -= len(e.frame)
			e.Audience, e.JSON, e.frame = nobody, nil, nil
		}
	}
	w.entries = entries
}

// append needs mu.
func (w *Window) append(e Entry) {
	w.entries = append(w.entries, e)
	w.bytes += len(e.frame)
	if e.entered != "" {
		delete(w.outside, e.entered)
	}
	if e.left != "" {
		w.outside[e.left] = e.Position.N
	}
	for len(w.entries) > w.options.Entries || (w.bytes > w.options.Bytes && len(w.entries) > 1) {
		oldest := &w.entries[0]
		if n, ok := w.outside[oldest.left]; ok && n == oldest.Position.N {
			delete(w.outside, oldest.left)
		}
		w.base, w.bytes, w.entries = oldest.Position, w.bytes-len(oldest.frame), w.entries[1:]
	}
}

// view is what a window held at one moment; reading it needs no lock.
type view struct {
	base    world.Position
	entries []Entry
}

func (v view) first() uint64 { return v.base.N + 1 }
func (v view) last() uint64  { return v.base.N + uint64(len(v.entries)) }

// at is the entry of event n, which is between first and last.
func (v view) at(n uint64) *Entry { return &v.entries[n-v.first()] }

// position is that of event n, which is between base and last.
func (v view) position(n uint64) world.Position {
	if n == v.base.N {
		return v.base
	}
	return v.at(n).Position
}

// holds reports whether the log's event p.N carries p's epoch and everything after it is still there.
func (v view) holds(p world.Position) bool {
	return p.N >= v.base.N && p.N <= v.last() && v.position(p.N) == p
}

func (w *Window) view() view {
	w.mu.Lock()
	defer w.mu.Unlock()
	return view{w.base, w.entries}
}

// Cursor is a viewer's place in a window: what a Socket, a Stream or a Poll starts from. It holds nothing and may be
// dropped.
type Cursor struct {
	window *Window
	viewer world.VisitorID
	next   uint64 // number of the event to look at next
	joined uint64 // number of the last event when the cursor was taken
}

// Cursor takes a place just after a position. It refuses with gone (older than the window, or not of this log) and
// not_here (the viewer's last event is `left`).
func (w *Window) Cursor(viewer world.VisitorID, since world.Position) (Cursor, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, left := w.outside[viewer]; left {
		return Cursor{}, refuseNotHere()
	}
	v := view{w.base, w.entries}
	if !v.holds(since) {
		return Cursor{}, refuseGone()
	}
	return Cursor{window: w, viewer: viewer, next: since.N + 1, joined: v.last()}, nil
}

// Signal offers something momentary, one line of JSON, to whoever watches and belongs to the audience: at most once.
// Links with no room for it do not get it.
func (w *Window) Signal(to world.Audience, json []byte) {
	for _, l := range w.watching() {
		if l.form != nil && to.Allows(l.viewer) {
			l.signal(json)
		}
	}
}

// CloseVisitor ends every link of one visitor now.
func (w *Window) CloseVisitor(viewer world.VisitorID, code CloseCode, why *world.Error) {
	for _, l := range w.watching() {
		if l.viewer == viewer {
			l.Close(code, why)
		}
	}
}

// CloseAll ends every link, because the server stops or the room closes.
func (w *Window) CloseAll(code CloseCode, why *world.Error) {
	for _, l := range w.watching() {
		l.Close(code, why)
	}
}

func (w *Window) watching() []*Link {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.links
}

func refuseGone() *world.Error {
	return world.Refuse(world.CodeGone, "This position is no longer kept: read the room's snapshot and go on from its position.")
}

func refuseNotHere() *world.Error {
	return world.Refuse(world.CodeNotHere, "You are not in this room: enter it first.")
}
