package nav

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
)

// Limit bounds coordinates: a floor lies within ±Limit on both axes, and points beyond it count as the nearest point within.
const Limit = 100_000

// Point is a place on the floor in floor units, +X to the screen's south-east and +Y to its south-west. Its JSON form is [x,y].
type Point struct{ X, Y int }

var errPoint = errors.New("a point is [x,y], two whole numbers")

// MarshalJSON writes [x,y].
func (p Point) MarshalJSON() ([]byte, error) {
	b := strconv.AppendInt(append(make([]byte, 0, 24), '['), int64(p.X), 10)
	b = strconv.AppendInt(append(b, ','), int64(p.Y), 10)
	return append(b, ']'), nil
}

// UnmarshalJSON reads [x,y] and refuses everything else: fractions, null, words, fewer or more numbers.
func (p *Point) UnmarshalJSON(data []byte) error {
	var xy []*int
	if err := json.Unmarshal(data, &xy); err != nil || len(xy) != 2 || xy[0] == nil || xy[1] == nil {
		return errPoint
	}
	*p = Point{*xy[0], *xy[1]}
	return nil
}

func (p Point) clamp() Point {
	return Point{min(max(p.X, -Limit), Limit), min(max(p.Y, -Limit), Limit)}
}

// cross is twice the area of the triangle oab: positive when b lies to the left of the line from o to a.
func cross(o, a, b Point) int64 {
	return int64(a.X-o.X)*int64(b.Y-o.Y) - int64(a.Y-o.Y)*int64(b.X-o.X)
}

// dot is the product of the vectors oa and ob.
func dot(o, a, b Point) int64 {
	return int64(a.X-o.X)*int64(b.X-o.X) + int64(a.Y-o.Y)*int64(b.Y-o.Y)
}

func dist2(a, b Point) int64 { return dot(a, b, b) }

func distance(a, b Point) float64 { return math.Sqrt(float64(dist2(a, b))) }

// vec is a place or a direction between whole units; only New and the choice of goals compute with it, never a test of
// what is allowed. Products are rounded before they are added, so that all machines agree.
type vec struct{ x, y float64 }

func (p Point) vec() vec { return vec{float64(p.X), float64(p.Y)} }

func (v vec) point() Point { return Point{int(math.Round(v.x)), int(math.Round(v.y))} }

func (v vec) sub(w vec) vec { return vec{v.x - w.x, v.y - w.y} }

// along is the place t units from v in the direction d.
func (v vec) along(d vec, t float64) vec { return vec{v.x + float64(d.x*t), v.y + float64(d.y*t)} }

func (v vec) dot(w vec) float64 { return float64(v.x*w.x) + float64(v.y*w.y) }

func (v vec) cross(w vec) float64 { return float64(v.x*w.y) - float64(v.y*w.x) }

func (v vec) length() float64 { return math.Sqrt(v.dot(v)) }

// unit is the direction of v, and +X when v has none.
func (v vec) unit() vec {
	l := v.length()
	if l == 0 {
		return vec{1, 0}
	}
	return vec{v.x / l, v.y / l}
}

// left is v turned by a quarter.
func (v vec) left() vec { return vec{-v.y, v.x} }
