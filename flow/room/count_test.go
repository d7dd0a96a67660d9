package room_test

import (
	"testing"
	"testing/synctest"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
	"github.com/yokocho/yokocho/flow/room"
)

func TestProgramsTakeAPlaceAndAreNoPeople(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := worldtest.Map()
		m.Capacity = 2
		s := newStage(t, func(c *room.Config) { c.Maps = drawings{plaza: m} })
		r := s.open()
		bot := person(0)
		bot.Kind = world.KindProgram
		must(t, r, bot, "1", world.Enter{})
		if info := s.street.Rooms()[0]; info.People != 0 || info.Full {
			t.Errorf("with a program alone: %+v", info)
		}
		must(t, r, person(1), "1", world.Enter{})
		if info := s.street.Rooms()[0]; info.People != 1 || !info.Full {
			t.Errorf("with a program and a person: %+v", info)
		}
		if _, err := r.Do(t.Context(), command("1", world.Enter{}), person(2)); codeOf(err) != world.CodeFull {
			t.Errorf("a third one: %v", err)
		}
	})
}
