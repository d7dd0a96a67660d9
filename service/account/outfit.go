package account

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// KeepOutfit remembers an outfit: its recipe as JSON, the revisions of what it is drawn with, and of these drawings those that are given,
// by revision. Keeping twice is no harm.
func (s *Store) KeepOutfit(ctx context.Context, hash world.OutfitHash, recipe []byte, art []string, drawings map[string][]byte) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		for revision, source := range drawings {
			packed, err := pack(source)
			if err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, "INSERT INTO drawings (revision, source, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
				revision, packed, s.millis()); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, "INSERT INTO outfits (hash, recipe, art, created_at) VALUES (?, ?, ?, ?) "+
			"ON CONFLICT (hash) DO UPDATE SET recipe = excluded.recipe, art = excluded.art WHERE outfits.art = ''",
			hash, string(recipe), strings.Join(art, " "), s.millis())
		return err
	})
}

// Outfit is the recipe behind an outfit's hash, and the revisions of what it was drawn with: none if it was kept before drawings were.
// Codes: unknown_outfit.
func (s *Store) Outfit(ctx context.Context, hash world.OutfitHash) (recipe []byte, art []string, err error) {
	var written, revisions string
	err = s.db.QueryRow(ctx, "SELECT recipe, art FROM outfits WHERE hash = ?", hash).Scan(&written, &revisions)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, world.Refuse(world.CodeUnknownOutfit, "There is no such outfit.")
	}
	return []byte(written), strings.Fields(revisions), err
}

// Drawing is a kept drawing.
func (s *Store) Drawing(ctx context.Context, revision string) ([]byte, error) {
	var packed string
	if err := s.db.QueryRow(ctx, "SELECT source FROM drawings WHERE revision = ?", revision).Scan(&packed); err != nil {
		return nil, fmt.Errorf("read drawing %s: %w", revision, err)
	}
	return unpack(packed)
}

func pack(source []byte) (string, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(source); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

func unpack(packed string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil, fmt.Errorf("a drawing in the database is damaged: %w", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("a drawing in the database is damaged: %w", err)
	}
	return io.ReadAll(z)
}
