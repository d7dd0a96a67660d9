package room_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const plaza = world.RoomID("plaza")

// drawings are the maps of a street.
type drawings map[world.RoomID]*world.Map

func (d drawings) Rooms() []world.RoomID { return []world.RoomID{plaza} }

func (d drawings) Map(id world.RoomID) (*world.Map, bool) { m, ok := d[id]; return m, ok }

// stage is a street under test, and what it stands on.
type stage struct {
	t      testing.TB
	log    *memlog.Log
	keys   *seal.Memory
	config room.Config
	street *room.Street
	ended  chan struct{}
}

// newStage runs a street with one room until the test ends.
func newStage(t testing.TB, adjust ...func(*room.Config)) *stage {
	t.Helper()
	m := worldtest.Map()
	m.Capacity = 50
	s := &stage{t: t, log: memlog.New(), keys: seal.NewMemory()}
	s.config = room.Config{Log: s.log, Sealer: seal.New(s.keys, 1024), Maps: drawings{plaza: m}, Owner: "test"}
	for _, a := range adjust {
		a(&s.config)
	}
	s.run()
	t.Cleanup(s.close)
	return s
}

func (s *stage) run() {
	s.street, s.ended = room.NewStreet(s.config), make(chan struct{})
	go func(street *room.Street, ended chan struct{}) {
		defer close(ended)
		if err := street.Serve(context.Background()); err == nil {
			s.t.Error("a street that ends says why")
		}
	}(s.street, s.ended)
	if s.inBubble() {
		synctest.Wait() // so that Close finds it running
	}
}

// inBubble: tests run in virtual time, benchmarks do not.
func (s *stage) inBubble() bool { _, is := s.t.(*testing.T); return is }

func (s *stage) close() {
	if err := s.street.Close(context.Background()); err != nil {
		s.t.Error(err)
	}
	<-s.ended
	if s.inBubble() {
		time.Sleep(time.Second) // the window's flusher goes with the quiet
	}
}

// restart is the server going and coming back.
func (s *stage) restart() {
	s.close()
	s.run()
}

func (s *stage) open() *room.Room {
	s.t.Helper()
	r, err := s.street.Open(context.Background(), plaza)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// events are what the log holds.
func (s *stage) events() []world.Event {
	s.t.Helper()
	history, err := roomlog.History(context.Background(), s.log, plaza, 1<<20)
	if err != nil {
		s.t.Fatal(err)
	}
	_, open := seal.New(s.keys, 1024).Room(context.Background(), plaza)
	events := make([]world.Event, len(history))
	for i, h := range history {
		if events[i], err = wire.LoadEvent(h.Data, h.Position, open); err != nil {
			s.t.Fatal(err)
		}
	}
	return events
}

// bodies are the events of one type in the log.
func bodies[B world.Body](s *stage) []B {
	var found []B
	for _, e := range s.events() {
		if b, ok := e.Body.(B); ok {
			found = append(found, b)
		}
	}
	return found
}

// commits counts the log's messages, claims among them.
func (s *stage) commits() int {
	s.t.Helper()
	last, found, err := s.log.Last(context.Background(), plaza)
	if err != nil || !found {
		return 0
	}
	n := 0
	for _, err := range s.log.Read(context.Background(), plaza, 0, last.Seq) {
		if err != nil {
			s.t.Fatal(err)
		}
		n++
	}
	return n
}

func person(n int) world.Principal {
	name := string(rune('a' + n%26))
	id := ""
	for len(id) < 16 {
		id += name
	}
	return world.Principal{ID: world.VisitorID(id), Name: name, Kind: world.KindPerson, Role: world.RoleGuest, Age: world.AgeUnknown, Outfit: "0123"}
}

func command(id string, do world.Action) world.Command {
	return world.Command{ID: world.CommandID(id), Do: do}
}

func must(t testing.TB, r *room.Room, p world.Principal, id string, do world.Action) room.Answer {
	t.Helper()
	answer, err := r.Do(context.Background(), command(id, do), p)
	if err != nil {
		t.Fatalf("%s of %s: %v", do.CommandName(), p.Name, err)
	}
	return answer
}

func codeOf(err error) world.Code {
	var refusal *world.Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

func view(t testing.TB, r *room.Room, p world.Principal) world.View {
	t.Helper()
	v, err := r.View(context.Background(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestACommandIsAnsweredWithWhereTheLogHasIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		answer := must(t, r, person(0), "2", world.Say{Text: "やっほー"})
		events := s.events()
		last := events[len(events)-1]
		if said, ok := last.Body.(world.Said); !ok || said.Text != "やっほー" || last.Position != answer.Position {
			t.Errorf("answered %s, the log ends with %+v", answer.Position, last)
		}
		v := view(t, r, person(0))
		if v.Position != answer.Position || len(v.Lines) != 1 || v.Lines[0].Text != "やっほー" {
			t.Errorf("view: %+v", v)
		}
		if _, err := r.Window().Cursor(person(0).ID, answer.Position); err != nil {
			t.Errorf("the window does not stand at the answer: %v", err)
		}
	})
}

func TestReadingNeedsBeingInsideUnlessTheDoorIsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		if _, err := r.View(t.Context(), person(0).ID); codeOf(err) != world.CodeNotHere {
			t.Errorf("view from outside: %v", err)
		}
		if err := r.Inside(t.Context(), person(0).ID); codeOf(err) != world.CodeNotHere {
			t.Errorf("inside: %v", err)
		}
		must(t, r, person(0), "1", world.Enter{})
		if err := r.Inside(t.Context(), person(0).ID); err != nil {
			t.Errorf("inside: %v", err)
		}
		if v, err := r.Door(t.Context()); err != nil || len(v.People) != 1 {
			t.Errorf("door: %+v, %v", v, err)
		}
		m, _ := s.config.Maps.Map(plaza)
		m.Open = false
		if _, err := r.Door(t.Context()); codeOf(err) != world.CodeForbidden {
			t.Errorf("closed door: %v", err)
		}
		if _, err := s.street.Open(t.Context(), "nowhere"); codeOf(err) != world.CodeUnknownRoom {
			t.Errorf("unknown room: %v", err)
		}
	})
}

