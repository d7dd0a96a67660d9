package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/moderation"
)

func TestAStrangerIsInWithoutTyping(t *testing.T) {
	s := open(t, session.Limits{})
	a := s.ask("POST", "/api/v1/visitors", `{"lang":"ja"}`)
	made := as[httpapi.Identity](t, a)
	v := made.Visitor
	if !v.ID.Valid() || v.Kind != world.KindPerson || v.Role != world.RoleGuest || v.Lang != "ja" || made.Token != "" {
		t.Errorf("%s", a.body)
	}
	if !strings.ContainsFunc(v.Name, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) {
		t.Errorf("a Japanese visitor is called %q", v.Name)
	}
	if ready, ok := s.catalogue.ReadyMade(v.Outfit.Hash); !ok || ready.ID != v.Outfit.ID || v.Outfit.URL != "/assets/"+catalog.SheetName(ready.Hash) {
		t.Errorf("outfit %+v", v.Outfit)
	}
	cookies, err := http.ParseSetCookie(a.header.Get("Set-Cookie"))
	if err != nil || cookies.Name != "yokocho" || !cookies.HttpOnly || cookies.SameSite != http.SameSiteLaxMode || cookies.Secure || cookies.Path != "/" || cookies.MaxAge < 300*86400 {
		t.Errorf("cookie %+v, %v", cookies, err)
	}
	s.tokens = append(s.tokens, cookies.Value)
	me := as[httpapi.Me](t, s.ask("GET", "/api/v1/me", "", "Cookie", "yokocho="+cookies.Value))
	if me.Visitor != v || me.Ignored == nil {
		t.Errorf("me %+v, want %+v", me, v)
	}
}

func TestAProgramSaysWhoItIs(t *testing.T) {
	s := open(t, session.Limits{})
	outfit := s.catalogue.Outfits()[3]
	a := s.ask("POST", "/api/v1/visitors", `{"name":"  Night   Bus ","kind":"program","lang":"en","token":true,"outfit":"`+string(outfit.Hash)+`"}`)
	made := as[httpapi.Identity](t, a)
	if made.Visitor.Name != "Night Bus" || made.Visitor.Kind != world.KindProgram || made.Visitor.Outfit.ID != outfit.ID || len(made.Token) < 40 {
		t.Errorf("%+v", made.Visitor)
	}
}

func TestTheHeaderWinsOverTheCookie(t *testing.T) {
	s := open(t, session.Limits{})
	mika, ren := s.guest("mika"), s.guest("ren")
	me := as[httpapi.Me](t, mika.ask("GET", "/api/v1/me", "", "Cookie", "yokocho="+ren.token))
	if me.Visitor.ID != mika.id {
		t.Errorf("got %s", me.Visitor.Name)
	}
	for _, headers := range [][]string{
		{},
		{"Cookie", "yokocho=forged"},
		{"Cookie", "yokocho="},
		{"Authorization", "Bearer forged", "Cookie", "yokocho=" + ren.token},
		{"Authorization", "Bearer " + ren.token[1:]},
		{"Authorization", "Basic " + ren.token},
	} {
		s.refused(s.ask("GET", "/api/v1/me", "", headers...), http.StatusUnauthorized, world.CodeUnauthenticated)
	}
}

func TestChangesReachTheRoom(t *testing.T) {
	s := open(t, session.Limits{})
	mika, ren := s.guest("mika"), s.guest("ren")
	mika.do(`{"id":"1","type":"enter"}`)
	ren.do(`{"id":"1","type":"enter"}`)
	outfit := s.catalogue.Outfits()[5].Hash
	if outfit == mika.sees().People[0].Outfit {
		outfit = s.catalogue.Outfits()[6].Hash
	}
	me := as[httpapi.Me](t, mika.ask("PATCH", "/api/v1/me", `{"name":"ミカ","outfit":"`+string(outfit)+`","lang":"ja"}`))
	if me.Visitor.Name != "ミカ" || me.Visitor.Outfit.Hash != outfit || me.Visitor.Lang != "ja" {
		t.Errorf("%+v", me)
	}
	if p := ren.sees().People[0]; p.Name != "ミカ" || p.Outfit != outfit {
		t.Errorf("others see %+v", p)
	}
	before := ren.sees().Position
	as[httpapi.Me](t, mika.ask("PATCH", "/api/v1/me", `{}`))
	if after := ren.sees().Position; after != before {
		t.Errorf("a change of nothing moved the room from %s to %s", before, after)
	}
}

