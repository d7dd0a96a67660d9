package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Store is what SQL knows of persons.
type Store struct {
	db     *database.DB
	now    func() time.Time
	hasher hasher
}

// New is a store on an open database, which its opener closes.
func New(db *database.DB, now func() time.Time) *Store {
	return &Store{db: db, now: now, hasher: newHasher()}
}

func (s *Store) millis() int64 { return s.now().UnixMilli() }

// newID is 80 random bits in 16 characters.
func newID() world.VisitorID {
	var b [10]byte
	fill(b[:])
	return world.VisitorID(strings.ToLower(base32.StdEncoding.EncodeToString(b[:])))
}

// newSecret is 256 random bits and what is kept of them.
func newSecret() (secret, hash string) {
	var b [32]byte
	fill(b[:])
	secret = base64.RawURLEncoding.EncodeToString(b[:])
	return secret, hashOf(secret)
}

func fill(b []byte) { _, _ = rand.Read(b) } // never fails: it ends the program instead

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
