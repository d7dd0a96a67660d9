package room_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
)

func TestAnyNumberOfStrangersLeaveTheRoomItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(c *room.Config) { c.Mailbox = 4 })
		r := s.open()
		must(t, r, person(0), "1", world.Enter{})
		s.log.Inject(slowly)
		var all sync.WaitGroup
		all.Go(func() { must(t, r, person(0), "2", world.Say{Text: "inside"}) })
		synctest.Wait() // the room appends, and its mailbox gathers
		for range 1000 {
			all.Go(func() {
				if _, err := r.Door(t.Context()); err != nil {
					t.Errorf("a stranger: %v", err)
				}
			})
		}
		synctest.Wait()
		all.Go(func() { must(t, r, person(0), "3", world.Express{Name: "smile"}) })
		all.Wait()
		for i := range 3 {
			text := fmt.Sprint("line ", i)
			must(t, r, person(0), text, world.Say{Text: text})
			if v, err := r.Door(t.Context()); err != nil || v.Lines[len(v.Lines)-1].Text != text {
				t.Errorf("after %s the door shows %+v, %v", text, v.Lines, err)
			}
		}
		time.Sleep(10*time.Minute + 2*time.Second)
		if v, err := r.Door(t.Context()); err != nil || len(v.Lines) != 0 {
			t.Errorf("ten minutes later the door shows %+v, %v", v.Lines, err)
		}
	})
}
