package roomlog

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/yokocho/yokocho/core/world"
)

// Version is the schema of commits, of the events in them and of snapshots. It rises when something is added that an older
// binary would misread; nothing is ever taken away. A log that holds a higher one is not claimed.
const Version = 2

// Kind says what a commit is for.
type Kind string

// The kinds.
const (
	KindClaim  Kind = "claim"  // somebody became the owner; no events
	KindCommit Kind = "commit" // at least one event
)

// CommandRef remembers an accepted command, so that its repetition is answered and not repeated.
type CommandRef struct {
	Who world.VisitorID `json:"who"`
	ID  world.CommandID `json:"id"`
	N   uint64          `json:"n"` // the event number that the command's answer names
}

// Commit is one message of a room's log: it is there whole or not at all.
type Commit struct {
	Version  int               `json:"version"`
	Kind     Kind              `json:"kind"`
	Epoch    uint64            `json:"epoch"` // rises with every claim, never used twice
	N        uint64            `json:"n"`     // the number of the last event so far, this commit's included
	Owner    string            `json:"owner"` // who wrote it, for people to read
	At       world.Millis      `json:"at"`    // room time
	Events   []json.RawMessage `json:"events,omitempty"`
	Commands []CommandRef      `json:"commandIDs,omitempty"`
}

// Position is that of the commit's event i, counted from 0.
func (c Commit) Position(i int) world.Position {
	return world.Position{Epoch: c.Epoch, N: c.before() + 1 + uint64(i)}
}

// before is the number of the last event before this commit.
func (c Commit) before() uint64 { return c.N - uint64(len(c.Events)) }

// Entry is a commit and where it is stored.
type Entry struct {
	Seq    Seq
	Commit Commit
}

// Snapshot is a room's whole state just after an event.
type Snapshot struct {
	Version  int             `json:"version"`
	Position world.Position  `json:"position"`
	Seq      Seq             `json:"seq"` // of the commit that brought that event: replay goes on after it
	At       world.Millis    `json:"at"`
	Data     json.RawMessage `json:"data"` // the room's own JSON
}

func encode(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false) // people write < and &: kept as they are, events stay the same bytes
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("encode for the room's log: %w", err)
	}
	data := bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
	if len(data) > MaxBytes {
		return nil, ErrTooLarge
	}
	return data, nil
}

func decodeCommit(r Record) (Entry, error) {
	var c Commit
	if err := checkedDecode(r.Data, &c, &c.Version); err != nil {
		return Entry{}, fmt.Errorf("message %d: %w", r.Seq, err)
	}
	sound := c.Epoch > 0 && uint64(len(c.Events)) <= c.N &&
		(c.Kind == KindClaim && len(c.Events) == 0 || c.Kind == KindCommit && len(c.Events) > 0)
	if !sound {
		return Entry{}, fmt.Errorf("message %d is not a commit: %w", r.Seq, ErrDamaged)
	}
	return Entry{Seq: r.Seq, Commit: c}, nil
}

func decodeSnapshot(data []byte) (Snapshot, error) {
	var s Snapshot
	err := checkedDecode(data, &s, &s.Version)
	return s, err
}

// checkedDecode reads data into v, whose schema version is at `version`: newer ones are refused with newer_data, also when
// they no longer fit v.
func checkedDecode(data []byte, v any, version *int) error {
	err := json.Unmarshal(data, v)
	var head struct{ Version int }
	if err != nil && json.Unmarshal(data, &head) == nil {
		*version = head.Version
	}
	switch {
	case *version > Version:
		return world.Refuse(world.CodeNewerData, fmt.Sprintf(
			"This room was written by a newer yokocho (schema %d, this one knows %d): run that version or a later one.", *version, Version))
	case err != nil:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case *version < 1:
		return fmt.Errorf("no schema version: %w", ErrDamaged)
	}
	return nil
}
