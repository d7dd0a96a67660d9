// Package principal tells sessions who somebody is: it puts together what SQL knows of persons and of the house's order with what
// the catalogue has drawn.
package principal

import (
	"context"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/catalog"
	"github.com/yokocho/yokocho/service/moderation"
)

// Source implements session.Accounts.
type Source struct {
	Accounts  *account.Store
	Catalogue *catalog.Catalogue
	Order     *moderation.Store
}

// Identify is whose token it is.
func (s Source) Identify(ctx context.Context, token string) (world.VisitorID, error) {
	v, err := s.Accounts.ByToken(ctx, token)
	return v.ID, err
}

// Principal is who that is, in today's drawing of their outfit. That is kept: should an item of it be taken away, they go on wearing what
// was seen last.
func (s Source) Principal(ctx context.Context, id world.VisitorID) (world.Principal, error) {
	v, err := s.Accounts.ByID(ctx, id)
	if err != nil {
		return world.Principal{}, err
	}
	p := world.Principal{
		ID: v.ID, Name: v.Name, Kind: v.Kind, Age: v.Age, Role: v.Role, Lang: v.Lang, Photos: v.Photos, Follow: v.Follow,
		Invited: v.Invited, Since: v.Since,
	}
	if p.IgnoredBy, err = s.Accounts.IgnoredBy(ctx, id); err != nil {
		return world.Principal{}, err
	}
	if p.Apart, err = s.Accounts.Apart(ctx, id); err != nil {
		return world.Principal{}, err
	}
	if err := s.Order.Stand(ctx, &p); err != nil {
		return world.Principal{}, err
	}
	if v.Outfit == "" { // a tool of the house's, which nobody sees
		return p, nil
	}
	if p.Outfit, err = s.Catalogue.Current(ctx, v.Outfit); err == nil && p.Outfit != v.Outfit {
		err = s.Accounts.Redress(ctx, id, v.Outfit, p.Outfit)
	}
	return p, err
}

// Wear keeps what a visitor wears from now on: an outfit that was tried on or kept, all of it theirs.
func (s Source) Wear(ctx context.Context, id world.VisitorID, outfit world.OutfitHash) error {
	v, err := s.Accounts.ByID(ctx, id)
	if err != nil {
		return err
	}
	if v.Outfit, err = s.Catalogue.Wear(ctx, id, outfit); err != nil {
		return err
	}
	return s.Accounts.Update(ctx, v)
}
