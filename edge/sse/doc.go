// Package sse serves a room's events as Server-Sent Events, over HTTP/1.1 and HTTP/2. The handler's goroutine is the
// stream's one writer.
package sse
