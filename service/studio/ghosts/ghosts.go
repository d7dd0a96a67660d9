// Package ghosts rehearses a room: a crowd without bodies walks it by the rules of the street, to every seat, every door and all over the
// floor, and then leaves by all doors at once. What comes of it is a list of events that can be shown, and the places to which
// somebody could not get. The same map gives the same rehearsal.
package ghosts

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
)

// How ghosts behave. Times are milliseconds, distances floor units.
const (
	apart    = 600 // one comes in after the other
	lookFor  = 300 // they stand at a place
	sitFor   = 900
	waitFor  = 800   // before they try again to get where others stand
	patience = 10000 // after which they give up
	within   = 40    // of a place on the floor they have come to it
	door     = 110   // within that, doors open
)

// Kind is what a ghost goes to.
type Kind string

// The kinds of places.
const (
	Seat  Kind = "seat"
	Exit  Kind = "exit"
	Floor Kind = "floor"
)

// Place is where a ghost goes.
type Place struct {
	Kind Kind      `json:"kind"`
	ID   string    `json:"id,omitempty"` // of the seat or exit
	At   nav.Point `json:"at"`
}

// Code says what is wrong with a place.
type Code string

// The codes.
const (
	Unreachable Code = "unreachable" // not even a single one gets there
	Jam         Code = "jam"         // one alone would; in a crowd somebody gave up after ten seconds
)

// Finding is a place to which a ghost could not get.
type Finding struct {
	Code  Code            `json:"code"`
	Place Place           `json:"place"`
	Who   world.VisitorID `json:"who"`
	At    world.Millis    `json:"at"` // when the ghost gave up
}

// Rehearsal is what a crowd of ghosts did. Its time begins at 0.
type Rehearsal struct {
	View     world.View        `json:"view"` // of the empty room
	Events   []json.RawMessage `json:"events"`
	Ends     world.Millis      `json:"ends"`
	Ghosts   int               `json:"ghosts"`
	Places   map[Kind]int      `json:"places"` // how many of each kind were visited
	Findings []Finding         `json:"findings"`
}

// Rehearse plays a room whose floor is so large. Ghosts wear one outfit after the other.
func Rehearse(m *world.Map, size nav.Point, outfits []world.OutfitHash) (Rehearsal, error) {
	c := company{m: m, state: world.NewState("rehearsal"), outfits: outfits, places: placesOf(m, size)}
	c.out = Rehearsal{Events: []json.RawMessage{}, Places: map[Kind]int{}, Findings: []Finding{}, Ghosts: m.Capacity}
	if _, err := c.do(world.Redraw{}, world.Principal{}, 0); err != nil {
		return c.out, err
	}
	c.out.View, c.out.Events = c.state.View(""), []json.RawMessage{}
	for i := range c.out.Ghosts {
		at := world.Millis(i) * apart
		c.ghosts = append(c.ghosts, &ghost{index: i, next: at, since: at})
	}
	for {
		g := c.first()
		if g == nil {
			return c.out, nil
		}
		c.out.Ends = g.next
		if err := c.act(g, g.next); err != nil {
			return c.out, err
		}
	}
}

// placesOf are all seats and doors, and a place on every tile on which a body can stand, in an order that makes ways cross.
func placesOf(m *world.Map, size nav.Point) []Place {
	var all []Place
	for _, s := range m.Seats {
		all = append(all, Place{Seat, string(s.ID), s.At})
	}
	for _, e := range m.Exits {
		all = append(all, Place{Exit, string(e.ID), e.At})
	}
	const tile = 48
	for x := tile / 2; x < size.X; x += tile {
		for y := tile / 2; y < size.Y; y += tile {
			at, ok := m.Floor.Nearest(nav.Point{X: x, Y: y})
			if ok && max(abs(at.X-x), abs(at.Y-y)) <= tile/2 {
				all = append(all, Place{Floor, "", at})
			}
		}
	}
	stride := int(float64(len(all)) * (math.Sqrt(5) - 1) / 2)
	for gcd(stride, len(all)) > 1 {
		stride++
	}
	crossing := make([]Place, len(all))
	for i := range all {
		crossing[i] = all[i*stride%len(all)]
	}
	return crossing
}

func abs(v int) int { return max(v, -v) }

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// ghost is one of the crowd.
type ghost struct {
	index int
	next  world.Millis // when it acts again
	in    bool
	gone  bool
	goal  *Place
	since world.Millis // when it wanted to go there first
	last  bool         // the goal is the door by which it leaves
}

// company is a rehearsal as it is played.
type company struct {
	m       *world.Map
	state   *world.State
	outfits []world.OutfitHash
	places  []Place // not visited yet
	ghosts  []*ghost
	out     Rehearsal
}

// first is the ghost that acts next; nil when all have gone.
func (c *company) first() *ghost {
	var first *ghost
	for _, g := range c.ghosts {
		if !g.gone && (first == nil || g.next < first.next) {
			first = g
		}
	}
	return first
}

// full is when the last one should have come in.
func (c *company) full() world.Millis { return world.Millis(len(c.ghosts)) * apart }

