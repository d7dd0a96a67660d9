package natslog

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
)

// formatVersion is that of the folder: which streams with which subjects, and the embedded server's own files.
const formatVersion = 1

// checkFolder refuses what must not be opened, and reports whether the folder has never been completed: the format file is
// written last, so without it there must be no messages.
func checkFolder(dir string, logger *slog.Logger) (isNew bool, err error) {
	text, err := os.ReadFile(filepath.Join(dir, "format"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	isNew = err != nil
	if !isNew {
		version, err := strconv.Atoi(strings.TrimSpace(string(text)))
		if err != nil || version < 1 {
			return false, fmt.Errorf("%s does not hold a version: %w", filepath.Join(dir, "format"), roomlog.ErrDamaged)
		}
		if version > formatVersion {
			return false, world.Refuse(world.CodeNewerData, fmt.Sprintf(
				"%s was written by a newer yokocho (format %d, this one knows %d): run that version or a later one, or name another data directory.",
				dir, version, formatVersion))
		}
	}
	for _, stream := range []string{logStream, snapshotStream} {
		records, err := checkStream(filepath.Join(dir, "jetstream", "$G", "streams", stream, "msgs"), stream, logger)
		if err != nil {
			return false, err
		}
		if isNew && records > 0 {
			return false, fmt.Errorf("%s holds messages but no file named format: %w", dir, roomlog.ErrDamaged)
		}
	}
	return isNew, nil
}

// writeFormat marks the folder as complete.
func writeFormat(dir string) error {
	file, err := os.CreateTemp(dir, "format-*")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, formatVersion)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), filepath.Join(dir, "format"))
	}
	return errors.Join(err, syncDir(dir))
}
