package catalog

import (
	"sync"
	"testing"
)

// TestAShelfIsBounded: what is asked for all the time stays, the rest goes in the order of its last use, and the costs add up.
func TestAShelfIsBounded(t *testing.T) {
	s := newShelf[int, int](100)
	s.put(-1, 7, 10)
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for i := range 200 {
				s.put(n*200+i, i, 1+i%5)
				if v, ok := s.get(-1); !ok || v != 7 {
					t.Error("what is asked for all the time is gone")
				}
			}
		})
	}
	all.Wait()
	cost := 0
	for e := s.order.Front(); e != nil; e = e.Next() {
		cost += e.Value.(*kept[int, int]).cost
	}
	if cost != s.cost || cost > 100 || cost < 80 || len(s.byKey) != s.order.Len() {
		t.Errorf("%d is kept, %d counted, in %d and %d entries", cost, s.cost, len(s.byKey), s.order.Len())
	}
	s.put(-2, 0, 101)
	if _, ok := s.get(-2); ok || len(s.byKey) != 0 {
		t.Errorf("something dearer than the whole shelf lies there, with %d others", len(s.byKey))
	}
}
