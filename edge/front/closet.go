package front

import "net/http"

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

// look serves the page of a look that somebody shares. Whether there is such a look the client finds out.
func (f *front) look(w http.ResponseWriter, r *http.Request) {
	c := f.streetCard(r)
	c.Path, c.Unlisted = r.URL.Path, true
	c.Title = words[c.Lang].look + " · " + c.Title
	c.Description = words[c.Lang].lookAbout
	f.page(w, r, http.StatusOK, c)
}
