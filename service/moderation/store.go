package moderation

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Store is what SQL knows of the house's order.
type Store struct {
	db     *database.DB
	now    func() time.Time
	secret []byte // of the keyed hashes of sources
	house  atomic.Pointer[House]
	words  atomic.Pointer[Words] // of the house
	pages  atomic.Pointer[Pages]

	ofTheHouse *Words // in names
	recorder   recorder
}

// Open reads the house's settings from an open database, which its opener closes.
func Open(ctx context.Context, db *database.DB, now func() time.Time) (*Store, error) {
	s := &Store{db: db, now: now, ofTheHouse: newOfTheHouse()}
	if err := s.readSecret(ctx); err != nil {
		return nil, err
	}
	return s, s.reload(ctx)
}

func (s *Store) millis() world.Millis { return world.AtTime(s.now()) }

// setting reads one setting; one that was never made leaves the value as it is.
func (s *Store) setting(ctx context.Context, name string, value any) error {
	var written string
	err := s.db.QueryRow(ctx, "SELECT value FROM settings WHERE name = ?", name).Scan(&written)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(written), value)
}

// readSecret reads the key of sources' hashes, which is made once.
func (s *Store) readSecret(ctx context.Context) error {
	fresh := make([]byte, sha256.Size)
	_, _ = rand.Read(fresh) // never fails: it ends the program instead
	var kept string
	err := s.db.ExecRow(ctx, "INSERT INTO settings (name, value) VALUES ('secret', ?) ON CONFLICT (name) DO UPDATE SET value = settings.value RETURNING value",
		base64.StdEncoding.EncodeToString(fresh)).Scan(&kept)
	if err != nil {
		return fmt.Errorf("read the house's secret: %w", err)
	}
	s.secret, err = base64.StdEncoding.DecodeString(kept)
	return err
}

// Source is where a guest comes from and with what, in a form that tells neither: the same for the same network and browser.
func (s *Store) Source(network, agent, languages string) string {
	mac := hmac.New(sha256.New, s.secret)
	_, _ = mac.Write([]byte(network + "\n" + agent + "\n" + languages))
	return hex.EncodeToString(mac.Sum(nil))
}

func newID() string { return strings.ToLower(rand.Text()[:16]) }
