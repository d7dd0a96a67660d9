package world

// Code is a stable word for a refusal. Clients and tests decide by codes, people read messages.
type Code string

// The codes. A code, once released, keeps its meaning.
const (
	CodeBadRequest      Code = "bad_request"     // malformed JSON, wrong types, missing fields, bad UTF-8
	CodeTooLarge        Code = "too_large"       // a body over 16 KiB
	CodeUnknownCommand  Code = "unknown_command" // a type this server does not know
	CodeUnknownRoom     Code = "unknown_room"    // no such room
	CodeUnknownVisitor  Code = "unknown_visitor" // no such visitor, or not in this room
	CodeUnknownSeat     Code = "unknown_seat"    // no such seat in this room
	CodeUnknownOutfit   Code = "unknown_outfit"  // no such outfit
	CodeUnknownLine     Code = "unknown_line"    // no such line of one's own
	CodeUnknownItem     Code = "unknown_item"    // the catalogue has no such item
	CodeUnknownLook     Code = "unknown_look"    // no such saved look of one's own
	CodeBadOutfit       Code = "bad_outfit"      // not as recipes are written, or no figure
	CodeBadDye          Code = "bad_dye"         // the item has no such dye, or the colour is none
	CodeNotOwned        Code = "not_owned"       // an item of the outfit is not the visitor's to wear
	CodeTooMany         Code = "too_many"        // over 64 garments in an outfit, over 60 saved looks
	CodeBadName         Code = "bad_name"        // empty, over 24 characters, control or direction characters
	CodeBadText         Code = "bad_text"        // empty, or control characters
	CodeBadPicture      Code = "bad_picture"     // no PNG or JPEG, damaged, or too small or large
	CodeTooLong         Code = "too_long"        // a line over 500 characters
	CodeBadPoint        Code = "bad_point"       // not a finite point
	CodeNotReachable    Code = "not_reachable"   // nowhere near the goal can be walked to
	CodeSeatTaken       Code = "seat_taken"      // somebody sits there or is on the way
	CodeQuiet           Code = "quiet"           // somebody is where nobody is approached
	CodeFull            Code = "full"            // the room holds no more people
	CodeNotHere         Code = "not_here"        // the visitor is not in this room
	CodeForbidden       Code = "forbidden"       // not allowed to this visitor
	CodeForeignOrigin   Code = "foreign_origin"  // a page of another site asked
	CodeWrongLogin      Code = "wrong_login"     // name and password do not belong together
	CodeLoginTaken      Code = "login_taken"     // somebody else signs in with that name
	CodeBadLoginName    Code = "bad_login_name"  // a name to sign in with of 3 to 40 characters without spaces
	CodeBadPassword     Code = "bad_password"    // under 8 or over 200 characters
	CodeLastOperator    Code = "last_operator"   // there would be no operator any more
	CodeMuted           Code = "muted"           // staff has silenced the visitor: retryAfterMs says how long
	CodeRemoved         Code = "removed"         // staff has sent the visitor out of this room: retryAfterMs says how long
	CodeBanned          Code = "banned"          // staff has banned the visitor
	CodeClosed          Code = "closed"          // the house lets nobody in at the moment, or no guests
	CodeAgeUnknown      Code = "age_unknown"     // the house asks how old the visitor is
	CodeTooYoung        Code = "too_young"       // the house is for people of 18 and over
	CodeRefusedWord     Code = "refused_word"    // the house does not want to hear that
	CodeUnknownReport   Code = "unknown_report"  // no such report
	CodeUnknownMeasure  Code = "unknown_measure" // no such sanction, or nothing to appeal against
	CodeUnknownOpening  Code = "unknown_opening" // nobody has asked to open that, or it is open already
	CodeUnauthenticated Code = "unauthenticated" // no token, or a token nobody has
	CodeBusy            Code = "busy"            // the room's mailbox is full: try again
	CodeSlowDown        Code = "slow_down"       // over a limit: retryAfterMs says when
	CodeGone            Code = "gone"            // the position is older than what is kept, or not of this log
	CodeBadPosition     Code = "bad_position"    // not a position at all
	CodeExpired         Code = "expired"         // a one-time link was used or is too old
	CodeNotFound        Code = "not_found"       // no such page or file
	CodeUnavailable     Code = "unavailable"     // the room is restarting, or the server is stopping: repeat the command
	CodeNewerData       Code = "newer_data"      // written by a newer version of yokocho
	CodeInternal        Code = "internal"        // a fault of ours; the log names it by id
)

// Error is a refusal: a stable code, a sentence that says what to do, for limits the wait, and the room to go to where it is another one.
type Error struct {
	Code         Code   `json:"code"`
	Message      string `json:"message"`
	RetryAfterMs int64  `json:"retryAfterMs,omitempty"`
	Instead      RoomID `json:"instead,omitempty"`
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

// refuseUntil makes a refusal that says how long it holds.
func refuseUntil(code Code, message string, until, at Millis) *Error {
	return &Error{Code: code, Message: message, RetryAfterMs: int64(until - at)}
}

// Refuse makes a refusal.
func Refuse(code Code, message string) *Error { return &Error{Code: code, Message: message} }
