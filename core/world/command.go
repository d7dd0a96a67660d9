package world

import "github.com/yokocho/yokocho/core/nav"

// Command is what somebody wants of a room.
type Command struct {
	ID CommandID // empty only on the room's own commands
	Do Action
}

// Action is one kind of command; one Go type each. CommandName is its `type` on the wire.
type Action interface{ CommandName() string }

// The commands of visitors.
type (
	// Enter comes in through the door that leads to the room one comes from, or through the first door. Whoever is inside
	// already stays as they are.
	Enter struct {
		From RoomID // empty: from outside
	}
	// Leave goes out.
	Leave struct{}
	// Walk goes to a place, or as near as one can.
	Walk struct{ To nav.Point }
	// Approach goes to talking distance of somebody.
	Approach struct{ Visitor VisitorID }
	// Sit takes a seat, walking to it first.
	Sit struct{ Seat SeatID }
	// Stand leaves the seat; on one's feet it ends a dance.
	Stand struct{}
	// Say speaks to the room.
	Say struct {
		Text, Lang string
		Fate       Fate // the session's
	}
	// Whisper speaks to one person in the room.
	Whisper struct {
		To         VisitorID
		Text, Lang string
		Fate       Fate // the session's
		Guarded    bool // the session's: the house is for all ages
	}
	// Retract takes back one's own newest line.
	Retract struct{ Line Position }
	// Express shows a face or plays a gesture.
	Express struct{ Name string }
	// Wear puts on the outfit of that hash. The session has checked that the visitor may wear it, and that the
	// principal's outfit is it.
	Wear struct{ Outfit OutfitHash }
)

// Fate is what the house makes of a line.
type Fate struct {
	Held  bool `json:"held,omitempty" doc:"it reached nobody but its author"`
	Inert bool `json:"inert,omitempty" doc:"addresses in it are no links"`
}

// The commands of the server itself; no visitor's bytes decode to them.
type (
	// Rename tells the room the principal's new name.
	Rename struct{}
	// Agree tells the room what the principal says about photos and about being followed now.
	Agree struct{}
	// Part ends walks between the principal and those they have nothing to do with.
	Part struct{}
	// Remove sends the principal out.
	Remove struct{}
	// Forget tells the room which texts are gone, because their keys are.
	Forget struct{ Forgotten }
	// Redraw tells the room that its drawing is the one Decide is given.
	Redraw struct{}
	// Wake does what has come due (Next).
	Wake struct{}
)

// CommandName is the command's word on the wire.
func (Enter) CommandName() string { return "enter" }

// CommandName is the command's word on the wire.
func (Leave) CommandName() string { return "leave" }

// CommandName is the command's word on the wire.
func (Walk) CommandName() string { return "walk" }

// CommandName is the command's word on the wire.
func (Approach) CommandName() string { return "approach" }

// CommandName is the command's word on the wire.
func (Sit) CommandName() string { return "sit" }

// CommandName is the command's word on the wire.
func (Stand) CommandName() string { return "stand" }

// CommandName is the command's word on the wire.
func (Say) CommandName() string { return "say" }

// CommandName is the command's word on the wire.
func (Whisper) CommandName() string { return "whisper" }

// CommandName is the command's word on the wire.
func (Retract) CommandName() string { return "retract" }

// CommandName is the command's word on the wire.
func (Express) CommandName() string { return "express" }

// CommandName is the command's word on the wire.
func (Wear) CommandName() string { return "wear" }

// CommandName is the server's own word.
func (Rename) CommandName() string { return "rename" }

// CommandName is the server's own word.
func (Agree) CommandName() string { return "agree" }

// CommandName is the server's own word.
func (Part) CommandName() string { return "part" }

// CommandName is the server's own word.
func (Remove) CommandName() string { return "remove" }

// CommandName is the server's own word.
func (Forget) CommandName() string { return "forget" }

// CommandName is the server's own word.
func (Redraw) CommandName() string { return "redraw" }

// CommandName is the server's own word.
func (Wake) CommandName() string { return "wake" }