func TestIgnoringSilences(t *testing.T) {
	s := open(t, session.Limits{})
	mika, ren, sora := s.guest("mika"), s.guest("ren"), s.guest("sora")
	for _, g := range []guest{mika, ren, sora} {
		g.do(`{"id":"1","type":"enter"}`)
	}
	ignored := "/api/v1/me/ignored/" + string(ren.id)
	if a := mika.ask("PUT", ignored, ""); a.status != http.StatusNoContent || a.body != "" {
		t.Fatalf("%+v", a)
	}
	if me := as[httpapi.Me](t, mika.ask("GET", "/api/v1/me", "")); len(me.Ignored) != 1 || me.Ignored[0].ID != ren.id || me.Ignored[0].Name != "ren" {
		t.Errorf("%+v", me.Ignored)
	}
	ren.do(`{"id":"2","type":"say","text":"unheard"}`)
	if heard := mika.sees().Lines; len(heard) != 0 {
		t.Errorf("mika hears %+v", heard)
	}
	if heard := sora.sees().Lines; len(heard) != 1 {
		t.Errorf("sora hears %+v", heard)
	}
	if a := mika.ask("DELETE", ignored, ""); a.status != http.StatusNoContent {
		t.Fatalf("%+v", a)
	}
	ren.do(`{"id":"3","type":"say","text":"heard again"}`)
	if heard := mika.sees().Lines; len(heard) != 1 || heard[0].Text != "heard again" {
		t.Errorf("mika hears %+v", heard)
	}
	if strings.Contains(s.logged(), "heard") {
		t.Error("what people say stands in the log")
	}
}

func TestAKeepLinkMovesOnce(t *testing.T) {
	s := open(t, session.Limits{})
	mika := s.guest("mika")
	link := as[httpapi.KeepLink](t, mika.ask("POST", "/api/v1/me/keep", ""))
	address, secret, ok := strings.Cut(link.URL, "#")
	if !ok || address != s.url+"/keep" {
		t.Fatalf("%s", link.URL)
	}
	a := s.ask("POST", "/api/v1/visitors/keep", `{"secret":"`+secret+`"}`)
	if moved := as[httpapi.Identity](t, a); moved.Visitor.ID != mika.id || moved.Token != "" {
		t.Errorf("%+v", moved)
	}
	cookie, _, _ := strings.Cut(a.header.Get("Set-Cookie"), ";")
	if me := as[httpapi.Me](t, s.ask("GET", "/api/v1/me", "", "Cookie", cookie)); me.Visitor.ID != mika.id {
		t.Errorf("the new browser is %+v", me.Visitor)
	}
	s.tokens = append(s.tokens, secret, strings.TrimPrefix(cookie, "yokocho="))
	for _, again := range []string{secret, "forged", ""} {
		s.refused(s.ask("POST", "/api/v1/visitors/keep", `{"secret":"`+again+`"}`), http.StatusGone, world.CodeExpired)
	}
}

