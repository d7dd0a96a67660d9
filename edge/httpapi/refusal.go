package httpapi

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
)

// Refusal is the one error shape.
type Refusal struct {
	Code         world.Code `json:"code" doc:"a stable word"`
	Message      string     `json:"message" doc:"a sentence for people"`
	RetryAfterMs int64      `json:"retryAfterMs,omitempty" doc:"when repeating it may succeed"`

	Instead world.RoomID `json:"instead,omitempty" doc:"the room to go to: another instance of one that is full, or the room of an instance that is not open"`
}

func (r *Refusal) Error() string { return string(r.Code) + ": " + r.Message }

// GetStatus implements huma.StatusError.
func (r *Refusal) GetStatus() int { return edge.Status(r.Code) }

// ContentType keeps the plain media type of JSON.
func (r *Refusal) ContentType(string) string { return "application/json" }

// newRefusal turns what huma itself refuses (wrong types, missing fields) into the one shape.
func newRefusal(status int, message string, faults ...error) huma.StatusError {
	if status >= http.StatusInternalServerError {
		return &Refusal{Code: world.CodeInternal, Message: "Something broke on our side."}
	}
	for _, fault := range faults {
		var detail *huma.ErrorDetail
		if errors.As(fault, &detail) {
			message += "; " + detail.Location + ": " + detail.Message // without the value: it may be private
		}
	}
	return &Refusal{Code: world.CodeBadRequest, Message: message}
}

// refusal is how an operation's error reaches huma.
func (s *server) refusal(err error) error {
	refused := Refusal(*edge.Refusal(s.Gate.Logger, err))
	if refused.RetryAfterMs > 0 {
		seconds := strconv.FormatInt((refused.RetryAfterMs+999)/1000, 10)
		return huma.ErrorWithHeaders(&refused, http.Header{"Retry-After": {seconds}})
	}
	return &refused
}

// CodeInfo describes one code.
type CodeInfo struct {
	Code    world.Code `json:"code"`
	Status  int        `json:"status"`
	Meaning string     `json:"meaning"`
}

