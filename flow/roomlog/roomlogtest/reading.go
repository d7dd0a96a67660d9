package roomlogtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
)

func wantAfter(t *testing.T, log roomlog.Log, p world.Position, want ...string) {
	t.Helper()
	events, err := roomlog.After(t.Context(), log, lounge, p)
	must(t, err)
	wantEqual(t, "events after "+p.String(), texts(events), want)
}

func wantGone(t *testing.T, log roomlog.Log, p world.Position) {
	t.Helper()
	_, err := roomlog.After(t.Context(), log, lounge, p)
	wantCode(t, err, world.CodeGone)
}

func positionsSurvive(t *testing.T, s Store) {
	log := s.Log
	wantAfter(t, log, world.Position{})
	var positions []world.Position
	var all []string
	for i := range 3 { // each round has another owner, the last of them with a clock that went back
		w := claimed(t, log, world.Millis(1000-i))
		wantAfter(t, log, world.Position{}, all...)
		for _, text := range [][]string{{fmt.Sprint(i, "a"), fmt.Sprint(i, "b")}, {fmt.Sprint(i, "c")}} {
			positions = append(positions, say(t, w, text...)...)
			all = append(all, text...)
		}
		log = s.Reopen()
	}
	for range 2 {
		wantAfter(t, log, world.Position{}, all...)
		for i, p := range positions {
			wantAfter(t, log, p, all[i+1:]...)
		}
		wantEqual(t, "position of a new owner", claimed(t, log, 1).Position(), positions[len(positions)-1]) // voids no position either
	}
}

func goneIsSaid(t *testing.T, s Store) {
	wantGone(t, s.Log, world.Position{Epoch: 1, N: 1})
	w := claimed(t, s.Log, 1000)
	wantGone(t, s.Log, world.Position{Epoch: 1000, N: 0})
	first := say(t, w, "one", "two")
	w = claimed(t, s.Log, 2000)
	second := say(t, w, "three")
	for _, p := range []world.Position{
		{Epoch: 2000, N: 2}, {Epoch: 1000, N: 3}, {Epoch: 1500, N: 1}, {Epoch: 1000, N: 0}, {Epoch: 2000, N: 4}, {Epoch: 0, N: 1}, {Epoch: 3000, N: 3},
	} {
		wantGone(t, s.Log, p)
	}
	wantAfter(t, s.Log, first[0], "two", "three")

	last, _, err := s.Log.Last(t.Context(), lounge)
	must(t, err)
	must(t, s.Log.Purge(t.Context(), lounge, last.Seq)) // leaves the commit of "three"
	wantGone(t, s.Log, world.Position{})
	wantGone(t, s.Log, first[0])
	wantGone(t, s.Log, first[1])
	wantAfter(t, s.Log, second[0])
}

func history(t *testing.T, s Store) {
	events, err := roomlog.History(t.Context(), s.Log, lounge, 5)
	must(t, err)
	wantEqual(t, "events", len(events), 0)
	var positions []world.Position
	for i := range 3 {
		w := claimed(t, s.Log, world.Millis(1+1000*i))
		for j := range 500 {
			positions = append(positions, say(t, w, fmt.Sprint(3*(500*i+j)), "x", "y")...)
		}
	}
	for _, count := range []int{0, 1, 5, 4499, 4500, 9000} {
		events, err := roomlog.History(t.Context(), s.Log, lounge, count)
		must(t, err)
		wantEqual(t, "count", len(events), min(count, len(positions)))
		for i, e := range events {
			wantEqual(t, "position", e.Position, positions[len(positions)-len(events)+i])
		}
	}
	events, err = roomlog.History(t.Context(), s.Log, lounge, 3)
	must(t, err)
	wantEqual(t, "last", texts(events), []string{"4497", "x", "y"})
	wantEqual(t, "instant", events[0].At, world.Millis(1000))
}

// remainsOfAPurge come back when the embedded server of natslog recovers from a kill.
func remainsOfAPurge(t *testing.T, s Store) {
	for _, message := range []string{
		`{"version":1,"kind":"commit","epoch":5,"n":1,"events":["remains"]}`, // a hole in the numbers follows
		`{"version":1,"kind":"commit","epoch":5,"n":9,"events":["remains"]}`, // a claim is missing after it
		`{"version":1,"kind":"commit","epoch":7,"n":10,"events":["a"]}`,
		`{"version":1,"kind":"commit","epoch":7,"n":12,"events":["b","c"]}`,
	} {
		put(t, s.Log, lounge, message)
	}
	events, err := roomlog.History(t.Context(), s.Log, lounge, 10)
	must(t, err)
	wantEqual(t, "events", texts(events), []string{"a", "b", "c"})
	wantAfter(t, s.Log, world.Position{Epoch: 7, N: 10}, "b", "c")
	for _, p := range []world.Position{{}, {Epoch: 5, N: 1}, {Epoch: 5, N: 9}} {
		wantGone(t, s.Log, p)
	}
	put(t, s.Log, lounge, `{"version":1,"kind":"commit","epoch":7,"n":11,"events":["back"]}`)
	_, err = roomlog.History(t.Context(), s.Log, lounge, 10)
	wantIs(t, err, roomlog.ErrDamaged)
	_, err = roomlog.After(t.Context(), s.Log, lounge, world.Position{Epoch: 7, N: 10})
	wantIs(t, err, roomlog.ErrDamaged)
}

