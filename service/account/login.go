package account

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// recoveryCodes is how many a member has at once.
const recoveryCodes = 8

// LinkKind says what a one-time link is for.
type LinkKind string

// The kinds of links.
const (
	LinkOperator LinkKind = "operator" // makes whoever opens it an operator
	LinkReset    LinkKind = "reset"    // gives a member another password
	LinkInvite   LinkKind = "invite"   // lets a guest in who would have to wait
)

// SetLogin gives a visitor a name and password to sign in with, which makes a guest a member: they stay who they are. Who has one already
// says the password they have. Codes: bad_login_name, bad_password, login_taken, wrong_login.
func (s *Store) SetLogin(ctx context.Context, who world.VisitorID, login, password, current string) error {
	login, err := cleanLogin(login)
	if err != nil {
		return err
	}
	kept, err := s.password(ctx, who)
	if err != nil {
		return err
	}
	if kept != "" {
		if same, err := s.hasher.matches(ctx, current, kept); err != nil {
			return err
		} else if !same {
			return errWrongLogin()
		}
	}
	hash, err := s.hashPassword(ctx, password)
	if err != nil {
		return err
	}
	err = s.db.Transact(ctx, func(tx *database.Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO logins (login, visitor_id, password, changed_at) VALUES (?, ?, ?, ?) "+
			"ON CONFLICT (visitor_id) DO UPDATE SET login = excluded.login, password = excluded.password, changed_at = excluded.changed_at",
			login, who, hash, s.millis()); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "UPDATE visitors SET role = ? WHERE id = ? AND role = ?", world.RoleMember, who, world.RoleGuest)
		return err
	})
	if database.Taken(err) {
		return world.Refuse(world.CodeLoginTaken, "Somebody else signs in with this name. Choose another one.")
	}
	return err
}

func (s *Store) hashPassword(ctx context.Context, password string) (string, error) {
	clean, err := cleanPassword(password)
	if err != nil {
		return "", err
	}
	return s.hasher.hash(ctx, clean)
}

func (s *Store) password(ctx context.Context, who world.VisitorID) (kept string, err error) {
	err = s.db.QueryRow(ctx, "SELECT password FROM logins WHERE visitor_id = ?", who).Scan(&kept)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return kept, err
}

// Login is the name somebody signs in with; empty for guests.
func (s *Store) Login(ctx context.Context, who world.VisitorID) (login string, err error) {
	err = s.db.QueryRow(ctx, "SELECT login FROM logins WHERE visitor_id = ?", who).Scan(&login)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return login, err
}

// SignIn is who has that name and password, with a token for their browser. It takes as long for names nobody has. Codes: wrong_login.
func (s *Store) SignIn(ctx context.Context, login, password, agent string) (Visitor, string, error) {
	var id world.VisitorID
	var kept string
	clean, malformed := cleanLogin(login)
	if malformed == nil {
		err := s.db.QueryRow(ctx, "SELECT visitor_id, password FROM logins WHERE login = ?", clean).Scan(&id, &kept)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return Visitor{}, "", fmt.Errorf("read a login: %w", err)
		}
	}
	password, _ = cleanPassword(password) // one that cannot be is nobody's: it is empty
	same, err := s.hasher.matches(ctx, password, kept)
	if err != nil {
		return Visitor{}, "", err
	}
	if !same {
		return Visitor{}, "", errWrongLogin()
	}
	return s.enter(ctx, id, agent, nil)
}

func errWrongLogin() error {
	return world.Refuse(world.CodeWrongLogin, "That name and password do not belong together.")
}

// enter gives a browser a token of its own, after what else one transaction must do.
func (s *Store) enter(ctx context.Context, id world.VisitorID, agent string, also func(*database.Tx) error) (Visitor, string, error) {
	token, hash := newSecret()
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		if also != nil {
			if err := also(tx); err != nil {
				return err
			}
		}
		return s.addToken(ctx, tx, hash, id, agent)
	})
	if err != nil {
		return Visitor{}, "", err
	}
	v, err := s.ByID(ctx, id)
	return v, token, err
}

