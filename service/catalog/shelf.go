package catalog

import (
	"container/list"
	"sync"
)

// shelf keeps what was used last, as long as the costs of all of it stay within a bound. Any goroutine may use it.
type shelf[K comparable, V any] struct {
	most int

	mu    sync.Mutex // guards what follows
	byKey map[K]*list.Element
	order list.List // of *kept[K, V], the last used first
	cost  int
}

type kept[K comparable, V any] struct {
	key   K
	value V
	cost  int
}

func newShelf[K comparable, V any](most int) *shelf[K, V] {
	return &shelf[K, V]{most: most, byKey: map[K]*list.Element{}}
}

func (s *shelf[K, V]) get(key K) (value V, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.byKey[key]
	if !ok {
		return value, false
	}
	s.order.MoveToFront(found)
	return found.Value.(*kept[K, V]).value, true
}

// put lays something on the shelf unless it lies there, and takes off those used longest ago until the rest fits.
func (s *shelf[K, V]) put(key K, value V, cost int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found, ok := s.byKey[key]; ok {
		s.order.MoveToFront(found)
		return
	}
	s.byKey[key] = s.order.PushFront(&kept[K, V]{key, value, cost})
	for s.cost += cost; s.cost > s.most; {
		last := s.order.Remove(s.order.Back()).(*kept[K, V])
		delete(s.byKey, last.key)
		s.cost -= last.cost
	}
}
