// Command yokocho runs a street of rooms in which avatars meet. `yokocho serve` is the street, `yokocho studio`
// shows drawings while they are drawn; see `yokocho --help`.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/yokocho/yokocho/service/moderation"
)

// commands are what the program can do.
type commands struct {
	Serve   Serve   `cmd:"" help:"Open the street."`
	Check   Check   `cmd:"" help:"Look for faults in items and rooms."`
	Admin   Admin   `cmd:"" help:"Do what the operator's page does."`
	Backup  Backup  `cmd:"" help:"Write everything that is kept into one file."`
	Restore Restore `cmd:"" help:"Make a data folder of a backup."`
	Studio  Studio  `cmd:"" help:"Show rooms and items while they are drawn."`
	OpenAPI OpenAPI `cmd:"" name:"openapi" help:"Print the description of the HTTP interface (OpenAPI 3.1)."`
	Version Version `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "yokocho:", err)
		os.Exit(1)
	}
}

// run parses the command line and does what it says. Tests call it as main does.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var c commands
	parser, err := kong.New(&c,
		kong.Name("yokocho"),
		kong.Description("横丁 Yokocho: an avatar chat street. Every option of serve can also stand in the environment "+
			"(--data as YOKOCHO_DATA) and in a TOML file (--config); the command line wins over the environment, the environment over the file."),
		kong.DefaultEnvars("YOKOCHO"),
		kong.Writers(stdout, stderr),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(stdout, (*io.Writer)(nil)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Resolvers(&file{}),
	)
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return err
	}
	kind, _, _ := strings.Cut(strings.TrimPrefix(parsed.Command(), "admin "), " ")
	return parsed.Run(&c.Admin, moderation.Kind(kind))
}
