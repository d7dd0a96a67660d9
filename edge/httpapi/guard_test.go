package httpapi_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/session"
)

// TestWhoeverHoldsBackABodyIsLetGo: the answer does not wait for the rest of what is refused, and neither does the connection.
func TestWhoeverHoldsBackABodyIsLetGo(t *testing.T) {
	s := open(t, session.Limits{})
	const visitors = "POST /api/v1/visitors HTTP/1.1\r\nHost: x\r\n"
	for name, c := range map[string]struct {
		sent   string
		status int
		code   world.Code
	}{
		"where none is called for": {"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n", 400, world.CodeBadRequest},
		"and in pieces":            {"GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400, world.CodeBadRequest},
		"of another site's page":   {visitors + "Origin: https://evil.example\r\nContent-Length: 9\r\n\r\n", 403, world.CodeForeignOrigin},
		"after 16 KiB of it":       {visitors + "Content-Length: 99999\r\n\r\n" + strings.Repeat("x", 16<<10+1), 413, world.CodeTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }() // the server has
			if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(conn, c.sent); err != nil {
				t.Fatal(err)
			}
			read := bufio.NewReader(conn)
			response, err := http.ReadResponse(read, nil)
			if err != nil {
				t.Fatal(err)
			}
			var refused world.Error
			if err := json.NewDecoder(response.Body).Decode(&refused); err != nil || response.StatusCode != c.status || refused.Code != c.code {
				t.Errorf("%d %+v, %v, want %d %s", response.StatusCode, refused, err, c.status, c.code)
			}
			var waiting net.Error
			if _, err := io.Copy(io.Discard, read); errors.As(err, &waiting) && waiting.Timeout() {
				t.Error("the connection is still held")
			}
		})
	}
}
