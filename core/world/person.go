package world

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/yokocho/yokocho/core/nav"
)

// Kind says whether a visitor is a person or a program.
type Kind string

// The kinds.
const (
	KindPerson  Kind = "person"
	KindProgram Kind = "program"
)

// AgeBand is what is known of a visitor's age. It never reaches other visitors.
type AgeBand string

// The age bands.
const (
	AgeUnknown AgeBand = "unknown"
	AgeUnder16 AgeBand = "under16"
	Age16And17 AgeBand = "16-17"
	AgeAdult   AgeBand = "adult"
)

// Grown says whether somebody is known to be of age.
func (a AgeBand) Grown() bool { return a == AgeAdult }

// Known says whether somebody has said how old they are.
func (a AgeBand) Known() bool { return a == AgeUnder16 || a == Age16And17 || a == AgeAdult }

// Minor says whether somebody is known to be under 18.
func (a AgeBand) Minor() bool { return a.Known() && !a.Grown() }

// Role is what a visitor may do beyond visiting.
type Role string

// The roles, each including those before it.
const (
	RoleGuest    Role = "guest"
	RoleMember   Role = "member"
	RoleHost     Role = "host"
	RoleStaff    Role = "staff"
	RoleOperator Role = "operator"
)

// Photos is what somebody said about being in others' photos: nothing yet, PhotosYes, or PhotosNo, which shows their
// silhouette.
type Photos string

// The answers.
const (
	PhotosYes Photos = "yes"
	PhotosNo  Photos = "no"
)

// Principal is what the core cannot know by itself about who commands: it comes with each command, read from
// SQL by the session, and Decide trusts it.
type Principal struct {
	ID        VisitorID
	Name      string
	Kind      Kind
	Age       AgeBand
	Role      Role
	Lang      string // BCP 47, the language of the visitor's browser; may be empty
	Outfit    OutfitHash
	Photos    Photos
	Follow    bool              // others may go after this one
	IgnoredBy []VisitorID       // those who do not want to hear this one
	Apart     []VisitorID       // those with whom this one has nothing to do, whoever of the two wanted that
	Muted     Millis            // silenced by staff until then
	Barred    map[RoomID]Millis // sent out by staff until then
	Banned    Millis            // out of the house until then
	Invited   bool              // a guest whom somebody invited
	Since     Millis            // came to the street for the first time
}

// Deaf are those whom nothing of what this one says reaches.
func (p Principal) Deaf() []VisitorID { return slices.Concat(p.IgnoredBy, p.Apart) }

// Facing is where a body looks: along the floor's axes.
type Facing string

// The facings: +x, +y, -x and -y on the floor.
const (
	FacingSE Facing = "se"
	FacingSW Facing = "sw"
	FacingNW Facing = "nw"
	FacingNE Facing = "ne"
)

// FacingTowards is the facing of somebody at a who looks at b.
func FacingTowards(a, b nav.Point) Facing {
	dx, dy := b.X-a.X, b.Y-a.Y
	if abs(dx) >= abs(dy) {
		if dx < 0 {
			return FacingNW
		}
		return FacingSE
	}
	if dy < 0 {
		return FacingNE
	}
	return FacingSW
}

func abs(v int) int {
	if v < 0 {
		return -v
	}
	return v
}

// Waypoint is a corner of a walk and the instant of reaching it; JSON `[x, y, atMs]`.
type Waypoint struct {
	nav.Point
	At Millis
}

// MarshalJSON writes `[x, y, atMs]`.
func (w Waypoint) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d,%d]", w.X, w.Y, w.At), nil
}

// UnmarshalJSON reads `[x, y, atMs]`.
func (w *Waypoint) UnmarshalJSON(b []byte) error {
	var v [3]int64
	if err := json.Unmarshal(b, &v); err != nil {
		return fmt.Errorf("a waypoint is [x, y, atMs] in integers: %w", err)
	}
	w.X, w.Y, w.At = int(v[0]), int(v[1]), Millis(v[2])
	return nil
}

// Path is one walk: where somebody is at an instant is the lerp along it, before it the first point and after it
// the last. A path of one point is standing.
type Path []Waypoint

// Where is the place on the path at an instant.
func (p Path) Where(at Millis) nav.Point {
	for i := 1; i < len(p); i++ {
		a, b := p[i-1], p[i]
		if at >= b.At {
			continue
		}
		if at <= a.At {
			return a.Point
		}
		d, t := int64(b.At-a.At), int64(at-a.At)
		return nav.Point{X: lerp(a.X, b.X, t, d), Y: lerp(a.Y, b.Y, t, d)}
	}
	return p.End().Point
}

// End is the destination and the instant of arrival.
func (p Path) End() Waypoint { return p[len(p)-1] }

// lerp is a + (b-a)*t/d rounded half away from zero, in integers so that it is the same everywhere.
func lerp(a, b int, t, d int64) int {
	n := int64(b-a) * t * 2
	if n >= 0 {
		return a + int((n+d)/(2*d))
	}
	return a - int((-n+d)/(2*d))
}

// Person is somebody in the room, as the log tells.
type Person struct {
	ID         VisitorID  `json:"id"`
	Name       string     `json:"name"`
	Kind       Kind       `json:"kind"`
	Age        AgeBand    `json:"age,omitempty"`
	Lang       string     `json:"lang,omitempty"`
	Outfit     OutfitHash `json:"outfit"`
	Photos     Photos     `json:"photos,omitempty"`
	Follow     bool       `json:"follow,omitempty"`
	Path       Path       `json:"path"`           // the walk under way or the last one
	Facing     Facing     `json:"facing"`         // after the walk
	Seat       SeatID     `json:"seat,omitempty"` // reserved from the click on; sat in from the path's end on
	Near       VisitorID  `json:"near,omitempty"` // whom the walk approaches
	NearSince  Millis     `json:"nearSince,omitempty"`
	Expression string     `json:"expression,omitempty"`
	Doing      string     `json:"doing,omitempty"` // a lasting gesture
	DoingSince Millis     `json:"doingSince,omitempty"`
	Entered    Millis     `json:"entered"`
}

// Gone is somebody who was in the room.
type Gone struct {
	Who    VisitorID  `json:"who"`
	Name   string     `json:"name"`
	Outfit OutfitHash `json:"outfit"`
	At     Millis     `json:"at" doc:"when they went"`
}

// rest ends what somebody does.
func (p *Person) rest() { p.Doing, p.DoingSince = "", 0 }
