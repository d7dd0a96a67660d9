package room

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestAClockThatStartsAgainDoesNotGoBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c clock
		wall := c.now()
		c.start(wall + 5000)
		time.Sleep(time.Second)
		c.start(wall) // the room's goroutine restarts, the wall clock was set back
		if now := c.now(); now != wall+6000 {
			t.Errorf("at %+d ms", now-wall)
		}
		c.start(wall + 9000)
		if now := c.now(); now != wall+9000 {
			t.Errorf("at %+d ms", now-wall)
		}
	})
}
