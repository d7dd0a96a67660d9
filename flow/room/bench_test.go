package room_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/roomlog/natslog"
)

// BenchmarkSay is one line through a room: mailbox, decision, sealing, log in memory, fold, window, answer.
func BenchmarkSay(b *testing.B) {
	for _, speakers := range []int{1, 25} {
		b.Run(fmt.Sprintf("speakers=%d", speakers), func(b *testing.B) {
			s := newStage(b)
			r := s.open()
			for i := range speakers {
				r.Attach(person(i).ID)
				must(b, r, person(i), "enter", world.Enter{})
			}
			var next atomic.Int64
			var all sync.WaitGroup
			b.ReportAllocs()
			b.ResetTimer()
			for i := range speakers {
				all.Go(func() {
					for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
						must(b, r, person(i), strconv.FormatInt(n, 10), world.Say{Text: "今夜は月がきれいですね"})
					}
				})
			}
			all.Wait()
		})
	}
}

// BenchmarkView is one snapshot of a room of 25 with a hundred lines.
func BenchmarkView(b *testing.B) {
	s := newStage(b)
	r := s.open()
	for i := range 25 {
		r.Attach(person(i).ID)
		must(b, r, person(i), "enter", world.Enter{})
		for j := range 4 {
			must(b, r, person(i), strconv.Itoa(j), world.Say{Text: "今夜は月がきれいですね"})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		view(b, r, person(0))
	}
}

// BenchmarkRoomOf25 has everybody say 4 lines a second for a minute, into a log on disk (durability 1s), and measures from
// the call to the moment at which each of the 25 has read the line from the window.
func BenchmarkRoomOf25(b *testing.B) {
	const people, seconds, rate = 25, 60, 4
	log, err := natslog.Open(b.Context(), natslog.Config{
		Dir: b.TempDir(), Storage: natslog.StorageFile, Durability: natslog.DurabilitySecond, Replicas: 1,
		Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := log.Close(); err != nil {
			b.Error(err)
		}
	})
	s := newStage(b, func(c *room.Config) { c.Log = log })
	r := s.open()
	since := make([]world.Position, people)
	for i := range people {
		r.Attach(person(i).ID)
		since[i] = must(b, r, person(i), strconv.FormatInt(time.Now().UnixNano(), 10), world.Enter{}).Position
	}
	for range b.N {
		began := time.Now()
		delays := make([][]time.Duration, people)
		var all sync.WaitGroup
		for i := range people {
			all.Go(func() {
				tick := time.NewTicker(time.Second / rate)
				defer tick.Stop()
				for range seconds * rate {
					<-tick.C
					now := strconv.FormatInt(int64(time.Since(began)), 10)
					must(b, r, person(i), now, world.Say{Text: now})
				}
			})
			all.Go(func() {
				delays[i], since[i] = hear(b, r, person(i).ID, since[i], began, people*seconds*rate)
			})
		}
		all.Wait()
		report(b, slices.Concat(delays...), people*people*seconds*rate)
	}
}

// hear reads lines whose text is the instant they were said at.
func hear(b *testing.B, r *room.Room, who world.VisitorID, since world.Position, began time.Time, lines int) ([]time.Duration, world.Position) {
	delays := make([]time.Duration, 0, lines)
	for len(delays) < lines {
		cursor, err := r.Window().Cursor(who, since)
		if err != nil {
			b.Error(err)
			return delays, since
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		events, next, err := cursor.Poll(ctx)
		cancel()
		if err != nil || len(events) == 0 {
			b.Errorf("%s heard %d of %d lines, then nothing: %v", who, len(delays), lines, err)
			return delays, since
		}
		now := time.Since(began)
		since = next
		for _, raw := range events {
			var e struct{ Type, Text string }
			if err := json.Unmarshal(raw, &e); err != nil || e.Type != "said" {
				continue
			}
			said, err := strconv.ParseInt(e.Text, 10, 64)
			if err != nil {
				b.Error(err)
			}
			delays = append(delays, now-time.Duration(said))
		}
	}
	return delays, since
}

func report(b *testing.B, delays []time.Duration, want int) {
	if len(delays) != want {
		b.Fatalf("%d of %d deliveries", len(delays), want)
	}
	slices.Sort(delays)
	b.ReportMetric(float64(delays[len(delays)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(delays[len(delays)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(delays[len(delays)-1].Microseconds())/1000, "max-ms")
}
