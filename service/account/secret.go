package account

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room/seal"
)

// Key implements seal.Keys: the key under which an author's texts of a day are sealed.
func (s *Store) Key(ctx context.Context, id seal.KeyID, create bool) ([]byte, error) {
	const find = "SELECT secret FROM text_keys WHERE author_id = ? AND day = ? AND private = ?"
	key, err := scanKey(s.read.QueryRowContext(ctx, find, id.Author, id.Day, id.Private))
	if !errors.Is(err, seal.ErrNoKey) || !create {
		return key, err
	}
	fresh := make([]byte, seal.KeySize)
	fill(fresh)
	return scanKey(s.write.QueryRowContext(ctx,
		"INSERT INTO text_keys (author_id, day, private, secret) VALUES (?, ?, ?, ?) "+
			"ON CONFLICT (author_id, day, private) DO UPDATE SET secret = text_keys.secret RETURNING secret",
		id.Author, id.Day, id.Private, base64.StdEncoding.EncodeToString(fresh)))
}

func scanKey(row *sql.Row) ([]byte, error) {
	var secret string
	if err := row.Scan(&secret); errors.Is(err, sql.ErrNoRows) {
		return nil, seal.ErrNoKey
	} else if err != nil {
		return nil, fmt.Errorf("read a text's key: %w", err)
	}
	key, err := base64.StdEncoding.DecodeString(secret)
	if err != nil || len(key) != seal.KeySize {
		return nil, errors.New("a text's key in the database is damaged: restore the keys from their backup")
	}
	return key, nil
}

// Erase deletes every key of an author: what they wrote reads as expired, in log, snapshots and backups alike.
func (s *Store) Erase(ctx context.Context, author world.VisitorID) error {
	_, err := s.write.ExecContext(ctx, "DELETE FROM text_keys WHERE author_id = ?", author)
	return err
}

// KeepOutfit remembers the recipe behind an outfit's hash, as JSON.
func (s *Store) KeepOutfit(ctx context.Context, hash world.OutfitHash, recipe []byte) error {
	_, err := s.write.ExecContext(ctx,
		"INSERT INTO outfits (hash, recipe, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", hash, string(recipe), s.millis())
	return err
}

// Outfit is the recipe behind an outfit's hash. Codes: unknown_outfit.
func (s *Store) Outfit(ctx context.Context, hash world.OutfitHash) ([]byte, error) {
	var recipe string
	err := s.read.QueryRowContext(ctx, "SELECT recipe FROM outfits WHERE hash = ?", hash).Scan(&recipe)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, world.Refuse(world.CodeUnknownOutfit, "There is no such outfit.")
	}
	return []byte(recipe), err
}
