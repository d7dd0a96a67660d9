package moderation_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/moderation"
)

func (h *house) connected(who world.Principal, from string) {
	h.Connected(who.ID, netip.MustParseAddrPort(from))
}

func TestTheRecordOfConnectionsIsOpenedByTwo(t *testing.T) {
	each(t, func(h *house) {
		owner, second, third := h.person("owner", world.RoleOperator), h.person("second", world.RoleOperator), h.person("third", world.RoleOperator)
		mika, pest := h.person("mika", world.RoleGuest), h.person("pest", world.RoleGuest)
		began := world.AtTime(h.now)
		h.connected(pest, "198.51.100.7:40001")
		h.connected(pest, "198.51.100.7:40001") // the same
		h.connected(mika, "203.0.113.9:50000")
		h.must(h.KeepConnections(h.Context()))
		h.now = h.now.Add(time.Minute)
		h.connected(pest, "[2001:db8::1]:40002")
		h.connected(pest, "198.51.100.7:40001") // the same
		h.must(h.KeepConnections(h.Context()))
		h.must(h.KeepConnections(h.Context()))
		h.now = h.now.Add(time.Hour)
		h.connected(pest, "198.51.100.7:40001") // again
		h.must(h.KeepConnections(h.Context()))
		want := []moderation.Connection{
			{Visitor: pest.ID, At: began, Address: netip.MustParseAddr("198.51.100.7"), Port: 40001},
			{Visitor: pest.ID, At: began + 60_000, Address: netip.MustParseAddr("2001:db8::1"), Port: 40002},
			{Visitor: pest.ID, At: began + 3660_000, Address: netip.MustParseAddr("198.51.100.7"), Port: 40001},
		}

		var sealed []byte
		h.must(h.db.QueryRow(h.Context(), "SELECT sealed FROM connections ORDER BY first_at LIMIT 1").Scan(&sealed))
		if strings.Contains(string(sealed), "198.51") || strings.Contains(string(sealed), string(pest.ID)) {
			h.Error("who was connected from where stands open in the database")
		}

		asked, err := h.AskConnections(h.Context(), owner, pest.ID, began, began+3600_000, "Order of a court")
		h.must(err)
		_, _, err = h.Connections(h.Context(), owner.ID, asked.ID)
		h.code(err, world.CodeForbidden)
		_, err = h.AgreeConnections(h.Context(), owner, asked.ID)
		h.code(err, world.CodeForbidden)
		tool := second
		tool.Kind = world.KindProgram
		_, err = h.AgreeConnections(h.Context(), tool, asked.ID)
		h.code(err, world.CodeForbidden)
		open, err := h.AgreeConnections(h.Context(), second, asked.ID)
		h.must(err)
		_, err = h.AgreeConnections(h.Context(), third, asked.ID)
		h.code(err, world.CodeUnknownOpening)
		for _, by := range []world.Principal{owner, second} {
			o, found, err := h.Connections(h.Context(), by.ID, asked.ID)
			if err != nil || o != open || !cmp.Equal(found, want[:2], cmp.Comparer(func(a, b netip.Addr) bool { return a == b })) {
				h.Errorf("%+v %+v %v", o, found, err)
			}
		}
		_, _, err = h.Connections(h.Context(), third.ID, asked.ID)
		h.code(err, world.CodeForbidden)
		if all, err := h.Openings(h.Context()); err != nil || len(all) != 1 || all[0] != open {
			h.Errorf("%+v %v", all, err)
		}
		entries, err := h.Audit(h.Context(), 0, 10)
		h.must(err)
		var told []string
		for _, e := range entries {
			told = append(told, e.What)
		}
		if want := []string{"read connections", "read connections", "open connections", "ask connections"}; !cmp.Equal(told, want) {
			h.Errorf("the audit tells %v", told)
		}
		none, err := h.AskConnections(h.Context(), owner, third.ID, began, began+1, "Of nobody")
		h.must(err)
		_, err = h.AgreeConnections(h.Context(), second, none.ID)
		h.must(err)
		if _, found, err := h.Connections(h.Context(), owner.ID, none.ID); err != nil || found == nil || len(found) != 0 {
			h.Errorf("nothing is %#v, %v", found, err)
		}

		h.now = h.now.Add(25 * time.Hour)
		_, _, err = h.Connections(h.Context(), owner.ID, asked.ID)
		h.code(err, world.CodeExpired)

		h.now = h.now.AddDate(0, 0, 90)
		h.must(h.Forget(h.Context()))
		var left int
		h.must(h.db.QueryRow(h.Context(), "SELECT (SELECT COUNT(*) FROM connections) + (SELECT COUNT(*) FROM openings)").Scan(&left))
		if left != 0 {
			h.Errorf("%d rows of the record outlive it", left)
		}
	})
}

