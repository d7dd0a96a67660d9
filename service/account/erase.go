package account

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Everything is what SQL knows of somebody, for themselves to keep. Private keys and passwords are not in it.
type Everything struct {
	Person
	Age      world.AgeBand    `json:"age"`
	Lang     string           `json:"lang"`
	Photos   world.Photos     `json:"photos,omitempty"`
	Follow   bool             `json:"follow"`
	Outfit   world.OutfitHash `json:"outfit"`
	Login    string           `json:"login,omitempty"`
	Sessions []Session        `json:"sessions" nullable:"false"`
	Ignored  []Distant        `json:"ignored" nullable:"false"`
	Blocked  []Distant        `json:"blocked" nullable:"false"`
	Looks    []SavedLook      `json:"looks" nullable:"false"`
	Pictures []string         `json:"pictures" nullable:"false" doc:"ids of shared pictures: /photo/<id>"`
}

// SavedLook is a look as it is handed out.
type SavedLook struct {
	Name   string           `json:"name,omitempty"`
	Outfit world.OutfitHash `json:"outfit"`
}

// Export is everything SQL knows of somebody. Codes: unknown_visitor.
func (s *Store) Export(ctx context.Context, who world.VisitorID) (e Everything, err error) {
	v, err := s.ByID(ctx, who)
	if err != nil {
		return e, err
	}
	e.Person = Person{ID: v.ID, Name: v.Name, Kind: v.Kind, Role: v.Role, Since: v.Since}
	e.Age, e.Lang, e.Photos, e.Follow, e.Outfit = v.Age, v.Lang, v.Photos, v.Follow, v.Outfit
	if e.Login, err = s.Login(ctx, who); err != nil {
		return e, err
	}
	if e.Sessions, err = s.Sessions(ctx, who); err != nil {
		return e, err
	}
	if e.Ignored, err = s.Ignored(ctx, who); err != nil {
		return e, err
	}
	if e.Blocked, err = s.Blocked(ctx, who); err != nil {
		return e, err
	}
	e.Looks = []SavedLook{}
	looks, err := s.Looks(ctx, who)
	for _, l := range looks {
		e.Looks = append(e.Looks, SavedLook{l.Name, l.Outfit})
	}
	if err != nil {
		return e, err
	}
	e.Pictures, err = database.Rows(ctx, s.db, func(r *sql.Rows) (id string, err error) { return id, r.Scan(&id) },
		"SELECT id FROM pictures WHERE visitor_id = ? ORDER BY created_at DESC, id", who)
	return e, err
}

// tables are what of somebody goes when they are erased, by the column that names them.
var tables = []struct{ table, column string }{
	{"tokens", "visitor_id"}, {"keeps", "visitor_id"}, {"links", "visitor_id"}, {"logins", "visitor_id"}, {"recovery_codes", "visitor_id"}, {"passkeys", "visitor_id"}, {"foreign_accounts", "visitor_id"},
	{"ignores", "visitor_id"}, {"ignores", "ignored_id"}, {"blocks", "visitor_id"}, {"blocks", "blocked_id"},
	{"looks", "visitor_id"}, {"pictures", "visitor_id"}, {"notes", "visitor_id"}, {"steps", "visitor_id"},
	{"text_keys", "author_id"},
}

// Erase forgets a person: who they are, what they kept, and the keys of all they wrote, which reads as expired from then on, in log,
// snapshots and backups alike. What staff did about them stays without a word of it, so that a ban does not end by this, and an id that
// nobody has any more. Codes: unknown_visitor, last_operator.
func (s *Store) Erase(ctx context.Context, who world.VisitorID) error {
	return s.db.Transact(ctx, func(tx *database.Tx) error {
		var role world.Role
		err := tx.QueryRow(ctx, "SELECT role FROM visitors WHERE id = ? AND erased_at = 0", who).Scan(&role)
		if errors.Is(err, sql.ErrNoRows) {
			return errUnknownVisitor()
		}
		if err != nil {
			return err
		}
		if role == world.RoleOperator {
			if err := s.anotherOperator(ctx, tx); err != nil {
				return err
			}
		}
		for _, t := range tables {
			if _, err := tx.Exec(ctx, "DELETE FROM "+t.table+" WHERE "+t.column+" = ?", who); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, "UPDATE sanctions SET reason = '', appeal = '', answer = '' WHERE visitor_id = ?", who); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "UPDATE visitors SET name = '', role = ?, age = '', lang = '', outfit = '', photos = '', follow = '', erased_at = ? WHERE id = ?",
			world.RoleGuest, s.millis(), who)
		return err
	})
}

// anotherOperator refuses to go on when there is but one operator. Codes: last_operator.
func (s *Store) anotherOperator(ctx context.Context, tx *database.Tx) error {
	var n int
	if err := tx.QueryRow(ctx, countOperators, world.RoleOperator, world.KindPerson).Scan(&n); err != nil {
		return err
	}
	if n < 2 {
		return world.Refuse(world.CodeLastOperator, "A street without an operator cannot be run. Make somebody else an operator first.")
	}
	return nil
}

// ForgetTexts deletes the keys of texts that were written before two instants, given to the day: public ones, and private ones. What
// was written on the day of an instant stays.
func (s *Store) ForgetTexts(ctx context.Context, public, private time.Time) error {
	_, err := s.db.Exec(ctx, "DELETE FROM text_keys WHERE private = 0 AND day < ? OR private = 1 AND day < ?",
		public.UTC().Format(time.DateOnly), private.UTC().Format(time.DateOnly))
	return err
}

// Erased are the ids of those who were erased, for whoever restores a backup of before.
func (s *Store) Erased(ctx context.Context) ([]world.VisitorID, error) {
	return s.ids(ctx, "SELECT id FROM visitors WHERE erased_at > 0 ORDER BY id")
}
