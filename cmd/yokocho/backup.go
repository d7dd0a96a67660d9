package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog/natslog"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/database"
)

// databaseFile is where persons are kept in the data folder, unless they are in PostgreSQL.
const databaseFile = "yokocho.db"

// Backup writes everything that is kept into one file.
type Backup struct {
	To       string `arg:"" help:"File to write, such as yokocho-2026-11-27.tar.gz. It must not be there yet." placeholder:"FILE"`
	Data     string `default:"./data" help:"Folder of what is kept." placeholder:"DIR"`
	Database string `help:"Database of persons, when it is in PostgreSQL: back it up with pg_dump." placeholder:"URL"`
}

// Run writes the backup of a street that is closed.
func (b *Backup) Run(ctx context.Context, out io.Writer) (err error) {
	release, err := natslog.Hold(filepath.Join(b.Data, roomsFolder))
	if err != nil {
		return fmt.Errorf("the street must be closed while it is copied: %w", err)
	}
	defer func() { err = errors.Join(err, release()) }()
	whole, err := os.MkdirTemp(b.Data, ".backup-")
	if err != nil {
		return fmt.Errorf("%s (is it the data folder?): %w", b.Data, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(whole)) }()
	to, err := os.OpenFile(b.To, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	defer func() {
		if err = errors.Join(err, to.Close()); err != nil {
			_ = os.Remove(b.To) // half a backup is none
		}
	}()
	packed := gzip.NewWriter(to)
	files := tar.NewWriter(packed)
	if !database.Postgres(b.Database) {
		copied := filepath.Join(whole, databaseFile)
		if err := database.Copy(ctx, filepath.Join(b.Data, databaseFile), copied); err != nil {
			return err
		}
		if err := addFile(files, copied, databaseFile); err != nil {
			return err
		}
	}
	if err := addFolder(files, b.Data, roomsFolder); err != nil {
		return err
	}
	if err := errors.Join(files.Close(), packed.Close(), to.Sync()); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	fmt.Fprintf(out, "Everything of %s is in %s. Keep it as safe as the street itself: with it, what was written can be read.\n", b.Data, b.To)
	return nil
}

func addFolder(files *tar.Writer, data, folder string) error {
	return filepath.WalkDir(filepath.Join(data, folder), func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || d.Name() == "lock" {
			return err
		}
		inside, err := filepath.Rel(data, name)
		if err != nil {
			return err
		}
		return addFile(files, name, filepath.ToSlash(inside))
	})
}

func addFile(files *tar.Writer, name, inside string) (err error) {
	from, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	if err := files.WriteHeader(&tar.Header{Name: inside, Mode: 0o600, Size: info.Size(), ModTime: info.ModTime()}); err != nil {
		return err
	}
	_, err = io.Copy(files, from)
	return err
}

// Restore makes a data folder of a backup.
type Restore struct {
	From   string `arg:"" help:"Backup to read." placeholder:"FILE" type:"existingfile"`
	Data   string `default:"./data" help:"Folder to make. It must not be there yet, or be empty." placeholder:"DIR"`
	Erased string `help:"List of those who were erased since the backup was made (yokocho admin erased): they are erased again." placeholder:"FILE" type:"existingfile"`
}

// Run restores, in a folder beside, which takes its place when all of it is there.
func (r *Restore) Run(ctx context.Context, out io.Writer) (err error) {
	if there, err := os.ReadDir(r.Data); err == nil && len(there) > 0 {
		return fmt.Errorf("%s is not empty: restore into a new folder, or move it away first", r.Data)
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(r.Data)), 0o700); err != nil {
		return err
	}
	whole, err := os.MkdirTemp(filepath.Dir(filepath.Clean(r.Data)), ".restore-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(whole)) }()
	if err := unpack(r.From, whole); err != nil {
		return fmt.Errorf("%s is no whole backup of yokocho: %w", r.From, err)
	}
	n, err := r.eraseAgain(ctx, whole)
	if err != nil {
		return err
	}
	if err := os.Remove(r.Data); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(whole, r.Data); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is as it was. %d people were erased again.\n", r.Data, n)
	return nil
}

func unpack(from, to string) (err error) {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	packed, err := gzip.NewReader(bufio.NewReader(file))
	if err != nil {
		return err
	}
	found := false
	for files := tar.NewReader(packed); ; {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if !filepath.IsLocal(header.Name) || header.Typeflag != tar.TypeReg {
			return fmt.Errorf("it holds %q, which no backup does", header.Name)
		}
		found = found || strings.HasPrefix(header.Name, roomsFolder+"/")
		if err := unpackFile(filepath.Join(to, filepath.FromSlash(header.Name)), files); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, packed); err != nil { // the checksum stands at the end
		return err
	}
	if !found {
		return errors.New("it holds no rooms")
	}
	return nil
}

func unpackFile(name string, from io.Reader) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	to, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	_, err = io.Copy(to, from)
	return err
}

// eraseAgain erases those who were erased since the backup was made: their keys were in it.
func (r *Restore) eraseAgain(ctx context.Context, data string) (n int, err error) {
	file := filepath.Join(data, databaseFile)
	if _, err := os.Stat(file); err != nil || r.Erased == "" {
		return 0, nil // persons are in PostgreSQL, or nobody was
	}
	list, err := os.ReadFile(r.Erased)
	if err != nil {
		return 0, err
	}
	db, err := database.Open(ctx, file)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	store := account.New(db, time.Now)
	for _, id := range strings.Fields(string(list)) {
		err := store.Erase(ctx, world.VisitorID(id))
		var refusal *world.Error
		switch {
		case err == nil:
			n++
		case errors.As(err, &refusal) && refusal.Code == world.CodeUnknownVisitor: // erased before, or came later
		default:
			return n, fmt.Errorf("erase %s again: %w", id, err)
		}
	}
	return n, nil
}
