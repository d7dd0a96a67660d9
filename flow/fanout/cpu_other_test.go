//go:build !unix

package fanout

import (
	"testing"
	"time"
)

// cpu is not measured here.
func cpu(*testing.B) time.Duration { return 0 }
