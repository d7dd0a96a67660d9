package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Visitor is a person or program with an identity.
type Visitor struct {
	ID      world.VisitorID  `json:"id"`
	Name    string           `json:"name"`
	Kind    world.Kind       `json:"kind" enum:"person,program"`
	Role    world.Role       `json:"role" enum:"guest,member,host,staff,operator"`
	Age     world.AgeBand    `json:"-"`
	Lang    string           `json:"lang"`
	Outfit  world.OutfitHash `json:"-"`
	Photos  world.Photos     `json:"photos,omitempty" enum:"yes,no" doc:"may others have one in their photos; missing while one was not asked"`
	Invited bool             `json:"-"`
	Since   world.Millis     `json:"-"` // came for the first time
	Follow  bool             `json:"follow,omitempty" doc:"may others go after one who walks on; not unless one said so"`
}

const visitorColumns = "id, name, kind, role, age, lang, outfit, photos, follow, invited, created_at"

const yes = "yes"

func said(agrees bool) string {
	if agrees {
		return yes
	}
	return ""
}

func scanVisitor(row *sql.Row) (Visitor, error) {
	var v Visitor
	var follow string
	var invited int64
	err := row.Scan(&v.ID, &v.Name, &v.Kind, &v.Role, &v.Age, &v.Lang, &v.Outfit, &v.Photos, &follow, &invited, &v.Since)
	v.Follow, v.Invited = follow == yes, invited != 0
	return v, err
}

// Create makes a guest and their first token. The name must have passed CleanName.
func (s *Store) Create(ctx context.Context, v Visitor, agent string) (Visitor, string, error) {
	v.ID, v.Role, v.Since = newID(), world.RoleGuest, world.AtTime(s.now())
	token, hash := newSecret()
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		_, err := tx.Exec(ctx,
			"INSERT INTO visitors ("+visitorColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			v.ID, v.Name, v.Kind, v.Role, v.Age, v.Lang, v.Outfit, v.Photos, said(v.Follow), database.Number(v.Invited), v.Since)
		if err != nil {
			return err
		}
		return s.addToken(ctx, tx, hash, v.ID, agent)
	})
	if err != nil {
		return Visitor{}, "", fmt.Errorf("create a visitor: %w", err)
	}
	return v, token, nil
}

// ByToken is whose token it is. Codes: unauthenticated.
func (s *Store) ByToken(ctx context.Context, token string) (Visitor, error) {
	hash := hashOf(token)
	var id world.VisitorID
	var used int64
	err := s.db.QueryRow(ctx, "SELECT visitor_id, used_at FROM tokens WHERE hash = ?", hash).Scan(&id, &used)
	if errors.Is(err, sql.ErrNoRows) {
		return Visitor{}, world.Refuse(world.CodeUnauthenticated, "Nobody has this token. Come in as a guest first (POST /api/v1/visitors).")
	}
	if err != nil {
		return Visitor{}, err
	}
	if now := s.millis(); now-used >= usedWithin.Milliseconds() {
		if _, err := s.db.Exec(ctx, "UPDATE tokens SET used_at = ? WHERE hash = ?", now, hash); err != nil {
			return Visitor{}, err
		}
	}
	return s.ByID(ctx, id)
}

// ByID is the visitor of that id. Codes: unknown_visitor.
func (s *Store) ByID(ctx context.Context, id world.VisitorID) (Visitor, error) {
	v, err := scanVisitor(s.db.QueryRow(ctx, "SELECT "+visitorColumns+" FROM visitors WHERE id = ? AND erased_at = 0", id))
	if errors.Is(err, sql.ErrNoRows) {
		return v, errUnknownVisitor()
	}
	return v, err
}

func errUnknownVisitor() error {
	return world.Refuse(world.CodeUnknownVisitor, "There is no such visitor.")
}

// Update changes a visitor's name (which must have passed CleanName), language, outfit and what they say about photos and about being followed. Codes: unknown_visitor.
func (s *Store) Update(ctx context.Context, v Visitor) error {
	result, err := s.db.Exec(ctx, "UPDATE visitors SET name = ?, lang = ?, outfit = ?, photos = ?, follow = ? WHERE id = ?",
		v.Name, v.Lang, v.Outfit, v.Photos, said(v.Follow), v.ID)
	if err != nil {
		return fmt.Errorf("update a visitor: %w", err)
	}
	if n, err := result.RowsAffected(); err == nil && n == 0 {
		return errUnknownVisitor()
	}
	return nil
}

// SetAge keeps how old somebody is, in a band. Codes: unknown_visitor.
func (s *Store) SetAge(ctx context.Context, who world.VisitorID, age world.AgeBand) error {
	result, err := s.db.Exec(ctx, "UPDATE visitors SET age = ? WHERE id = ? AND erased_at = 0", age, who)
	if err != nil {
		return fmt.Errorf("keep an age band: %w", err)
	}
	if n, err := result.RowsAffected(); err == nil && n == 0 {
		return errUnknownVisitor()
	}
	return nil
}

// Redress has a visitor wear what one outfit has become, unless they wear another one by now.
func (s *Store) Redress(ctx context.Context, id world.VisitorID, from, to world.OutfitHash) error {
	_, err := s.db.Exec(ctx, "UPDATE visitors SET outfit = ? WHERE id = ? AND outfit = ?", to, id, from)
	return err
}
