package moderation

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// Connection is from where a visitor was connected.
type Connection struct {
	Visitor world.VisitorID `json:"visitor"`
	At      world.Millis    `json:"at"`
	Address netip.Addr      `json:"address"`
	Port    uint16          `json:"port,omitempty" doc:"missing where a proxy does not tell it"`
}

const (
	sameFor      = time.Hour                   // that a connection is not written down again
	mostOfOne    = 200                         // connections of one visitor that are written down within that time
	widest       = 31*24*time.Hour + time.Hour // that one opening is about; clocks may be set back meanwhile
	readableFor  = 24 * time.Hour
	mostOpenings = 100 // listed
)

// recorder holds which connections were seen lately, and which of them are not sealed yet.
type recorder struct {
	mu      sync.Mutex
	seen    map[world.VisitorID]map[netip.AddrPort]world.Millis
	waiting []Connection
}

// Connected writes down from where a visitor is connected, once an hour. It is kept when KeepConnections was called.
func (s *Store) Connected(who world.VisitorID, from netip.AddrPort) {
	if s.House().ConnectionDays == 0 {
		return
	}
	now := s.millis()
	r := &s.recorder
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen == nil {
		r.seen = map[world.VisitorID]map[netip.AddrPort]world.Millis{}
	}
	of := r.seen[who]
	if of == nil {
		of = map[netip.AddrPort]world.Millis{}
		r.seen[who] = of
	}
	if at, known := of[from]; known && now < at+world.Millis(sameFor.Milliseconds()) || !known && len(of) >= mostOfOne {
		return
	}
	of[from] = now
	r.waiting = append(r.waiting, Connection{who, now, from.Addr(), from.Port()})
}

// take is what waits to be sealed. What was seen too long ago is forgotten meanwhile.
func (r *recorder) take(before world.Millis) []Connection {
	r.mu.Lock()
	defer r.mu.Unlock()
	for who, of := range r.seen {
		for from, at := range of {
			if at < before {
				delete(of, from)
			}
		}
		if len(of) == 0 {
			delete(r.seen, who)
		}
	}
	waiting := r.waiting
	r.waiting = nil
	return waiting
}

// KeepConnections seals what was written down since it was called last. What cannot be kept now waits on.
func (s *Store) KeepConnections(ctx context.Context) error {
	waiting := s.recorder.take(s.millis() - world.Millis(sameFor.Milliseconds()))
	if len(waiting) == 0 {
		return nil
	}
	err := s.keepConnections(ctx, waiting)
	if err != nil {
		s.recorder.mu.Lock()
		s.recorder.waiting = append(waiting, s.recorder.waiting...)
		s.recorder.mu.Unlock()
	}
	return err
}

func (s *Store) keepConnections(ctx context.Context, all []Connection) error {
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	id := newID()
	sealed, key, err := seal(id, raw)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "INSERT INTO connections (id, first_at, last_at, sealed, secret) VALUES (?, ?, ?, ?, ?)",
		id, all[0].At, all[len(all)-1].At, sealed, key)
	return err
}

// OpeningID names an opening.
type OpeningID string

// Opening is a look into the record of connections: one operator asks for it, another agrees, and then those two may read, for a day.
type Opening struct {
	ID     OpeningID       `json:"id"`
	About  world.VisitorID `json:"about"`
	From   world.Millis    `json:"from"`
	Until  world.Millis    `json:"until"`
	Reason string          `json:"reason"`
	By     world.VisitorID `json:"by" doc:"who asked"`
	At     world.Millis    `json:"at"`
	Agreed world.VisitorID `json:"agreed,omitempty" doc:"who agreed"`
	Opened world.Millis    `json:"opened,omitempty" doc:"when they agreed"`
}

const openingColumns = "id, about_id, from_at, until_at, reason, by_id, at, agreed_id, opened_at"

func scanOpening(scan func(...any) error) (o Opening, err error) {
	return o, scan(&o.ID, &o.About, &o.From, &o.Until, &o.Reason, &o.By, &o.At, &o.Agreed, &o.Opened)
}

// AskConnections asks for a look into the record of one visitor's connections. Codes: bad_request, bad_text, too_long, unknown_visitor,
// forbidden.
func (s *Store) AskConnections(ctx context.Context, by world.Principal, about world.VisitorID, from, until world.Millis, reason string) (o Opening, err error) {
	if err := isPerson(by); err != nil {
		return o, err
	}
	if reason, err = Text(reason); err != nil {
		return o, err
	}
	if from >= until || until-from > world.Millis(widest.Milliseconds()) {
		return o, world.Refuse(world.CodeBadRequest, "Ask for a time of at most 31 days that begins before it ends.")
	}
	o = Opening{ID: OpeningID(newID()), About: about, From: from, Until: until, Reason: reason, By: by.ID, At: s.millis()}
	return o, s.db.Transact(ctx, func(tx *database.Tx) error {
		var n int
		if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM visitors WHERE id = ?", about).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			return world.Refuse(world.CodeUnknownVisitor, "There is no such visitor.")
		}
		if _, err := tx.Exec(ctx, "INSERT INTO openings ("+openingColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, '', 0)",
			o.ID, o.About, o.From, o.Until, o.Reason, o.By, o.At); err != nil {
			return err
		}
		return s.enter(ctx, tx, by.ID, "ask connections", string(about), fmt.Sprintf(`{"opening":%q,"from":%d,"until":%d}`, o.ID, from, until))
	})
}

