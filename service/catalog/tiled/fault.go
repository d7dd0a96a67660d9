package tiled

import (
	"errors"
	"fmt"
	"strings"

	"github.com/yokocho/yokocho/core/world"
)

// FaultCode is a stable word for what is wrong with a room as drawn. Tools and tests decide by codes, designers read sentences.
type FaultCode string

// The codes of what Read refuses.
const (
	FaultFile        FaultCode = "missing_file"  // a file is missing or cannot be read
	FaultOutside     FaultCode = "outside"       // a file that is not in the room's own folder: elsewhere, behind a link, on the net
	FaultTooLarge    FaultCode = "too_large"     // a file, or what is in it, is over a limit
	FaultMap         FaultCode = "bad_map"       // no Tiled map, or of another kind than rooms are
	FaultLayer       FaultCode = "bad_layer"     // a layer that is missing, empty, unknown, there twice, of another kind or not as drawn
	FaultTileset     FaultCode = "bad_tileset"   // a tileset or an animation that cannot be shown
	FaultDrawing     FaultCode = "bad_drawing"   // a picture that is no SVG of the allowed kind, or has changed its size
	FaultName        FaultCode = "bad_name"      // a name that is no id, or another's
	FaultObject      FaultCode = "bad_object"    // an object of another kind than its layer holds
	FaultProperty    FaultCode = "bad_property"  // a property that is missing, misspelt, or of another type or value
	FaultReference   FaultCode = "bad_reference" // a property that names an object or a group that is not there
	FaultShape       FaultCode = "bad_shape"     // a form or a place that cannot be: it crosses itself, turns back, is far outside
	FaultGroup       FaultCode = "bad_group"     // furniture that cannot be drawn in one order
	FaultOverlap     FaultCode = "overlap"       // seats in one place
	FaultUnreachable FaultCode = "unreachable"   // a place where nobody can stand, or to which nobody can walk
)

// The codes of what only Lint tells.
const (
	FaultNoFront  FaultCode = "no_front"       // a seat without a piece of furniture in front of the sitter
	FaultCrossing FaultCode = "crossing_bases" // base lines of two groups that cross
	FaultOneLight FaultCode = "one_light"      // a picture with a group for the day and none for the night; a background also the reverse
	FaultUnused   FaultCode = "unused"         // an object that nothing names
)

// Place is where in a room's files a fault is.
type Place struct {
	File     string `json:"file"`               // in the tree that was read: "rooms/lounge/room.tmj"
	Line     int    `json:"line,omitempty"`     // of a picture, from 1; 0 where a file as a whole is meant
	Layer    string `json:"layer,omitempty"`    // of the map
	Object   string `json:"object,omitempty"`   // the object's name, which may be empty
	ObjectID int    `json:"objectId,omitempty"` // the number that Tiled gave it; 0 where no object is meant
	Property string `json:"property,omitempty"`
}

// String says where in the file that is; it is empty where the file as a whole is meant.
func (p Place) String() string {
	var parts []string
	if p.Line > 0 {
		parts = append(parts, fmt.Sprintf("line %d", p.Line))
	}
	if p.Layer != "" {
		parts = append(parts, fmt.Sprintf("layer %q", p.Layer))
	}
	switch {
	case p.ObjectID > 0:
		parts = append(parts, fmt.Sprintf("object %q (id %d)", p.Object, p.ObjectID))
	case p.Object != "":
		parts = append(parts, fmt.Sprintf("object %q", p.Object))
	}
	if p.Property != "" {
		parts = append(parts, fmt.Sprintf("property %q", p.Property))
	}
	return strings.Join(parts, ", ")
}

// property is the place of a property of what p is.
func (p Place) property(name string) Place {
	p.Property = name
	return p
}

// Fault says what is wrong with a room, where, and what to do about it.
type Fault struct {
	Code FaultCode
	Room world.RoomID
	Place
	Problem string
	Remedy  string
	// Warning says that it may be meant so; Read refuses nothing for it.
	Warning bool
}

func (f *Fault) Error() string {
	where := f.File
	if within := f.Place.String(); within != "" {
		where += ": " + within
	}
	return fmt.Sprintf("%s: %s; %s (%s)", where, f.Problem, f.Remedy, f.Code)
}

// Faults are all that is wrong with a room.
type Faults []*Fault

// Error lists the faults, one a line.
func (f Faults) Error() string { return errors.Join(f.Unwrap()...).Error() }

// Unwrap lets errors.As find the first fault.
func (f Faults) Unwrap() []error {
	all := make([]error, len(f))
	for i, fault := range f {
		all[i] = fault
	}
	return all
}
