package edgetest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// number is the event's number in a position. Clients must not look; a test of the server may.
func number(t *testing.T, position string) int {
	t.Helper()
	_, n, _ := strings.Cut(position, "-")
	v, err := strconv.Atoi(n)
	if err != nil {
		t.Fatalf("the position %q: %v", position, err)
	}
	return v
}

// scene is a bit of life between three, as one of them saw it.
type scene struct {
	viewer    *visitor
	start     string
	positions []string // of everything that happened, whispers of others included
	frames    []frame  // of the events that the viewer may see
}

// play plays a scene; the viewer is the second of three.
func play(t *testing.T, s Server) scene {
	t.Helper()
	ann, bob, eve := inside(t, s, "Ann"), inside(t, s, "Bob"), inside(t, s, "Eve")
	sc := scene{viewer: bob, start: bob.say(t, "はじめ")}
	sc.positions = []string{
		ann.say(t, "やっほー <b>&amp;</b>  \" \\ 🎈"),
		ann.whisper(t, eve, "not for bob"),
		ann.whisper(t, bob, "for bob"),
		bob.do(t, `"type":"express","name":"smile"`),
		eve.whisper(t, ann, "nor this"),
		eve.whisper(t, ann, "nor this either"),
		bob.whisper(t, eve, "from bob"),
		ann.do(t, `"type":"express","name":"wave"`),
		bob.say(t, "おわり"),
	}
	twin := transports[0].connect(t, bob, sc.start)
	sc.frames = read(t, twin, sc.positions[len(sc.positions)-1])
	if len(sc.frames) != 6 {
		t.Fatalf("bob saw %d events of a scene of which he may see 6", len(sc.frames))
	}
	return sc
}

func (sc scene) end() string { return sc.positions[len(sc.positions)-1] }

// after is what the viewer may see after a position.
func (sc scene) after(t *testing.T, position string) []string {
	t.Helper()
	var list []string
	for _, f := range sc.frames {
		if number(t, f.position) > number(t, position) {
			list = append(list, f.json)
		}
	}
	return list
}

func beginsWithTheSnapshot(t *testing.T, s Server, tr transport) {
	ann, bob := inside(t, s, "Ann"), inside(t, s, "Bob")
	said := ann.say(t, "before")
	c := tr.connect(t, bob, "")
	f, err := c.next()
	if err != nil || f.kind != "snapshot" {
		t.Fatalf("the first frame is %+v, %v", f, err)
	}
	if number(t, f.position) < number(t, said) || !strings.Contains(f.json, bob.id) || !strings.Contains(f.json, "before") {
		t.Errorf("the snapshot does not show what was: %s", f.json)
	}
	next := ann.say(t, "after")
	if got := events(read(t, c, next)); len(got) != number(t, next)-number(t, f.position) {
		t.Errorf("%d events follow the snapshot of %s up to %s", len(got), f.position, next)
	}
}

func order(t *testing.T, s Server, tr transport) {
	const talkers, lines = 3, 20
	reader := inside(t, s, "Reader")
	start := reader.say(t, "start")
	c := tr.connect(t, reader, start)
	var group sync.WaitGroup
	for i := range talkers {
		v := inside(t, s, fmt.Sprint("Talker ", i))
		group.Go(func() {
			for n := range lines {
				if a := v.post(t, v.command(fmt.Sprintf(`"type":"say","text":"%d of %s"`, n, v.id))); a.Code != "" {
					t.Errorf("%+v", a)
				}
			}
		})
	}
	group.Wait()
	end := reader.say(t, "end")
	frames := read(t, c, end)
	next := map[string]int{}
	for i, f := range frames {
		if number(t, f.position) != number(t, start)+1+i {
			t.Fatalf("frame %d after %s is %s", i, start, f.json)
		}
		if _, text, ok := strings.Cut(f.json, `"text":"`); ok {
			n, who, _ := strings.Cut(text, " of ")
			if got, err := strconv.Atoi(n); err == nil {
				if got != next[who] {
					t.Errorf("line %d of %s, want %d", got, who, next[who])
				}
				next[who]++
			}
		}
	}
	if len(next) != talkers {
		t.Errorf("heard %d of %d talkers", len(next), talkers)
	}
}

