package session

import (
	"net/netip"
	"time"

	"golang.org/x/time/rate"

	"github.com/yokocho/yokocho/core/world"
)

// Limits is how much one visitor, or one address, may ask for. A rate says how fast an allowance fills up again, a burst
// how large it is; a rate of 0 does not limit. The defaults let 25 people in one room say 4 lines a second each.
type Limits struct {
	CommandsPerSecond float64 `json:"commandsPerSecond" koanf:"commands-per-second" default:"20" help:"Commands per second of one visitor, all kinds together; 0 does not limit."`
	CommandsBurst     int     `json:"commandsBurst" koanf:"commands-burst" default:"40" help:"Commands one visitor may send at once after a pause."`
	LinesPerSecond    float64 `json:"linesPerSecond" koanf:"lines-per-second" default:"5" help:"Public lines per second of one visitor; 0 does not limit."`
	LinesBurst        int     `json:"linesBurst" koanf:"lines-burst" default:"10" help:"Public lines one visitor may say at once after a pause."`
	Repeats           int     `json:"repeats" koanf:"repeats" default:"4" help:"How often one visitor may repeat a line within half a minute before they have to wait, each time twice as long; 0 does not limit."`
	WhispersPerSecond float64 `json:"whispersPerSecond" koanf:"whispers-per-second" default:"5" help:"Whispers per second of one visitor; 0 does not limit."`
	WhispersBurst     int     `json:"whispersBurst" koanf:"whispers-burst" default:"10" help:"Whispers one visitor may send at once after a pause."`
	EntersPerMinute   float64 `json:"entersPerMinute" koanf:"enters-per-minute" default:"30" help:"How often per minute one visitor may enter rooms; 0 does not limit."`
	EntersBurst       int     `json:"entersBurst" koanf:"enters-burst" default:"10" help:"Rooms one visitor may enter at once after a pause."`
	FittingsPerSecond float64 `json:"fittingsPerSecond" koanf:"fittings-per-second" default:"10" help:"Outfits per second one visitor may try on; 0 does not limit."`
	FittingsBurst     int     `json:"fittingsBurst" koanf:"fittings-burst" default:"30" help:"Outfits one visitor may try on at once after a pause."`
	TypingPerSecond   float64 `json:"typingPerSecond" koanf:"typing-per-second" default:"0.5" help:"Typing marks per second of one visitor that others get to see; more are dropped without a word; 0 does not limit."`
	GuestsPerMinute   float64 `json:"guestsPerMinute" koanf:"guests-per-minute" default:"5" help:"New guests per minute from one address (IPv6: one /64 network); 0 does not limit."`
	GuestsBurst       int     `json:"guestsBurst" koanf:"guests-burst" default:"40" help:"New guests who may come from one address at once after a pause."`

	GuestsFreeFrom []netip.Prefix `json:"guestsFreeFrom" koanf:"guests-free-from" help:"Networks from which any number of guests may come, such as a classroom's: 203.0.113.0/24."`
}

// DefaultLimits are the values that the fields' tags name.
func DefaultLimits() Limits {
	return Limits{
		CommandsPerSecond: 20, CommandsBurst: 40,
		LinesPerSecond: 5, LinesBurst: 10, Repeats: 4,
		WhispersPerSecond: 5, WhispersBurst: 10,
		EntersPerMinute: 30, EntersBurst: 10,
		FittingsPerSecond: 10, FittingsBurst: 30,
		TypingPerSecond: 0.5,
		GuestsPerMinute: 5, GuestsBurst: 40,
	}
}

// photosPerSecond is how often others are asked whether they may be in a photo of one visitor; more is dropped without a word.
const photosPerSecond = 0.2

// allowances are what one visitor has left of each limit.
type allowances struct{ commands, lines, whispers, enters, fittings, typing, photos *rate.Limiter }

func (l Limits) allowances() allowances {
	return allowances{
		commands: limiter(l.CommandsPerSecond, l.CommandsBurst),
		lines:    limiter(l.LinesPerSecond, l.LinesBurst),
		whispers: limiter(l.WhispersPerSecond, l.WhispersBurst),
		enters:   limiter(l.EntersPerMinute/60, l.EntersBurst),
		fittings: limiter(l.FittingsPerSecond, l.FittingsBurst),
		typing:   limiter(l.TypingPerSecond, 1),
		photos:   limiter(photosPerSecond, 1),
	}
}

func limiter(perSecond float64, burst int) *rate.Limiter {
	if perSecond <= 0 {
		return rate.NewLimiter(rate.Inf, 1)
	}
	return rate.NewLimiter(rate.Limit(perSecond), max(burst, 1))
}

// take spends one of what is left for a kind of command. Codes: slow_down.
func (a allowances) take(do world.Action) error {
	if err := spend(a.commands); err != nil {
		return err
	}
	switch do.(type) {
	case world.Say:
		return spend(a.lines)
	case world.Whisper:
		return spend(a.whispers)
	case world.Enter:
		return spend(a.enters)
	}
	return nil
}

// spend takes one from an allowance, or says how long until there is one again.
func spend(l *rate.Limiter) error {
	now := time.Now()
	taken := l.ReserveN(now, 1)
	wait := taken.DelayFrom(now)
	if wait == 0 {
		return nil
	}
	taken.CancelAt(now)
	return slowDown("That was too much at once. Wait a moment, then repeat.", wait)
}

func slowDown(message string, wait time.Duration) error {
	refusal := world.Refuse(world.CodeSlowDown, message)
	refusal.RetryAfterMs = max((wait + time.Millisecond - 1).Milliseconds(), 1)
	return refusal
}
