package seal

import (
	"container/list"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
)

// DefaultCached is how many ready keys a Sealer holds: about 1 KB each.
const DefaultCached = 8192

// patience is how long a room or a session waits for a key that is not ready.
const patience = 5 * time.Second

// Sealer seals and opens texts with the keys of a store, of which it holds the recently used ones ready.
type Sealer struct {
	keys Keys
	size int

	mu    sync.Mutex // guards the two below
	ready map[KeyID]*list.Element
	order *list.List // of *entry, the most recently used first
}

type entry struct {
	id   KeyID
	aead cipher.AEAD
}

// New is a sealer that holds at most cached ready keys.
func New(keys Keys, cached int) *Sealer {
	return &Sealer{keys: keys, size: max(cached, 1), ready: map[KeyID]*list.Element{}, order: list.New()}
}

// Warm makes the author's key of that day ready, so that sealing under it waits for nothing.
func (s *Sealer) Warm(ctx context.Context, author world.VisitorID, at world.Millis, private bool) error {
	_, err := s.aead(ctx, KeyID{author, at.Day(), private}, true)
	return err
}

// Forget drops ready keys that the store has deleted.
func (s *Sealer) Forget(gone world.Forgotten) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, e := range s.ready {
		if day, err := time.Parse(time.DateOnly, id.Day); err == nil && gone.Covers(id.Author, world.AtTime(day), id.Private) {
			s.order.Remove(e)
			delete(s.ready, id)
		}
	}
}

// Room is how texts of one room are closed and opened: a text moved to another room or author does not open. The
// context bounds the reading of keys that are not ready.
func (s *Sealer) Room(ctx context.Context, room world.RoomID) (wire.Seal, wire.Open) {
	seal := func(author world.VisitorID, at world.Millis, private bool, text string) (string, error) {
		aead, err := s.aead(ctx, KeyID{author, at.Day(), private}, true)
		if err != nil {
			return "", err
		}
		return base64.RawStdEncoding.EncodeToString(aead.Seal(nil, nil, []byte(text), bound(room, author))), nil
	}
	open := func(author world.VisitorID, at world.Millis, private bool, sealed string) (string, bool, error) {
		aead, err := s.aead(ctx, KeyID{author, at.Day(), private}, false)
		if errors.Is(err, ErrNoKey) {
			return "", false, nil
		}
		if err != nil {
			return "", false, err
		}
		raw, err := base64.RawStdEncoding.DecodeString(sealed)
		if err != nil {
			return "", false, fmt.Errorf("a sealed text of %s is not base64: %w", author, err)
		}
		text, err := aead.Open(nil, nil, raw, bound(room, author))
		if err != nil {
			return "", false, nil // sealed under a key since erased and made anew, or damaged: unreadable either way
		}
		return string(text), true, nil
	}
	return seal, open
}

// bound is what a sealed text belongs to. Room ids have no slash.
func bound(room world.RoomID, author world.VisitorID) []byte {
	return []byte(string(room) + "/" + string(author))
}

func (s *Sealer) aead(ctx context.Context, id KeyID, create bool) (cipher.AEAD, error) {
	if aead, ok := s.cached(id); ok {
		return aead, nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	key, err := s.keys.Key(ctx, id, create)
	if err != nil {
		return nil, fmt.Errorf("key of %s, %s: %w", id.Author, id.Day, err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("key of %s, %s: %w", id.Author, id.Day, err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("key of %s, %s: %w", id.Author, id.Day, err)
	}
	s.keep(id, aead)
	return aead, nil
}

func (s *Sealer) cached(id KeyID) (cipher.AEAD, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.ready[id]
	if !ok {
		return nil, false
	}
	s.order.MoveToFront(e)
	return e.Value.(*entry).aead, true
}

func (s *Sealer) keep(id KeyID, aead cipher.AEAD) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.ready[id]; ok {
		return // two asked at once and got the same key
	}
	s.ready[id] = s.order.PushFront(&entry{id, aead})
	if s.order.Len() > s.size {
		oldest := s.order.Remove(s.order.Back()).(*entry)
		delete(s.ready, oldest.id)
	}
}
