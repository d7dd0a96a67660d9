package natslog

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/minio/highwayhash"

	"github.com/yokocho/yokocho/flow/roomlog"
)

// checkStream reads a stream's message files (the embedded server's `<number>.blk`) and counts their records. A last record that is
// not whole, with nothing after it, is a write that a crash cut short and that nobody was promised; any other is damage.
func checkStream(dir, stream string, logger *slog.Logger) (records int, err error) {
	paths, err := filepath.Glob(filepath.Join(escapeGlob(dir), "*.blk"))
	if err != nil {
		return 0, err
	}
	newest := 0
	blocks := map[int]string{}
	for _, path := range paths {
		index, err := strconv.Atoi(strings.TrimSuffix(filepath.Base(path), ".blk"))
		if err != nil {
			return 0, fmt.Errorf("%s is not a message file: %w", path, roomlog.ErrDamaged)
		}
		blocks[index] = path
		newest = max(newest, index)
	}
	for index, path := range blocks {
		data, err := os.ReadFile(path)
		if err != nil {
			return 0, err
		}
		block, err := newBlock(data, stream, index)
		if err != nil {
			return 0, err
		}
		whole, count := block.wholeRecords()
		records += count
		switch {
		case whole == len(data):
		case index == newest && !block.recordAfter(whole):
			logger.Warn("the last write to the rooms' log was cut short and is dropped", "file", path, "bytes", len(data)-whole)
		default:
			return 0, fmt.Errorf("%s is damaged at byte %d: %w", path, whole, roomlog.ErrDamaged)
		}
	}
	return records, nil
}

func escapeGlob(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// block is one message file. A record is: length of all (4 bytes, top bit: has headers), sequence (8), time (8), length of the
// subject (2), subject, [length of the headers (4), headers,] message, hash (8) of everything but the lengths, all
// little-endian.
type block struct {
	data []byte
	hash hash.Hash64
}

const (
	recordHead, recordHash = 22, 8
	hasHeaders             = 1 << 31
	longestRecord          = 32 << 20
)

func newBlock(data []byte, stream string, index int) (*block, error) {
	key := sha256.Sum256(fmt.Appendf(nil, "%s-%d", stream, index))
	hash, err := highwayhash.NewDigest64(key[:])
	return &block{data: data, hash: hash}, err
}

// wholeRecords returns where the first unsound record begins (or the end), and how many records are before it.
func (b *block) wholeRecords() (end, count int) {
	for end < len(b.data) {
		n := b.recordAt(end)
		if n == 0 {
			break
		}
		end += n
		count++
	}
	return end, count
}

// recordAfter reports whether any sound record begins after an offset.
func (b *block) recordAfter(offset int) bool {
	for i := offset + 1; i < len(b.data); i++ {
		if b.recordAt(i) > 0 {
			return true
		}
	}
	return false
}

// recordAt returns the length of the sound record at an offset, or 0 if there is none.
func (b *block) recordAt(offset int) int {
	rest := b.data[offset:]
	if len(rest) < recordHead {
		return 0
	}
	head := binary.LittleEndian.Uint32(rest)
	length, subject := int(head&^hasHeaders), int(binary.LittleEndian.Uint16(rest[20:]))
	body := recordHead + subject
	if head&hasHeaders != 0 {
		body += 4
	}
	if length > len(rest) || length > longestRecord || length < body+recordHash {
		return 0
	}
	b.hash.Reset()
	b.hash.Write(rest[4:20])
	b.hash.Write(rest[recordHead : recordHead+subject])
	b.hash.Write(rest[body : length-recordHash])
	if b.hash.Sum64() != binary.LittleEndian.Uint64(rest[length-recordHash:]) {
		return 0
	}
	return length
}
