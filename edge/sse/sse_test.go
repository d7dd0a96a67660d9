package sse

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// deadlines records what a stream does to its connection.
type deadlines struct {
	*httptest.ResponseRecorder
	set []time.Time
}

func (d *deadlines) SetWriteDeadline(at time.Time) error {
	d.set = append(d.set, at)
	return nil
}

// TestAStreamLeavesNoDeadlineBehind: over HTTP/1.1 the connection goes on to serve other requests.
func TestAStreamLeavesNoDeadlineBehind(t *testing.T) {
	d := &deadlines{ResponseRecorder: httptest.NewRecorder()}
	out := writer{d, http.NewResponseController(d)}
	if _, err := out.Write([]byte(":\n\n")); err != nil {
		t.Fatal(err)
	}
	if len(d.set) != 1 || time.Until(d.set[0]) > stalled || time.Until(d.set[0]) <= 0 || !d.Flushed {
		t.Errorf("a write had the deadlines %v, flushed %t", d.set, d.Flushed)
	}
	out.release()
	if last := d.set[len(d.set)-1]; !last.IsZero() {
		t.Errorf("the deadline %s stays on the connection", last)
	}
}