func (c *company) as(g *ghost) world.Principal {
	p := world.Principal{ID: world.VisitorID(fmt.Sprintf("ghost-%d", g.index+1)), Name: fmt.Sprint(g.index + 1), Role: world.RoleHost}
	if len(c.outfits) > 0 {
		p.Outfit = c.outfits[g.index%len(c.outfits)]
	}
	return p
}

// do does a command. A refusal that says that there is no way is false, and no error.
func (c *company) do(action world.Action, p world.Principal, at world.Millis) (bool, error) {
	events, err := world.Decide(c.state, c.m, world.Command{Do: action}, p, at)
	var refusal *world.Error
	if errors.As(err, &refusal) && refusal.Code == world.CodeNotReachable {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for _, e := range events {
		e.Position = world.Position{Epoch: 1, N: c.state.Position.N + 1}
		raw, err := wire.EncodeEvent(e)
		if err != nil {
			return false, err
		}
		c.out.Events = append(c.out.Events, raw)
		c.state.Apply(e)
	}
	return true, nil
}

// act lets a ghost do what it does next.
func (c *company) act(g *ghost, at world.Millis) error {
	switch {
	case !g.in && at-g.since > patience:
		c.giveUp(g, at)
		return nil
	case !g.in:
		return c.enter(g, at)
	case g.goal == nil && len(c.places) == 0 && at < c.full():
		g.next = c.full() // nobody leaves before
		return nil
	case g.goal == nil:
		c.choose(g, at)
		return c.walk(g, at)
	case c.there(g, at):
		return c.arrive(g, at)
	case at-g.since > patience:
		c.giveUp(g, at)
		return nil
	default:
		return c.walk(g, at)
	}
}

func (c *company) enter(g *ghost, at world.Millis) error {
	door := c.door(g)
	g.goal = &door
	p := c.as(g)
	from := world.RoomID("")
	if n := len(c.m.Exits); n > 0 {
		from = c.m.Exits[g.index%n].Target
	}
	in, err := c.do(world.Enter{From: from}, p, at)
	if !in {
		g.next = at + waitFor
		return err
	}
	g.in, g.goal, g.next = true, nil, c.state.Person(p.ID).Path.End().At+lookFor
	return nil
}

// door is the one by which a ghost comes and goes.
func (c *company) door(g *ghost) Place {
	if n := len(c.m.Exits); n > 0 {
		e := c.m.Exits[g.index%n]
		return Place{Exit, string(e.ID), e.At}
	}
	return Place{Floor, "", c.m.Spawn[0]}
}

// choose gives a ghost a place that nobody visited yet, and at last a door to leave by.
func (c *company) choose(g *ghost, at world.Millis) {
	g.since = at
	if len(c.places) > 0 {
		g.goal, c.places = &c.places[0], c.places[1:]
		return
	}
	door := c.door(g)
	g.last, g.goal = true, &door
}

func (c *company) walk(g *ghost, at world.Millis) error {
	var action world.Action = world.Walk{To: g.goal.At}
	if g.goal.Kind == Seat {
		action = world.Sit{Seat: world.SeatID(g.goal.ID)}
	}
	p := c.as(g)
	if _, err := c.do(action, p, at); err != nil {
		return err
	}
	g.next = max(c.state.Person(p.ID).Path.End().At, at)
	if !c.there(g, g.next) {
		g.next += waitFor
	}
	return nil
}

// there says whether a ghost has reached its goal.
func (c *company) there(g *ghost, at world.Millis) bool {
	me := c.state.Person(c.as(g).ID)
	if me.Path.End().At > at {
		return false
	}
	if g.goal.Kind == Seat {
		return me.Seat == world.SeatID(g.goal.ID)
	}
	near := float64(within)
	if g.goal.Kind == Exit {
		near = door
	}
	end := me.Path.End().Point
	return me.Seat == "" && math.Hypot(float64(end.X-g.goal.At.X), float64(end.Y-g.goal.At.Y)) <= near
}

func (c *company) arrive(g *ghost, at world.Millis) error {
	if g.last {
		g.gone = true
		_, err := c.do(world.Leave{}, c.as(g), at)
		return err
	}
	c.out.Places[g.goal.Kind]++
	g.next = at + lookFor
	if g.goal.Kind == Seat {
		g.next = at + sitFor
	}
	g.goal = nil
	return nil
}

// giveUp notes that a ghost could not get to its goal. Whoever cannot come in or leave is taken out.
func (c *company) giveUp(g *ghost, at world.Millis) {
	p := c.as(g)
	code := Jam
	if me := c.state.Person(p.ID); me != nil {
		way, ok := c.m.Floor.Route(me.Path.Where(at), nav.At(c.approach(g.goal)), nil)
		if !ok || !way.Exact {
			code = Unreachable
		}
	}
	c.out.Findings = append(c.out.Findings, Finding{code, *g.goal, p.ID, at})
	g.gone = g.last || !g.in
	g.goal, g.next = nil, at+lookFor
}

// approach is where one stands at a place.
func (c *company) approach(p *Place) nav.Point {
	for _, s := range c.m.Seats {
		if p.Kind == Seat && string(s.ID) == p.ID {
			return s.Approach
		}
	}
	return p.At
}
