package httpapi

import (
	"context"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/picture"
)

// picturesPath is where pictures come in: the one place whose body is neither JSON nor small.
const picturesPath = "/api/v1/pictures"

// SharedPicture is a picture that its link shows.
type SharedPicture struct {
	ID     string           `json:"id"`
	URL    string           `json:"url" doc:"the page to share; it has a link card"`
	Image  string           `json:"image" doc:"the picture itself, a JPEG"`
	Room   world.RoomID     `json:"room,omitempty" doc:"where it was taken"`
	Outfit world.OutfitHash `json:"outfit,omitempty" doc:"whose portrait it is"`
	Width  int              `json:"width"`
	Height int              `json:"height"`
}

// The operations' inputs and outputs, as huma has them.
type (
	newPicture struct {
		Room    world.RoomID     `query:"room" maxLength:"40" doc:"of a photo: where it was taken"`
		Outfit  world.OutfitHash `query:"outfit" maxLength:"64" doc:"of a portrait: what is worn; a link to /look/{outfit}?picture={id} has it on its card"`
		RawBody []byte           `contentType:"image/png" doc:"a PNG or JPEG, 100 to 2048 pixels wide and high, at most 2 MB"`
	}
	onePicture   struct{ Body SharedPicture }
	whichPicture struct {
		Picture string `path:"picture" maxLength:"40"`
	}
)

func (s *server) pictures() {
	take := s.identified(http.MethodPost, "/pictures", "sharePicture", "Share a picture by its link, for 30 days",
		world.CodeBadPicture, world.CodeUnknownRoom, world.CodeUnknownOutfit, world.CodeSlowDown)
	take.MaxBodyBytes = picture.MaxBytes
	handle(s, withRequest(take), s.sharePicture)
	handle(s, operation(http.MethodGet, "/pictures/{picture}", "picture", "A shared picture", world.CodeNotFound),
		func(ctx context.Context, in *whichPicture) (*onePicture, error) {
			p, err := s.Accounts.Picture(ctx, in.Picture)
			return &onePicture{Body: shared(p)}, err
		})
	handle(s, s.identified(http.MethodDelete, "/pictures/{picture}", "takeBackPicture", "Take back a picture of one's own", world.CodeNotFound, world.CodeSlowDown),
		func(ctx context.Context, in *whichPicture) (*struct{}, error) {
			id := caller(ctx).ID
			if err := s.Gate.Sessions.Allow(id); err != nil {
				return nil, err
			}
			return nil, s.Accounts.TakeBackPicture(ctx, id, in.Picture)
		})
}

func (s *server) sharePicture(ctx context.Context, in *newPicture) (*onePicture, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(id); err != nil {
		return nil, err
	}
	switch {
	case (in.Room == "") == (in.Outfit == ""):
		return nil, world.Refuse(world.CodeBadRequest, "Say what is in the picture: ?room= its room, or ?outfit= the hash of what is worn.")
	case in.Room != "":
		if _, ok := s.Catalogue.Room(s.Gate.Street.Base(in.Room)); !ok {
			return nil, world.Refuse(world.CodeUnknownRoom, "There is no such room.")
		}
	default:
		if _, err := s.Catalogue.Recipe(ctx, in.Outfit); err != nil {
			return nil, err
		}
	}
	made, err := picture.Remake(in.RawBody)
	if err != nil {
		return nil, err
	}
	p := account.Picture{Room: in.Room, Outfit: in.Outfit, Width: made.Width, Height: made.Height, JPEG: made.JPEG}
	if p.ID, err = s.Accounts.SharePicture(ctx, id, p); err != nil {
		return nil, err
	}
	out := shared(p)
	out.URL = s.Proxies.Origin(request(ctx)) + out.URL
	return &onePicture{Body: out}, nil
}

func shared(p account.Picture) SharedPicture {
	return SharedPicture{
		ID: p.ID, URL: "/photo/" + p.ID, Image: "/photo/" + p.ID + ".jpg",
		Room: p.Room, Outfit: p.Outfit, Width: p.Width, Height: p.Height,
	}
}
