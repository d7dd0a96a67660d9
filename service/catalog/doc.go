// Package catalog holds what designers drew, ready to be used: the rooms as maps for the rules and as files for the
// browser, the ready-made outfits as sheets, the picker. It is read once when the program starts and everything in
// it is content-addressed: another drawing has another name.
//
// A Catalogue may be used from any goroutine.
package catalog
