package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
)

// MaxCommand is how many bytes a command may have.
const MaxCommand = 16 << 10

// maxCoordinate bounds what can be pointed at: far beyond any room, far from overflowing.
const maxCoordinate = 1 << 20

const maxCommandID = 64

// Typing says that somebody is writing, to one person or to the room: a signal, never logged.
type Typing struct {
	To world.VisitorID // empty: the room
}

// CommandName is the signal's word on the wire.
func (Typing) CommandName() string { return "typing" }

// Photographing says that somebody is about to take a photo of the room: a signal, never logged, to those who have not said yet
// whether they may be in it.
type Photographing struct{}

// CommandName is the signal's word on the wire.
func (Photographing) CommandName() string { return "photograph" }

// command is a command's JSON: all fields of all types, so that unknown ones can be refused in one pass.
type command struct {
	ID      world.CommandID  `json:"id"`
	Type    string           `json:"type"`
	To      json.RawMessage  `json:"to"`
	Visitor world.VisitorID  `json:"visitor"`
	Seat    world.SeatID     `json:"seat"`
	Text    *string          `json:"text"`
	Lang    string           `json:"lang"`
	Line    string           `json:"line"`
	Name    string           `json:"name"`
	Outfit  world.OutfitHash `json:"outfit"`
	From    world.RoomID     `json:"from"`
}

// DecodeCommand reads a visitor's command. Every refusal is a *world.Error: too_large, bad_request, unknown_command,
// bad_point, bad_position. A refusal comes with the command's id and type where they could be read, so that the answer can name it.
func DecodeCommand(raw []byte) (world.Command, error) {
	if len(raw) > MaxCommand {
		return world.Command{}, world.Refuse(world.CodeTooLarge, "A command has at most 16 KiB.")
	}
	if !utf8.Valid(raw) {
		return world.Command{}, world.Refuse(world.CodeBadRequest, "A command is UTF-8; this one has bytes that are not.")
	}
	var c command
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return world.Command{}, badJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return world.Command{}, world.Refuse(world.CodeBadRequest, "Send one command at a time: there is more behind the JSON object.")
	}
	cmd := world.Command{ID: c.ID}
	if c.ID == "" || len(c.ID) > maxCommandID {
		cmd.ID = ""
		return cmd, world.Refuse(world.CodeBadRequest, "A command needs an id of 1 to 64 bytes, the same when it is repeated.")
	}
	do, err := c.action()
	cmd.Do = do
	return cmd, err
}

func badJSON(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return world.Refuse(world.CodeBadRequest, "The field "+wrong.Field+" has the wrong type.")
	}
	return world.Refuse(world.CodeBadRequest, `A command is one JSON object, such as {"id":"1","type":"say","text":"hello"}, with no fields beyond its type's.`)
}

func (c command) action() (world.Action, error) {
	switch c.Type {
	case "enter":
		return world.Enter{From: c.From}, nil
	case "leave":
		return world.Leave{}, nil
	case "walk":
		to, err := c.point()
		return world.Walk{To: to}, err
	case "approach":
		return world.Approach{Visitor: c.Visitor}, nil
	case "sit":
		return world.Sit{Seat: c.Seat}, nil
	case "stand":
		return world.Stand{}, nil
	case "say":
		text, err := c.text()
		return world.Say{Text: text, Lang: c.Lang}, err
	case "whisper":
		text, err := c.text()
		if err != nil {
			return world.Whisper{}, err
		}
		to, err := c.visitor()
		return world.Whisper{To: to, Text: text, Lang: c.Lang}, err
	case "retract":
		line, err := world.ParsePosition(c.Line)
		return world.Retract{Line: line}, err
	case "express":
		return world.Express{Name: c.Name}, nil
	case "wear":
		return world.Wear{Outfit: c.Outfit}, nil
	case "typing":
		if c.To == nil {
			return Typing{}, nil
		}
		to, err := c.visitor()
		return Typing{To: to}, err
	case "photograph":
		return Photographing{}, nil
	default:
		return nil, world.Refuse(world.CodeUnknownCommand, "This server does not know that type of command.")
	}
}

func (c command) text() (string, error) {
	if c.Text == nil {
		return "", world.Refuse(world.CodeBadRequest, "The field text is missing.")
	}
	return *c.Text, nil
}

// point reads `to` as a place. NaN and infinity cannot be written in JSON: they come as words, as null or as 1e999.
func (c command) point() (nav.Point, error) {
	var to []float64
	if err := json.Unmarshal(c.To, &to); err != nil || len(to) != 2 {
		return nav.Point{}, world.Refuse(world.CodeBadPoint, "The field to is a place on the floor, [x, y], in numbers.")
	}
	for _, v := range to {
		if v < -maxCoordinate || v > maxCoordinate {
			return nav.Point{}, world.Refuse(world.CodeBadPoint, "That place is far outside of any room.")
		}
	}
	return nav.Point{X: int(to[0]), Y: int(to[1])}, nil
}

func (c command) visitor() (world.VisitorID, error) {
	var to world.VisitorID
	if err := json.Unmarshal(c.To, &to); err != nil || to == "" {
		return "", world.Refuse(world.CodeBadRequest, "The field to is a visitor's id.")
	}
	return to, nil
}
