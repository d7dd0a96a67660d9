// Package front is the way in for browsers: the page of the street and of each room with its link card, the files they
// need, the page about the HTTP interface, and /healthz. Everything is made once when the program starts, except the
// address in the link cards, which is the visitor's own. Its handlers run on net/http's goroutines.
package front
