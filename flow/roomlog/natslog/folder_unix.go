//go:build unix

package natslog

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock keeps other processes out of the folder until the returned function is called, or this process has died: two
// servers on the same files would ruin them.
func lock(path string) (func() error, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("%s: another yokocho uses this data directory, stop it first: %w", path, err)
	}
	return file.Close, nil
}

// syncDir makes a rename in a directory survive a power cut.
func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
