package httpapi

import (
	"context"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/service/account"
)

// Credentials are what somebody signs in with.
type Credentials struct {
	Login    string `json:"login" maxLength:"200"`
	Password string `json:"password" maxLength:"1000"`
}

// Recovery is a code that signs in once, and the password that holds from then on.
type Recovery struct {
	Login    string `json:"login" maxLength:"200"`
	Code     string `json:"code" maxLength:"100"`
	Password string `json:"password" maxLength:"1000" doc:"the new one"`
}

// Reset is a link of staff's, and the password that holds from then on.
type Reset struct {
	Secret   string `json:"secret" maxLength:"100" doc:"what stands behind # in the link"`
	Password string `json:"password" maxLength:"1000" doc:"the new one"`
}

// NewLogin is what somebody wants to sign in with from now on.
type NewLogin struct {
	Login    string `json:"login" maxLength:"200" doc:"3 to 40 characters; capitals make no difference"`
	Password string `json:"password" maxLength:"1000" doc:"8 to 200 characters"`
	Current  string `json:"current,omitempty" maxLength:"1000" doc:"the password so far, for those who have one"`
}

// RecoveryCodes are shown this once.
type RecoveryCodes struct {
	Codes []string `json:"codes" nullable:"false"`
}

// SessionList are the browsers and programs that act as a visitor.
type SessionList struct {
	Sessions []account.Session `json:"sessions" nullable:"false"`
	Current  account.SessionID `json:"current" doc:"this one"`
}

type (
	credentials   struct{ Body Credentials }
	recovery      struct{ Body Recovery }
	reset         struct{ Body Reset }
	newLogin      struct{ Body NewLogin }
	recoveryCodes struct{ Body RecoveryCodes }
	sessionList   struct{ Body SessionList }
	oneSession    struct {
		Session account.SessionID `path:"session"`
	}
	secret struct{ Body KeepSecret }
)

func (s *server) accounts() {
	handle(s, withRequest(operation(http.MethodPost, "/sessions", "signIn", "Sign in: this browser becomes another visitor; nothing is merged",
		world.CodeWrongLogin, world.CodeSlowDown)), s.signIn)
	handle(s, withRequest(operation(http.MethodPost, "/sessions/recovery", "recover", "Sign in once with a recovery code, and choose another password",
		world.CodeWrongLogin, world.CodeBadPassword, world.CodeSlowDown)), s.recover)
	handle(s, withRequest(operation(http.MethodPost, "/sessions/reset", "resetPassword", "Choose another password with a link of staff's",
		world.CodeExpired, world.CodeBadPassword, world.CodeSlowDown)), s.resetPassword)
	handle(s, withRequest(s.identified(http.MethodGet, "/me/sessions", "sessions", "Where I am signed in")), s.sessions)
	handle(s, s.identified(http.MethodDelete, "/me/sessions/{session}", "endSession", "Sign out there", world.CodeSlowDown),
		func(ctx context.Context, in *oneSession) (*struct{}, error) { return s.signOut(ctx, in.Session) })
	handle(s, s.identified(http.MethodDelete, "/me/sessions", "endSessions", "Sign out everywhere, here too", world.CodeSlowDown),
		func(ctx context.Context, _ *struct{}) (*struct{}, error) { return s.signOut(ctx, "") })
	handle(s, withRequest(s.identified(http.MethodPut, "/me/login", "setLogin", "Choose a name and password to sign in with: a guest becomes a member, and keeps everything",
		world.CodeBadLoginName, world.CodeBadPassword, world.CodeLoginTaken, world.CodeWrongLogin, world.CodeClosed, world.CodeSlowDown)), s.setLogin)
	handle(s, s.identified(http.MethodPost, "/me/recovery", "newRecoveryCodes", "Codes to write down: each signs in once; earlier ones end", world.CodeSlowDown),
		func(ctx context.Context, _ *struct{}) (*recoveryCodes, error) {
			id := caller(ctx).ID
			if err := s.Gate.Sessions.Allow(id); err != nil {
				return nil, err
			}
			codes, err := s.Accounts.NewRecoveryCodes(ctx, id)
			return &recoveryCodes{RecoveryCodes{codes}}, err
		})
	handle(s, s.identified(http.MethodPost, "/me/operator", "becomeOperator", "Become an operator, with the link the first start prints", world.CodeExpired, world.CodeSlowDown), s.becomeOperator)
}

