package moderation

import (
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/service/database"
)

// House is what the house allows at the moment: the levers of staff, and the rules the operator made.
type House struct {
	GuestsPaused   bool                 `json:"guestsPaused" doc:"no new guests but by invitation"`
	MembersOnly    bool                 `json:"membersOnly" doc:"rooms let in nobody but members and invited guests, and nobody becomes a member uninvited"`
	NewcomersOpen  bool                 `json:"newcomersOpen" doc:"who came today for the first time enters open rooms only"`
	DoorsClosed    bool                 `json:"doorsClosed" doc:"nobody enters a room but the house's people"`
	SlowSeconds    map[world.RoomID]int `json:"slowSeconds" doc:"seconds between two lines of one visitor, per room" nullable:"false"`
	GuestsFreeFrom []netip.Prefix       `json:"guestsFreeFrom" doc:"networks from which any number of guests may come, such as a classroom's" nullable:"false"`
	PublicDays     int                  `json:"publicDays" minimum:"1" maximum:"3650" doc:"days that public lines can be read"`
	PrivateDays    int                  `json:"privateDays" minimum:"1" maximum:"3650" doc:"days that private lines can be read after their own"`
	ReportDays     int                  `json:"reportDays" minimum:"1" maximum:"3650" doc:"days that what was sealed with a report can be read"`
	ConnectionDays int                  `json:"connectionDays" minimum:"0" maximum:"3650" doc:"days that the sealed record of connections is kept; 0: there is none"`
	Ages           Ages                 `json:"ages" enum:"unasked,all,adults" doc:"whom the house is for; unasked until the operator has said it"`
	Links          Links                `json:"links" enum:"live,inert,held" doc:"what becomes of addresses in the lines of guests who came today for the first time"`
}

// DefaultHouse is what holds in a house where nobody has changed anything.
func DefaultHouse() House {
	return House{
		SlowSeconds: map[world.RoomID]int{}, GuestsFreeFrom: []netip.Prefix{}, Links: LinksInert, Ages: AgesUnasked,
		PublicDays: 30, PrivateDays: 1, ReportDays: 180, ConnectionDays: 90,
	}
}

// Ages is whom a house is for.
type Ages string

// The kinds of houses.
const (
	AgesUnasked Ages = "unasked" // nobody has said it: the door does not ask
	AgesAll     Ages = "all"     // the door asks, and those under 18 get no whispers of grown-ups
	AgesAdults  Ages = "adults"  // the door asks, and lets in nobody under 18
)

// Links is what becomes of newcomers' lines with addresses in them.
type Links string

// The kinds of links.
const (
	LinksLive  Links = "live"
	LinksInert Links = "inert" // they are text
	LinksHeld  Links = "held"  // the line reaches nobody but its author
)

// maxSlow is the slowest a room can be made: ten minutes from line to line.
const maxSlow = 600

// maxDays is how long anything can be kept.
const maxDays = 3650

// newcomerFor is how long somebody is a newcomer.
const newcomerFor = 24 * time.Hour

// House is what holds now. It is not to be changed.
func (s *Store) House() *House { return s.house.Load() }

func (s *Store) reload(ctx context.Context) error {
	h := DefaultHouse()
	words, err := s.Words(ctx)
	if err == nil {
		err = s.setting(ctx, "house", &h)
	}
	pages := Pages{}
	if err == nil {
		err = s.setting(ctx, "pages", &pages)
	}
	if err != nil {
		return fmt.Errorf("read the house's settings: %w", err)
	}
	s.house.Store(&h)
	s.pages.Store(&pages)
	s.words.Store(NewWords(words))
	return nil
}

// SetHouse changes what the house allows. Codes: bad_request.
func (s *Store) SetHouse(ctx context.Context, by world.VisitorID, h House) error {
	for room, seconds := range h.SlowSeconds {
		if seconds < 0 || seconds > maxSlow || !room.Valid() {
			return world.Refuse(world.CodeBadRequest, fmt.Sprintf("A room can be slowed to one line in at most %d seconds.", maxSlow))
		}
		if seconds == 0 {
			delete(h.SlowSeconds, room)
		}
	}
	for _, days := range []int{h.PublicDays, h.PrivateDays, h.ReportDays} {
		if days < 1 || days > maxDays {
			return world.Refuse(world.CodeBadRequest, "What people write is kept for 1 to 3,650 days.")
		}
	}
	if h.ConnectionDays < 0 || h.ConnectionDays > maxDays {
		return world.Refuse(world.CodeBadRequest, "The record of connections is kept for 0 to 3,650 days; 0 is no record.")
	}
	if !slices.Contains([]Ages{AgesUnasked, AgesAll, AgesAdults}, h.Ages) {
		return world.Refuse(world.CodeBadRequest, "A house is for all, or for adults.")
	}
	if !slices.Contains([]Links{LinksLive, LinksInert, LinksHeld}, h.Links) {
		return world.Refuse(world.CodeBadRequest, "Links are live, inert or held.")
	}
	return s.set(ctx, by, "house", h, h)
}

// Words are what is not said in the house.
func (s *Store) Words(ctx context.Context) ([]Word, error) {
	words := []Word{}
	return words, s.setting(ctx, "words", &words)
}

