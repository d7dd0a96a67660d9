// Package databasetest runs a test on every kind of database: on SQLite, and on a PostgreSQL of its own that listens on a private
// port and ends with the test program.
package databasetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/yokocho/yokocho/service/database"
)

// Each runs a test once on each kind, with the name of a fresh database.
func Each(t *testing.T, test func(t *testing.T, name string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "yokocho.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, fresh(t)) })
}

// Open opens a database that is closed when the test ends.
func Open(t testing.TB, name string) *database.DB {
	t.Helper()
	db, err := database.Open(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// Main runs a package's tests, and then ends the PostgreSQL they used, if they did. Call it in TestMain.
func Main(m *testing.M) int {
	code := m.Run()
	if running, err := started(); running != nil {
		running.stop()
	} else if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

// server is a PostgreSQL in a folder of its own.
type server struct {
	folder  string
	port    int
	process *exec.Cmd
	made    atomic.Int64 // databases
}

var (
	asked atomic.Bool
	start = sync.OnceValues(startServer)
)

// started is the server, if a test asked for it.
func started() (*server, error) {
	if !asked.Load() {
		return nil, nil
	}
	return start()
}

// fresh makes an empty database.
func fresh(t testing.TB) string {
	t.Helper()
	asked.Store(true)
	s, err := start()
	if err != nil {
		t.Fatal(err)
	}
	name := "street" + strconv.FormatInt(s.made.Add(1), 10)
	if out, err := s.command("createdb", "-h", s.folder, "-p", strconv.Itoa(s.port), "-T", "template0", name).CombinedOutput(); err != nil {
		t.Fatalf("createdb: %v\n%s", err, out)
	}
	return s.url(name)
}

func (s *server) url(name string) string {
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/%s?sslmode=disable", owner, s.port, name)
}

const owner = "yokocho"

func startServer() (*server, error) {
	folder, err := os.MkdirTemp("", "yokocho-postgres-")
	if err != nil {
		return nil, err
	}
	s := &server{folder: folder}
	if s.port, err = freePort(); err != nil {
		return nil, err
	}
	if id := servant(); id != nil { // PostgreSQL refuses to run as root
		if err := os.Chown(folder, int(id.Uid), int(id.Gid)); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(folder, "data")
	if out, err := s.command("initdb", "-D", data, "-U", owner, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb (is PostgreSQL installed? Debian's package is postgresql): %w\n%s", err, out)
	}
	s.process = s.command("postgres", "-D", data, "-p", strconv.Itoa(s.port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off")
	s.process.Stdout, s.process.Stderr = io.Discard, io.Discard
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	for range 200 {
		if out, err := s.command("pg_isready", "-h", folder, "-p", strconv.Itoa(s.port)).CombinedOutput(); err == nil {
			return s, nil
		} else if len(out) == 0 {
			return nil, err
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
	return nil, errors.New("PostgreSQL did not start within ten seconds")
}

func (s *server) stop() {
	_ = s.process.Process.Signal(syscall.SIGINT) // fast shutdown
	_ = s.process.Wait()
	_ = os.RemoveAll(s.folder)
}

// command is one of PostgreSQL's programs, run by somebody who is not root.
func (s *server) command(name string, args ...string) *exec.Cmd {
	if found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); err == nil && len(found) > 0 { // Debian's
		name = found[len(found)-1]
	}
	c := exec.Command(name, args...)
	c.Dir = s.folder
	c.Env = append(os.Environ(), "PGUSER="+owner)
	if id := servant(); id != nil {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: id}
	}
	return c
}

// servant is who runs PostgreSQL when we are root.
func servant() *syscall.Credential {
	if runtime.GOOS == "windows" || os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.ParseUint(u.Uid, 10, 32)
			gid, _ := strconv.ParseUint(u.Gid, 10, 32)
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		}
	}
	return nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(port))
}
