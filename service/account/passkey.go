package account

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Passkeys follow Web Authentication level 3 (W3C). What a browser is asked is bound to the origin it sees the street under, and to a
// challenge that works once.

const (
	challengeFor = 5 * time.Minute
	maxPasskeys  = 20 // of one member
)

// PasskeyID names a passkey.
type PasskeyID string

// Passkey is a way to sign in that lies in somebody's device.
type Passkey struct {
	ID    PasskeyID    `json:"id"`
	Name  string       `json:"name" doc:"the browser it was made with"`
	Since world.Millis `json:"since"`
	Used  world.Millis `json:"used,omitempty"`
}

// holder is a visitor as the library wants one.
type holder struct {
	Visitor
	credentials []webauthn.Credential
}

// WebAuthnID is the visitor's id.
func (h holder) WebAuthnID() []byte { return []byte(h.ID) }

// WebAuthnName is what a device calls the account.
func (h holder) WebAuthnName() string { return h.Name }

// WebAuthnDisplayName is the same.
func (h holder) WebAuthnDisplayName() string { return h.Name }

// WebAuthnCredentials are the visitor's passkeys.
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.credentials }

// relyingParty is the street under the origin a browser sees it. Codes: bad_request for addresses without a name, which have no passkeys.
func relyingParty(origin string) (*webauthn.WebAuthn, error) {
	at, err := url.Parse(origin)
	if err != nil {
		return nil, fmt.Errorf("origin %s: %w", origin, err)
	}
	if _, err := netip.ParseAddr(at.Hostname()); err == nil {
		return nil, world.Refuse(world.CodeBadRequest, "Passkeys need a street with a name: open it by its name instead of its number.")
	}
	return webauthn.New(&webauthn.Config{RPID: at.Hostname(), RPDisplayName: "Yokocho", RPOrigins: []string{origin}})
}

func (s *Store) holder(ctx context.Context, who world.VisitorID) (h holder, err error) {
	if h.Visitor, err = s.ByID(ctx, who); err != nil {
		return h, err
	}
	h.credentials, err = database.Rows(ctx, s.db, func(r *sql.Rows) (c webauthn.Credential, err error) {
		var kept string
		if err := r.Scan(&kept); err != nil {
			return c, err
		}
		return c, json.Unmarshal([]byte(kept), &c)
	}, "SELECT credential FROM passkeys WHERE visitor_id = ? ORDER BY created_at, id", who)
	return h, err
}

// BeginPasskey is what a browser needs to make a passkey, for navigator.credentials.create. Codes: unknown_visitor, too_many.
func (s *Store) BeginPasskey(ctx context.Context, who world.VisitorID, origin string) (json.RawMessage, error) {
	h, err := s.holder(ctx, who)
	if err != nil {
		return nil, err
	}
	if len(h.credentials) >= maxPasskeys {
		return nil, world.Refuse(world.CodeTooMany, fmt.Sprintf("You have %d passkeys, which is the most. Delete one first.", maxPasskeys))
	}
	party, err := relyingParty(origin)
	if err != nil {
		return nil, err
	}
	options, challenge, err := party.BeginRegistration(h, webauthn.WithResidentKeyRequirement(protocol.ResidentKeyRequirementRequired),
		webauthn.WithExclusions(webauthn.Credentials(h.credentials).CredentialDescriptors()))
	if err != nil {
		return nil, err
	}
	if err := s.keepChallenge(ctx, challenge); err != nil {
		return nil, err
	}
	return json.Marshal(options.Response)
}

// AddPasskey keeps the passkey a browser made, which makes a guest a member. Codes: wrong_login.
func (s *Store) AddPasskey(ctx context.Context, who world.VisitorID, origin, name string, made json.RawMessage) error {
	h, err := s.holder(ctx, who)
	if err != nil {
		return err
	}
	party, err := relyingParty(origin)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(made)
	if err != nil {
		return errWrongPasskey()
	}
	challenge, err := s.useChallenge(ctx, party, parsed.Response.CollectedClientData.Challenge)
	if err != nil {
		return err
	}
	credential, err := party.CreateCredential(h, *challenge, parsed)
	if err != nil {
		return errWrongPasskey()
	}
	kept, err := json.Marshal(credential)
	if err != nil {
		return err
	}
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO passkeys (id, visitor_id, credential, name, created_at, used_at) VALUES (?, ?, ?, ?, ?, 0)",
			passkeyID(credential.ID), who, string(kept), name, s.millis()); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "UPDATE visitors SET role = ? WHERE id = ? AND role = ?", world.RoleMember, who, world.RoleGuest)
		return err
	})
}

func passkeyID(id []byte) PasskeyID { return PasskeyID(base64.RawURLEncoding.EncodeToString(id)) }

// BeginPasskeySignIn is what a browser needs to sign in, for navigator.credentials.get. It tells of nobody's passkeys.
func (s *Store) BeginPasskeySignIn(ctx context.Context, origin string) (json.RawMessage, error) {
	party, err := relyingParty(origin)
	if err != nil {
		return nil, err
	}
	options, challenge, err := party.BeginDiscoverableLogin()
	if err != nil {
		return nil, err
	}
	if err := s.keepChallenge(ctx, challenge); err != nil {
		return nil, err
	}
	return json.Marshal(options.Response)
}

