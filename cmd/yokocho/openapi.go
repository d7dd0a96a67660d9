package main

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/yokocho/yokocho/edge/httpapi"
)

// OpenAPI prints the description of the HTTP interface.
type OpenAPI struct{}

// Run prints it, indented.
func (OpenAPI) Run(out io.Writer) error {
	raw, err := httpapi.OpenAPI()
	if err != nil {
		return err
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, raw, "", "  "); err != nil {
		return err
	}
	pretty.WriteByte('\n')
	_, err = pretty.WriteTo(out)
	return err
}