// codes are all codes, in the order of world's list.
func codes() []CodeInfo {
	all := []CodeInfo{
		{Code: world.CodeBadRequest, Meaning: "Malformed JSON, wrong types, missing or unknown fields, bytes that are not UTF-8."},
		{Code: world.CodeTooLarge, Meaning: "A body over 16 KiB, or a picture over 2 MB."},
		{Code: world.CodeUnknownCommand, Meaning: "A type of command this server does not know."},
		{Code: world.CodeUnknownRoom, Meaning: "There is no such room."},
		{Code: world.CodeUnknownVisitor, Meaning: "There is no such visitor, or not in this room."},
		{Code: world.CodeUnknownSeat, Meaning: "This room has no such seat."},
		{Code: world.CodeUnknownOutfit, Meaning: "The catalogue has no such outfit."},
		{Code: world.CodeUnknownLine, Meaning: "No such line of one's own, or not the newest."},
		{Code: world.CodeUnknownItem, Meaning: "The catalogue has no such item."},
		{Code: world.CodeUnknownLook, Meaning: "No such saved look of one's own."},
		{Code: world.CodeBadOutfit, Meaning: "An outfit that is not as recipes are written, wears something twice, or lacks what nobody goes without."},
		{Code: world.CodeBadDye, Meaning: "The item has no such dye, or the colour is not #rrggbb in lower case."},
		{Code: world.CodeNotOwned, Meaning: "An item of the outfit is not yours to wear."},
		{Code: world.CodeTooMany, Meaning: "More than 64 garments in an outfit, or more than 60 saved looks."},
		{Code: world.CodeBadName, Meaning: "A name is empty, over 24 characters, or has control or direction characters."},
		{Code: world.CodeBadText, Meaning: "A line is empty or has control characters."},
		{Code: world.CodeBadPicture, Meaning: "No PNG or JPEG, damaged, or not 100 to 2048 pixels wide and high."},
		{Code: world.CodeTooLong, Meaning: "A line has more than 500 characters."},
		{Code: world.CodeBadPoint, Meaning: "Not a finite point of the floor."},
		{Code: world.CodeNotReachable, Meaning: "Nowhere near the goal can be walked to."},
		{Code: world.CodeSeatTaken, Meaning: "Somebody sits there or is on the way."},
		{Code: world.CodeQuiet, Meaning: "Somebody is where nobody is approached."},
		{Code: world.CodeFull, Meaning: "The room holds no more people."},
		{Code: world.CodeNotHere, Meaning: "You are not in this room: enter it first."},
		{Code: world.CodeForbidden, Meaning: "Not allowed to you."},
		{Code: world.CodeForeignOrigin, Meaning: "A page of another site asked."},
		{Code: world.CodeWrongLogin, Meaning: "Name and password, or name and code, do not belong together."},
		{Code: world.CodeLoginTaken, Meaning: "Somebody else signs in with that name."},
		{Code: world.CodeBadLoginName, Meaning: "A name to sign in with has 3 to 40 characters and no spaces."},
		{Code: world.CodeBadPassword, Meaning: "A password has 8 to 200 characters."},
		{Code: world.CodeLastOperator, Meaning: "There would be no operator any more."},
		{Code: world.CodeMuted, Meaning: "Staff has silenced you: retryAfterMs says for how long."},
		{Code: world.CodeRemoved, Meaning: "Staff has sent you out of this room: retryAfterMs says for how long."},
		{Code: world.CodeBanned, Meaning: "Staff has banned you, or a guest like you: /me/measures tells why."},
		{Code: world.CodeClosed, Meaning: "The house lets nobody in at the moment, or no guests."},
		{Code: world.CodeAgeUnknown, Meaning: "The house asks how old you are: PATCH /me with your age band first."},
		{Code: world.CodeTooYoung, Meaning: "The house is for people of 18 and over."},
		{Code: world.CodeRefusedWord, Meaning: "The house does not want to hear that."},
		{Code: world.CodeUnknownReport, Meaning: "There is no such report."},
		{Code: world.CodeUnknownMeasure, Meaning: "There is no such measure, or that was done already."},
		{Code: world.CodeUnknownOpening, Meaning: "Nobody has asked to open that, or it is open already."},
		{Code: world.CodeUnauthenticated, Meaning: "No token, or a token nobody has."},
		{Code: world.CodeBusy, Meaning: "The room has too many requests waiting: try again."},
		{Code: world.CodeSlowDown, Meaning: "Over a limit: retryAfterMs says when to come back."},
		{Code: world.CodeGone, Meaning: "The position is older than what is kept, or not of this log: begin with a snapshot."},
		{Code: world.CodeBadPosition, Meaning: "Not a position as the server gives them."},
		{Code: world.CodeExpired, Meaning: "A one-time link was used already or is too old."},
		{Code: world.CodeNotFound, Meaning: "There is no such page or file."},
		{Code: world.CodeUnavailable, Meaning: "The room is restarting or the server is stopping: repeat the command under the same id."},
		{Code: world.CodeNewerData, Meaning: "The data was written by a newer version of Yokocho."},
		{Code: world.CodeInternal, Meaning: "A fault of ours; the operator's log has it under the id in the message."},
	}
	for i, c := range all {
		all[i].Status = edge.Status(c.Code)
	}
	return all
}

// refusals describes the answers with which an operation says no: its codes by status.
func refusals(codes ...world.Code) map[string]*huma.Response {
	words := map[int][]string{}
	for _, c := range codes {
		words[edge.Status(c)] = append(words[edge.Status(c)], string(c))
	}
	all := map[string]*huma.Response{}
	for status, w := range words {
		all[strconv.Itoa(status)] = &huma.Response{
			Description: strings.Join(w, ", "),
			Content:     mediaType(&huma.Schema{Ref: schemas + "Refusal"}),
		}
	}
	return all
}

func mediaType(s *huma.Schema) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/json": {Schema: s}}
}
