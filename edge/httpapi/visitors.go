package httpapi

import (
	"context"
	"net/http"
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

// NewVisitor is what somebody may say of themselves who becomes a visitor.
type NewVisitor struct {
	Name   string           `json:"name,omitempty" doc:"1 to 24 characters; the server draws one when it is missing"`
	Outfit world.OutfitHash `json:"outfit,omitempty" doc:"the hash of an outfit anybody may wear; the server draws one when it is missing"`
	Lang   string           `json:"lang,omitempty" maxLength:"35" pattern:"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$" doc:"BCP 47"`
	Kind   world.Kind       `json:"kind,omitempty" enum:"person,program" doc:"a person unless said otherwise"`
	Token  bool             `json:"token,omitempty" doc:"answer with a token, for programs"`
}

// Identity is who somebody has become. The cookie comes with it.
type Identity struct {
	Visitor Visitor `json:"visitor"`
	Token   string  `json:"token,omitempty" doc:"for Authorization: Bearer; shown this once"`
}

// Me is a visitor and whom they do not want to hear.
type Me struct {
	Visitor Visitor           `json:"visitor"`
	Ignored []account.Ignored `json:"ignored" nullable:"false"`
}

// Changes are what a visitor changes of themselves.
type Changes struct {
	Name   *string           `json:"name,omitempty"`
	Outfit *world.OutfitHash `json:"outfit,omitempty"`
	Photos *world.Photos     `json:"photos,omitempty" enum:"yes,no" doc:"may others have one in their photos, or only one's silhouette"`
	Lang   *string           `json:"lang,omitempty" maxLength:"35" pattern:"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$"`
}

// KeepLink moves a visitor to another browser.
type KeepLink struct {
	URL string `json:"url" doc:"open it in the other browser: once, within a day"`
}

// KeepSecret is the part of a keep-link that no server sees before the browser has it.
type KeepSecret struct {
	Secret string `json:"secret" maxLength:"100" doc:"what stands behind # in the keep-link"`
}

// DrawnName is a name nobody had to think of.
type DrawnName struct {
	Name string `json:"name"`
}

// The operations' inputs and outputs, as huma has them.
type (
	newVisitor struct{ Body NewVisitor }
	identity   struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
		Body      Identity
	}
	me      struct{ Body Me }
	changes struct{ Body Changes }
	other   struct {
		Visitor world.VisitorID `path:"visitor"`
	}
	keepLink   struct{ Body KeepLink }
	keepSecret struct{ Body KeepSecret }
	inLanguage struct {
		Lang string `query:"lang" maxLength:"35" doc:"BCP 47; Japanese names for ja, English ones otherwise"`
	}
	drawnName struct{ Body DrawnName }
)

func (s *server) visitors() {
	handle(s, withRequest(operation(http.MethodPost, "/visitors", "createVisitor", "Become a visitor",
		world.CodeBadName, world.CodeUnknownOutfit, world.CodeNotOwned, world.CodeSlowDown)), s.create)
	handle(s, s.identified(http.MethodGet, "/me", "me", "Who am I"), func(ctx context.Context, _ *struct{}) (*me, error) {
		return s.me(ctx, caller(ctx).ID)
	})
	handle(s, s.identified(http.MethodPatch, "/me", "changeMe", "Change name, outfit, language, or what one says about photos",
		world.CodeBadName, world.CodeUnknownOutfit, world.CodeNotOwned, world.CodeUnknownItem, world.CodeSlowDown, world.CodeBusy), s.change)
	handle(s, s.identified(http.MethodPut, "/me/ignored/{visitor}", "ignore", "Do not hear somebody any more", world.CodeUnknownVisitor, world.CodeSlowDown),
		func(ctx context.Context, in *other) (*struct{}, error) {
			return s.ignore(ctx, in.Visitor, s.Accounts.Ignore)
		})
	handle(s, s.identified(http.MethodDelete, "/me/ignored/{visitor}", "unignore", "Hear somebody again", world.CodeSlowDown),
		func(ctx context.Context, in *other) (*struct{}, error) {
			return s.ignore(ctx, in.Visitor, s.Accounts.Unignore)
		})
	handle(s, withRequest(s.identified(http.MethodPost, "/me/keep", "keep", "Make a link that moves me to another browser", world.CodeSlowDown)), s.keep)
	handle(s, withRequest(operation(http.MethodPost, "/visitors/keep", "redeemKeep", "Move in with a keep-link",
		world.CodeExpired, world.CodeSlowDown)), s.redeem)
	handle(s, operation(http.MethodGet, "/names", "drawName", "Draw a name", world.CodeBadRequest),
		func(_ context.Context, in *inLanguage) (*drawnName, error) {
			return &drawnName{Body: DrawnName{Name: account.DrawName(in.Lang)}}, nil
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
	if err := s.Gate.Sessions.AllowGuest(s.Proxies.Address(request(ctx))); err != nil {
		return nil, err
	}
	if v.Outfit == "" {
		v.Outfit = s.Catalogue.Draw().Hash
	}
	if v.Outfit, err = s.Catalogue.Wear(ctx, "", v.Outfit); err != nil {
		return nil, err
	}
	v, token, err := s.Accounts.Create(ctx, v)
	if err != nil {
		return nil, err
	}
	out, err := s.identity(ctx, v, token)
	if err == nil && in.Body.Token {
		out.Body.Token = token
	}
	return out, err
}

func (s *server) identity(ctx context.Context, v account.Visitor, token string) (*identity, error) {
	visitor, err := s.visitor(ctx, v)
	return &identity{
		SetCookie: http.Cookie{
			Name: edge.CookieName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
			Secure: s.Proxies.Secure(request(ctx)), MaxAge: int(cookieFor / time.Second),
		},
		Body: Identity{Visitor: visitor},
	}, err
}

func (s *server) visitor(ctx context.Context, v account.Visitor) (Visitor, error) {
	today, err := s.Catalogue.Current(ctx, v.Outfit)
	return Visitor{Visitor: v, Outfit: s.outfit(today)}, err
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
	visitor, err := s.visitor(ctx, v)
	return &me{Body: Me{Visitor: visitor, Ignored: ignored}}, err
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
		if v.Outfit, err = s.Catalogue.Wear(ctx, id, *in.Body.Outfit); err != nil {
			return nil, err
		}
	}
	if in.Body.Photos != nil {
		v.Photos = *in.Body.Photos
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
	s.Gate.Sessions.Forget(whom)
	return nil, s.Gate.Sessions.Changed(ctx, id)
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
	return &keepLink{Body: KeepLink{URL: s.Proxies.Origin(request(ctx)) + "/keep#" + secret}}, nil
}

func (s *server) redeem(ctx context.Context, in *keepSecret) (*identity, error) {
	if err := s.Gate.Sessions.AllowGuest(s.Proxies.Address(request(ctx))); err != nil {
		return nil, err
	}
	v, token, err := s.Accounts.Redeem(ctx, in.Body.Secret)
	if err != nil {
		return nil, err
	}
	return s.identity(ctx, v, token)
}
