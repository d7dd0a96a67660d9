package moderation

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// newOfTheHouse are words in the names of nobody but the house's people.
func newOfTheHouse() *Words {
	var list []Word
	for _, word := range []string{
		"staff", "operator", "admin", "administrator", "moderator", "official", "system", "yokocho",
		"運営", "スタッフ", "管理人", "管理者", "公式", "横丁", "係員",
	} {
		list = append(list, Word{word, Refuse})
	}
	return NewWords(list)
}

// CheckName says whether somebody may go by a name: nobody looks like the house's people but they themselves, and words that are not said
// are no names. Codes: bad_name, refused_word.
func (s *Store) CheckName(ctx context.Context, who world.VisitorID, role world.Role, name string) error {
	if action, _ := s.words.Load().Find(name); action != "" {
		return world.Refuse(world.CodeRefusedWord, "The house does not want to hear that name. Choose another one.")
	}
	if action, _ := s.ofTheHouse.Find(name); action != "" && !role.AtLeast(world.RoleHost) {
		return world.Refuse(world.CodeBadName, "That is a name for people of the house. Choose another one.")
	}
	names, err := database.Rows(ctx, s.db, func(r *sql.Rows) (name string, err error) { return name, r.Scan(&name) },
		"SELECT name FROM visitors WHERE role IN (?, ?, ?) AND id <> ?", world.RoleHost, world.RoleStaff, world.RoleOperator, who)
	if err != nil {
		return err
	}
	looks := look(name)
	if slices.ContainsFunc(names, func(other string) bool { return look(other) == looks && looks != "" }) {
		return world.Refuse(world.CodeBadName, "That name looks like that of somebody of the house. Choose another one.")
	}
	return nil
}

// look is what a name looks like: two names of the same look cannot be told apart at a glance.
func look(name string) string {
	var out strings.Builder
	for _, l := range fold(name) {
		out.WriteRune(l.rune)
	}
	return out.String()
}
