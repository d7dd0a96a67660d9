package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge/edgetest"
)

func TestTheRealServerPassesTheTransportsSuite(t *testing.T) {
	url := street(t, hooks{}, "--window", "500", "--limit-guests-per-minute", "0",
		"--limit-lines-per-second", "0", "--limit-repeats", "0", "--limit-commands-per-second", "0", "--limit-whispers-per-second", "0", "--limit-enters-per-minute", "0")
	edgetest.Run(t, edgetest.Server{URL: url, Room: "lounge", Window: 500, PerVisitor: 8})
}

// TestAKilledServerLosesNothing: people talk while the server is killed again and again. Whoever got no answer repeats the
// command under its id. In the end every acknowledged line is there exactly once, in each author's order.
func TestAKilledServerLosesNothing(t *testing.T) {
	rounds := 5
	if os.Getenv("YOKOCHO_SOAK") != "" {
		rounds = 200
	}
	p := newProcess(t)
	const people = 4
	var (
		talkers [people]*visitor
		said    [people]int
		stop    atomic.Bool
		talking sync.WaitGroup
	)
	for i := range talkers {
		talkers[i] = newVisitor(t, p.url(), fmt.Sprint("talker ", i))
		talkers[i].must(t, "enter", `"type":"enter"`)
	}
	for i, v := range talkers {
		talking.Go(func() {
			for n := 0; !stop.Load(); n++ {
				for !v.says(i, n) && !stop.Load() {
				}
				said[i] = n
			}
		})
	}
	for range rounds {
		<-time.After(time.Duration(50+rand.IntN(400)) * time.Millisecond)
		p.kill(t)
		p.start(t)
	}
	stop.Store(true)
	talking.Wait()

	heard := map[string][]int{}
	for _, e := range talkers[0].since(t, "0-0") {
		if e.Type == "said" {
			var n int
			if _, err := fmt.Sscanf(e.Text, "line %d", &n); err != nil {
				t.Fatalf("a line nobody said: %q", e.Text)
			}
			heard[e.Who] = append(heard[e.Who], n)
		}
	}
	total := 0
	for i, v := range talkers {
		lines := heard[v.ID]
		for n, got := range lines {
			if got != n {
				t.Fatalf("talker %d's line %d of the log is %d: lost, doubled or out of order", i, n, got)
			}
		}
		// The last line may be there without its acknowledgement having arrived, never the other way round.
		if len(lines) < said[i] {
			t.Errorf("talker %d got %d acknowledgements, the log has %d lines", i, said[i], len(lines))
		}
		total += len(lines)
	}
	t.Logf("%d lines, %d kills, none lost, none doubled", total, rounds)
}

// says sends line n once and reports whether it was acknowledged. Whoever was away too long during a restart comes in again.
func (v *visitor) says(i, n int) bool {
	a, err := v.command(fmt.Sprintf("say-%d-%d", i, n), fmt.Sprintf(`"type":"say","text":"line %d"`, n))
	if err == nil && a.Code == string(world.CodeNotHere) {
		_, _ = v.command(fmt.Sprintf("enter-%d-%d", i, n), `"type":"enter"`)
	}
	return err == nil && a.Code == ""
}

// TestAPanicStaysInItsRoom: the room is replayed from its log, and a poll that waits all the while is answered.
func TestAPanicStaysInItsRoom(t *testing.T) {
	var panics atomic.Int32
	url := street(t, hooks{beforeDecide: func(_ world.RoomID, c world.Command) {
		if say, ok := c.Do.(world.Say); ok && say.Text == "boom" && panics.Add(1) == 1 {
			panic("injected")
		}
	}})
	mika, ren := newVisitor(t, url, "mika"), newVisitor(t, url, "ren")
	mika.must(t, "1", `"type":"enter"`)
	here := ren.must(t, "1", `"type":"enter"`).Position
	before := mika.must(t, "2", `"type":"say","text":"before"`).Position

	waiting := make(chan []event, 1)
	go func() {
		var page struct{ Events []event }
		_, err := call(url+"/api/v1/rooms/lounge/events?since="+before, ren.token, "", &page)
		if err != nil {
			t.Error(err)
		}
		waiting <- page.Events
	}()
	if a, err := mika.command("3", `"type":"say","text":"boom"`); err != nil || a.Code != string(world.CodeUnavailable) {
		t.Errorf("the command that panicked: %+v %v", a, err)
	}
	deadline := time.Now().Add(time.Second)
	for a, err := mika.command("3", `"type":"say","text":"boom"`); a.Code != "" || err != nil; a, err = mika.command("3", `"type":"say","text":"boom"`) {
		if time.Now().After(deadline) {
			t.Fatalf("the room is not back within a second: %+v %v", a, err)
		}
	}
	if got := <-waiting; len(got) == 0 || got[0].Text != "boom" {
		t.Errorf("who waited through the panic was told %+v", got)
	}
	var texts []string
	for _, e := range ren.since(t, here) {
		texts = append(texts, e.Text)
	}
	if got := strings.Join(texts, ","); got != "before,boom" {
		t.Errorf("the log tells %q", got)
	}
}

