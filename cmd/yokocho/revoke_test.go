package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gobwas/ws"
)

// TestNoSocketOutlivesItsSession has 500 sockets of one visitor end by signing out everywhere, of another one by a ban, and of a third one
// end and come back by the loss of a role: each within a second.
func TestNoSocketOutlivesItsSession(t *testing.T) {
	const sockets, within = 500, time.Second
	p := newProcess(t, "--connections", fmt.Sprint(sockets+10))
	for name, cut := range map[string]func(v *visitor){
		"signing out": func(v *visitor) {
			if status, err := request(http.MethodDelete, p.url()+"/api/v1/me/sessions", v.token, "", &struct{}{}); status != http.StatusNoContent {
				t.Errorf("%d %v", status, err)
			}
		},
		"a ban": func(v *visitor) { admin[struct{}](t, p, "ban", v.ID, "Enough") },
		"the loss of a role": func(v *visitor) {
			admin[struct{}](t, p, "role", v.ID, "member")
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVisitor(t, p.url(), strings.ReplaceAll(name, " ", ""))
			var me struct{ Code string }
			if status, err := request(http.MethodPut, p.url()+"/api/v1/me/login", v.token, `{"login":"`+v.ID+`","password":"correct horse"}`, &me); status != http.StatusOK {
				t.Fatal(status, me, err)
			}
			admin[struct{}](t, p, "role", v.ID, "host")
			v.must(t, "1", `"type":"enter"`)
			var ended sync.WaitGroup
			for range sockets {
				dialer := ws.Dialer{Header: ws.HandshakeHeaderHTTP{"Authorization": {"Bearer " + v.token}}}
				conn, early, _, err := dialer.Dial(context.Background(), strings.Replace(p.url(), "http", "ws", 1)+"/api/v1/rooms/lounge/socket")
				if err != nil {
					t.Fatal(err)
				}
				in := io.Reader(conn)
				if early != nil { // what came with the handshake's answer
					in = early
				}
				ended.Go(func() {
					defer func() { _ = conn.Close() }()
					for { // the close frame is the last that comes
						head, err := ws.ReadHeader(in)
						if err != nil || head.OpCode == ws.OpClose {
							return
						}
						if _, err := io.CopyN(io.Discard, in, head.Length); err != nil {
							return
						}
					}
				})
			}
			all := make(chan struct{})
			go func() {
				ended.Wait()
				close(all)
			}()
			began := time.Now()
			cut(v)
			select {
			case <-all:
				t.Logf("%d sockets ended %v after %s", sockets, time.Since(began).Round(time.Millisecond), name)
			case <-time.After(within):
				t.Fatalf("a second after %s some of %d sockets are still open", name, sockets)
			}
		})
	}
}
