package moderation

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"math"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Entry is one thing that staff did. Entries are chained by hashes: one that is changed or taken out breaks the chain.
type Entry struct {
	N      int64           `json:"n"`
	At     world.Millis    `json:"at"`
	By     world.VisitorID `json:"by" doc:"empty: the command line, or the program itself"`
	What   string          `json:"what" doc:"what was done: warn, mute, remove, ban, lift, answer, role, reset, report, note, house, invite, operator..."`
	About  string          `json:"about" doc:"whom or what it was done to; may be empty"`
	Detail string          `json:"detail" doc:"JSON; may be empty"`
	chain  string
}

func (e Entry) link(before string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%d\n%q\n%q\n%q\n%q", before, e.N, e.At, e.By, e.What, e.About, e.Detail))
	return hex.EncodeToString(sum[:])
}

// Enter adds to the list.
func (s *Store) Enter(ctx context.Context, by world.VisitorID, what, about, detail string) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error { return s.enter(ctx, tx, by, what, about, detail) })
}

// enter adds to the list in the transaction of what it tells.
func (s *Store) enter(ctx context.Context, tx *database.Tx, by world.VisitorID, what, about, detail string) error {
	e := Entry{At: s.millis(), By: by, What: what, About: about, Detail: detail}
	var before string
	err := tx.QueryRow(ctx, "SELECT n, chain FROM audit ORDER BY n DESC LIMIT 1").Scan(&e.N, &before)
	if err != nil && err != sql.ErrNoRows {
		return err
	}
	e.N++
	_, err = tx.Exec(ctx, "INSERT INTO audit (n, at, by_id, what, about, detail, chain) VALUES (?, ?, ?, ?, ?, ?, ?)",
		e.N, e.At, e.By, e.What, e.About, e.Detail, e.link(before))
	return err
}

// Audit is a page of the list, the newest first: those before entry number `before`, or the newest of all for 0.
func (s *Store) Audit(ctx context.Context, before int64, most int) ([]Entry, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return database.Rows(ctx, s.db, scanEntry, "SELECT n, at, by_id, what, about, detail, chain FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?", before, most)
}

func scanEntry(r *sql.Rows) (e Entry, err error) {
	return e, r.Scan(&e.N, &e.At, &e.By, &e.What, &e.About, &e.Detail, &e.chain)
}

// CheckAudit says whether the list is as it was written: nil, or what is wrong with it.
func (s *Store) CheckAudit(ctx context.Context) error {
	all, err := database.Rows(ctx, s.db, scanEntry, "SELECT n, at, by_id, what, about, detail, chain FROM audit ORDER BY n")
	if err != nil {
		return err
	}
	before := ""
	for i, e := range all {
		if e.N != int64(i+1) {
			return fmt.Errorf("entry %d of the audit is missing", i+1)
		}
		if e.link(before) != e.chain {
			return fmt.Errorf("entry %d of the audit is not as it was written", e.N)
		}
		before = e.chain
	}
	return nil
}