// NewRecoveryCodes are codes a member writes down: each signs in once without the password. They end the earlier ones. Codes: forbidden for
// guests.
func (s *Store) NewRecoveryCodes(ctx context.Context, who world.VisitorID) ([]string, error) {
	kept, err := s.password(ctx, who)
	if err != nil {
		return nil, err
	}
	if kept == "" {
		return nil, world.Refuse(world.CodeForbidden, "Guests have no password that could be lost. Become a member first.")
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		code := strings.ToLower(rand.Text()) // 26 characters, 130 bits
		codes[i] = code[:5] + "-" + code[5:10] + "-" + code[10:15] + "-" + code[15:20]
	}
	return codes, s.db.Transact(ctx, func(tx *database.Tx) error {
		if _, err := tx.Exec(ctx, "DELETE FROM recovery_codes WHERE visitor_id = ?", who); err != nil {
			return err
		}
		for _, code := range codes {
			if _, err := tx.Exec(ctx, "INSERT INTO recovery_codes (hash, visitor_id) VALUES (?, ?)", recoveryHash(who, code), who); err != nil {
				return err
			}
		}
		return nil
	})
}

func recoveryHash(who world.VisitorID, code string) string {
	written := strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(code))
	return hashOf(string(who) + "/" + written)
}

// Recover signs in with a recovery code, which is used up, and gives the account another password. All other browsers are signed out.
// Codes: wrong_login, bad_password.
func (s *Store) Recover(ctx context.Context, login, code, password, agent string) (Visitor, string, error) {
	hash, err := s.hashPassword(ctx, password)
	if err != nil {
		return Visitor{}, "", err
	}
	clean, malformed := cleanLogin(login)
	var id world.VisitorID
	if malformed == nil {
		err = s.db.QueryRow(ctx, "SELECT visitor_id FROM logins WHERE login = ?", clean).Scan(&id)
	}
	if malformed != nil || errors.Is(err, sql.ErrNoRows) {
		return Visitor{}, "", errWrongLogin()
	}
	if err != nil {
		return Visitor{}, "", fmt.Errorf("read a login: %w", err)
	}
	return s.enter(ctx, id, agent, func(tx *database.Tx) error {
		used, err := tx.Exec(ctx, "DELETE FROM recovery_codes WHERE hash = ? AND visitor_id = ?", recoveryHash(id, code), id)
		if err != nil {
			return err
		}
		if n, err := used.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, errWrongLogin())
		}
		return s.newPassword(ctx, tx, id, hash)
	})
}

// newPassword changes a password and signs out everywhere.
func (s *Store) newPassword(ctx context.Context, tx *database.Tx, id world.VisitorID, hash string) error {
	if _, err := tx.Exec(ctx, "UPDATE logins SET password = ?, changed_at = ? WHERE visitor_id = ?", hash, s.millis(), id); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "DELETE FROM tokens WHERE visitor_id = ?", id)
	return err
}

// NewLink makes the secret of a one-time link. about is whose password is reset or who invites, empty for operators. Earlier links of the
// same kind about the same person end, but for invitations.
func (s *Store) NewLink(ctx context.Context, kind LinkKind, about world.VisitorID, uses int, lasts time.Duration) (string, error) {
	secret, hash := newSecret()
	subject := sql.NullString{String: string(about), Valid: about != ""}
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		if kind != LinkInvite {
			if _, err := tx.Exec(ctx, "DELETE FROM links WHERE kind = ? AND COALESCE(visitor_id, '') = ?", kind, about); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, "DELETE FROM links WHERE expires_at < ?", s.millis()); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO links (hash, kind, visitor_id, uses, expires_at) VALUES (?, ?, ?, ?, ?)",
			hash, kind, subject, uses, s.now().Add(lasts).UnixMilli())
		return err
	})
	if err != nil {
		return "", fmt.Errorf("make a link: %w", err)
	}
	return secret, nil
}

// useLink uses a link once, and says whom it is about. Codes: expired.
func (s *Store) useLink(ctx context.Context, tx *database.Tx, kind LinkKind, secret string) (world.VisitorID, error) {
	var about sql.NullString
	err := tx.QueryRow(ctx, "UPDATE links SET uses = uses - 1 WHERE hash = ? AND kind = ? AND uses > 0 AND expires_at >= ? RETURNING visitor_id",
		hashOf(secret), kind, s.millis()).Scan(&about)
	if errors.Is(err, sql.ErrNoRows) {
		return "", world.Refuse(world.CodeExpired, "This link was used already or is too old. Ask for a new one.")
	}
	return world.VisitorID(about.String), err
}

