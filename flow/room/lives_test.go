package room_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
)

// boom makes the room's goroutine panic at a line that says so, after what then does.
func boom(then func()) func(*room.Config) {
	return func(c *room.Config) {
		c.BeforeDecide = func(_ world.RoomID, cmd world.Command) {
			if say, ok := cmd.Do.(world.Say); ok && say.Text == "boom" {
				then()
				panic("injected")
			}
		}
	}
}

func TestAPanicIsAPauseForThoseWhoWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r *room.Room
		var all sync.WaitGroup
		s := newStage(t, boom(func() {
			for i := range 5 {
				all.Go(func() { must(t, r, person(i), "queued", world.Say{Text: fmt.Sprint("after ", i)}) })
			}
			synctest.Wait()
		}))
		r = s.open()
		for i := range 5 {
			must(t, r, person(i), "enter", world.Enter{})
			r.Attach(person(i).ID)
		}
		window, at := r.Window(), view(t, r, person(0)).Position
		began := time.Now()
		_, err := r.Do(t.Context(), command("boom", world.Say{Text: "boom"}), person(0))
		if codeOf(err) != world.CodeUnavailable || time.Since(began) > 0 {
			t.Errorf("the command that was being handled, after %v: %v", time.Since(began), err)
		}
		all.Wait()
		if said := bodies[world.Said](s); len(said) != 5 {
			t.Errorf("after the panic the log has %+v", said)
		}
		if s.open() != r || r.Window() != window {
			t.Error("the handle or its window did not survive")
		}
		cursor, err := window.Cursor(person(0).ID, at)
		if err != nil {
			t.Fatalf("a connection's position did not survive: %v", err)
		}
		if events, _, err := cursor.Poll(t.Context()); err != nil || len(events) != 5 {
			t.Errorf("the connection reads %d events, %v", len(events), err)
		}
		if i := s.street.Inspect()[0]; i.Restarts != 1 || i.People != 5 || i.Ghosts != 0 || !i.Running {
			t.Errorf("inspection: %+v", i)
		}
		time.Sleep(time.Minute)
		if v := view(t, r, person(0)); len(v.People) != 5 {
			t.Errorf("of five connected people %d stayed", len(v.People))
		}
	})
}

// panickyLog panics once, after an append has landed.
type panickyLog struct {
	*memlog.Log
	armed bool
}

func (l *panickyLog) Append(ctx context.Context, id world.RoomID, after roomlog.Seq, data []byte) (roomlog.Seq, error) {
	seq, err := l.Log.Append(ctx, id, after, data)
	if l.armed {
		l.armed = false
		panic("injected")
	}
	return seq, err
}

func TestACommandThatLandedBeforeThePanicIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log *panickyLog
		s := newStage(t, func(c *room.Config) {
			log = &panickyLog{Log: c.Log.(*memlog.Log)}
			c.Log = log
		})
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		log.armed = true
		if _, err := r.Do(t.Context(), command("2", world.Say{Text: "once"}), person(0)); codeOf(err) != world.CodeUnavailable {
			t.Fatalf("in flight at the panic: %v", err)
		}
		answer := must(t, r, person(0), "2", world.Say{Text: "once"})
		events := s.events()
		if said := bodies[world.Said](s); len(said) != 1 || answer.Position != events[len(events)-1].Position {
			t.Errorf("answered %s, the log has %+v", answer.Position, said)
		}
		if _, err := r.Window().Cursor(person(0).ID, answer.Position); err != nil {
			t.Errorf("the window missed what landed before the panic: %v", err)
		}
	})
}

func TestARoomThatKeepsPanickingLeavesOthersAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := worldtest.Map()
		s := newStage(t, boom(func() {}), func(c *room.Config) { c.Maps = drawings{plaza: m, "bar": m} })
		r := s.open()
		bar, err := s.street.Open(t.Context(), "bar")
		if err != nil {
			t.Fatal(err)
		}
		must(t, r, person(0), "1", world.Enter{})
		must(t, bar, person(1), "1", world.Enter{})
		for i := range 20 {
			_, err := r.Do(t.Context(), command(fmt.Sprint("b", i), world.Say{Text: "boom"}), person(0))
			if codeOf(err) != world.CodeUnavailable {
				t.Fatal(err)
			}
			began := time.Now()
			must(t, bar, person(1), fmt.Sprint("s", i), world.Say{Text: "calm"})
			if time.Since(began) > 0 {
				t.Fatal("the other room paused")
			}
		}
		began := time.Now()
		must(t, r, person(0), "calm", world.Say{Text: "calm"})
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("back after %v", took)
		}
	})
}

