package moderation

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Reasons are why somebody may report somebody.
var Reasons = []string{"harassment", "sexual", "minor", "hate", "threat", "spam", "impersonation", "other"}

// ReportID names a report.
type ReportID string

// Report is what a visitor told staff about somebody.
type Report struct {
	ID       ReportID        `json:"id"`
	Reporter world.VisitorID `json:"reporter"`
	About    world.VisitorID `json:"about"`
	Room     world.RoomID    `json:"room"`
	Line     string          `json:"line,omitempty" doc:"the position of the line it is about"`
	Reason   string          `json:"reason" enum:"harassment,sexual,minor,hate,threat,spam,impersonation,other"`
	Note     string          `json:"note,omitempty"`
	At       world.Millis    `json:"at"`
	Open     bool            `json:"open"`
	By       world.VisitorID `json:"by,omitempty" doc:"who closed it"`
	Closed   world.Millis    `json:"closed,omitempty"`
}

const (
	reportsAnHour = 6 // of one reporter
	maxNote       = 1000
)

const reportColumns = "id, reporter_id, about_id, room, line, reason, note, at, state, by_id, closed_at"

func scanReport(scan func(...any) error) (r Report, err error) {
	var state string
	err = scan(&r.ID, &r.Reporter, &r.About, &r.Room, &r.Line, &r.Reason, &r.Note, &r.At, &state, &r.By, &r.Closed)
	r.Open = state == "open"
	return r, err
}

// File keeps a report and, sealed, what the reporter saw. Codes: bad_request, too_long, slow_down.
func (s *Store) File(ctx context.Context, r Report, saw []byte) (Report, error) {
	switch {
	case r.About == r.Reporter:
		return r, world.Refuse(world.CodeBadRequest, "Nobody reports themselves.")
	case !slices.Contains(Reasons, r.Reason):
		return r, world.Refuse(world.CodeBadRequest, "There is no such reason. Use other, and say it in a note.")
	case utf8.RuneCountInString(r.Note) > maxNote:
		return r, world.Refuse(world.CodeTooLong, fmt.Sprintf("A note has at most %d characters.", maxNote))
	}
	r.ID, r.At, r.Open = ReportID(newID()), s.millis(), true
	sealed, key, err := seal(string(r.ID), saw)
	if err != nil {
		return r, err
	}
	return r, s.db.Transact(ctx, func(tx *database.Tx) error {
		var first sql.NullInt64
		var n int
		hourAgo := r.At - world.Millis(time.Hour.Milliseconds())
		if err := tx.QueryRow(ctx, "SELECT COUNT(*), MIN(at) FROM reports WHERE reporter_id = ? AND at > ?", r.Reporter, hourAgo).Scan(&n, &first); err != nil {
			return err
		}
		if n >= reportsAnHour {
			refusal := world.Refuse(world.CodeSlowDown, "You have reported a lot within the hour; staff has it all. Block the person, and report again later.")
			refusal.RetryAfterMs = max(first.Int64-int64(hourAgo), 1)
			return refusal
		}
		_, err := tx.Exec(ctx, "INSERT INTO reports ("+reportColumns+", sealed, secret) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', '', 0, ?, ?)",
			r.ID, r.Reporter, r.About, r.Room, r.Line, r.Reason, r.Note, r.At, sealed, key)
		return err
	})
}

// seal closes what belongs to an id under a key of its own.
func seal(id string, open []byte) (sealed []byte, key string, err error) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(open); err != nil {
		return nil, "", err
	}
	if err := z.Close(); err != nil {
		return nil, "", err
	}
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails: it ends the program instead
	aead, err := aeadOf(raw)
	if err != nil {
		return nil, "", err
	}
	return aead.Seal(nil, nil, packed.Bytes(), []byte(id)), base64.StdEncoding.EncodeToString(raw), nil
}

