package account

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// SessionID names one signed-in browser: the beginning of its token's hash.
type SessionID string

const sessionIDLength = 16 // hexadecimal digits: nobody signs in from so many browsers that two are alike

// SessionOf is the session of a token.
func SessionOf(token string) SessionID { return SessionID(hashOf(token)[:sessionIDLength]) }

// Session is one browser or program that acts as a visitor.
type Session struct {
	ID    SessionID    `json:"id"`
	Agent string       `json:"agent" doc:"the browser, in a word; may be empty"`
	Since world.Millis `json:"since" doc:"signed in, Unix milliseconds"`
	Used  world.Millis `json:"used" doc:"asked for something last, give or take ten minutes"`
}

// usedWithin is how exactly it is kept when a session was used.
const usedWithin = 10 * time.Minute

func (s *Store) addToken(ctx context.Context, tx *database.Tx, hash string, id world.VisitorID, agent string) error {
	now := s.millis()
	_, err := tx.Exec(ctx, "INSERT INTO tokens (hash, visitor_id, created_at, agent, used_at) VALUES (?, ?, ?, ?, ?)", hash, id, now, agent, now)
	return err
}

// Sessions are the browsers that act as a visitor, the last used first.
func (s *Store) Sessions(ctx context.Context, who world.VisitorID) ([]Session, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (t Session, err error) {
		var hash string
		err = r.Scan(&hash, &t.Agent, &t.Since, &t.Used)
		t.ID = SessionID(hash[:sessionIDLength])
		return t, err
	}, "SELECT hash, agent, created_at, CASE WHEN used_at = 0 THEN created_at ELSE used_at END FROM tokens WHERE visitor_id = ? ORDER BY used_at DESC, hash", who)
}

// SignOut ends one session of a visitor, or all of them when none is named. Ending what is no more is no harm.
func (s *Store) SignOut(ctx context.Context, who world.VisitorID, session SessionID) error {
	_, err := s.db.Exec(ctx, "DELETE FROM tokens WHERE visitor_id = ? AND substr(hash, 1, ?) = ?", who, len(session), session)
	return err
}

// Agent names the browser of a User-Agent header: nothing of it that would tell one person from another.
func Agent(header string) string {
	system := firstIn(header, "iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
	browser := firstIn(header, "Edg", "OPR", "Firefox", "FxiOS", "CriOS", "Chrome", "Safari")
	names := map[string]string{"Edg": "Edge", "OPR": "Opera", "FxiOS": "Firefox", "CriOS": "Chrome", "Macintosh": "Mac"}
	for short, long := range names {
		browser, system = strings.Replace(browser, short, long, 1), strings.Replace(system, short, long, 1)
	}
	return strings.TrimSpace(browser + " " + system)
}

func firstIn(text string, words ...string) string {
	for _, word := range words {
		if strings.Contains(text, word) {
			return word
		}
	}
	return ""
}
