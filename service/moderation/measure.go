package moderation

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Kind is what staff does about somebody.
type Kind string

// The kinds of measures.
const (
	Warn   Kind = "warn"   // is told
	Mute   Kind = "mute"   // says nothing for a time
	Remove Kind = "remove" // is sent out of a room for a time
	Ban    Kind = "ban"    // is sent out of the house, for a time or for good
)

// MeasureID names a measure.
type MeasureID string

// Measure is something staff did about somebody, with the reason they are told.
type Measure struct {
	ID      MeasureID       `json:"id"`
	Visitor world.VisitorID `json:"visitor"`
	Kind    Kind            `json:"kind" enum:"warn,mute,remove,ban"`
	Room    world.RoomID    `json:"room,omitempty" doc:"of remove"`
	Reason  string          `json:"reason"`
	By      world.VisitorID `json:"by,omitempty" doc:"for staff only"`
	At      world.Millis    `json:"at"`
	Until   world.Millis    `json:"until,omitempty" doc:"of mute, remove and ban; missing: for good"`
	Lifted  world.Millis    `json:"lifted,omitempty"`
	Seen    world.Millis    `json:"seen,omitempty" doc:"when the person read it"`
	Appeal  string          `json:"appeal,omitempty" doc:"what the person has to say about it"`
	Answer  string          `json:"answer,omitempty" doc:"what the house says to that"`
	source  string
}

const (
	maxReason  = 500 // characters
	longest    = 366 * 24 * time.Hour
	sourceDays = 30 // days in which other guests of a source count
	crowdOf    = 3  // so many other guests of a source are a school or a carrier
)

// holds says whether a measure is in force.
func (m Measure) holds(at world.Millis) bool { return m.Lifted == 0 && (m.Until == 0 || m.Until > at) }

const measureColumns = "id, visitor_id, kind, room, reason, by_id, at, until, lifted_at, seen_at, appeal, answer, source"

func scanMeasure(scan func(...any) error) (m Measure, err error) {
	return m, scan(&m.ID, &m.Visitor, &m.Kind, &m.Room, &m.Reason, &m.By, &m.At, &m.Until, &m.Lifted, &m.Seen, &m.Appeal, &m.Answer, &m.source)
}

// Text is what somebody writes to staff, or staff to somebody: without outer spaces. Codes: bad_text, too_long.
func Text(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" || !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", world.Refuse(world.CodeBadText, "Write a few words, which the other side gets to read.")
	}
	if utf8.RuneCountInString(text) > maxReason {
		return "", world.Refuse(world.CodeTooLong, fmt.Sprintf("At most %d characters, please.", maxReason))
	}
	return text, nil
}

// Impose takes a measure against somebody, for a time (0: for good). Nobody does that to themselves; staff is for the operator to deal
// with; the last operator stays. Codes: bad_request, bad_text, too_long, forbidden, last_operator, unknown_visitor.
func (s *Store) Impose(ctx context.Context, by world.Principal, about world.VisitorID, kind Kind, room world.RoomID, reason string, lasts time.Duration) (Measure, error) {
	reason, err := Text(reason)
	if err != nil {
		return Measure{}, err
	}
	m := Measure{ID: MeasureID(newID()), Visitor: about, Kind: kind, Room: room, Reason: reason, By: by.ID, At: s.millis()}
	switch {
	case about == by.ID:
		return m, world.Refuse(world.CodeBadRequest, "Nobody takes measures against themselves.")
	case !slices.Contains([]Kind{Warn, Mute, Remove, Ban}, kind), (kind == Remove) != (room != ""):
		return m, world.Refuse(world.CodeBadRequest, "A measure is warn, mute, remove (with its room) or ban.")
	case lasts < 0 || lasts > longest || lasts == 0 && (kind == Mute || kind == Remove) || lasts > 0 && kind == Warn:
		return m, world.Refuse(world.CodeBadRequest, "Muting and sending out last from a moment to a year; a ban may last for good; a warning has no end.")
	}
	if lasts > 0 {
		m.Until = m.At + world.Millis(lasts.Milliseconds())
	}
	return m, s.db.Transact(ctx, func(tx *database.Tx) error {
		var role world.Role
		err := tx.QueryRow(ctx, "SELECT role FROM visitors WHERE id = ?", about).Scan(&role)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return world.Refuse(world.CodeUnknownVisitor, "There is no such visitor.")
		case err != nil:
			return err
		case role.AtLeast(world.RoleStaff) && by.Role != world.RoleOperator:
			return world.Refuse(world.CodeForbidden, "Measures against staff are the operator's.")
		}
		if role == world.RoleOperator && kind == Ban {
			var n int
			if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM visitors WHERE role = ? AND kind = ?", world.RoleOperator, world.KindPerson).Scan(&n); err != nil {
				return err
			}
			if n < 2 {
				return world.Refuse(world.CodeLastOperator, "A street without an operator cannot be run.")
			}
		}
		if kind == Ban && role == world.RoleGuest {
			err := tx.QueryRow(ctx, "SELECT source FROM guest_sources WHERE visitor_id = ?", about).Scan(&m.source)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
		}
		if _, err := tx.Exec(ctx, "INSERT INTO sanctions ("+measureColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', '', ?)",
			m.ID, m.Visitor, m.Kind, m.Room, m.Reason, m.By, m.At, m.Until, m.source); err != nil {
			return err
		}
		return s.enter(ctx, tx, by.ID, string(kind), string(about), fmt.Sprintf(`{"measure":%q,"room":%q,"until":%d}`, m.ID, m.Room, m.Until))
	})
}

