package edgetest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gobwas/ws"
)

// floodHurtsNobodyElse has one visitor send 10,000 commands as fast as they go, half of them nonsense, while two talk.
func floodHurtsNobodyElse(t *testing.T, s Server, tr transport) {
	const flood, workers, lines = 10_000, 4, 20
	ann, bob, eve := inside(t, s, "Ann"), inside(t, s, "Bob"), inside(t, s, "Eve")
	start := ann.say(t, "start")
	once := eve.command(`"type":"say","text":"again and again"`)
	nonsense := []byte(`{"id":"x","type":"nonsense"}`)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			c, err := tr.open(eve, options{since: start})
			if err != nil {
				t.Error(err)
				return
			}
			defer c.close()
			if s, ok := c.(*socket); ok { // which need not wait for answers
				group.Go(func() {
					for range flood / workers / 2 {
						if err := errors.Join(s.send(ws.NewTextFrame(once)), s.send(ws.NewTextFrame(nonsense))); err != nil {
							t.Error(err)
							return
						}
					}
				})
				for n := range flood / workers {
					if a, err := s.answer(); err != nil || !floodAnswer(a) {
						t.Errorf("command %d of a flood: %+v, %v", n, a, err)
						return
					}
				}
				return
			}
			for n := range flood / workers {
				if a, err := c.do([][]byte{once, nonsense}[n%2]); err != nil || !floodAnswer(a) {
					t.Errorf("command %d of a flood: %+v, %v", n, a, err)
					return
				}
			}
		})
	}
	listen := transports[0].connect(t, bob, start)
	talk := transports[0].connect(t, ann, start)
	for n := range lines {
		began := time.Now()
		a, err := talk.do(ann.command(fmt.Sprintf(`"type":"say","text":"line %d"`, n)))
		if err != nil || a.Code != "" {
			t.Fatalf("line %d during a flood: %+v, %v", n, a, err)
		}
		read(t, listen, a.Position)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("line %d took %s during a flood", n, took)
		}
	}
	group.Wait()
	end := ann.say(t, "end")
	read(t, listen, end)
	if got := strings.Count(listen.heard(), "again and again"); got != 1 {
		t.Errorf("a command repeated under its id happened %d times", got)
	}
}

func floodAnswer(a answer) bool {
	return a.Position != "" || a.Code == "unknown_command" || a.Code == "slow_down" || a.Code == "busy"
}

// stalledReader has a socket and a stream that stop reading until their kernels are full, and then read on.
func stalledReader(t *testing.T, s Server) {
	const lines = 300 // of 1.5 KB: more than kernels hold for a client that asked for little
	ann, bob, eve := inside(t, s, "Ann"), inside(t, s, "Bob"), inside(t, s, "Eve")
	start := ann.say(t, "start")
	stalled := []connection{transports[0].connect(t, eve, start), transports[1].connect(t, eve, start)}
	listen := transports[0].connect(t, bob, start)
	talk := transports[0].connect(t, ann, start)
	text := strings.Repeat("あ", 500)
	var want []string
	for n := range lines {
		began := time.Now()
		a, err := talk.do(ann.command(fmt.Sprintf(`"type":"say","text":%q`, text)))
		if err != nil || a.Code != "" {
			t.Fatal(a, err)
		}
		want = append(want, events(read(t, listen, a.Position))...)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("line %d took %s beside a stalled reader", n, took)
		}
	}
	for _, c := range stalled {
		got := events(read(t, c, ann.say(t, "end")))
		if len(got) < lines || strings.Join(got[:lines], "\n") != strings.Join(want, "\n") {
			t.Errorf("a reader that had stalled got %d events, or others than it should", len(got))
		}
	}
}

// overflow has a client that commands and never reads the answers: it is told to come back, and its commands wait.
func overflow(t *testing.T, s Server) {
	ann, bob := inside(t, s, "Ann"), inside(t, s, "Bob")
	start := ann.say(t, "start")
	c, err := dialSocket(ann, options{since: start})
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	sent := make(chan error, 1)
	go func() {
		nonsense := ws.NewTextFrame([]byte(`{"id":"` + strings.Repeat("i", 60) + `","type":"nonsense"}`))
		for {
			if err := c.send(nonsense); err != nil {
				sent <- err
				return
			}
		}
	}()
	end := bob.say(t, "meanwhile")
	other := transports[0].connect(t, bob, start)
	read(t, other, end)
	if err := <-sent; !ends(err) {
		t.Error(err)
	}
}
