package main

import (
	"context"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/catalog"
)

// accounts tells sessions what SQL and the catalogue know of visitors.
type accounts struct {
	store     *account.Store
	catalogue *catalog.Catalogue
}

// Identify is whose token it is.
func (a accounts) Identify(ctx context.Context, token string) (world.VisitorID, error) {
	v, err := a.store.ByToken(ctx, token)
	return v.ID, err
}

// Principal is who that is, in today's drawing of their outfit. That is kept: should an item of it be taken away, they go on wearing what
// was seen last.
func (a accounts) Principal(ctx context.Context, id world.VisitorID) (world.Principal, error) {
	v, err := a.store.ByID(ctx, id)
	if err != nil {
		return world.Principal{}, err
	}
	ignoredBy, err := a.store.IgnoredBy(ctx, id)
	if err != nil {
		return world.Principal{}, err
	}
	outfit, err := a.catalogue.Current(ctx, v.Outfit)
	if err == nil && outfit != v.Outfit {
		err = a.store.Redress(ctx, id, v.Outfit, outfit)
	}
	return world.Principal{
		ID: v.ID, Name: v.Name, Kind: v.Kind, Age: v.Age, Role: v.Role, Lang: v.Lang,
		Outfit: outfit, Photos: v.Photos, IgnoredBy: ignoredBy,
	}, err
}

// Wear keeps what a visitor wears from now on: an outfit that was tried on or kept, all of it theirs.
func (a accounts) Wear(ctx context.Context, id world.VisitorID, outfit world.OutfitHash) error {
	v, err := a.store.ByID(ctx, id)
	if err != nil {
		return err
	}
	if v.Outfit, err = a.catalogue.Wear(ctx, id, outfit); err != nil {
		return err
	}
	return a.store.Update(ctx, v)
}
