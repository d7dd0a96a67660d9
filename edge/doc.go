// Package edge is what all transports share: who asks, of which room, from which position on, how many connections one
// visitor may hold, and how a refusal reads over HTTP. The transports themselves are its subpackages ws, sse and poll;
// edgetest is the one suite they all pass. Handlers run on net/http's goroutines, one per request.
package edge
