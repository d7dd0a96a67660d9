// Package seal keeps what people write under keys that can be erased: AES-256-GCM with one key per author, UTC day and
// class (public or private), the text bound to its room and author. To forget is to delete keys: log, snapshot,
// archive and backup then hold only what nobody can read. Where the keys are kept is behind Keys.
//
// A room seals and opens on its own goroutine; the session warms the author's key before the room needs it, so that
// the room does not wait for SQL. Everything here may be called from any goroutine.
package seal
