package room_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
)

func TestARoomRemembersItsLastMinutesAsEachSawThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(c *room.Config) { c.GhostFor = time.Hour })
		r := s.open()
		mika, ren, sora := person(0), person(1), person(2)
		must(t, r, mika, "1", world.Enter{})
		must(t, r, ren, "1", world.Enter{})
		must(t, r, ren, "2", world.Say{Text: "long ago"})
		time.Sleep(2 * time.Minute)
		must(t, r, ren, "3", world.Say{Text: "some minutes ago"})
		time.Sleep(2 * time.Minute)
		must(t, r, sora, "1", world.Enter{})
		must(t, r, ren, "4", world.Whisper{To: sora.ID, Text: "between us"})
		must(t, r, ren, "5", world.Whisper{To: mika.ID, Text: "to you"})
		must(t, r, ren, "6", world.Say{Text: "to all"})

		recalled := func(p world.Principal) (room.Recording, string) {
			t.Helper()
			recording, err := r.Recall(t.Context(), p.ID)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := json.Marshal(recording)
			if err != nil {
				t.Fatal(err)
			}
			return recording, string(raw)
		}
		recording, text := recalled(mika)
		if lines := recording.View.Lines; len(lines) != 1 || lines[0].Text != "long ago" || len(recording.View.People) != 2 {
			t.Errorf("mika's minutes begin with %+v", recording.View)
		}
		if len(recording.Events) != 4 || strings.Contains(text, "between us") || !strings.Contains(text, "to you") || !strings.Contains(text, "to all") {
			t.Errorf("mika saw %s", text)
		}
		recording, text = recalled(sora)
		if len(recording.View.People) != 3 || strings.Contains(text, "to you") || !strings.Contains(text, "between us") || len(recording.Events) != 2 {
			t.Errorf("sora saw %s", text)
		}
		if _, err := r.Recall(t.Context(), person(7).ID); codeOf(err) != world.CodeNotHere {
			t.Errorf("a stranger recalls: %v", err)
		}
		if got := view(t, r, mika); len(got.Lines) != 4 {
			t.Errorf("recalling changed the room: %+v", got.Lines)
		}
	})
}
