// Package moderation keeps the house's order, in SQL: what the house allows (House), what staff did about whom (Measure), what visitors
// reported, notes of staff, and the list of all that staff did (Entry), which only grows.
//
// A Store may be used from any goroutine. What is written is on the disk when the call returns. It tells nobody: whoever calls it has
// sessions and rooms follow.
package moderation
