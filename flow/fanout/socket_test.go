package fanout

import (
	"net"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

const soon = 10 * time.Second // conditions on real sockets are waited for at most so long

// clientBuffer is what a client's kernel is asked to take unread; Linux takes twice that. Much less, and loopback's
// segments no longer fit.
const clientBuffer = 128 << 10

// connect is a link on a real socket.
func connect(t *testing.T, c Cursor) (*Link, reader) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := client.(*net.TCPConn).SetReadBuffer(clientBuffer); err != nil {
		t.Fatal(err)
	}
	server, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if err := client.SetDeadline(time.Now().Add(2 * soon)); err != nil {
		t.Fatal(err)
	}
	l := c.Socket(server)
	t.Cleanup(func() {
		l.Detach()
		closeNow(server)
		closeNow(client)
	})
	return l, reader{client}
}

func waitFor(t *testing.T, what string, condition func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(soon); !condition(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", soon, what)
		}
	}
}

// big is an event of some bytes more than size, so that writes stop in the middle of one.
func big(n uint64, size int) Entry {
	e := said(n)
	e.JSON = append(e.JSON[:len(e.JSON)-1:len(e.JSON)-1], (`,"text":"` + strings.Repeat("x", size) + `"}`)...)
	return e
}

func bigs(from, to uint64, size int) []Entry {
	var list []Entry
	for n := from; n <= to; n++ {
		list = append(list, big(n, size))
	}
	return list
}

func (r reader) wantNumbers(t *testing.T, from, to uint64) {
	t.Helper()
	for n := from; n <= to; n++ {
		r.want(t, short(string(said(n).JSON)))
	}
}

func TestAStalledReaderIsParkedAndOthersGoOn(t *testing.T) {
	const size, last = 3000, 1000
	w := windowOf(Options{Bytes: 8 << 20}, said(1))
	stalled, slow := connect(t, cursor(t, w, "eve", pos(1)))
	_, quick := connect(t, cursor(t, w, "ann", pos(1)))
	for n := uint64(2); n <= last; n += 3 {
		w.Publish(bigs(n, min(n+2, last), size))
		quick.wantNumbers(t, n, min(n+2, last))
	}
	waitFor(t, "the stalled socket is lent", stalled.socket.lent.Load)
	if held := int(stalled.next.Load())*size - 2*clientBuffer; held > 256<<10 {
		t.Errorf("%d bytes are held for a reader that reads nothing, want at most 256 KB", held)
	}
	slow.wantNumbers(t, 2, last)
	waitFor(t, "the socket is given back", func() bool { return !stalled.socket.lent.Load() })
	w.Publish([]Entry{said(last + 1)})
	slow.want(t, short(string(said(last+1).JSON)))
	quick.want(t, short(string(said(last+1).JSON)))
}

func TestAReaderBeyondTheWindowIsToldGone(t *testing.T) {
	w := windowOf(Options{Entries: 100}, said(1))
	stalled, slow := connect(t, cursor(t, w, "eve", pos(1)))
	last := uint64(1)
	for ; !stalled.socket.lent.Load(); last++ {
		w.Publish([]Entry{big(last+1, 3000)})
		waitFor(t, "the event is written or the socket lent", func() bool {
			return stalled.next.Load() == last+2 || stalled.socket.lent.Load()
		})
	}
	w.Publish(bigs(last+1, last+200, 3000))
	for n := uint64(2); ; n++ {
		frame, err := slow.next()
		if err != nil {
			t.Fatal("the reader was not told:", err)
		}
		if short(frame) == "closing" {
			break
		}
		if want := short(string(said(n).JSON)); short(frame) != want {
			t.Fatalf("read %s, want %s", short(frame), want)
		}
	}
	slow.want(t, "close 4004 gone")
}

func TestHugeEventsPassInParts(t *testing.T) {
	w := windowOf(Options{}, said(1))
	_, r := connect(t, cursor(t, w, "eve", pos(1)))
	w.Publish(bigs(2, 5, 600_000))
	r.wantNumbers(t, 2, 5)
}

func TestAnAnswerWaitsForTheEndOfTheFrame(t *testing.T) {
	w := windowOf(Options{}, said(1))
	l, r := connect(t, cursor(t, w, "eve", pos(1)))
	w.Publish(bigs(2, 2, 1<<20))
	waitFor(t, "the socket is lent", l.socket.lent.Load)
	l.Answer([]byte(`{"re":"c1"}`))
	w.CloseVisitor("ann", CloseForbidden, world.Refuse(world.CodeForbidden, "Somebody else."))
	r.want(t, "2")
	if got, err := r.next(); err != nil || got != `{"re":"c1"}` {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestADeadConnectionIsClosedForItsReader(t *testing.T) {
	w := windowOf(Options{}, said(1))
	l, r := connect(t, cursor(t, w, "eve", pos(1)))
	if err := r.conn.(*net.TCPConn).SetLinger(0); err != nil { // a reset
		t.Fatal(err)
	}
	closeNow(r.conn)
	ended := make(chan error, 1)
	go func() {
		_, err := l.conn.Read(make([]byte, 1))
		ended <- err
	}()
	w.Publish(bigs(2, 50, 3000))
	select {
	case <-ended:
	case <-time.After(soon):
		t.Fatal("the reader was not told")
	}
}
