// Package tiled reads a room that was drawn in Tiled (https://www.mapeditor.org, 1.8 or later) and gives it to the server and
// to the browser.
//
// A room is a directory: `room.tmj` (an isometric map with embedded tilesets) and the SVG images it names. Read is strict,
// because designers' files come from outside: everything it does not know is refused, with a code, the layer, the object, the
// property and what to do about it, and all faults of a room are reported together. A Room that Read returned is complete
// and consistent: whatever names something names something that is there, and whoever comes in can walk to every seat and
// door. Lint reads the same way and tells more.
//
// The catalogue calls Read once a room, when it starts or when the art changes, on its own goroutine; a Room is read-only
// afterwards and safe for any goroutine. Art, the background and the sheet are the same bytes each time for the same files.
//
// # The map
//
// Floor points are Tiled's isometric object coordinates, 48 units a tile: (0,0) is the back corner, +x runs to the screen's
// south-east, +y to its south-west. The directory's name is the room's id.
//
//	map properties  title_ja, title_en, capacity (int), open (bool), wall (int: pixels from the floor to the top of the walls),
//	                entrance (bool, optional: strangers come here when there is nobody anywhere),
//	                tint_day, tint_night (color, optional: what people's colours are multiplied with),
//	                step (optional: what steps sound of, see Steps; wood)
//	background      image layer; its offset places it
//	furniture       object layer of tile objects: group, layer = back | front | single, base (object: a polyline of layer bases);
//	                or layer = wall alone: behind everybody. A tile with an animation moves
//	bases           polylines where furniture meets the floor, drawn from the left to the right of the screen
//	walk, blocked   polygons
//	seats           points: group, facing = se | sw | nw | ne, approach (object: a point of layer approaches), height (int:
//	                pixels of the sitter's hip above the point), posture = chair | floor (optional: a chair), table (object of
//	                layer tables, optional), name_ja, name_en
//	approaches      points where one stands before sitting down or going out
//	tables          polygons around table tops: area (object of layer areas), name_ja, name_en
//	areas           polygons: who stands or sits inside is at the table that names it; or kind = quiet | stage | staff-only
//	spawn           points
//	exits           polygons drawn over the painted door: target (a room), at (object of layer approaches), facing, name_ja, name_en,
//	                board (object of layer boards, optional)
//	boards          points in the middle of painted signs: how many are behind the door is written there
//	works           polygons drawn over paintings and whatever else has a maker of its own: name_ja, name_en, author, license (SPDX)
//	sound           points: sound (see Sounds), volume (int, percent); polygons of the floor: step (see Steps)
//	light           points: radius (int, pixels), height (int: pixels above the point), color (optional: warm), by = day | night
//	                (optional: always)
//
// A drawing may look otherwise by night: a group at its top named day or night, or day-something or night-something, is drawn
// only then.
//
// Names of objects are ids: lower-case letters, digits and hyphens. A property called note may stand everywhere and means nothing.
package tiled
