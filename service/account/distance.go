package account

import (
	"context"
	"database/sql"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Distant is somebody a visitor ignores or has blocked.
type Distant struct {
	ID   world.VisitorID `json:"id"`
	Name string          `json:"name"`
}

// Ignore stops what other says from reaching who. Ignoring twice is no harm. Codes: bad_request, unknown_visitor.
func (s *Store) Ignore(ctx context.Context, who, other world.VisitorID) error {
	return s.keepAway(ctx, "INSERT INTO ignores (visitor_id, ignored_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", who, other)
}

// Block keeps two apart for good: nothing of the one reaches the other. Blocking twice is no harm. Codes: bad_request, unknown_visitor.
func (s *Store) Block(ctx context.Context, who, other world.VisitorID) error {
	return s.keepAway(ctx, "INSERT INTO blocks (visitor_id, blocked_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", who, other)
}

func (s *Store) keepAway(ctx context.Context, insert string, who, other world.VisitorID) error {
	if who == other {
		return world.Refuse(world.CodeBadRequest, "Nobody can keep away from themselves.")
	}
	if _, err := s.ByID(ctx, other); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, insert, who, other, s.millis())
	return err
}

// Unignore lets what other says reach who again.
func (s *Store) Unignore(ctx context.Context, who, other world.VisitorID) error {
	_, err := s.db.Exec(ctx, "DELETE FROM ignores WHERE visitor_id = ? AND ignored_id = ?", who, other)
	return err
}

// Unblock ends who's block. Should other have blocked who as well, that stays.
func (s *Store) Unblock(ctx context.Context, who, other world.VisitorID) error {
	_, err := s.db.Exec(ctx, "DELETE FROM blocks WHERE visitor_id = ? AND blocked_id = ?", who, other)
	return err
}

// Ignored are those a visitor does not want to hear, the last ignored first.
func (s *Store) Ignored(ctx context.Context, who world.VisitorID) ([]Distant, error) {
	return database.Rows(ctx, s.db, scanDistant,
		"SELECT v.id, v.name FROM ignores i JOIN visitors v ON v.id = i.ignored_id WHERE i.visitor_id = ? ORDER BY i.created_at DESC, v.id", who)
}

// Blocked are those a visitor has blocked, the last blocked first.
func (s *Store) Blocked(ctx context.Context, who world.VisitorID) ([]Distant, error) {
	return database.Rows(ctx, s.db, scanDistant,
		"SELECT v.id, v.name FROM blocks b JOIN visitors v ON v.id = b.blocked_id WHERE b.visitor_id = ? ORDER BY b.created_at DESC, v.id", who)
}

func scanDistant(r *sql.Rows) (d Distant, err error) { return d, r.Scan(&d.ID, &d.Name) }

// IgnoredBy are those who do not want to hear a visitor.
func (s *Store) IgnoredBy(ctx context.Context, who world.VisitorID) ([]world.VisitorID, error) {
	return s.ids(ctx, "SELECT visitor_id FROM ignores WHERE ignored_id = ? ORDER BY visitor_id", who)
}

// Apart are those with whom a visitor has nothing to do, whoever of the two has blocked the other.
func (s *Store) Apart(ctx context.Context, who world.VisitorID) ([]world.VisitorID, error) {
	return s.ids(ctx, "SELECT blocked_id FROM blocks WHERE visitor_id = ? UNION SELECT visitor_id FROM blocks WHERE blocked_id = ? ORDER BY 1", who, who)
}

func (s *Store) ids(ctx context.Context, query string, args ...any) ([]world.VisitorID, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (id world.VisitorID, err error) { return id, r.Scan(&id) }, query, args...)
}
