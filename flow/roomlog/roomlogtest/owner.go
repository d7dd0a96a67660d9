package roomlogtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
)

func bytesAsWritten(t *testing.T, s Store) {
	w := claimed(t, s.Log, 1)
	event := json.RawMessage(`{"type":"said","text":"<b>横丁 & \u2028 🏮</b>","at":1}`)
	command := roomlog.CommandRef{Who: "aaaaaaaaaaaaaaaa", ID: "c<1>", N: 1}
	_, err := w.Append(t.Context(), 7, []json.RawMessage{event}, []roomlog.CommandRef{command})
	must(t, err)
	opening := opened(t, s.Reopen(), accept)
	commit := opening.Tail[1].Commit
	wantEqual(t, "event", string(commit.Events[0]), string(event))
	wantEqual(t, "commands", commit.Commands, []roomlog.CommandRef{command})
	wantEqual(t, "instant", commit.At, world.Millis(7))
}

func olderOwnerIsDeposed(t *testing.T, s Store) {
	older := claimed(t, s.Log, 1)
	say(t, older, "one")
	newer := claimed(t, s.Log, 1)
	for range 2 { // told every time, and never adds anything
		_, err := older.Append(t.Context(), 2, quoted("late"), nil)
		wantIs(t, err, roomlog.ErrDeposed)
	}
	wantIs(t, older.Snapshot(t.Context(), 2, json.RawMessage(`1`), 0), roomlog.ErrDeposed)
	say(t, newer, "two", "three")
	events, err := roomlog.History(t.Context(), s.Reopen(), lounge, 10)
	must(t, err)
	wantEqual(t, "events", texts(events), []string{"one", "two", "three"})
	wantEqual(t, "last", events[2].Position, newer.Position())
	if events[0].Position.Epoch >= events[1].Position.Epoch {
		t.Fatalf("the epoch did not rise: %v", events)
	}
}

