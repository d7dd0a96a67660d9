package roomlog_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
)

// act is one step of an owner: it waits, then claims, appends so many events, or saves a snapshot.
type act struct {
	wait time.Duration
	does string
	many int
	keep uint64
}

var errInjected = errors.New("injected")

// TestOwnersUnderFaults lets owners claim, append and save snapshots against a store whose answers get lost, come late, or are
// wrong. Afterwards every acknowledged event is in the log once, at its position; nothing else is but whole attempts; numbers are dense.
func TestOwnersUnderFaults(t *testing.T) {
	millis := func(upTo int) *rapid.Generator[time.Duration] {
		return rapid.Map(rapid.IntRange(0, upTo), func(n int) time.Duration { return time.Duration(n) * time.Millisecond })
	}
	acts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) act {
		return act{
			wait: millis(40).Draw(t, "wait"),
			does: rapid.SampledFrom([]string{"claim", "append", "append", "append", "append", "snapshot"}).Draw(t, "does"),
			many: rapid.IntRange(1, 3).Draw(t, "many"), keep: rapid.Uint64Range(0, 5).Draw(t, "keep"),
		}
	}), 1, 25)
	faults := rapid.SliceOfN(rapid.OneOf(
		rapid.Just(memlog.Fault{}),
		rapid.Just(memlog.Fault{Err: roomlog.ErrStale}),
		rapid.Map(millis(30), func(d time.Duration) memlog.Fault { return memlog.Fault{Delay: d} }),
		rapid.Map(millis(30), func(d time.Duration) memlog.Fault { return memlog.Fault{Err: errInjected, Delay: d} }),
		rapid.Map(millis(30), func(d time.Duration) memlog.Fault { return memlog.Fault{Err: errInjected, Lands: true, Delay: d} }),
	), 0, 60)
	rapid.Check(t, func(rt *rapid.T) {
		owners := rapid.SliceOfN(acts, 1, 3).Draw(rt, "owners")
		fate := faults.Draw(rt, "faults")
		synctest.Test(t, func(t *testing.T) {
			if err := play(t, owners, fate); err != nil {
				rt.Log(err)
				rt.Fail()
			}
		})
	})
}

// trial is what the owners of one play share.
type trial struct {
	log *memlog.Log

	mu           sync.Mutex
	acknowledged map[world.Position]string
	attempted    map[string]bool
}

func play(t *testing.T, owners [][]act, fate []memlog.Fault) error {
	tr := &trial{log: memlog.New(), acknowledged: map[world.Position]string{}, attempted: map[string]bool{}}
	tr.log.Inject(func(world.RoomID, []byte) memlog.Fault {
		tr.mu.Lock()
		defer tr.mu.Unlock()
		if len(fate) == 0 {
			return memlog.Fault{}
		}
		next := fate[0]
		fate = fate[1:]
		return next
	})
	errs := make([]error, len(owners))
	var group sync.WaitGroup
	for i, acts := range owners {
		group.Go(func() { errs[i] = tr.own(t, fmt.Sprint(i), acts) })
	}
	group.Wait()
	tr.log.Inject(nil)
	time.Sleep(time.Minute) // what lands late has landed
	return errors.Join(append(errs, tr.check(t))...)
}

// own plays one owner, who keeps the room's state: the texts of all its events.
func (tr *trial) own(t *testing.T, name string, acts []act) error {
	var w *roomlog.Writer
	var state []string
	for i, a := range acts {
		time.Sleep(a.wait)
		var err error
		switch {
		case a.does == "claim" || w == nil:
			w, state, err = tr.open(t, name)
		case a.does == "snapshot":
			data, _ := json.Marshal(state)
			err = w.Snapshot(t.Context(), 1, data, a.keep)
		default:
			var events []json.RawMessage
			for j := range a.many {
				text := fmt.Sprintf("%s-%d-%d", name, i, j)
				state = append(state, text)
				events = append(events, json.RawMessage(fmt.Sprintf("%q", text)))
			}
			err = tr.append(t, w, state, events)
		}
		if errors.Is(err, roomlog.ErrDeposed) {
			w, err = nil, nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (tr *trial) append(t *testing.T, w *roomlog.Writer, state []string, events []json.RawMessage) error {
	added := state[len(state)-len(events):]
	tr.mu.Lock()
	for _, text := range added {
		tr.attempted[text] = true
	}
	tr.mu.Unlock()
	last, err := w.Append(t.Context(), 1, events, nil)
	if err != nil {
		return err
	}
	if last.N != uint64(len(state)) {
		return fmt.Errorf("acknowledged as event %d, the state has %d", last.N, len(state))
	}
	tr.mu.Lock()
	defer tr.mu.Unlock()
	for i, text := range added {
		tr.acknowledged[world.Position{Epoch: last.Epoch, N: last.N - uint64(len(added)-1-i)}] = text
	}
	return nil
}

func (tr *trial) open(t *testing.T, name string) (*roomlog.Writer, []string, error) {
	w, err := roomlog.Claim(t.Context(), tr.log, "lounge", name, 1)
	if err != nil {
		return nil, nil, err
	}
	var state []string
	opening, err := w.Opening(t.Context(), func(s roomlog.Snapshot) error { return json.Unmarshal(s.Data, &state) })
	if err != nil {
		return nil, nil, err
	}
	for _, entry := range opening.Tail {
		for i, data := range entry.Commit.Events {
			if n := entry.Commit.Position(i).N; n != uint64(len(state)+1) {
				return nil, nil, fmt.Errorf("event %d follows event %d", n, len(state))
			}
			var text string
			if err := json.Unmarshal(data, &text); err != nil {
				return nil, nil, err
			}
			state = append(state, text)
		}
	}
	return w, state, opening.Skipped
}

func (tr *trial) check(t *testing.T) error {
	w, state, err := tr.open(t, "check")
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, text := range state {
		if seen[text] || !tr.attempted[text] {
			return fmt.Errorf("%s is doubled or came from nowhere: %v", text, state)
		}
		seen[text] = true
	}
	for position, text := range tr.acknowledged {
		if position.N > uint64(len(state)) || state[position.N-1] != text {
			return fmt.Errorf("%s was acknowledged at %s: %v", text, position, state)
		}
	}
	if w.Position().N != uint64(len(state)) {
		return fmt.Errorf("the writer stands at %s: %v", w.Position(), state)
	}
	events, err := roomlog.History(t.Context(), tr.log, "lounge", len(state))
	if err != nil {
		return err
	}
	kept := map[uint64]world.Position{}
	for _, e := range events {
		kept[e.Position.N] = e.Position
	}
	for position, text := range tr.acknowledged {
		if p, ok := kept[position.N]; ok && p != position {
			return fmt.Errorf("%s was acknowledged at %s and stands at %s", text, position, p)
		}
	}
	return nil
}
