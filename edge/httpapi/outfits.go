package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
)

// NewOutfit is an outfit to try on.
type NewOutfit struct {
	Recipe rawRecipe `json:"recipe"`
	Keep   bool      `json:"keep,omitempty" doc:"remember the outfit for good, so that a link to it works tomorrow; wearing or saving it does that too"`
}

// rawRecipe is a recipe that has not been read yet: its own decoder says what is wrong with it.
type rawRecipe struct{ json.RawMessage }

// Schema describes a recipe.
func (rawRecipe) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[wardrobe.Recipe](), true, "Recipe")
}

// OutfitRecipe is an outfit and what it is made of.
type OutfitRecipe struct {
	Outfit
	Recipe  wardrobe.Recipe `json:"recipe"`
	Credits []Credit        `json:"credits" nullable:"false" doc:"of the items that are in the catalogue today, in the recipe's order"`
}

// Credit says who drew an item.
type Credit struct {
	Item    wardrobe.ItemID `json:"item"`
	Name    world.Title     `json:"name"`
	Author  string          `json:"author"`
	License string          `json:"license" doc:"SPDX"`
}

type (
	newOutfit struct {
		RawBody []byte
		Body    NewOutfit
	}
	outfit   struct{ Body Outfit }
	byOutfit struct {
		Hash world.OutfitHash `path:"hash"`
	}
	outfitRecipe struct{ Body OutfitRecipe }
)

func (s *server) outfits() {
	fit := s.identified(http.MethodPost, "/outfits", "fit", "Try an outfit on: nobody sees a change",
		world.CodeBadOutfit, world.CodeTooMany, world.CodeUnknownItem, world.CodeBadDye, world.CodeNotOwned, world.CodeSlowDown)
	fit.SkipValidateBody = true
	fit.Description = "The answer's sheet can be fetched at once. An outfit that is neither worn nor saved nor kept is forgotten after a while: then it is unknown_outfit, and tried on again it has the same hash."
	handle(s, fit, s.fit)
	handle(s, operation(http.MethodGet, "/outfits/{hash}", "outfit", "What an outfit is made of", world.CodeUnknownOutfit),
		func(ctx context.Context, in *byOutfit) (*outfitRecipe, error) {
			recipe, err := s.Catalogue.Recipe(ctx, in.Hash)
			return &outfitRecipe{Body: OutfitRecipe{Outfit: s.outfit(in.Hash), Recipe: recipe, Credits: s.credits(recipe)}}, err
		})
}

func (s *server) credits(recipe wardrobe.Recipe) []Credit {
	all := []Credit{}
	w := s.Catalogue.Wardrobe()
	for _, g := range recipe.Wear {
		if it, ok := w.Item(g.Item); ok {
			all = append(all, Credit{Item: it.ID, Name: world.Title(it.Name), Author: it.Author, License: it.License})
		}
	}
	return all
}

func (s *server) fit(ctx context.Context, in *newOutfit) (*outfit, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.AllowFitting(id); err != nil {
		return nil, err
	}
	var asked NewOutfit
	d := json.NewDecoder(bytes.NewReader(in.RawBody))
	d.DisallowUnknownFields()
	if err := d.Decode(&asked); err != nil {
		return nil, world.Refuse(world.CodeBadRequest, `To try an outfit on, send {"recipe":{...}}, and nothing else.`)
	}
	hash, err := s.Catalogue.Fit(id, asked.Recipe.RawMessage)
	if err != nil {
		return nil, err
	}
	if asked.Keep {
		if err := s.keepOutfit(ctx, id, hash); err != nil {
			return nil, err
		}
	}
	return &outfit{Body: s.outfit(hash)}, nil
}

// keepOutfit writes SQL, which counts as a command.
func (s *server) keepOutfit(ctx context.Context, who world.VisitorID, hash world.OutfitHash) error {
	if err := s.Gate.Sessions.Allow(who); err != nil {
		return err
	}
	return s.Catalogue.Keep(ctx, hash)
}
