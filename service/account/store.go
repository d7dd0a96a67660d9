package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/yokocho/yokocho/core/world"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is the SQL database of persons.
type Store struct {
	read  *sql.DB
	write *sql.DB // one connection: writes queue here instead of failing
	now   func() time.Time
}

// Open opens the database file, making or upgrading it. A file written by a newer version is refused with newer_data and
// left as it is.
func Open(ctx context.Context, file string, now func() time.Time) (*Store, error) {
	write, err := open(file, 1)
	if err != nil {
		return nil, err
	}
	read, err := open(file, 4)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	s := &Store{read: read, write: write, now: now}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func open(file string, connections int) (*sql.DB, error) {
	pragmas := url.Values{"_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)",
	}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath()+"?"+pragmas.Encode())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	db.SetMaxOpenConns(connections)
	return db, nil
}

func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.write, files)
	if err != nil {
		return fmt.Errorf("read the database's migrations: %w", err)
	}
	current, known, err := versions(ctx, p)
	if err != nil {
		return fmt.Errorf("read the database's version (is it a database of yokocho, and undamaged?): %w", err)
	}
	if current > known {
		return world.Refuse(world.CodeNewerData, fmt.Sprintf(
			"The database has version %d; this program knows up to %d. Run the version that wrote it.", current, known))
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("upgrade the database: %w", err)
	}
	return nil
}

func versions(ctx context.Context, p *goose.Provider) (current, known int64, err error) {
	sources := p.ListSources()
	current, err = p.GetDBVersion(ctx)
	return current, sources[len(sources)-1].Version, err
}

// Close closes the database.
func (s *Store) Close() error { return errors.Join(s.read.Close(), s.write.Close()) }

func (s *Store) millis() int64 { return s.now().UnixMilli() }

// transact runs f in one transaction.
func (s *Store) transact(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// newID is 80 random bits in 16 characters.
func newID() world.VisitorID {
	var b [10]byte
	fill(b[:])
	return world.VisitorID(strings.ToLower(base32.StdEncoding.EncodeToString(b[:])))
}

// newSecret is 256 random bits and what is kept of them.
func newSecret() (secret, hash string) {
	var b [32]byte
	fill(b[:])
	secret = base64.RawURLEncoding.EncodeToString(b[:])
	return secret, hashOf(secret)
}

func fill(b []byte) { _, _ = rand.Read(b) } // never fails: it ends the program instead

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
