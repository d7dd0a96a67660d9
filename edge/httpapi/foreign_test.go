package httpapi_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge/httpapi"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/oidc"
)

// issuer is a provider of OpenID Connect that answers as a test wants.
type issuer struct {
	t      *testing.T
	server *httptest.Server
	key    *rsa.PrivateKey
	claims map[string]any // instead of the right ones
	signer *rsa.PrivateKey
	nonces map[string]string // by code
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{t: t, key: key, signer: key, nonces: map[string]string{}}
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, body any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(body); err != nil {
			t.Error(err)
		}
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{
			"issuer": i.server.URL, "authorization_endpoint": i.server.URL + "/auth", "token_endpoint": i.server.URL + "/token",
			"jwks_uri": i.server.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "kid": "1", "alg": "RS256", "use": "sig",
			"n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()), "e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes()),
		}}})
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		nonce, known := i.nonces[r.FormValue("code")]
		if !known || r.FormValue("code_verifier") == "" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		answer(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": i.token(nonce)})
	})
	i.server = httptest.NewServer(mux)
	t.Cleanup(i.server.Close)
	return i
}

func (i *issuer) token(nonce string) string {
	claims := map[string]any{"iss": i.server.URL, "aud": "street", "sub": "mika-at-work", "nonce": nonce, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix()}
	maps.Copy(claims, i.claims)
	part := func(v any) string {
		raw, err := json.Marshal(v)
		if err != nil {
			i.t.Error(err)
		}
		return base64.RawURLEncoding.EncodeToString(raw)
	}
	signed := part(map[string]string{"alg": "RS256", "kid": "1"}) + "." + part(claims)
	sum := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, i.signer, crypto.SHA256, sum[:])
	if err != nil {
		i.t.Error(err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// straight follows no redirects.
var straight = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// browser follows no redirects by itself, and keeps cookies.
type browser struct {
	s       *street
	cookies map[string]string
}

func (b *browser) get(path string) answer {
	b.s.t.Helper()
	var cookies []string
	for name, value := range b.cookies {
		cookies = append(cookies, name+"="+value)
	}
	a := b.s.askBy(straight, "GET", path, "", "Cookie", strings.Join(cookies, "; "))
	for _, line := range a.header.Values("Set-Cookie") {
		cookie, err := http.ParseSetCookie(line)
		if err != nil {
			b.s.t.Fatal(err)
		}
		b.cookies[cookie.Name] = cookie.Value
		if cookie.MaxAge < 0 {
			delete(b.cookies, cookie.Name)
		}
		if cookie.Name == "yokocho" {
			b.s.tokens = append(b.s.tokens, cookie.Value)
		}
	}
	return a
}

// begin goes to the provider, which lets them sign in, and says where it sends them back to.
func (b *browser) begin(i *issuer) string {
	b.s.t.Helper()
	a := b.get("/signin/oidc")
	to, err := url.Parse(a.header.Get("Location"))
	if err != nil || a.status != http.StatusSeeOther || !strings.HasPrefix(to.String(), i.server.URL+"/auth?") || to.Query().Get("code_challenge_method") != "S256" {
		b.s.t.Fatalf("signing in leads to %d %s, %v", a.status, to, err)
	}
	code := "code-" + to.Query().Get("state")
	i.nonces[code] = to.Query().Get("nonce")
	back, err := url.Parse(to.Query().Get("redirect_uri"))
	if err != nil {
		b.s.t.Fatal(err)
	}
	return back.Path + "?" + url.Values{"state": {to.Query().Get("state")}, "code": {code}}.Encode()
}

func TestAnotherServiceSignsIn(t *testing.T) {
	i := newIssuer(t)
	s := openSignIn(t, oidc.Config{Issuer: i.server.URL, Client: "street", Secret: "s3cret", Name: "Work"})
	if welcome := as[httpapi.Welcome](t, s.ask("GET", "/api/v1/welcome", "")); welcome.SignIn != "Work" {
		t.Errorf("the card offers %q", welcome.SignIn)
	}
	guest := s.guest("mika")
	mika := &browser{s, map[string]string{"yokocho": guest.token}}
	if a := mika.get(mika.begin(i)); a.status != http.StatusSeeOther || a.header.Get("Location") != "/?signed=in" {
		t.Fatalf("%d %v", a.status, a.header)
	}
	me := func(b *browser) httpapi.Me {
		t.Helper()
		return as[httpapi.Me](t, s.ask("GET", "/api/v1/me", "", "Cookie", "yokocho="+b.cookies["yokocho"]))
	}
	if got := me(mika); got.Visitor.ID != guest.id || got.Visitor.Role != world.RoleMember {
		t.Errorf("the guest is %+v now", got.Visitor)
	}
	elsewhere := &browser{s, map[string]string{}}
	elsewhere.get(elsewhere.begin(i))
	if got := me(elsewhere); got.Visitor.ID != guest.id {
		t.Errorf("elsewhere the same account is %+v", got.Visitor)
	}
	i.claims = map[string]any{"sub": "somebody-new"}
	stranger := &browser{s, map[string]string{}}
	stranger.get(stranger.begin(i))
	if got := me(stranger); got.Visitor.ID == guest.id || got.Visitor.Role != world.RoleMember || got.Visitor.Name == "" {
		t.Errorf("somebody new is %+v", got.Visitor)
	}
}

func TestForgedAnswersSignNobodyIn(t *testing.T) {
	i := newIssuer(t)
	s := openSignIn(t, oidc.Config{Issuer: i.server.URL, Client: "street", Secret: "s3cret"})
	refused := func(name string, b *browser, back string) {
		t.Helper()
		a := b.get(back)
		if a.status != http.StatusSeeOther || a.header.Get("Location") != "/?refused=wrong_login" || b.cookies["yokocho"] != "" {
			t.Errorf("%s: %d %s, %v", name, a.status, a.header.Get("Location"), b.cookies)
		}
	}
	fresh := func() *browser { return &browser{s, map[string]string{}} }

	b := fresh()
	used := b.begin(i)
	state := b.cookies["yokocho-signin"]
	b.get(used)
	b.cookies = map[string]string{"yokocho-signin": state}
	refused("an answer that comes twice", b, used)
	mallory, victim := fresh(), fresh()
	refused("somebody else's answer", victim, mallory.begin(i))
	victim.begin(i)
	refused("somebody else's answer to somebody who began as well", victim, mallory.begin(i))
	b = fresh()
	refused("a code nobody gave", b, strings.Replace(b.begin(i), "code=code-", "code=guessed-", 1))
	b = fresh()
	refused("an answer without a state", b, strings.Replace(b.begin(i), "state=", "nothing=", 1))
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i.signer = other
	b = fresh()
	refused("a token signed by somebody else", b, b.begin(i))
	i.signer = i.key
	for name, claims := range map[string]map[string]any{
		"of another issuer":     {"iss": "https://evil.example"},
		"for another street":    {"aud": "another"},
		"of another sign-in":    {"nonce": "another"},
		"that is over":          {"exp": time.Now().Add(-time.Hour).Unix()},
		"that names nobody":     {"sub": ""},
		"of another time's end": {"exp": "soon"},
	} {
		i.claims = claims
		b := fresh()
		refused("a token "+name, b, b.begin(i))
	}
	if strings.Contains(s.logged(), "s3cret") {
		t.Error("the client's secret stands in the log")
	}
}

func TestAServiceThatIsAwayIsSaidToBe(t *testing.T) {
	s := openSignIn(t, oidc.Config{Issuer: "http://127.0.0.1:1", Client: "street"})
	if a := s.askBy(straight, "GET", "/signin/oidc", ""); a.status != http.StatusSeeOther || a.header.Get("Location") != "/?refused=unavailable" {
		t.Errorf("%d %v", a.status, a.header)
	}
}

func openSignIn(t *testing.T, cfg oidc.Config) *street {
	t.Helper()
	return openWith(t, session.Limits{}, func(*account.Store) (*catalog.Catalogue, error) { return drawn() }, func(c *httpapi.Config) { c.OIDC = oidc.New(cfg) })
}
