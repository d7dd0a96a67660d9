package httpapi

import (
	"context"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/edge"
	"github.com/yokocho/yokocho/service/moderation"
)

// RoomInfo is a room in the street's list.
type RoomInfo struct {
	ID       world.RoomID `json:"id"`
	Base     world.RoomID `json:"base,omitempty" doc:"of a further instance: the room that it is one of"`
	Title    world.Title  `json:"title"`
	People   int          `json:"people" doc:"programs are none"`
	Full     bool         `json:"full,omitempty" doc:"it has no place, for programs take one, too"`
	Capacity int          `json:"capacity"`
	More     bool         `json:"more,omitempty" doc:"when it is full, whoever enters is told of another instance that has a place"`
	Open     bool         `json:"open" doc:"anybody may look through the door"`
	Art      string       `json:"art" doc:"where the drawing is described"`
}

// RoomList is the street.
type RoomList struct {
	Rooms []RoomInfo `json:"rooms" nullable:"false"`
}

type (
	roomList struct{ Body RoomList }
	inRoom   struct {
		Room world.RoomID `path:"room"`
	}
	snapshot struct {
		Time int64 `header:"Yokocho-Time" doc:"room time, Unix milliseconds"`
		Body world.View
	}
)

// Answer is what came of a command.
type Answer struct {
	Position world.Position `json:"position" doc:"from here on the command's events are part of the room"`
	Nearest  bool           `json:"nearest,omitempty" doc:"the walk goes to the nearest place that can be reached"`
}

func (s *server) rooms() {
	handle(s, operation(http.MethodGet, "/rooms", "rooms", "All rooms"), func(context.Context, *struct{}) (*roomList, error) {
		return &roomList{Body: s.list()}, nil
	})
	handle(s, withRequest(operation(http.MethodGet, "/welcome", "welcome", "Rooms, ready-made outfits and a drawn name in one answer: what a page needs first",
		world.CodeBadRequest)), s.welcome)
	handle(s, s.identified(http.MethodGet, "/rooms/{room}", "snapshot", "The room I am in, as I may see it",
		world.CodeUnknownRoom, world.CodeNotHere, world.CodeBusy, world.CodeSlowDown), s.snapshot)
	handle(s, operation(http.MethodGet, "/rooms/{room}/door", "door", "A look through an open door: people, and the public lines of ten minutes",
		world.CodeUnknownRoom, world.CodeForbidden, world.CodeBusy, world.CodeUnavailable), s.door)
}

// Welcome is what a page needs before anybody has come in.
type Welcome struct {
	RoomList
	Catalogue
	Room     world.RoomID    `json:"room" doc:"where a newcomer goes: the liveliest open room that is not nearly full"`
	Name     string          `json:"name" doc:"drawn for a newcomer"`
	Ages     moderation.Ages `json:"ages" enum:"unasked,all,adults" doc:"whom the house is for; the door asks how old one is unless it is unasked"`
	Pages    []string        `json:"pages" nullable:"false" doc:"what the house has to say, at /house/{page}"`
	SignIn   string          `json:"signIn,omitempty" doc:"the service one may sign in by, at /signin/oidc"`
	TimeZone string          `json:"timeZone" doc:"the street's own, an IANA name such as Asia/Tokyo: by it rooms are drawn by day or by night"`
}

func (s *server) welcome(ctx context.Context, in *inLanguage) (*struct{ Body Welcome }, error) {
	if edge.Token(request(ctx)) == "" {
		s.Numbers.PageOpened()
	}
	name, err := s.drawName(ctx, in.Lang)
	if err != nil {
		return nil, err
	}
	rooms := s.list()
	signIn := ""
	if s.OIDC != nil {
		signIn = s.OIDC.Name
	}
	return &struct{ Body Welcome }{Welcome{
		SignIn: signIn, Pages: s.Order.Pages().Written(),
		RoomList: rooms, Catalogue: s.catalogue(), Room: liveliest(rooms.Rooms), Name: name, Ages: s.Order.House().Ages, TimeZone: s.TimeZone,
	}}, nil
}

// liveliest is the open room with the most people of those with room for more; the first of the street when all are empty, or full.
func liveliest(rooms []RoomInfo) world.RoomID {
	const crowded = 0.7
	best := -1
	for i, r := range rooms {
		if r.Open && float64(r.People) < crowded*float64(r.Capacity) && (best < 0 || r.People > rooms[best].People) {
			best = i
		}
	}
	switch {
	case best >= 0:
		return rooms[best].ID
	case len(rooms) > 0:
		return rooms[0].ID
	default:
		return ""
	}
}

func (s *server) list() RoomList {
	all := RoomList{Rooms: []RoomInfo{}}
	for _, info := range s.Gate.Street.Rooms() {
		drawn, ok := s.Catalogue.Room(info.Base)
		if !ok {
			continue
		}
		room := RoomInfo{
			ID: info.ID, Title: info.Title, People: info.People, Full: info.Full, Capacity: info.Capacity, More: info.More, Open: info.Open, Art: s.Assets.URL(drawn.Art),
		}
		if info.Base != info.ID {
			room.Base = info.Base
		}
		all.Rooms = append(all.Rooms, room)
	}
	return all
}

func (s *server) snapshot(ctx context.Context, in *inRoom) (*snapshot, error) {
	who := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(who); err != nil {
		return nil, err
	}
	r, err := s.Gate.Sessions.Visit(ctx, who, in.Room)
	if err != nil {
		return nil, err
	}
	view, err := r.View(ctx, who)
	return &snapshot{int64(r.Now()), view}, err
}

func (s *server) door(ctx context.Context, in *inRoom) (*snapshot, error) {
	r, err := s.Gate.Street.Open(ctx, in.Room)
	if err != nil {
		return nil, err
	}
	view, err := r.Door(ctx)
	return &snapshot{int64(r.Now()), view}, err
}