// TestADataFolderThatIsNotOursToOpenIsLeftAsItIs: nothing in it is written, whichever part of it cannot be used.
func TestADataFolderThatIsNotOursToOpenIsLeftAsItIs(t *testing.T) {
	serve := func(data string) error {
		listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		return options(t, "--data", data, "--log-level", "error").serve(ctx, listener, func(string) { stop() }, hooks{}) // which stops as soon as it is open
	}
	good := t.TempDir()
	if err := serve(good); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		spoil func(data string) error
		says  string
	}{
		"a log of a newer version": {func(data string) error {
			return os.WriteFile(filepath.Join(data, "log", "format"), []byte("9\n"), 0o600)
		}, "newer"},
		"a database that is none": {func(data string) error {
			return os.WriteFile(filepath.Join(data, "yokocho.db"), []byte("not a database"), 0o600)
		}, "not a database"},
		"no database": {func(data string) error { return os.Remove(filepath.Join(data, "yokocho.db")) }, "yokocho.db is missing"},
		"no messages": {func(data string) error { return os.RemoveAll(filepath.Join(data, "log", "jetstream")) }, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			if err := os.CopyFS(data, os.DirFS(good)); err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(data); err != nil {
				t.Fatal(err)
			}
			before := contents(t, data)
			if err := serve(data); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("said %v, want something of %q", err, c.says)
			}
			if diff := cmp.Diff(before, contents(t, data)); diff != "" {
				t.Errorf("the folder was changed:\n%s", diff)
			}
		})
	}
}

// contents are a folder's files.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestOptionsComeFromCommandLineEnvironmentAndFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "yokocho.toml")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	serve := func(args ...string) string {
		var out strings.Builder
		err := run(t.Context(), append([]string{"serve", "--config", file}, args...), &out, &out)
		return fmt.Sprint(err)
	}
	// An address nobody can listen on tells which one was chosen.
	write("listen = \"file.invalid:1\"\nlimit-lines-per-second = 9\n")
	if got := serve(); !strings.Contains(got, "file.invalid:1") {
		t.Errorf("the file's option is not used: %s", got)
	}
	t.Setenv("YOKOCHO_LISTEN", "environment.invalid:1")
	if got := serve(); !strings.Contains(got, "environment.invalid:1") {
		t.Errorf("the environment does not win over the file: %s", got)
	}
	if got := serve("--listen", "line.invalid:1"); !strings.Contains(got, "line.invalid:1") {
		t.Errorf("the command line does not win over the environment: %s", got)
	}
	write("lisen = \"typo:1\"\n")
	if got := serve(); !strings.Contains(got, `"lisen"`) {
		t.Errorf("a key that is no option is not named: %s", got)
	}
}

func TestTheStreetIsInAZoneThatHasAName(t *testing.T) {
	for _, bad := range []string{"", "Local", "+09:00", "Asia/Edo", "../etc/passwd"} {
		err := options(t, "--time-zone", bad, "--data", t.TempDir(), "--listen", "127.0.0.1:0").Run(t.Context(), io.Discard)
		if err == nil || !strings.Contains(err.Error(), "--time-zone") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	url := street(t, hooks{}, "--time-zone", "Asia/Tokyo")
	if _, _, body := ask(t, "GET", url+"/api/v1/welcome?lang=en"); !strings.Contains(body, `"timeZone":"Asia/Tokyo"`) {
		t.Error(body)
	}
}

func TestInstancesAreOfRoomsThatThereAre(t *testing.T) {
	err := options(t, "--instances", "cellar=2", "--data", t.TempDir(), "--listen", "127.0.0.1:0").Run(t.Context(), io.Discard)
	if err == nil || !strings.Contains(err.Error(), "--instances cellar=2") {
		t.Error(err)
	}
	for room, n := range map[string]int{"cellar": 2, "lounge": 0, "bar": 1001, "*": -1} {
		_, err := instancesOf(map[string]int{room: n}, []world.RoomID{"bar", "lounge"})
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("--instances %s=%d", room, n)) {
			t.Errorf("%s=%d: %v", room, n, err)
		}
	}
	of, err := instancesOf(map[string]int{"lounge": 20, "*": 3}, []world.RoomID{"bar", "lounge"})
	if err != nil || of("lounge") != 20 || of("bar") != 3 {
		t.Errorf("%v; lounge %d, bar %d", err, of("lounge"), of("bar"))
	}
}

func TestEveryOptionIsExplained(t *testing.T) {
	var c commands
	for _, flag := range parser(t, &c).Model.Children[0].Flags {
		if flag.Help == "" || !strings.HasSuffix(flag.Help, ".") {
			t.Errorf("--%s says %q", flag.Name, flag.Help)
		}
	}
}