// slowly makes every append take 10 ms.
func slowly(world.RoomID, []byte) memlog.Fault { return memlog.Fault{Delay: 10 * time.Millisecond} }

func TestWhatGathersDuringAnAppendIsOneCommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		for i := range 20 {
			must(t, r, person(i), "enter", world.Enter{})
		}
		before, began := s.commits(), time.Now()
		s.log.Inject(slowly)
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				for j := range 5 {
					must(t, r, person(i), fmt.Sprint(j), world.Say{Text: fmt.Sprint(j)})
				}
			})
		}
		all.Wait()
		if n := s.commits() - before; n > 11 {
			t.Errorf("100 lines of 20 people took %d commits", n)
		}
		if took := time.Since(began); took > 120*time.Millisecond {
			t.Errorf("100 lines of 20 people took %v", took)
		}
		heard := map[world.VisitorID]int{}
		for _, said := range bodies[world.Said](s) {
			if said.Text != fmt.Sprint(heard[said.Who]) {
				t.Fatalf("%s says %s as line %d", said.Who, said.Text, heard[said.Who])
			}
			heard[said.Who]++
		}
		for i, e := range s.events() {
			if e.Position.N != uint64(i+1) {
				t.Fatalf("event %d has position %s", i+1, e.Position)
			}
		}
	})
}

func TestCommandsOfOneCommitSeeEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		for i := range 6 {
			must(t, r, person(i), "enter", world.Enter{})
		}
		s.log.Inject(slowly)
		before := s.commits()
		codes := make([]world.Code, 6)
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				_, err := r.Do(t.Context(), command("sit", world.Sit{Seat: "east"}), person(i))
				codes[i] = codeOf(err)
			})
		}
		all.Wait()
		seated := 0
		for _, code := range codes {
			switch code {
			case "":
				seated++
			case world.CodeSeatTaken:
			default:
				t.Errorf("code %s", code)
			}
		}
		if seated != 1 || s.commits()-before > 2 {
			t.Errorf("%d sit on one seat, after %d commits", seated, s.commits()-before)
		}
	})
}

func TestNothingIsShownBeforeItsAcknowledgement(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		before := view(t, r, person(0)).Position
		s.log.Inject(func(world.RoomID, []byte) memlog.Fault { return memlog.Fault{Delay: time.Second} })
		var all sync.WaitGroup
		all.Go(func() { must(t, r, person(0), "2", world.Say{Text: "…"}) })
		synctest.Wait()
		all.Go(func() {
			v := view(t, r, person(0))
			if len(s.events()) == int(v.Position.N) && v.Position.N == before.N+1 {
				return
			}
			t.Errorf("a view at %s of a log with %d events", v.Position, len(s.events()))
		})
		synctest.Wait()
		if _, err := r.Window().Cursor(person(0).ID, before); err != nil {
			t.Error(err)
		}
		if at := (world.Position{Epoch: before.Epoch, N: before.N + 1}); len(s.events()) == int(before.N) {
			if _, err := r.Window().Cursor(person(0).ID, at); err == nil {
				t.Error("the window is ahead of the log")
			}
		}
		all.Wait()
	})
}

