// Package wardrobe knows what can be worn and what a dressed figure looks like.
//
// It owns the rig (planes and the bones they follow), the slots, the items as designers draw them, the dyes, the
// recipes of outfits, and the ready-made ones. It reads them from file systems laid out like art/ and is immutable
// afterwards, so any goroutine may use a [Wardrobe]. Drawings come from outside: the reader is a strict allow-list,
// and a [Fault] names code, file, line, element and remedy; it costs that one item. Recipes come from outside too: a
// [Refusal] says which garment to change.
//
// An [Outfit] holds the very drawings it was fitted with. With the Source of its rig and items it can be had again as it
// was drawn then ([Revive], [Rejoin]), however the catalogue changes.
//
// The order in which parts are painted is (plane, the wearer's garment order, order in the file). Nothing else
// decides: two garments in one plane stack as the wearer put them on.
//
// Package atlas packs a dressed figure into one sheet for the browser.
package wardrobe
