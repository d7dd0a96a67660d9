package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/account"
)

const (
	summer = `{"skin":"#c98a62","wear":[{"item":"body"},{"item":"face-round"},{"item":"hair-bob","dyes":{"main":"#33405c"}},{"item":"jeans"},{"item":"tee"}]}`
	winter = `{"skin":"#c98a62","wear":[{"item":"body"},{"item":"face-round"},{"item":"hair-bob","dyes":{"main":"#33405c"}},{"item":"jeans"},{"item":"hoodie"},{"item":"scarf"}]}`
)

// fits tries an outfit on.
func (g guest) fits(recipe string) httpapi.Outfit {
	g.t.Helper()
	return as[httpapi.Outfit](g.t, g.ask("POST", "/api/v1/outfits", `{"recipe":`+recipe+`}`))
}

func TestTheWardrobeIsTold(t *testing.T) {
	s := openWardrobe(t, session.Limits{})
	mika := s.guest("mika")
	a := mika.ask("GET", "/api/v1/wardrobe", "")
	w := as[httpapi.Wardrobe](t, a)
	owned := map[wardrobe.ItemID]bool{}
	for _, it := range w.Items {
		owned[it.ID] = it.Owned
		if it.Name.Ja == "" || it.Name.En == "" || it.Author == "" || it.License == "" || it.Dyes == nil {
			t.Errorf("%+v", it)
		}
	}
	if len(w.Items) != len(s.catalogue.Wardrobe().Items()) || !owned["jeans"] || owned["crown"] || len(w.Skins) != 5 || w.Revision == "" {
		t.Errorf("%d items, %v, %v", len(w.Items), w.Skins, w.Revision)
	}
	if len(w.Slots) == 0 || w.Slots[0].Slot != (wardrobe.Slot{ID: "body", Name: wardrobe.Text{Ja: "からだ", En: "Body"}, One: true, Needed: true}) {
		t.Errorf("%+v", w.Slots)
	}
	for _, slot := range w.Slots {
		stocked := slices.ContainsFunc(w.Items, func(it httpapi.WardrobeItem) bool { return it.Slot == slot.ID })
		if !stocked && slot.Rack != "" {
			t.Errorf("%s has nothing, and the rack %s", slot.ID, slot.Rack)
		}
		if rack := s.ask("GET", slot.Rack, ""); stocked && (rack.status != 200 || rack.header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(rack.body, `"slot":"`+slot.ID+`"`)) {
			t.Errorf("the rack of %s, %q: %d", slot.ID, slot.Rack, rack.status)
		}
	}
	tag := a.header.Get("ETag")
	if again := mika.ask("GET", "/api/v1/wardrobe", "", "If-None-Match", tag); again.status != http.StatusNotModified || again.body != "" || tag == "" {
		t.Errorf("again: %d %q", again.status, tag)
	}
	s.refused(s.ask("GET", "/api/v1/wardrobe", ""), http.StatusUnauthorized, world.CodeUnauthenticated)
}

func TestAFittingIsSeenByNobodyAndWornByOne(t *testing.T) {
	s := openWardrobe(t, session.Limits{})
	mika, ren := s.guest("mika"), s.guest("ren")
	for _, g := range []guest{mika, ren} {
		g.do(`{"id":"1","type":"enter"}`)
	}
	before := ren.sees()
	tried := mika.fits(summer)
	if tried != ren.fits(summer) {
		t.Error("equal outfits do not share a sheet")
	}
	for _, url := range []string{tried.URL, tried.Portrait} {
		if a := s.ask("GET", url, ""); a.status != 200 || a.header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(a.body, "#33405c") {
			t.Errorf("%s: %d", url, a.status)
		}
	}
	if after := ren.sees(); after.Position != before.Position {
		t.Error("a fitting moved the room")
	}
	mika.do(`{"id":"2","type":"wear","outfit":"` + string(tried.Hash) + `"}`)
	if p := ren.sees().People[0]; p.Outfit != tried.Hash || p.ID != mika.id {
		t.Errorf("ren sees %+v", p)
	}
	if me := as[httpapi.Me](t, mika.ask("GET", "/api/v1/me", "")); me.Visitor.Outfit != tried {
		t.Errorf("/me wears %+v, want %+v", me.Visitor.Outfit, tried)
	}
	made := as[httpapi.OutfitRecipe](t, s.ask("GET", "/api/v1/outfits/"+string(tried.Hash), ""))
	if raw, err := json.Marshal(made.Recipe); err != nil || string(raw) != summer || made.Outfit != tried {
		t.Errorf("%s %+v %v", raw, made.Outfit, err)
	}
	if len(made.Credits) != len(made.Recipe.Wear) || made.Credits[0].Item != made.Recipe.Wear[0].Item || made.Credits[0].Author == "" {
		t.Errorf("credits: %+v", made.Credits)
	}
	out := as[httpapi.Identity](t, s.ask("POST", "/api/v1/visitors", `{"outfit":"`+string(tried.Hash)+`"}`))
	if out.Visitor.Outfit != tried {
		t.Errorf("a newcomer in a shared look wears %+v", out.Visitor.Outfit)
	}
}

