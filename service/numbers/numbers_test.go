package numbers_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/database"
	"github.com/yokocho/yokocho/service/database/databasetest"
	"github.com/yokocho/yokocho/service/numbers"
)

func TestMain(m *testing.M) { os.Exit(databasetest.Main(m)) }

// counting is a count under test, on an evening in Tokyo.
type counting struct {
	*testing.T
	*numbers.Store
	accounts *account.Store
	db       *database.DB
	zone     *time.Location
	now      time.Time
	here     map[world.VisitorID]world.RoomID
	people   int
}

func each(t *testing.T, test func(c *counting)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, name string) {
		tokyo, err := time.LoadLocation("Asia/Tokyo")
		if err != nil {
			t.Fatal(err)
		}
		c := &counting{
			T: t, db: databasetest.Open(t, name), zone: tokyo, now: time.Date(2026, 11, 23, 22, 0, 0, 0, tokyo), here: map[world.VisitorID]world.RoomID{},
		}
		c.accounts = account.New(c.db, c.clock)
		c.open()
		test(c)
	})
}

func (c *counting) clock() time.Time { return c.now }

// open begins anew, as after a restart.
func (c *counting) open() { c.Store = numbers.New(c.db, c.clock, c.zone) }

func (c *counting) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// come are so many who come now and enter the lounge.
func (c *counting) come(n int) []world.Principal {
	c.Helper()
	var all []world.Principal
	for range n {
		c.people++
		v, _, err := c.accounts.Create(c.Context(), account.Visitor{Name: fmt.Sprint("guest", c.people), Kind: world.KindPerson, Age: world.AgeUnknown}, "")
		c.must(err)
		p := world.Principal{ID: v.ID, Kind: v.Kind, Since: v.Since}
		c.here[p.ID] = "lounge"
		c.Did(p, "lounge", world.Enter{})
		all = append(all, p)
	}
	return all
}

func (c *counting) keep() {
	c.Helper()
	c.must(c.Keep(c.Context(), c.here))
}

func (c *counting) counts(want ...numbers.Day) {
	c.Helper()
	c.keep()
	got, err := c.Days(c.Context(), 28)
	c.must(err)
	if !cmp.Equal(got, want) {
		c.Error(cmp.Diff(want, got))
	}
}

type steps = map[numbers.Step]int64

func TestHowFarPeopleGet(t *testing.T) {
	each(t, func(c *counting) {
		for range 20 {
			c.PageOpened()
		}
		came := c.come(12)
		for _, p := range came[:10] {
			c.Did(p, "lounge", world.Walk{})
			c.Did(p, "lounge", world.Sit{})
		}
		// Five speak into an empty evening, and two minutes later five more, of whom the last is answered by nobody.
		for _, p := range came[:4] {
			c.Did(p, "bar", world.Say{})
			c.now = c.now.Add(2 * time.Minute)
		}
		for _, p := range came[4:10] {
			c.Did(p, "lounge", world.Say{})
		}
		c.counts(numbers.Day{Day: "2026-11-23", Steps: steps{
			numbers.Opened: 20, numbers.Entered: 12, numbers.Moved: 10, numbers.Spoke: 10, numbers.Answered: 5, numbers.Stayed: 12,
		}})

		// What is held is said, and answers nobody.
		for _, p := range came[:10] {
			c.Did(p, "bar", world.Say{})
			c.Did(came[10], "bar", world.Say{Fate: world.Fate{Held: true}})
			c.now = c.now.Add(2 * time.Minute)
		}
		c.counts(numbers.Day{Day: "2026-11-23", Steps: steps{
			numbers.Opened: 20, numbers.Entered: 12, numbers.Moved: 10, numbers.Spoke: 11, numbers.Answered: 5, numbers.Stayed: 12,
		}})

		// Nothing counts twice, a restart or not, and what programs do counts never.
		c.open()
		for _, p := range came {
			c.Did(p, "lounge", world.Enter{})
			c.Did(world.Principal{ID: p.ID, Kind: world.KindProgram, Since: p.Since}, "lounge", world.Whisper{To: came[0].ID})
		}
		c.counts(numbers.Day{Day: "2026-11-23", Steps: steps{
			numbers.Opened: 20, numbers.Entered: 12, numbers.Moved: 10, numbers.Spoke: 11, numbers.Answered: 5, numbers.Stayed: 12,
		}})

		// Midnight in Tokyo: it is another day, on which too few come to be told of. Of those from before, six come back.
		c.now = c.now.Add(4 * time.Hour)
		c.come(4)
		for _, p := range came[:6] {
			c.Did(p, "lounge", world.Enter{})
		}
		c.counts(numbers.Day{Day: "2026-11-24", Steps: steps{}}, numbers.Day{Day: "2026-11-23", Steps: steps{
			numbers.Opened: 20, numbers.Entered: 12, numbers.Moved: 10, numbers.Spoke: 11, numbers.Answered: 5, numbers.Stayed: 12, numbers.Returned: 6,
		}})

		// A week later nobody is counted any more, and who did what is forgotten.
		c.now = c.now.AddDate(0, 0, 7)
		for _, p := range came {
			c.Did(p, "lounge", world.Enter{})
			c.Did(p, "lounge", world.Say{})
		}
		c.keep()
		c.must(c.Forget(c.Context()))
		var left int
		c.must(c.db.QueryRow(c.Context(), "SELECT COUNT(*) FROM steps WHERE since < ?", c.now.AddDate(0, 0, -7).UnixMilli()).Scan(&left))
		got, err := c.Days(c.Context(), 28)
		if err != nil || left != 0 || got[1].Steps[numbers.Returned] != 6 || got[1].Steps[numbers.Spoke] != 11 {
			c.Errorf("%d left; %+v %v", left, got, err)
		}
	})
}

func TestAWhisperAnswersWhoeverSpoke(t *testing.T) {
	each(t, func(c *counting) {
		came := c.come(6)
		for _, p := range came[1:] {
			c.Did(p, "lounge", world.Whisper{To: came[0].ID})
			c.Did(came[0], "lounge", world.Whisper{To: p.ID})
		}
		// The first one is answered, too: by the next who whispers to them.
		c.counts(numbers.Day{Day: "2026-11-23", Steps: steps{numbers.Entered: 6, numbers.Spoke: 6, numbers.Answered: 6}})
	})
}

func TestWhatCannotBeWrittenWaits(t *testing.T) {
	each(t, func(c *counting) {
		c.come(5)
		rename := func(from, to string) {
			_, err := c.db.Exec(c.Context(), "ALTER TABLE "+from+" RENAME TO "+to)
			c.must(err)
		}
		for range 5 {
			c.PageOpened()
		}
		rename("numbers", "away")
		if err := c.Keep(c.Context(), c.here); err == nil {
			c.Error("written where nothing can be written")
		}
		rename("away", "numbers")
		c.counts(numbers.Day{Day: "2026-11-23", Steps: steps{numbers.Opened: 5, numbers.Entered: 5}})
	})
}
