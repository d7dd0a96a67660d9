package httpapi

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/moderation"
)

// cookieFor is how long a browser keeps its visitor: the longest browsers allow.
const cookieFor = 400 * 24 * time.Hour

// draws is how often a name is drawn anew that the house does not let a newcomer have.
const draws = 20

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
	Age    world.AgeBand    `json:"age,omitempty" enum:"under16,16-17,adult" doc:"how old, in a band; said once"`
	Invite string           `json:"invite,omitempty" maxLength:"100" doc:"what stands behind # in an invitation"`
}

// Identity is who somebody has become. The cookie comes with it.
type Identity struct {
	Visitor Visitor `json:"visitor"`
	Token   string  `json:"token,omitempty" doc:"for Authorization: Bearer; shown this once"`
}

// Me is a visitor, whom they keep away, and what staff has to say to them.
type Me struct {
	Visitor  Visitor              `json:"visitor"`
	Age      world.AgeBand        `json:"age" enum:"unknown,under16,16-17,adult"`
	Login    string               `json:"login,omitempty" doc:"what they sign in with"`
	Ignored  []account.Distant    `json:"ignored" nullable:"false"`
	Blocked  []account.Distant    `json:"blocked" nullable:"false"`
	Measures []moderation.Measure `json:"measures" nullable:"false" doc:"the newest first"`
}

// Changes are what a visitor changes of themselves.
type Changes struct {
	Name   *string           `json:"name,omitempty"`
	Outfit *world.OutfitHash `json:"outfit,omitempty"`
	Photos *world.Photos     `json:"photos,omitempty" enum:"yes,no" doc:"may others have one in their photos, or only one's silhouette"`
	Age    *world.AgeBand    `json:"age,omitempty" enum:"under16,16-17,adult" doc:"how old, in a band: said once, changed by the house alone"`
	Follow *bool             `json:"follow,omitempty" doc:"may others go after one who walks on"`
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
		world.CodeBadName, world.CodeRefusedWord, world.CodeUnknownOutfit, world.CodeNotOwned, world.CodeClosed, world.CodeBanned, world.CodeExpired, world.CodeSlowDown)), s.create)
	handle(s, s.identified(http.MethodGet, "/me", "me", "Who am I"), func(ctx context.Context, _ *struct{}) (*me, error) {
		return s.me(ctx, caller(ctx).ID)
	})
	handle(s, s.identified(http.MethodPatch, "/me", "changeMe", "Change name, outfit, language, or what one says about photos and about being followed",
		world.CodeBadName, world.CodeRefusedWord, world.CodeUnknownOutfit, world.CodeNotOwned, world.CodeUnknownItem, world.CodeSlowDown, world.CodeBusy), s.change)
	handle(s, withRequest(s.identified(http.MethodPost, "/me/keep", "keep", "Make a link that moves me to another browser", world.CodeSlowDown)), s.keep)
	handle(s, withRequest(operation(http.MethodPost, "/visitors/keep", "redeemKeep", "Move in with a keep-link",
		world.CodeExpired, world.CodeSlowDown)), s.redeem)
	handle(s, operation(http.MethodGet, "/names", "drawName", "Draw a name", world.CodeBadRequest),
		func(ctx context.Context, in *inLanguage) (*drawnName, error) {
			name, err := s.drawName(ctx, in.Lang)
			return &drawnName{Body: DrawnName{Name: name}}, err
		})
}

func (s *server) create(ctx context.Context, in *newVisitor) (*identity, error) {
	v := account.Visitor{Name: in.Body.Name, Kind: in.Body.Kind, Age: in.Body.Age, Lang: in.Body.Lang, Outfit: in.Body.Outfit}
	if v.Kind == "" {
		v.Kind = world.KindPerson
	}
	if v.Age == "" {
		v.Age = world.AgeUnknown
	}
	var err error
	if v.Name == "" {
		if v.Name, err = s.drawName(ctx, v.Lang); err != nil {
			return nil, err
		}
	}
	if v.Name, err = s.name(ctx, v, v.Name); err != nil {
		return nil, err
	}
	r := request(ctx)
	if err := s.Gate.Sessions.AllowGuest(s.Proxies.Address(r)); err != nil {
		return nil, err
	}
	if v.Invited = in.Body.Invite != ""; !v.Invited {
		if err := s.uninvited(r); err != nil {
			return nil, err
		}
	} else if err := s.Accounts.UseInvitation(ctx, in.Body.Invite); err != nil {
		return nil, err
	}
	if v.Outfit == "" {
		v.Outfit = s.Catalogue.Draw().Hash
	}
	if v.Outfit, err = s.Catalogue.Wear(ctx, "", v.Outfit); err != nil {
		return nil, err
	}
	v, token, err := s.Accounts.Create(ctx, v, account.Agent(r.UserAgent()))
	if err != nil {
		return nil, err
	}
	if err := s.Order.RememberSource(ctx, v.ID, s.source(r)); err != nil {
		return nil, err
	}
	out, err := s.identity(ctx, v, token)
	if err == nil && in.Body.Token {
		out.Body.Token = token
	}
	return out, err
}

