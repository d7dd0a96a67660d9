// Package roomlog keeps what happened in each room, and decides who may add to it.
//
// The log is the owner: nobody owns a room by lease, the owner is whoever appended last, because every append names the
// message it must follow and is refused when another came first. The protocol stands on the small interface Log alone; memlog
// and natslog carry it, and roomlogtest is the suite both pass. Nothing in it assumes one replica, or one machine.
//
// An owner calls Claim, then Writer.Opening once, then Writer.Append and Writer.Snapshot, all from the room's one goroutine:
// a Writer is not for concurrent use. After ErrDeposed, or an append whose outcome stayed unknown, the writer adds nothing
// more; the room drops its state and ends without replying, and visitors repeat with their command id.
//
// Anybody may call History and After, from any goroutine: they read, and see only what was acknowledged or is about to be.
//
// Order: commits of a room are totally ordered, their events carry the dense numbers 1, 2, 3..., and epochs rise with every claim.
// A hole in what a room is opened from, or a step back anywhere, is ErrDamaged, never skipped.
package roomlog
