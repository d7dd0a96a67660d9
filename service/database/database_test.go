package database_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
	"github.com/yokocho/yokocho/service/database/databasetest"
)

func TestMain(m *testing.M) { os.Exit(databasetest.Main(m)) }

func TestADatabaseOfANewerVersionIsRefused(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, name string) {
		db := databasetest.Open(t, name)
		keep(t, db, "mika")
		statement(t, db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, "+truth(name)+")")
		_, err := database.Open(t.Context(), name)
		var refused *world.Error
		if !errors.As(err, &refused) || refused.Code != world.CodeNewerData {
			t.Errorf("got %v", err)
		}
		statement(t, db, "DELETE FROM goose_db_version WHERE version_id = 99999")
		var n int
		if err := databasetest.Open(t, name).QueryRow(t.Context(), "SELECT COUNT(*) FROM visitors").Scan(&n); err != nil || n != 1 {
			t.Errorf("the refusal changed the database: %d %v", n, err)
		}
	})
}

func truth(name string) string {
	if database.Postgres(name) {
		return "true"
	}
	return "1"
}

func statement(t *testing.T, db *database.DB, text string, args ...any) {
	t.Helper()
	if _, err := db.Exec(t.Context(), text, args...); err != nil {
		t.Fatal(err)
	}
}

func keep(t *testing.T, db *database.DB, id string) {
	t.Helper()
	statement(t, db, "INSERT INTO visitors (id, name, kind, role, age, lang, outfit, created_at) VALUES (?, '', '', '', '', '', '', 0)", id)
}

func TestADamagedDatabaseIsRefusedAndLeftAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "yokocho.db")
	damaged := []byte(strings.Repeat("this is not a database. ", 1000))
	if err := os.WriteFile(file, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := database.Open(t.Context(), file); err == nil {
		t.Fatal("a damaged database was opened")
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, damaged) {
		t.Errorf("the damaged file was changed (%v)", err)
	}
}

func TestAPasswordInAURLIsNotTold(t *testing.T) {
	for _, name := range []string{"postgres://mika:hunter2@127.0.0.1:1/street?connect_timeout=1", "postgres://mika:hunter2@%zz/street"} {
		if _, err := database.Open(t.Context(), name); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
}

// TestTransactionsAreAsIfAlone counts what can only be right if nobody writes between a read and its write.
func TestTransactionsAreAsIfAlone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, name string) {
		db := databasetest.Open(t, name)
		keep(t, db, "mika")
		const at, each = 4, 5
		var all sync.WaitGroup
		faults := make(chan error, at*each)
		for range at {
			all.Go(func() {
				for range each {
					faults <- db.Transact(context.Background(), func(tx *database.Tx) error {
						var n int64
						if err := tx.QueryRow(context.Background(), "SELECT created_at FROM visitors WHERE id = ?", "mika").Scan(&n); err != nil {
							return err
						}
						_, err := tx.Exec(context.Background(), "UPDATE visitors SET created_at = ? WHERE id = ?", n+1, "mika")
						return err
					})
				}
			})
		}
		all.Wait()
		close(faults)
		for err := range faults {
			if err != nil {
				t.Error(err)
			}
		}
		n, err := database.Rows(t.Context(), db, func(r *sql.Rows) (n int64, err error) { return n, r.Scan(&n) }, "SELECT created_at FROM visitors")
		if err != nil || fmt.Sprint(n) != fmt.Sprint([]int64{at * each}) {
			t.Errorf("counted %v, %v", n, err)
		}
	})
}

func TestWhatIsThereAlreadyIsTaken(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, name string) {
		db := databasetest.Open(t, name)
		keep(t, db, "mika")
		_, err := db.Exec(t.Context(), "INSERT INTO visitors (id, name, kind, role, age, lang, outfit, created_at) VALUES ('mika', '', '', '', '', '', '', 0)")
		if !database.Taken(err) || database.Taken(nil) || database.Taken(sql.ErrNoRows) {
			t.Errorf("%v", err)
		}
	})
}
