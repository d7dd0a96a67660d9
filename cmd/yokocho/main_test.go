package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
)

// asProgram makes the test binary be the program: a server that can be killed must be a process of its own.
const asProgram = "YOKOCHO_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// soon is how long a test waits for what ought to happen at once.
const soon = 20 * time.Second

// options are those of a command line.
func options(t testing.TB, args ...string) *Serve {
	t.Helper()
	var c commands
	if _, err := parser(t, &c).Parse(append([]string{"serve"}, args...)); err != nil {
		t.Fatal(err)
	}
	return &c.Serve
}

func parser(t testing.TB, c *commands) *kong.Kong {
	t.Helper()
	p, err := kong.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// street serves in this process until the test ends.
func street(t testing.TB, h hooks, args ...string) (url string) {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	opened, ended := make(chan struct{}), make(chan error, 1)
	s := options(t, append([]string{"--data", t.TempDir(), "--log-level", "error"}, args...)...)
	go func() { ended <- s.serve(ctx, listener, func(string) { close(opened) }, h) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the street ended with %v", err)
		}
	})
	select {
	case <-opened:
	case err := <-ended:
		ended <- nil
		t.Fatalf("the street did not open: %v", err)
	case <-time.After(soon):
		t.Fatal("the street did not open in time")
	}
	return "http://" + listener.Addr().String()
}

// process is a street in a process of its own, on a port and a folder that outlive it.
type process struct {
	listen, data string
	args         []string // beside those that take the limits off
	running      *exec.Cmd
	out          *bytes.Buffer
}

func newProcess(t testing.TB, args ...string) *process {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &process{listen: listener.Addr().String(), data: t.TempDir(), args: args}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	p.start(t)
	t.Cleanup(func() { p.kill(t) })
	return p
}

func (p *process) url() string { return "http://" + p.listen }

// start starts it and waits until it answers.
func (p *process) start(t testing.TB) {
	t.Helper()
	p.out = &bytes.Buffer{}
	p.running = exec.Command(os.Args[0], append([]string{"serve", "--listen", p.listen, "--data", p.data,
		"--limit-lines-per-second", "0", "--limit-repeats", "0", "--limit-commands-per-second", "0", "--window", "200000", "--window-bytes", "100000000"}, p.args...)...)
	p.running.Env = append(os.Environ(), asProgram+"=1")
	p.running.Stdout, p.running.Stderr = p.out, p.out
	if err := p.running.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(soon); ; {
		if response, err := http.Get(p.url() + "/healthz"); err == nil {
			_, _ = io.Copy(io.Discard, response.Body)
			_ = response.Body.Close()
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the server does not answer; it said: %s", p.out)
		}
		<-time.After(10 * time.Millisecond)
	}
}

// kill is kill -9.
func (p *process) kill(t testing.TB) {
	t.Helper()
	if p.running == nil {
		return
	}
	if err := p.running.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = p.running.Wait() // says that it was killed
	p.running = nil
}

// visitor is somebody with a token.
type visitor struct {
	url, token string
	ID         string `json:"id"`
}

func newVisitor(t testing.TB, url, name string) *visitor {
	t.Helper()
	var made struct {
		Visitor visitor
		Token   string
	}
	status, err := call(url+"/api/v1/visitors", "", fmt.Sprintf(`{"name":%q,"token":true}`, name), &made)
	if err != nil || status/100 != 2 {
		t.Fatalf("a new visitor: status %d, %v", status, err)
	}
	made.Visitor.url, made.Visitor.token = url, made.Token
	return &made.Visitor
}

// answer is what a command is answered with.
type answer struct{ Position, Code, Message string }

// command sends one command to the lounge. The error is the connection's.
func (v *visitor) command(id, fields string) (answer, error) {
	var a answer
	_, err := call(v.url+"/api/v1/rooms/lounge/commands", v.token, fmt.Sprintf(`{"id":%q,%s}`, id, fields), &a)
	return a, err
}

func (v *visitor) must(t testing.TB, id, fields string) answer {
	t.Helper()
	a, err := v.command(id, fields)
	if err != nil || a.Code != "" {
		t.Fatalf("%s: %+v %v", fields, a, err)
	}
	return a
}

// event is what the tests read of events.
type event struct{ Position, Type, Who, Text string }

// since reads all events after a position.
func (v *visitor) since(t testing.TB, position string) []event {
	t.Helper()
	var all []event
	for {
		var page struct {
			Position string
			Events   []event
			Code     string
		}
		status, err := call(v.url+"/api/v1/rooms/lounge/events?wait=0&since="+position, v.token, "", &page)
		if err != nil || status != http.StatusOK {
			t.Fatalf("events since %s: status %d %s %v", position, status, page.Code, err)
		}
		if len(page.Events) == 0 {
			return all
		}
		all, position = append(all, page.Events...), page.Position
	}
}

func call(url, token, body string, into any) (status int, err error) {
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	return request(method, url, token, body, into)
}

func request(method, url, token, body string, into any) (status int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	content := io.Reader(nil)
	if body != "" {
		content = strings.NewReader(body)
	}
	r, err := http.NewRequestWithContext(ctx, method, url, content)
	if err != nil {
		return 0, err
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = response.Body.Close() }()
	return response.StatusCode, json.NewDecoder(response.Body).Decode(into)
}
