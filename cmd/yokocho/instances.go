package main

import (
	"fmt"
	"slices"

	"github.com/yokocho/yokocho/core/world"
)

// everyRoom stands for those that --instances does not name.
const everyRoom = "*"

// mostInstances bounds what one --instances may ask for.
const mostInstances = 1000

// instancesOf reads --instances: how many of a room may be open at once.
func instancesOf(named map[string]int, rooms []world.RoomID) (func(world.RoomID) int, error) {
	for room, n := range named {
		if room != everyRoom && !slices.Contains(rooms, world.RoomID(room)) {
			return nil, fmt.Errorf("--instances %s=%d: there is no such room: name one of %v, or %s for every other", room, n, rooms, everyRoom)
		}
		if n < 1 || n > mostInstances {
			return nil, fmt.Errorf("--instances %s=%d: write how many may be open at once, 1 to %d", room, n, mostInstances)
		}
	}
	return func(room world.RoomID) int {
		for _, name := range []string{string(room), everyRoom} {
			if n, ok := named[name]; ok {
				return n
			}
		}
		return 1
	}, nil
}
