package world

import (
	"maps"
	"slices"
)

// Commands are the names of all commands that have a right, in no order.
func Commands() []string { return slices.Collect(maps.Keys(rights)) }
