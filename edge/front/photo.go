package front

import (
	"net/http"
	"strings"

	"github.com/yokocho/yokocho/service/account"
)

// pictureFor is how long caches may keep a shared picture: whoever made it may take it back.
const pictureFor = "public, max-age=600"

// photo answers with the page of a shared picture, whose link card it is, or under the name with .jpg with the picture itself.
func (f *front) photo(w http.ResponseWriter, r *http.Request) {
	id, itself := strings.CutSuffix(r.PathValue("picture"), ".jpg")
	p, err := f.Pictures.Picture(r.Context(), id)
	switch {
	case err != nil && itself:
		f.Gate.Refuse(w, err)
	case err != nil:
		f.nothing(w, r)
	case itself:
		w.Header().Set("Cache-Control", pictureFor)
		w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
		f.serve(w, r, http.StatusOK, file{tag: id, mediaType: "image/jpeg", body: p.JPEG})
	default:
		c := f.streetCard(r)
		says := words[c.Lang].photo
		if p.Outfit != "" {
			says = words[c.Lang].portrait
		} else if room, ok := f.Catalogue.Room(f.Gate.Street.Base(p.Room)); ok {
			title := room.Map.Title.En
			if c.Lang == "ja" {
				title = room.Map.Title.Ja
			}
			says = title
		}
		c.Title, c.Path, c.Unlisted = says+" · "+c.Title, "/photo/"+id, true
		c.show(p)
		f.page(w, r, http.StatusOK, c)
	}
}

// show puts a shared picture on a card.
func (c *card) show(p account.Picture) {
	c.Image, c.ImageType, c.Width, c.Height = "/photo/"+p.ID+".jpg", "image/jpeg", p.Width, p.Height
}
