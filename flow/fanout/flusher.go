package fanout

import (
	"math/rand/v2"
	"time"
)

// How long events gather after a flush: twice as long as the flush took, within these bounds.
const (
	gatherLeast = 5 * time.Millisecond
	gatherMost  = 20 * time.Millisecond
)

// wakeFlusher needs mu.
func (w *Window) wakeFlusher() {
	if !w.flushing {
		w.flushing = true
		go w.flushAndPause()
	}
}

// flushAndPause is the flusher, of which a window has one at most: what it alone touches needs no lock.
func (w *Window) flushAndPause() {
	began := time.Now()
	p := w.takePen()
	w.flush(p)
	w.pens.Put(p)
	time.AfterFunc(pause(time.Since(began)), w.flushGathered)
}

// flushGathered flushes what came during the pause, or lets the flusher end.
func (w *Window) flushGathered() {
	w.mu.Lock()
	if len(w.touched) == 0 && w.flushed == w.base.N+uint64(len(w.entries)) {
		w.flushing = false
		w.mu.Unlock()
		return
	}
	w.mu.Unlock()
	w.flushAndPause()
}

// pause is drawn anew each time, by a quarter more or less: rooms that were woken together would otherwise stay in step
// and wait for each other.
func pause(took time.Duration) time.Duration {
	p := min(max(2*took, gatherLeast), gatherMost)
	return p*3/4 + rand.N(p/2)
}

// flush brings everybody up to now, or leaves them to a goroutine of their own.
func (w *Window) flush(with *pen) {
	w.mu.Lock()
	v := view{w.base, w.entries}
	flushed, links, touched := w.flushed, w.links, w.touched
	w.flushed, w.touched = v.last(), nil
	for _, l := range touched {
		l.socket.touched = false
	}
	w.mu.Unlock()

	if flushed == v.last() {
		for _, l := range touched {
			l.flush(v, with)
		}
		return
	}
	for _, l := range links {
		if l.wake == nil {
			l.flush(v, with)
		} else if l.concerns(v, flushed) {
			l.poke()
		}
	}
}
