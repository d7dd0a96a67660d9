package fanout

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
)

const (
	people       = 1000
	eventSize    = 150
	crowdAddress = "YOKOCHO_FANOUT_CROWD" // set: this process is a crowd of readers of that address
	instantAt    = 40                     // where an event's JSON holds its instant, 19 digits
)

// stamped is an event of 150 bytes that says when it was published.
func stamped(n uint64, at time.Time) Entry {
	e := said(n)
	head := fmt.Sprintf(`{"position":"%020d"`, n)
	e.JSON = fmt.Appendf(nil, `%s%*s"%d","x":"`, head, instantAt-len(head), `,"at":`, at.UnixNano())
	e.JSON = append(append(e.JSON, strings.Repeat("x", eventSize-2-len(e.JSON))...), `"}`...)
	return e
}

// result is what a crowd of readers saw.
type result struct {
	Deliveries int
	Gaps       int
	P50, P99   time.Duration
}

// crowd opens a thousand connections and reads each to its end, in one process of its own: the other core of a small
// machine. It says "ready", and at the end what it saw.
func crowd(address string, _ io.Reader, out io.Writer) error {
	runtime.GOMAXPROCS(1)
	var (
		mu    sync.Mutex
		total result
		waits []time.Duration
		group sync.WaitGroup
		fault error
	)
	for range people {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		group.Go(func() {
			defer closeNow(conn)
			saw, w, err := readAll(conn)
			mu.Lock()
			defer mu.Unlock()
			total.Deliveries += saw.Deliveries
			total.Gaps += saw.Gaps
			waits = append(waits, w...)
			if err != nil {
				fault = err
			}
		})
	}
	if _, err := fmt.Fprintln(out, "ready"); err != nil {
		return err
	}
	group.Wait()
	if fault != nil {
		return fault
	}
	slices.Sort(waits)
	if len(waits) > 0 {
		total.P50, total.P99 = waits[len(waits)/2], waits[len(waits)*99/100]
	}
	return json.NewEncoder(out).Encode(total)
}

// readAll counts events until the close frame, and samples how long they took.
func readAll(conn net.Conn) (result, []time.Duration, error) {
	var (
		saw   result
		waits []time.Duration
		last  uint64
		in    = bufio.NewReaderSize(conn, 16<<10)
	)
	for {
		head, err := in.Peek(2)
		if err != nil {
			return saw, waits, err
		}
		size, skip := int(head[1]), 2
		if size == 126 {
			if head, err = in.Peek(4); err != nil {
				return saw, waits, err
			}
			size, skip = int(binary.BigEndian.Uint16(head[2:])), 4
		}
		frame, err := in.Peek(skip + size)
		if err != nil {
			return saw, waits, err
		}
		switch payload := frame[skip:]; {
		case frame[0] == 0x88:
			return saw, waits, nil
		case size == eventSize:
			n, err := strconv.ParseUint(string(payload[13:33]), 10, 64)
			if err != nil {
				return saw, waits, err
			}
			if last != 0 && n != last+1 {
				saw.Gaps++
			}
			if last = n; saw.Deliveries%16 == 0 {
				at, err := strconv.ParseInt(string(payload[instantAt+1:instantAt+20]), 10, 64)
				if err != nil {
					return saw, waits, err
				}
				waits = append(waits, time.Duration(time.Now().UnixNano()-at))
			}
			saw.Deliveries++
		}
		if _, err := in.Discard(skip + size); err != nil {
			return saw, waits, err
		}
	}
}

// gathered has a crowd watch a window while publish runs, and reports what it saw and what it cost.
func gathered(b *testing.B, w *Window, publish func()) {
	b.Helper()
	runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(runtime.NumCPU())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	client := exec.Command(os.Args[0])
	client.Env = append(os.Environ(), crowdAddress+"="+listener.Addr().String())
	client.Stderr = os.Stderr
	stdout, err := client.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := client.Start(); err != nil {
		b.Fatal(err)
	}
	for i := range people {
		conn, err := listener.Accept()
		if err != nil {
			b.Fatal(err)
		}
		c, err := w.Cursor(world.VisitorID(fmt.Sprint("v", i)), pos(w.view().last()))
		if err != nil {
			b.Fatal(err)
		}
		l := c.Socket(conn)
		go func() {
			_, _ = io.Copy(io.Discard, conn) // until the client has read the close
			closeNow(conn)
			l.Detach()
		}()
	}
	lines := bufio.NewReader(stdout)
	if line, err := lines.ReadString('\n'); err != nil || line != "ready\n" {
		b.Fatal(line, err)
	}

	before := cpu(b)
	b.ResetTimer()
	publish()
	caughtUp(w)
	b.StopTimer()
	spent := cpu(b) - before

	w.CloseAll(CloseRetry, world.Refuse(world.CodeUnavailable, "done"))
	var saw result
	if err := json.NewDecoder(lines).Decode(&saw); err != nil {
		b.Fatal(err)
	}
	if err := client.Wait(); err != nil {
		b.Fatal(err)
	}
	if saw.Gaps != 0 || saw.Deliveries != people*b.N {
		b.Fatalf("%d gaps, %d deliveries of %d", saw.Gaps, saw.Deliveries, people*b.N)
	}
	b.ReportMetric(float64(spent.Nanoseconds())/1e3/float64(saw.Deliveries), "cpu-us/delivery")
	b.ReportMetric(float64(saw.Deliveries)/b.Elapsed().Seconds(), "deliveries/s")
	b.ReportMetric(float64(saw.P50.Microseconds())/1e3, "p50-ms")
	b.ReportMetric(float64(saw.P99.Microseconds())/1e3, "p99-ms")
}

// slowest is the number of events that everybody has been given.
func slowest(w *Window) uint64 {
	least := w.view().last()
	for _, l := range w.watching() {
		least = min(least, l.next.Load()-1)
	}
	return least
}

func caughtUp(w *Window) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for slowest(w) < w.view().last() {
		<-tick.C
	}
}

// BenchmarkSaturated publishes as fast as a thousand readers follow.
func BenchmarkSaturated(b *testing.B) {
	w := windowOf(Options{}, said(1))
	gathered(b, w, func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for n := uint64(2); n < uint64(b.N)+2; {
			for ; n < uint64(b.N)+2 && n-slowest(w) < 1024; n += 16 {
				var batch []Entry
				for i := range min(16, uint64(b.N)+2-n) {
					batch = append(batch, stamped(n+i, time.Now()))
				}
				w.Publish(batch)
			}
			<-tick.C
		}
	})
}

// BenchmarkPaced publishes 20 events a second.
func BenchmarkPaced(b *testing.B) {
	w := windowOf(Options{}, said(1))
	gathered(b, w, func() {
		tick := time.NewTicker(time.Second / 20)
		defer tick.Stop()
		for n := range uint64(b.N) {
			<-tick.C
			w.Publish([]Entry{stamped(n+2, time.Now())})
		}
	})
}

// BenchmarkPublishAndFlush is the room's own cost: one event to a hundred sockets whose writes cost nothing.
func BenchmarkPublishAndFlush(b *testing.B) {
	w, publish := allocationRig(b)
	b.ReportAllocs()
	for b.Loop() {
		publish()
	}
	if n := slowest(w); n != w.view().last() {
		b.Fatalf("only %d of %d events were flushed", n, w.view().last())
	}
}
