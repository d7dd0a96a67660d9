package wardrobe

import (
	"fmt"
	"io/fs"
	"slices"
)

// ReadyMade is a named outfit anybody may choose.
type ReadyMade struct {
	ID   string `json:"id"`
	Name Text   `json:"name"`
	Recipe
}

// readOutfits reads the ready-made outfits. One that cannot be worn is left out.
func (r *reading) readOutfits(base fs.FS) error {
	data, err := fs.ReadFile(base, "outfits.json")
	if err != nil {
		return err
	}
	var all []ReadyMade
	if err := strictJSON(data, &all); err != nil {
		return fmt.Errorf("outfits.json: %w", err)
	}
	for _, o := range all {
		if problem := r.problem(o); problem != "" {
			r.report(&Fault{
				Code: FaultOutfit, File: "outfits.json", Line: lineOf(data, fmt.Sprintf(`"id": %q`, o.ID)), Element: o.ID,
				Problem: problem, Remedy: "correct or remove it",
			})
			continue
		}
		r.outfits = append(r.outfits, o)
	}
	return nil
}

func (r *reading) problem(o ReadyMade) string {
	if !nameForm.MatchString(o.ID) {
		return "an id is 1 to 40 of a-z, 0-9 and -"
	}
	if o.Name.Ja == "" || o.Name.En == "" {
		return "its name is missing in ja or en"
	}
	if _, taken := r.Outfit(o.ID); taken {
		return "it is there twice"
	}
	if _, err := r.Fit(o.Recipe); err != nil {
		return err.Error()
	}
	return ""
}

// Outfits lists the ready-made outfits in the order of outfits.json.
func (w *Wardrobe) Outfits() []ReadyMade { return w.outfits }

// Outfit answers a ready-made outfit.
func (w *Wardrobe) Outfit(id string) (ReadyMade, bool) {
	i := slices.IndexFunc(w.outfits, func(o ReadyMade) bool { return o.ID == id })
	if i < 0 {
		return ReadyMade{}, false
	}
	return w.outfits[i], true
}
