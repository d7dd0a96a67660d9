package seal

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"

	"github.com/yokocho/yokocho/core/world"
)

// KeySize is the length of a key in bytes.
const KeySize = 32

// ErrNoKey says that the key was erased, or never made: what it sealed reads as expired.
var ErrNoKey = errors.New("the key is gone")

// KeyID names a key: whose words, of which UTC day, public or private.
type KeyID struct {
	Author  world.VisitorID
	Day     string // `2026-11-23`
	Private bool
}

// Keys is where keys are kept.
type Keys interface {
	// Key is the key of that name, KeySize bytes. A missing one is made and kept durably when create is set;
	// otherwise the error is ErrNoKey. Two callers at once get the same key.
	Key(ctx context.Context, id KeyID, create bool) ([]byte, error)
}

// Memory keeps keys until the process ends: for tests and previews.
type Memory struct {
	mu   sync.Mutex
	keys map[KeyID][]byte
}

// NewMemory is an empty store.
func NewMemory() *Memory { return &Memory{keys: map[KeyID][]byte{}} }

// Key implements Keys.
func (m *Memory) Key(_ context.Context, id KeyID, create bool) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := m.keys[id]
	if key == nil {
		if !create {
			return nil, ErrNoKey
		}
		key = make([]byte, KeySize)
		if _, err := rand.Read(key); err != nil {
			return nil, err
		}
		m.keys[id] = key
	}
	return key, nil
}

// Erase forgets a key, and with it what it sealed.
func (m *Memory) Erase(id KeyID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.keys, id)
}
