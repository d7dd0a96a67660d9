package front

import (
	"bytes"
	"flag"
	"os"
	"testing"
	"text/template"
)

var rewrite = flag.Bool("rewrite", false, "write docs/protocol.md anew")

// TestTheProtocolDocumentIsTrue: docs/protocol.md says what the server's types say.
func TestTheProtocolDocumentIsTrue(t *testing.T) {
	const document = "../../docs/protocol.md"
	about, err := contents("lounge")
	if err != nil {
		t.Fatal(err)
	}
	page, err := template.ParseFiles("testdata/protocol.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	var made bytes.Buffer
	if err := page.Execute(&made, about); err != nil {
		t.Fatal(err)
	}
	text := bytes.ReplaceAll(made.Bytes(), []byte(elsewhere), []byte("http://localhost:8080"))
	if *rewrite {
		if err := os.WriteFile(document, text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	written, err := os.ReadFile(document)
	if err != nil || !bytes.Equal(written, text) {
		t.Errorf("docs/protocol.md is not what the server says now: run make wire (%v)", err)
	}
}
