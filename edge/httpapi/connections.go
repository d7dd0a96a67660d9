package httpapi

import (
	"context"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/moderation"
)

// NewOpening asks for a look into the record of connections.
type NewOpening struct {
	About  world.VisitorID `json:"about"`
	From   world.Millis    `json:"from"`
	Until  world.Millis    `json:"until" doc:"at most 31 days later"`
	Reason string          `json:"reason" maxLength:"4000" doc:"1 to 500 characters"`
}

// OpeningList are looks that were asked for.
type OpeningList struct {
	Openings []moderation.Opening `json:"openings" nullable:"false"`
	People   []Person             `json:"people" nullable:"false" doc:"whom they name"`
}

// Connections are from where somebody was connected.
type Connections struct {
	Opening     moderation.Opening      `json:"opening"`
	Connections []moderation.Connection `json:"connections" nullable:"false" doc:"the oldest first"`
}

type (
	onOpening struct {
		Opening moderation.OpeningID `path:"opening"`
	}
	openingBody struct{ Body moderation.Opening }
)

func (s *server) adminConnections() {
	handle(s, s.identified(http.MethodGet, "/admin/connections", "openings", "Looks into the record of connections, the newest first"), s.openings)
	handle(s, s.identified(http.MethodPost, "/admin/connections", "askConnections", "Ask for a look into the record of somebody's connections",
		world.CodeUnknownVisitor, world.CodeBadText, world.CodeTooLong), func(ctx context.Context, in *struct{ Body NewOpening }) (*openingBody, error) {
		o, err := s.Order.AskConnections(ctx, caller(ctx), in.Body.About, in.Body.From, in.Body.Until, in.Body.Reason)
		return &openingBody{o}, err
	})
	handle(s, s.identified(http.MethodPost, "/admin/connections/{opening}/agree", "agreeConnections", "Open together what another operator asked for",
		world.CodeUnknownOpening), func(ctx context.Context, in *onOpening) (*openingBody, error) {
		o, err := s.Order.AgreeConnections(ctx, caller(ctx), in.Opening)
		return &openingBody{o}, err
	})
	handle(s, s.identified(http.MethodGet, "/admin/connections/{opening}", "connections", "From where somebody was connected; for the two who opened it, for a day",
		world.CodeUnknownOpening, world.CodeExpired), func(ctx context.Context, in *onOpening) (*struct{ Body Connections }, error) {
		o, found, err := s.Order.Connections(ctx, caller(ctx).ID, in.Opening)
		return &struct{ Body Connections }{Connections{o, found}}, err
	})
}

func (s *server) openings(ctx context.Context, _ *struct{}) (*struct{ Body OpeningList }, error) {
	all, err := s.Order.Openings(ctx)
	if err != nil {
		return nil, err
	}
	var named []world.VisitorID
	for _, o := range all {
		named = append(named, o.About, o.By, o.Agreed)
	}
	people, err := s.named(ctx, named)
	return &struct{ Body OpeningList }{OpeningList{all, people}}, err
}
