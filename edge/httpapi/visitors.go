package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/service/account"
)

// cookieFor is how long a browser keeps its visitor: the longest browsers allow.
const cookieFor = 400 * 24 * time.Hour

// Visitor is a visitor as they see themselves.
type Visitor struct {
	account.Visitor
	Outfit Outfit `json:"outfit"`
}

// Outfit is a look and where to fetch its sheet.
type Outfit struct {
	Hash world.OutfitHash `json:"hash"`
	URL  string           `json:"url"`
	ID   string           `json:"id,omitempty" doc:"the ready-made outfit's id"`
}

type newVisitor struct {
	Body struct {
		Name   string           `json:"name,omitempty" doc:"1 to 24 characters; the server draws one when it is missing"`
		Outfit world.OutfitHash `json:"outfit,omitempty" doc:"the hash of an outfit of the catalogue; the server draws one when it is missing"`
		Lang   string           `json:"lang,omitempty" maxLength:"35" pattern:"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$" doc:"BCP 47"`
		Kind   world.Kind       `json:"kind,omitempty" enum:"person,program" doc:"a person unless said otherwise"`
		Token  bool             `json:"token,omitempty" doc:"answer with a token for programs"`
	}
}

type identity struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      struct {
		Visitor Visitor `json:"visitor"`
		Token   string  `json:"token,omitempty" doc:"for Authorization: Bearer; shown this once"`
	}
}

type me struct {
	Body struct {
		Visitor Visitor           `json:"visitor"`
		Ignored []account.Ignored `json:"ignored" nullable:"false"`
	}
}

type changes struct {
	Body struct {
		Name   *string           `json:"name,omitempty"`
		Outfit *world.OutfitHash `json:"outfit,omitempty"`
		Lang   *string           `json:"lang,omitempty" maxLength:"35" pattern:"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$"`
	}
}

type other struct {
	Visitor world.VisitorID `path:"visitor"`
}

type keepLink struct {
	Body struct {
		URL string `json:"url" doc:"open it in the other browser: once, within a day"`
	}
}

type redeem struct {
	Body struct {
		Secret string `json:"secret" maxLength:"100" doc:"what stands behind # in the keep-link"`
	}
}

type drawnName struct {
	Body struct {
		Name string `json:"name"`
	}
}

func (s *server) visitors() {
	handle(s, withRequest(operation(http.MethodPost, "/visitors", "createVisitor", "Become a visitor")), s.create)
	handle(s, s.identified(operation(http.MethodGet, "/me", "me", "Who am I")), func(ctx context.Context, _ *struct{}) (*me, error) {
		return s.me(ctx, caller(ctx).ID)
	})
	handle(s, s.identified(operation(http.MethodPatch, "/me", "changeMe", "Change name, outfit or language")), s.change)
	handle(s, s.identified(operation(http.MethodPut, "/me/ignored/{visitor}", "ignore", "Do not hear somebody any more")),
		func(ctx context.Context, in *other) (*struct{}, error) {
			return s.ignore(ctx, in.Visitor, s.Accounts.Ignore)
		})
	handle(s, s.identified(operation(http.MethodDelete, "/me/ignored/{visitor}", "unignore", "Hear somebody again")),
		func(ctx context.Context, in *other) (*struct{}, error) {
			return s.ignore(ctx, in.Visitor, s.Accounts.Unignore)
		})
	handle(s, withRequest(s.identified(operation(http.MethodPost, "/me/keep", "keep", "Make a link that moves me to another browser"))), s.keep)
	handle(s, withRequest(operation(http.MethodPost, "/visitors/keep", "redeemKeep", "Move in with a keep-link")), s.redeem)
	handle(s, operation(http.MethodGet, "/names", "drawName", "Draw a name"), func(_ context.Context, in *struct {
		Lang string `query:"lang" maxLength:"35"`
	},
	) (*drawnName, error) {
		out := &drawnName{}
		out.Body.Name = account.DrawName(in.Lang)
		return out, nil
	})
}

