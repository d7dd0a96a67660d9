package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
)

// PasskeyList are somebody's passkeys.
type PasskeyList struct {
	Passkeys []account.Passkey `json:"passkeys" nullable:"false"`
}

// PasskeyAnswer is what a browser's device said.
type PasskeyAnswer struct {
	Credential map[string]any `json:"credential" doc:"a PublicKeyCredential, as its toJSON writes it"`
}

type (
	passkeyList    struct{ Body PasskeyList }
	passkeyAnswer  struct{ Body PasskeyAnswer }
	passkeyOptions struct{ Body json.RawMessage }
	onePasskey     struct {
		Passkey account.PasskeyID `path:"passkey"`
	}
)

// passkeys are how somebody signs in without a password.
func (s *server) passkeys() {
	handle(s, withRequest(operation(http.MethodPost, "/sessions/passkey/begin", "beginPasskeySignIn", "What navigator.credentials.get needs", world.CodeSlowDown)),
		func(ctx context.Context, _ *struct{}) (*passkeyOptions, error) {
			if err := s.Gate.Sessions.AllowSignIn(s.Proxies.Address(request(ctx)), ""); err != nil {
				return nil, err
			}
			options, err := s.Accounts.BeginPasskeySignIn(ctx, s.Proxies.Origin(request(ctx)))
			return &passkeyOptions{options}, err
		})
	handle(s, withRequest(operation(http.MethodPost, "/sessions/passkey", "passkeySignIn", "Sign in with a passkey", world.CodeWrongLogin, world.CodeSlowDown)),
		func(ctx context.Context, in *passkeyAnswer) (*identity, error) {
			r := request(ctx)
			if err := s.Gate.Sessions.AllowSignIn(s.Proxies.Address(r), ""); err != nil {
				return nil, err
			}
			signed, err := json.Marshal(in.Body.Credential)
			if err != nil {
				return nil, err
			}
			return s.become(ctx)(s.Accounts.PasskeySignIn(ctx, s.Proxies.Origin(r), account.Agent(r.UserAgent()), signed))
		})
	handle(s, s.identified(http.MethodGet, "/me/passkeys", "passkeys", "My passkeys"), func(ctx context.Context, _ *struct{}) (*passkeyList, error) {
		all, err := s.Accounts.Passkeys(ctx, caller(ctx).ID)
		return &passkeyList{PasskeyList{all}}, err
	})
	handle(s, withRequest(s.identified(http.MethodPost, "/me/passkeys/begin", "beginPasskey", "What navigator.credentials.create needs", world.CodeTooMany, world.CodeClosed, world.CodeSlowDown)),
		func(ctx context.Context, _ *struct{}) (*passkeyOptions, error) {
			p := caller(ctx)
			if err := s.mayJoin(p); err != nil {
				return nil, err
			}
			options, err := s.Accounts.BeginPasskey(ctx, p.ID, s.Proxies.Origin(request(ctx)))
			return &passkeyOptions{options}, err
		})
	handle(s, withRequest(s.identified(http.MethodPost, "/me/passkeys", "addPasskey", "Sign in with this device from now on: a guest becomes a member, and keeps everything", world.CodeWrongLogin, world.CodeClosed, world.CodeSlowDown)),
		func(ctx context.Context, in *passkeyAnswer) (*me, error) {
			p := caller(ctx)
			if err := s.mayJoin(p); err != nil {
				return nil, err
			}
			made, err := json.Marshal(in.Body.Credential)
			if err != nil {
				return nil, err
			}
			r := request(ctx)
			if err := s.Accounts.AddPasskey(ctx, p.ID, s.Proxies.Origin(r), account.Agent(r.UserAgent()), made); err != nil {
				return nil, err
			}
			if err := s.Gate.Sessions.Changed(ctx, p.ID); err != nil {
				return nil, err
			}
			return s.me(ctx, p.ID)
		})
	handle(s, s.identified(http.MethodDelete, "/me/passkeys/{passkey}", "dropPasskey", "Forget a passkey", world.CodeSlowDown), func(ctx context.Context, in *onePasskey) (*struct{}, error) {
		id := caller(ctx).ID
		if err := s.Gate.Sessions.Allow(id); err != nil {
			return nil, err
		}
		return nil, s.Accounts.DropPasskey(ctx, id, in.Passkey)
	})
}

// mayJoin says whether somebody may get a way to sign in. Codes: closed, slow_down.
func (s *server) mayJoin(p world.Principal) error {
	if err := s.Gate.Sessions.Allow(p.ID); err != nil {
		return err
	}
	if p.Role == world.RoleGuest {
		return s.Order.AdmitMember(p)
	}
	return nil
}
