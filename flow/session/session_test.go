package session_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/core/world/worldtest"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/room/seal"
	"github.com/yokocho/yokocho/flow/roomlog/memlog"
	"github.com/yokocho/yokocho/flow/session"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	plaza = world.RoomID("plaza")
	bar   = world.RoomID("bar")

	mika = world.VisitorID("mikamikamikamika")
	ren  = world.VisitorID("renrenrenrenrenr")
	aoi  = world.VisitorID("aoiaoiaoiaoiaoia")
)

type drawings map[world.RoomID]*world.Map

func (d drawings) Rooms() []world.RoomID { return []world.RoomID{plaza, bar} }

func (d drawings) Map(id world.RoomID) (*world.Map, bool) { m, ok := d[id]; return m, ok }

// accounts are visitors in memory; tokens are "token of <id>".
type accounts struct {
	mu     sync.Mutex
	people map[world.VisitorID]world.Principal
	reads  int
	down   error
	during func() // called between a read and its answer
}

func newAccounts() *accounts {
	a := &accounts{people: map[world.VisitorID]world.Principal{}}
	for _, id := range []world.VisitorID{mika, ren, aoi} {
		a.people[id] = world.Principal{ID: id, Name: string(id[:3]), Kind: world.KindPerson, Role: world.RoleGuest, Outfit: "old"}
	}
	return a
}

func (a *accounts) Identify(_ context.Context, token string) (world.VisitorID, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reads++
	id, ok := strings.CutPrefix(token, "token of ")
	if !ok {
		return "", world.Refuse(world.CodeUnauthenticated, "Nobody has this token.")
	}
	return world.VisitorID(id), a.down
}

func (a *accounts) Principal(_ context.Context, id world.VisitorID) (world.Principal, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reads++
	told := a.people[id]
	if a.during != nil {
		a.during()
	}
	return told, a.down
}

func (a *accounts) Wear(_ context.Context, id world.VisitorID, outfit world.OutfitHash) error {
	if outfit == "none" {
		return world.Refuse(world.CodeUnknownOutfit, "There is no such outfit.")
	}
	a.change(id, func(p *world.Principal) { p.Outfit = outfit })
	return a.down
}

func (a *accounts) change(id world.VisitorID, how func(*world.Principal)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.people[id]
	how(&p)
	a.people[id] = p
}

// stage is a street and its sessions under test.
type stage struct {
	t        *testing.T
	accounts *accounts
	log      *memlog.Log
	street   *room.Street
	commands atomic.Int64 // so far, for their ids
	*session.Sessions
}

func newStage(t *testing.T, house session.House) *stage {
	t.Helper()
	m := worldtest.Map()
	m.Capacity = 50
	s := &stage{t: t, accounts: newAccounts(), log: memlog.New()}
	sealer := seal.New(seal.NewMemory(), 64)
	small := worldtest.Map()
	small.Capacity = 2
	m.Exits[1].Target = bar
	s.street = room.NewStreet(room.Config{
		Log: s.log, Sealer: sealer, Maps: drawings{plaza: m, bar: small}, Instances: func(world.RoomID) int { return 2 },
	})
	s.Sessions = session.New(session.Config{Accounts: s.accounts, Street: s.street, Sealer: sealer, House: house, Limits: session.DefaultLimits()})
	ended := make(chan error, 1)
	go func() { ended <- s.street.Serve(context.Background()) }()
	synctest.Wait()
	t.Cleanup(func() {
		if err := s.street.Close(context.Background()); err != nil {
			t.Error(err)
		}
		<-ended
		time.Sleep(time.Second) // the windows' flushers go with the quiet
	})
	return s
}

// inBubble runs a test in virtual time, on a street with the default limits.
func inBubble(t *testing.T, test func(*testing.T, *stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(t, newStage(t, nil)) })
}

// inHouse is inBubble in a house with rules of its own.
func inHouse(t *testing.T, house session.House, test func(*testing.T, *stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(t, newStage(t, house)) })
}

func (s *stage) do(who world.VisitorID, in world.RoomID, do world.Action) error {
	id := world.CommandID(strconv.FormatInt(s.commands.Add(1), 10))
	_, err := s.Do(s.t.Context(), who, in, world.Command{ID: id, Do: do})
	return err
}

func (s *stage) must(who world.VisitorID, in world.RoomID, do world.Action) {
	s.t.Helper()
	if err := s.do(who, in, do); err != nil {
		s.t.Fatalf("%s of %s: %v", do.CommandName(), who, err)
	}
}

