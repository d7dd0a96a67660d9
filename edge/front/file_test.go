package front

import (
	"bytes"
	"crypto/rand"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// TestCompressedBodiesAreBounded: whoever asks for ever new pages does not fill the memory, and what is asked for all the
// time stays.
func TestCompressedBodiesAreBounded(t *testing.T) {
	const most = 20_000
	c := newCompressed(most)
	favourite := file{tag: "favourite", body: []byte(strings.Repeat(rand.Text(), 50))}
	first := c.get(favourite, "gzip")
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for i := range 100 {
				raw := make([]byte, 2000)
				_, _ = rand.Read(raw) // never fails
				c.get(file{tag: strconv.Itoa(100*n + i), body: raw}, "gzip")
				if again := c.get(favourite, "gzip"); &again[0] != &first[0] {
					t.Error("what is asked for all the time was made again")
				}
			}
		})
	}
	all.Wait()
	kept := 0
	for e := c.order.Front(); e != nil; e = e.Next() {
		kept += e.Value.(*squeezed).size
	}
	if kept != c.size || kept > most || kept < most/2 || len(c.byKey) != c.order.Len() {
		t.Errorf("%d bytes are kept, %d counted, %d allowed, in %d and %d entries", kept, c.size, most, len(c.byKey), c.order.Len())
	}
	if bytes.Equal(first, favourite.body) {
		t.Error("nothing was compressed")
	}
}
