package httpapi

import (
	"context"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/moderation"
)

// OwnLine is a line somebody said.
type OwnLine struct {
	Room    world.RoomID    `json:"room"`
	At      world.Millis    `json:"at"`
	To      world.VisitorID `json:"to,omitempty" doc:"of a whisper"`
	Text    string          `json:"text,omitempty"`
	Expired bool            `json:"expired,omitempty" doc:"its key is gone"`
}

// Export is all that the street knows of somebody.
type Export struct {
	account.Everything
	Measures []moderation.Measure `json:"measures" nullable:"false"`
	Reported []moderation.Report  `json:"reported" nullable:"false" doc:"what they told staff"`
	Lines    []OwnLine            `json:"lines" nullable:"false" doc:"what they said, as far as the rooms' logs go back"`
}

// Confirmed is what somebody says who means it.
type Confirmed struct {
	Name string `json:"name" maxLength:"200" doc:"one's own name, as others see it"`
}

// own is what somebody does with all that is known of them.
func (s *server) own() {
	handle(s, s.identified(http.MethodGet, "/me/export", "export", "All that is known of me", world.CodeSlowDown), func(ctx context.Context, _ *struct{}) (*struct{ Body Export }, error) {
		out, err := s.export(ctx, caller(ctx).ID)
		return &struct{ Body Export }{out}, err
	})
	handle(s, s.identified(http.MethodPost, "/me/erase", "erase", "Forget me: who I am, and all I wrote, for good", world.CodeLastOperator, world.CodeBusy, world.CodeSlowDown), s.erase)
}

func (s *server) export(ctx context.Context, who world.VisitorID) (Export, error) {
	var out Export
	err := s.Gate.Sessions.AllowFitting(who) // it reads every log
	if err != nil {
		return out, err
	}
	if out.Everything, err = s.Accounts.Export(ctx, who); err != nil {
		return out, err
	}
	if out.Measures, err = s.ownMeasures(ctx, who); err != nil {
		return out, err
	}
	if out.Reported, err = s.Order.ReportsBy(ctx, who); err != nil {
		return out, err
	}
	out.Lines = []OwnLine{}
	err = s.Gate.Street.Written(ctx, who, func(room world.RoomID, e world.Event) {
		line := OwnLine{Room: room, At: e.At}
		switch b := e.Body.(type) {
		case world.Said:
			line.Text, line.Expired = b.Text, b.Expired
		case world.Whispered:
			line.To, line.Text, line.Expired = b.To, b.Text, b.Expired
		}
		out.Lines = append(out.Lines, line)
	})
	return out, err
}

func (s *server) erase(ctx context.Context, in *struct{ Body Confirmed }) (*struct{}, error) {
	p := caller(ctx)
	if err := s.Gate.Sessions.Allow(p.ID); err != nil {
		return nil, err
	}
	if in.Body.Name != p.Name {
		return nil, world.Refuse(world.CodeBadRequest, "Write your own name, as others see it, to say that you mean it.")
	}
	if err := s.Gate.Sessions.Remove(ctx, p.ID, ""); err != nil {
		return nil, err
	}
	if err := s.Accounts.Erase(ctx, p.ID); err != nil {
		return nil, err
	}
	s.revoke(p.ID)
	return nil, s.Gate.Street.Forget(ctx, world.Forgotten{Who: p.ID})
}
