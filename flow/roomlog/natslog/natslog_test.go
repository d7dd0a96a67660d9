package natslog_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
	"github.com/yokocho/yokocho/flow/roomlog/natslog"
	"github.com/yokocho/yokocho/flow/roomlog/roomlogtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func config(dir string) natslog.Config {
	return natslog.Config{
		Dir: dir, Storage: natslog.StorageFile, Durability: natslog.DurabilityOS, Replicas: 1, Logger: slog.New(slog.DiscardHandler),
	}
}

func mustOpen(t testing.TB, cfg natslog.Config) *natslog.Log {
	t.Helper()
	log, err := natslog.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mustClose(t, log) })
	return log
}

func mustClose(t testing.TB, log *natslog.Log) {
	t.Helper()
	if err := log.Close(); err != nil {
		t.Error(err)
	}
}

func TestSuite(t *testing.T) {
	here := func(t *testing.T, test func(*testing.T)) { test(t) }
	t.Run("file", func(t *testing.T) {
		roomlogtest.Run(t, func(t *testing.T) roomlogtest.Store {
			cfg := config(t.TempDir())
			log := mustOpen(t, cfg)
			return roomlogtest.Store{Log: log, Reopen: func() roomlog.Log {
				mustClose(t, log)
				log = mustOpen(t, cfg)
				return log
			}}
		}, here)
	})
	t.Run("memory", func(t *testing.T) {
		roomlogtest.Run(t, func(t *testing.T) roomlogtest.Store {
			cfg := config(filepath.Join(t.TempDir(), "untouched"))
			cfg.Storage = natslog.StorageMemory
			log := mustOpen(t, cfg)
			t.Cleanup(func() {
				if _, err := os.Stat(cfg.Dir); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("memory storage left something in the folder: %v", err)
				}
			})
			return roomlogtest.Store{Log: log, Reopen: func() roomlog.Log { return log }}
		}, here)
	})
}

