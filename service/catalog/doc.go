// Package catalog holds what designers drew, ready to be used: the rooms as maps for the rules and as files for the
// browser, the wardrobe, the ready-made outfits, the picker; and what people make of it, the outfits they try on. Everything is
// content-addressed: another drawing has another name.
//
// Rooms are read once when the program starts. What can be worn today is one collection that never changes; Reread makes another one
// and puts it in its place. An outfit carries the drawings it was fitted with, in memory and in SQL, so that it stays what it was.
//
// A Catalogue may be used from any goroutine. Package watch tells when to reread.
package catalog
