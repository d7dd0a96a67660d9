package session

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"github.com/yokocho/yokocho/core/wire"
	"github.com/yokocho/yokocho/core/world"
	"github.com/yokocho/yokocho/flow/room"
	"github.com/yokocho/yokocho/flow/room/seal"
)

// Accounts is what SQL knows of visitors.
type Accounts interface {
	// Identify is whose token it is. Codes: unauthenticated.
	Identify(ctx context.Context, token string) (world.VisitorID, error)
	// Principal is who that is, blocks included. Codes: unknown_visitor.
	Principal(ctx context.Context, id world.VisitorID) (world.Principal, error)
	// Wear keeps what the visitor wears from now on; as it is drawn today, it is their principal's outfit. Codes: unknown_outfit, not_owned,
	// and those of recipes that cannot be worn any more.
	Wear(ctx context.Context, id world.VisitorID, outfit world.OutfitHash) error
}

// House is what the house allows at the moment.
type House interface {
	// Admit says whether somebody may enter a room that is open to strangers' eyes, or not. Codes: closed.
	Admit(p world.Principal, open bool) error
	// Between is how long somebody waits from line to line in a room.
	Between(p world.Principal, in world.RoomID) time.Duration
	// Hear is what becomes of a line. Codes: refused_word.
	Hear(p world.Principal, text string) (said string, fate world.Fate, err error)
	// ForAll says whether the house is for all ages.
	ForAll() bool
	// Newcomer says whether somebody came to the street lately.
	Newcomer(p world.Principal) bool
	// Free says whether any number of guests may come from an address.
	Free(address netip.Addr) bool
}

// Witness is told what visitors have done.
type Witness interface {
	Did(p world.Principal, in world.RoomID, do world.Action)
}

// Config is what sessions stand on.
type Config struct {
	Accounts Accounts
	House    House   // nil: everything is allowed
	Witness  Witness // nil: nobody is told
	Street   *room.Street
	Sealer   *seal.Sealer
	Limits   Limits
	Logger   *slog.Logger
}

// Sessions knows the visitors who are about. Any goroutine may use it.
type Sessions struct {
	cfg     Config
	guests  guests
	signIns guests        // by address
	logins  keyed[string] // by the account's name

	mu       sync.Mutex // guards what follows; a leaf, never held across SQL or a room
	visitors map[world.VisitorID]*visitor
	tokens   map[tokenHash]identity
	forgets  int // how often tokens had to be read again
	swept    time.Time
}

// New makes the sessions of a street.
func New(cfg Config) *Sessions {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	return &Sessions{
		cfg:      cfg,
		guests:   newGuests(cfg.Limits.GuestsPerMinute, cfg.Limits.GuestsBurst, cfg.Limits.GuestsFreeFrom),
		signIns:  newGuests(signInsPerMinute, signInsBurst, nil),
		logins:   keyed[string]{perSecond: loginsPerMinute / 60, burst: loginsBurst},
		visitors: map[world.VisitorID]*visitor{},
		tokens:   map[tokenHash]identity{},
	}
}

// AllowGuest asks whether one more guest may come from an address. Codes: slow_down.
func (s *Sessions) AllowGuest(address netip.Addr) error {
	if s.cfg.House != nil && s.cfg.House.Free(address) {
		return nil
	}
	return s.guests.allow(address)
}

// AllowSignIn asks whether somebody may try once more to sign in, from an address and, with a password, to an account. Codes: slow_down.
func (s *Sessions) AllowSignIn(address netip.Addr, login string) error {
	if err := s.signIns.allow(address); err != nil {
		return err
	}
	if login == "" {
		return nil
	}
	return s.logins.allow(login)
}

// Allow counts a request that costs as much as a command, since it writes SQL or asks a room, as one of the visitor's commands.
// Codes: slow_down.
func (s *Sessions) Allow(id world.VisitorID) error { return spend(s.visitor(id).allowances.commands) }

// AllowFitting counts an outfit the visitor tries on. Codes: slow_down.
func (s *Sessions) AllowFitting(id world.VisitorID) error {
	return spend(s.visitor(id).allowances.fittings)
}

// Do carries out a visitor's command in a room: limits first, then what only the session knows, then the room. Every error is
// a *world.Error: slow_down with the wait, unknown_room, those of Accounts and of room.Room.Do.
func (s *Sessions) Do(ctx context.Context, who world.VisitorID, in world.RoomID, c world.Command) (room.Answer, error) {
	v := s.visitor(who)
	if err := v.allowances.take(c.Do); err != nil {
		return room.Answer{}, err
	}
	r, err := s.cfg.Street.Open(ctx, in)
	if err != nil {
		return room.Answer{}, err
	}
	if wear, ok := c.Do.(world.Wear); ok {
		if answer, answered, err := r.Answered(ctx, who, c.ID); answered || err != nil {
			return answer, err // a late repeat must not undo what was put on since
		}
		if err := s.cfg.Accounts.Wear(ctx, who, wear.Outfit); err != nil {
			return room.Answer{}, s.refusal("wear", err)
		}
		s.Forget(who)
	}
	p, err := s.principal(ctx, v)
	if err != nil {
		return room.Answer{}, err
	}
	switch do := c.Do.(type) {
	case world.Wear:
		c.Do = world.Wear{Outfit: p.Outfit}
	case world.Enter:
		if err := s.admit(p, r); err != nil {
			return room.Answer{}, err
		}
		return s.move(ctx, v, r, c, p)
	case world.Leave:
		return s.move(ctx, v, r, c, p)
	case wire.Typing:
		if v.allowances.typing.Allow() && p.Muted <= r.Now() {
			r.Typing(p, do.To)
		}
		return room.Answer{Position: r.Position()}, nil
	case wire.Photographing:
		if v.allowances.photos.Allow() {
			r.Photographing(p)
		}
		return room.Answer{Position: r.Position()}, nil
	}
	if c.Do, err = s.heard(v, p, r, c); err != nil {
		if answer, answered, lost := r.Answered(ctx, who, c.ID); answered && lost == nil {
			return answer, nil // it was said already: only the answer got lost
		}
		return room.Answer{}, err
	}
	if err := s.warm(ctx, r, c.Do, who); err != nil {
		return room.Answer{}, err
	}
	answer, err := r.Do(ctx, c, p)
	if err == nil {
		s.spoke(v, r, c)
		s.witness(p, r, c)
	}
	if answer.Inside {
		s.found(v, r)
	}
	return answer, err
}

