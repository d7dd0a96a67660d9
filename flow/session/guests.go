package session

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// guests limits how many visitors one address may make.
type guests struct {
	limits Limits

	mu    sync.Mutex // guards what follows
	from  map[netip.Prefix]*rate.Limiter
	swept time.Time
}

// allow spends one new guest of an address. Codes: slow_down.
func (g *guests) allow(address netip.Addr) error {
	address = address.Unmap().WithZone("")
	for _, free := range g.limits.GuestsFreeFrom {
		if free.Contains(address) {
			return nil
		}
	}
	bits := address.BitLen()
	if address.Is6() {
		bits = 64 // what one subscriber has
	}
	network := netip.PrefixFrom(address, bits).Masked()
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sweep(time.Now())
	allowance := g.from[network]
	if allowance == nil {
		allowance = limiter(g.limits.GuestsPerMinute/60, g.limits.GuestsBurst)
		g.from[network] = allowance
	}
	return spend(allowance)
}

// sweep forgets, at most once a minute, the addresses whose allowance has filled up again. It needs mu.
func (g *guests) sweep(now time.Time) {
	if now.Sub(g.swept) < time.Minute {
		return
	}
	g.swept = now
	for network, allowance := range g.from {
		if allowance.TokensAt(now) >= float64(allowance.Burst()) {
			delete(g.from, network)
		}
	}
}
