package natslog

import (
	"fmt"
	"log/slog"
	"sync"
)

// serverLogger passes on what the embedded server says of itself. Traces, which show messages, are dropped.
type serverLogger struct {
	logger *slog.Logger

	mu    sync.Mutex
	fault string
}

func (l *serverLogger) Noticef(format string, v ...any) { l.logger.Debug(fmt.Sprintf(format, v...)) }

func (l *serverLogger) Debugf(format string, v ...any) { l.logger.Debug(fmt.Sprintf(format, v...)) }
func (l *serverLogger) Warnf(format string, v ...any)  { l.logger.Warn(fmt.Sprintf(format, v...)) }
func (l *serverLogger) Errorf(format string, v ...any) { l.remember(format, v...) }
func (l *serverLogger) Fatalf(format string, v ...any) { l.remember(format, v...) }
func (l *serverLogger) Tracef(string, ...any)          {}

func (l *serverLogger) remember(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	l.logger.Error(text)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fault = text
}

// lastFault is the last error or fatal error the server spoke of.
func (l *serverLogger) lastFault() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fault
}
