package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// MaxLooks is how many looks one visitor may save.
const MaxLooks = 60

// LookID names a saved look.
type LookID string

// Look is an outfit somebody saved. Its name may be empty.
type Look struct {
	ID     LookID
	Name   string
	Outfit world.OutfitHash
}

// SaveLook saves an outfit, which must be kept already, under a name that is empty or has passed CleanName. Codes: too_many.
func (s *Store) SaveLook(ctx context.Context, who world.VisitorID, outfit world.OutfitHash, name string) (Look, error) {
	look := Look{LookID(newID()), name, outfit}
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		var n int
		if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM looks WHERE visitor_id = ?", who).Scan(&n); err != nil {
			return err
		}
		if n >= MaxLooks {
			return world.Refuse(world.CodeTooMany, fmt.Sprintf("You have saved %d looks, which is the most. Delete one first.", MaxLooks))
		}
		_, err := tx.Exec(ctx, "INSERT INTO looks (id, visitor_id, outfit, name, created_at) VALUES (?, ?, ?, ?, ?)",
			look.ID, who, outfit, name, s.millis())
		return err
	})
	return look, err
}

// Looks are what a visitor saved, the last first.
func (s *Store) Looks(ctx context.Context, who world.VisitorID) ([]Look, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (l Look, err error) { return l, r.Scan(&l.ID, &l.Name, &l.Outfit) },
		"SELECT id, name, outfit FROM looks WHERE visitor_id = ? ORDER BY created_at DESC, id", who)
}

// RenameLook gives a look of the visitor's another name, which is empty or has passed CleanName. Codes: unknown_look.
func (s *Store) RenameLook(ctx context.Context, who world.VisitorID, id LookID, name string) (Look, error) {
	look := Look{ID: id, Name: name}
	err := s.db.ExecRow(ctx, "UPDATE looks SET name = ? WHERE id = ? AND visitor_id = ? RETURNING outfit", name, id, who).Scan(&look.Outfit)
	if errors.Is(err, sql.ErrNoRows) {
		return Look{}, errUnknownLook()
	}
	return look, err
}

// DeleteLook forgets a look of the visitor's. Codes: unknown_look.
func (s *Store) DeleteLook(ctx context.Context, who world.VisitorID, id LookID) error {
	result, err := s.db.Exec(ctx, "DELETE FROM looks WHERE id = ? AND visitor_id = ?", id, who)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err == nil && n == 0 {
		return errUnknownLook()
	}
	return nil
}

func errUnknownLook() error {
	return world.Refuse(world.CodeUnknownLook, "You have no such look.")
}
