package httpapi

import (
	"context"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
)

// ReadyMade is an outfit anybody may choose.
type ReadyMade struct {
	ID   string           `json:"id"`
	Name world.Title      `json:"name"`
	Hash world.OutfitHash `json:"hash"`
	URL  string           `json:"url"`
}

type catalogue struct {
	Body struct {
		Outfits []ReadyMade `json:"outfits" nullable:"false"`
		Picker  struct {
			URL string `json:"url" doc:"one sheet of all outfits; its frame table is in its metadata"`
		} `json:"picker"`
	}
}

func (s *server) wardrobe() {
	handle(s, operation(http.MethodGet, "/catalogue", "catalogue", "The ready-made outfits"), func(context.Context, *struct{}) (*catalogue, error) {
		out := &catalogue{}
		for _, o := range s.Catalogue.Outfits() {
			out.Body.Outfits = append(out.Body.Outfits, ReadyMade{ID: o.ID, Name: o.Name, Hash: o.Hash, URL: "/assets/" + o.Sheet})
		}
		out.Body.Picker.URL = "/assets/" + s.Catalogue.Picker().Name
		return out, nil
	})
}

func (s *server) outfit(hash world.OutfitHash) Outfit {
	out := Outfit{Hash: hash, URL: "/assets/" + catalog.SheetName(hash)}
	if ready, err := s.Catalogue.Outfit(hash); err == nil {
		out.ID = ready.ID
	}
	return out
}
