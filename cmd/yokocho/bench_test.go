package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// BenchmarkIdle measures the memory of a server that nobody visits, three seconds after it opened, and how long opening took.
func BenchmarkIdle(b *testing.B) {
	for b.Loop() {
		began := time.Now()
		p := newProcess(b)
		opened := time.Since(began)
		<-time.After(3 * time.Second)
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.running.Process.Pid))
		if err != nil {
			b.Fatal(err)
		}
		var kilobytes float64
		for line := range strings.Lines(string(status)) {
			if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
				if _, err := fmt.Sscan(rest, &kilobytes); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(kilobytes/1024, "MB-RSS")
		b.ReportMetric(float64(opened.Milliseconds()), "ms-to-open")
		p.kill(b)
	}
}
