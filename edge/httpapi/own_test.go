package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
)

func TestSomebodyTakesEverythingAndIsForgotten(t *testing.T) {
	s := open(t, session.Limits{})
	mika, ren := s.guest("mika").enters(), s.guest("ren").enters()
	mika.do(`{"id":"1","type":"say","text":"a line of mine"}`)
	mika.do(`{"id":"2","type":"whisper","to":"` + string(ren.id) + `","text":"a secret of mine"}`)
	ren.do(`{"id":"3","type":"whisper","to":"` + string(mika.id) + `","text":"not yours"}`)
	as[httpapi.Filed](t, mika.ask("POST", "/api/v1/rooms/lounge/reports", `{"about":"`+string(ren.id)+`","reason":"other","note":"my note"}`))
	before := ren.sees().Position

	all := mika.ask("GET", "/api/v1/me/export", "")
	for _, mine := range []string{"a line of mine", "a secret of mine", "my note", `"name":"mika"`} {
		if !strings.Contains(all.body, mine) {
			t.Errorf("the export lacks %q: %s", mine, all.body)
		}
	}
	if strings.Contains(all.body, "not yours") || strings.Contains(all.body, mika.token) {
		t.Errorf("the export tells what is not mika's: %s", all.body)
	}

	s.refused(mika.ask("POST", "/api/v1/me/erase", `{"name":"ren"}`), http.StatusBadRequest, world.CodeBadRequest)
	mika.must("POST", "/api/v1/me/erase", `{"name":"mika"}`)
	s.refused(mika.ask("GET", "/api/v1/me", ""), http.StatusUnauthorized, world.CodeUnauthenticated)
	s.refused(mika.ask("GET", "/api/v1/me/export", ""), http.StatusUnauthorized, world.CodeUnauthenticated)
	s.refused(mika.command(`{"id":"4","type":"say","text":"still here"}`), http.StatusUnauthorized, world.CodeUnauthenticated)
	view := ren.sees()
	if len(view.People) != 1 || len(view.Lines) != 3 {
		t.Fatalf("%+v", view)
	}
	for _, line := range view.Lines[:2] {
		if line.Text != "" || line.Name != "" || !line.Expired {
			t.Errorf("after erasing the room still tells %+v", line)
		}
	}
	if line := view.Lines[2]; line.Text != "not yours" || line.ToName != "" {
		t.Errorf("what ren said is %+v", line)
	}
	for _, path := range []string{"/api/v1/rooms/lounge/events?wait=0&since=" + before.String(), "/api/v1/me/export"} {
		if a := ren.ask("GET", path, ""); strings.Contains(a.body, "of mine") {
			t.Errorf("%s tells %s", path, a.body)
		}
	}
	s.refused(ren.command(`{"id":"5","type":"whisper","to":"`+string(mika.id)+`","text":"hello?"}`), http.StatusNotFound, world.CodeUnknownVisitor)
	s.refused(ren.ask("PUT", "/api/v1/me/blocked/"+string(mika.id), ""), http.StatusNotFound, world.CodeUnknownVisitor)
	s.refused(ren.ask("POST", "/api/v1/rooms/lounge/reports", `{"about":"`+string(mika.id)+`","reason":"spam"}`), http.StatusNotFound, world.CodeUnknownVisitor)
}