// Lift ends a measure. Codes: unknown_measure.
func (s *Store) Lift(ctx context.Context, by world.VisitorID, id MeasureID) (Measure, error) {
	return s.change(ctx, by, "lift", id, "UPDATE sanctions SET lifted_at = ? WHERE id = ? AND lifted_at = 0", s.millis(), id)
}

// Answer says what the house has to say to an appeal. Codes: bad_text, too_long, unknown_measure.
func (s *Store) Answer(ctx context.Context, by world.VisitorID, id MeasureID, text string) (Measure, error) {
	text, err := Text(text)
	if err != nil {
		return Measure{}, err
	}
	return s.change(ctx, by, "answer", id, "UPDATE sanctions SET answer = ?, seen_at = 0 WHERE id = ? AND appeal <> '' AND answer = ''", text, id)
}

func (s *Store) change(ctx context.Context, by world.VisitorID, what string, id MeasureID, update string, args ...any) (m Measure, err error) {
	err = s.db.Transact(ctx, func(tx *database.Tx) error {
		if err := changed(tx.Exec(ctx, update, args...)); err != nil {
			return err
		}
		if m, err = scanMeasure(tx.QueryRow(ctx, "SELECT "+measureColumns+" FROM sanctions WHERE id = ?", id).Scan); err != nil {
			return err
		}
		return s.enter(ctx, tx, by, what, string(m.Visitor), fmt.Sprintf(`{"measure":%q}`, id))
	})
	return m, err
}

func changed(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, world.Refuse(world.CodeUnknownMeasure, "There is no such measure, or that was done already."))
	}
	return nil
}

// Plead is the one appeal of whom a measure is about. Codes: bad_text, too_long, unknown_measure.
func (s *Store) Plead(ctx context.Context, who world.VisitorID, id MeasureID, text string) error {
	text, err := Text(text)
	if err != nil {
		return err
	}
	return changed(s.db.Exec(ctx, "UPDATE sanctions SET appeal = ? WHERE id = ? AND visitor_id = ? AND appeal = ''", text, id, who))
}

// See remembers that somebody has read a measure. Codes: unknown_measure.
func (s *Store) See(ctx context.Context, who world.VisitorID, id MeasureID) error {
	return changed(s.db.Exec(ctx, "UPDATE sanctions SET seen_at = ? WHERE id = ? AND visitor_id = ?", s.millis(), id, who))
}

// Measures are those against somebody, the newest first.
func (s *Store) Measures(ctx context.Context, about world.VisitorID) ([]Measure, error) {
	return s.measures(ctx, "visitor_id = ?", about)
}

// Appeals are the measures whose appeal nobody has answered, the oldest first.
func (s *Store) Appeals(ctx context.Context) ([]Measure, error) {
	all, err := s.measures(ctx, "appeal <> '' AND answer = '' AND lifted_at = 0")
	slices.Reverse(all)
	return all, err
}

func (s *Store) measures(ctx context.Context, where string, args ...any) ([]Measure, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (Measure, error) { return scanMeasure(r.Scan) },
		"SELECT "+measureColumns+" FROM sanctions WHERE "+where+" ORDER BY at DESC, id", args...)
}

// forGood is the end of what has no end.
const forGood = world.Millis(1) << 52

// Stand adds to a principal what measures hold against them.
func (s *Store) Stand(ctx context.Context, p *world.Principal) error {
	all, err := s.Measures(ctx, p.ID)
	if err != nil {
		return err
	}
	for _, m := range all {
		if !m.holds(s.millis()) {
			continue
		}
		until := m.Until
		if until == 0 {
			until = forGood
		}
		switch m.Kind {
		case Mute:
			p.Muted = max(p.Muted, until)
		case Ban:
			p.Banned = max(p.Banned, until)
		case Remove:
			if p.Barred == nil {
				p.Barred = map[world.RoomID]world.Millis{}
			}
			p.Barred[m.Room] = max(p.Barred[m.Room], until)
		}
	}
	return nil
}

// RememberSource keeps where a new guest came from, for as long as it may matter.
func (s *Store) RememberSource(ctx context.Context, who world.VisitorID, source string) error {
	oldest := s.now().AddDate(0, 0, -sourceDays).UnixMilli()
	if _, err := s.db.Exec(ctx, "DELETE FROM guest_sources WHERE created_at < ?", oldest); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "INSERT INTO guest_sources (visitor_id, source, created_at) VALUES (?, ?, ?)", who, source, s.millis())
	return err
}

// AdmitSource refuses guests who come from where a banned guest came from, with the same browser: unless so many others do that it is a
// school, or a carrier with thousands behind one address. Codes: banned.
func (s *Store) AdmitSource(ctx context.Context, source string) error {
	bans, err := s.measures(ctx, "kind = ? AND source = ?", Ban, source)
	if err != nil {
		return err
	}
	var banned []world.VisitorID
	for _, m := range bans {
		if m.holds(s.millis()) {
			banned = append(banned, m.Visitor)
		}
	}
	if len(banned) == 0 {
		return nil
	}
	guests, err := database.Rows(ctx, s.db, func(r *sql.Rows) (id world.VisitorID, err error) { return id, r.Scan(&id) },
		"SELECT visitor_id FROM guest_sources WHERE source = ?", source)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(guests, func(id world.VisitorID) bool { return slices.Contains(banned, id) })
	if len(others) >= crowdOf {
		return nil
	}
	return world.Refuse(world.CodeBanned, "A guest from here was banned lately. Sign in, or ask somebody of the house for an invitation.")
}
