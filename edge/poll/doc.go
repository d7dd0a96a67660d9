// Package poll is plain HTTP for those who have nothing better: events by long-poll, and commands by POST. Handlers run
// on net/http's goroutines; a waiting poll is one of them.
package poll
