// Package art is what the street shows, as designers edit it: items, rooms, the rig and the ready-made outfits, built
// into the program. The drawings are under CC0-1.0 (LICENSE beside this file).
package art

import "embed"

// Files is the tree.
//
//go:embed card.png rig.json slots.json outfits.json items rooms
var Files embed.FS