// ResetPassword uses a link that staff made: it gives its account another password, and signs out everywhere else. Codes: expired,
// bad_password.
func (s *Store) ResetPassword(ctx context.Context, secret, password, agent string) (Visitor, string, error) {
	hash, err := s.hashPassword(ctx, password)
	if err != nil {
		return Visitor{}, "", err
	}
	token, tokenHash := newSecret()
	var id world.VisitorID
	err = s.db.Transact(ctx, func(tx *database.Tx) (err error) {
		if id, err = s.useLink(ctx, tx, LinkReset, secret); err != nil {
			return err
		}
		if err := s.newPassword(ctx, tx, id, hash); err != nil {
			return err
		}
		return s.addToken(ctx, tx, tokenHash, id, agent)
	})
	if err != nil {
		return Visitor{}, "", err
	}
	v, err := s.ByID(ctx, id)
	return v, token, err
}

// BecomeOperator uses the link that the first start prints. Codes: expired, forbidden for guests.
func (s *Store) BecomeOperator(ctx context.Context, who world.VisitorID, secret string) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		if _, err := s.useLink(ctx, tx, LinkOperator, secret); err != nil {
			return err
		}
		changed, err := tx.Exec(ctx, "UPDATE visitors SET role = ? WHERE id = ? AND role <> ?", world.RoleOperator, who, world.RoleGuest)
		if err != nil {
			return err
		}
		if n, err := changed.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, world.Refuse(world.CodeForbidden, "An operator needs a password. Become a member first, then open the link again."))
		}
		return nil
	})
}

// UseInvitation uses up one place of an invitation. Codes: expired.
func (s *Store) UseInvitation(ctx context.Context, secret string) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		_, err := s.useLink(ctx, tx, LinkInvite, secret)
		return err
	})
}

// Operators is how many there are.
func (s *Store) Operators(ctx context.Context) (n int, err error) {
	err = s.db.QueryRow(ctx, countOperators, world.RoleOperator, world.KindPerson).Scan(&n)
	return n, err
}

// countOperators leaves programs out: a street that only they could run would have locked everybody out.
const countOperators = "SELECT COUNT(*) FROM visitors WHERE role = ? AND kind = ?"

// Tool is a new token of a program of the house's own, an operator that cannot sign in; the tokens it had end.
func (s *Store) Tool(ctx context.Context, name string) (string, error) {
	token, hash := newSecret()
	return token, s.db.Transact(ctx, func(tx *database.Tx) error {
		var id world.VisitorID
		err := tx.QueryRow(ctx, "SELECT id FROM visitors WHERE kind = ? AND role = ? AND name = ?", world.KindProgram, world.RoleOperator, name).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			id = newID()
			_, err = tx.Exec(ctx, "INSERT INTO visitors (id, name, kind, role, age, lang, outfit, created_at) VALUES (?, ?, ?, ?, ?, '', '', ?)",
				id, name, world.KindProgram, world.RoleOperator, world.AgeUnknown, s.millis())
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM tokens WHERE visitor_id = ?", id); err != nil {
			return err
		}
		return s.addToken(ctx, tx, hash, id, name)
	})
}

// SetRole gives somebody a role. Guests stay guests: they cannot sign in again. Codes: unknown_visitor, forbidden, last_operator.
func (s *Store) SetRole(ctx context.Context, who world.VisitorID, role world.Role) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		var now world.Role
		err := tx.QueryRow(ctx, "SELECT role FROM visitors WHERE id = ?", who).Scan(&now)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return errUnknownVisitor()
		case err != nil:
			return err
		case now == role:
			return nil
		case now == world.RoleGuest || role == world.RoleGuest:
			return world.Refuse(world.CodeForbidden, "Guests have no account. They become members themselves, by choosing a password.")
		}
		if now == world.RoleOperator {
			if err := s.anotherOperator(ctx, tx); err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, "UPDATE visitors SET role = ? WHERE id = ?", role, who)
		return err
	})
}
