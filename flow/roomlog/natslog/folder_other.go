//go:build !unix

package natslog

import "os"

// lock leaves a file as on Unix; nothing portable keeps other processes out.
func lock(path string) (func() error, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	return file.Close, nil
}

// syncDir leaves to the system when a rename reaches the disk: directories cannot be synced everywhere.
func syncDir(string) error { return nil }
