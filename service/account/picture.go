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

// What is kept of the pictures visitors share.
const (
	PictureDays      = 30 // days a shared picture can be seen
	picturesPerMaker = 20 // of one visitor; a further one takes the place of the oldest
)

// Picture is a picture a visitor shares by its link: of a room, or of a look. Whoever has the link may see it; nothing tells
// who made it.
type Picture struct {
	ID            string
	Room          world.RoomID     // where it was taken; empty for a portrait
	Outfit        world.OutfitHash // whose portrait it is; empty for a room
	Width, Height int              // pixels
	JPEG          []byte
}

// SharePicture keeps a picture for PictureDays and returns its id.
func (s *Store) SharePicture(ctx context.Context, maker world.VisitorID, p Picture) (string, error) {
	id := string(newID())
	now := s.now()
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		if _, err := tx.Exec(ctx, "DELETE FROM pictures WHERE created_at < ?", oldest(now)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx,
			"DELETE FROM pictures WHERE visitor_id = ? AND id NOT IN (SELECT id FROM pictures WHERE visitor_id = ? ORDER BY created_at DESC, id LIMIT ?)",
			maker, maker, picturesPerMaker-1); err != nil {
			return err
		}
		_, err := tx.Exec(ctx,
			"INSERT INTO pictures (id, visitor_id, room, outfit, width, height, jpeg, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			id, maker, p.Room, p.Outfit, p.Width, p.Height, p.JPEG, now.UnixMilli())
		return err
	})
	if err != nil {
		return "", fmt.Errorf("keep a shared picture: %w", err)
	}
	return id, nil
}

// Picture is a shared picture. Codes: not_found.
func (s *Store) Picture(ctx context.Context, id string) (Picture, error) {
	p := Picture{ID: id}
	err := s.db.QueryRow(ctx,
		"SELECT room, outfit, width, height, jpeg FROM pictures WHERE id = ? AND created_at >= ?", id, oldest(s.now())).
		Scan(&p.Room, &p.Outfit, &p.Width, &p.Height, &p.JPEG)
	if errors.Is(err, sql.ErrNoRows) {
		return p, errNoPicture()
	}
	return p, err
}

// TakeBackPicture ends the sharing of one's own picture. Codes: not_found.
func (s *Store) TakeBackPicture(ctx context.Context, maker world.VisitorID, id string) error {
	result, err := s.db.Exec(ctx, "DELETE FROM pictures WHERE id = ? AND visitor_id = ?", id, maker)
	if err != nil {
		return fmt.Errorf("take back a picture: %w", err)
	}
	if n, err := result.RowsAffected(); err == nil && n == 0 {
		return errNoPicture()
	}
	return nil
}

func oldest(now time.Time) int64 { return now.AddDate(0, 0, -PictureDays).UnixMilli() }

func errNoPicture() error {
	return world.Refuse(world.CodeNotFound, fmt.Sprintf("There is no such picture. Shared pictures can be seen for %d days.", PictureDays))
}
