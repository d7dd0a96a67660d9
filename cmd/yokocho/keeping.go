package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/moderation"
)

// keepEvery is how often what is too old is looked for.
const keepEvery = time.Hour

// keeping forgets what the house does not keep any longer: by deleting keys, and by telling rooms.
type keeping struct {
	accounts *account.Store
	order    *moderation.Store
	street   *room.Street
	logger   *slog.Logger
	now      func() time.Time
}

// Serve implements suture.Service.
func (k *keeping) Serve(ctx context.Context) error {
	again := time.NewTicker(keepEvery)
	defer again.Stop()
	for {
		if err := k.forget(ctx); err != nil && ctx.Err() == nil {
			k.logger.Error("what is too old was not forgotten", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-again.C:
		}
	}
}

// forget deletes what is too old now. Keys are made for a day, so texts go at the end of theirs.
func (k *keeping) forget(ctx context.Context) error {
	house, today := k.order.House(), k.now().UTC().Truncate(24*time.Hour)
	public, private := today.AddDate(0, 0, -house.PublicDays), today.AddDate(0, 0, -house.PrivateDays)
	if err := k.accounts.ForgetTexts(ctx, public, private); err != nil {
		return err
	}
	if err := k.order.Forget(ctx); err != nil {
		return err
	}
	return k.street.Forget(ctx, world.Forgotten{Public: world.AtTime(public), Private: world.AtTime(private)})
}

// String names the service in supervisors' reports.
func (k *keeping) String() string { return "keeping" }
