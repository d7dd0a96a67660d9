package main

import (
	"context"
	"log/slog"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/catalog/watch"
)

// designs takes in what designers change in the folder of --art, as a supervised service.
type designs struct {
	dir       string
	catalogue *catalog.Catalogue
	sessions  *session.Sessions
	faults    *faultLog
	logger    *slog.Logger
}

// Serve implements suture.Service.
func (d *designs) Serve(ctx context.Context) error {
	watch.Items(ctx, d.dir, d.logger, func(ctx context.Context) {
		changed, faults, err := d.catalogue.Reread()
		d.faults.tell(faults)
		switch {
		case err != nil:
			d.logger.Error("the wardrobe stays as it was", "error", err)
		case changed:
			w := d.catalogue.Wardrobe()
			d.logger.Info("there is something new to wear", "items", len(w.Items()), "revision", w.Revision())
			d.sessions.Redress(ctx)
		}
	})
	return ctx.Err()
}

// String names the service in supervisors' reports.
func (d *designs) String() string { return "designs" }

// faultLog tells operators and designers of faults in drawings, each once as long as it lasts.
type faultLog struct {
	logger *slog.Logger
	told   map[string]bool
}

func (l *faultLog) tell(faults []*wardrobe.Fault) {
	told := map[string]bool{}
	for _, f := range faults {
		told[f.Error()] = true
		if !l.told[f.Error()] {
			l.logger.Warn("a drawing with a fault is not used", "code", f.Code, "file", f.File, "line", f.Line, "element", f.Element, "problem", f.Problem, "remedy", f.Remedy)
		}
	}
	l.told = told
}