func TestBadOpenings(t *testing.T) {
	each(t, func(h *house) {
		owner, pest := h.person("owner", world.RoleOperator), h.person("pest", world.RoleGuest)
		ask := func(about world.VisitorID, from, until world.Millis, reason string) error {
			_, err := h.AskConnections(h.Context(), owner, about, from, until, reason)
			return err
		}
		const day = 24 * 3600_000
		h.code(ask("nobody", 0, day, "Why"), world.CodeUnknownVisitor)
		h.code(ask(pest.ID, day, day, "Why"), world.CodeBadRequest)
		h.code(ask(pest.ID, 0, 32*day, "Why"), world.CodeBadRequest)
		h.code(ask(pest.ID, 0, day, " "), world.CodeBadText)
		h.code(ask(pest.ID, 0, day, strings.Repeat("x", 501)), world.CodeTooLong)
		_, err := h.AgreeConnections(h.Context(), owner, "nothing")
		h.code(err, world.CodeUnknownOpening)
		_, _, err = h.Connections(h.Context(), owner.ID, "nothing")
		h.code(err, world.CodeUnknownOpening)
	})
}

func TestARecordThatCannotBeKeptWaits(t *testing.T) {
	each(t, func(h *house) {
		pest := h.person("pest", world.RoleGuest)
		for port := range uint16(300) {
			h.Connected(pest.ID, netip.AddrPortFrom(netip.MustParseAddr("198.51.100.7"), port))
		}
		rename := func(from, to string) {
			_, err := h.db.Exec(h.Context(), "ALTER TABLE "+from+" RENAME TO "+to)
			h.must(err)
		}
		rename("connections", "away")
		if err := h.KeepConnections(h.Context()); err == nil {
			h.Error("kept where nothing can be kept")
		}
		rename("away", "connections")
		h.must(h.KeepConnections(h.Context()))
		owner, second := h.person("owner", world.RoleOperator), h.person("second", world.RoleOperator)
		asked, err := h.AskConnections(h.Context(), owner, pest.ID, world.AtTime(h.now), world.AtTime(h.now)+1, "Why")
		h.must(err)
		_, err = h.AgreeConnections(h.Context(), second, asked.ID)
		h.must(err)
		if _, found, err := h.Connections(h.Context(), owner.ID, asked.ID); err != nil || len(found) != 200 {
			h.Errorf("%d of one visitor, %v", len(found), err)
		}
	})
}

func TestAHouseMayKeepNoRecordOfConnections(t *testing.T) {
	each(t, func(h *house) {
		owner, pest := h.person("owner", world.RoleOperator), h.person("pest", world.RoleGuest)
		none := moderation.DefaultHouse()
		none.ConnectionDays = 0
		h.must(h.SetHouse(h.Context(), owner.ID, none))
		h.connected(pest, "198.51.100.7:40001")
		h.must(h.KeepConnections(h.Context()))
		var rows int
		h.must(h.db.QueryRow(h.Context(), "SELECT COUNT(*) FROM connections").Scan(&rows))
		if rows != 0 {
			h.Error("a record is kept")
		}
		none.ConnectionDays = -1
		h.code(h.SetHouse(h.Context(), owner.ID, none), world.CodeBadRequest)
	})
}