func TestWhoeverIsNotConnectedLeavesInTime(t *testing.T) {
	tests := map[string]struct {
		do   func(*room.Room, world.VisitorID)
		stay time.Duration
	}{
		"a command counts as half a minute": {func(*room.Room, world.VisitorID) {}, 60 * time.Second},
		"a closed connection counts at once": {func(r *room.Room, id world.VisitorID) {
			r.Attach(id)
			r.Attach(id)
			r.Detach(id)
			r.Detach(id)
		}, 30 * time.Second},
		"polls keep": {func(r *room.Room, id world.VisitorID) {
			for range 4 {
				time.Sleep(25 * time.Second)
				r.Touch(id)
			}
		}, 160 * time.Second},
		"coming back keeps": {func(r *room.Room, id world.VisitorID) {
			r.Attach(id)
			r.Detach(id)
			time.Sleep(29 * time.Second)
			r.Attach(id)
			time.Sleep(time.Hour)
			r.Detach(id)
		}, time.Hour + 59*time.Second},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t)
				r := s.open()
				began := time.Now()
				must(t, r, person(0), "1", world.Enter{})
				test.do(r, person(0).ID)
				time.Sleep(test.stay - time.Since(began) - 10*time.Millisecond)
				if left := bodies[world.Left](s); len(left) != 0 {
					t.Fatalf("left too early: %+v", left)
				}
				time.Sleep(20 * time.Millisecond)
				if left := bodies[world.Left](s); len(left) != 1 || left[0].Reason != "away" || left[0].Who != person(0).ID {
					t.Errorf("after %v: %+v", test.stay, left)
				}
			})
		})
	}
}

func TestAfterAReplayEverybodyIsAGhostAfresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(c *room.Config) { c.GhostFor = 10 * time.Second })
		r := s.open()
		for i := range 2 {
			must(t, r, person(i), "1", world.Enter{})
			r.Attach(person(i).ID)
		}
		time.Sleep(time.Hour)
		s.restart()
		r = s.open()
		r.Attach(person(1).ID)
		time.Sleep(9900 * time.Millisecond)
		if i := s.street.Inspect()[0]; i.People != 2 || i.Ghosts != 1 {
			t.Errorf("before the ghost's time: %+v", i)
		}
		time.Sleep(200 * time.Millisecond)
		if v := view(t, r, person(1)); len(v.People) != 1 {
			t.Errorf("after the ghost's time: %+v", v.People)
		}
	})
}

func TestARoomWithALogIsOpenedBeforeAnybodyAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(c *room.Config) { c.GhostFor = 10 * time.Second })
		must(t, s.open(), person(0), "1", world.Enter{})
		s.restart()
		if list := s.street.Rooms(); list[0].People != 1 {
			t.Errorf("after a restart: %+v", list)
		}
		time.Sleep(11 * time.Second)
		if list := s.street.Rooms(); list[0].People != 0 {
			t.Errorf("nobody came back: %+v", list)
		}
		if left := bodies[world.Left](s); len(left) != 1 || left[0].Reason != "away" {
			t.Errorf("the log has %+v", left)
		}
	})
}

func TestARepeatedAcceptedCommandDoesNothingAlsoAfterARestart(t *testing.T) {
	for name, close := range map[string]func(*stage){
		"at once":             func(*stage) {},
		"from a snapshot":     func(s *stage) { s.restart() },
		"from the log's tail": func(s *stage) { abandon(s) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t)
				r := s.open()
				must(t, r, person(0), "in", world.Enter{})
				far := must(t, r, person(0), "walk", world.Walk{To: nav.Point{X: 1000, Y: 1000}})
				said := must(t, r, person(0), "say", world.Say{Text: "x"})
				must(t, r, person(0), "out", world.Leave{})
				if !far.Nearest {
					t.Error("a walk out of the room goes to the nearest place")
				}
				far.Inside, said.Inside = false, false // who repeats has gone out
				before := len(s.events())
				close(s)
				r = s.open()
				if again := must(t, r, person(0), "walk", world.Walk{To: nav.Point{X: 1000, Y: 1000}}); again != far {
					t.Errorf("answered %+v, then %+v", far, again)
				}
				if again := must(t, r, person(0), "say", world.Say{Text: "x"}); again != said {
					t.Errorf("answered %+v, then %+v", said, again)
				}
				if n := len(s.events()); n != before {
					t.Errorf("the repeats added %d events", n-before)
				}
				must(t, r, person(1), "in", world.Enter{})
				if _, err := r.Do(t.Context(), command("say", world.Say{Text: "x"}), person(1)); err != nil {
					t.Errorf("another visitor's command of the same id: %v", err)
				}
			})
		})
	}
}

// abandon starts another street on the same log while the first lives, as after a kill -9: no closing snapshot.
func abandon(s *stage) {
	old, ended := s.street, s.ended
	s.run()
	s.t.Cleanup(func() {
		if err := old.Close(context.Background()); err != nil {
			s.t.Error(err)
		}
		<-ended
	})
}

func TestARefusedCommandIsDecidedAfresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		must(t, r, person(0), "in", world.Enter{})
		must(t, r, person(1), "in", world.Enter{})
		must(t, r, person(0), "sit", world.Sit{Seat: "east"})
		if _, err := r.Do(t.Context(), command("sit", world.Sit{Seat: "east"}), person(1)); codeOf(err) != world.CodeSeatTaken {
			t.Fatal(err)
		}
		must(t, r, person(0), "up", world.Stand{})
		must(t, r, person(1), "sit", world.Sit{Seat: "east"})
	})
}

