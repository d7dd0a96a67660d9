package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/moderation"
)

// NewReport is what a visitor tells staff about somebody.
type NewReport struct {
	About  world.VisitorID `json:"about"`
	Line   string          `json:"line,omitempty" maxLength:"60" doc:"the position of the line it is about"`
	Reason string          `json:"reason" enum:"harassment,sexual,minor,hate,threat,spam,impersonation,other"`
	Note   string          `json:"note,omitempty" maxLength:"4000"`
}

// Filed is a report that staff has.
type Filed struct {
	ID moderation.ReportID `json:"id"`
}

// MeasureList are measures, the newest first.
type MeasureList struct {
	Measures []moderation.Measure `json:"measures" nullable:"false"`
}

// Words are what somebody writes to the other side.
type Words struct {
	Text string `json:"text" maxLength:"4000" doc:"1 to 500 characters"`
}

type (
	newReport struct {
		Room world.RoomID `path:"room"`
		Body NewReport
	}
	filed       struct{ Body Filed }
	measureList struct{ Body MeasureList }
	oneMeasure  struct {
		Measure moderation.MeasureID `path:"measure"`
	}
	wordsOnMeasure struct {
		Measure moderation.MeasureID `path:"measure"`
		Body    Words
	}
)

// distance is how visitors keep others away.
func (s *server) distance() {
	for _, d := range []struct {
		method, path, id, summary string
		change                    func(context.Context, world.VisitorID, world.VisitorID) error
	}{
		{http.MethodPut, "/me/ignored/{visitor}", "ignore", "Do not hear somebody any more", s.Accounts.Ignore},
		{http.MethodDelete, "/me/ignored/{visitor}", "unignore", "Hear somebody again", s.Accounts.Unignore},
		{http.MethodPut, "/me/blocked/{visitor}", "block", "Have nothing to do with somebody any more: nothing of either reaches the other, and nobody is told", s.Accounts.Block},
		{http.MethodDelete, "/me/blocked/{visitor}", "unblock", "End a block of mine", s.Accounts.Unblock},
	} {
		handle(s, s.identified(d.method, d.path, d.id, d.summary, world.CodeUnknownVisitor, world.CodeSlowDown),
			func(ctx context.Context, in *other) (*struct{}, error) { return s.keepAway(ctx, in.Visitor, d.change) })
	}
	handle(s, s.identified(http.MethodPost, "/rooms/{room}/reports", "report",
		"Report somebody to staff. What you could see of the last minutes is sealed with it: lines, whispers to you, places, avatars",
		world.CodeUnknownRoom, world.CodeUnknownVisitor, world.CodeNotHere, world.CodeTooLong, world.CodeBusy, world.CodeSlowDown), s.report)
}

func (s *server) keepAway(ctx context.Context, whom world.VisitorID, change func(context.Context, world.VisitorID, world.VisitorID) error) (*struct{}, error) {
	id := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(id); err != nil {
		return nil, err
	}
	if err := change(ctx, id, whom); err != nil {
		return nil, err
	}
	s.Gate.Sessions.Forget(whom)
	return nil, s.Gate.Sessions.Changed(ctx, id)
}

func (s *server) report(ctx context.Context, in *newReport) (*filed, error) {
	who := caller(ctx).ID
	if err := s.Gate.Sessions.Allow(who); err != nil {
		return nil, err
	}
	if _, err := s.Accounts.ByID(ctx, in.Body.About); err != nil {
		return nil, err
	}
	r, err := s.Gate.Street.Open(ctx, in.Room)
	if err != nil {
		return nil, err
	}
	recording, err := r.Recall(ctx, who)
	if err != nil {
		return nil, err
	}
	saw, err := json.Marshal(recording)
	if err != nil {
		return nil, err
	}
	report, err := s.Order.File(ctx, moderation.Report{
		Reporter: who, About: in.Body.About, Room: in.Room, Line: in.Body.Line, Reason: in.Body.Reason, Note: in.Body.Note,
	}, saw)
	return &filed{Filed{report.ID}}, err
}

// measures are what somebody learns of measures against them.
func (s *server) measures() {
	handle(s, s.identified(http.MethodGet, "/me/measures", "measures", "What staff did about me, and why"), func(ctx context.Context, _ *struct{}) (*measureList, error) {
		own, err := s.ownMeasures(ctx, caller(ctx).ID)
		return &measureList{MeasureList{own}}, err
	})
	handle(s, s.identified(http.MethodPost, "/me/measures/{measure}/appeal", "plead", "Answer, once", world.CodeUnknownMeasure, world.CodeBadText, world.CodeTooLong, world.CodeSlowDown),
		func(ctx context.Context, in *wordsOnMeasure) (*struct{}, error) {
			id := caller(ctx).ID
			if err := s.Gate.Sessions.Allow(id); err != nil {
				return nil, err
			}
			return nil, s.Order.Plead(ctx, id, in.Measure, in.Body.Text)
		})
	handle(s, s.identified(http.MethodPut, "/me/measures/{measure}/seen", "seeMeasure", "I have read it", world.CodeUnknownMeasure, world.CodeSlowDown),
		func(ctx context.Context, in *oneMeasure) (*struct{}, error) {
			id := caller(ctx).ID
			if err := s.Gate.Sessions.Allow(id); err != nil {
				return nil, err
			}
			return nil, s.Order.See(ctx, id, in.Measure)
		})
}

// ownMeasures are those against somebody, without who took them.
func (s *server) ownMeasures(ctx context.Context, who world.VisitorID) ([]moderation.Measure, error) {
	all, err := s.Order.Measures(ctx, who)
	for i := range all {
		all[i].By = ""
	}
	return all, err
}
