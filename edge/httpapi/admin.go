package httpapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/service/account"
	"github.com/yokocho/yokocho/service/moderation"
	"github.com/yokocho/yokocho/service/numbers"
)

const (
	resetFor  = 24 * time.Hour
	auditPage = 100 // entries

	numbersFor = 28 // days
)

// Numbers are the house's own.
type Numbers struct {
	Days []numbers.Day `json:"days" nullable:"false" doc:"the newest first; only those on which somebody came"`
}

// Person is a visitor as staff sees them.
type Person struct {
	account.Person
	Room world.RoomID `json:"room,omitempty" doc:"where they are"`
}

// People are visitors as staff sees them.
type People struct {
	People []Person `json:"people" nullable:"false"`
}

// History is what staff knows of somebody.
type History struct {
	Person   Person               `json:"person"`
	Measures []moderation.Measure `json:"measures" nullable:"false"`
	Reports  []moderation.Report  `json:"reports" nullable:"false" doc:"about them"`
	Notes    []moderation.Note    `json:"notes" nullable:"false"`
}

// NewMeasure is what staff does about somebody.
type NewMeasure struct {
	Kind    moderation.Kind `json:"kind" enum:"warn,mute,remove,ban"`
	Room    world.RoomID    `json:"room,omitempty" doc:"of remove"`
	Reason  string          `json:"reason" maxLength:"4000" doc:"the person reads it: 1 to 500 characters"`
	Minutes int             `json:"minutes,omitempty" minimum:"0" maximum:"527040" doc:"of mute, remove and ban; a ban without them is for good"`
}

// NewRole is the role somebody gets.
type NewRole struct {
	Role world.Role `json:"role" enum:"member,host,staff,operator"`
}

// Link is a one-time link.
type Link struct {
	URL string `json:"url"`
}

// NewInvitation is an invitation.
type NewInvitation struct {
	Guests  int `json:"guests" minimum:"1" maximum:"500"`
	Minutes int `json:"minutes" minimum:"1" maximum:"43200"`
}

// ReportList are reports.
type ReportList struct {
	Reports []moderation.Report `json:"reports" nullable:"false"`
	People  []Person            `json:"people" nullable:"false" doc:"whom they name"`
}

// Replay is a report with what the reporter saw.
type Replay struct {
	Report    moderation.Report `json:"report"`
	Recording room.Recording    `json:"recording"`
}

// WordList is what is not said in the house.
type WordList struct {
	Words []moderation.Word `json:"words" nullable:"false"`
}

// HousePages are what the house has to say, by the name of the page: terms, privacy, rules, imprint.
type HousePages struct {
	Pages moderation.Pages `json:"pages" nullable:"false"`
}

// AuditPage is a page of all that staff did.
type AuditPage struct {
	Entries []moderation.Entry `json:"entries" nullable:"false"`
	People  []Person           `json:"people" nullable:"false" doc:"whom they name"`
}

// Inspections are how the rooms are.
type Inspections struct {
	Rooms       []room.Inspection `json:"rooms" nullable:"false"`
	Visitors    int               `json:"visitors" doc:"about lately"`
	Connections int               `json:"connections"`
}

type (
	onPerson struct {
		Visitor world.VisitorID `path:"visitor"`
	}
	wordsOnPerson struct {
		Visitor world.VisitorID `path:"visitor"`
		Body    Words
	}
	newMeasure struct {
		Visitor world.VisitorID `path:"visitor"`
		Body    NewMeasure
	}
	newRole struct {
		Visitor world.VisitorID `path:"visitor"`
		Body    NewRole
	}
	onReport struct {
		Report moderation.ReportID `path:"report"`
	}
	houseBody  struct{ Body moderation.House }
	housePages struct{ Body HousePages }
	linkBody   struct{ Body Link }
)

// admin is what staff and operators do.
func (s *server) admin() {
	s.adminHouse()
	s.adminPeople()
	s.adminReports()
	s.adminConnections()
}

