package world_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
)

var rewrite = flag.Bool("rewrite", false, "write what happened into the scenario files")

const scenarios = "../../testdata/scenarios"

// run is a scenario under way in the core: the state, its clock, and what each viewer saw.
type run struct {
	state   *world.State
	place   *world.Map
	now     world.Millis
	epoch   uint64
	ignores map[string][]string // who -> whom
	apart   map[string][]world.VisitorID
	views   bytes.Buffer // the golden file of the browser's reducer
}

func newRun() *run {
	r := &run{state: world.NewState("plaza"), place: worldtest.Map(), now: 1_000_000, epoch: 7, ignores: map[string][]string{}, apart: map[string][]world.VisitorID{}}
	events, err := world.Decide(r.state, r.place, world.Command{Do: world.Redraw{}}, world.Principal{}, r.now)
	if err != nil {
		panic(err) // a redraw refuses nothing
	}
	r.commit(events)
	return r
}

// commit applies events as the room does, and notes for every viewer what they saw and what their view must be.
func (r *run) commit(events []world.Event) []string {
	var lines []string
	for _, e := range events {
		before := map[world.VisitorID]bool{}
		for _, p := range r.state.People {
			before[p.ID] = true
		}
		e.Position = world.Position{Epoch: r.epoch, N: r.state.Position.N + 1}
		r.state.Apply(e)
		raw, err := wire.EncodeEvent(e)
		if err != nil {
			panic(err)
		}
		text, err := worldtest.Normalise(raw, func(id world.VisitorID) string { return string(id) })
		if err != nil {
			panic(err)
		}
		lines = append(lines, "> "+audience(e.Audience)+text)
		for _, p := range r.state.People {
			if e.Audience.Allows(p.ID) {
				r.note(p.ID, raw, before[p.ID])
			}
		}
	}
	return lines
}

// note writes a line for the reducer: the event (none for whoever came in with it: they begin with the snapshot) and
// the view after it.
func (r *run) note(viewer world.VisitorID, event []byte, inside bool) {
	line := map[string]any{"viewer": viewer, "view": r.state.View(viewer)}
	if inside {
		line["event"] = json.RawMessage(event)
	}
	raw, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	r.views.Write(append(raw, '\n'))
}

func audience(a world.Audience) string {
	var words []string
	for _, id := range a.Only {
		words = append(words, string(id))
	}
	for _, id := range a.Except {
		words = append(words, "-"+string(id))
	}
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, ",") + " "
}

func (r *run) principal(name string) world.Principal {
	p := world.Principal{ID: world.VisitorID(name), Name: name, Kind: world.KindPerson, Role: world.RoleGuest, Outfit: "0000000000000000"}
	p.Apart = r.apart[name]
	for who, whom := range r.ignores {
		for _, w := range whom {
			if w == name {
				p.IgnoredBy = append(p.IgnoredBy, world.VisitorID(who))
			}
		}
	}
	return p
}

// step runs one step and says what happened, in the file's words.
func (r *run) step(s worldtest.Step) []string {
	r.now += 1000
	switch s.Verb {
	case "wait":
		for _, p := range r.state.People {
			r.now = max(r.now, p.Path.End().At)
		}
		return nil
	case "ignore":
		r.ignores[s.Who] = append(r.ignores[s.Who], s.Other)
		return nil
	case "block":
		r.apart[s.Who] = append(r.apart[s.Who], world.VisitorID(s.Other))
		r.apart[s.Other] = append(r.apart[s.Other], world.VisitorID(s.Who))
		return r.decide(world.Command{Do: world.Part{}}, r.principal(s.Who))
	case "forget":
		return r.decide(world.Command{Do: world.Forget{Forgotten: world.Forgotten{Who: world.VisitorID(s.Who)}}}, world.Principal{})
	case "away":
		r.state.Detached(world.VisitorID(s.Who), r.now)
		due, _ := r.state.Next()
		r.now = due
		return r.decide(world.Command{Do: world.Wake{}}, world.Principal{})
	}
	raw, err := s.Command("c"+fmt.Sprint(s.Line), func(name string) world.VisitorID { return world.VisitorID(name) },
		func(n uint64) world.Position { return world.Position{Epoch: r.epoch, N: n} })
	if err != nil {
		panic(err)
	}
	c, err := wire.DecodeCommand(raw)
	if err != nil {
		return []string{refusal(err)}
	}
	return r.decide(c, r.principal(s.Who))
}

func (r *run) decide(c world.Command, p world.Principal) []string {
	events, err := world.Decide(r.state, r.place, c, p, r.now)
	if err != nil {
		return []string{refusal(err)}
	}
	return r.commit(events)
}

func refusal(err error) string {
	var refused *world.Error
	if errors.As(err, &refused) {
		return "! " + string(refused.Code)
	}
	return "! " + err.Error()
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob(scenarios + "/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { runScenario(t, file) })
	}
}

func runScenario(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := worldtest.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	r, got := newRun(), map[int][]string{}
	for _, s := range steps {
		got[s.Line] = r.step(s)
		if !*rewrite && strings.Join(got[s.Line], "\n") != strings.Join(s.Want, "\n") {
			t.Fatalf("%s:%d: %s\n got:\n%s\nwant:\n%s\n(after a wanted change: go test ./core/world -rewrite)",
				file, s.Line, s.Text, strings.Join(got[s.Line], "\n"), strings.Join(s.Want, "\n"))
		}
	}
	golden := strings.TrimSuffix(file, ".txt") + ".views.jsonl"
	if *rewrite {
		write(t, file, rewritten(text, got))
		write(t, golden, r.views.Bytes())
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, r.views.Bytes()) {
		t.Fatalf("%s differs from the core's views (after a wanted change: go test ./core/world -rewrite)", golden)
	}
}

// rewritten is the scenario with what happened in place of what was wanted.
func rewritten(text []byte, got map[int][]string) []byte {
	var out []string
	for i, line := range strings.Split(string(text), "\n") {
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, ">") || strings.HasPrefix(trimmed, "!") {
			continue
		}
		out = append(out, line)
		out = append(out, got[i+1]...)
	}
	return []byte(strings.Join(out, "\n"))
}

func write(t *testing.T, file string, text []byte) {
	t.Helper()
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
}
