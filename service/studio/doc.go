// Package studio is a designer's desk: rooms and items of a folder laid out like art/ on top of those built in, as they are drawn at this
// moment, with the last good drawing of whatever has a fault. There are no visitors, no database and no log.
//
// A Desk may be used from any goroutine. Package watch tells when to Reread; what is then on the desk is a Showing, which never changes.
package studio
