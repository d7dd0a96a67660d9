package fanout

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

// records collects a stream.
type records struct {
	mu     sync.Mutex
	text   bytes.Buffer
	writes int
	fail   error
}

func newRecords() *records { return &records{} }

func (r *records) written() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.writes
}

func (r *records) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.writes++
	if r.fail != nil {
		return 0, r.fail
	}
	return r.text.Write(b)
}

func (r *records) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

var dataID = regexp.MustCompile(`id: \d+-(\d+)\ndata: `)

// ids are the numbers of the events in the stream.
func (r *records) ids() []uint64 {
	var list []uint64
	for _, m := range dataID.FindAllStringSubmatch(r.String(), -1) {
		n, err := strconv.ParseUint(m[1], 10, 64)
		if err != nil {
			panic(err)
		}
		list = append(list, n)
	}
	return list
}

func numbersOf(events [][]byte) []uint64 {
	var list []uint64
	for _, e := range events {
		n, err := strconv.ParseUint(short(string(e)), 10, 64)
		if err != nil {
			panic(err)
		}
		list = append(list, n)
	}
	return list
}

func streaming(t *testing.T, c Cursor, out *records) (ended chan error) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	ended = make(chan error, 1)
	go func() { ended <- c.Stream(ctx, out) }()
	synctest.Wait()
	return ended
}

func TestTheFirstEventLeavesAtOnceAndTheNextGather(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, said(1))
		out := newRecords()
		streaming(t, cursor(t, w, "bob", pos(1)), out)
		time.Sleep(time.Second)
		began := time.Now()
		w.Publish([]Entry{said(2)})
		synctest.Wait()
		if out.written() != 1 || time.Since(began) != 0 {
			t.Errorf("%d writes at once, want 1", out.written())
		}
		for n := range uint64(10) {
			w.Publish([]Entry{said(3 + n)})
		}
		synctest.Wait()
		if out.written() != 1 {
			t.Errorf("what follows closely left at once")
		}
		time.Sleep(gatherMost * 5 / 4)
		synctest.Wait()
		if got := len(out.ids()); out.written() != 2 || got != 11 {
			t.Errorf("%d events in %d writes, want 11 in 2", got, out.written())
		}
	})
}

func TestNobodyIsWokenForWhatTheyMayNotSee(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{Entries: 20}, said(1))
		out := newRecords()
		streaming(t, cursor(t, w, "eve", pos(1)), out)
		_, socket := pipe(t, cursor(t, w, "eve", pos(1)))
		for n := range uint64(100) { // far more than the window holds
			w.Publish([]Entry{whispered(2+n, "ann", "bob")})
			time.Sleep(50 * time.Millisecond)
		}
		if out.written() != 0 {
			t.Errorf("%d writes for whispers of others", out.written())
		}
		w.Publish([]Entry{said(102)})
		socket.want(t, "102")
		synctest.Wait()
		if got := out.ids(); len(got) != 1 || got[0] != 102 {
			t.Errorf("streamed %v, want 102 alone", got)
		}
	})
}

func TestHeartbeatsTellWhereHolesLedTo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, said(1))
		out := newRecords()
		streaming(t, cursor(t, w, "eve", pos(1)), out)
		_, socket := pipe(t, cursor(t, w, "eve", pos(1)))
		go w.Publish([]Entry{whispered(2, "ann")})
		began := time.Now()
		socket.want(t, "position 2", "ping")
		if took := time.Since(began).Round(time.Second); took != 25*time.Second {
			t.Errorf("the heartbeat came after %s", took)
		}
		socket.want(t, "ping") // nothing new: no position
		synctest.Wait()
		if got, want := out.String(), "id: "+pos(2).String()+"\n\n:\n\n"; got != want {
			t.Errorf("streamed %q, want %q", got, want)
		}
	})
}

func TestLeavingEndsOnesLinksAfterTheEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, said(1))
		out := newRecords()
		ended := streaming(t, cursor(t, w, "bob", pos(1)), out)
		_, socket := pipe(t, cursor(t, w, "bob", pos(1)))
		_, other := pipe(t, cursor(t, w, "ann", pos(1)))
		w.Publish([]Entry{said(2), entry(3, world.Left{Who: "bob"}, world.Audience{}), said(4)})
		socket.want(t, "2", "3", "closing", "close 4100 not_here")
		other.want(t, "2", "3", "4")
		if err := <-ended; err != nil || !strings.HasSuffix(out.String(), "event: closing\ndata: {\"type\":\"closing\",\"code\":\"not_here\",\"message\":\"You left this room.\"}\n\n") {
			t.Errorf("streamed %q, %v", out.String(), err)
		}
		if _, err := w.Cursor("bob", pos(2)); codeOf(err) != world.CodeNotHere {
			t.Errorf("a cursor of somebody who left: %v, want not_here", err)
		}
		w.Publish([]Entry{entry(5, world.Entered{Who: "bob"}, world.Audience{}), said(6)})
		_, back := pipe(t, cursor(t, w, "bob", pos(2)))
		back.want(t, "3", "4", "5", "6")
	})
}

func TestWhoeverAsksToLeaveIsAnswered(t *testing.T) {
	for name, link := range map[string]func(*testing.T, Cursor) (*Link, reader){"room-side": connect, "of its own": pipe} {
		const n = 2
		w := windowOf(Options{}, said(1))
		l, socket := link(t, cursor(t, w, "bob", pos(1)))
		l.Owe()
		w.Publish([]Entry{entry(n, world.Left{Who: "bob"}, world.Audience{}), entry(n+1, world.Entered{Who: "bob"}, world.Audience{})})
		socket.want(t, fmt.Sprint(n))
		w.Publish([]Entry{said(n + 2)})
		l.Answer([]byte(`{"re":"out"}`))
		if got, err := socket.next(); err != nil || got != `{"re":"out"}` {
			t.Errorf("a writer %s: read %q, %v", name, got, err)
		}
		socket.want(t, "closing", "close 4100 not_here")
	}
}

