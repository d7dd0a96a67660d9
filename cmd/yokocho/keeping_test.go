package main

import (
	"context"
	"net"
	"path/filepath"
	"testing"
	"time"

	"github.com/yokocho/yokocho/service/database"
)

// TestAStreetThatEndsWritesWhatItCounted comes and goes within the seconds between two writes.
func TestAStreetThatEndsWritesWhatItCounted(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	opened, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- options(t, "--data", data, "--log-level", "error").serve(ctx, listener, func(string) { close(opened) }, hooks{})
	}()
	select {
	case <-opened:
	case <-time.After(soon):
		t.Fatal("the street did not open in time")
	}
	newVisitor(t, "http://"+listener.Addr().String(), "mika").must(t, "1", `"type":"enter"`)
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	db, err := database.Open(t.Context(), filepath.Join(data, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for table, query := range map[string]string{
		"the record of connections": "SELECT COUNT(*) FROM connections",
		"the house's numbers":       "SELECT COUNT(*) FROM numbers WHERE step = 'entered' AND n = 1",
	} {
		var n int
		if err := db.QueryRow(t.Context(), query).Scan(&n); err != nil || n != 1 {
			t.Errorf("%s: %d rows, %v", table, n, err)
		}
	}
}
