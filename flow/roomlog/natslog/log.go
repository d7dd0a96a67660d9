package natslog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/roomlog"
)

const (
	// shards is the number of groups into which rooms fall, so that a stream can be divided later. It stays: it is in the subjects.
	shards = 64

	// codeWrongLast is the server's refusal of a compare-and-append. Its relative 10164 (another append is in flight) says nothing
	// about who came first, and is passed on as an unknown outcome.
	codeWrongLast jetstream.ErrorCode = 10071

	codeNoMessage jetstream.ErrorCode = 10037

	batchCount, batchBytes = 512, 2 * roomlog.MaxBytes // of one direct read

	answerWithin = 5 * time.Second // of one request, unless the caller's context ends before
)

func logSubject(room world.RoomID) (string, error) {
	if !room.Valid() { // a dot or a star would reach other rooms' messages
		return "", world.Refuse(world.CodeUnknownRoom, "Rooms are named with 1 to 40 of a-z, 0-9 and the hyphen.")
	}
	hash := fnv.New32a()
	hash.Write([]byte(room))
	return fmt.Sprintf("room.%d.%s", hash.Sum32()%shards, room), nil
}

func snapshotSubject(room world.RoomID) (string, error) {
	_, err := logSubject(room)
	return "snap." + string(room), err
}

// Append implements roomlog.Log.
func (l *Log) Append(ctx context.Context, room world.RoomID, after roomlog.Seq, data []byte) (roomlog.Seq, error) {
	subject, err := logSubject(room)
	if err != nil {
		return 0, err
	}
	ack, err := l.js.Publish(ctx, subject, data, jetstream.WithExpectLastSequencePerSubject(uint64(after)))
	var refusal *jetstream.APIError
	if errors.As(err, &refusal) && refusal.ErrorCode == codeWrongLast {
		return 0, roomlog.ErrStale
	}
	if err != nil {
		return 0, fmt.Errorf("append to room %s: %w", room, err)
	}
	return roomlog.Seq(ack.Sequence), nil
}

// Last implements roomlog.Log.
func (l *Log) Last(ctx context.Context, room world.RoomID) (roomlog.Record, bool, error) {
	subject, err := logSubject(room)
	if err != nil {
		return roomlog.Record{}, false, err
	}
	return l.fromLeader(ctx, logStream, leaderGet{Last: subject})
}

// leaderGet is a STREAM.MSG.GET request. Only the stream's leader answers it; a direct get, which nats.go prefers, may be
// answered by a replica that lags behind.
type leaderGet struct {
	Last string `json:"last_by_subj,omitempty"`
	Next string `json:"next_by_subj,omitempty"`
	Seq  uint64 `json:"seq,omitempty"`
}

func (l *Log) fromLeader(ctx context.Context, stream string, get leaderGet) (roomlog.Record, bool, error) {
	request, err := json.Marshal(get)
	if err != nil {
		return roomlog.Record{}, false, err
	}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	reply, err := l.conn.RequestWithContext(ctx, "$JS.API.STREAM.MSG.GET."+stream, request)
	if err != nil {
		return roomlog.Record{}, false, fmt.Errorf("ask stream %s: %w", stream, err)
	}
	var answer struct {
		Error   *jetstream.APIError `json:"error"`
		Message struct {
			Seq  uint64 `json:"seq"`
			Data []byte `json:"data"`
		} `json:"message"`
	}
	if err := json.Unmarshal(reply.Data, &answer); err != nil {
		return roomlog.Record{}, false, fmt.Errorf("ask stream %s: %w", stream, err)
	}
	if answer.Error != nil && answer.Error.ErrorCode == codeNoMessage {
		return roomlog.Record{}, false, nil
	}
	if answer.Error != nil {
		return roomlog.Record{}, false, fmt.Errorf("ask stream %s: %w", stream, answer.Error)
	}
	return roomlog.Record{Seq: roomlog.Seq(answer.Message.Seq), Data: answer.Message.Data}, true, nil
}

