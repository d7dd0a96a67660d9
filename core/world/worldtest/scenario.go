// Package worldtest reads the scenarios in testdata/scenarios: text files of commands and the events they must cause. The
// core, the running server on every transport and the browser's reducer run the same files.
//
// A line of a scenario is one of
//
//	# a comment
//	mika walk {"to":[120,200]}     a command of mika's (its JSON without id and type)
//	> said {"who":"mika",...}      an event it causes, for everybody in the room
//	> mika,ren whispered {...}     an event for these alone
//	> -ren said {...}              an event for everybody but these
//	! seat_taken                   the command is refused with this code
//	wait                           until every walk has ended
//	away ren                       ren's connections stay away until ren is gone
//	ignore ren mika                ren does not want to hear mika any more
//	block ren mika                 ren wants nothing to do with mika any more
//	forget ren                     the keys of what ren has said are gone
//
// Visitors are named by the words they are called in the file; a visitor's name is the same word. Events are normalised
// (Normalise), so that a run on a real server gives the same text as one of the core.
package worldtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/yokocho/yokocho/core/nav"
	"github.com/yokocho/yokocho/core/world"
)

// Step is one line that acts, with the lines of what it must cause.
type Step struct {
	Line  int    // in the file, from 1
	Text  string // the line itself
	Verb  string // a command's type, or wait, away, ignore, block, forget
	Who   string
	Other string          // ignore, block: whom
	Args  json.RawMessage // a command's fields
	Want  []string        // the lines `> ...` and `! ...` below it
}

// Parse reads a scenario.
func Parse(text []byte) ([]Step, error) {
	var steps []Step
	scan := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimSpace(scan.Text())
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '>' || line[0] == '!':
			if len(steps) == 0 {
				return nil, fmt.Errorf("line %d: nothing causes this", n)
			}
			steps[len(steps)-1].Want = append(steps[len(steps)-1].Want, line)
		default:
			step, err := parseStep(line)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			step.Line = n
			steps = append(steps, step)
		}
	}
	return steps, scan.Err()
}

func parseStep(line string) (Step, error) {
	words := strings.SplitN(line, " ", 3)
	s := Step{Text: line, Verb: words[0]}
	switch {
	case line == "wait":
	case (words[0] == "away" || words[0] == "forget") && len(words) == 2:
		s.Who = words[1]
	case (words[0] == "ignore" || words[0] == "block") && len(words) == 3:
		s.Who, s.Other = words[1], words[2]
	case len(words) >= 2:
		s.Who, s.Verb, s.Args = words[0], words[1], json.RawMessage("{}")
		if len(words) == 3 {
			s.Args = json.RawMessage(words[2])
		}
		if !json.Valid(s.Args) {
			return s, fmt.Errorf("%s: the fields are not JSON", line)
		}
	default:
		return s, fmt.Errorf("%q is no step", line)
	}
	return s, nil
}

// Command is the JSON a visitor sends for a step. Words in the fields `to` and `visitor` are replaced by what id makes
// of them, the word in `line` by what position makes of it.
func (s Step) Command(id string, visitor func(name string) world.VisitorID, position func(n uint64) world.Position) ([]byte, error) {
	var fields map[string]any
	if err := json.Unmarshal(s.Args, &fields); err != nil {
		return nil, err
	}
	for _, key := range []string{"to", "visitor"} {
		if name, ok := fields[key].(string); ok {
			fields[key] = visitor(name)
		}
	}
	if n, ok := fields["line"].(float64); ok {
		fields["line"] = position(uint64(n))
	}
	fields["id"], fields["type"] = id, s.Verb
	return json.Marshal(fields)
}

// Normalise makes a wire event comparable between runs: visitors get their names back, instants become relative to the
// event, positions become event numbers, and what depends on the installation (ids of outfits) is left out.
func Normalise(event []byte, name func(world.VisitorID) string) (string, error) {
	var fields map[string]any
	d := json.NewDecoder(bytes.NewReader(event))
	d.UseNumber()
	if err := d.Decode(&fields); err != nil {
		return "", err
	}
	at, err := fields["at"].(json.Number).Int64()
	if err != nil {
		return "", err
	}
	kind := fields["type"].(string)
	for _, key := range []string{"who", "to", "near"} {
		switch id := fields[key].(type) {
		case string:
			fields[key] = name(world.VisitorID(id))
		case []any:
			for i := range id {
				id[i] = name(world.VisitorID(id[i].(string)))
			}
		}
	}
	if line, ok := fields["line"].(string); ok {
		_, fields["line"], _ = strings.Cut(line, "-")
	}
	if path, ok := fields["path"].([]any); ok {
		for _, corner := range path {
			c := corner.([]any)
			t, err := c[2].(json.Number).Int64()
			if err != nil {
				return "", err
			}
			c[2] = t - at
		}
	}
	for _, key := range []string{"at", "type", "position", "outfit", "map", "lang"} {
		delete(fields, key)
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(fields); err != nil {
		return "", err
	}
	return kind + " " + strings.TrimSpace(out.String()), nil
}

// Map is the room the scenarios happen in: four seats in the four facings, a table in the middle, a door.
func Map() *world.Map {
	floor, err := nav.New(
		[]nav.Polygon{{{X: 0, Y: 0}, {X: 480, Y: 0}, {X: 480, Y: 480}, {X: 0, Y: 480}}},
		[]nav.Polygon{
			{{X: 200, Y: 200}, {X: 280, Y: 200}, {X: 280, Y: 280}, {X: 200, Y: 280}},
			{{X: 20, Y: 220}, {X: 60, Y: 220}, {X: 60, Y: 260}, {X: 20, Y: 260}},
			{{X: 220, Y: 20}, {X: 260, Y: 20}, {X: 260, Y: 60}, {X: 220, Y: 60}},
			{{X: 420, Y: 220}, {X: 460, Y: 220}, {X: 460, Y: 260}, {X: 420, Y: 260}},
			{{X: 220, Y: 420}, {X: 260, Y: 420}, {X: 260, Y: 460}, {X: 220, Y: 460}},
		}, world.BodyRadius)
	if err != nil {
		panic(err) // the scenarios' own room, drawn above
	}
	return &world.Map{
		Revision: "plaza-1", Title: world.Title{Ja: "広場", En: "Plaza"}, Capacity: 6, Open: true, Floor: floor,
		Seats: []world.Seat{
			{ID: "east", Facing: world.FacingNW, At: nav.Point{X: 430, Y: 240}, Approach: nav.Point{X: 400, Y: 240}},
			{ID: "west", Facing: world.FacingSE, At: nav.Point{X: 50, Y: 240}, Approach: nav.Point{X: 80, Y: 240}},
			{ID: "north", Facing: world.FacingSW, At: nav.Point{X: 240, Y: 50}, Approach: nav.Point{X: 240, Y: 80}},
			{ID: "south", Facing: world.FacingNE, At: nav.Point{X: 240, Y: 430}, Approach: nav.Point{X: 240, Y: 400}},
		},
		Exits: []world.Exit{
			{ID: "door", Target: "street", At: nav.Point{X: 400, Y: 14}, Facing: world.FacingNE},
			{ID: "stairs", Target: "roof", At: nav.Point{X: 14, Y: 400}, Facing: world.FacingNW},
		},
		Spawn: []nav.Point{{X: 400, Y: 60}, {X: 440, Y: 60}, {X: 360, Y: 60}, {X: 400, Y: 110}, {X: 440, Y: 110}, {X: 360, Y: 110}},
	}
}