func TestLooks(t *testing.T) {
	s := openWardrobe(t, session.Limits{})
	mika, ren := s.guest("mika"), s.guest("ren")
	hash := mika.fits(summer).Hash
	first := as[httpapi.Look](t, mika.ask("POST", "/api/v1/me/looks", `{"outfit":"`+string(hash)+`","name":" 夏  まつり "}`))
	second := as[httpapi.Look](t, mika.ask("POST", "/api/v1/me/looks", `{"outfit":"`+string(mika.fits(winter).Hash)+`"}`))
	if first.Name != "夏 まつり" || second.Name != "" || first.Outfit.Hash != hash || first.Outfit.Portrait == "" {
		t.Errorf("%+v %+v", first, second)
	}
	second = as[httpapi.Look](t, mika.ask("PATCH", "/api/v1/me/looks/"+string(second.ID), `{"name":"冬"}`))
	all := as[httpapi.Looks](t, mika.ask("GET", "/api/v1/me/looks", "")).Looks
	if len(all) != 2 || second.Name != "冬" || all[0] != second && all[1] != second {
		t.Errorf("%+v", all)
	}
	if theirs := as[httpapi.Looks](t, ren.ask("GET", "/api/v1/me/looks", "")).Looks; theirs == nil || len(theirs) != 0 {
		t.Errorf("ren has %+v", theirs)
	}
	path := "/api/v1/me/looks/" + string(first.ID)
	s.refused(ren.ask("DELETE", path, ""), http.StatusNotFound, world.CodeUnknownLook)
	s.refused(ren.ask("PATCH", path, `{"name":"x"}`), http.StatusNotFound, world.CodeUnknownLook)
	if a := mika.ask("DELETE", path, ""); a.status != http.StatusNoContent {
		t.Errorf("%+v", a)
	}
	s.refused(mika.ask("DELETE", path, ""), http.StatusNotFound, world.CodeUnknownLook)
	for n := len(all) - 1; n < account.MaxLooks; n++ {
		as[httpapi.Look](t, mika.ask("POST", "/api/v1/me/looks", `{"outfit":"`+string(hash)+`"}`))
	}
	s.refused(mika.ask("POST", "/api/v1/me/looks", `{"outfit":"`+string(hash)+`"}`), http.StatusUnprocessableEntity, world.CodeTooMany)
}