// move enters or leaves a room, one after another for each visitor. Entering succeeds first; then the room the visitor
// was in is left, without telling anybody if that fails: an avatar nobody is connected to goes as a ghost. A late repeat
// moves nobody who has moved on since.
func (s *Sessions) move(ctx context.Context, v *visitor, r *room.Room, c world.Command, p world.Principal) (room.Answer, error) {
	select {
	case v.moving <- struct{}{}:
	case <-ctx.Done():
		return room.Answer{}, unavailable()
	}
	defer func() { <-v.moving }()
	if err := s.warm(ctx, r, c.Do, p.ID); err != nil {
		return room.Answer{}, err
	}
	enter, entering := c.Do.(world.Enter)
	if entering {
		enter.From = s.cfg.Street.Base(enter.From) // doors lead to rooms, not to instances
		c.Do = enter
	}
	answer, err := r.Do(ctx, c, p)
	if refusal := (*world.Error)(nil); entering && errors.As(err, &refusal) && refusal.Code == world.CodeFull {
		elsewhere := *refusal
		elsewhere.Instead = s.cfg.Street.Instead(r.ID())
		return answer, &elsewhere
	}
	if err != nil {
		return answer, err
	}
	s.witness(p, r, c)
	before := s.where(v)
	switch {
	case entering != answer.Inside:
	case entering:
		s.settle(v, r)
		if before != nil && before != r {
			_, err := before.Do(context.WithoutCancel(ctx), world.Command{Do: world.Leave{}}, p)
			if err != nil {
				s.cfg.Logger.Warn("room not left for another one", "room", before.ID(), "error", err)
			}
		}
	case before == r:
		s.settle(v, nil)
	}
	return answer, nil
}

func (s *Sessions) witness(p world.Principal, r *room.Room, c world.Command) {
	if s.cfg.Witness != nil {
		s.cfg.Witness.Did(p, s.cfg.Street.Base(r.ID()), c.Do)
	}
}

// tell gives a room a command of the server's own.
func (s *Sessions) tell(ctx context.Context, r *room.Room, c world.Command, p world.Principal) error {
	if err := s.warm(ctx, r, c.Do, p.ID); err != nil {
		return err
	}
	_, err := r.Do(ctx, c, p)
	return err
}

// warm makes ready the key under which the room will seal what a command makes it write. Codes: unavailable.
func (s *Sessions) warm(ctx context.Context, r *room.Room, do world.Action, author world.VisitorID) error {
	private := false
	switch do.(type) {
	case world.Enter, world.Say, world.Rename:
	case world.Whisper:
		private = true
	default:
		return nil
	}
	if err := s.cfg.Sealer.Warm(ctx, author, r.Now(), private); err != nil {
		return s.refusal("key", err)
	}
	return nil
}

// Visit is the room, for somebody inside who reads without a connection that stays: a snapshot, a poll. It counts as half a
// minute's connection. Codes: unknown_room, not_here, busy, unavailable.
func (s *Sessions) Visit(ctx context.Context, who world.VisitorID, in world.RoomID) (*room.Room, error) {
	r, err := s.cfg.Street.Open(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := r.Inside(ctx, who); err != nil {
		return nil, err
	}
	r.Touch(who)
	s.found(s.visitor(who), r)
	return r, nil
}

// Connection is one socket or stream of a visitor in a room: as long as it is open they are no ghost.
type Connection struct {
	Room  *room.Room
	close func()
}

// Close ends the connection. Closing twice is no harm.
func (c *Connection) Close() { c.close() }

// Connect is Visit for a connection that stays. The caller closes it.
func (s *Sessions) Connect(ctx context.Context, who world.VisitorID, in world.RoomID) (*Connection, error) {
	r, err := s.Visit(ctx, who, in)
	if err != nil {
		return nil, err
	}
	v := s.visitor(who)
	s.count(v, +1)
	r.Attach(who)
	return &Connection{Room: r, close: sync.OnceFunc(func() {
		r.Detach(who)
		s.count(v, -1)
	})}, nil
}

func (s *Sessions) count(v *visitor, by int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v.connections += by
	v.used = time.Now()
}

// refusal makes of any error one a visitor may read: what is not a refusal is logged and reads as unavailable.
func (s *Sessions) refusal(what string, err error) error {
	if code(err) != "" {
		return err
	}
	if !errors.Is(err, context.Canceled) {
		s.cfg.Logger.Error("session could not go on", "at", what, "error", err)
	}
	return unavailable()
}

func code(err error) world.Code {
	var refusal *world.Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

func unavailable() error {
	return world.Refuse(world.CodeUnavailable, "The server cannot do that right now. Repeat the command under the same id.")
}
