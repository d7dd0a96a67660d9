package roomlogtest

import (
	"fmt"
	"testing"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
)

func order(t *testing.T, s Store) {
	a, b, c := put(t, s.Log, lounge, "a"), put(t, s.Log, lounge, "b"), put(t, s.Log, lounge, "c")
	if a >= b || b >= c {
		t.Fatalf("sequences do not rise: %d, %d, %d", a, b, c)
	}
	log := s.Log
	for range 2 {
		wantRead(t, log, lounge, 0, c, "a", "b", "c")
		wantRead(t, log, lounge, a, c, "b", "c")
		wantRead(t, log, lounge, 0, b, "a", "b")
		last, found, err := log.Last(t.Context(), lounge)
		must(t, err)
		wantEqual(t, "last", fmt.Sprint(last.Seq, string(last.Data), found), fmt.Sprint(c, "c", true))
		log = s.Reopen()
	}
}

// manyMessages are more than one batched read can hold, in number and in bytes.
func manyMessages(t *testing.T, s Store) {
	var want []string
	var last roomlog.Seq
	long := fmt.Sprintf("%0*d", roomlog.MaxBytes, 0)
	for i := range 1100 {
		text := fmt.Sprint(i)
		if i < 3 {
			text = long
		}
		seq, err := s.Log.Append(t.Context(), lounge, last, []byte(text))
		must(t, err)
		want, last = append(want, text), seq
		put(t, s.Log, "terrace", "x")
	}
	wantRead(t, s.Log, lounge, 0, last, want...)
}

func roomsApart(t *testing.T, s Store) {
	rooms, err := s.Log.Rooms(t.Context())
	must(t, err)
	if len(rooms) != 0 {
		t.Fatalf("a new log has rooms: %v", rooms)
	}
	_, found, err := s.Log.Last(t.Context(), lounge)
	must(t, err)
	if found {
		t.Fatal("a new room has a last message")
	}
	put(t, s.Log, "terrace", "there")
	first := put(t, s.Log, lounge, "here")
	put(t, s.Log, "lounge-2", "elsewhere")
	last := put(t, s.Log, lounge, "here too")
	wantRead(t, s.Log, lounge, 0, last, "here", "here too")
	must(t, s.Log.Purge(t.Context(), lounge, last))
	wantRead(t, s.Log, lounge, 0, last, "here too")
	there, _, err := s.Log.Last(t.Context(), "terrace")
	must(t, err)
	wantRead(t, s.Log, "terrace", 0, there.Seq, "there")
	if there.Seq >= first {
		t.Fatalf("sequences of the rooms do not rise together: %d before %d", there.Seq, first)
	}
	rooms, err = s.Reopen().Rooms(t.Context())
	must(t, err)
	wantEqual(t, "rooms", rooms, []world.RoomID{"lounge", "lounge-2", "terrace"})
}

func compareAndAppend(t *testing.T, s Store) {
	_, err := s.Log.Append(t.Context(), lounge, 7, []byte("after a message that never was"))
	wantIs(t, err, roomlog.ErrStale)
	a := put(t, s.Log, lounge, "a")
	elsewhere := put(t, s.Log, "terrace", "x")
	b := put(t, s.Log, lounge, "b")
	for _, after := range []roomlog.Seq{0, a, elsewhere, b + 1} {
		_, err := s.Log.Append(t.Context(), lounge, after, []byte("stale"))
		wantIs(t, err, roomlog.ErrStale)
	}
	log := s.Reopen()
	_, err = log.Append(t.Context(), lounge, a, []byte("stale"))
	wantIs(t, err, roomlog.ErrStale)
	c, err := log.Append(t.Context(), lounge, b, []byte("c"))
	must(t, err)
	wantRead(t, log, lounge, 0, c, "a", "b", "c")
	if _, err := read(t.Context(), log, lounge, 0, c+1000); err == nil {
		t.Fatal("reading up to a message that is not there ended as if it were")
	}
}

func purgeKeepsTheLast(t *testing.T, s Store) {
	must(t, s.Log.Purge(t.Context(), lounge, 1000)) // a room without messages
	a := put(t, s.Log, lounge, "a")
	b := put(t, s.Log, lounge, "b")
	c := put(t, s.Log, lounge, "c")
	must(t, s.Log.Purge(t.Context(), lounge, b))
	wantRead(t, s.Log, lounge, 0, c, "b", "c")
	must(t, s.Log.Purge(t.Context(), lounge, c+1000))
	wantRead(t, s.Log, lounge, 0, c, "c")
	log := s.Reopen()
	for _, after := range []roomlog.Seq{0, a, b} {
		_, err := log.Append(t.Context(), lounge, after, []byte("stale"))
		wantIs(t, err, roomlog.ErrStale)
	}
	d, err := log.Append(t.Context(), lounge, c, []byte("d"))
	must(t, err)
	wantRead(t, log, lounge, 0, d, "c", "d")
}

func twoSnapshots(t *testing.T, s Store) {
	want := func(log roomlog.Log, room world.RoomID, want ...string) {
		t.Helper()
		stored, err := log.Snapshots(t.Context(), room)
		must(t, err)
		var got []string
		for _, data := range stored {
			got = append(got, string(data))
		}
		wantEqual(t, "snapshots", got, want)
	}
	want(s.Log, lounge)
	must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte("one")))
	want(s.Log, lounge, "one")
	must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte("two")))
	must(t, s.Log.SaveSnapshot(t.Context(), "lounge-2", []byte("other")))
	want(s.Log, lounge, "two", "one")
	must(t, s.Log.SaveSnapshot(t.Context(), lounge, []byte("three")))
	log := s.Reopen()
	want(log, lounge, "three", "two")
	want(log, "lounge-2", "other")
}
