// Package room runs rooms: one goroutine owns each room's state, decides what is asked of it, commits that to the room's
// log and only then shows it. Street is the register of rooms and the tree of their supervisors; Room is the handle that
// everybody else holds.
//
// Who calls what: any goroutine may use a Street or a Room. What they are asked goes through the room's bounded mailbox
// (busy when full); the answer comes back through a channel of its own, so the room never waits for anybody. The room's
// goroutine starts no goroutines: a panic in it is its supervisor's, and stays in that room.
//
// Order: the goroutine takes what gathered in its mailbox, decides it command by command, appends all resulting events
// as one commit, and after the acknowledgement fans them out and replies. While an append is under way nothing else
// happens, the mailbox gathers, and the next commit takes it all: at most one commit in flight, and a commit grows with
// the load. Commands of one commit must see each other (two may want one seat), so events are applied to the state as they
// are decided, under the positions they will have. That is safe because the same goroutine serves every look at the
// state, and serves none before the acknowledgement; whenever a commit does not become certain the state is dropped, and
// read from the log again. So nothing is ever shown that is not in the log, without copying the state for each commit.
//
// Lives: a Room outlives its goroutine. After a panic the supervisor starts it again from the log; the window, connections and
// queued requests only notice a pause, and the requests that were being handled are told `unavailable`: their visitors repeat
// them under the same command id. A room that was claimed by somebody else (deposed) ends, drops its state, and opens
// again when it is next asked for something.
package room
