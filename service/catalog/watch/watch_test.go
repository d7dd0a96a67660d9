package watch_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/service/catalog/watch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const soon = 20 * time.Second

// start watches a folder until the test ends. What comes out is the text of one file at each call.
func start(t *testing.T, dir, file string) <-chan string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	calls, ended := make(chan string, 100), make(chan struct{})
	go func() {
		defer close(ended)
		watch.Art(ctx, dir, watch.Rest, slog.New(slog.DiscardHandler), func(context.Context) {
			text, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				text = []byte("none")
			}
			calls <- string(text)
		})
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	return calls
}

func next(t *testing.T, calls <-chan string) string {
	t.Helper()
	select {
	case text := <-calls:
		return text
	case <-time.After(soon):
		t.Fatal("nothing was told")
		return ""
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWhatChangesIsToldOnceItRests(t *testing.T) {
	const name = "items/top/shirt/front.svg"
	dir := t.TempDir()
	calls := start(t, dir, name)
	if got := next(t, calls); got != "none" {
		t.Errorf("at first: %q", got)
	}
	write(t, filepath.Join(dir, name), "one") // in folders that did not exist
	if got := next(t, calls); got != "one" {
		t.Errorf("a new item: %q", got)
	}
	write(t, filepath.Join(dir, name), "two")
	if got := next(t, calls); got != "two" {
		t.Errorf("another drawing: %q", got)
	}
	if err := os.RemoveAll(filepath.Join(dir, "items/top/shirt")); err != nil {
		t.Fatal(err)
	}
	if got := next(t, calls); got != "none" {
		t.Errorf("an item less: %q", got)
	}
}

// TestAFileThatIsStillWrittenIsNotTold: a copy that goes on in small pieces is told when it is whole.
func TestAFileThatIsStillWrittenIsNotTold(t *testing.T) {
	const name = "items/top/shirt/front.svg"
	dir := t.TempDir()
	calls := start(t, dir, name)
	next(t, calls)
	file := filepath.Join(dir, name)
	write(t, file, "")
	whole := strings.Repeat("x", 40)
	for range whole {
		f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("x"); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		<-time.After(30 * time.Millisecond)
	}
	if got := next(t, calls); got != whole {
		t.Errorf("told with %d of %d bytes", len(got), len(whole))
	}
}
