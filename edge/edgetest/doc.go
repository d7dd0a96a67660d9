// Package edgetest is the one suite that every transport passes, against any server that is reached by HTTP: the one in
// memory that this package's own test builds, and the real one. It is its own client: what it reads is what went over
// the wire.
package edgetest
