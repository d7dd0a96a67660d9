// Package wardrobe knows what can be worn and what a dressed figure looks like.
//
// It owns the rig (planes and the bones they follow), the items as designers draw them, the dyes, and the
// ready-made outfits. It reads them once from an [fs.FS] laid out like art/ and is immutable afterwards, so
// any goroutine may use a [Wardrobe]. Drawings come from outside: the reader is a strict allow-list, and every
// refusal names file, line, element and remedy.
//
// The order in which parts are painted is (plane, the wearer's garment order, order in the file). Nothing else
// decides: two garments in one plane stack as the wearer put them on.
//
// Package atlas packs a dressed figure into one sheet for the browser.
package wardrobe