// unseal is what was sealed.
func unseal(id string, sealed []byte, key string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		return nil, err
	}
	aead, err := aeadOf(raw)
	if err != nil {
		return nil, err
	}
	packed, err := aead.Open(nil, nil, sealed, []byte(id))
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func aeadOf(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// Saw is what the reporter saw. That somebody looked at it is in the audit. Codes: unknown_report, expired.
func (s *Store) Saw(ctx context.Context, by world.VisitorID, id ReportID) (Report, []byte, error) {
	var sealed []byte
	var key string
	var r Report
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		row := tx.QueryRow(ctx, "SELECT "+reportColumns+", sealed, secret FROM reports WHERE id = ?", id)
		var err error
		if r, err = scanReport(func(to ...any) error { return row.Scan(append(to, &sealed, &key)...) }); err != nil {
			return err
		}
		return s.enter(ctx, tx, by, "read report", string(id), "")
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return r, nil, errUnknownReport()
	case err != nil:
		return r, nil, err
	case key == "":
		return r, nil, world.Refuse(world.CodeExpired, "What was sealed with this report is forgotten by now.")
	}
	saw, err := unseal(string(id), sealed, key)
	if err != nil {
		return r, nil, fmt.Errorf("report %s is damaged: %w", id, err)
	}
	return r, saw, nil
}

func errUnknownReport() error {
	return world.Refuse(world.CodeUnknownReport, "There is no such report.")
}

// Reports are those that nobody has closed yet, the oldest first; or those about one person, the newest first.
func (s *Store) Reports(ctx context.Context, about world.VisitorID) ([]Report, error) {
	scan := func(r *sql.Rows) (Report, error) { return scanReport(r.Scan) }
	if about == "" {
		return database.Rows(ctx, s.db, scan, "SELECT "+reportColumns+" FROM reports WHERE state = 'open' ORDER BY at, id LIMIT 200")
	}
	return database.Rows(ctx, s.db, scan, "SELECT "+reportColumns+" FROM reports WHERE about_id = ? ORDER BY at DESC, id LIMIT 200", about)
}

// ReportsBy are what somebody told staff, the newest first.
func (s *Store) ReportsBy(ctx context.Context, reporter world.VisitorID) ([]Report, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (Report, error) { return scanReport(r.Scan) },
		"SELECT "+reportColumns+" FROM reports WHERE reporter_id = ? ORDER BY at DESC, id", reporter)
}

// CloseReport says that a report was dealt with. Codes: unknown_report.
func (s *Store) CloseReport(ctx context.Context, by world.VisitorID, id ReportID) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		result, err := tx.Exec(ctx, "UPDATE reports SET state = 'done', by_id = ?, closed_at = ? WHERE id = ? AND state = 'open'", by, s.millis(), id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, errUnknownReport())
		}
		return s.enter(ctx, tx, by, "close report", string(id), "")
	})
}

// Forget destroys the keys of reports that are too old, and what is too old of the record of connections.
func (s *Store) Forget(ctx context.Context) error {
	h := s.House()
	before := func(days int) int64 { return s.now().AddDate(0, 0, -days).UnixMilli() }
	_, err := s.db.Exec(ctx, "UPDATE reports SET secret = '' WHERE secret <> '' AND at < ?", before(h.ReportDays))
	for _, gone := range []string{"DELETE FROM connections WHERE last_at < ?", "DELETE FROM openings WHERE at < ?"} {
		if err == nil {
			_, err = s.db.Exec(ctx, gone, before(h.ConnectionDays))
		}
	}
	return err
}

// Note is what staff remembers of somebody.
type Note struct {
	By   world.VisitorID `json:"by"`
	At   world.Millis    `json:"at"`
	Text string          `json:"text"`
}

// AddNote remembers something of somebody, for staff. Codes: bad_text, too_long, unknown_visitor.
func (s *Store) AddNote(ctx context.Context, by, about world.VisitorID, text string) error {
	text, err := Text(text)
	if err != nil {
		return err
	}
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		var n int
		if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM visitors WHERE id = ?", about).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			return world.Refuse(world.CodeUnknownVisitor, "There is no such visitor.")
		}
		if _, err := tx.Exec(ctx, "INSERT INTO notes (id, visitor_id, by_id, at, text) VALUES (?, ?, ?, ?, ?)", newID(), about, by, s.millis(), text); err != nil {
			return err
		}
		return s.enter(ctx, tx, by, "note", string(about), "")
	})
}

// Notes are what staff remembers of somebody, the newest first.
func (s *Store) Notes(ctx context.Context, about world.VisitorID) ([]Note, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (n Note, err error) { return n, r.Scan(&n.By, &n.At, &n.Text) },
		"SELECT by_id, at, text FROM notes WHERE visitor_id = ? ORDER BY at DESC, id", about)
}
