package world_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/yokocho/yokocho/core/world"
)

func TestPositionKeepsItsText(t *testing.T) {
	for _, p := range []world.Position{{}, {Epoch: 1_795_473_600_000, N: 57}, {Epoch: math.MaxUint64, N: math.MaxUint64}} {
		parsed, err := world.ParsePosition(p.String())
		if err != nil || parsed != p {
			t.Errorf("ParsePosition(%q) = %v, %v", p.String(), parsed, err)
		}
		var decoded struct{ P world.Position }
		encoded, err := json.Marshal(struct{ P world.Position }{p})
		if err == nil {
			err = json.Unmarshal(encoded, &decoded)
		}
		if err != nil || decoded.P != p {
			t.Errorf("%s in JSON became %v, %v", encoded, decoded.P, err)
		}
	}
}

func TestPositionsOfNoServerAreRefused(t *testing.T) {
	for _, text := range []string{
		"", "-", "1", "1-", "-1", "1-2-3", "01-2", "1-02", "+1-2", "1-+2", " 1-2", "1-2 ", "1_0-2", "0x1-2", "1.0-2", "１-２",
		"18446744073709551616-1", "1-18446744073709551616", "00000000000000000000000000000001-1", "1--2", "NaN-1", "1-2\x00", "1–2",
	} {
		_, err := world.ParsePosition(text)
		var refusal *world.Error
		if !errors.As(err, &refusal) || refusal.Code != world.CodeBadPosition {
			t.Errorf("ParsePosition(%q): %v, want bad_position", text, err)
		}
	}
}

func FuzzParsePosition(f *testing.F) {
	f.Add("0-0")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := world.ParsePosition(text)
		if err != nil {
			var refusal *world.Error
			if !errors.As(err, &refusal) || refusal.Code != world.CodeBadPosition {
				t.Fatalf("%q: %v, want bad_position", text, err)
			}
			return
		}
		if p.String() != text {
			t.Fatalf("%q was read as %q", text, p.String())
		}
	})
}
