package memlog_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
	"github.com/yokocho/yokocho/flow/roomlog/roomlogtest"
)

func TestSuite(t *testing.T) {
	roomlogtest.Run(t, func(*testing.T) roomlogtest.Store {
		log := memlog.New()
		return roomlogtest.Store{Log: log, Reopen: func() roomlog.Log { return log }}
	}, synctest.Test)
}

func TestFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := memlog.New()
		ctx := t.Context()
		boom := errors.New("boom")
		var fault memlog.Fault
		log.Inject(func(world.RoomID, []byte) memlog.Fault { return fault })
		messages := func() int {
			last, _, err := log.Last(ctx, "lounge")
			if err != nil {
				t.Fatal(err)
			}
			return int(last.Seq)
		}

		fault = memlog.Fault{Err: boom}
		if _, err := log.Append(ctx, "lounge", 0, nil); !errors.Is(err, boom) || messages() != 0 {
			t.Errorf("refused: %v, %d messages", err, messages())
		}
		fault = memlog.Fault{Err: boom, Lands: true}
		if _, err := log.Append(ctx, "lounge", 0, nil); !errors.Is(err, boom) || messages() != 1 {
			t.Errorf("answer lost: %v, %d messages", err, messages())
		}
		fault = memlog.Fault{Err: boom, Lands: true, Delay: time.Minute}
		if _, err := log.Append(ctx, "lounge", 1, nil); !errors.Is(err, boom) || messages() != 1 {
			t.Errorf("late: %v, %d messages", err, messages())
		}
		time.Sleep(2 * time.Minute)
		if messages() != 2 {
			t.Errorf("a late append did not land: %d messages", messages())
		}
		fault = memlog.Fault{Delay: time.Minute}
		began := time.Now()
		if _, err := log.Append(ctx, "lounge", 2, nil); err != nil || time.Since(began) != time.Minute || messages() != 3 {
			t.Errorf("slow: %v after %s, %d messages", err, time.Since(began), messages())
		}
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if _, err := log.Append(short, "lounge", 3, nil); !errors.Is(err, context.DeadlineExceeded) || messages() != 3 {
			t.Errorf("cut short: %v, %d messages", err, messages())
		}
	})
}
