package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/session"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/moderation"
	"github.com/yokocho/yokocho/service/numbers"
)

const (
	forgetEvery = time.Hour        // what is too old is looked for
	writeEvery  = 10 * time.Second // the record of connections and the house's numbers are written; a killed server loses as much of them
)

// keeping writes the record of connections and the house's numbers, and forgets what the house does not keep any longer: by deleting keys, and by telling rooms.
type keeping struct {
	accounts *account.Store
	order    *moderation.Store
	numbers  *numbers.Store
	sessions *session.Sessions
	street   *room.Street
	logger   *slog.Logger
	now      func() time.Time
}

// Serve implements suture.Service.
func (k *keeping) Serve(ctx context.Context) error {
	forget, write := time.NewTicker(forgetEvery), time.NewTicker(writeEvery)
	defer forget.Stop()
	defer write.Stop()
	k.tell(ctx, k.forget(ctx))
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
			defer cancel()
			k.tell(last, k.write(last))
			return ctx.Err()
		case <-forget.C:
			k.tell(ctx, k.forget(ctx))
		case <-write.C:
			k.tell(ctx, k.write(ctx))
		}
	}
}

func (k *keeping) write(ctx context.Context) error {
	return errors.Join(k.order.KeepConnections(ctx), k.numbers.Keep(ctx, k.sessions.Around()))
}

func (k *keeping) tell(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		k.logger.Error("what is kept for a while could not be kept, or not be forgotten", "error", err)
	}
}

// forget deletes what is too old now. Keys are made for a day, so texts go at the end of theirs.
func (k *keeping) forget(ctx context.Context) error {
	house, today := k.order.House(), k.now().UTC().Truncate(24*time.Hour)
	public, private := today.AddDate(0, 0, -house.PublicDays), today.AddDate(0, 0, -house.PrivateDays)
	if err := k.accounts.ForgetTexts(ctx, public, private); err != nil {
		return err
	}
	if err := errors.Join(k.order.Forget(ctx), k.numbers.Forget(ctx)); err != nil {
		return err
	}
	return k.street.Forget(ctx, world.Forgotten{Public: world.AtTime(public), Private: world.AtTime(private)})
}

// String names the service in supervisors' reports.
func (k *keeping) String() string { return "keeping" }
