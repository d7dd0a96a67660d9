package account_test

import (
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
)

func TestPicturesAreKeptThirtyDaysAndTwentyOfEach(t *testing.T) {
	each(t, func(t *testing.T, s *account.Store, c *clock) {
		mika, _ := guest(t, s, "mika")
		ben, _ := guest(t, s, "ben")
		share := func(maker world.VisitorID) string {
			t.Helper()
			id, err := s.SharePicture(t.Context(), maker, account.Picture{Room: "lounge", Width: 4, Height: 3, JPEG: []byte{1, 2, 3}})
			if err != nil {
				t.Fatal(err)
			}
			c.t = c.t.Add(time.Second)
			return id
		}
		seen := func(id string) bool {
			p, err := s.Picture(t.Context(), id)
			if err != nil {
				wantCode(t, err, world.CodeNotFound)
				return false
			}
			return string(p.JPEG) == "\x01\x02\x03" && p.Room == "lounge" && p.Width == 4
		}
		others := share(ben.ID)
		first := share(mika.ID)
		for range 19 {
			share(mika.ID)
		}
		if !seen(first) {
			t.Error("the first of twenty is gone")
		}
		last := share(mika.ID)
		if seen(first) || !seen(last) || !seen(others) {
			t.Error("the twenty-first does not take the place of the first alone")
		}
		c.t = c.t.Add(31 * 24 * time.Hour)
		if seen(last) {
			t.Error("a picture of last month can still be seen")
		}
		share(ben.ID)
		c.t = c.t.Add(-20 * 24 * time.Hour) // the clock goes back: what was swept away stays away
		if seen(last) {
			t.Error("an old picture is only hidden")
		}
	})
}
