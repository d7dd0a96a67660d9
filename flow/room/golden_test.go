package room

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
)

// record writes the log of a release that is about to be made. A release's log is never written again.
var record = flag.String("record-log", "", "record testdata/log-`NAME`.json instead of replaying")

// golden is a room's log as a release left it, and what must be read from it for ever.
type golden struct {
	Map       string            `json:"map"`
	Keys      map[string][]byte `json:"keys"`
	Records   []string          `json:"records"`
	Snapshots []string          `json:"snapshots"` // newest first
	Events    []string          `json:"events"`    // as they were on the wire
	Views     map[string]string `json:"views"`     // by viewer; of "" what strangers see
}

// keyring keeps text keys by name.
type keyring map[string][]byte

func (k keyring) Key(_ context.Context, id seal.KeyID, create bool) ([]byte, error) {
	name := string(id.Author) + " " + id.Day
	if id.Private {
		name += " private"
	}
	if k[name] == nil {
		if !create {
			return nil, seal.ErrNoKey
		}
		k[name] = []byte(strings.Repeat(name, seal.KeySize))[:seal.KeySize]
	}
	return k[name], nil
}

// TestLogsOfReleasesAreRead replays every committed log, from its snapshot and without.
func TestLogsOfReleasesAreRead(t *testing.T) {
	if *record != "" {
		synctest.Test(t, recordLog)
	}
	files, err := filepath.Glob("testdata/log-*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no logs to replay: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var g golden
			raw, err := os.ReadFile(file)
			if err == nil {
				err = json.Unmarshal(raw, &g)
			}
			if err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) {
				log := g.log(t)
				g.compare(t, g.read(t, log))
				g.compare(t, g.read(t, forgetful{log}))
			})
		})
	}
}

