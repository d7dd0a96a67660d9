// Package picture makes pictures from outside safe to show: photographs of rooms and portraits that a visitor's browser drew
// and its owner shares by a link. It decodes them, within limits, and encodes them anew: what comes out is a JPEG of ours
// with nothing hidden in it.
package picture