func (s *server) adminHouse() {
	handle(s, s.identified(http.MethodGet, "/admin/house", "house", "What the house allows"), func(context.Context, *struct{}) (*houseBody, error) {
		return &houseBody{*s.Order.House()}, nil
	})
	handle(s, s.identified(http.MethodPut, "/admin/house", "setHouse", "Change what the house allows"), func(ctx context.Context, in *houseBody) (*houseBody, error) {
		if err := s.Order.SetHouse(ctx, caller(ctx).ID, in.Body); err != nil {
			return nil, err
		}
		if err := s.sendOut(ctx); err != nil {
			return nil, err
		}
		return &houseBody{*s.Order.House()}, nil
	})
	handle(s, s.identified(http.MethodGet, "/admin/words", "words", "What is not said in the house"), func(ctx context.Context, _ *struct{}) (*struct{ Body WordList }, error) {
		words, err := s.Order.Words(ctx)
		return &struct{ Body WordList }{WordList{words}}, err
	})
	setWords := s.identified(http.MethodPut, "/admin/words", "setWords", "Change what is not said in the house")
	setWords.MaxBodyBytes = maxLongText
	handle(s, setWords, func(ctx context.Context, in *struct{ Body WordList }) (*struct{}, error) {
		return nil, s.Order.SetWords(ctx, caller(ctx).ID, in.Body.Words)
	})
	handle(s, s.identified(http.MethodGet, "/admin/pages", "pages", "What the house has to say"), func(context.Context, *struct{}) (*housePages, error) {
		return &housePages{HousePages{s.Order.Pages()}}, nil
	})
	setPages := s.identified(http.MethodPut, "/admin/pages", "setPages", "Change what the house has to say", world.CodeTooLong)
	setPages.MaxBodyBytes = maxLongText
	handle(s, setPages, func(ctx context.Context, in *housePages) (*struct{}, error) {
		return nil, s.Order.SetPages(ctx, caller(ctx).ID, in.Body.Pages)
	})
	handle(s, withRequest(s.identified(http.MethodPost, "/admin/invitations", "invite", "Make an invitation, which lets guests in who would have to wait")), s.invite)
	handle(s, s.identified(http.MethodGet, "/admin/rooms", "inspect", "How the rooms are"), func(context.Context, *struct{}) (*struct{ Body Inspections }, error) {
		about := s.Gate.Sessions.Inspect()
		return &struct{ Body Inspections }{Inspections{append([]room.Inspection{}, s.Gate.Street.Inspect()...), about.Visitors, about.Connections}}, nil
	})
	handle(s, s.identified(http.MethodGet, "/admin/numbers", "numbers", "How far those get who come for the first time, by day"), func(ctx context.Context, _ *struct{}) (*struct{ Body Numbers }, error) {
		days, err := s.Numbers.Days(ctx, numbersFor)
		return &struct{ Body Numbers }{Numbers{days}}, err
	})
	handle(s, s.identified(http.MethodGet, "/admin/audit", "audit", "All that staff did, the newest first"), s.audit)
}

// sendOut has those go whom the house does not take any more: uninvited guests when it is for members, and whoever has not said how old they
// are when it asks.
func (s *server) sendOut(ctx context.Context) error {
	for id := range s.Gate.Sessions.Around() {
		v, err := s.Accounts.ByID(ctx, id)
		if err != nil {
			return err
		}
		if s.Order.Stays(world.Principal{ID: v.ID, Kind: v.Kind, Role: v.Role, Age: v.Age, Invited: v.Invited}) {
			continue
		}
		if err := s.Gate.Sessions.Remove(ctx, id, ""); err != nil {
			return err
		}
	}
	return nil
}

func (s *server) invite(ctx context.Context, in *struct{ Body NewInvitation }) (*linkBody, error) {
	by := caller(ctx).ID
	secret, err := s.Accounts.NewLink(ctx, account.LinkInvite, by, in.Body.Guests, time.Duration(in.Body.Minutes)*time.Minute)
	if err != nil {
		return nil, err
	}
	err = s.Order.Enter(ctx, by, "invite", "", fmt.Sprintf(`{"guests":%d,"minutes":%d}`, in.Body.Guests, in.Body.Minutes))
	return &linkBody{Link{s.Proxies.Origin(request(ctx)) + "/invite#" + secret}}, err
}

func (s *server) audit(ctx context.Context, in *struct {
	Before int64 `query:"before" minimum:"0" doc:"entries before this number; the newest without it"`
}) (*struct{ Body AuditPage }, error) {
	entries, err := s.Order.Audit(ctx, in.Before, auditPage)
	if err != nil {
		return nil, err
	}
	var named []world.VisitorID
	for _, e := range entries {
		named = append(named, e.By, world.VisitorID(e.About))
	}
	people, err := s.named(ctx, named)
	return &struct{ Body AuditPage }{AuditPage{entries, people}}, err
}