func (s *server) signIn(ctx context.Context, in *credentials) (*identity, error) {
	r := request(ctx)
	if err := s.Gate.Sessions.AllowSignIn(s.Proxies.Address(r), in.Body.Login); err != nil {
		return nil, err
	}
	return s.become(ctx)(s.Accounts.SignIn(ctx, in.Body.Login, in.Body.Password, account.Agent(r.UserAgent())))
}

func (s *server) recover(ctx context.Context, in *recovery) (*identity, error) {
	r := request(ctx)
	if err := s.Gate.Sessions.AllowSignIn(s.Proxies.Address(r), in.Body.Login); err != nil {
		return nil, err
	}
	return s.afresh(ctx)(s.Accounts.Recover(ctx, in.Body.Login, in.Body.Code, in.Body.Password, account.Agent(r.UserAgent())))
}

func (s *server) resetPassword(ctx context.Context, in *reset) (*identity, error) {
	r := request(ctx)
	if err := s.Gate.Sessions.AllowGuest(s.Proxies.Address(r)); err != nil {
		return nil, err
	}
	return s.afresh(ctx)(s.Accounts.ResetPassword(ctx, in.Body.Secret, in.Body.Password, account.Agent(r.UserAgent())))
}

// become answers with the identity a browser has from now on. Whoever it was before is left where they are: their other browsers may be there.
func (s *server) become(ctx context.Context) func(account.Visitor, string, error) (*identity, error) {
	return func(v account.Visitor, token string, err error) (*identity, error) {
		if err != nil {
			return nil, err
		}
		return s.identity(ctx, v, token)
	}
}

// afresh is become for whoever has a new password: all other browsers are out.
func (s *server) afresh(ctx context.Context) func(account.Visitor, string, error) (*identity, error) {
	return func(v account.Visitor, token string, err error) (*identity, error) {
		if err == nil {
			s.revoke(v.ID)
		}
		return s.become(ctx)(v, token, err)
	}
}

// revoke has everything that somebody holds open prove anew who it belongs to.
func (s *server) revoke(id world.VisitorID) {
	s.Gate.Sessions.Forget(id)
	s.Gate.Revoke(id)
}

func (s *server) sessions(ctx context.Context, _ *struct{}) (*sessionList, error) {
	all, err := s.Accounts.Sessions(ctx, caller(ctx).ID)
	return &sessionList{SessionList{Sessions: all, Current: account.SessionOf(edge.Token(request(ctx)))}}, err
}

func (s *server) signOut(ctx context.Context, session account.SessionID) (*struct{}, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(id); err != nil {
		return nil, err
	}
	if err := s.Accounts.SignOut(ctx, id, session); err != nil {
		return nil, err
	}
	s.revoke(id)
	return nil, nil
}

func (s *server) setLogin(ctx context.Context, in *newLogin) (*me, error) {
	p := caller(ctx)
	if err := s.Gate.Sessions.AllowSignIn(s.Proxies.Address(request(ctx)), string(p.ID)); err != nil {
		return nil, err
	}
	if p.Role == world.RoleGuest {
		if err := s.Order.AdmitMember(p); err != nil {
			return nil, err
		}
	}
	if err := s.Accounts.SetLogin(ctx, p.ID, in.Body.Login, in.Body.Password, in.Body.Current); err != nil {
		return nil, err
	}
	if err := s.Gate.Sessions.Changed(ctx, p.ID); err != nil {
		return nil, err
	}
	return s.me(ctx, p.ID)
}

func (s *server) becomeOperator(ctx context.Context, in *secret) (*me, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(id); err != nil {
		return nil, err
	}
	if err := s.Accounts.BecomeOperator(ctx, id, in.Body.Secret); err != nil {
		return nil, err
	}
	if err := s.Order.Enter(ctx, id, "operator", string(id), ""); err != nil {
		return nil, err
	}
	if err := s.Gate.Sessions.Changed(ctx, id); err != nil {
		return nil, err
	}
	return s.me(ctx, id)
}
