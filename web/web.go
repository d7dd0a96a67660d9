// Package web is the browser client as `make web` built it, part of the program.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Client is the built client: index.html, and under assets/ files named by their content. It is empty where nothing was built.
func Client() fs.FS {
	client, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder's name stands above
	}
	return client
}
