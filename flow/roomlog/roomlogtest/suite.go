// Package roomlogtest is the suite that every store of rooms' logs passes: what roomlog.Log promises, and what the owner's protocol
// makes of it. It is called by the stores' own tests, one subtest per promise.
package roomlogtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
)

// Store is one fresh log.
type Store struct {
	Log    roomlog.Log
	Reopen func() roomlog.Log // closes it and opens what it kept
}

// Run runs the suite. open makes an empty store whose end is the test's; within runs a test's body, in a bubble of virtual time
// where the store allows that.
func Run(t *testing.T, open func(*testing.T) Store, within func(*testing.T, func(*testing.T))) {
	for name, test := range map[string]func(*testing.T, Store){
		"order":                       order,
		"many messages":               manyMessages,
		"rooms apart":                 roomsApart,
		"compare and append":          compareAndAppend,
		"purge keeps the last":        purgeKeepsTheLast,
		"two snapshots":               twoSnapshots,
		"bytes as written":            bytesAsWritten,
		"an older owner is deposed":   olderOwnerIsDeposed,
		"owners race":                 ownersRace,
		"unknown outcome":             unknownOutcome,
		"outcome that stays unknown":  outcomeStaysUnknown,
		"too large":                   tooLarge,
		"positions survive":           positionsSurvive,
		"gone":                        goneIsSaid,
		"history":                     history,
		"remains of a purge":          remainsOfAPurge,
		"snapshot and tail":           snapshotAndTail,
		"unreadable snapshots":        unreadableSnapshots,
		"snapshot ahead of the log":   snapshotAheadOfLog,
		"deposed owner saves nothing": deposedSavesNothing,
		"purge keeps what is needed":  purgeKeepsWhatIsNeeded,
		"newer versions":              newerVersions,
		"damage":                      damage,
		"room time":                   roomTime,
	} {
		t.Run(name, func(t *testing.T) {
			within(t, func(t *testing.T) { test(t, open(t)) })
		})
	}
}

const lounge world.RoomID = "lounge"

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantIs(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
}

func wantCode(t *testing.T, err error, want world.Code) {
	t.Helper()
	var refusal *world.Error
	if !errors.As(err, &refusal) || refusal.Code != want {
		t.Fatalf("got %v, want %s", err, want)
	}
}

func wantEqual(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// claimed is a new owner that has opened the room.
func claimed(t *testing.T, log roomlog.Log, now world.Millis) *roomlog.Writer {
	t.Helper()
	w, err := roomlog.Claim(t.Context(), log, lounge, "node", now)
	must(t, err)
	_, err = w.Opening(t.Context(), accept)
	must(t, err)
	return w
}

func accept(roomlog.Snapshot) error { return nil }

// say appends one commit of events and returns their positions.
func say(t *testing.T, w *roomlog.Writer, texts ...string) []world.Position {
	t.Helper()
	last, err := w.Append(t.Context(), 1000, quoted(texts...), nil)
	must(t, err)
	positions := make([]world.Position, len(texts))
	for i := range texts {
		positions[i] = world.Position{Epoch: last.Epoch, N: last.N - uint64(len(texts)-1-i)}
	}
	return positions
}

func quoted(texts ...string) []json.RawMessage {
	var events []json.RawMessage
	for _, text := range texts {
		events = append(events, json.RawMessage(fmt.Sprintf("%q", text)))
	}
	return events
}

func texts(events []roomlog.Event) []string {
	var all []string
	for _, e := range events {
		var text string
		if err := json.Unmarshal(e.Data, &text); err != nil {
			text = err.Error()
		}
		all = append(all, text)
	}
	return all
}

func tailTexts(o roomlog.Opening) []string {
	var events []roomlog.Event
	for _, entry := range o.Tail {
		for _, data := range entry.Commit.Events {
			events = append(events, roomlog.Event{Data: data})
		}
	}
	return texts(events)
}

// opened claims the room anew and returns what the new owner starts from.
func opened(t *testing.T, log roomlog.Log, readable func(roomlog.Snapshot) error) roomlog.Opening {
	t.Helper()
	w, err := roomlog.Claim(t.Context(), log, lounge, "node", 1)
	must(t, err)
	opening, err := w.Opening(t.Context(), readable)
	must(t, err)
	return opening
}

// put appends raw bytes after the room's last message.
func put(t *testing.T, log roomlog.Log, room world.RoomID, data string) roomlog.Seq {
	t.Helper()
	last, _, err := log.Last(t.Context(), room)
	must(t, err)
	seq, err := log.Append(t.Context(), room, last.Seq, []byte(data))
	must(t, err)
	return seq
}

func read(ctx context.Context, log roomlog.Log, room world.RoomID, after, upTo roomlog.Seq) ([]string, error) {
	var all []string
	for record, err := range log.Read(ctx, room, after, upTo) {
		if err != nil {
			return all, err
		}
		all = append(all, string(record.Data))
	}
	return all, nil
}

func wantRead(t *testing.T, log roomlog.Log, room world.RoomID, after, upTo roomlog.Seq, want ...string) {
	t.Helper()
	got, err := read(t.Context(), log, room, after, upTo)
	must(t, err)
	wantEqual(t, "messages", got, want)
}
