package account

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/service/database"
)

// Key implements seal.Keys: the key under which an author's texts of a day are sealed.
func (s *Store) Key(ctx context.Context, id seal.KeyID, create bool) ([]byte, error) {
	const find = "SELECT secret FROM text_keys WHERE author_id = ? AND day = ? AND private = ?"
	key, err := scanKey(s.db.QueryRow(ctx, find, id.Author, id.Day, database.Number(id.Private)))
	if !errors.Is(err, seal.ErrNoKey) || !create {
		return key, err
	}
	fresh := make([]byte, seal.KeySize)
	fill(fresh)
	return scanKey(s.db.ExecRow(ctx,
		"INSERT INTO text_keys (author_id, day, private, secret) VALUES (?, ?, ?, ?) "+
			"ON CONFLICT (author_id, day, private) DO UPDATE SET secret = text_keys.secret RETURNING secret",
		id.Author, id.Day, database.Number(id.Private), base64.StdEncoding.EncodeToString(fresh)))
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
