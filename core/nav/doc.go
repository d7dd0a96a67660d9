// Package nav knows where a body can stand on a room's floor and how it walks from one place to another.
//
// A Floor is built once from the drawn polygons of a room, in floor units (one tile is 48), and never changes; any goroutine
// may ask it anything at any time. Nothing here knows of rooms, people or clocks: world.Decide asks, and writes the answer
// into an event. The same question has the same answer, whatever was asked before.
//
// How it works: the drawn outlines become walls (line segments). Around every wall corner that a path may bend round stand a
// few turning points, on a polygon drawn around the circle of the body's radius. Turning points that see each other
// along a line that grazes both corners are joined once, in New; a walk is an A* search over them. Shores are the lines along
// the walls on which a body just fits: they answer where the nearest place is when the wanted one is not on the floor.
//
// Tolerance: whatever the floor allows is exact integer arithmetic: a place or a straight line is allowed if and only
// if the centre of the body keeps at least radius-1 units from every wall. Turning points and shores aim at the full radius;
// the one unit pays for coordinates being whole numbers and for corners being rounded by a polygon. Every gap at least two
// radii wide is passable; one narrower than two radii less two is not. Where the outlines of two walk polygons
// cross, the crossing is moved to the nearest whole unit, so there a body may be up to one unit nearer to the drawn line.
package nav