func (s *server) adminPeople() {
	handle(s, s.identified(http.MethodGet, "/admin/people", "people", "Look for people by a part of their name, or their id; without either, those who are here"), s.people)
	handle(s, s.identified(http.MethodGet, "/admin/people/{visitor}", "person", "What is known of somebody", world.CodeUnknownVisitor), s.person)
	handle(s, s.identified(http.MethodPost, "/admin/people/{visitor}/measures", "impose", "Warn, mute, send out of a room, ban",
		world.CodeUnknownVisitor, world.CodeUnknownRoom, world.CodeBadText, world.CodeTooLong, world.CodeLastOperator, world.CodeBusy), s.impose)
	handle(s, s.identified(http.MethodPost, "/admin/people/{visitor}/notes", "addNote", "Remember something, for staff", world.CodeUnknownVisitor, world.CodeBadText, world.CodeTooLong),
		func(ctx context.Context, in *wordsOnPerson) (*struct{}, error) {
			return nil, s.Order.AddNote(ctx, caller(ctx).ID, in.Visitor, in.Body.Text)
		})
	handle(s, s.identified(http.MethodPut, "/admin/people/{visitor}/role", "setRole", "Give somebody a role", world.CodeUnknownVisitor, world.CodeLastOperator), s.setRole)
	handle(s, s.identified(http.MethodPut, "/admin/people/{visitor}/age", "setAge", "Say how old somebody is, after a check of the house's own", world.CodeUnknownVisitor), s.setAge)
	handle(s, withRequest(s.identified(http.MethodPost, "/admin/people/{visitor}/reset", "resetLink", "Make a link with which a member chooses another password, once, within a day", world.CodeUnknownVisitor)), s.resetLink)
	handle(s, s.identified(http.MethodGet, "/admin/appeals", "appeals", "Measures whose appeal waits for an answer, the oldest first"), func(ctx context.Context, _ *struct{}) (*measureList, error) {
		waiting, err := s.Order.Appeals(ctx)
		return &measureList{MeasureList{waiting}}, err
	})
	handle(s, s.identified(http.MethodDelete, "/admin/measures/{measure}", "lift", "End a measure", world.CodeUnknownMeasure), func(ctx context.Context, in *oneMeasure) (*struct{}, error) {
		m, err := s.Order.Lift(ctx, caller(ctx).ID, in.Measure)
		if err != nil {
			return nil, err
		}
		return nil, s.Gate.Sessions.Changed(ctx, m.Visitor)
	})
	handle(s, s.identified(http.MethodPost, "/admin/measures/{measure}/answer", "answerAppeal", "Answer an appeal", world.CodeUnknownMeasure, world.CodeBadText, world.CodeTooLong),
		func(ctx context.Context, in *wordsOnMeasure) (*struct{}, error) {
			m, err := s.Order.Answer(ctx, caller(ctx).ID, in.Measure, in.Body.Text)
			if err != nil {
				return nil, err
			}
			return nil, s.Gate.Sessions.Changed(ctx, m.Visitor)
		})
}

func (s *server) people(ctx context.Context, in *struct {
	Query string `query:"q" maxLength:"100"`
}) (*struct{ Body People }, error) {
	if in.Query != "" {
		found, err := s.Accounts.People(ctx, in.Query)
		return &struct{ Body People }{People{s.located(found)}}, err
	}
	var here []world.VisitorID
	for id := range s.Gate.Sessions.Around() {
		here = append(here, id)
	}
	people, err := s.named(ctx, here)
	return &struct{ Body People }{People{people}}, err
}

// located adds where people are.
func (s *server) located(people []account.Person) []Person {
	out := make([]Person, len(people))
	for i, p := range people {
		out[i] = Person{p, s.Gate.Sessions.Room(p.ID)}
	}
	return out
}

// named are those of the ids who are visitors.
func (s *server) named(ctx context.Context, ids []world.VisitorID) ([]Person, error) {
	people, err := s.Accounts.Persons(ctx, ids)
	return s.located(people), err
}

func (s *server) person(ctx context.Context, in *onPerson) (*struct{ Body History }, error) {
	people, err := s.named(ctx, []world.VisitorID{in.Visitor})
	if err != nil {
		return nil, err
	}
	if len(people) == 0 {
		return nil, world.Refuse(world.CodeUnknownVisitor, "There is no such visitor.")
	}
	h := History{Person: people[0]}
	if h.Measures, err = s.Order.Measures(ctx, in.Visitor); err != nil {
		return nil, err
	}
	if h.Reports, err = s.Order.Reports(ctx, in.Visitor); err != nil {
		return nil, err
	}
	h.Notes, err = s.Order.Notes(ctx, in.Visitor)
	return &struct{ Body History }{h}, err
}

