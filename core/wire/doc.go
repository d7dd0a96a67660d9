// Package wire turns commands, events, snapshots and states into bytes and back: the JSON that clients speak, and the
// JSON that the log keeps. On the wire an event is what its audience may know; on disk it also carries the audience
// and what is private, and everything people wrote is sealed. The package is pure: keys and chance come in through
// Seal and Open. Any goroutine may call it.
package wire
