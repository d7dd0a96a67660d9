package wardrobe

import (
	"fmt"
	"slices"
)

// Slot is a kind of item, and a folder of the catalogue.
type Slot struct {
	ID     string `json:"id"`
	Name   Text   `json:"name"`
	One    bool   `json:"one"`    // at most one is worn
	Needed bool   `json:"needed"` // nobody goes without
}

// ParseSlots reads art/slots.json.
func ParseSlots(data []byte) ([]Slot, error) {
	var slots []Slot
	if err := strictJSON(data, &slots); err != nil {
		return nil, fmt.Errorf("slots.json: %w", err)
	}
	for i, s := range slots {
		if !nameForm.MatchString(s.ID) || s.Name.Ja == "" || s.Name.En == "" {
			return nil, fmt.Errorf("slots.json: slot %q: an id is 1 to 40 of a-z, 0-9 and -, with a name in ja and en", s.ID)
		}
		if slices.ContainsFunc(slots[:i], func(other Slot) bool { return other.ID == s.ID }) {
			return nil, fmt.Errorf("slots.json: slot %q is there twice; remove one", s.ID)
		}
	}
	return slots, nil
}
