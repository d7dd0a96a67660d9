package httpapi

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
)

// Wardrobe is everything there is to wear.
type Wardrobe struct {
	Revision string           `json:"revision" doc:"another one as soon as anything is drawn anew"`
	Slots    []WardrobeSlot   `json:"slots" nullable:"false" doc:"in the order in which a closet shows them"`
	Items    []WardrobeItem   `json:"items" nullable:"false"`
	Skins    []wardrobe.Color `json:"skins" nullable:"false" doc:"five usual skins; any colour between them will do"`
}

// WardrobeSlot is a kind of item.
type WardrobeSlot struct {
	wardrobe.Slot
	Rack string `json:"rack,omitempty" doc:"the sheet with all its items, as they hang in a closet; none where there are no items"`
}

// WardrobeItem is one garment or feature.
type WardrobeItem struct {
	ID      wardrobe.ItemID           `json:"id"`
	Slot    string                    `json:"slot"`
	Name    world.Title               `json:"name"`
	Dyes    map[string]wardrobe.Color `json:"dyes" nullable:"false" doc:"the fills as drawn, by the dye's name; a dye called skin takes the outfit's skin"`
	Owned   bool                      `json:"owned" doc:"the visitor may wear it"`
	Author  string                    `json:"author"`
	License string                    `json:"license" doc:"SPDX"`
}

// wardrobe describes GET /wardrobe, which serves itself: it is large, and hardly ever another one.
func (s *server) wardrobe(mux *http.ServeMux) {
	op := s.identified(http.MethodGet, "/wardrobe", "wardrobe", "Everything there is to wear, and what of it is mine")
	op.Middlewares = nil
	op.Description = "The answer has an ETag; If-None-Match is answered with 304 as long as nothing has changed."
	r := s.api.OpenAPI().Components.Schemas
	op.Responses["200"] = &huma.Response{Description: "the wardrobe", Content: mediaType(r.Schema(reflect.TypeFor[Wardrobe](), true, "Wardrobe"))}
	s.api.OpenAPI().AddOperation(&op)
	mux.HandleFunc("GET /api/v1/wardrobe", func(w http.ResponseWriter, r *http.Request) {
		p, err := s.Gate.Identify(r)
		if err != nil {
			s.Gate.Refuse(w, err)
			return
		}
		body, err := json.Marshal(s.wardrobeOf(p.ID))
		if err != nil {
			s.Gate.Refuse(w, err)
			return
		}
		answerTagged(w, r, body)
	})
}

func (s *server) wardrobeOf(who world.VisitorID) Wardrobe {
	w := s.Catalogue.Wardrobe()
	all := Wardrobe{Revision: w.Revision(), Slots: []WardrobeSlot{}, Items: []WardrobeItem{}, Skins: wardrobe.Skins()}
	racks := s.Catalogue.Racks()
	for _, slot := range w.Slots() {
		shown := WardrobeSlot{Slot: slot}
		if name, ok := racks[slot.ID]; ok {
			shown.Rack = s.Assets.URL(name)
		}
		all.Slots = append(all.Slots, shown)
	}
	for _, it := range w.Items() {
		dyes := map[string]wardrobe.Color{}
		for name, dye := range it.Dyes {
			dyes[name] = dye.Fill
		}
		all.Items = append(all.Items, WardrobeItem{
			ID: it.ID, Slot: it.Slot, Name: world.Title(it.Name), Dyes: dyes, Owned: s.Catalogue.Owns(who, it), Author: it.Author, License: it.License,
		})
	}
	return all
}

// answerTagged answers with JSON that a browser may keep but asks for again each time, compressed if it likes.
func answerTagged(w http.ResponseWriter, r *http.Request, body []byte) {
	sum := sha256.Sum256(body)
	tag := `W/"` + hex.EncodeToString(sum[:8]) + `"`
	h := w.Header()
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", tag)
	h.Set("Vary", "Accept-Encoding, Authorization, Cookie")
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", "application/json; charset=utf-8")
	if edge.PreferredCoding(r.Header.Values("Accept-Encoding"), "gzip") == "gzip" {
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		_, _ = z.Write(body) // a buffer takes everything
		_ = z.Close()
		body = zipped.Bytes()
		h.Set("Content-Encoding", "gzip")
	}
	_, _ = w.Write(body) // fails only when the client has gone
}