func snapshotAndTail(t *testing.T, s Store) {
	log := s.Log
	opening := opened(t, log, accept)
	wantEqual(t, "tail of a new room", len(opening.Tail), 1)
	wantEqual(t, "its claim", opening.Tail[0].Commit.Kind, roomlog.KindClaim)

	w := claimed(t, log, 1)
	must(t, w.Snapshot(t.Context(), 1, json.RawMessage(`"empty"`), 0)) // nothing happened: nothing to save
	say(t, w, "one")
	must(t, w.Snapshot(t.Context(), 5, json.RawMessage(`"first"`), 0))
	must(t, w.Snapshot(t.Context(), 5, json.RawMessage(`"again"`), 0))
	w = claimed(t, log, 1)
	must(t, w.Snapshot(t.Context(), 5, json.RawMessage(`"again"`), 0))
	say(t, w, "two", "three")
	log = s.Reopen()
	w = claimed(t, log, 1)
	at := w.Position()
	must(t, w.Snapshot(t.Context(), 6, json.RawMessage(`"second"`), 0))
	say(t, w, "four")
	say(t, w, "five")

	opening = opened(t, s.Reopen(), accept)
	wantEqual(t, "snapshot", string(opening.Snapshot.Data), `"second"`)
	wantEqual(t, "its position", opening.Snapshot.Position, at)
	wantEqual(t, "its time", opening.Snapshot.At, world.Millis(6))
	wantEqual(t, "tail", tailTexts(opening), []string{"four", "five"})
	if opening.Skipped != nil {
		t.Fatal(opening.Skipped)
	}
}

func unreadableSnapshots(t *testing.T, s Store) {
	w := claimed(t, s.Log, 1)
	say(t, w, "one")
	must(t, w.Snapshot(t.Context(), 1, json.RawMessage(`"first"`), 0))
	say(t, w, "two")
	must(t, w.Snapshot(t.Context(), 1, json.RawMessage(`"second"`), 0))
	say(t, w, "three")

	opening := opened(t, s.Log, func(s roomlog.Snapshot) error { // the newest holds a state that the room cannot read
		if string(s.Data) == `"second"` {
			return errors.New("strange state")
		}
		return nil
	})
	wantEqual(t, "snapshot", string(opening.Snapshot.Data), `"first"`)
	wantEqual(t, "tail", tailTexts(opening), []string{"two", "three"})
	if opening.Skipped == nil {
		t.Fatal("nothing is said of the newest snapshot")
	}

	must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte(`{"version":1,"posit`))) // the newest is cut short
	opening = opened(t, s.Log, accept)
	wantEqual(t, "snapshot", string(opening.Snapshot.Data), `"second"`)
	wantEqual(t, "tail", tailTexts(opening), []string{"three"})

	must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte(`no JSON`))) // now both are bad, and the log begins at "one"
	opening = opened(t, s.Log, accept)
	if opening.Snapshot != nil {
		t.Fatalf("an unreadable snapshot was used: %v", opening.Snapshot)
	}
	wantEqual(t, "tail", tailTexts(opening), []string{"one", "two", "three"})

	last, _, err := s.Log.Last(t.Context(), lounge)
	must(t, err)
	must(t, s.Log.Purge(t.Context(), lounge, last.Seq))
	w, err = roomlog.Claim(t.Context(), s.Log, lounge, "node", 1)
	must(t, err)
	_, err = w.Opening(t.Context(), accept)
	wantIs(t, err, roomlog.ErrDamaged)
}

// snapshotAheadOfLog is what a power cut leaves when the snapshot was synced and the log's end was not: those events never
// became, and when their numbers are given anew, the snapshot must not come back to life.
func snapshotAheadOfLog(t *testing.T, s Store) {
	w := claimed(t, s.Log, 10)
	say(t, w, "one")
	for _, lost := range []string{
		`{"version":1,"position":"10-2","seq":3,"at":1,"data":"lost"}`,
		`{"version":1,"position":"10-2","seq":3000,"at":1,"data":"lost"}`,
		`{"version":1,"position":"10-9","seq":2,"at":1,"data":"lost"}`,
		`{"version":1,"position":"9-1","seq":2,"at":1,"data":"lost"}`,
	} {
		must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte(lost)))
		opening := opened(t, s.Log, accept)
		if opening.Snapshot != nil || opening.Skipped == nil {
			t.Fatalf("%s was used, or skipped without a word: %v", lost, opening)
		}
	}
	w = claimed(t, s.Log, 10)
	say(t, w, "two")
	opening := opened(t, s.Log, accept)
	if opening.Snapshot != nil {
		t.Fatalf("the snapshot of a lost history was used: %v", opening.Snapshot)
	}
	wantEqual(t, "tail", tailTexts(opening), []string{"one", "two"})
}

