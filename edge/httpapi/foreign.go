package httpapi

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/oidc"
)

const (
	signInPath   = "/signin/oidc"
	callbackPath = signInPath + "/callback"
	// stateCookie binds a sign-in to the browser that began it: nobody is signed in by a link of somebody else's.
	stateCookie = "yokocho-signin"
	stateFor    = 5 * time.Minute
)

// foreign signs in by another service, by two redirects. A refusal leads back to the card, which says so.
func (s *server) foreign(mux *http.ServeMux) {
	if s.OIDC == nil {
		return
	}
	mux.HandleFunc("GET "+signInPath, func(w http.ResponseWriter, r *http.Request) {
		where, err := s.askForeign(w, r)
		s.redirect(w, r, where, err)
	})
	mux.HandleFunc("GET "+callbackPath, func(w http.ResponseWriter, r *http.Request) {
		err := s.answerForeign(w, r)
		s.redirect(w, r, "/?signed=in", err)
	})
}

func (s *server) redirect(w http.ResponseWriter, r *http.Request, where string, err error) {
	if err != nil {
		refusal := s.refusal(err)
		code := world.CodeInternal
		var refused *Refusal
		if errors.As(refusal, &refused) {
			code = refused.Code
		}
		where = "/?" + url.Values{"refused": {string(code)}}.Encode()
	}
	http.Redirect(w, r, where, http.StatusSeeOther)
}

func (s *server) askForeign(w http.ResponseWriter, r *http.Request) (string, error) {
	if err := s.Gate.Sessions.AllowSignIn(s.Proxies.Address(r), ""); err != nil {
		return "", err
	}
	where, question, err := s.OIDC.Ask(r.Context(), s.Proxies.Origin(r)+callbackPath)
	if err != nil {
		s.Gate.Logger.Warn("nobody can sign in by another service", "error", err)
		return "", err
	}
	if err := s.Accounts.KeepQuestion(r.Context(), question.State, question); err != nil {
		return "", err
	}
	http.SetCookie(w, s.stateCookie(r, question.State, int(stateFor/time.Second)))
	return where, nil
}

func (s *server) stateCookie(r *http.Request, state string, age int) *http.Cookie {
	return &http.Cookie{
		Name: stateCookie, Value: state, Path: signInPath, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.Proxies.Secure(r), MaxAge: age,
	}
}

func (s *server) answerForeign(w http.ResponseWriter, r *http.Request) error {
	if err := s.Gate.Sessions.AllowSignIn(s.Proxies.Address(r), ""); err != nil {
		return err
	}
	state := r.URL.Query().Get("state")
	began, err := r.Cookie(stateCookie)
	if err != nil || state == "" || began.Value != state {
		return world.Refuse(world.CodeWrongLogin, "This sign-in was begun in another browser. Begin again.")
	}
	http.SetCookie(w, s.stateCookie(r, "", -1))
	var question oidc.Question
	if err := s.Accounts.UseQuestion(r.Context(), state, &question); err != nil {
		return err
	}
	subject, err := s.OIDC.Answer(r.Context(), question, r.URL.Query().Get("code"))
	if err != nil {
		return err
	}
	agent := account.Agent(r.UserAgent())
	v, token, err := s.Accounts.ForeignSignIn(r.Context(), s.OIDC.Issuer, subject, agent, "")
	var refused *world.Error
	if errors.As(err, &refused) && refused.Code == world.CodeUnknownVisitor { // signs in for the first time
		var guest world.VisitorID
		if guest, err = s.joining(r); err == nil {
			v, token, err = s.Accounts.ForeignSignIn(r.Context(), s.OIDC.Issuer, subject, agent, guest)
		}
	}
	if err != nil {
		return err
	}
	s.Gate.Sessions.Forget(v.ID) // a guest may be a member now
	http.SetCookie(w, s.tokenCookie(r, token))
	return nil
}

// joining is the guest who becomes a member by signing in for the first time: whoever asks, or somebody new. Codes: closed, banned, slow_down.
func (s *server) joining(r *http.Request) (world.VisitorID, error) {
	if p, err := s.Gate.Identify(r); err == nil && p.Role == world.RoleGuest {
		return p.ID, s.Order.AdmitMember(p)
	}
	if err := s.uninvited(r); err != nil {
		return "", err
	}
	lang, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	name, err := s.drawName(r.Context(), lang)
	if err == nil {
		name, err = s.name(r.Context(), account.Visitor{}, name)
	}
	if err != nil {
		return "", err
	}
	v, _, err := s.Accounts.Create(r.Context(), account.Visitor{
		Name: name, Kind: world.KindPerson, Age: world.AgeUnknown, Outfit: s.Catalogue.Draw().Hash,
	}, account.Agent(r.UserAgent()))
	return v.ID, err
}
