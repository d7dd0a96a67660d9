package front

import (
	"bytes"
	"container/list"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"github.com/yokocho/yokocho/edge"
)

const (
	smallest       = 512      // bytes; what is smaller is not worth compressing
	compressedMost = 32 << 20 // bytes of compressed bodies kept
	// brotliLevel takes a tenth of the time of the best level, at 5 % more bytes: the first visitor waits for it.
	brotliLevel = 9
)

// file is something to serve. Its tag names the content: two files with one tag are the same bytes.
type file struct {
	tag, mediaType string
	body           []byte
}

func (f file) compressible() bool {
	kind, _, _ := strings.Cut(f.mediaType, ";")
	text := strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "+xml")
	return text && len(f.body) >= smallest
}

// serve answers with a file, compressed as the browser likes, or with 304 when it has it already.
func (f *front) serve(w http.ResponseWriter, r *http.Request, status int, it file) {
	h := w.Header()
	h.Set("Content-Type", it.mediaType)
	h.Set("X-Content-Type-Options", "nosniff")
	body, tag := it.body, it.tag
	if it.compressible() {
		h.Add("Vary", "Accept-Encoding")
		if coding := edge.PreferredCoding(r.Header.Values("Accept-Encoding"), "br", "gzip"); coding != "" {
			body, tag = f.compressed.get(it, coding), tag+"."+coding
			h.Set("Content-Encoding", coding)
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if status != http.StatusOK {
		w.WriteHeader(status)
		_, _ = w.Write(body) // fails only when the client has gone
		return
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// compressed keeps the compressed bodies that were asked for last, up to most bytes. Each is made once, however many
// ask at once.
type compressed struct {
	most int

	mu    sync.Mutex // guards what follows
	byKey map[string]*list.Element
	order list.List // of *squeezed, the last used first
	size  int       // bytes
}

type squeezed struct {
	key  string
	make func() []byte
	size int // once it is made; guarded by compressed.mu
}

func newCompressed(most int) *compressed {
	return &compressed{most: most, byKey: map[string]*list.Element{}}
}

func (c *compressed) get(f file, coding string) []byte {
	it := c.find(f, coding)
	body := it.make()
	c.count(it, len(body))
	return body
}

func (c *compressed) find(f file, coding string) *squeezed {
	key := f.tag + "." + coding
	c.mu.Lock()
	defer c.mu.Unlock()
	if found, ok := c.byKey[key]; ok {
		c.order.MoveToFront(found)
		return found.Value.(*squeezed)
	}
	it := &squeezed{key: key, make: sync.OnceValue(func() []byte { return compress(f.body, coding) })}
	c.byKey[key] = c.order.PushFront(it)
	return it
}

// count notes the size of a body, if it is still kept, and forgets those used longest ago until the rest fits.
func (c *compressed) count(it *squeezed, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if kept, ok := c.byKey[it.key]; !ok || kept.Value != it || it.size > 0 {
		return
	}
	it.size = size
	for c.size += size; c.size > c.most; {
		last := c.order.Remove(c.order.Back()).(*squeezed)
		delete(c.byKey, last.key)
		c.size -= last.size
	}
}

func compress(body []byte, coding string) []byte {
	var out bytes.Buffer
	var w io.WriteCloser
	if coding == "br" {
		w = brotli.NewWriterLevel(&out, brotliLevel)
	} else {
		w = gzip.NewWriter(&out)
	}
	_, _ = w.Write(body) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}
