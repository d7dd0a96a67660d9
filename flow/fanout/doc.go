// Package fanout carries a room's events from its one goroutine to everybody who watches, without a queue per visitor.
//
// A Window holds the newest events of one room as ready bytes. Whoever watches is a Link: a number, the event to look at
// next, beside a control slot of 4 KB for what is theirs alone (answers, pongs, signals, the close). Slow is a number
// that lags; lagging beyond the window is `gone`.
//
//   - The room's goroutine calls Begin and Publish; neither waits for a socket.
//   - Sessions and edges call Signal, CloseVisitor and CloseAll from any goroutine.
//   - Edges take a Cursor at a position and make of it a WebSocket (Socket), a stream served by the calling goroutine
//     (Stream) or one answer to a poll (Poll).
//
// One goroutine at a time writes to a link, and an event, an answer or a signal is never written into the middle of
// another. For plain WebSocket that goroutine is the window's flusher, which never blocks: a socket that would block is
// lent to a goroutine of its own until it has caught up. Behind TLS, and for streams, it is always a goroutine of the
// link's own. The flusher lives only while there is something to deliver: it starts with the first event after a quiet
// moment, which leaves at once, and gathers those that follow for 5 to 20 ms, longer as a flush takes longer.
//
// Every link gets exactly the events its viewer may see, in the order of the log. Answers and signals keep their own
// order, but may overtake events. Signals arrive at most once.
package fanout
