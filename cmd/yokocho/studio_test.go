package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheStudioShowsWhatIsSaved: from a file that is saved to the stream of a page, and to the end of both.
func TestTheStudioShowsWhatIsSaved(t *testing.T) {
	dir := t.TempDir()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out noticed
	ended := make(chan error, 1)
	go func() { ended <- (&Studio{Dir: dir, Share: true}).serve(ctx, listener, &out) }()

	shared := regexp.MustCompile(`http://\S+/share/\S+/`)
	eventually(t, "the link to share", func() bool { return shared.MatchString(out.String()) })
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