func TestClosingSavesASnapshotAndAnswersWithAWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		at := view(t, r, person(0)).Position
		cursor, err := r.Window().Cursor(person(0).ID, at)
		if err != nil {
			t.Fatal(err)
		}
		var stream strings.Builder
		var all sync.WaitGroup
		all.Go(func() {
			if err := cursor.Stream(t.Context(), &stream); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		s.close()
		all.Wait()
		if !strings.Contains(stream.String(), `"unavailable"`) {
			t.Errorf("the connection read %q", stream.String())
		}
		snapshots, err := s.log.Snapshots(t.Context(), plaza)
		if err != nil || len(snapshots) != 1 {
			t.Fatalf("%d snapshots, %v", len(snapshots), err)
		}
		var saved roomlog.Snapshot
		if err := json.Unmarshal(snapshots[0], &saved); err != nil || saved.Position != at {
			t.Errorf("the snapshot is at %s, the room was at %s, %v", saved.Position, at, err)
		}
		began := time.Now()
		if _, err := r.Do(t.Context(), command("2", world.Say{Text: "x"}), person(0)); codeOf(err) != world.CodeUnavailable || time.Since(began) > 0 {
			t.Errorf("after closing: %v", err)
		}
		if _, err := s.street.Open(t.Context(), plaza); codeOf(err) != world.CodeUnavailable {
			t.Errorf("open after closing: %v", err)
		}
		s.run()
	})
}

func TestSnapshotsComeWithEventsAndWithTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(c *room.Config) { c.SnapshotEvents, c.SnapshotEvery = 10, time.Minute })
		r := s.open()
		r.Attach(person(0).ID)
		must(t, r, person(0), "1", world.Enter{})
		saved := func() uint64 {
			snapshots, err := s.log.Snapshots(t.Context(), plaza)
			if err != nil || len(snapshots) == 0 {
				return 0
			}
			var newest roomlog.Snapshot
			if err := json.Unmarshal(snapshots[0], &newest); err != nil {
				t.Fatal(err)
			}
			return newest.Position.N
		}
		for i := range 7 {
			must(t, r, person(0), fmt.Sprint("s", i), world.Say{Text: "x"})
		}
		if n := saved(); n != 0 {
			t.Errorf("after 9 events there is a snapshot at %d", n)
		}
		must(t, r, person(0), "s7", world.Say{Text: "x"})
		synctest.Wait()
		if n := saved(); n != 10 {
			t.Errorf("after 10 events the snapshot is at %d", n)
		}
		must(t, r, person(0), "s8", world.Say{Text: "x"})
		time.Sleep(59 * time.Second)
		if n := saved(); n != 10 {
			t.Errorf("within a minute the snapshot is at %d", n)
		}
		time.Sleep(2 * time.Second)
		if n := saved(); n != 11 {
			t.Errorf("after a minute the snapshot is at %d", n)
		}
	})
}

func TestAWindowOfARestartedRoomReachesAsFarBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(c *room.Config) { c.SnapshotEvents, c.Window.Entries = 5, 40 })
		r := s.open()
		r.Attach(person(0).ID)
		in := must(t, r, person(0), "1", world.Enter{}).Position
		positions := []world.Position{in}
		for i := range 100 {
			positions = append(positions, must(t, r, person(0), fmt.Sprint("s", i), world.Say{Text: "x"}).Position)
		}
		for range 3 { // with each restart a snapshot, and a purge
			s.restart()
			r = s.open()
		}
		if _, err := r.Window().Cursor(person(0).ID, positions[60]); err != nil {
			t.Errorf("forty events ago: %v", err)
		}
		if _, err := r.Window().Cursor(person(0).ID, positions[59]); codeOf(err) != world.CodeGone {
			t.Errorf("forty-one events ago: %v", err)
		}
		if n := len(s.events()); n > 60 {
			t.Errorf("the log keeps %d events", n)
		}
	})
}

func TestANewDrawingIsAnEventWhenTheRoomOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		if drawn := bodies[world.Redrawn](s); len(drawn) != 1 || drawn[0].Map != "plaza-1" {
			t.Fatalf("a new room begins with %+v", drawn)
		}
		m := *worldtest.Map()
		m.Revision = "plaza-2"
		s.config.Maps = drawings{plaza: &m}
		s.restart()
		s.open()
		if drawn := bodies[world.Redrawn](s); len(drawn) != 2 || drawn[1].Map != "plaza-2" {
			t.Errorf("after new art: %+v", drawn)
		}
		s.restart()
		s.open()
		if drawn := bodies[world.Redrawn](s); len(drawn) != 2 {
			t.Errorf("without new art: %+v", drawn)
		}
	})
}