// TestForwardedAddresses: the limit of guests counts whom a listed proxy names, and nobody else's word.
func TestForwardedAddresses(t *testing.T) {
	s := open(t, session.Limits{GuestsPerMinute: 1, GuestsBurst: 1})
	create := func(peer string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/api/v1/visitors", strings.NewReader("{}"))
		r.RemoteAddr = peer
		for i := 0; i < len(headers); i += 2 {
			r.Header.Add(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		return w
	}
	for i, c := range []struct {
		peer, forwarded string
		ok              bool
	}{
		{"203.0.113.1:4000", "", true},
		{"203.0.113.1:4001", "", false},
		{"203.0.113.1:4002", "198.51.100.1", false}, // not a listed proxy: not believed
		{"10.0.0.1:4000", "198.51.100.1", true},
		{"10.0.0.2:4000", "198.51.100.1", false},
		{"10.0.0.1:4000", "198.51.100.2, 198.51.100.1", false}, // the client's own invention stands before what the proxy saw
		{"10.0.0.1:4000", "198.51.100.3, 10.0.0.7", true},      // two of our proxies
		{"10.0.0.1:4000", "198.51.100.3", false},
		{"10.0.0.1:4000", "198.51.100.4:50001", true}, // a proxy that tells the port
		{"10.0.0.1:4000", "198.51.100.4:50002", false},
		{"10.0.0.1:4000", "nonsense", true}, // then it is the proxy itself
		{"10.0.0.1:4000", "", false},
		{"[2001:db8:1:2::3]:4000", "", true},
		{"[2001:db8:1:2::4]:4000", "", false}, // one network, one subscriber
	} {
		w := create(c.peer, "X-Forwarded-For", c.forwarded)
		if ok := w.Code == http.StatusOK; ok != c.ok {
			t.Errorf("%d: %s for %q: %d %s", i, c.peer, c.forwarded, w.Code, w.Body)
		}
		if c.ok {
			continue
		}
		wait, err := strconv.Atoi(w.Header().Get("Retry-After"))
		if w.Code != http.StatusTooManyRequests || err != nil || wait < 1 || wait > 60 || !strings.Contains(w.Body.String(), `"slow_down"`) {
			t.Errorf("%d: %d %v %s", i, w.Code, w.Header(), w.Body)
		}
	}
	secure := func(peer string) bool {
		w := create(peer, "X-Forwarded-For", peer[:strings.LastIndex(peer, ":")], "X-Forwarded-Proto", "https")
		return slices.ContainsFunc(w.Result().Cookies(), func(c *http.Cookie) bool { return c.Secure })
	}
	if !secure("10.9.0.1:4000") || secure("203.0.113.9:4000") {
		t.Error("the cookie is Secure when a listed proxy has TLS, and only then")
	}
}

func TestNobodyIsDrawnANameTheyMayNotHave(t *testing.T) {
	s := open(t, session.Limits{})
	var words []moderation.Word
	for _, animal := range []string{"Tanuki", "Fox", "Cat", "Dog", "Rabbit", "Owl", "Penguin", "Otter"} {
		words = append(words, moderation.Word{Text: animal, Action: moderation.Refuse})
	}
	if err := s.order.SetWords(t.Context(), "", words); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		name := as[httpapi.DrawnName](t, s.ask("GET", "/api/v1/names?lang=en", "")).Name
		if a := s.ask("POST", "/api/v1/visitors", `{"name":"`+name+`"}`); a.status != http.StatusOK {
			t.Fatalf("%s was drawn, and is refused: %s", name, a.body)
		}
	}

	// Where every name is refused, drawing ends, and a drawn one is refused as any other.
	for _, animal := range []string{"Squirrel", "Sparrow", "Bat", "Hedgehog", "Panda", "Duck", "Whale", "Mole"} {
		words = append(words, moderation.Word{Text: animal, Action: moderation.Refuse})
	}
	if err := s.order.SetWords(t.Context(), "", words); err != nil {
		t.Fatal(err)
	}
	if name := as[httpapi.DrawnName](t, s.ask("GET", "/api/v1/names?lang=en", "")).Name; name == "" {
		t.Error("nothing was drawn")
	}
	s.refused(s.ask("POST", "/api/v1/visitors", `{"lang":"en"}`), http.StatusUnprocessableEntity, world.CodeRefusedWord)
}
