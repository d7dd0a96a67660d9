// Package lint reads drawings as the street does and tells all that is wrong with them: what the street would refuse, and what it
// would show although visitors stumble over it or nobody can have meant it. `yokocho check` calls it, on one goroutine.
package lint
