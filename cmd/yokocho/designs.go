package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/catalog/tiled"
	"github.com/yokocho/yokocho/service/catalog/watch"
)

// designs takes in what designers change in the folder of --art, as a supervised service.
type designs struct {
	dir       string
	catalogue *catalog.Catalogue
	street    *room.Street
	sessions  *session.Sessions
	items     *faultLog
	rooms     *faultLog
	logger    *slog.Logger
}

// Serve implements suture.Service.
func (d *designs) Serve(ctx context.Context) error {
	watch.Art(ctx, d.dir, watch.Rest, d.logger, func(ctx context.Context) {
		d.rereadRooms(ctx)
		d.rereadItems(ctx)
	})
	return ctx.Err()
}

func (d *designs) rereadRooms(ctx context.Context) {
	changed, faults := d.catalogue.RereadRooms()
	d.rooms.tell(faults)
	if len(changed) == 0 {
		return
	}
	d.logger.Info("rooms are drawn anew", "rooms", changed)
	if err := d.street.Redraw(ctx, changed); err != nil {
		d.logger.Warn("a room does not follow its drawing before it opens again", "error", err)
	}
}

func (d *designs) rereadItems(ctx context.Context) {
	changed, faults, err := d.catalogue.Reread()
	d.items.tell(errorsOf(faults))
	switch {
	case err != nil:
		d.logger.Error("the wardrobe stays as it was", "error", err)
	case changed:
		w := d.catalogue.Wardrobe()
		d.logger.Info("there is something new to wear", "items", len(w.Items()), "revision", w.Revision())
		d.sessions.Redress(ctx)
	}
}

// String names the service in supervisors' reports.
func (d *designs) String() string { return "designs" }

// faultLog tells operators and designers of faults in drawings, each once as long as it lasts.
type faultLog struct {
	logger *slog.Logger
	told   map[string]bool
}

func (l *faultLog) tell(faults []error) {
	told := map[string]bool{}
	for _, fault := range faults {
		told[fault.Error()] = true
		if !l.told[fault.Error()] {
			l.warn(fault)
		}
	}
	l.told = told
}

func (l *faultLog) warn(fault error) {
	const word = "a drawing with a fault is not used"
	var item *wardrobe.Fault
	var rooms tiled.Faults
	switch {
	case errors.As(fault, &item):
		l.logger.Warn(word, "code", item.Code, "file", item.File, "line", item.Line, "element", item.Element, "problem", item.Problem, "remedy", item.Remedy)
	case errors.As(fault, &rooms):
		for _, f := range rooms {
			l.logger.Warn(word, "code", f.Code, "file", f.File, "place", f.Place.String(), "problem", f.Problem, "remedy", f.Remedy)
		}
	default:
		l.logger.Warn(word, "error", fault)
	}
}

func errorsOf[E error](faults []E) []error {
	all := make([]error, len(faults))
	for i, fault := range faults {
		all[i] = fault
	}
	return all
}