// log is the golden log in memory.
func (g golden) log(t *testing.T) roomlog.Log {
	t.Helper()
	log := memlog.New()
	var last roomlog.Seq
	for _, r := range g.Records {
		var err error
		if last, err = log.Append(t.Context(), "plaza", last, []byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range g.Snapshots {
		if err := log.SaveSnapshot(t.Context(), "plaza", []byte(g.Snapshots[len(g.Snapshots)-1-i])); err != nil {
			t.Fatal(err)
		}
	}
	return log
}

// read opens the room on a log, and is what it then shows.
func (g golden) read(t *testing.T, log roomlog.Log) golden {
	t.Helper()
	drawing := *worldtest.Map()
	if g.Map != "" {
		drawing.Revision = g.Map
	}
	cfg := Config{Log: log, Sealer: seal.New(keyring(g.Keys), 64), Maps: oneMap{&drawing}}
	state := folded(t, cfg)
	out := golden{Map: state.Map, Views: map[string]string{"": marshal(t, state.Door(state.At))}}
	for _, p := range state.People {
		out.Views[string(p.ID)] = marshal(t, state.View(p.ID))
	}
	history, err := roomlog.History(t.Context(), log, "plaza", 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	_, open := cfg.Sealer.Room(t.Context(), "plaza")
	for _, h := range history {
		e, err := wire.LoadEvent(h.Data, h.Position, open)
		if err != nil {
			t.Fatal(err)
		}
		frame, err := wire.EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		out.Events = append(out.Events, string(frame))
	}
	return out
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func (g golden) compare(t *testing.T, got golden) {
	t.Helper()
	if diff := cmp.Diff(g.Events, got.Events); diff != "" {
		t.Errorf("events read otherwise than they were (-then +now):\n%s", diff)
	}
	if len(g.Views) != len(got.Views) {
		t.Errorf("there are %d viewers, not %d", len(got.Views), len(g.Views))
	}
	for viewer, then := range g.Views {
		before, now := fields(t, then), fields(t, got.Views[viewer])
		for field := range now {
			if before[field] == nil {
				delete(now, field) // views have it since a later release
			}
		}
		if diff := cmp.Diff(before, now); diff != "" {
			t.Errorf("the room reads otherwise to %q than it did (-then +now):\n%s", viewer, diff)
		}
	}
}

func fields(t *testing.T, view string) (of map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(view), &of); err != nil {
		t.Fatal(err)
	}
	return of
}

// recordLog plays a scene of everything that can happen in a room, and writes the log down.
func recordLog(t *testing.T) {
	log, keys := memlog.New(), keyring{}
	old := *worldtest.Map()
	old.Revision = "an earlier drawing"
	cfg := Config{Log: log, Sealer: seal.New(keys, 64), Maps: oneMap{&old}, SnapshotEvents: 12, GhostFor: time.Second}
	live := func(scene func(r *Room, do func(who string, action world.Action) Answer)) {
		ctx, cancel := context.WithCancel(t.Context())
		street, ended := NewStreet(cfg), make(chan error, 1)
		go func() { ended <- street.Serve(ctx) }()
		r, err := street.Open(ctx, "plaza")
		if err != nil {
			t.Fatal(err)
		}
		scene(r, func(who string, action world.Action) Answer {
			p := world.Principal{ID: world.VisitorID(who), Name: "名 " + who, Kind: world.KindPerson, Role: world.RoleGuest, Age: world.AgeUnknown, Lang: "ja", Outfit: "0123456789abcdef"}
			if who == "mika" {
				p.IgnoredBy = []world.VisitorID{"aoi"}
			}
			if _, rename := action.(world.Rename); rename {
				p.Name = "ミカ <&> 🏮"
			}
			id := world.CommandID(time.Now().Format(time.RFC3339Nano))
			answer, err := r.Do(ctx, world.Command{ID: id, Do: action}, p)
			if err != nil {
				t.Fatalf("%s of %s: %v", action.CommandName(), who, err)
			}
			time.Sleep(700 * time.Millisecond)
			return answer
		})
		cancel()
		<-ended
		time.Sleep(time.Second)
	}
	live(func(r *Room, do func(string, world.Action) Answer) {
		for _, who := range []string{"mika", "ren", "aoi"} {
			r.Attach(world.VisitorID(who))
			do(who, world.Enter{})
		}
		do("guest", world.Enter{})
		do("mika", world.Sit{Seat: "east"})
		do("ren", world.Approach{Visitor: "mika"})
		do("mika", world.Say{Text: "こんばんは <&> 🏮", Lang: "ja"})
		do("mika", world.Whisper{To: "ren", Text: "ないしょ"})
		do("mika", world.Whisper{To: "aoi", Text: "unheard"})
		do("ren", world.Retract{Line: do("ren", world.Whisper{To: "mika", Text: "taken back"}).Position})
		do("ren", world.Express{Name: "smile"})
		do("ren", world.Express{Name: "wave"})
		for _, who := range []string{"ren", "aoi", "guest"} {
			do(who, world.Express{Name: "dance"})
		}
		do("aoi", world.Wear{Outfit: "fedcba9876543210"})
		do("mika", world.Rename{})
		do("aoi", world.Walk{To: nav.Point{X: 100_000, Y: 100_000}})
		do("guest", world.Leave{})
		do("ren", world.Express{Name: "sleep"})
	})
	cfg.Maps = oneMap{worldtest.Map()}
	live(func(r *Room, do func(string, world.Action) Answer) {
		for _, who := range []string{"mika", "ren", "aoi"} {
			r.Attach(world.VisitorID(who))
		}
		do("mika", world.Stand{})
		do("late", world.Enter{})
		r.Attach("late")
		r.Detach("late")
		time.Sleep(3 * time.Second)
		do("ren", world.Say{Text: "late goes by itself"})
	})
	last, found, err := log.Last(t.Context(), "plaza")
	if err != nil || !found {
		t.Fatalf("no log: %v", err)
	}
	g := golden{Keys: keys}
	for r, err := range log.Read(t.Context(), "plaza", 0, last.Seq) {
		if err != nil {
			t.Fatal(err)
		}
		g.Records = append(g.Records, string(r.Data))
	}
	snapshots, err := log.Snapshots(t.Context(), "plaza")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range snapshots {
		g.Snapshots = append(g.Snapshots, string(s))
	}
	read := g.read(t, log)
	g.Map, g.Events, g.Views = read.Map, read.Events, read.Views
	file := "testdata/log-" + *record + ".json"
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is there: a release's log is never written again", file)
	}
	raw, err := json.MarshalIndent(g, "", " ")
	if err == nil {
		err = errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(file, append(raw, '\n'), 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
}