// people are who is in a room, by name, as its door shows.
func (s *stage) people(in world.RoomID) string {
	s.t.Helper()
	r, err := s.street.Open(s.t.Context(), in)
	if err != nil {
		s.t.Fatal(err)
	}
	v, err := r.Door(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for _, p := range v.People {
		names = append(names, p.Name+"/"+string(p.Outfit))
	}
	return strings.Join(names, " ")
}

func refusal(t *testing.T, err error) *world.Error {
	t.Helper()
	var r *world.Error
	if err != nil && !errors.As(err, &r) {
		t.Errorf("%v is not a refusal", err)
	}
	if r == nil {
		return &world.Error{}
	}
	return r
}

func TestATokenIsSomebodyOrUnauthenticated(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		p, err := s.Identify(t.Context(), "token of "+string(mika))
		if err != nil || p.ID != mika || p.Name != "mik" {
			t.Errorf("%+v, %v", p, err)
		}
		if _, err := s.Identify(t.Context(), "forged"); refusal(t, err).Code != world.CodeUnauthenticated {
			t.Error(err)
		}
		before := s.accounts.reads
		for range 1000 {
			if _, err := s.Identify(t.Context(), "token of "+string(mika)); err != nil {
				t.Fatal(err)
			}
		}
		if n := s.accounts.reads - before; n != 0 {
			t.Errorf("within a second SQL was read %d times", n)
		}
		time.Sleep(time.Second)
		s.accounts.down = world.Refuse(world.CodeUnauthenticated, "Logged out.")
		if _, err := s.Identify(t.Context(), "token of "+string(mika)); refusal(t, err).Code != world.CodeUnauthenticated {
			t.Errorf("a second after logging out: %v", err)
		}
		s.accounts.down = errors.New("disk I/O error")
		if _, err := s.Identify(t.Context(), "token of "+string(mika)); refusal(t, err).Code != world.CodeUnavailable {
			t.Error(err)
		}
	})
}

func TestOneVisitorHasOneAvatar(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		s.must(mika, bar, world.Enter{})
		if in, out := s.people(bar), s.people(plaza); in != "mik/old" || out != "" {
			t.Errorf("bar: %q, plaza: %q", in, out)
		}
		s.must(mika, bar, world.Leave{})
		s.must(mika, plaza, world.Enter{})
		if in, out := s.people(plaza), s.people(bar); in != "mik/old" || out != "" {
			t.Errorf("plaza: %q, bar: %q", in, out)
		}
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() { s.must(mika, []world.RoomID{plaza, bar}[i%2], world.Enter{}) })
		}
		all.Wait()
		if in := s.people(plaza) + s.people(bar); in != "mik/old" {
			t.Errorf("after six doors at once: %q", in)
		}
	})
}

func TestALateRepeatMovesNobody(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		repeat := func(in world.RoomID, c world.Command) {
			t.Helper()
			if _, err := s.Do(t.Context(), mika, in, c); err != nil {
				t.Error(err)
			}
		}
		enter, leave := world.Command{ID: "enter", Do: world.Enter{}}, world.Command{ID: "leave", Do: world.Leave{}}
		wear := world.Command{ID: "wear", Do: world.Wear{Outfit: "first"}}
		repeat(plaza, enter)
		repeat(plaza, wear)
		repeat(plaza, leave)
		s.must(mika, plaza, world.Enter{})
		repeat(plaza, leave)
		s.must(mika, plaza, world.Wear{Outfit: "second"})
		repeat(plaza, wear)
		if in, kept := s.people(plaza), s.accounts.people[mika].Outfit; in != "mik/second" || kept != "second" {
			t.Errorf("after the repeats: plaza %q, kept %q", in, kept)
		}
		s.must(mika, bar, world.Enter{})
		repeat(plaza, enter)
		repeat(plaza, wear)
		if in, out, kept := s.people(bar), s.people(plaza), s.accounts.people[mika].Outfit; in != "mik/second" || out != "" || kept != "second" {
			t.Errorf("after the repeats: bar %q, plaza %q, kept %q", in, out, kept)
		}
		s.must(mika, plaza, world.Enter{})
		if in, out := s.people(plaza), s.people(bar); in != "mik/second" || out != "" {
			t.Errorf("plaza %q, bar %q", in, out)
		}
	})
}

func TestClothesAreChangedOnlyInside(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		err := s.do(mika, plaza, world.Wear{Outfit: "new"})
		if kept := s.accounts.people[mika].Outfit; refusal(t, err).Code != world.CodeNotHere || kept != "old" {
			t.Errorf("%v, kept %q", err, kept)
		}
	})
}

func TestARoomThatRefusesEntryIsNotLeftFor(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		if err := s.do(mika, "nowhere", world.Enter{}); refusal(t, err).Code != world.CodeUnknownRoom {
			t.Error(err)
		}
		if in := s.people(plaza); in != "mik/old" {
			t.Errorf("plaza: %q", in)
		}
	})
}

func TestAVisitorOfBeforeTheRestartIsFoundWhereTheyRead(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		r, err := s.street.Open(t.Context(), plaza)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []world.VisitorID{mika, ren} { // as replayed from the log: these sessions did not see them enter
			if _, err := r.Do(t.Context(), world.Command{Do: world.Enter{}}, s.accounts.people[id]); err != nil {
				t.Fatal(err)
			}
		}
		connection, err := s.Connect(t.Context(), mika, plaza)
		if err != nil {
			t.Fatal(err)
		}
		defer connection.Close()
		s.must(ren, plaza, world.Say{Text: "x"})
		s.must(mika, bar, world.Enter{})
		s.must(ren, bar, world.Enter{})
		if in, out := s.people(bar), s.people(plaza); in != "mik/old ren/old" || out != "" {
			t.Errorf("bar: %q, plaza: %q", in, out)
		}
	})
}

