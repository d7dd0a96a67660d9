package world

import (
	"regexp"
	"time"
)

// RoomID names a room: `[a-z0-9-]{1,40}`. Instances of one room carry a number (`lounge-2`).
type RoomID string

// VisitorID names a visitor: 16 characters of lower-case base32, 80 random bits.
type VisitorID string

// SeatID names a seat within a room.
type SeatID string

// ExitID names an exit within a room.
type ExitID string

// OutfitHash names the sheet of an outfit by its content.
type OutfitHash string

// CommandID is made by a visitor for one command: 1 to 64 bytes, repeated when the command is repeated.
type CommandID string

var (
	roomIDForm    = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
	visitorIDForm = regexp.MustCompile(`^[a-z2-7]{16}$`)
)

// Valid reports whether the id has the form of a room's name.
func (id RoomID) Valid() bool { return roomIDForm.MatchString(string(id)) }

// Valid reports whether the id has the form of a visitor's.
func (id VisitorID) Valid() bool { return visitorIDForm.MatchString(string(id)) }

// Millis is an instant in Unix milliseconds, UTC. Room time never decreases.
type Millis int64

// AtTime converts a clock's instant to room time's unit.
func AtTime(t time.Time) Millis { return Millis(t.UnixMilli()) }

// Time is the instant as Go's, in UTC.
func (m Millis) Time() time.Time { return time.UnixMilli(int64(m)).UTC() }

// Day is the UTC calendar day of the instant, `2026-11-23`: the grain at which text keys expire.
func (m Millis) Day() string { return m.Time().Format(time.DateOnly) }