func (s *server) impose(ctx context.Context, in *newMeasure) (*struct{ Body moderation.Measure }, error) {
	if in.Body.Room != "" {
		if _, ok := s.Catalogue.Room(s.Gate.Street.Base(in.Body.Room)); !ok {
			return nil, world.Refuse(world.CodeUnknownRoom, "There is no such room.")
		}
	}
	m, err := s.Order.Impose(ctx, caller(ctx), in.Visitor, in.Body.Kind, in.Body.Room, in.Body.Reason, time.Duration(in.Body.Minutes)*time.Minute)
	if err != nil {
		return nil, err
	}
	switch m.Kind {
	case moderation.Ban:
		err = s.Gate.Sessions.Remove(ctx, in.Visitor, "")
		s.revoke(in.Visitor)
	case moderation.Remove:
		err = s.Gate.Sessions.Remove(ctx, in.Visitor, m.Room)
	default:
		err = s.Gate.Sessions.Changed(ctx, in.Visitor)
	}
	return &struct{ Body moderation.Measure }{m}, err
}

func (s *server) setRole(ctx context.Context, in *newRole) (*struct{}, error) {
	if err := s.Accounts.SetRole(ctx, in.Visitor, in.Body.Role); err != nil {
		return nil, err
	}
	if err := s.Order.Enter(ctx, caller(ctx).ID, "role", string(in.Visitor), fmt.Sprintf(`{"role":%q}`, in.Body.Role)); err != nil {
		return nil, err
	}
	err := s.Gate.Sessions.Changed(ctx, in.Visitor)
	s.revoke(in.Visitor)
	return nil, err
}

func (s *server) setAge(ctx context.Context, in *struct {
	Visitor world.VisitorID `path:"visitor"`
	Body    struct {
		Age world.AgeBand `json:"age" enum:"unknown,under16,16-17,adult"`
	}
}) (*struct{}, error) {
	if err := s.Accounts.SetAge(ctx, in.Visitor, in.Body.Age); err != nil {
		return nil, err
	}
	if err := s.Order.Enter(ctx, caller(ctx).ID, "age", string(in.Visitor), ""); err != nil {
		return nil, err
	}
	// Rooms know it from the entrance: whoever is older or younger by now comes in anew.
	return nil, s.Gate.Sessions.Remove(ctx, in.Visitor, "")
}

func (s *server) resetLink(ctx context.Context, in *onPerson) (*linkBody, error) {
	by := caller(ctx)
	v, err := s.Accounts.ByID(ctx, in.Visitor)
	if err != nil {
		return nil, err
	}
	if v.Role == world.RoleGuest || v.Role.AtLeast(world.RoleStaff) && by.Role != world.RoleOperator {
		return nil, world.Refuse(world.CodeForbidden, "Links are made for members and hosts; for staff, the operator makes them. Guests have no password.")
	}
	secret, err := s.Accounts.NewLink(ctx, account.LinkReset, in.Visitor, 1, resetFor)
	if err != nil {
		return nil, err
	}
	err = s.Order.Enter(ctx, by.ID, "reset", string(in.Visitor), "")
	return &linkBody{Link{s.Proxies.Origin(request(ctx)) + "/reset#" + secret}}, err
}

func (s *server) adminReports() {
	handle(s, s.identified(http.MethodGet, "/admin/reports", "reports", "Reports that nobody has closed, the oldest first"), func(ctx context.Context, _ *struct{}) (*struct{ Body ReportList }, error) {
		open, err := s.Order.Reports(ctx, "")
		if err != nil {
			return nil, err
		}
		var named []world.VisitorID
		for _, r := range open {
			named = append(named, r.Reporter, r.About)
		}
		people, err := s.named(ctx, named)
		return &struct{ Body ReportList }{ReportList{open, people}}, err
	})
	handle(s, s.identified(http.MethodGet, "/admin/reports/{report}", "readReport", "What the reporter saw; that you looked is in the audit", world.CodeUnknownReport, world.CodeExpired),
		func(ctx context.Context, in *onReport) (*struct{ Body Replay }, error) {
			report, saw, err := s.Order.Saw(ctx, caller(ctx).ID, in.Report)
			if err != nil {
				return nil, err
			}
			out := &struct{ Body Replay }{Replay{Report: report}}
			return out, json.Unmarshal(saw, &out.Body.Recording)
		})
	handle(s, s.identified(http.MethodPost, "/admin/reports/{report}/close", "closeReport", "It was dealt with", world.CodeUnknownReport), func(ctx context.Context, in *onReport) (*struct{}, error) {
		return nil, s.Order.CloseReport(ctx, caller(ctx).ID, in.Report)
	})
}
