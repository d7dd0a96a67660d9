package edgetest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// httpDo is a command by POST, on a connection of a client that keeps it.
func (v *visitor) httpDo(c *http.Client, command []byte) (answer, error) {
	r, err := http.NewRequest(http.MethodPost, v.path("/commands"), bytes.NewReader(command))
	if err != nil {
		return answer{}, err
	}
	r.Header = v.header(options{})
	response, err := c.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	var a answer
	return a, json.NewDecoder(response.Body).Decode(&a)
}

// stream is text/event-stream, read as the HTML standard says.
type stream struct {
	v      *visitor
	http   *http.Client
	done   func()
	cancel context.CancelFunc
	body   io.ReadCloser
	in     *bufio.Reader
	raw    strings.Builder
	lastID string
}

func openStream(v *visitor, o options) (connection, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 6*soon)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.target(o, "/events"), nil)
	if err != nil {
		cancel()
		return nil, err
	}
	r.Header = v.header(o)
	r.Header.Set("Accept", "text/event-stream")
	c, done := v.server.client()
	response, err := c.Do(r)
	if err == nil && response.StatusCode != http.StatusOK {
		var body []byte
		if body, err = io.ReadAll(response.Body); err == nil {
			err = refusedBy(response.StatusCode, body)
		}
		_ = response.Body.Close()
	}
	if err != nil {
		cancel()
		done()
		return nil, err
	}
	return &stream{v: v, http: c, done: done, cancel: cancel, body: response.Body, in: bufio.NewReader(response.Body)}, nil
}

func (s *stream) next() (frame, error) {
	name, data, id := "", []string(nil), ""
	for {
		line, err := s.in.ReadString('\n')
		if err != nil {
			return frame{}, err
		}
		s.raw.WriteString(line)
		line = strings.TrimSuffix(line, "\n")
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case line == "" && data != nil:
			return s.record(name, strings.Join(data, "\n"))
		case line == "" && id != "":
			return frame{"position", id, line}, nil
		case field == "event":
			name = value
		case field == "data":
			data = append(data, value)
		case field == "id":
			id, s.lastID = value, value
		}
	}
}

func (s *stream) record(name, data string) (frame, error) {
	switch name {
	case "snapshot":
		f, err := snapshot(data)
		if err == nil && f.position != s.lastID {
			err = fmt.Errorf("a snapshot of %s under the id %s", f.position, s.lastID)
		}
		return f, err
	case "closing":
		return frame{}, refusedBy(0, []byte(data))
	}
	f, err := parse(data)
	if name == "" && err == nil && f.position != s.lastID {
		err = fmt.Errorf("an event of %s under the id %s", f.position, s.lastID)
	}
	return f, err
}

func (s *stream) do(command []byte) (answer, error) { return s.v.httpDo(s.http, command) }
func (s *stream) heard() string                     { return s.raw.String() }

func (s *stream) close() {
	s.cancel()
	_ = s.body.Close()
	s.done()
}

// polling is long-poll; its first poll does not wait, so that a refusal shows when connecting.
type polling struct {
	v     *visitor
	http  *http.Client
	done  func()
	o     options
	queue []frame
	raw   strings.Builder
}

func openPoll(v *visitor, o options) (connection, error) {
	c, done := v.server.client()
	p := &polling{v: v, http: c, done: done, o: o}
	err := p.begin()
	if err != nil {
		done()
		return nil, err
	}
	return p, nil
}

func (p *polling) begin() error {
	if p.o.since != "" {
		return p.poll(0)
	}
	body, err := p.get(p.v.target(p.o, ""))
	if err != nil {
		return err
	}
	f, err := snapshot(string(body))
	p.queue, p.o.since = []frame{f}, f.position
	return err
}

func (p *polling) poll(wait int) error {
	body, err := p.get(p.v.target(p.o, fmt.Sprintf("/events?wait=%d", wait)))
	if err != nil {
		return err
	}
	var a struct {
		Position string
		Events   []json.RawMessage
	}
	if err := json.Unmarshal(body, &a); err != nil || a.Events == nil || a.Position == "" {
		return fmt.Errorf("a poll was answered with %s", body)
	}
	for _, e := range a.Events {
		f, err := parse(string(e))
		if err != nil {
			return err
		}
		p.queue = append(p.queue, f)
	}
	if last := len(p.queue) - 1; a.Position != p.o.since && (last < 0 || p.queue[last].position != a.Position) {
		p.queue = append(p.queue, frame{"position", a.Position, string(body)})
	}
	p.o.since = a.Position
	return nil
}

func (p *polling) get(url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	r.Header = p.v.header(p.o)
	response, err := p.http.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = refusedBy(response.StatusCode, body)
	}
	p.raw.Write(body)
	return body, err
}

func (p *polling) next() (frame, error) {
	for len(p.queue) == 0 {
		if err := p.poll(10); err != nil {
			return frame{}, err
		}
	}
	f := p.queue[0]
	p.queue = p.queue[1:]
	return f, nil
}

func (p *polling) do(command []byte) (answer, error) { return p.v.httpDo(p.http, command) }
func (p *polling) heard() string                     { return p.raw.String() }
func (p *polling) close()                            { p.done() }
