// Package session stands between edges and rooms: it knows who commands (from a token, by way of SQL), how much they may
// ask for, and in which room they are. It adds to each command what rooms cannot know, the world.Principal with its
// blocks, and makes the author's key ready before the room needs it.
//
// Edges call it from any goroutine, usually one per connection or request. A visitor's commands are handed to the room in
// the order in which they are given; those of entering and leaving go one after another, so that one visitor has one
// avatar: entering room B succeeds first, then the visitor leaves A. Where a visitor is, is known from what they did and
// what they read since the server started; an avatar in a room nobody came back to goes as a ghost.
//
// Memory is bounded: whoever has no connection and asks for nothing is forgotten after ten minutes, when every limit has
// long filled up again.
package session
