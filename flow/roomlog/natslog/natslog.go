package natslog

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/yokocho/yokocho/flow/roomlog"
)

// Storage says where messages are kept.
type Storage string

// The storages.
const (
	StorageFile   Storage = "file"
	StorageMemory Storage = "memory" // nothing outlives the process, and the configured folder stays untouched
)

// Durability says what an acknowledged append survives. kill -9 of the process it survives always.
type Durability string

// The durabilities.
const (
	DurabilityAlways Durability = "always" // also a power cut
	DurabilitySecond Durability = "1s"     // a power cut too, one second later
	DurabilityOS     Durability = "os"     // a power cut too, some two minutes later
)

// Config is where and how a Log is kept.
type Config struct {
	Dir        string // the log's own folder, made when absent
	Storage    Storage
	Durability Durability
	Replicas   int // of each message; 1 on one machine
	Logger     *slog.Logger
}

// Log implements roomlog.Log.
type Log struct {
	server *server.Server
	conn   *nats.Conn
	js     jetstream.JetStream
	tidy   []func() error // run by Close, last first
}

// Names on disk: they stay.
const (
	logStream      = "ROOMS"
	logSubjects    = "room.*.*"
	snapshotStream = "SNAPSHOTS"
	snapSubjects   = "snap.*"
)

// Open starts the embedded server on a folder and makes the streams if the folder is new. It refuses with newer_data a folder
// of a newer format, and with roomlog.ErrDamaged one that is not whole.
func Open(ctx context.Context, cfg Config) (_ *Log, err error) {
	l := &Log{}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("open the rooms' log: %w", err), l.Close())
		}
	}()
	dir, err := l.folder(cfg)
	if err != nil {
		return nil, err
	}
	isNew, err := checkFolder(dir, cfg.Logger)
	if err != nil {
		return nil, err
	}
	if err := l.start(cfg, dir); err != nil {
		return nil, err
	}
	if err := l.streams(ctx, cfg, isNew); err != nil {
		return nil, err
	}
	if isNew {
		return l, writeFormat(dir)
	}
	return l, nil
}

// Hold keeps a log's folder from being opened until it is released: for whoever copies it. It refuses one that a server uses.
func Hold(dir string) (release func() error, err error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("there is no log in %s: %w", dir, err)
	}
	return lock(filepath.Join(dir, "lock"))
}

// folder makes sure of the folder and of being alone in it.
func (l *Log) folder(cfg Config) (string, error) {
	switch cfg.Storage {
	case StorageFile:
	case StorageMemory: // the server wants a folder for its own papers
		dir, err := os.MkdirTemp("", "yokocho-log-")
		l.tidy = append(l.tidy, func() error { return os.RemoveAll(dir) })
		return dir, err
	default:
		return "", fmt.Errorf("storage %q: write file or memory", cfg.Storage)
	}
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return "", err
	}
	unlock, err := lock(filepath.Join(cfg.Dir, "lock"))
	if err != nil {
		return "", err
	}
	l.tidy = append(l.tidy, unlock)
	return cfg.Dir, nil
}

// start runs the embedded server and connects to it.
func (l *Log) start(cfg Config, dir string) error {
	options := &server.Options{
		ServerName: "yokocho", DontListen: true, NoSigs: true,
		JetStream: true, StoreDir: dir, DisableJetStreamBanner: true,
		MaxPayload: 2 * roomlog.MaxBytes,
	}
	switch cfg.Durability {
	case DurabilityAlways:
		options.SyncAlways = true
	case DurabilitySecond:
		options.SyncInterval = time.Second
	case DurabilityOS: // the server's own: two minutes
	default:
		return fmt.Errorf("durability %q: write always, 1s or os", cfg.Durability)
	}
	s, err := server.NewServer(options)
	if err != nil {
		return err
	}
	talk := &serverLogger{logger: cfg.Logger.With("part", "nats")}
	s.SetLoggerV2(talk, false, false, false)
	l.server = s
	s.Start()
	if !s.ReadyForConnections(30*time.Second) || !s.JetStreamEnabled() {
		return fmt.Errorf("the embedded server did not start: %s", talk.lastFault())
	}
	l.conn, err = nats.Connect("", nats.InProcessServer(s), nats.Name("natslog"), nats.MaxReconnects(-1))
	if err != nil {
		return err
	}
	l.js, err = jetstream.New(l.conn)
	return err
}

// streams makes the streams of a new folder, and finds them in an old one.
func (l *Log) streams(ctx context.Context, cfg Config, isNew bool) error {
	storage := jetstream.FileStorage
	if cfg.Storage == StorageMemory {
		storage = jetstream.MemoryStorage
	}
	for _, config := range []jetstream.StreamConfig{
		// No limit of age, count or bytes: an emptied subject could be claimed from zero.
		{Name: logStream, Subjects: []string{logSubjects}},
		{Name: snapshotStream, Subjects: []string{snapSubjects}, MaxMsgsPerSubject: 2},
	} {
		config.Storage, config.Replicas, config.AllowDirect = storage, cfg.Replicas, true
		_, err := l.js.Stream(ctx, config.Name)
		if errors.Is(err, jetstream.ErrStreamNotFound) && !isNew {
			return fmt.Errorf("stream %s cannot be recovered: %w", config.Name, roomlog.ErrDamaged)
		}
		if err != nil && !errors.Is(err, jetstream.ErrStreamNotFound) {
			return err
		}
		if _, err := l.js.CreateOrUpdateStream(ctx, config); err != nil {
			return fmt.Errorf("stream %s: %w", config.Name, err)
		}
	}
	return nil
}

// Close ends the connection and the embedded server, and syncs what was written. The rooms must have ended.
func (l *Log) Close() error {
	if l.conn != nil {
		l.conn.Close()
	}
	if l.server != nil {
		l.server.Shutdown()
		l.server.WaitForShutdown()
	}
	var errs []error
	for i := len(l.tidy) - 1; i >= 0; i-- {
		errs = append(errs, l.tidy[i]())
	}
	l.tidy = nil
	return errors.Join(errs...)
}
