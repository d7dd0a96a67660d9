package moderation

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yokocho/yokocho/core/world"
)

// PageNames are the pages an operator fills in.
var PageNames = []string{"terms", "privacy", "rules", "imprint"}

// Pages are what the operator has to say, by name and in two languages: plain text, whose paragraphs empty lines part.
type Pages map[string]world.Title

const maxPage = 50_000 // characters

// Pages are the house's. They are not to be changed.
func (s *Store) Pages() Pages { return *s.pages.Load() }

// SetPages changes them. Codes: bad_request, too_long.
func (s *Store) SetPages(ctx context.Context, by world.VisitorID, pages Pages) error {
	told := map[string]int{}
	for name, page := range pages {
		if !slices.Contains(PageNames, name) {
			return world.Refuse(world.CodeBadRequest, "The pages are terms, privacy, rules and imprint.")
		}
		told[name] = utf8.RuneCountInString(page.Ja + page.En)
		if told[name] > maxPage {
			return world.Refuse(world.CodeTooLong, fmt.Sprintf("A page has at most %d characters.", maxPage))
		}
	}
	return s.set(ctx, by, "pages", pages, told)
}

// Written are the names of the pages that hold anything.
func (p Pages) Written() []string {
	written := []string{}
	for _, name := range PageNames {
		if strings.TrimSpace(p[name].Ja+p[name].En) != "" {
			written = append(written, name)
		}
	}
	return written
}

// In is a page in a language, or in the other one when it was not written in that.
func (p Pages) In(name, lang string) string {
	page := p[name]
	if lang == "ja" && page.Ja != "" || page.En == "" {
		return page.Ja
	}
	return page.En
}
