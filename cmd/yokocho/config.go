package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/alecthomas/kong"
	"github.com/knadh/koanf/parsers/toml/v2"
	koanffile "github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
)

// file resolves options from the TOML file that --config names. Its keys are the options' names without dashes in front.
type file struct{ values *koanf.Koanf }

// Validate refuses keys that are no options.
func (f *file) Validate(app *kong.Application) error {
	if f.values == nil {
		return nil
	}
	var known []string
	for _, command := range app.Children {
		if command.Name != "serve" {
			continue
		}
		for _, flag := range command.Flags {
			known = append(known, flag.Name)
		}
	}
	for _, key := range f.values.Keys() {
		if !slices.Contains(known, key) {
			return fmt.Errorf("the configuration file has the key %q, which is no option of yokocho serve: see yokocho serve --help", key)
		}
	}
	return nil
}

// Resolve gives an option its value in the file, unless the environment has one.
func (f *file) Resolve(parsed *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if f.values == nil {
		if err := f.load(parsed); err != nil {
			return nil, err
		}
	}
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	return f.values.Get(flag.Name), nil
}

func (f *file) load(parsed *kong.Context) error {
	f.values = koanf.New("/")
	name := os.Getenv("YOKOCHO_CONFIG")
	for _, flag := range parsed.Flags() {
		if given := parsed.FlagValue(flag); flag.Name == "config" && given != nil && fmt.Sprint(given) != "" {
			name = fmt.Sprint(given)
		}
	}
	if name == "" {
		return nil
	}
	if err := f.values.Load(koanffile.Provider(name), toml.Parser()); err != nil {
		return fmt.Errorf("read the configuration file: %w", err)
	}
	return f.Validate(parsed.Model)
}
