package natslog_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/natslog"
)

// BenchmarkAppend is one commit of a 200-byte event from Writer.Append to its acknowledgement: by one room, and by a thousand at
// once, each with one commit in flight.
func BenchmarkAppend(b *testing.B) {
	for _, durability := range []natslog.Durability{natslog.DurabilityOS, natslog.DurabilitySecond, natslog.DurabilityAlways} {
		for _, rooms := range []int{1, 1000} {
			b.Run(fmt.Sprintf("durability=%s/rooms=%d", durability, rooms), func(b *testing.B) {
				cfg := config(b.TempDir())
				cfg.Durability = durability
				benchmarkAppend(b, mustOpen(b, cfg), rooms)
			})
		}
	}
}

func benchmarkAppend(b *testing.B, log *natslog.Log, rooms int) {
	event := json.RawMessage(fmt.Sprintf(`{"type":"said","who":"aaaaaaaaaaaaaaaa","text":"%0140d"}`, 0))
	command := roomlog.CommandRef{Who: "aaaaaaaaaaaaaaaa", ID: "a-command-of-somebody", N: 1}
	writers := make([]*roomlog.Writer, rooms)
	for i := range writers {
		w, err := roomlog.Claim(b.Context(), log, world.RoomID(fmt.Sprint("room-", i)), "node", 1)
		if err != nil {
			b.Fatal(err)
		}
		writers[i] = w
	}
	took := make([][]time.Duration, rooms)
	var left atomic.Int64
	left.Store(int64(b.N))
	var group sync.WaitGroup
	b.ReportAllocs()
	b.ResetTimer()
	for i, w := range writers {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				began := time.Now()
				if _, err := w.Append(b.Context(), 1, []json.RawMessage{event}, []roomlog.CommandRef{command}); err != nil {
					b.Error(err)
					return
				}
				took[i] = append(took[i], time.Since(began))
			}
		})
	}
	group.Wait()
	b.StopTimer()
	all := slices.Concat(took...)
	slices.Sort(all)
	for name, at := range map[string]int{"p50-µs": len(all) / 2, "p99-µs": len(all) * 99 / 100} {
		b.ReportMetric(float64(all[at].Microseconds()), name)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}

// BenchmarkOpening is a restart: claim a room, then read its snapshot and a tail of a thousand commits.
func BenchmarkOpening(b *testing.B) {
	log := mustOpen(b, config(b.TempDir()))
	w, err := roomlog.Claim(b.Context(), log, "lounge", "node", 1)
	if err != nil {
		b.Fatal(err)
	}
	for i := range 1001 {
		if i == 1 {
			if err := w.Snapshot(b.Context(), 1, json.RawMessage(`{}`), 0); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := w.Append(b.Context(), 1, []json.RawMessage{json.RawMessage(fmt.Sprintf(`"%0200d"`, i))}, nil); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		w, err := roomlog.Claim(b.Context(), log, "lounge", "node", 1)
		if err != nil {
			b.Fatal(err)
		}
		opening, err := w.Opening(b.Context(), func(roomlog.Snapshot) error { return nil })
		if err != nil || len(opening.Tail) < 1000 {
			b.Fatal(len(opening.Tail), err)
		}
	}
}