// TestBadOutfits: nothing of what is refused is served, and who sent it goes on wearing what they wore.
func TestBadOutfits(t *testing.T) {
	s := openWardrobe(t, session.Limits{})
	mika := s.guest("mika")
	mika.do(`{"id":"1","type":"enter"}`)
	before := mika.sees()
	wears := func(garments string) string {
		return `{"recipe":{"wear":[{"item":"body"},{"item":"face-round"}` + garments + `]}}`
	}
	crowned, err := s.catalogue.Wardrobe().Fit(wardrobe.Recipe{Wear: []wardrobe.Garment{{Item: "body"}, {Item: "face-round"}, {Item: "crown"}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		code               world.Code
	}{
		"300 garments":            {"POST", "/api/v1/outfits", wears(strings.Repeat(`,{"item":"tee"}`, 298)), 422, world.CodeTooMany},
		"65 garments":             {"POST", "/api/v1/outfits", wears(strings.Repeat(`,{"item":"tee"}`, 63)), 422, world.CodeTooMany},
		"3,000 garments":          {"POST", "/api/v1/outfits", wears(strings.Repeat(`,{"item":"tee"}`, 3000)), 413, world.CodeTooLarge},
		"an unknown item":         {"POST", "/api/v1/outfits", wears(`,{"item":"halo"}`), 404, world.CodeUnknownItem},
		"an item of no name":      {"POST", "/api/v1/outfits", wears(`,{"item":""}`), 404, world.CodeUnknownItem},
		"an item from elsewhere":  {"POST", "/api/v1/outfits", wears(`,{"item":"../../etc/passwd"}`), 404, world.CodeUnknownItem},
		"an item of nobody's":     {"POST", "/api/v1/outfits", `{"recipe":` + string(crowned.Recipe.JSON()) + `}`, 403, world.CodeNotOwned},
		"an unknown plane":        {"POST", "/api/v1/outfits", wears(`,{"item":"tee","plane":"leg"}`), 422, world.CodeBadOutfit},
		"an unknown member":       {"POST", "/api/v1/outfits", `{"recipe":{"wear":[],"order":"mine"}}`, 422, world.CodeBadOutfit},
		"an item twice":           {"POST", "/api/v1/outfits", wears(`,{"item":"tee"},{"item":"tee"}`), 422, world.CodeBadOutfit},
		"two faces":               {"POST", "/api/v1/outfits", wears(`,{"item":"face-dot"}`), 422, world.CodeBadOutfit},
		"no body":                 {"POST", "/api/v1/outfits", `{"recipe":{"wear":[{"item":"face-round"}]}}`, 422, world.CodeBadOutfit},
		"nothing":                 {"POST", "/api/v1/outfits", `{"recipe":{}}`, 422, world.CodeBadOutfit},
		"a number":                {"POST", "/api/v1/outfits", `{"recipe":5}`, 422, world.CodeBadOutfit},
		"no recipe":               {"POST", "/api/v1/outfits", `{}`, 422, world.CodeBadOutfit},
		"a list of recipes":       {"POST", "/api/v1/outfits", `{"recipe":[` + summer + `]}`, 422, world.CodeBadOutfit},
		"an item of a wrong type": {"POST", "/api/v1/outfits", wears(`,{"item":7}`), 422, world.CodeBadOutfit},
		"no JSON":                 {"POST", "/api/v1/outfits", `{"recipe":`, 400, world.CodeBadRequest},
		"more than a recipe":      {"POST", "/api/v1/outfits", `{"recipe":` + summer + `,"price":0}`, 400, world.CodeBadRequest},
		"an unknown dye":          {"POST", "/api/v1/outfits", wears(`,{"item":"tee","dyes":{"glow":"#ffffff"}}`), 422, world.CodeBadDye},
		"a colour that is none":   {"POST", "/api/v1/outfits", wears(`,{"item":"tee","dyes":{"main":"red"}}`), 422, world.CodeBadDye},
		"a colour that is markup": {"POST", "/api/v1/outfits", wears(`,{"item":"tee","dyes":{"main":"\"/><script>"}}`), 422, world.CodeBadDye},
		"a skin that is none":     {"POST", "/api/v1/outfits", `{"recipe":{"skin":"#FFF","wear":[{"item":"body"},{"item":"face-round"}]}}`, 422, world.CodeBadDye},
		"an unknown outfit":       {"GET", "/api/v1/outfits/ffffffffffffffff", "", 404, world.CodeUnknownOutfit},
		"an outfit of no hash":    {"GET", "/api/v1/outfits/%2e%2e", "", 404, world.CodeUnknownOutfit},
		"wearing an unknown one":  {"POST", "/api/v1/rooms/lounge/commands", `{"id":"9","type":"wear","outfit":"ffffffffffffffff"}`, 404, world.CodeUnknownOutfit},
		"wearing none":            {"POST", "/api/v1/rooms/lounge/commands", `{"id":"9","type":"wear"}`, 404, world.CodeUnknownOutfit},
		"wearing it outside":      {"PATCH", "/api/v1/me", `{"outfit":"ffffffffffffffff"}`, 404, world.CodeUnknownOutfit},
		"saving an unknown one":   {"POST", "/api/v1/me/looks", `{"outfit":"ffffffffffffffff"}`, 404, world.CodeUnknownOutfit},
		"a look of a bad name":    {"POST", "/api/v1/me/looks", `{"outfit":"` + string(mika.fits(summer).Hash) + `","name":"a\u202eb"}`, 422, world.CodeBadName},
		"a sheet of none":         {"GET", "/assets/outfit-ffffffffffffffff.svg", "", 404, world.CodeNotFound},
		"a portrait of none":      {"GET", "/assets/portrait-ffffffffffffffff.svg", "", 404, world.CodeNotFound},
		"a sheet of another kind": {"GET", "/assets/outfit-ffffffffffffffff.png", "", 404, world.CodeNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			a := mika.ask(c.method, c.path, c.body)
			if a.status != c.status || a.code() != c.code {
				t.Errorf("got %d %s, want %d %s", a.status, a.body, c.status, c.code)
			}
			if h := a.header; !strings.HasPrefix(h.Get("Content-Type"), "application/json") || h.Get("Cache-Control") != "no-store" || strings.Contains(a.body, "<script>") {
				t.Errorf("%v %s", h, a.body)
			}
		})
	}
	if after := mika.sees(); after.Position != before.Position || after.People[0].Outfit != before.People[0].Outfit {
		t.Errorf("the room moved from %s to %s", before.Position, after.Position)
	}
	if strings.Contains(s.logged(), "level=ERROR") {
		t.Errorf("bad input is no fault of ours: %s", s.logged())
	}
}

// TestNobodyWearsWhatIsNotTheirs, however they came by its hash.
func TestNobodyWearsWhatIsNotTheirs(t *testing.T) {
	s := openWardrobe(t, session.Limits{})
	mika := s.guest("mika")
	mika.do(`{"id":"1","type":"enter"}`)
	o, err := s.catalogue.Wardrobe().Fit(wardrobe.Recipe{Wear: []wardrobe.Garment{{Item: "body"}, {Item: "face-round"}, {Item: "crown"}}})
	if err != nil {
		t.Fatal(err)
	}
	const hash = "00000000c0ffee00"
	art := []string{o.Rig().Revision()}
	for _, it := range o.Items() {
		art = append(art, it.Revision())
	}
	if err := s.store.KeepOutfit(t.Context(), hash, o.Recipe.JSON(), art, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]string{
		{"POST", "/api/v1/rooms/lounge/commands", fmt.Sprintf(`{"id":"2","type":"wear","outfit":%q}`, hash)},
		{"PATCH", "/api/v1/me", fmt.Sprintf(`{"outfit":%q}`, hash)},
		{"POST", "/api/v1/visitors", fmt.Sprintf(`{"outfit":%q}`, hash)},
	} {
		s.refused(mika.ask(c[0], c[1], c[2]), http.StatusForbidden, world.CodeNotOwned)
	}
	if a := s.ask("GET", "/api/v1/outfits/"+hash, ""); a.status != 200 {
		t.Errorf("it may be looked at: %d %s", a.status, a.body)
	}
}

func TestFittingsAreLimited(t *testing.T) {
	s := openWardrobe(t, session.Limits{FittingsPerSecond: 0.001, FittingsBurst: 2})
	mika, ren := s.guest("mika"), s.guest("ren")
	mika.fits(summer)
	mika.fits(winter)
	a := mika.ask("POST", "/api/v1/outfits", `{"recipe":`+summer+`}`)
	s.refused(a, http.StatusTooManyRequests, world.CodeSlowDown)
	if a.header.Get("Retry-After") == "" {
		t.Error("nobody says for how long")
	}
	ren.fits(summer)
}