// SetWords changes what is not said in the house. Codes: bad_request.
func (s *Store) SetWords(ctx context.Context, by world.VisitorID, words []Word) error {
	if err := checkWords(words); err != nil {
		return err
	}
	return s.set(ctx, by, "words", words, map[string]int{"words": len(words)})
}

// set changes a setting, of which the audit tells.
func (s *Store) set(ctx context.Context, by world.VisitorID, name string, value, told any) error {
	written, err := json.Marshal(value)
	if err != nil {
		return err
	}
	detail, err := json.Marshal(told)
	if err != nil {
		return err
	}
	err = s.db.Transact(ctx, func(tx *database.Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			name, string(written)); err != nil {
			return err
		}
		return s.enter(ctx, tx, by, name, "", string(detail))
	})
	if err != nil {
		return err
	}
	return s.reload(ctx)
}

// ForAll says whether the house is for all ages.
func (s *Store) ForAll() bool { return s.House().Ages == AgesAll }

// Admit says whether somebody may enter a room. Codes: age_unknown, too_young, closed.
func (s *Store) Admit(p world.Principal, open bool) error {
	h := s.House()
	switch {
	case h.Ages != AgesUnasked && p.Kind == world.KindPerson && !p.Age.Known():
		return world.Refuse(world.CodeAgeUnknown, "This house asks how old you are: say it once, by PATCH /api/v1/me.")
	case h.Ages == AgesAdults && p.Kind == world.KindPerson && !p.Age.Grown():
		return world.Refuse(world.CodeTooYoung, "This house is for people of 18 and over.")
	case p.Role.AtLeast(world.RoleHost):
		return nil
	case h.DoorsClosed:
		return world.Refuse(world.CodeClosed, "The house lets nobody in at the moment. Come back later.")
	case h.MembersOnly && p.Role == world.RoleGuest && !p.Invited:
		return world.Refuse(world.CodeClosed, "The house is for members at the moment. Sign in, or ask somebody for an invitation.")
	case h.NewcomersOpen && !open && s.Newcomer(p):
		return world.Refuse(world.CodeClosed, "This room is not for newcomers tonight. Have a look at the others.")
	}
	return nil
}

// Newcomer says whether somebody came for the first time within a day.
func (s *Store) Newcomer(p world.Principal) bool {
	return p.Since+world.Millis(newcomerFor.Milliseconds()) > s.millis()
}

// Stays says whether somebody who is in a room may stay there now: doors that are closed keep nobody out who is in.
func (s *Store) Stays(p world.Principal) bool {
	h := s.House()
	switch {
	case p.Role.AtLeast(world.RoleHost) || p.Kind != world.KindPerson:
		return true
	case h.MembersOnly && p.Role == world.RoleGuest && !p.Invited:
		return false
	case h.Ages == AgesAdults:
		return p.Age.Grown()
	default:
		return h.Ages == AgesUnasked || p.Age.Known()
	}
}

// AdmitGuest says whether a new guest may come, uninvited. Codes: closed.
func (s *Store) AdmitGuest() error {
	if h := s.House(); h.GuestsPaused || h.MembersOnly {
		return world.Refuse(world.CodeClosed, "The house takes no new guests at the moment. Sign in, or ask somebody for an invitation.")
	}
	return nil
}

// AdmitMember says whether a guest may become a member. Codes: closed.
func (s *Store) AdmitMember(p world.Principal) error {
	if s.House().MembersOnly && !p.Invited {
		return world.Refuse(world.CodeClosed, "The house takes no new members at the moment.")
	}
	return nil
}

// Between is how long somebody waits from line to line in a room.
func (s *Store) Between(p world.Principal, room world.RoomID) time.Duration {
	if p.Role.AtLeast(world.RoleHost) {
		return 0
	}
	return time.Duration(s.House().SlowSeconds[room]) * time.Second
}

// Free says whether any number of guests may come from an address.
func (s *Store) Free(address netip.Addr) bool {
	for _, network := range s.House().GuestsFreeFrom {
		if network.Contains(address.Unmap().WithZone("")) {
			return true
		}
	}
	return false
}

// Hear is what becomes of a line. Codes: refused_word.
func (s *Store) Hear(p world.Principal, text string) (said string, fate world.Fate, err error) {
	action, said := s.words.Load().Find(text)
	switch action {
	case Refuse:
		return "", fate, world.Refuse(world.CodeRefusedWord, "The house does not want to hear that. Say it in other words.")
	case Hold:
		return text, world.Fate{Held: true}, nil
	}
	if p.Role == world.RoleGuest && s.Newcomer(p) && links(text) {
		kept := s.House().Links
		fate = world.Fate{Held: kept == LinksHeld, Inert: kept != LinksLive}
	}
	return said, fate, nil
}

// links says whether there is an address in a text that somebody could follow.
func links(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "://") || strings.Contains(text, "www.") || domain.MatchString(text)
}

// domain is what looks like one, after a space or at the beginning.
var domain = regexp.MustCompile(`(^|[\s(])[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|net|org|jp|io|me|gg|xyz|info|link|ly|tv|app|site|top)\b`)