func (s *server) create(ctx context.Context, in *newVisitor) (*identity, error) {
	v := account.Visitor{Name: in.Body.Name, Kind: in.Body.Kind, Age: world.AgeUnknown, Lang: in.Body.Lang, Outfit: in.Body.Outfit}
	if v.Kind == "" {
		v.Kind = world.KindPerson
	}
	if v.Name == "" {
		v.Name = account.DrawName(v.Lang)
	}
	name, err := account.CleanName(v.Name)
	if err != nil {
		return nil, err
	}
	v.Name = name
	if v.Outfit == "" {
		v.Outfit = s.Catalogue.Draw().Hash
	}
	if _, err := s.Catalogue.Outfit(v.Outfit); err != nil {
		return nil, err
	}
	if err := s.Gate.Sessions.AllowGuest(s.Proxies.Address(request(ctx))); err != nil {
		return nil, err
	}
	v, token, err := s.Accounts.Create(ctx, v)
	if err != nil {
		return nil, err
	}
	out := s.identity(ctx, v, token)
	if in.Body.Token {
		out.Body.Token = token
	}
	return out, nil
}

func (s *server) identity(ctx context.Context, v account.Visitor, token string) *identity {
	out := &identity{SetCookie: http.Cookie{
		Name: edge.CookieName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: s.Proxies.Secure(request(ctx)), MaxAge: int(cookieFor / time.Second),
	}}
	out.Body.Visitor = s.visitor(ctx, v)
	return out
}

func (s *server) visitor(ctx context.Context, v account.Visitor) Visitor {
	return Visitor{Visitor: v, Outfit: s.outfit(s.Catalogue.Current(ctx, v.Outfit))}
}

func (s *server) me(ctx context.Context, id world.VisitorID) (*me, error) {
	v, err := s.Accounts.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	ignored, err := s.Accounts.Ignored(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &me{}
	out.Body.Visitor, out.Body.Ignored = s.visitor(ctx, v), ignored
	return out, nil
}

func (s *server) change(ctx context.Context, in *changes) (*me, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(id); err != nil {
		return nil, err
	}
	v, err := s.Accounts.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if in.Body.Name != nil {
		if v.Name, err = account.CleanName(*in.Body.Name); err != nil {
			return nil, err
		}
	}
	if in.Body.Outfit != nil {
		v.Outfit = *in.Body.Outfit
		if _, err := s.Catalogue.Outfit(v.Outfit); err != nil {
			return nil, err
		}
	}
	if in.Body.Lang != nil {
		v.Lang = *in.Body.Lang
	}
	if err := s.Accounts.Update(ctx, v); err != nil {
		return nil, err
	}
	if err := s.Gate.Sessions.Changed(ctx, id); err != nil {
		return nil, err
	}
	return s.me(ctx, id)
}

func (s *server) ignore(ctx context.Context, whom world.VisitorID, change func(context.Context, world.VisitorID, world.VisitorID) error) (*struct{}, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(id); err != nil {
		return nil, err
	}
	if err := change(ctx, id, whom); err != nil {
		return nil, err
	}
	s.Gate.Sessions.Forget(id)
	s.Gate.Sessions.Forget(whom)
	return nil, nil
}

func (s *server) keep(ctx context.Context, _ *struct{}) (*keepLink, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(id); err != nil {
		return nil, err
	}
	secret, err := s.Accounts.Keep(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &keepLink{}
	out.Body.URL = s.Proxies.Origin(request(ctx)) + "/keep#" + secret
	return out, nil
}

func (s *server) redeem(ctx context.Context, in *redeem) (*identity, error) {
	if err := s.Gate.Sessions.AllowGuest(s.Proxies.Address(request(ctx))); err != nil {
		return nil, err
	}
	v, token, err := s.Accounts.Redeem(ctx, in.Body.Secret)
	if err != nil {
		return nil, err
	}
	return s.identity(ctx, v, token), nil
}

func retryAfter(ms int64) string { return strconv.FormatInt((ms+999)/1000, 10) }

// panicked makes an error of a handler's panic, with the place for the log.
func panicked(broken any) error {
	return errors.Join(errPanic, fmt.Errorf("%v\n%s", broken, debug.Stack()))
}
