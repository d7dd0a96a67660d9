package account

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// KeepQuestion remembers what another service was asked, under a key that its answer brings back.
func (s *Store) KeepQuestion(ctx context.Context, key string, question any) error {
	kept, err := json.Marshal(question)
	if err != nil {
		return err
	}
	return s.keepAsked(ctx, "signin/"+key, kept)
}

// UseQuestion finds what was asked, once. Codes: wrong_login.
func (s *Store) UseQuestion(ctx context.Context, key string, question any) error {
	kept, err := s.useAsked(ctx, "signin/"+key)
	if err != nil {
		return err
	}
	return json.Unmarshal(kept, question)
}

// ForeignSignIn is whose account of another service it is, with a token for their browser. One that is nobody's yet becomes that of the
// guest who signs in, who becomes a member; without a guest it stays nobody's. Codes: unknown_visitor when there is neither.
func (s *Store) ForeignSignIn(ctx context.Context, issuer, subject, agent string, guest world.VisitorID) (Visitor, string, error) {
	token, hash := newSecret()
	var id world.VisitorID
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		err := tx.QueryRow(ctx, "SELECT visitor_id FROM foreign_accounts WHERE issuer = ? AND subject = ?", issuer, subject).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			if guest == "" {
				return errUnknownVisitor()
			}
			id = guest
			if _, err := tx.Exec(ctx, "INSERT INTO foreign_accounts (issuer, subject, visitor_id, created_at) VALUES (?, ?, ?, ?)", issuer, subject, id, s.millis()); err != nil {
				return err
			}
			_, err = tx.Exec(ctx, "UPDATE visitors SET role = ? WHERE id = ? AND role = ?", world.RoleMember, id, world.RoleGuest)
		}
		if err != nil {
			return err
		}
		return s.addToken(ctx, tx, hash, id, agent)
	})
	if err != nil {
		return Visitor{}, "", err
	}
	v, err := s.ByID(ctx, id)
	return v, token, err
}
