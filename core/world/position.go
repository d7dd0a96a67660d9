package world

import (
	"strconv"
	"strings"
)

// Position is a place in a room's log: just after event N, which was committed under Epoch. Clients hold its text and
// understand nothing of it. The zero Position stands before the first event.
//
// Without the epoch, a log that lost its tail (power cut, unsynced) and grew again would take an old number for a new event.
type Position struct {
	Epoch uint64 // the claim under which event N was committed; never used twice in one log
	N     uint64 // the room's own event number, dense, from 1
}

// String is the position's text: two decimal numbers, `1795473600000-57`.
func (p Position) String() string {
	return strconv.FormatUint(p.Epoch, 10) + "-" + strconv.FormatUint(p.N, 10)
}

// MarshalText makes a position a string in JSON.
func (p Position) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText is ParsePosition for decoders.
func (p *Position) UnmarshalText(text []byte) error {
	parsed, err := ParsePosition(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// ParsePosition reads what String wrote and nothing else (no sign, no space, no leading zero), so that equal positions have
// equal texts. Anything else is refused with bad_position.
func ParsePosition(text string) (Position, error) {
	epoch, n, found := strings.Cut(text, "-")
	e, okEpoch := canonicalNumber(epoch)
	m, okN := canonicalNumber(n)
	if !found || !okEpoch || !okN {
		return Position{}, Refuse(CodeBadPosition, "This is not a position: send one as the server gave it, or leave it out to begin with a snapshot.")
	}
	return Position{Epoch: e, N: m}, nil
}

func canonicalNumber(text string) (uint64, bool) {
	const longest = len("18446744073709551615")
	if len(text) == 0 || len(text) > longest || (text[0] == '0' && len(text) > 1) || text[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseUint(text, 10, 64)
	return n, err == nil
}
