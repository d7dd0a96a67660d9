// Package atlas packs drawings into sheets: one SVG file a browser fetches once and rasterises once.
//
// [Sheet] packs a dressed figure, both views with every variant. [Picker] packs ready-made outfits, standing, as
// seen from the front; [Rack] the items of a slot, each by itself. All are pure: the same wardrobe and recipe give the same bytes, on every machine and in
// every run, so a sheet is named by its content, [Hash].
//
// # The file
//
// The root's width, height and viewBox are in canvas units (the figure's canvas is 256 x 320, its foot point
// (128,300)). Its first child is <metadata>, whose text is JSON with `<`, `>` and `&` escaped as \u003c and so on:
// what stands between the tags can be parsed without an XML parser. Then come the frames. No frame touches
// another: each has a unit of air inside its rectangle and two units to its neighbours.
//
// # The frame table of an outfit
//
//	{"format":1,
//	 "views":{
//	  "front":[
//	   {"plane":"hairback","bone":"head","frames":{"":[2,2,131,170,64,28]}},
//	   {"plane":"trunk","bone":"hips","part":"skirt","frames":{"":[135,2,90,62,84,200],"sit":null}},
//	   {"plane":"lap","bone":"hips","part":"skirt","frames":{"sit":[227,2,80,70,98,208]}},
//	   {"plane":"face","bone":"head","part":"eyeR","frames":{"":[2,180,30,34,99,100],"happy":[34,180,28,22,101,108]}}],
//	  "back":[...]}}
//
// Neighbours that never separate are one draw: parts without variants that follow one bone in one plane, and parts with the same
// variants, under the name of the lowest of them. What expressions name stays by itself.
//
// A view is a draw list from back to front. Each draw follows the named bone of the rig's view. A frame is
// [x, y, width, height, left, top] in whole canvas units: the rectangle (x, y, width, height) of the sheet goes with
// its top left corner to (left, top) on the canvas. null shows nothing. Two draws may share a rectangle.
//
// A draw with variants names its part. It shows the first of these that it has, or else nothing: the variant the face
// names for that part, the variant the pose names for its plane, that it names for all, "left" while the figure is mirrored, the default "".
//
// # The frame table of the picker
//
//	{"format":1,"portrait":[44,0,168,176],"size":[1024,960],
//	 "outfits":[{"id":"angel","name":{"ja":"てんし","en":"Angel"},"frame":[2,2,256,320]}]}
//
// A frame is [x, y, width, height] in the sheet and holds the figure's whole canvas; portrait is the head's
// rectangle within each frame.
//
// # The frame table of a rack
//
//	{"format":1,"slot":"hair",
//	 "items":[{"id":"hair-bob","frame":[2,2,131,170,64,28],"dyes":{"main":{"fill":"#8c5238","shade":"#733e32"}}}]}
//
// Frames are those of an outfit's table. Drawings and items stand in one order, one drawing an item; an item that shows
// nothing from the front has a frame without a size. dyes are the tones as drawn, for whoever shows an item in another colour.
package atlas