func TestConnectionsKeepGhostsAway(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		if _, err := s.Connect(t.Context(), mika, plaza); refusal(t, err).Code != world.CodeNotHere {
			t.Errorf("connected from outside: %v", err)
		}
		s.must(mika, plaza, world.Enter{})
		connection, err := s.Connect(t.Context(), mika, plaza)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		if in := s.people(plaza); in != "mik/old" {
			t.Errorf("connected for an hour: %q", in)
		}
		s.must(mika, bar, world.Enter{})
		if out := s.people(plaza); out != "" {
			t.Errorf("an hour later the room was forgotten: %q", out)
		}
		connection.Close()
		connection.Close()
		time.Sleep(61 * time.Second)
		if in := s.people(bar); in != "" {
			t.Errorf("a minute without a connection: %q", in)
		}
	})
}

func TestClothesAndNamesAreKeptFirstAndShownThen(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		s.must(mika, plaza, world.Wear{Outfit: "new"})
		if in, kept := s.people(plaza), s.accounts.people[mika].Outfit; in != "mik/new" || kept != "new" {
			t.Errorf("shown %q, kept %q", in, kept)
		}
		s.must(mika, bar, world.Enter{})
		if in := s.people(bar); in != "mik/new" {
			t.Errorf("in the next room: %q", in)
		}
		s.must(mika, plaza, world.Enter{})
		if err := s.do(mika, plaza, world.Wear{Outfit: "none"}); refusal(t, err).Code != world.CodeUnknownOutfit {
			t.Error(err)
		}
		s.accounts.change(mika, func(p *world.Principal) { p.Name, p.Outfit = "ミカ", "newer" })
		if err := s.Changed(t.Context(), mika); err != nil {
			t.Fatal(err)
		}
		if in := s.people(plaza); in != "ミカ/newer" {
			t.Errorf("shown %q", in)
		}
		if err := s.Changed(t.Context(), ren); err != nil {
			t.Errorf("a change of somebody who is nowhere: %v", err)
		}
	})
}

func TestWhoeverIsIgnoredIsNotHeardFromThenOn(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		s.must(ren, plaza, world.Enter{})
		s.must(mika, plaza, world.Say{Text: "before"})
		s.accounts.change(mika, func(p *world.Principal) { p.IgnoredBy = []world.VisitorID{ren} })
		s.Forget(mika)
		s.must(mika, plaza, world.Say{Text: "after"})
		r, err := s.Visit(t.Context(), ren, plaza)
		if err != nil {
			t.Fatal(err)
		}
		v, err := r.View(t.Context(), ren)
		if err != nil || len(v.Lines) != 1 || v.Lines[0].Text != "before" {
			t.Errorf("%+v, %v", v.Lines, err)
		}
	})
}

// TestAnIgnoreDuringARead: what SQL was telling when it changed is not believed afterwards.
func TestAnIgnoreDuringARead(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		s.must(ren, plaza, world.Enter{})
		time.Sleep(2 * time.Second)
		s.accounts.during = func() {
			s.accounts.during = nil
			s.accounts.people[mika] = world.Principal{ID: mika, Name: "mik", Role: world.RoleGuest, IgnoredBy: []world.VisitorID{ren}}
			s.Forget(mika)
		}
		s.must(mika, plaza, world.Express{Name: "smile"})
		s.must(mika, plaza, world.Say{Text: "unheard"})
		r, err := s.Visit(t.Context(), ren, plaza)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := r.View(t.Context(), ren); err != nil || len(v.Lines) != 0 {
			t.Errorf("%+v, %v", v.Lines, err)
		}
	})
}

func TestTypingIsNoEventAndRare(t *testing.T) {
	inBubble(t, func(t *testing.T, s *stage) {
		s.must(mika, plaza, world.Enter{})
		s.must(ren, plaza, world.Enter{})
		connection, err := s.Connect(t.Context(), ren, plaza)
		if err != nil {
			t.Fatal(err)
		}
		defer connection.Close()
		cursor, err := connection.Room.Window().Cursor(ren, connection.Room.Position())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var stream strings.Builder
		var all sync.WaitGroup
		all.Go(func() {
			if err := cursor.Stream(ctx, &stream); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		before := connection.Room.Position()
		for range 10 { // five seconds
			s.must(mika, plaza, wire.Typing{})
			time.Sleep(500 * time.Millisecond)
		}
		cancel()
		all.Wait()
		if n := strings.Count(stream.String(), "typing"); n != 3 || connection.Room.Position() != before {
			t.Errorf("%d marks in five seconds, position %s after %s", n, connection.Room.Position(), before)
		}
	})
}
