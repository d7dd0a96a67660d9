package httpapi_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/picture"
)

func pngOf(t *testing.T, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestASharedPictureIsSeenByItsLink(t *testing.T) {
	s := open(t, session.DefaultLimits())
	mika := s.guest("Mika")
	made := as[httpapi.SharedPicture](t, mika.ask("POST", "/api/v1/pictures?room=lounge", pngOf(t, 400, 300), "Content-Type", "image/png"))
	if made.Width != 400 || made.Height != 300 || made.Room != "lounge" || made.Outfit != "" {
		t.Fatalf("%+v", made)
	}
	path, ours := strings.CutPrefix(made.URL, s.url)
	page := s.ask("GET", path, "")
	if !ours || page.status != http.StatusOK || !strings.Contains(page.body, `property="og:image" content="`+s.url+made.Image+`"`) ||
		!strings.Contains(page.body, `content="image/jpeg"`) || !strings.Contains(page.body, `og:image:width" content="400"`) || strings.Contains(page.body, "Mika") {
		t.Errorf("%s: %d %s", made.URL, page.status, page.body)
	}
	shown := s.ask("GET", made.Image, "")
	if m, err := jpeg.Decode(strings.NewReader(shown.body)); err != nil || m.Bounds().Dx() != 400 || shown.header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("%s: %d %v (%v)", made.Image, shown.status, shown.header, err)
	}
	if told := as[httpapi.SharedPicture](t, s.ask("GET", "/api/v1/pictures/"+made.ID, "")); told.Image != made.Image || told.Room != "lounge" {
		t.Errorf("%+v", told)
	}

	s.refused(s.guest("Ben").ask("DELETE", "/api/v1/pictures/"+made.ID, ""), http.StatusNotFound, world.CodeNotFound)
	if a := mika.ask("DELETE", "/api/v1/pictures/"+made.ID, ""); a.status != http.StatusNoContent {
		t.Errorf("taking it back: %d %s", a.status, a.body)
	}
	s.refused(s.ask("GET", made.Image, ""), http.StatusNotFound, world.CodeNotFound)
	if page := s.ask("GET", path, "", "Accept", "text/html"); page.status != http.StatusNotFound {
		t.Errorf("a picture taken back: %d", page.status)
	}
}

func TestASharedLookShowsItsOwnPictureOnItsCard(t *testing.T) {
	s := open(t, session.DefaultLimits())
	mika := s.guest("Mika")
	outfits := s.catalogue.Outfits()
	ours, other := outfits[0].Hash, outfits[1].Hash
	share := func(of string) httpapi.SharedPicture {
		return as[httpapi.SharedPicture](t, mika.ask("POST", "/api/v1/pictures?"+of, pngOf(t, 400, 210)))
	}
	portrait, photo := share("outfit="+string(ours)), share("room=lounge")
	shows := func(path, image string) {
		t.Helper()
		if page := s.ask("GET", path, ""); page.status != http.StatusOK || !strings.Contains(page.body, `property="og:image" content="`+s.url+image) {
			t.Errorf("%s does not show %s: %d %s", path, image, page.status, page.body)
		}
	}
	path := "/look/" + string(ours) + "?picture=" + portrait.ID
	shows(path, portrait.Image)
	page := s.ask("GET", path, "").body
	for _, said := range []string{`og:url" content="` + s.url + path + `"`, `og:image:type" content="image/jpeg"`, `og:image:width" content="400"`} {
		if !strings.Contains(page, said) {
			t.Errorf("the card lacks %s: %s", said, page)
		}
	}
	const general = "/assets/card-"
	shows("/look/"+string(ours), general)
	shows("/look/"+string(other)+"?picture="+portrait.ID, general)
	shows("/look/"+string(ours)+"?picture="+photo.ID, general)
	shows("/look/"+string(ours)+"?picture=nothing", general)
	if a := mika.ask("DELETE", "/api/v1/pictures/"+portrait.ID, ""); a.status != http.StatusNoContent {
		t.Fatalf("taking it back: %d %s", a.status, a.body)
	}
	shows(path, general)
}

func TestPicturesThatAreNone(t *testing.T) {
	s := open(t, session.DefaultLimits())
	mika := s.guest("Mika")
	good := pngOf(t, 200, 200)
	for name, c := range map[string]struct {
		query, body string
		status      int
		code        world.Code
	}{
		"words":        {"room=lounge", "<svg/>", http.StatusUnprocessableEntity, world.CodeBadPicture},
		"empty":        {"room=lounge", "", http.StatusBadRequest, world.CodeBadRequest},
		"tiny":         {"room=lounge", pngOf(t, 8, 8), http.StatusUnprocessableEntity, world.CodeBadPicture},
		"heavy":        {"room=lounge", good + strings.Repeat("x", picture.MaxBytes), http.StatusRequestEntityTooLarge, world.CodeTooLarge},
		"of nothing":   {"", good, http.StatusBadRequest, world.CodeBadRequest},
		"of both":      {"room=lounge&outfit=0123456789abcdef", good, http.StatusBadRequest, world.CodeBadRequest},
		"no such room": {"room=nowhere", good, http.StatusNotFound, world.CodeUnknownRoom},
		"no such look": {"outfit=0123456789abcdef", good, http.StatusNotFound, world.CodeUnknownOutfit},
	} {
		if a := mika.ask("POST", "/api/v1/pictures?"+c.query, c.body); a.status != c.status || a.code() != c.code {
			t.Errorf("%s: %d %s, want %d %s", name, a.status, a.body, c.status, c.code)
		}
	}
	s.refused(s.ask("POST", "/api/v1/pictures?room=lounge", good), http.StatusUnauthorized, world.CodeUnauthenticated)
	s.refused(mika.ask("POST", "/api/v1/pictures?room=lounge", good, "Origin", "https://evil.example"), http.StatusForbidden, world.CodeForeignOrigin)
}
