package httpapi

import (
	"context"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
)

// Look is an outfit somebody saved, in today's drawings.
type Look struct {
	ID     account.LookID `json:"id"`
	Name   string         `json:"name" doc:"may be empty"`
	Outfit Outfit         `json:"outfit"`
}

// Looks are what somebody saved.
type Looks struct {
	Looks []Look `json:"looks" nullable:"false" doc:"the last saved first"`
}

// NewLook is an outfit to save.
type NewLook struct {
	Outfit world.OutfitHash `json:"outfit"`
	Name   string           `json:"name,omitempty" doc:"1 to 24 characters, or none"`
}

// LookName is another name for a look.
type LookName struct {
	Name string `json:"name" doc:"1 to 24 characters, or none"`
}

type (
	looks   struct{ Body Looks }
	look    struct{ Body Look }
	newLook struct{ Body NewLook }
	byLook  struct {
		ID account.LookID `path:"id"`
	}
	lookName struct {
		ID   account.LookID `path:"id"`
		Body LookName
	}
)

func (s *server) looks() {
	handle(s, s.identified(http.MethodGet, "/me/looks", "looks", "The looks I saved"), s.savedLooks)
	handle(s, s.identified(http.MethodPost, "/me/looks", "saveLook", "Save a look",
		world.CodeUnknownOutfit, world.CodeBadName, world.CodeTooMany, world.CodeSlowDown), s.saveLook)
	handle(s, s.identified(http.MethodPatch, "/me/looks/{id}", "renameLook", "Name a saved look anew",
		world.CodeUnknownLook, world.CodeBadName, world.CodeSlowDown), s.renameLook)
	handle(s, s.identified(http.MethodDelete, "/me/looks/{id}", "deleteLook", "Forget a saved look", world.CodeUnknownLook, world.CodeSlowDown),
		func(ctx context.Context, in *byLook) (*struct{}, error) {
			id := caller(ctx).ID
			if err := s.Gate.Sessions.Allow(id); err != nil {
				return nil, err
			}
			return nil, s.Accounts.DeleteLook(ctx, id, in.ID)
		})
}

func (s *server) savedLooks(ctx context.Context, _ *struct{}) (*looks, error) {
	saved, err := s.Accounts.Looks(ctx, caller(ctx).ID)
	if err != nil {
		return nil, err
	}
	all := Looks{Looks: []Look{}}
	for _, l := range saved {
		drawn, err := s.look(ctx, l)
		if err != nil {
			return nil, err
		}
		all.Looks = append(all.Looks, drawn)
	}
	return &looks{Body: all}, nil
}

func (s *server) saveLook(ctx context.Context, in *newLook) (*look, error) {
	id := caller(ctx).ID
	name, err := lookNamed(in.Body.Name)
	if err != nil {
		return nil, err
	}
	if err := s.keepOutfit(ctx, id, in.Body.Outfit); err != nil {
		return nil, err
	}
	saved, err := s.Accounts.SaveLook(ctx, id, in.Body.Outfit, name)
	if err != nil {
		return nil, err
	}
	drawn, err := s.look(ctx, saved)
	return &look{Body: drawn}, err
}

func (s *server) renameLook(ctx context.Context, in *lookName) (*look, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(id); err != nil {
		return nil, err
	}
	name, err := lookNamed(in.Body.Name)
	if err != nil {
		return nil, err
	}
	saved, err := s.Accounts.RenameLook(ctx, id, in.ID, name)
	if err != nil {
		return nil, err
	}
	drawn, err := s.look(ctx, saved)
	return &look{Body: drawn}, err
}

// look is a saved look in today's drawings.
func (s *server) look(ctx context.Context, l account.Look) (Look, error) {
	today, err := s.Catalogue.Current(ctx, l.Outfit)
	return Look{ID: l.ID, Name: l.Name, Outfit: s.outfit(today)}, err
}

// lookNamed is a look's name as visitors' names are, or none. Codes: bad_name.
func lookNamed(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	return account.CleanName(name)
}
