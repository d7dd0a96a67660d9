package room_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
	"github.com/yokocho/yokocho/flow/room"
)

// upTo has a room of six open so many times.
func upTo(most int) func(*room.Config) {
	return func(c *room.Config) {
		c.Maps = drawings{plaza: worldtest.Map()}
		c.Instances = func(world.RoomID) int { return most }
	}
}

func visitor(n int) world.Principal {
	p := person(n)
	p.ID = world.VisitorID(fmt.Sprintf("visitor%09d", n))
	return p
}

// comeIn enters the plaza, or where its refusals lead.
func comeIn(s *stage, p world.Principal) (*room.Room, error) {
	in := plaza
	for {
		r, err := s.street.Open(context.Background(), in)
		if err == nil {
			if _, err = r.Do(context.Background(), command(fmt.Sprint("enter-", in, time.Now().UnixNano()), world.Enter{}), p); err == nil {
				r.Attach(p.ID)
				return r, nil
			}
		}
		switch codeOf(err) {
		case world.CodeBusy:
			time.Sleep(50 * time.Millisecond)
			continue
		case world.CodeFull:
		default:
			return nil, err
		}
		if in = s.street.Instead(in); in == "" {
			return nil, err
		}
	}
}

func goOut(t testing.TB, r *room.Room, p world.Principal) {
	t.Helper()
	must(t, r, p, "leave", world.Leave{})
	r.Detach(p.ID)
}

func people(s *stage) map[world.RoomID]int {
	list := map[world.RoomID]int{}
	for _, info := range s.street.Rooms() {
		list[info.ID] = info.People
	}
	return list
}

func TestAFullRoomOpensAnotherInstanceOfItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const most, capacity = 50, 6
		s := newStage(t, upTo(most))
		var all sync.WaitGroup
		var mu sync.Mutex
		in := map[int]*room.Room{}
		refused := 0
		for n := range most*capacity + 7 {
			all.Go(func() {
				r, err := comeIn(s, visitor(n))
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					in[n] = r
				} else if refused++; codeOf(err) != world.CodeFull {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if refused != 7 || len(s.street.Rooms()) != most {
			t.Errorf("%d were refused, %d rooms are open", refused, len(s.street.Rooms()))
		}
		for id, n := range people(s) {
			if n != capacity {
				t.Errorf("%d people in %s", n, id)
			}
		}
		for _, info := range s.street.Rooms() {
			if info.More {
				t.Errorf("there is no place anywhere, yet %s leads on", info.ID)
			}
		}
		second := s.street.Rooms()[1]
		if second.ID != "plaza-2" || second.Base != plaza || second.Title != (world.Title{Ja: "広場 2", En: "Plaza 2"}) {
			t.Errorf("the second room is %+v", second)
		}
		if len(s.street.Inspect()) != most {
			t.Errorf("operators see %d rooms", len(s.street.Inspect()))
		}
		goOut(t, in[0], visitor(0))
		synctest.Wait()
		for _, info := range s.street.Rooms() {
			if info.More != (info.ID != in[0].ID()) {
				t.Errorf("with a place in %s alone, %s leads on: %v", in[0].ID(), info.ID, info.More)
			}
		}
		delete(in, 0)
		before := runtime.NumGoroutine()
		for n, r := range in {
			goOut(t, r, visitor(n))
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if open := people(s); len(open) != 1 {
			t.Errorf("nobody is in %v, yet they are open", open)
		}
		if gone := before - runtime.NumGoroutine(); gone < most-1 {
			t.Errorf("only %d goroutines went with %d rooms", gone, most-1)
		}
	})
}

func TestAnInstanceThatHasClosedLeadsToItsRoomAndOpensAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, upTo(3))
		rooms := make([]*room.Room, 8)
		for n := range rooms {
			var err error
			if rooms[n], err = comeIn(s, visitor(n)); err != nil {
				t.Fatal(err)
			}
		}
		second := rooms[7]
		must(t, second, visitor(7), "line", world.Say{Text: "まだいるよ"})
		goOut(t, second, visitor(6))
		time.Sleep(2 * time.Minute)
		if second.Closed() {
			t.Fatal("it closed although somebody is in it")
		}
		goOut(t, second, visitor(7))
		time.Sleep(2 * time.Minute)
		synctest.Wait()

		var refusal *world.Error
		_, err := s.street.Open(context.Background(), "plaza-2")
		if !errors.As(err, &refusal) || refusal.Code != world.CodeUnknownRoom || refusal.Instead != plaza {
			t.Errorf("a closed instance answers %v, instead: %v", err, refusal)
		}
		if _, err := s.street.Open(context.Background(), "plaza-4"); codeOf(err) != world.CodeUnknownRoom {
			t.Errorf("an instance beyond the number answers %v", err)
		}
		if _, err := second.Do(context.Background(), command("late", world.Enter{}), visitor(7)); codeOf(err) != world.CodeUnavailable {
			t.Errorf("the handle of a closed instance answers %v", err)
		}
		again, err := comeIn(s, visitor(7))
		if err != nil || again.ID() != "plaza-2" || again == second {
			t.Fatalf("%v %v", again, err)
		}
		if lines := view(t, again, visitor(7)).Lines; len(lines) != 1 || lines[0].Text != "まだいるよ" {
			t.Errorf("its log has become %v", lines)
		}
	})
}

func TestAnInstanceWithPeopleOpensAfterARestartAndClosesWhenTheyStayAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, upTo(3))
		for n := range 7 {
			if _, err := comeIn(s, visitor(n)); err != nil {
				t.Fatal(err)
			}
		}
		s.restart()
		synctest.Wait()
		r, err := s.street.Open(context.Background(), "plaza-2")
		if err != nil || r.Inside(context.Background(), visitor(6).ID) != nil {
			t.Fatalf("whoever was in it is not: %v", err)
		}
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		if open := people(s); len(open) != 1 {
			t.Errorf("still open: %v", open)
		}
	})
}

func TestARoomThatWasDrawnIsNoInstance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, upTo(3), func(c *room.Config) { c.Maps.(drawings)["plaza-2"] = worldtest.Map() })
		for n := range 7 {
			if _, err := comeIn(s, visitor(n)); err != nil {
				t.Fatal(err)
			}
		}
		if open := people(s); open["plaza-2"] != 0 || open["plaza-3"] != 1 || s.street.Base("plaza-2") != "plaza-2" || s.street.Base("plaza-3") != plaza {
			t.Errorf("open: %v", open)
		}
	})
}

// BenchmarkInstances opens three hundred instances, and tells what each takes.
func BenchmarkInstances(b *testing.B) {
	const most, capacity = 300, 6
	for b.Loop() {
		b.StopTimer()
		s := newStage(b, upTo(most))
		s.open()
		before := heap()
		b.StartTimer()
		for n := range most * capacity {
			if _, err := comeIn(s, visitor(n)); err != nil {
				b.Fatal(err)
			}
		}
		b.StopTimer()
		b.ReportMetric(float64(heap()-before)/most/1024, "KiB/room")
		b.StartTimer()
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
