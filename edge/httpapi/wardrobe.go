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

// Picker is one sheet of all ready-made outfits, standing.
type Picker struct {
	URL    string            `json:"url"`
	Size   [2]int            `json:"size" doc:"width and height of the sheet"`
	Frames map[string][4]int `json:"frames" doc:"where each outfit is, by its id: x, y, width, height"`
}

type catalogue struct {
	Body struct {
		Outfits []ReadyMade `json:"outfits" nullable:"false"`
		Picker  Picker      `json:"picker"`
	}
}

func (s *server) wardrobe() {
	handle(s, operation(http.MethodGet, "/catalogue", "catalogue", "The ready-made outfits"), func(context.Context, *struct{}) (*catalogue, error) {
		out := &catalogue{}
		for _, o := range s.Catalogue.Outfits() {
			out.Body.Outfits = append(out.Body.Outfits, ReadyMade{ID: o.ID, Name: o.Name, Hash: o.Hash, URL: "/assets/" + o.Sheet})
		}
		picker := s.Catalogue.Picker()
		out.Body.Picker = Picker{URL: "/assets/" + picker.Sheet, Size: picker.Size, Frames: map[string][4]int{}}
		for _, o := range picker.Outfits {
			out.Body.Picker.Frames[o.ID] = o.Frame
		}
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