// drawName draws a name for a newcomer that the house lets them have: none like that of somebody of the house. Where all it draws are
// refused, the last one is the answer, which name refuses: the newcomer must choose.
func (s *server) drawName(ctx context.Context, lang string) (name string, err error) {
	var refused *world.Error
	for range draws {
		name = account.DrawName(lang)
		if err = s.Order.CheckName(ctx, "", world.RoleGuest, name); !errors.As(err, &refused) {
			return name, err
		}
	}
	return name, nil
}

// name is what somebody may be called. Codes: bad_name, refused_word.
func (s *server) name(ctx context.Context, v account.Visitor, wanted string) (string, error) {
	name, err := account.CleanName(wanted)
	if err != nil {
		return "", err
	}
	return name, s.Order.CheckName(ctx, v.ID, v.Role, name)
}

// uninvited says whether a guest may come whom nobody has invited. Codes: closed, banned.
func (s *server) uninvited(r *http.Request) error {
	if err := s.Order.AdmitGuest(); err != nil {
		return err
	}
	if s.Order.Free(s.Proxies.Address(r)) {
		return nil
	}
	if p, err := s.Gate.Recognise(r); err == nil && p.Banned > world.AtTime(time.Now()) {
		return world.Refuse(world.CodeBanned, "The house has banned you.")
	}
	return s.Order.AdmitSource(r.Context(), s.source(r))
}

// source is where a guest comes from and with what, in a form that tells neither.
func (s *server) source(r *http.Request) string {
	return s.Order.Source(session.Network(s.Proxies.Address(r)).String(), r.UserAgent(), r.Header.Get("Accept-Language"))
}

func (s *server) identity(ctx context.Context, v account.Visitor, token string) (*identity, error) {
	visitor, err := s.visitor(ctx, v)
	return &identity{SetCookie: *s.tokenCookie(request(ctx), token), Body: Identity{Visitor: visitor}}, err
}

// tokenCookie makes a browser be somebody.
func (s *server) tokenCookie(r *http.Request, token string) *http.Cookie {
	return &http.Cookie{
		Name: edge.CookieName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: s.Proxies.Secure(r), MaxAge: int(cookieFor / time.Second),
	}
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
	blocked, err := s.Accounts.Blocked(ctx, id)
	if err != nil {
		return nil, err
	}
	measures, err := s.ownMeasures(ctx, id)
	if err != nil {
		return nil, err
	}
	login, err := s.Accounts.Login(ctx, id)
	if err != nil {
		return nil, err
	}
	visitor, err := s.visitor(ctx, v)
	return &me{Body: Me{Visitor: visitor, Age: v.Age, Login: login, Ignored: ignored, Blocked: blocked, Measures: measures}}, err
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
		if v.Name, err = s.name(ctx, v, *in.Body.Name); err != nil {
			return nil, err
		}
	}
	if in.Body.Outfit != nil {
		if v.Outfit, err = s.Catalogue.Wear(ctx, id, *in.Body.Outfit); err != nil {
			return nil, err
		}
	}
	if in.Body.Age != nil && *in.Body.Age != v.Age {
		if v.Age.Known() {
			return nil, world.Refuse(world.CodeForbidden, "How old you are was said already. The house's people can change it.")
		}
		if err := s.Accounts.SetAge(ctx, id, *in.Body.Age); err != nil {
			return nil, err
		}
	}
	if in.Body.Photos != nil {
		v.Photos = *in.Body.Photos
	}
	if in.Body.Follow != nil {
		v.Follow = *in.Body.Follow
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
	v, token, err := s.Accounts.Redeem(ctx, in.Body.Secret, account.Agent(request(ctx).UserAgent()))
	if err != nil {
		return nil, err
	}
	return s.identity(ctx, v, token)
}
