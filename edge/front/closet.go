package front

import (
	"net/http"
	"slices"
	"strings"

	"github.com/yokocho/yokocho/core/wardrobe"
	"github.com/yokocho/yokocho/core/world"
)

// dressing are the pages on which visitors change their looks, and how their link cards call them.
var dressing = map[string]map[string]string{
	"/closet": {"ja": "クローゼット", "en": "Closet"},
	"/salon":  {"ja": "ヘアサロン", "en": "Hair salon"},
	"/tan":    {"ja": "日焼けサロン", "en": "Tanning salon"},
}

// closet serves the pages of dressing: the same client, which knows them by their path.
func (f *front) closet(w http.ResponseWriter, r *http.Request) {
	c := f.streetCard(r)
	c.Path = r.URL.Path
	c.Title = dressing[c.Path][c.Lang] + " · " + c.Title
	c.Description = words[c.Lang].closet
	f.page(w, r, http.StatusOK, c)
}

// look serves the page of a look that somebody shares; its link card tells what is worn, and with ?picture= it shows that shared picture,
// if it is one of the look. The page of a look that is unknown is the same client, which says so.
func (f *front) look(w http.ResponseWriter, r *http.Request) {
	c := f.streetCard(r)
	c.Path, c.Unlisted = r.URL.Path, true
	c.Title = words[c.Lang].look + " · " + c.Title
	hash := world.OutfitHash(r.PathValue("hash"))
	recipe, err := f.Catalogue.Recipe(r.Context(), hash)
	if err != nil {
		f.page(w, r, http.StatusNotFound, c)
		return
	}
	if id := r.URL.Query().Get("picture"); id != "" {
		if p, err := f.Pictures.Picture(r.Context(), id); err == nil && p.Outfit == hash {
			c.Path += "?picture=" + p.ID
			c.show(p)
		}
	}
	c.Description = strings.Join(append(f.worn(recipe, c.Lang), words[c.Lang].lookAbout), words[c.Lang].point)
	f.page(w, r, http.StatusOK, c)
}

// worn names the outermost garments of a look; that everybody has a body and a face goes without saying.
func (f *front) worn(recipe wardrobe.Recipe, lang string) []string {
	const most = 6
	all := f.Catalogue.Wardrobe()
	var names []string
	for _, g := range slices.Backward(recipe.Wear) {
		it, ok := all.Item(g.Item)
		needed := ok && slices.ContainsFunc(all.Slots(), func(s wardrobe.Slot) bool { return s.ID == it.Slot && s.Needed })
		if !ok || needed || len(names) == most {
			continue
		}
		names = append(names, map[string]string{"ja": it.Name.Ja, "en": it.Name.En}[lang])
	}
	return names
}
