package yokocho_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/yokocho/yokocho/"

// layers is the map of imports: a package may import those whose folders `below` names, and no others of ours. First match
// wins.
var layers = []struct {
	prefix string
	below  []string // prefixes it may import
	reason string
}{
	{"core/wardrobe", []string{"core/wardrobe"}, "what one wears knows nothing of rooms"},
	{"core/nav", nil, "walking is geometry"},
	{"core/world", []string{"core/nav", "core/world"}, "the rules are pure: no bytes, no clock, no log"},
	{"core/wire", []string{"core/nav", "core/world"}, "bytes of the rules' things, nothing that runs"},
	{"flow/roomlog", []string{"core/world", "flow/roomlog"}, "a log stores commits; it does not know what they mean"},
	{"flow/fanout", []string{"core/world"}, "delivery carries ready bytes to audiences; it decides nothing"},
	{"flow", []string{"core", "flow"}, "what runs a room knows no bytes of transports and no SQL"},
	{"service", []string{"core", "flow", "service"}, "beside the way of a line, above what runs"},
	{"edge", []string{"core", "flow", "service", "edge"}, "bytes in and out, no rules"},
	{"art", nil, "drawings, embedded"},
	{"web", nil, "the built browser client, embedded"},
	{"cmd", []string{""}, "the one place that wires everything"},
}

// doors is who may import which outside module: everything else in the tree is kept from it.
var doors = []struct {
	module string
	users  []string
	reason string
}{
	{"github.com/nats-io/", []string{"flow/roomlog/natslog"}, "one door to the log's storage"},
	{"github.com/synadia-io/", []string{"flow/roomlog/natslog"}, "one door to the log's storage"},
	{"github.com/minio/highwayhash", []string{"flow/roomlog/natslog"}, "the checksum of the log's files"},
	{"modernc.org/sqlite", []string{"service/database"}, "one door to SQL"},
	{"github.com/jackc/pgx/", []string{"service/database"}, "one door to SQL"},
	{"github.com/pressly/goose/", []string{"service/database"}, "one door to SQL"},
	{"database/sql", []string{"service/database", "service/account", "service/moderation", "service/numbers"}, "statements stand in stores"},
	{"golang.org/x/text", []string{"service/account", "service/moderation"}, "names and words are compared where persons and the house's order are kept"},
	{"github.com/coreos/go-oidc/", []string{"service/oidc"}, "signing in by another service"},
	{"golang.org/x/oauth2", []string{"service/oidc"}, "signing in by another service"},
	{"github.com/go-webauthn/", []string{"service/account"}, "passkeys"},
	{"golang.org/x/crypto", []string{"service/account"}, "passwords"},
	{"github.com/mtibben/confusables", []string{"service/moderation"}, "letters that look alike"},
	{"github.com/thejerf/suture/", []string{"cmd", "flow/room"}, "supervision is wired, and rooms supervise themselves"},
	{"github.com/fsnotify/fsnotify", []string{"service/catalog/watch"}, "files that designers edit while the street is open"},
	{"github.com/gobwas/", []string{"edge/ws", "edge/edgetest", "flow/fanout"}, "WebSocket frames"},
	{"github.com/danielgtaylor/huma/", []string{"edge/httpapi"}, "HTTP and OpenAPI"},
	{"golang.org/x/time", []string{"flow/session"}, "limits"},
	{"github.com/alecthomas/kong", []string{"cmd"}, "the command line"},
	{"github.com/knadh/koanf/", []string{"cmd"}, "configuration"},
	{"github.com/lmittmann/tint", []string{"cmd"}, "logs for people"},
	{"github.com/klauspost/compress", []string{"edge/front"}, "compressed answers"},
	{"github.com/andybalholm/brotli", []string{"edge/front"}, "compressed answers"},
	{"net/http", []string{"edge", "cmd"}, "only edges speak HTTP"},
}

// testDoors are modules that tests alone import, anywhere.
var testDoors = []string{"pgregory.net/rapid", "go.uber.org/goleak", "github.com/google/go-cmp/"}

func TestImportsPointOneWay(t *testing.T) {
	eachImport(t, func(file, dir, imported string, test bool) {
		inside, ours := strings.CutPrefix(imported, module)
		if !ours || test {
			return
		}
		for _, l := range layers {
			if !under(dir, l.prefix) {
				continue
			}
			if inside != dir && !slices.ContainsFunc(l.below, func(p string) bool { return under(inside, p) }) {
				t.Errorf("%s imports %s, but %s: %s", file, inside, l.prefix, l.reason)
			}
			return
		}
		t.Errorf("%s is in no layer: give %s a row in layers", file, dir)
	})
}

func TestOutsideModulesHaveOneDoor(t *testing.T) {
	used := map[string]bool{}
	eachImport(t, func(file, dir, imported string, test bool) {
		if strings.HasPrefix(imported, module) {
			return
		}
		if slices.ContainsFunc(testDoors, func(m string) bool { return strings.HasPrefix(imported, m) }) {
			if !test && !strings.HasSuffix(dir, "test") {
				t.Errorf("%s imports %s, which only tests may", file, imported)
			}
			return
		}
		for _, d := range doors {
			if !strings.HasPrefix(imported, d.module) {
				continue
			}
			used[d.module] = used[d.module] || !test
			if !test && !slices.ContainsFunc(d.users, func(p string) bool { return under(dir, p) }) {
				t.Errorf("%s imports %s, whose door is %s: %s", file, imported, strings.Join(d.users, ", "), d.reason)
			}
			return
		}
		if strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") && !test {
			t.Errorf("%s imports %s, which has no door: give it a row in doors", file, imported)
		}
	})
	for _, d := range doors {
		if !used[d.module] {
			t.Errorf("nobody imports %s: take its row out of doors", d.module)
		}
	}
}

// TestCoreIsPure keeps clocks, chance, files and networks out of the core.
func TestCoreIsPure(t *testing.T) {
	impure := []string{"crypto/rand", "database/sql", "log", "log/slog", "math/rand", "math/rand/v2", "net", "os", "os/exec", "sync/atomic"}
	eachImport(t, func(file, dir, imported string, test bool) {
		if under(dir, "core") && !test && slices.Contains(impure, imported) {
			t.Errorf("%s imports %s: the core takes instants, chance and bytes as arguments", file, imported)
		}
	})
}

// under reports whether a folder is the prefix or below it; the empty prefix holds everything.
func under(dir, prefix string) bool {
	return prefix == "" || dir == prefix || strings.HasPrefix(dir, prefix+"/")
}

// eachImport visits every import of every Go file of the project. It reads the files in this process, so that the
// test cache sees them.
func eachImport(t *testing.T, visit func(file, dir, imported string, test bool)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := path.Base(file); file != "." && (base == "node_modules" || base == "testdata" || strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		dir := path.Dir(file)
		if path.Ext(file) != ".go" || dir == "." {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(file), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range parsed.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			visit(file, dir, imported, strings.HasSuffix(file, "_test.go"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
