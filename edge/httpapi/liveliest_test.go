package httpapi

import (
	"testing"

	"github.com/yokocho/yokocho/core/world"
)

func TestNewcomersGoWhereItIsLively(t *testing.T) {
	for name, c := range map[string]struct {
		people [3]int // of street, bar and club, which hold ten each
		closed int    // the room nobody may look into, -1 for none
		want   world.RoomID
	}{
		"nobody anywhere":      {[3]int{0, 0, 0}, -1, "street"},
		"one in the bar":       {[3]int{0, 1, 0}, -1, "bar"},
		"as many":              {[3]int{2, 2, 2}, -1, "street"},
		"the bar nearly full":  {[3]int{0, 7, 6}, -1, "club"},
		"the bar closed":       {[3]int{1, 5, 0}, 1, "street"},
		"all full":             {[3]int{10, 10, 10}, -1, "street"},
		"only the street free": {[3]int{0, 9, 8}, -1, "street"},
	} {
		var rooms []RoomInfo
		for i, id := range []world.RoomID{"street", "bar", "club"} {
			rooms = append(rooms, RoomInfo{ID: id, People: c.people[i], Capacity: 10, Open: i != c.closed})
		}
		if got := liveliest(rooms); got != c.want {
			t.Errorf("%s: sent to %s, want %s", name, got, c.want)
		}
	}
}
