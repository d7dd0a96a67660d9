package wardrobe

import (
	"encoding/json"
	"fmt"
	"slices"
)

// MaxGarments is how many garments one outfit may have.
const MaxGarments = 64

const maxRecipeBytes = 16 << 10

// Recipe is an outfit as it is kept and sent: the ordered garments, inner to outer, with their dyes.
type Recipe struct {
	Skin Color     `json:"skin,omitempty" doc:"for every dye named skin"` // for every dye named skin
	Wear []Garment `json:"wear" nullable:"false" doc:"inner to outer"`
}

// Garment is one worn item. A dye left out is worn as drawn.
type Garment struct {
	Item ItemID           `json:"item"`
	Dyes map[string]Color `json:"dyes,omitempty" doc:"#rrggbb by the dye's name; one left out is worn as drawn"`
}

// RefusalCode is a stable word for why a recipe cannot be worn.
type RefusalCode string

// The codes of recipes.
const (
	BadOutfit   RefusalCode = "bad_outfit"   // not as recipes are written, or no figure: nothing needed is missing, nothing is worn twice
	TooMany     RefusalCode = "too_many"     // more than MaxGarments
	UnknownItem RefusalCode = "unknown_item" // the catalogue has no such item
	BadDye      RefusalCode = "bad_dye"      // the item has no such dye, or the colour is none
)

// Refusal says why a recipe cannot be worn and which garment to change.
type Refusal struct {
	Code    RefusalCode
	Message string
}

func (r *Refusal) Error() string { return string(r.Code) + ": " + r.Message }

func refuse(code RefusalCode, format string, args ...any) error {
	return &Refusal{Code: code, Message: fmt.Sprintf(format, args...)}
}

// DecodeRecipe reads a recipe from JSON, at most 16 KiB of it, without members that recipes do not have. The error is a *Refusal:
// bad_outfit, too_many. Whether it can be worn is for Fit to say.
func DecodeRecipe(data []byte) (Recipe, error) {
	var r Recipe
	if len(data) > maxRecipeBytes {
		return Recipe{}, refuse(BadOutfit, "An outfit has at most %d KiB.", maxRecipeBytes>>10)
	}
	if err := strictJSON(data, &r); err != nil {
		return Recipe{}, refuse(BadOutfit, `An outfit is written {"skin":"#ffdfc8","wear":[{"item":"body","dyes":{"skin":"#ffdfc8"}}]}, with no other members: planes and parts are the items' own.`)
	}
	if len(r.Wear) > MaxGarments {
		return Recipe{}, tooMany(len(r.Wear))
	}
	return r, nil
}

func tooMany(n int) error {
	return refuse(TooMany, "An outfit has at most %d garments, this one has %d. Take some off.", MaxGarments, n)
}

// JSON is the recipe in its one spelling: equal recipes are equal bytes.
func (r Recipe) JSON() []byte {
	b := append(make([]byte, 0, 64+64*len(r.Wear)), '{')
	if r.Skin != "" {
		b = append(appendString(append(b, `"skin":`...), string(r.Skin)), ',')
	}
	b = append(b, `"wear":[`...)
	var names [maxDyes]string
	for i, g := range r.Wear {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(append(b, `{"item":`...), string(g.Item))
		chosen := names[:0]
		for name := range g.Dyes {
			chosen = append(chosen, name)
		}
		slices.Sort(chosen)
		for j, name := range chosen {
			b = append(b, map[bool]string{true: `,"dyes":{`, false: `,`}[j == 0]...)
			b = appendString(append(appendString(b, name), ':'), string(g.Dyes[name]))
		}
		if len(chosen) > 0 {
			b = append(b, '}')
		}
		b = append(b, '}')
	}
	return append(b, "]}"...)
}

// appendString writes a JSON string. All that can be worn is plain.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, err := json.Marshal(s)
			if err != nil { // never, of a string
				quoted = []byte(`""`)
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