// PasskeySignIn is whose passkey signed, with a token for their browser. Codes: wrong_login.
func (s *Store) PasskeySignIn(ctx context.Context, origin, agent string, signed json.RawMessage) (Visitor, string, error) {
	party, err := relyingParty(origin)
	if err != nil {
		return Visitor{}, "", err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(signed)
	if err != nil {
		return Visitor{}, "", errWrongPasskey()
	}
	challenge, err := s.useChallenge(ctx, party, parsed.Response.CollectedClientData.Challenge)
	if err != nil {
		return Visitor{}, "", err
	}
	var broken error // of ours, not of the one who signs in
	user, credential, err := party.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		h, err := s.holder(ctx, world.VisitorID(handle))
		var refusal *world.Error
		if err != nil && !errors.As(err, &refusal) {
			broken = err
		}
		return h, err
	}, *challenge, parsed)
	if broken != nil {
		return Visitor{}, "", broken
	}
	if err != nil || credential.Authenticator.CloneWarning {
		return Visitor{}, "", errWrongPasskey()
	}
	kept, err := json.Marshal(credential)
	if err != nil {
		return Visitor{}, "", err
	}
	return s.enter(ctx, world.VisitorID(bytes.Clone(user.WebAuthnID())), agent, func(tx *database.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE passkeys SET credential = ?, used_at = ? WHERE id = ?", string(kept), s.millis(), passkeyID(credential.ID))
		return err
	})
}

// Passkeys are those of a member, the newest first.
func (s *Store) Passkeys(ctx context.Context, who world.VisitorID) ([]Passkey, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (p Passkey, err error) { return p, r.Scan(&p.ID, &p.Name, &p.Since, &p.Used) },
		"SELECT id, name, created_at, used_at FROM passkeys WHERE visitor_id = ? ORDER BY created_at DESC, id", who)
}

// DropPasskey forgets a passkey of a member's. Dropping what is no more is no harm; the last way to sign in stays. Codes: forbidden.
func (s *Store) DropPasskey(ctx context.Context, who world.VisitorID, id PasskeyID) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		var there, others int
		if err := tx.QueryRow(ctx, "SELECT (SELECT COUNT(*) FROM passkeys WHERE visitor_id = ? AND id = ?), "+
			"(SELECT COUNT(*) FROM passkeys WHERE visitor_id = ? AND id <> ?) + (SELECT COUNT(*) FROM logins WHERE visitor_id = ?) + (SELECT COUNT(*) FROM foreign_accounts WHERE visitor_id = ?)",
			who, id, who, id, who, who).Scan(&there, &others); err != nil {
			return err
		}
		if there > 0 && others == 0 {
			return world.Refuse(world.CodeForbidden, "This is the only way you can sign in. Choose a password first, or make another passkey.")
		}
		_, err := tx.Exec(ctx, "DELETE FROM passkeys WHERE id = ? AND visitor_id = ?", id, who)
		return err
	})
}

// keepChallenge remembers what a browser is asked.
func (s *Store) keepChallenge(ctx context.Context, challenge *webauthn.SessionData) error {
	kept, err := json.Marshal(challenge)
	if err != nil {
		return err
	}
	return s.keepAsked(ctx, challenge.Challenge, kept)
}

// useChallenge finds what a browser was asked, once. Codes: wrong_login.
func (s *Store) useChallenge(ctx context.Context, party *webauthn.WebAuthn, challenge string) (*webauthn.SessionData, error) {
	kept, err := s.useAsked(ctx, challenge)
	if err != nil {
		return nil, err
	}
	var asked webauthn.SessionData
	if err := json.Unmarshal(kept, &asked); err != nil {
		return nil, err
	}
	if asked.RelyingPartyID != party.Config.RPID { // asked under another name of the street
		return nil, errWrongPasskey()
	}
	return &asked, nil
}

// keepAsked remembers what somebody who signs in was asked, for a while.
func (s *Store) keepAsked(ctx context.Context, key string, asked []byte) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		if _, err := tx.Exec(ctx, "DELETE FROM challenges WHERE expires_at < ?", s.millis()); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO challenges (challenge, asked, expires_at) VALUES (?, ?, ?)",
			key, string(asked), s.now().Add(challengeFor).UnixMilli())
		return err
	})
}

// useAsked finds it, once. Codes: wrong_login.
func (s *Store) useAsked(ctx context.Context, key string) ([]byte, error) {
	var kept string
	err := s.db.ExecRow(ctx, "DELETE FROM challenges WHERE challenge = ? AND expires_at >= ? RETURNING asked", key, s.millis()).Scan(&kept)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errWrongPasskey()
	}
	return []byte(kept), err
}

func errWrongPasskey() error {
	return world.Refuse(world.CodeWrongLogin, "That is no answer to what was asked, or it took too long. Try again.")
}
