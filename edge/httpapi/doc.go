// Package httpapi is the HTTP interface beside the event transports: visitors, rooms, commands, the catalogue, and the
// description of it all (OpenAPI 3.1), from the same Go types. Its handlers run on net/http's goroutines and hold no state.
package httpapi
