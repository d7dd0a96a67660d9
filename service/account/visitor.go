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
	ID     world.VisitorID  `json:"id"`
	Name   string           `json:"name"`
	Kind   world.Kind       `json:"kind" enum:"person,program"`
	Role   world.Role       `json:"role" enum:"guest,member,host,staff,operator"`
	Age    world.AgeBand    `json:"-"`
	Lang   string           `json:"lang"`
	Outfit world.OutfitHash `json:"-"`
	Photos world.Photos     `json:"photos,omitempty" enum:"yes,no" doc:"may others have one in their photos; missing while one was not asked"`
}

const visitorColumns = "id, name, kind, role, age, lang, outfit, photos"

func scanVisitor(row *sql.Row) (Visitor, error) {
	var v Visitor
	err := row.Scan(&v.ID, &v.Name, &v.Kind, &v.Role, &v.Age, &v.Lang, &v.Outfit, &v.Photos)
	return v, err
}

// Create makes a guest and their first token. The name must have passed CleanName.
func (s *Store) Create(ctx context.Context, v Visitor) (Visitor, string, error) {
	v.ID, v.Role = newID(), world.RoleGuest
	token, hash := newSecret()
	err := s.db.Transact(ctx, func(tx *database.Tx) error {
		_, err := tx.Exec(ctx,
			"INSERT INTO visitors ("+visitorColumns+", created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			v.ID, v.Name, v.Kind, v.Role, v.Age, v.Lang, v.Outfit, v.Photos, s.millis())
		if err != nil {
			return err
		}
		return s.addToken(ctx, tx, hash, v.ID)
	})
	if err != nil {
		return Visitor{}, "", fmt.Errorf("create a visitor: %w", err)
	}
	return v, token, nil
}

func (s *Store) addToken(ctx context.Context, tx *database.Tx, hash string, id world.VisitorID) error {
	_, err := tx.Exec(ctx, "INSERT INTO tokens (hash, visitor_id, created_at) VALUES (?, ?, ?)", hash, id, s.millis())
	return err
}

// ByToken is whose token it is. Codes: unauthenticated.
func (s *Store) ByToken(ctx context.Context, token string) (Visitor, error) {
	v, err := scanVisitor(s.db.QueryRow(ctx,
		"SELECT "+visitorColumns+" FROM visitors WHERE id = (SELECT visitor_id FROM tokens WHERE hash = ?)", hashOf(token)))
	if errors.Is(err, sql.ErrNoRows) {
		return v, world.Refuse(world.CodeUnauthenticated, "Nobody has this token. Come in as a guest first (POST /api/v1/visitors).")
	}
	return v, err
}

// ByID is the visitor of that id. Codes: unknown_visitor.
func (s *Store) ByID(ctx context.Context, id world.VisitorID) (Visitor, error) {
	v, err := scanVisitor(s.db.QueryRow(ctx, "SELECT "+visitorColumns+" FROM visitors WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return v, errUnknownVisitor()
	}
	return v, err
}

func errUnknownVisitor() error {
	return world.Refuse(world.CodeUnknownVisitor, "There is no such visitor.")
}

// Update changes a visitor's name (which must have passed CleanName), language, outfit and what they say about photos. Codes: unknown_visitor.
func (s *Store) Update(ctx context.Context, v Visitor) error {
	result, err := s.db.Exec(ctx, "UPDATE visitors SET name = ?, lang = ?, outfit = ?, photos = ? WHERE id = ?", v.Name, v.Lang, v.Outfit, v.Photos, v.ID)
	if err != nil {
		return fmt.Errorf("update a visitor: %w", err)
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

// Ignored is one visitor somebody does not want to hear.
type Ignored struct {
	ID   world.VisitorID `json:"id"`
	Name string          `json:"name"`
}

// Ignore stops what other says from reaching who. Ignoring twice is no harm. Codes: unknown_visitor.
func (s *Store) Ignore(ctx context.Context, who, other world.VisitorID) error {
	if who == other {
		return world.Refuse(world.CodeBadRequest, "Nobody can ignore themselves.")
	}
	if _, err := s.ByID(ctx, other); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx,
		"INSERT INTO ignores (visitor_id, ignored_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", who, other, s.millis())
	return err
}

// Unignore lets what other says reach who again.
func (s *Store) Unignore(ctx context.Context, who, other world.VisitorID) error {
	_, err := s.db.Exec(ctx, "DELETE FROM ignores WHERE visitor_id = ? AND ignored_id = ?", who, other)
	return err
}

// Ignored are those a visitor does not want to hear, the last ignored first.
func (s *Store) Ignored(ctx context.Context, who world.VisitorID) ([]Ignored, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (i Ignored, err error) { return i, r.Scan(&i.ID, &i.Name) },
		"SELECT v.id, v.name FROM ignores i JOIN visitors v ON v.id = i.ignored_id WHERE i.visitor_id = ? ORDER BY i.created_at DESC, v.id", who)
}

// IgnoredBy are those who do not want to hear a visitor.
func (s *Store) IgnoredBy(ctx context.Context, who world.VisitorID) ([]world.VisitorID, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (id world.VisitorID, err error) { return id, r.Scan(&id) },
		"SELECT visitor_id FROM ignores WHERE ignored_id = ? ORDER BY visitor_id", who)
}
