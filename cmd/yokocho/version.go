package main

import (
	"fmt"
	"io"
	"runtime/debug"
)

// Version prints which program this is.
type Version struct{}

// Run prints the module's version and the commit it was built from.
func (Version) Run(out io.Writer) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		_, err := fmt.Fprintln(out, "yokocho, built without module information")
		return err
	}
	commit := "unknown commit"
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	_, err := fmt.Fprintln(out, "yokocho", info.Main.Version, commit, info.GoVersion)
	return err
}