// written is a closed folder in which the lounge said "event 0" to "event 9", and the same folder as a kill would have left it.
func written(t *testing.T, durability natslog.Durability) (closed, killed string) {
	t.Helper()
	closed, killed = filepath.Join(t.TempDir(), "log"), filepath.Join(t.TempDir(), "log")
	cfg := config(closed)
	cfg.Durability = durability
	log := mustOpen(t, cfg)
	w, err := roomlog.Claim(t.Context(), log, "lounge", "node", 1)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		if _, err := w.Append(t.Context(), 1, []json.RawMessage{json.RawMessage(fmt.Sprintf(`"event %d"`, i))}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(killed, os.DirFS(closed)); err != nil {
		t.Fatal(err)
	}
	mustClose(t, log)
	return closed, killed
}

func events(t *testing.T, log roomlog.Log) int {
	t.Helper()
	all, err := roomlog.History(t.Context(), log, "lounge", 100)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func TestAcknowledgedSurvivesKill(t *testing.T) {
	for _, durability := range []natslog.Durability{natslog.DurabilityAlways, natslog.DurabilitySecond, natslog.DurabilityOS} {
		_, killed := written(t, durability)
		if n := events(t, mustOpen(t, config(killed))); n != 10 {
			t.Errorf("durability %s: %d of 10 events are left", durability, n)
		}
	}
}

func TestRefusedFolders(t *testing.T) {
	messages := func(dir string) string {
		return filepath.Join(dir, "jetstream", "$G", "streams", "ROOMS", "msgs", "1.blk")
	}
	edit := func(path string, change func([]byte) []byte) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, change(data), 0o600)
	}
	flip := func(at string) func(string) error {
		return func(dir string) error {
			return edit(messages(dir), func(data []byte) []byte {
				data[bytes.Index(data, []byte(at))] ^= 1
				return data
			})
		}
	}
	newer, damaged := "newer_data", "damaged"
	for name, c := range map[string]struct {
		spoil func(dir string) error
		want  string
	}{
		"newer format": {func(dir string) error { return os.WriteFile(filepath.Join(dir, "format"), []byte("2\n"), 0o600) }, newer},
		"no version":   {func(dir string) error { return os.WriteFile(filepath.Join(dir, "format"), nil, 0o600) }, damaged},
		"no format":    {func(dir string) error { return os.Remove(filepath.Join(dir, "format")) }, damaged},
		"no stream":    {func(dir string) error { return os.RemoveAll(filepath.Join(dir, "jetstream")) }, damaged},
		"no settings": {func(dir string) error {
			return os.Remove(filepath.Join(dir, "jetstream", "$G", "streams", "ROOMS", "meta.inf"))
		}, damaged},
		"a bit of an event": {flip("event 4"), damaged},
		"a bit of a length": {flip("room."), damaged},
		"a strange file":    {func(dir string) error { return os.WriteFile(messages(dir)+".old.blk", nil, 0o600) }, damaged},
		"half a file, not last": {func(dir string) error {
			return errors.Join(
				os.WriteFile(strings.Replace(messages(dir), "1.blk", "2.blk", 1), nil, 0o600),
				edit(messages(dir), func(data []byte) []byte { return data[:len(data)/2] }),
			)
		}, damaged},
	} {
		t.Run(name, func(t *testing.T) {
			closed, killed := written(t, natslog.DurabilityOS)
			for _, dir := range []string{closed, killed} {
				if err := c.spoil(dir); err != nil {
					t.Fatal(err)
				}
				before := tree(t, dir)
				log, err := natslog.Open(t.Context(), config(dir))
				if err == nil {
					mustClose(t, log)
				}
				var refusal *world.Error
				isNewer := errors.As(err, &refusal) && refusal.Code == world.CodeNewerData
				if isNewer != (c.want == newer) || errors.Is(err, roomlog.ErrDamaged) != (c.want == damaged) {
					t.Errorf("opened with %v, want %s", err, c.want)
				}
				for path, data := range before {
					if strings.HasSuffix(path, ".blk") && tree(t, dir)[path] != data {
						t.Errorf("%s was changed", path)
					}
				}
			}
		})
	}
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestWriteCutShort: nobody was promised the write during which the process died.
func TestWriteCutShort(t *testing.T) {
	for _, cut := range []int{1, 10, 60} {
		_, dir := written(t, natslog.DurabilityOS)
		path := filepath.Join(dir, "jetstream", "$G", "streams", "ROOMS", "msgs", "1.blk")
		info, err := os.Stat(path)
		if err == nil {
			err = os.Truncate(path, info.Size()-int64(cut))
		}
		if err != nil {
			t.Fatal(err)
		}
		log := mustOpen(t, config(dir))
		if n := events(t, log); n != 9 {
			t.Errorf("%d bytes cut off: %d events, want 9", cut, n)
		}
		w, err := roomlog.Claim(t.Context(), log, "lounge", "node", 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Append(t.Context(), 1, []json.RawMessage{json.RawMessage(`"again"`)}, nil); err != nil {
			t.Fatal(err)
		}
		mustClose(t, log)
		if n := events(t, mustOpen(t, config(dir))); n != 10 {
			t.Errorf("%d bytes cut off: %d events after the next, want 10", cut, n)
		}
	}
}

// TestManyFilesAndPurges: what the embedded server leaves of removed messages, over several files, is no damage. After a kill
// it brings some of them back.
func TestManyFilesAndPurges(t *testing.T) {
	closed, killed := filepath.Join(t.TempDir(), "log"), filepath.Join(t.TempDir(), "log")
	log := mustOpen(t, config(closed))
	rooms := []world.RoomID{"lounge", "terrace", "bar"}
	long := json.RawMessage(fmt.Sprintf("%q", strings.Repeat("x", 8000)))
	for i, room := range rooms {
		w, err := roomlog.Claim(t.Context(), log, room, "node", 1)
		if err != nil {
			t.Fatal(err)
		}
		for j := range 1500 {
			if _, err := w.Append(t.Context(), 1, []json.RawMessage{long}, nil); err != nil {
				t.Fatal(err)
			}
			if j%100 == 99 && i != 1 { // the terrace is never purged
				if err := w.Snapshot(t.Context(), 1, long, 0); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := os.CopyFS(killed, os.DirFS(closed)); err != nil {
		t.Fatal(err)
	}
	mustClose(t, log)
	for _, dir := range []string{closed, killed} {
		log := mustOpen(t, config(dir))
		for i, room := range rooms {
			events, err := roomlog.History(t.Context(), log, room, 2000)
			if want := []int{101, 1500, 101}[i]; err != nil || len(events) != want {
				t.Errorf("%s %s: %d events, %v; want %d", dir, room, len(events), err, want)
			}
		}
	}
}

func TestOneProcessAtATime(t *testing.T) {
	dir := t.TempDir()
	mustOpen(t, config(dir))
	if log, err := natslog.Open(t.Context(), config(dir)); err == nil || !strings.Contains(err.Error(), "another yokocho") {
		t.Errorf("a second one was opened: %v, %v", log, err)
	}
}

func TestUnusableConfig(t *testing.T) {
	cfg := config(t.TempDir())
	cfg.Durability = "sometimes"
	if _, err := natslog.Open(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "always, 1s or os") {
		t.Errorf("durability: %v", err)
	}
	cfg = config(t.TempDir())
	cfg.Storage = "tape"
	if _, err := natslog.Open(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "file or memory") {
		t.Errorf("storage: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := natslog.Open(t.Context(), config(file)); err == nil {
		t.Error("a file was opened as a folder")
	}
}

func TestNamesThatReachOtherRooms(t *testing.T) {
	log := mustOpen(t, config(t.TempDir()))
	for _, room := range []world.RoomID{"", "*", ">", "a.b", "lounge.>", "Lounge", "a b"} {
		_, err := roomlog.Claim(t.Context(), log, room, "node", 1)
		var refusal *world.Error
		if !errors.As(err, &refusal) || refusal.Code != world.CodeUnknownRoom {
			t.Errorf("room %q: %v, want unknown_room", room, err)
		}
	}
}

// TestServerSaysNothingOfWhatPeopleSay reads all that is logged, at every level.
func TestServerSaysNothingOfWhatPeopleSay(t *testing.T) {
	var mu sync.Mutex
	var said bytes.Buffer
	cfg := config(t.TempDir())
	cfg.Logger = slog.New(slog.NewTextHandler(lockedWriter{&mu, &said}, &slog.HandlerOptions{Level: slog.LevelDebug - 10}))
	log := mustOpen(t, cfg)
	w, err := roomlog.Claim(t.Context(), log, "lounge", "node", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Append(t.Context(), 1, []json.RawMessage{json.RawMessage(`"a secret"`)}, nil); err != nil {
		t.Fatal(err)
	}
	mustClose(t, log)
	mu.Lock()
	defer mu.Unlock()
	if text := said.String(); strings.Contains(text, "secret") || !strings.Contains(text, "Starting") || strings.Contains(text, "Listening") {
		t.Errorf("the server logged:\n%s", text)
	}
}

type lockedWriter struct {
	mu *sync.Mutex
	to *bytes.Buffer
}

func (w lockedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(p)
}
