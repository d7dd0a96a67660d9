package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// keepFor is how long a keep-link works.
const keepFor = 24 * time.Hour

// Keep makes the secret of a link that moves a visitor's identity to another browser: once, within a day. A new link
// ends the earlier ones.
func (s *Store) Keep(ctx context.Context, id world.VisitorID) (string, error) {
	secret, hash := newSecret()
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		if _, err := tx.Exec(ctx, "DELETE FROM keeps WHERE visitor_id = ? OR expires_at < ?", id, s.millis()); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO keeps (hash, visitor_id, expires_at) VALUES (?, ?, ?)",
			hash, id, s.now().Add(keepFor).UnixMilli())
		return err
	})
	if err != nil {
		return "", fmt.Errorf("make a keep-link: %w", err)
	}
	return secret, nil
}

// Redeem uses up a keep-link and gives the other browser a token of its own. Codes: expired.
func (s *Store) Redeem(ctx context.Context, secret, agent string) (Visitor, string, error) {
	token, hash := newSecret()
	var id world.VisitorID
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		err := tx.QueryRow(ctx, "DELETE FROM keeps WHERE hash = ? AND expires_at >= ? RETURNING visitor_id",
			hashOf(secret), s.millis()).Scan(&id)
		if err != nil {
			return err
		}
		return s.addToken(ctx, tx, hash, id, agent)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return Visitor{}, "", world.Refuse(world.CodeExpired, "This link was used already or is older than a day. Make a new one in the other browser.")
	}
	if err != nil {
		return Visitor{}, "", fmt.Errorf("redeem a keep-link: %w", err)
	}
	v, err := s.ByID(ctx, id)
	return v, token, err
}