func TestAnAppendOfUnknownOutcomeLandsOnce(t *testing.T) {
	lost := errors.New("timeout")
	for name, fault := range map[string]memlog.Fault{
		"landed":      {Err: lost, Lands: true},
		"lands late":  {Err: lost, Lands: true, Delay: time.Millisecond},
		"never lands": {Err: lost},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t)
				r := s.open()
				must(t, r, person(0), "1", world.Enter{})
				first := true
				s.log.Inject(func(world.RoomID, []byte) memlog.Fault {
					if !first {
						return memlog.Fault{}
					}
					first = false
					return fault
				})
				must(t, r, person(0), "2", world.Say{Text: "once"})
				must(t, r, person(0), "3", world.Say{Text: "twice"})
				time.Sleep(time.Second)
				if said := bodies[world.Said](s); len(said) != 2 || said[0].Text != "once" {
					t.Errorf("the log has %+v", said)
				}
				if n := s.street.Inspect()[0].Restarts; n != 0 {
					t.Errorf("%d restarts", n)
				}
			})
		})
	}
}

func TestAStoreThatIsAwayEndsInUnavailableAndComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		s.log.Inject(func(world.RoomID, []byte) memlog.Fault { return memlog.Fault{Err: errors.New("away")} })
		if _, err := r.Do(t.Context(), command("2", world.Say{Text: "?"}), person(0)); codeOf(err) != world.CodeUnavailable {
			t.Fatalf("without a store: %v", err)
		}
		s.log.Inject(nil)
		must(t, r, person(0), "2", world.Say{Text: "?"})
		if said := bodies[world.Said](s); len(said) != 1 {
			t.Errorf("the log has %+v", said)
		}
	})
}

func TestADeposedOwnerEndsAndOpensAgainWhenAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		at := must(t, r, person(0), "1", world.Enter{}).Position
		cursor, err := r.Window().Cursor(person(0).ID, at)
		if err != nil {
			t.Fatal(err)
		}
		told := make(chan error, 1)
		go func() {
			_, _, err := cursor.Poll(t.Context())
			told <- err
		}()
		synctest.Wait()
		other, err := roomlog.Claim(t.Context(), s.log, plaza, "other", r.Now())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := other.Opening(t.Context(), func(roomlog.Snapshot) error { return nil }); err != nil {
			t.Fatal(err)
		}
		closeIt, _ := seal.New(s.keys, 16).Room(t.Context(), plaza)
		raw, err := wire.StoreEvent(world.Event{At: r.Now(), Body: world.Said{Who: person(0).ID, Text: "from elsewhere"}}, closeIt)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := other.Append(t.Context(), r.Now(), []json.RawMessage{raw}, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Do(t.Context(), command("2", world.Say{Text: "mine"}), person(0)); codeOf(err) != world.CodeUnavailable {
			t.Fatalf("a deposed owner answered: %v", err)
		}
		synctest.Wait()
		if s.street.Inspect()[0].Running {
			t.Error("a deposed owner goes on")
		}
		if err := <-told; codeOf(err) != world.CodeUnavailable {
			t.Errorf("its connections were told %v", err)
		}
		must(t, r, person(0), "2", world.Say{Text: "mine"})
		said := bodies[world.Said](s)
		if len(said) != 2 || said[0].Text != "from elsewhere" || said[1].Text != "mine" {
			t.Errorf("the log has %+v", said)
		}
		if v := view(t, r, person(0)); len(v.Lines) != 2 {
			t.Errorf("the room shows %+v", v.Lines)
		}
	})
}

func TestAFullMailboxIsBusyAndHurtsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(c *room.Config) { c.Mailbox = 8 })
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		s.log.Inject(func(world.RoomID, []byte) memlog.Fault { return memlog.Fault{Delay: time.Second} })
		var all sync.WaitGroup
		var mu sync.Mutex
		codes := map[world.Code]int{}
		for i := range 20 {
			all.Go(func() {
				_, err := r.Do(t.Context(), command(fmt.Sprint("say", i), world.Say{Text: "x"}), person(0))
				mu.Lock()
				defer mu.Unlock()
				codes[codeOf(err)]++
			})
			synctest.Wait()
		}
		all.Wait()
		if codes[world.CodeBusy] != 11 || codes[""] != 9 {
			t.Errorf("one in hand and eight waiting, the others busy; got %v", codes)
		}
		must(t, r, person(0), "after", world.Say{Text: "still here"})
	})
}

func TestNobodyWaitsForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		s.log.Inject(func(world.RoomID, []byte) memlog.Fault { return memlog.Fault{Delay: time.Hour} })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		if _, err := r.Do(ctx, command("2", world.Say{Text: "x"}), person(0)); codeOf(err) != world.CodeUnavailable || time.Since(began) != time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		began = time.Now()
		if _, err := r.View(t.Context(), person(0).ID); codeOf(err) != world.CodeUnavailable || time.Since(began) > 6*time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		s.log.Inject(nil)
	})
}
