package edgetest

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
)

// TestScenarios plays every scenario on every transport: each command is answered, and each event reaches its audience and
// nobody else, as the file says.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("../../testdata/scenarios/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		steps, err := worldtest.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, tr := range transports {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+" on "+tr.name, func(t *testing.T) {
				t.Parallel() // a poll's visitor is away only half a minute after the last poll
				server, people := startWith(t, false, 200*time.Millisecond)
				p := &staging{t: t, server: server, people: people, transport: tr, cast: map[string]*actor{}, names: map[world.VisitorID]string{}}
				for _, s := range steps {
					p.step(s)
				}
			})
		}
	}
}

// staging is a scenario under way on one transport.
type staging struct {
	t         *testing.T
	server    Server
	people    *accounts
	transport transport
	cast      map[string]*actor
	names     map[world.VisitorID]string
	epoch     string    // of the room's positions
	arrived   time.Time // when every walk has ended
}

// actor is somebody of the file.
type actor struct {
	*visitor
	wire connection // nil outside
}

func (p *staging) actor(name string) *actor {
	a := p.cast[name]
	if a == nil {
		a = &actor{visitor: newVisitor(p.t, p.server, name)}
		p.cast[name], p.names[world.VisitorID(a.id)] = a, name
	}
	return a
}

func (p *staging) step(s worldtest.Step) {
	p.t.Helper()
	switch s.Verb {
	case "wait":
		<-time.After(time.Until(p.arrived) + 20*time.Millisecond)
		return
	case "ignore":
		p.people.ignore(world.VisitorID(p.actor(s.Who).id), world.VisitorID(p.actor(s.Other).id))
		return
	case "block":
		p.people.block(p.t, world.VisitorID(p.actor(s.Who).id), world.VisitorID(p.actor(s.Other).id))
	case "forget":
		if err := p.people.forgotten(p.t.Context(), world.Forgotten{Who: world.VisitorID(p.actor(s.Who).id)}); err != nil {
			p.t.Error(err)
		}
	case "away":
		p.actor(s.Who).wire.close()
		p.actor(s.Who).wire = nil
	default:
		p.command(s)
	}
	for _, want := range s.Want {
		if strings.HasPrefix(want, ">") {
			p.hear(s, want)
		}
	}
	if s.Verb == "enter" && p.actor(s.Who).wire == nil && len(s.Want) > 0 && !strings.HasPrefix(s.Want[0], "!") {
		p.connect(p.actor(s.Who))
	}
}

// connect begins with the snapshot, which tells the epoch and who still walks.
func (p *staging) connect(a *actor) {
	p.t.Helper()
	a.wire = p.transport.connect(p.t, a.visitor, "")
	first, err := a.wire.next()
	if err != nil || first.kind != "snapshot" {
		p.t.Fatalf("the connection begins with %+v, %v", first, err)
	}
	p.epoch, _, _ = strings.Cut(first.position, "-")
	var view struct{ People []struct{ Path world.Path } }
	if err := json.Unmarshal([]byte(first.json), &view); err != nil {
		p.t.Fatal(err)
	}
	for _, person := range view.People {
		p.walks(person.Path)
	}
}

func (p *staging) walks(path world.Path) {
	if len(path) > 0 && path.End().At.Time().After(p.arrived) {
		p.arrived = path.End().At.Time()
	}
}

// command sends a step's command and checks what it is answered with.
func (p *staging) command(s worldtest.Step) {
	p.t.Helper()
	a := p.actor(s.Who)
	raw, err := s.Command("c"+strconv.Itoa(s.Line),
		func(name string) world.VisitorID {
			if known := p.cast[name]; known != nil {
				return world.VisitorID(known.id)
			}
			return world.VisitorID(name)
		},
		func(n uint64) world.Position {
			position, err := world.ParsePosition(p.epoch + "-" + strconv.FormatUint(n, 10))
			if err != nil {
				p.t.Fatal(err)
			}
			return position
		})
	if err != nil {
		p.t.Fatal(err)
	}
	var got answer
	if a.wire != nil {
		got, err = a.wire.do(raw)
	} else {
		got = a.post(p.t, raw)
	}
	want := ""
	if len(s.Want) > 0 {
		want, _ = strings.CutPrefix(s.Want[0], "! ")
		if strings.HasPrefix(want, ">") {
			want = ""
		}
	}
	if err != nil || got.Code != want || (want == "") != (got.Position != "") {
		p.t.Fatalf("line %d, %s: answered %+v, %v; want code %q", s.Line, s.Text, got, err, want)
	}
}

// hear checks that the next event everybody of its audience gets is the wanted one. That others do not get it shows when
// their next event is another.
func (p *staging) hear(s worldtest.Step, want string) {
	p.t.Helper()
	audience, text := audienceOf(strings.TrimPrefix(want, "> "))
	for name, a := range p.cast {
		if a.wire == nil || !audience(name) {
			continue
		}
		if p.transport.name == "poll" && s.Verb == "leave" && s.Who == name {
			p.outside(a)
			continue
		}
		f := p.event(a, s)
		got, err := worldtest.Normalise([]byte(f.json), func(id world.VisitorID) string { return p.names[id] })
		if err != nil || got != text {
			p.t.Fatalf("line %d, %s: %s is told\n %s (%v), want\n %s", s.Line, s.Text, name, got, err, text)
		}
		var walked struct {
			Who  any // several, of a chorus
			Path world.Path
		}
		if err := json.Unmarshal([]byte(f.json), &walked); err != nil {
			p.t.Fatal(err)
		}
		p.walks(walked.Path)
		if f.kind == string(world.TypeLeft) && walked.Who == p.cast[name].id {
			a.wire.close()
			a.wire = nil
		}
	}
}

// outside checks that whoever left is told so by their next poll: only a poll that waits is told of the leaving itself.
func (p *staging) outside(a *actor) {
	p.t.Helper()
	_, err := a.wire.next()
	wantRefusal(p.t, "a poll after leaving", err, http.StatusConflict, string(world.CodeNotHere))
	a.wire.close()
	a.wire = nil
}

// event is the next event somebody is told, past positions and signals.
func (p *staging) event(a *actor, s worldtest.Step) frame {
	p.t.Helper()
	for {
		f, err := a.wire.next()
		if err != nil {
			p.t.Fatalf("line %d, %s: %v", s.Line, s.Text, err)
		}
		if len(events([]frame{f})) > 0 {
			return f
		}
	}
}

// audienceOf splits an event's line into who is told and what.
func audienceOf(line string) (told func(name string) bool, text string) {
	first, rest, _ := strings.Cut(line, " ")
	if strings.HasPrefix(rest, "{") {
		return func(string) bool { return true }, line
	}
	names := strings.Split(first, ",")
	return func(name string) bool {
		for _, n := range names {
			if n == name {
				return true
			}
			if n == "-"+name {
				return false
			}
		}
		return strings.HasPrefix(first, "-")
	}, rest
}