// ownersRace lets many claim and append at once. Whatever was acknowledged is there once, at its position.
func ownersRace(t *testing.T, s Store) {
	var mu sync.Mutex
	acknowledged := map[world.Position]string{}
	var group sync.WaitGroup
	for owner := range 6 {
		group.Go(func() {
			for round := range 5 {
				w, err := roomlog.Claim(t.Context(), s.Log, lounge, fmt.Sprint(owner), world.Millis(owner))
				if err != nil {
					t.Error(err)
					return
				}
				for i := range 8 {
					text := fmt.Sprintf("%d-%d-%d", owner, round, i)
					position, err := w.Append(t.Context(), 1, quoted(text), nil)
					if errors.Is(err, roomlog.ErrDeposed) {
						break
					}
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					acknowledged[position] = text
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	events, err := roomlog.History(t.Context(), s.Log, lounge, 1000) // checks that numbers are dense and epochs rise
	must(t, err)
	found := map[world.Position]string{}
	for i, text := range texts(events) {
		found[events[i].Position] = text
	}
	wantEqual(t, "events", found, acknowledged)
}

// flaky is a log whose next append goes wrong in a given way.
type flaky struct {
	roomlog.Log
	next []string // "lost answer", "lost request", "refused"
}

var errFlaky = errors.New("the network ate it")

func (f *flaky) Append(ctx context.Context, room world.RoomID, after roomlog.Seq, data []byte) (roomlog.Seq, error) {
	if len(f.next) == 0 {
		return f.Log.Append(ctx, room, after, data)
	}
	way := f.next[0]
	f.next = f.next[1:]
	if way == "lost answer" {
		if _, err := f.Log.Append(ctx, room, after, data); err != nil {
			return 0, err
		}
	}
	if way == "refused" { // by a replica that was mistaken
		return 0, roomlog.ErrStale
	}
	return 0, errFlaky
}

func unknownOutcome(t *testing.T, s Store) {
	log := &flaky{Log: s.Log}
	var want []string
	for i, ways := range [][]string{
		{"lost answer"}, {"lost request"}, {"refused"}, {"lost request", "lost answer"}, {"lost request", "refused", "lost request"}, nil,
	} {
		log.next = ways
		w := claimed(t, log, 1) // its claims meet the same fate
		log.next = ways
		text := fmt.Sprint("line ", i)
		positions := say(t, w, text, text+"b")
		wantEqual(t, "position", positions[1].N, uint64(2*i+2))
		want = append(want, text, text+"b")
	}
	events, err := roomlog.History(t.Context(), s.Log, lounge, 100)
	must(t, err)
	wantEqual(t, "events", texts(events), want)
}

func outcomeStaysUnknown(t *testing.T, s Store) {
	log := &flaky{Log: s.Log}
	w := claimed(t, log, 1)
	say(t, w, "one")
	for range 1000 {
		log.next = append(log.next, "lost request")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err := w.Append(ctx, 1, quoted("two"), nil)
	wantIs(t, err, context.DeadlineExceeded)
	log.next = nil
	_, err = w.Append(t.Context(), 1, quoted("three"), nil)
	wantIs(t, err, context.DeadlineExceeded) // "two" may yet land: this writer must not go on
	_, err = roomlog.Claim(ctx, &flaky{Log: s.Log, next: []string{"lost request"}}, lounge, "node", 1)
	wantIs(t, err, context.DeadlineExceeded)
	events, err := roomlog.History(t.Context(), s.Log, lounge, 10)
	must(t, err)
	wantEqual(t, "events", texts(events), []string{"one"})
}

func tooLarge(t *testing.T, s Store) {
	w := claimed(t, s.Log, 1)
	_, err := w.Append(t.Context(), 1, quoted(strings.Repeat("x", roomlog.MaxBytes)), nil)
	wantIs(t, err, roomlog.ErrTooLarge)
	if _, err := w.Append(t.Context(), 1, []json.RawMessage{json.RawMessage(`{`)}, nil); err == nil {
		t.Fatal("an event that is no JSON was taken")
	}
	if _, err := w.Append(t.Context(), 1, nil, nil); err == nil {
		t.Fatal("a commit without events was taken")
	}
	wantEqual(t, "number", say(t, w, strings.Repeat("x", roomlog.MaxBytes-1000))[0].N, uint64(1))
	wantIs(t, w.Snapshot(t.Context(), 1, json.RawMessage(`"`+strings.Repeat("x", roomlog.MaxBytes)+`"`), 0), roomlog.ErrTooLarge)
	must(t, w.Snapshot(t.Context(), 1, json.RawMessage(`"`+strings.Repeat("x", roomlog.MaxBytes-1000)+`"`), 0))
	opening := opened(t, s.Log, accept)
	wantEqual(t, "position", opening.Snapshot.Position.N, uint64(1))
}

func roomTime(t *testing.T, s Store) {
	w, err := roomlog.Claim(t.Context(), s.Log, lounge, "ahead", 5000)
	must(t, err)
	_, err = w.Append(t.Context(), 9000, quoted("one"), nil)
	must(t, err)
	behind, err := roomlog.Claim(t.Context(), s.Log, lounge, "behind", 3000)
	must(t, err)
	opening, err := behind.Opening(t.Context(), accept)
	must(t, err)
	wantEqual(t, "room time", opening.At, world.Millis(9000))
	claim := opening.Tail[len(opening.Tail)-1].Commit
	wantEqual(t, "claim", claim, roomlog.Commit{Version: roomlog.Version, Kind: roomlog.KindClaim, Epoch: 5001, N: 1, Owner: "behind", At: 9000})
	later, err := roomlog.Claim(t.Context(), s.Log, lounge, "later", 12000)
	must(t, err)
	opening, err = later.Opening(t.Context(), accept)
	must(t, err)
	wantEqual(t, "room time", opening.At, world.Millis(12000))
	wantEqual(t, "epoch", opening.Tail[len(opening.Tail)-1].Commit.Epoch, uint64(12000))
}
