package httpapi

import (
	"context"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/catalog"
)

// Catalogue is what a newcomer chooses from.
type Catalogue struct {
	Outfits []CatalogueOutfit `json:"outfits" nullable:"false"`
	Picker  Picker            `json:"picker"`
}

// CatalogueOutfit is an outfit anybody may choose.
type CatalogueOutfit struct {
	ID       string           `json:"id"`
	Name     world.Title      `json:"name"`
	Hash     world.OutfitHash `json:"hash"`
	URL      string           `json:"url" doc:"the sheet with all its drawings"`
	Portrait string           `json:"portrait" doc:"the standing figure"`
}

// Picker is one sheet of all ready-made outfits, standing.
type Picker struct {
	URL    string           `json:"url"`
	Size   size             `json:"size"`
	Frames map[string]frame `json:"frames" doc:"by the outfit's id"`
}

// Outfit is a look and where to fetch its pictures.
type Outfit struct {
	Hash     world.OutfitHash `json:"hash"`
	URL      string           `json:"url" doc:"the sheet with all its drawings"`
	Portrait string           `json:"portrait" doc:"the standing figure from the front, 256 x 320"`
	ID       string           `json:"id,omitempty" doc:"the ready-made outfit's id"`
}

type catalogue struct{ Body Catalogue }

func (s *server) readyMade() {
	handle(s, operation(http.MethodGet, "/catalogue", "catalogue", "The ready-made outfits"), func(context.Context, *struct{}) (*catalogue, error) {
		return &catalogue{Body: s.catalogue()}, nil
	})
}

func (s *server) catalogue() Catalogue {
	all := Catalogue{}
	for _, o := range s.Catalogue.Outfits() {
		drawn := s.outfit(o.Hash)
		all.Outfits = append(all.Outfits, CatalogueOutfit{ID: o.ID, Name: o.Name, Hash: o.Hash, URL: drawn.URL, Portrait: drawn.Portrait})
	}
	picker := s.Catalogue.Picker()
	all.Picker = Picker{URL: s.Assets.URL(picker.Sheet), Size: picker.Size, Frames: map[string]frame{}}
	for _, o := range picker.Outfits {
		all.Picker.Frames[o.ID] = o.Frame
	}
	return all
}

func (s *server) outfit(hash world.OutfitHash) Outfit {
	out := Outfit{Hash: hash, URL: s.Assets.URL(catalog.SheetName(hash)), Portrait: s.Assets.URL(catalog.PortraitName(hash))}
	if ready, ok := s.Catalogue.ReadyMade(hash); ok {
		out.ID = ready.ID
	}
	return out
}
