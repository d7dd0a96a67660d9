package room_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
)

func TestTwentyFivePeopleSayFourLinesASecondForAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const people, seconds, rate = 25, 60, 4
		s := newStage(t)
		s.log.Inject(func(world.RoomID, []byte) memlog.Fault { return memlog.Fault{Delay: 2 * time.Millisecond} })
		r := s.open()
		cursors := make([]world.Position, people)
		for i := range people {
			r.Attach(person(i).ID)
			cursors[i] = must(t, r, person(i), "enter", world.Enter{}).Position
		}
		var all sync.WaitGroup
		for i := range people {
			all.Go(func() {
				time.Sleep(time.Duration(i) * 7 * time.Millisecond)
				for j := range seconds * rate {
					began := time.Now()
					must(t, r, person(i), fmt.Sprint(j), world.Say{Text: fmt.Sprintf("%d %d", i, j)})
					if took := time.Since(began); took > 5*time.Millisecond {
						t.Errorf("a line took %v", took)
					}
					time.Sleep(time.Second/rate - time.Since(began))
				}
			})
			all.Go(func() { listen(t, r, person(i).ID, cursors[i], people, seconds*rate) })
		}
		all.Wait()
	})
}

// listen reads until every speaker's last line was heard, and every line came once and in its speaker's order.
func listen(t *testing.T, r *room.Room, who world.VisitorID, since world.Position, speakers, lines int) {
	heard := make([]int, speakers)
	for missing := speakers * lines; missing > 0; {
		cursor, err := r.Window().Cursor(who, since)
		if err != nil {
			t.Errorf("%s at %s: %v", who, since, err)
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), 25*time.Second)
		events, next, err := cursor.Poll(ctx)
		cancel()
		if err != nil {
			t.Error(err)
			return
		}
		since = next
		for _, raw := range events {
			var e struct{ Type, Text string }
			var i, j int
			if err := json.Unmarshal(raw, &e); err != nil || e.Type != "said" {
				continue
			}
			if _, err := fmt.Sscan(e.Text, &i, &j); err != nil || heard[i] != j {
				t.Errorf("%s heard %q after %d lines of that speaker", who, e.Text, heard[i])
				return
			}
			heard[i]++
			missing--
		}
	}
}

func TestASeatNeverHoldsTwo(t *testing.T) {
	seats := []world.SeatID{"east", "west", "north", "south"}
	rapid.Check(t, func(rt *rapid.T) {
		type step struct {
			who  int
			do   world.Action
			wait time.Duration
		}
		steps := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) step {
			do := rapid.SampledFrom([]world.Action{
				world.Enter{}, world.Leave{}, world.Stand{}, world.Sit{Seat: rapid.SampledFrom(seats).Draw(rt, "seat")},
				world.Sit{Seat: seats[0]}, world.Walk{To: nav.Point{X: 100, Y: 100}}, world.Approach{Visitor: person(0).ID},
			}).Draw(rt, "do")
			return step{rapid.IntRange(0, 5).Draw(rt, "who"), do, time.Duration(rapid.IntRange(0, 4).Draw(rt, "wait")) * time.Second}
		}), 1, 60).Draw(rt, "steps")
		failing := rapid.IntRange(0, 8).Draw(rt, "failing append")
		synctest.Test(t, func(t *testing.T) {
			s := newStage(t)
			r := s.open()
			r.Attach(person(7).ID)
			must(t, r, person(7), "watch", world.Enter{})
			appends := 0
			s.log.Inject(func(world.RoomID, []byte) memlog.Fault {
				if appends++; appends%9 == failing {
					return memlog.Fault{Err: context.DeadlineExceeded, Lands: appends%2 == 0}
				}
				return memlog.Fault{Delay: 20 * time.Millisecond}
			})
			var all sync.WaitGroup
			for i, step := range steps {
				all.Go(func() {
					if _, err := r.Do(t.Context(), command(fmt.Sprint(i), step.do), person(step.who)); err != nil && codeOf(err) == "" {
						t.Errorf("%v is not a refusal", err)
					}
				})
				time.Sleep(step.wait)
				checkSeats(t, view(t, r, person(7)))
			}
			all.Wait()
			s.log.Inject(nil)
			before := view(t, r, person(7))
			checkSeats(t, before)
			s.restart()
			r = s.open()
			checkSeats(t, view(t, r, person(7)))
		})
		if t.Failed() {
			rt.FailNow()
		}
	})
}

func checkSeats(t *testing.T, v world.View) {
	t.Helper()
	holders := map[world.SeatID]world.VisitorID{}
	for _, p := range v.People {
		if p.Seat == "" {
			continue
		}
		if other, taken := holders[p.Seat]; taken {
			t.Errorf("%s holds %s and %s", p.Seat, other, p.ID)
		}
		holders[p.Seat] = p.ID
	}
	for _, seat := range v.Seats {
		if seat.Who != holders[seat.ID] {
			t.Errorf("seat %s says %q, the people say %q", seat.ID, seat.Who, holders[seat.ID])
		}
	}
}