func resumeAtEveryPosition(t *testing.T, s Server, tr transport) {
	sc := play(t, s)
	for _, p := range append([]string{sc.start}, sc.positions[:len(sc.positions)-1]...) {
		c := tr.connect(t, sc.viewer, p)
		if got, want := events(read(t, c, sc.end())), sc.after(t, p); !slices.Equal(got, want) {
			t.Errorf("after %s:\n%s\nwant\n%s", p, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		c.close()
	}
}

func changeOfTransport(t *testing.T, s Server, tr transport) {
	sc := play(t, s)
	whole := sc.after(t, sc.start)
	for _, other := range transports {
		for n := 1; n < len(whole); n++ {
			first := tr.connect(t, sc.viewer, sc.start)
			frames := read(t, first, sc.frames[n-1].position)
			first.close()
			second := other.connect(t, sc.viewer, frames[len(frames)-1].position)
			got := append(events(frames), events(read(t, second, sc.end()))...)
			second.close()
			if !slices.Equal(got, whole) {
				t.Errorf("%s for %d events, then %s:\n%s", tr.name, n, other.name, strings.Join(got, "\n"))
			}
		}
	}
}

func sameBytes(t *testing.T, s Server) {
	sc := play(t, s)
	for _, tr := range transports {
		c := tr.connect(t, sc.viewer, sc.start)
		if got := events(read(t, c, sc.end())); !slices.Equal(got, sc.after(t, sc.start)) {
			t.Errorf("%s spells events in its own way:\n%s", tr.name, strings.Join(got, "\n"))
		}
		for _, f := range sc.frames {
			if !strings.Contains(c.heard(), f.json) {
				t.Errorf("%s did not send these bytes: %s", tr.name, f.json)
			}
		}
	}
}

func whispersAreNotOnTheWire(t *testing.T, s Server, tr transport) {
	ann, bob, eve := inside(t, s, "Ann"), inside(t, s, "Bob"), inside(t, s, "Eve")
	third := tr.connect(t, eve, "")
	first, err := third.next()
	if err != nil {
		t.Fatal(err)
	}
	secrets := []string{ann.whisper(t, bob, "himitsu 1"), bob.whisper(t, ann, "himitsu 2")}
	said := ann.say(t, "aloud")
	frames := read(t, third, said)
	if len(frames) != 1 || len(events(frames)) != 1 {
		t.Errorf("the third got %d frames for one line", len(frames))
	}
	again := tr.connect(t, eve, "")
	if _, err := again.next(); err != nil {
		t.Fatal(err)
	}
	resumed := tr.connect(t, eve, first.position)
	read(t, resumed, said)
	for _, c := range []connection{third, again, resumed} {
		for _, secret := range append(secrets, "himitsu", "whisper") {
			if strings.Contains(c.heard(), secret) {
				t.Errorf("%q is on the wire of a third: %s", secret, c.heard())
			}
		}
	}
	for _, v := range []*visitor{ann, bob} {
		c := tr.connect(t, v, first.position)
		read(t, c, said)
		if strings.Count(c.heard(), "himitsu") != 2 {
			t.Errorf("one of the two did not get the whispers: %s", c.heard())
		}
	}
}

func holesArePassed(t *testing.T, s Server, tr transport) {
	ann, bob, eve := inside(t, s, "Ann"), inside(t, s, "Bob"), inside(t, s, "Eve")
	start := eve.say(t, "start")
	c := tr.connect(t, eve, start)
	hidden := ann.whisper(t, bob, "hush")
	c.close()
	back := tr.connect(t, eve, hidden) // such a position comes with heartbeats and empty polls
	shown := ann.say(t, "aloud")
	if frames := read(t, back, shown); len(events(frames)) != 1 {
		t.Errorf("%d events after a hole, want 1", len(events(frames)))
	}
}

func leavingEndsIt(t *testing.T, s Server, tr transport) {
	ann, bob := inside(t, s, "Ann"), inside(t, s, "Bob")
	start := bob.say(t, "bye")
	c := tr.connect(t, bob, start)
	left := bob.do(t, `"type":"leave"`)
	ann.say(t, "he is gone")
	if tr.name != "poll" { // a poll that comes after the leaving is refused at once
		frames := read(t, c, left)
		if last := frames[len(frames)-1]; last.kind != "left" || !strings.Contains(last.json, bob.id) {
			t.Errorf("the last event is %s", last.json)
		}
	}
	_, err := c.next()
	wantRefusal(t, "after leaving", err, map[string]int{"ws": 4100, "sse": 0, "poll": 409}[tr.name], "not_here")
	_, err = tr.open(bob, options{since: start})
	wantRefusal(t, "coming back without entering", err, 409, "not_here")
	bob.do(t, `"type":"enter"`)
	again := tr.connect(t, bob, start)
	if got := events(read(t, again, bob.say(t, "back"))); len(got) != 4 {
		t.Errorf("%d events since before leaving, want left, ann's line, entered and one's own", len(got))
	}
}

func goneAfterTheWindow(t *testing.T, s Server, tr transport) {
	ann, bob := inside(t, s, "Ann"), inside(t, s, "Bob")
	start := bob.say(t, "start")
	talk := transports[0].connect(t, ann, start)
	for n := range s.Window + 1 {
		if a, err := talk.do(ann.command(fmt.Sprintf(`"type":"say","text":"%d"`, n))); err != nil || a.Code != "" {
			t.Fatal(a, err)
		}
	}
	_, err := tr.open(bob, options{since: start})
	wantRefusal(t, "older than the window", err, 410, "gone")
	c := tr.connect(t, bob, "")
	if f, err := c.next(); err != nil || f.kind != "snapshot" {
		t.Errorf("after gone: %+v, %v", f, err)
	}
}

// ends reports that an error is the end of a connection, whoever ended it.
func ends(err error) bool {
	var r *refused
	return err != nil && !errors.As(err, &r)
}