// Read implements roomlog.Log: batched direct gets, no consumer.
func (l *Log) Read(ctx context.Context, room world.RoomID, after, upTo roomlog.Seq) iter.Seq2[roomlog.Record, error] {
	return func(yield func(roomlog.Record, error) bool) {
		subject, err := logSubject(room)
		if err != nil {
			yield(roomlog.Record{}, err)
			return
		}
		// A direct get may be answered by a replica that does not have the last messages yet: it is given a second.
		for attempt := 0; after < upTo; {
			before := after
			for record, err := range l.batch(ctx, subject, after+1) {
				if err != nil {
					yield(roomlog.Record{}, fmt.Errorf("read room %s: %w", room, err))
					return
				}
				if record.Seq > upTo {
					return
				}
				after = record.Seq
				if !yield(record, nil) {
					return
				}
			}
			if after > before {
				attempt = 0
				continue
			}
			if attempt++; attempt > 20 {
				yield(roomlog.Record{}, fmt.Errorf("room %s has no message %d: %w", room, upTo, roomlog.ErrDamaged))
				return
			}
			if err := wait(ctx, 50*time.Millisecond); err != nil {
				yield(roomlog.Record{}, err)
				return
			}
		}
	}
}

// batch yields messages of a subject from a sequence on, as many as fit in one answer; none is no error.
func (l *Log) batch(ctx context.Context, subject string, from roomlog.Seq) iter.Seq2[roomlog.Record, error] {
	return func(yield func(roomlog.Record, error) bool) {
		ctx, cancel := context.WithTimeout(ctx, answerWithin)
		defer cancel()
		messages, err := jetstreamext.GetBatch(ctx, l.js, logStream, batchCount, jetstreamext.GetBatchSeq(uint64(from)),
			jetstreamext.GetBatchSubject(subject), jetstreamext.GetBatchMaxBytes(batchBytes))
		if err != nil {
			yield(roomlog.Record{}, err)
			return
		}
		for message, err := range messages {
			if errors.Is(err, jetstreamext.ErrNoMessages) {
				return
			}
			if err != nil {
				yield(roomlog.Record{}, err)
				return
			}
			if !yield(roomlog.Record{Seq: roomlog.Seq(message.Sequence), Data: message.Data}, nil) {
				return
			}
		}
		// The answer's end and the deadline look the same to the library.
		if err := ctx.Err(); err != nil {
			yield(roomlog.Record{}, err)
		}
	}
}

// SaveSnapshot implements roomlog.Log: the stream keeps the last two of a subject.
func (l *Log) SaveSnapshot(ctx context.Context, room world.RoomID, data []byte) error {
	subject, err := snapshotSubject(room)
	if err != nil {
		return err
	}
	if _, err := l.js.Publish(ctx, subject, data); err != nil {
		return fmt.Errorf("save snapshot of room %s: %w", room, err)
	}
	return nil
}

// Snapshots implements roomlog.Log.
func (l *Log) Snapshots(ctx context.Context, room world.RoomID) ([][]byte, error) {
	subject, err := snapshotSubject(room)
	if err != nil {
		return nil, err
	}
	newest, found, err := l.fromLeader(ctx, snapshotStream, leaderGet{Last: subject})
	if err != nil || !found {
		return nil, err
	}
	oldest, found, err := l.fromLeader(ctx, snapshotStream, leaderGet{Next: subject, Seq: 1})
	if err != nil {
		return nil, err
	}
	if !found || oldest.Seq == newest.Seq {
		return [][]byte{newest.Data}, nil
	}
	return [][]byte{newest.Data, oldest.Data}, nil
}

// Purge implements roomlog.Log.
func (l *Log) Purge(ctx context.Context, room world.RoomID, below roomlog.Seq) error {
	subject, err := logSubject(room)
	if err != nil {
		return err
	}
	last, found, err := l.Last(ctx, room)
	if err != nil || !found {
		return err
	}
	stream, err := l.js.Stream(ctx, logStream)
	if err != nil {
		return fmt.Errorf("purge room %s: %w", room, err)
	}
	below = min(below, last.Seq)
	if err := stream.Purge(ctx, jetstream.WithPurgeSubject(subject), jetstream.WithPurgeSequence(uint64(below))); err != nil {
		return fmt.Errorf("purge room %s: %w", room, err)
	}
	return nil
}

// Rooms implements roomlog.Log.
func (l *Log) Rooms(ctx context.Context) ([]world.RoomID, error) {
	stream, err := l.js.Stream(ctx, logStream)
	if err != nil {
		return nil, fmt.Errorf("list rooms: %w", err)
	}
	info, err := stream.Info(ctx, jetstream.WithSubjectFilter(logSubjects))
	if err != nil {
		return nil, fmt.Errorf("list rooms: %w", err)
	}
	rooms := make([]world.RoomID, 0, len(info.State.Subjects))
	for subject := range info.State.Subjects {
		rooms = append(rooms, world.RoomID(subject[strings.LastIndexByte(subject, '.')+1:]))
	}
	slices.Sort(rooms)
	return rooms, nil
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
