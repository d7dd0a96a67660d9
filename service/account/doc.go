// Package account keeps who visitors are, in SQL: identities and their tokens, names, outfits, whom they ignore, the
// one-time links that move a guest to another browser, and the keys under which what they write is sealed. It is the
// truth for persons; the log is the truth for what happened in a room.
//
// Store may be used from any goroutine. Writes go one after another and are on the disk when they return.
package account