// isPerson keeps the command line out, which any operator has.
func isPerson(by world.Principal) error {
	if by.Kind != world.KindPerson {
		return world.Refuse(world.CodeForbidden, "The record of connections is opened by two persons.")
	}
	return nil
}

// AgreeConnections opens what another operator asked for. Codes: unknown_opening, forbidden.
func (s *Store) AgreeConnections(ctx context.Context, by world.Principal, id OpeningID) (o Opening, err error) {
	if err := isPerson(by); err != nil {
		return o, err
	}
	err = s.db.Transact(ctx, func(tx *database.Tx) error {
		var err error
		if o, err = opening(ctx, tx, id); err != nil {
			return err
		}
		switch {
		case o.By == by.ID:
			return world.Refuse(world.CodeForbidden, "Another operator must agree.")
		case o.Agreed != "":
			return errUnknownOpening()
		}
		o.Agreed, o.Opened = by.ID, s.millis()
		if _, err := tx.Exec(ctx, "UPDATE openings SET agreed_id = ?, opened_at = ? WHERE id = ?", o.Agreed, o.Opened, id); err != nil {
			return err
		}
		return s.enter(ctx, tx, by.ID, "open connections", string(o.About), fmt.Sprintf(`{"opening":%q}`, id))
	})
	return o, err
}

func opening(ctx context.Context, tx *database.Tx, id OpeningID) (Opening, error) {
	o, err := scanOpening(tx.QueryRow(ctx, "SELECT "+openingColumns+" FROM openings WHERE id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		err = errUnknownOpening()
	}
	return o, err
}

func errUnknownOpening() error {
	return world.Refuse(world.CodeUnknownOpening, "Nobody has asked for that, or it is open already.")
}

// Openings are the looks that were asked for, the newest first.
func (s *Store) Openings(ctx context.Context) ([]Opening, error) {
	return database.Rows(ctx, s.db, func(r *sql.Rows) (Opening, error) { return scanOpening(r.Scan) },
		"SELECT "+openingColumns+" FROM openings ORDER BY at DESC, id LIMIT ?", mostOpenings)
}

// Connections are what two operators have opened together, the oldest first; that one of them looked is in the audit. Codes:
// unknown_opening, forbidden, expired.
func (s *Store) Connections(ctx context.Context, by world.VisitorID, id OpeningID) (o Opening, found []Connection, err error) {
	err = s.db.Transact(ctx, func(tx *database.Tx) error {
		var err error
		if o, err = opening(ctx, tx, id); err != nil {
			return err
		}
		switch {
		case o.Agreed == "" || by != o.By && by != o.Agreed:
			return world.Refuse(world.CodeForbidden, "Two operators open it together: one asks, another agrees, and those two may read.")
		case s.millis() > o.Opened+world.Millis(readableFor.Milliseconds()):
			return world.Refuse(world.CodeExpired, "It was open for a day. Ask again.")
		}
		return s.enter(ctx, tx, by, "read connections", string(o.About), fmt.Sprintf(`{"opening":%q}`, id))
	})
	if err != nil {
		return o, nil, err
	}
	found, err = s.connectionsOf(ctx, o)
	return o, found, err
}

func (s *Store) connectionsOf(ctx context.Context, o Opening) ([]Connection, error) {
	pages, err := database.Rows(ctx, s.db, func(r *sql.Rows) (of []Connection, err error) {
		var id, key string
		var sealed []byte
		if err := r.Scan(&id, &sealed, &key); err != nil {
			return nil, err
		}
		raw, err := unseal(id, sealed, key)
		if err == nil {
			err = json.Unmarshal(raw, &of)
		}
		if err != nil {
			return nil, fmt.Errorf("connections %s: %w", id, err)
		}
		return slices.DeleteFunc(of, func(c Connection) bool { return c.Visitor != o.About || c.At < o.From || c.At >= o.Until }), nil
	}, "SELECT id, sealed, secret FROM connections WHERE last_at >= ? AND first_at < ? ORDER BY first_at, id", o.From, o.Until)
	return append([]Connection{}, slices.Concat(pages...)...), err
}
