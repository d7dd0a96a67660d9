// Package database is the door to SQL: the street's one schema, on SQLite (a file, for one machine) or on PostgreSQL. The
// stores of persons and of the house's order stand on it, and write the same statements for both: `?` for a parameter,
// numbers for truth values.
//
// A DB may be used from any goroutine. What is written is on the disk when the call returns.
package database

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/yokocho/yokocho/core/world"
)

//go:embed migrations/*.sql
var migrations embed.FS

// DB is an open database.
type DB struct {
	read     *sql.DB
	write    *sql.DB // SQLite: one connection, so that writes queue instead of failing. PostgreSQL: the same as read
	postgres bool
}

// Open opens the database, making or upgrading its schema: a file's name, or a URL `postgres://user@host/name`. A schema written by a
// newer version is refused with newer_data and left as it is.
func Open(ctx context.Context, name string) (*DB, error) {
	db, err := connect(name)
	if err != nil {
		return nil, err
	}
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Postgres says whether a database's name is that of one on PostgreSQL.
func Postgres(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

const connections = 8 // to PostgreSQL

func connect(name string) (*DB, error) {
	if Postgres(name) {
		pool, err := sql.Open("pgx", name)
		if err != nil {
			return nil, errors.New("the database's URL cannot be read: write postgres://user:password@host/name") // without the URL, which holds a password
		}
		pool.SetMaxOpenConns(connections)
		pool.SetMaxIdleConns(connections)
		return &DB{read: pool, write: pool, postgres: true}, nil
	}
	write, err := openFile(name, 1)
	if err != nil {
		return nil, err
	}
	read, err := openFile(name, 4)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return &DB{read: read, write: write}, nil
}

func openFile(file string, connections int) (*sql.DB, error) {
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

func (db *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	dialect := goose.DialectSQLite3
	if db.postgres {
		dialect = goose.DialectPostgres
	}
	p, err := goose.NewProvider(dialect, db.write, files)
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

// Copy copies a database's file, whole, into one that is not there yet.
func Copy(ctx context.Context, from, to string) (err error) {
	if _, err := os.Stat(from); err != nil {
		return fmt.Errorf("there is no database to copy: %w", err)
	}
	db, err := openFile(from, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return fmt.Errorf("copy %s (is it a database of yokocho, and undamaged?): %w", from, err)
	}
	return nil
}

// Close closes the database.
func (db *DB) Close() error {
	if db.read == db.write {
		return db.write.Close()
	}
	return errors.Join(db.read.Close(), db.write.Close())
}

// QueryRow reads one row.
func (db *DB) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return db.read.QueryRowContext(ctx, db.rebind(query), args...)
}

// Exec writes.
func (db *DB) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return db.write.ExecContext(ctx, db.rebind(query), args...)
}

// ExecRow writes, and reads the one row of its RETURNING.
func (db *DB) ExecRow(ctx context.Context, query string, args ...any) *sql.Row {
	return db.write.QueryRowContext(ctx, db.rebind(query), args...)
}

// Tx is a transaction.
type Tx struct {
	tx *sql.Tx
	db *DB
}

// QueryRow reads one row.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return tx.tx.QueryRowContext(ctx, tx.db.rebind(query), args...)
}

// Exec writes.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return tx.tx.ExecContext(ctx, tx.db.rebind(query), args...)
}

// patience is how often a transaction is begun anew that another one was in the way of.
const patience = 10

// Transact runs f in one transaction, as if there were no others at the same time. f may run more than once.
func (db *DB) Transact(ctx context.Context, f func(*Tx) error) error {
	for again := range patience {
		err := db.transact(ctx, f)
		if err == nil || again == patience-1 || !inTheWay(err) {
			return err
		}
	}
	return nil
}

func (db *DB) transact(ctx context.Context, f func(*Tx) error) error {
	options := &sql.TxOptions{}
	if db.postgres {
		options.Isolation = sql.LevelSerializable
	}
	tx, err := db.write.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	if err := f(&Tx{tx, db}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// inTheWay says that PostgreSQL could not order a transaction among the others: serialization_failure, deadlock_detected
// (PostgreSQL's manual, appendix A).
func inTheWay(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && (refused.Code == "40001" || refused.Code == "40P01")
}

// Taken says that a write was refused because what must be unique is there already.
func Taken(err error) bool {
	const uniqueViolation = "23505"
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Code == uniqueViolation ||
		err != nil && strings.Contains(err.Error(), "UNIQUE constraint failed") // SQLite's words (its source, src/insert.c)
}

// Rows reads all rows of a query.
func Rows[T any](ctx context.Context, db *DB, scan func(*sql.Rows) (T, error), query string, args ...any) (all []T, err error) {
	r, err := db.read.QueryContext(ctx, db.rebind(query), args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	all = []T{}
	for r.Next() {
		one, err := scan(r)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, r.Err()
}

// rebind writes a statement's parameters as its database wants them. No statement of ours has a question mark in a text.
func (db *DB) rebind(query string) string {
	if !db.postgres {
		return query
	}
	var out strings.Builder
	n := 0
	for _, r := range query {
		if r != '?' {
			out.WriteRune(r)
			continue
		}
		n++
		out.WriteString("$" + strconv.Itoa(n))
	}
	return out.String()
}

// Number is a truth value as the schema keeps it.
func Number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
