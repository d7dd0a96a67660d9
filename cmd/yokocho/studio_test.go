package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// said is what a program prints, while it runs.
type said struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// TestTheStudioShowsWhatIsSaved: from a file that is saved to the stream of a page, and to the end of both.
func TestTheStudioShowsWhatIsSaved(t *testing.T) {
	dir := t.TempDir()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out said
	ended := make(chan error, 1)
	go func() { ended <- (&Studio{Dir: dir, Share: true}).serve(ctx, listener, &out) }()

	shared := regexp.MustCompile(`http://\S+/share/\S+/`)
	deadline := time.Now().Add(soon)
	for !shared.MatchString(out.String()) {
		if time.Now().After(deadline) {
			t.Fatalf("it printed %q", out.String())
		}
		<-time.After(10 * time.Millisecond)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, shared.FindString(out.String())+"changes", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	const hoodie = "items/top/hoodie"
	if err := os.CopyFS(filepath.Join(dir, hoodie), os.DirFS(filepath.Join("../../art", hoodie))); err != nil {
		t.Fatal(err)
	}
	var heard strings.Builder
	for buffer := make([]byte, 1<<16); !strings.Contains(heard.String(), `"own":true`); {
		n, err := answer.Body.Read(buffer)
		if err != nil {
			t.Fatalf("the stream ended without a word of what was saved: %v", err)
		}
		heard.Write(buffer[:n])
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the studio ended with %v", err)
	}
	if _, err := io.Copy(io.Discard, answer.Body); err != nil && !strings.Contains(err.Error(), "EOF") {
		t.Errorf("the stream ended with %v", err)
	}
}
