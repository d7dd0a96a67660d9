package room

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
)

type oneMap struct{ m *world.Map }

func (o oneMap) Rooms() []world.RoomID                  { return []world.RoomID{"plaza"} }
func (o oneMap) Map(id world.RoomID) (*world.Map, bool) { return o.m, id == "plaza" }

// forgetful is a log whose snapshots are lost.
type forgetful struct{ roomlog.Log }

func (forgetful) Snapshots(context.Context, world.RoomID) ([][]byte, error) { return nil, nil }

// folded is the state a room opens with.
func folded(t *testing.T, cfg Config) *world.State {
	t.Helper()
	street := NewStreet(cfg)
	r := newRoom("plaza", "plaza", 1, street.cfg, street.supervisor)
	o := &owner{room: r}
	if err := o.open(context.Background()); err != nil {
		t.Fatal(err)
	}
	return o.state
}

func TestSnapshotAndTailEqualTheWholeLog(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		person := func(n int) world.Principal {
			id := world.VisitorID(fmt.Sprintf("%016d", n))
			return world.Principal{ID: id, Name: fmt.Sprint("人", n), Kind: world.KindPerson, Role: world.RoleGuest, Lang: "ja", Outfit: "0123"}
		}
		action := rapid.Custom(func(rt *rapid.T) world.Action {
			return rapid.SampledFrom([]world.Action{
				world.Enter{}, world.Enter{}, world.Leave{}, world.Stand{}, world.Sit{Seat: "east"}, world.Sit{Seat: "west"},
				world.Walk{To: nav.Point{X: rapid.IntRange(0, 600).Draw(rt, "x"), Y: rapid.IntRange(0, 480).Draw(rt, "y")}},
				world.Say{Text: "やあ", Lang: "ja"}, world.Whisper{To: person(1).ID, Text: "内緒"}, world.Express{Name: "smile"},
				world.Express{Name: "wave"}, world.Wear{Outfit: "4567"}, world.Rename{}, world.Retract{},
			}).Draw(rt, "action")
		})
		actions := rapid.SliceOfN(action, 1, 80).Draw(rt, "actions")
		who := rapid.SliceOfN(rapid.IntRange(0, 3), len(actions), len(actions)).Draw(rt, "who")
		every := rapid.IntRange(1, 30).Draw(rt, "snapshot every")
		synctest.Test(t, func(t *testing.T) {
			log := memlog.New()
			cfg := Config{Log: log, Sealer: seal.New(seal.NewMemory(), 1024), Maps: oneMap{worldtest.Map()}, SnapshotEvents: every}
			ctx, cancel := context.WithCancel(context.Background())
			street := NewStreet(cfg)
			ended := make(chan error, 1)
			go func() { ended <- street.Serve(ctx) }()
			r, err := street.Open(ctx, "plaza")
			if err != nil {
				t.Fatal(err)
			}
			var newest world.Position
			for i, do := range actions {
				if _, retract := do.(world.Retract); retract {
					do = world.Retract{Line: newest}
				}
				p := person(who[i])
				if _, rename := do.(world.Rename); rename {
					p.Name = fmt.Sprint("名", i)
				}
				answer, err := r.Do(ctx, world.Command{ID: world.CommandID(fmt.Sprint(i)), Do: do}, p)
				if _, said := do.(world.Say); said && err == nil {
					newest = answer.Position
				}
				time.Sleep(100 * time.Millisecond)
			}
			cancel()
			<-ended
			time.Sleep(time.Second)
			whole := cfg
			whole.Log = forgetful{log}
			compareStates(t, folded(t, cfg), folded(t, whole))
			time.Sleep(time.Second)
		})
		if t.Failed() {
			rt.FailNow()
		}
	})
}

func compareStates(t *testing.T, tail, whole *world.State) {
	t.Helper()
	// Commands that made nothing happen are remembered in snapshots; the log has them only along with others, and
	// knows the commit's instant, not each command's.
	for who, done := range tail.Recent {
		for _, d := range done {
			if w, ok := whole.Done(who, d.ID); ok && w.Position != d.Position {
				t.Errorf("command %s: %+v in the snapshot, %+v in the log", d.ID, d, w)
			}
		}
	}
	for who, done := range whole.Recent {
		for _, w := range done {
			if d, ok := tail.Done(who, w.ID); !ok || d.Position != w.Position || d.Nearest != w.Nearest {
				t.Errorf("command %s: %+v in the log, %+v in the snapshot", w.ID, w, d)
			}
		}
	}
	options := []cmp.Option{cmpopts.IgnoreUnexported(world.State{}), cmpopts.IgnoreFields(world.State{}, "Recent"), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(whole, tail, options...); diff != "" {
		t.Errorf("snapshot and tail differ from the whole log (-whole +tail):\n%s", diff)
	}
}