func TestTheLogHoldsNoTextAndNoName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		mika := person(0)
		mika.Name = "SECRETNAME"
		must(t, r, mika, "1", world.Enter{})
		must(t, r, person(1), "1", world.Enter{})
		must(t, r, mika, "2", world.Say{Text: "SECRETTEXT"})
		must(t, r, mika, "3", world.Whisper{To: person(1).ID, Text: "SECRETTEXT"})
		s.close()
		last, _, err := s.log.Last(t.Context(), plaza)
		if err != nil {
			t.Fatal(err)
		}
		for record, err := range s.log.Read(t.Context(), plaza, 0, last.Seq) {
			if err != nil || bytes.Contains(record.Data, []byte("SECRET")) {
				t.Errorf("%v: %s", err, record.Data)
			}
		}
		snapshots, err := s.log.Snapshots(t.Context(), plaza)
		if err != nil || len(snapshots) != 1 || bytes.Contains(snapshots[0], []byte("SECRET")) {
			t.Errorf("%v: %s", err, snapshots)
		}
		s.run()
		if v := view(t, s.open(), person(1)); len(v.Lines) != 2 || v.Lines[1].Text != "SECRETTEXT" || v.People[0].Name != "SECRETNAME" {
			t.Errorf("opened again: %+v", v)
		}
	})
}

func TestALogOfANewerVersionIsRefusedWithAWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		newer, err := json.Marshal(roomlog.Commit{Version: roomlog.Version + 1, Kind: roomlog.KindClaim, Epoch: 1})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.log.Append(t.Context(), plaza, 0, newer); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		for range 2 {
			if _, err := s.street.Open(t.Context(), plaza); codeOf(err) != world.CodeNewerData || time.Since(began) > 0 {
				t.Errorf("after %v: %v", time.Since(began), err)
			}
			synctest.Wait()
		}
		last, _, err := s.log.Last(t.Context(), plaza)
		if err != nil || !bytes.Equal(last.Data, newer) {
			t.Errorf("the log was changed: %s, %v", last.Data, err)
		}
	})
}

func TestRoomTimeNeverGoesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		ahead := world.AtTime(time.Now().Add(time.Hour))
		if _, err := roomlog.Claim(t.Context(), s.log, plaza, "a clock an hour ahead", ahead); err != nil {
			t.Fatal(err)
		}
		r := s.open()
		if now := r.Now(); now != ahead {
			t.Errorf("opened at %d, the log's last instant is %d", now, ahead)
		}
		time.Sleep(1500 * time.Millisecond)
		if now := r.Now(); now != ahead+1500 {
			t.Errorf("1.5 s later it is %d", now-ahead)
		}
		must(t, r, person(0), "1", world.Enter{})
		var last world.Millis
		for _, e := range s.events() {
			if e.At < last {
				t.Errorf("%s at %d after %d", e.Position, e.At, last)
			}
			last = e.At
		}
	})
}

func TestTypingIsSeenByThoseItConcerns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		r := s.open()
		ctx, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		streams := make([]strings.Builder, 4)
		for i := range streams {
			at := must(t, r, person(i), "1", world.Enter{}).Position
			cursor, err := r.Window().Cursor(person(i).ID, at)
			if err != nil {
				t.Fatal(err)
			}
			all.Go(func() {
				if err := cursor.Stream(ctx, &streams[i]); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		mika := person(0)
		mika.IgnoredBy = []world.VisitorID{person(3).ID}
		r.Typing(mika, "")
		r.Typing(mika, person(1).ID)
		r.Typing(mika, person(3).ID)
		r.Typing(person(9), "")
		synctest.Wait()
		cancel()
		all.Wait()
		for i, want := range []int{0, 2, 1, 0} {
			text := streams[i].String()
			if n := strings.Count(text, `{"type":"typing","who":"`+string(mika.ID)+`"}`); n != want || strings.Count(text, "typing") != n {
				t.Errorf("person %d saw %d typing marks, not %d: %q", i, n, want, text)
			}
		}
	})
}

func TestTheListCountsPeople(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		want := room.Info{ID: plaza, Base: plaza, Title: world.Title{Ja: "広場", En: "Plaza"}, Capacity: 50, Open: true, Map: "plaza-1"}
		if list := s.street.Rooms(); len(list) != 1 || list[0] != want {
			t.Errorf("before anybody asked: %+v", list)
		}
		r := s.open()
		for i := range 3 {
			must(t, r, person(i), "1", world.Enter{})
		}
		must(t, r, person(0), "2", world.Leave{})
		synctest.Wait()
		want.People = 2
		if list := s.street.Rooms(); len(list) != 1 || list[0] != want {
			t.Errorf("two of three stayed: %+v", list)
		}
	})
}
