package account

import (
	"context"
	"database/sql"
	"strings"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Person is what staff sees of a visitor.
type Person struct {
	ID    world.VisitorID `json:"id"`
	Name  string          `json:"name"`
	Kind  world.Kind      `json:"kind" enum:"person,program"`
	Role  world.Role      `json:"role" enum:"guest,member,host,staff,operator"`
	Since world.Millis    `json:"since" doc:"came for the first time"`
}

const mostPeople = 100

// People are those whose name holds a text, or whose id it is; the house's people first, then those who came last.
func (s *Store) People(ctx context.Context, text string) ([]Person, error) {
	return database.Rows(ctx, s.db, scanPerson, "SELECT id, name, kind, role, created_at FROM visitors "+
		"WHERE erased_at = 0 AND (id = ? OR LOWER(name) LIKE ? ESCAPE '!') ORDER BY CASE role WHEN 'operator' THEN 0 WHEN 'staff' THEN 1 WHEN 'host' THEN 2 ELSE 3 END, created_at DESC, id LIMIT ?",
		text, "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(strings.ToLower(text))+"%", mostPeople)
}

func scanPerson(r *sql.Rows) (p Person, err error) {
	return p, r.Scan(&p.ID, &p.Name, &p.Kind, &p.Role, &p.Since)
}

// Persons are those of the ids who are visitors, each once.
func (s *Store) Persons(ctx context.Context, ids []world.VisitorID) ([]Person, error) {
	all := []Person{}
	seen := map[world.VisitorID]bool{"": true}
	for _, id := range ids {
		if seen[id] || !id.Valid() {
			continue
		}
		seen[id] = true
		found, err := database.Rows(ctx, s.db, scanPerson, "SELECT id, name, kind, role, created_at FROM visitors WHERE id = ? AND erased_at = 0", id)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}