func TestAPollEndsWithOnesLeaving(t *testing.T) {
	w := windowOf(Options{}, said(1))
	c := cursor(t, w, "bob", pos(1))
	w.Publish([]Entry{said(2), entry(3, world.Left{Who: "bob"}, world.Audience{}), said(4)})
	events, position, err := c.Poll(t.Context())
	if err != nil || len(events) != 2 || position != pos(3) {
		t.Errorf("%s up to %s, %v; want nothing after the leaving", events, position, err)
	}
}

func TestAForgottenLeavingIsForgotten(t *testing.T) {
	w := windowOf(Options{Entries: 5}, entry(1, world.Left{Who: "bob"}, world.Audience{}))
	w.Publish(saids(2, 50))
	if len(w.outside) != 0 {
		t.Errorf("%v are remembered as outside beyond the window", w.outside)
	}
}

func TestAnswersPongsAndSignalsKeepTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, said(1))
		l, socket := pipe(t, cursor(t, w, "bob", pos(1)))
		out := newRecords()
		streaming(t, cursor(t, w, "eve", pos(1)), out)
		go func() {
			l.Answer([]byte(`{"re":"c1"}`))
			l.Pong([]byte("hey"))
			w.Signal(world.Audience{Except: []world.VisitorID{"ann"}}, []byte(`{"type":"typing","who":"ann"}`))
			w.Signal(world.Audience{Only: []world.VisitorID{"ann"}}, []byte(`{"type":"notice"}`))
			l.Answer([]byte(`{"re":"c2"}`))
		}()
		for _, want := range []string{`{"re":"c1"}`, "pong hey", `{"type":"typing","who":"ann"}`, `{"re":"c2"}`} {
			if got, err := socket.next(); err != nil || got != want {
				t.Errorf("read %q (%v), want %q", got, err, want)
			}
		}
		synctest.Wait()
		if got, want := out.String(), "event: signal\ndata: {\"type\":\"typing\",\"who\":\"ann\"}\n\n"; got != want {
			t.Errorf("streamed %q, want %q", got, want)
		}
	})
}

// TestAFullSlotDropsSignalsAndEndsWhoeverDoesNotRead has a client that reads nothing: signals are lost without harm, answers are not.
func TestAFullSlotDropsSignalsAndEndsWhoeverDoesNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, said(1))
		l, socket := pipe(t, cursor(t, w, "bob", pos(1)))
		for range 1000 {
			w.Signal(world.Audience{}, []byte(`{"type":"typing","who":"ann"}`))
		}
		if l.endedBy() != nil {
			t.Fatal("signals ended the link")
		}
		answer := []byte(`{"re":"c1","note":"` + strings.Repeat("x", 1000) + `"}`)
		began := time.Now()
		for l.endedBy() == nil {
			l.Answer(answer)
		}
		if waited := time.Since(began); waited != overflowing {
			t.Errorf("the link ended after %s, want %s", waited, overflowing)
		}
		for {
			frame, err := socket.next()
			if err != nil {
				t.Fatal("the client was not told why:", err)
			}
			if frame == "close 4001 busy" {
				return
			}
		}
	})
}

func TestFloodedAnswersWaitAndAllArrive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, said(1))
		l, socket := pipe(t, cursor(t, w, "bob", pos(1)))
		go func() {
			for n := range 2000 {
				l.Answer(fmt.Appendf(nil, `{"re":"%d"}`, n))
			}
		}()
		for n := range 2000 {
			if got, err := socket.next(); err != nil || got != fmt.Sprintf(`{"re":"%d"}`, n) {
				t.Fatalf("answer %d is %q, %v", n, got, err)
			}
		}
	})
}

func TestClosingOneVisitorClosesThatVisitor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, said(1))
		_, bob := pipe(t, cursor(t, w, "bob", pos(1)))
		_, ann := pipe(t, cursor(t, w, "ann", pos(1)))
		polled := make(chan error, 1)
		go func() {
			_, _, err := cursor(t, w, "bob", pos(1)).Poll(t.Context())
			polled <- err
		}()
		synctest.Wait()
		w.CloseVisitor("bob", CloseUnauthenticated, world.Refuse(world.CodeUnauthenticated, "You logged out."))
		bob.want(t, "closing", "close 4101 unauthenticated")
		if err := <-polled; codeOf(err) != world.CodeUnauthenticated {
			t.Errorf("the poll ended with %v", err)
		}
		w.Publish([]Entry{said(2)})
		ann.want(t, "2")
		w.CloseAll(CloseRetry, world.Refuse(world.CodeUnavailable, "The server stops."))
		ann.want(t, "closing", "close 4000 unavailable")
	})
}

func TestAStreamEndsWithItsWriter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := windowOf(Options{}, said(1))
		out := &records{fail: errors.New("the client went")}
		ended := streaming(t, cursor(t, w, "bob", pos(1)), out)
		w.Publish([]Entry{said(2)})
		if err := <-ended; !errors.Is(err, out.fail) {
			t.Errorf("ended with %v", err)
		}
		if n := len(w.watching()); n != 0 {
			t.Errorf("%d links are left", n)
		}
	})
}
