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

// Principal is who that is, in today's drawing of their outfit.
func (a accounts) Principal(ctx context.Context, id world.VisitorID) (world.Principal, error) {
	v, err := a.store.ByID(ctx, id)
	if err != nil {
		return world.Principal{}, err
	}
	ignoredBy, err := a.store.IgnoredBy(ctx, id)
	if err != nil {
		return world.Principal{}, err
	}
	return world.Principal{
		ID: v.ID, Name: v.Name, Kind: v.Kind, Age: v.Age, Role: v.Role, Lang: v.Lang,
		Outfit: a.catalogue.Current(ctx, v.Outfit), Photos: v.Photos, IgnoredBy: ignoredBy,
	}, nil
}

// Wear keeps what a visitor wears from now on: an outfit of the catalogue.
func (a accounts) Wear(ctx context.Context, id world.VisitorID, outfit world.OutfitHash) error {
	if _, err := a.catalogue.Outfit(outfit); err != nil {
		return err
	}
	v, err := a.store.ByID(ctx, id)
	if err != nil {
		return err
	}
	v.Outfit = outfit
	return a.store.Update(ctx, v)
}