func deposedSavesNothing(t *testing.T, s Store) {
	older := claimed(t, s.Log, 1)
	say(t, older, "one")
	newer := claimed(t, s.Log, 1)
	say(t, newer, "two")
	wantIs(t, older.Snapshot(t.Context(), 1, json.RawMessage(`"older"`), 0), roomlog.ErrDeposed)
	stored, err := s.Log.Snapshots(t.Context(), lounge)
	must(t, err)
	wantEqual(t, "snapshots", len(stored), 0)
}

func purgeKeepsWhatIsNeeded(t *testing.T, s Store) {
	var positions []world.Position
	w := claimed(t, s.Log, 1)
	for i := range 100 {
		positions = append(positions, say(t, w, fmt.Sprint(2*i), fmt.Sprint(2*i+1))...)
		if i%10 == 9 {
			must(t, w.Snapshot(t.Context(), 1, json.RawMessage(fmt.Sprint(2*i+1)), 30))
		}
		if i%25 == 24 {
			w = claimed(t, s.Log, 1)
		}
	}
	wantGone(t, s.Log, positions[100])
	for _, p := range positions[200-31:] {
		events, err := roomlog.After(t.Context(), s.Log, lounge, p)
		must(t, err)
		wantEqual(t, "events", len(events), int(200-p.N))
	}
	for _, refuse := range []string{"", "199"} { // both snapshots can be continued
		opening := opened(t, s.Log, func(s roomlog.Snapshot) error {
			if string(s.Data) == refuse {
				return errors.New("strange state")
			}
			return nil
		})
		wantEqual(t, "snapshot and tail", fmt.Sprint(int(opening.Snapshot.Position.N)+len(tailTexts(opening))), "200")
	}
}

func newerVersions(t *testing.T, s Store) {
	newer := fmt.Sprintf(`{"version":%d,`, roomlog.Version+1)
	for room, message := range map[world.RoomID]string{
		"as-known": newer + `"kind":"commit","epoch":1,"n":1,"owner":"x","at":1,"events":[1],"more":true}`,
		"changed":  newer + `"kind":{"strange":1}}`,
	} {
		put(t, s.Log, room, message)
		_, err := roomlog.Claim(t.Context(), s.Log, room, "node", 1)
		wantCode(t, err, world.CodeNewerData)
		last, _, err := s.Log.Last(t.Context(), room)
		must(t, err)
		wantEqual(t, "last message", string(last.Data), message)
	}
	say(t, claimed(t, s.Log, 1), "one")
	must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte(newer+`"position":"new kind"}`)))
	must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte(`{"version":1,"position":"1-1","seq":2,"at":1,"data":1}`)))
	_, err := roomlog.Claim(t.Context(), s.Log, lounge, "node", 1)
	wantCode(t, err, world.CodeNewerData)
}

func damage(t *testing.T, s Store) {
	for room, messages := range map[world.RoomID][]string{
		"no-json":    {`{"version":1,"kind":"cl`},
		"no-version": {`{"kind":"claim","epoch":1}`},
		"no-kind":    {`{"version":1,"epoch":1,"n":0}`},
		"no-epoch":   {`{"version":1,"kind":"claim"}`},
		"no-events":  {`{"version":1,"kind":"commit","epoch":1,"n":1}`},
		"below-zero": {`{"version":1,"kind":"commit","epoch":1,"n":1,"events":[1,2]}`},
		"hole":       {`{"version":1,"kind":"claim","epoch":5,"n":0}`, `{"version":1,"kind":"commit","epoch":5,"n":3,"events":[1,2]}`},
		"two-owners": {`{"version":1,"kind":"claim","epoch":5,"n":0}`, `{"version":1,"kind":"commit","epoch":6,"n":1,"events":[1]}`},
		"back":       {`{"version":1,"kind":"claim","epoch":5,"n":0}`, `{"version":1,"kind":"claim","epoch":5,"n":0}`},
		"beheaded":   {`{"version":1,"kind":"commit","epoch":5,"n":9,"events":[1]}`},
	} {
		for _, message := range messages {
			put(t, s.Log, room, message)
		}
		w, err := roomlog.Claim(t.Context(), s.Log, room, "node", 1)
		if err == nil {
			_, err = w.Opening(t.Context(), accept)
		}
		if !errors.Is(err, roomlog.ErrDamaged) {
			t.Errorf("%s: %v, want ErrDamaged", room, err)
		}
	}
	must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte(`{"version":1,"position":"1-1","seq":1,"at":1,"data":1}`)))
	_, err := roomlog.Claim(t.Context(), s.Log, lounge, "node", 1) // its messages are gone: not a new room
	wantIs(t, err, roomlog.ErrDamaged)
}
