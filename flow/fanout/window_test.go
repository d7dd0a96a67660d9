package fanout

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

func codeOf(err error) world.Code {
	var refusal *world.Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

func TestCursorsStandOnlyWhereTheLogHasBeen(t *testing.T) {
	w := windowOf(Options{Entries: 10}, saids(1, 15)...)
	for _, c := range []struct {
		name  string
		since world.Position
		want  world.Code
	}{
		{"the newest", pos(15), ""},
		{"between", pos(9), ""},
		{"the one before the oldest", pos(5), ""},
		{"older than the window", pos(4), world.CodeGone},
		{"not written yet", pos(16), world.CodeGone},
		{"a foreign epoch", world.Position{Epoch: epoch + 1, N: 9}, world.CodeGone},
		{"a foreign epoch before the oldest", world.Position{Epoch: epoch + 1, N: 5}, world.CodeGone},
		{"the beginning", world.Position{}, world.CodeGone},
	} {
		if _, err := w.Cursor("bob", c.since); codeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestAWindowOpensWhereItsRoomSaysItDoes(t *testing.T) {
	w := NewWindow(Options{})
	if _, err := w.Cursor("bob", world.Position{}); err != nil {
		t.Error("a new log has a beginning:", err)
	}
	w.Begin(pos(40))
	cursor(t, w, "bob", pos(40))
	w.Publish(saids(41, 43))
	w.Begin(pos(99)) // of a room that restarts: the window knows better
	cursor(t, w, "bob", pos(40))
	cursor(t, w, "bob", pos(43))
	if _, err := w.Cursor("bob", pos(39)); codeOf(err) != world.CodeGone {
		t.Errorf("before the beginning: %v, want gone", err)
	}
}

func TestARestartedRoomPublishesItsTailAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, saids(1, 5)...)
		_, r := pipe(t, cursor(t, w, "bob", pos(3)))
		w.Publish(saids(2, 7))
		r.want(t, "4", "5", "6", "7")
	})
}

func TestAGapIsANewBeginning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, saids(1, 5)...)
		_, behind := pipe(t, cursor(t, w, "bob", pos(5)))
		synctest.Wait()
		w.Publish(saids(9, 10))
		behind.want(t, "closing", "close 4004 gone")
		if _, err := w.Cursor("bob", pos(5)); codeOf(err) != world.CodeGone {
			t.Errorf("before the gap: %v, want gone", err)
		}
		cursor(t, w, "bob", pos(9))
	})
}

func TestBytesBoundTheWindowToo(t *testing.T) {
	size := len(said(10).seal().frame)
	w := windowOf(Options{Bytes: 10 * size}, saids(10, 99)...)
	if n := len(w.entries); n != 10 {
		t.Errorf("%d entries of %d bytes in %d bytes", n, size, 10*size)
	}
	huge := said(100)
	huge.JSON = []byte(strings.Repeat("x", 11*size))
	w.Publish([]Entry{huge})
	if n := len(w.entries); n != 1 {
		t.Errorf("%d entries beside one that fills the window, want it alone", n)
	}
}

// TestEverybodySeesExactlyTheirs has three viewers on each transport, at every position.
func TestEverybodySeesExactlyTheirs(t *testing.T) {
	entries := []Entry{
		said(1), whispered(2, "ann", "bob"), said(3), whispered(4, "bob", "eve"), whispered(5, "ann", "bob"),
		entry(6, world.Said{}, world.Audience{Except: []world.VisitorID{"eve"}}), said(7), whispered(8, "ann", "eve"),
	}
	sees := map[world.VisitorID][]uint64{"ann": {1, 2, 3, 5, 6, 7, 8}, "bob": {1, 2, 3, 4, 5, 6, 7}, "eve": {1, 3, 4, 7, 8}}
	synctest.Test(t, func(t *testing.T) {
		for viewer, numbers := range sees {
			for published := range entries {
				for since := range published + 1 {
					w := NewWindow(Options{})
					w.Begin(pos(0))
					w.Publish(entries[:published])
					c := cursor(t, w, viewer, pos(uint64(since)))
					_, socket := pipe(t, c)
					stream := newRecords()
					ctx, stop := context.WithCancel(t.Context())
					ended := make(chan error, 1)
					go func() { ended <- c.Stream(ctx, stream) }()
					w.Publish(entries[published:])

					after := slices.DeleteFunc(slices.Clone(numbers), func(n uint64) bool { return n <= uint64(since) })
					var polled []uint64
					for from := pos(uint64(since)); len(polled) < len(after); {
						events, position, err := cursor(t, w, viewer, from).Poll(t.Context())
						if err != nil {
							t.Fatal(err)
						}
						polled, from = append(polled, numbersOf(events)...), position
					}
					if !slices.Equal(polled, after) {
						t.Errorf("%s polls %v after %d, want %v", viewer, polled, since, after)
					}
					for _, n := range after {
						socket.want(t, short(string(entries[n-1].JSON)))
					}
					time.Sleep(2 * gatherMost)
					synctest.Wait()
					stop()
					if err := <-ended; err != nil {
						t.Error(err)
					}
					if got := stream.ids(); !slices.Equal(got, after) {
						t.Errorf("%s streams %v after %d, want %v", viewer, got, since, after)
					}
				}
			}
		}
	})
}

func TestPollsWaitForWhatTheyMaySee(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, saids(1, 3)...)
		began := time.Now()
		go func() {
			time.Sleep(time.Second)
			w.Publish([]Entry{whispered(4, "ann")})
			time.Sleep(time.Second)
			w.Publish([]Entry{said(5)})
		}()
		events, position, err := cursor(t, w, "bob", pos(3)).Poll(t.Context())
		if waited := time.Since(began); err != nil || !slices.Equal(numbersOf(events), []uint64{5}) || position != pos(5) || waited != 2*time.Second {
			t.Errorf("%s, %s, %v after %s", events, position, err, waited)
		}

		w.Publish([]Entry{whispered(6, "ann")})
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		events, position, err = cursor(t, w, "bob", pos(5)).Poll(ctx)
		if err != nil || len(events) > 0 || position != pos(6) {
			t.Errorf("an empty poll: %s, %s, %v, want the position 6", events, position, err)
		}
	})
}

func TestLongAnswersToPollsAreCut(t *testing.T) {
	w := windowOf(Options{}, saids(1, pollEvents+10)...)
	w.Begin(pos(0))
	events, position, err := cursor(t, w, "bob", pos(1)).Poll(t.Context())
	if err != nil || len(events) != pollEvents || position != pos(pollEvents+1) {
		t.Errorf("%d events up to %s, %v", len(events), position, err)
	}
}
