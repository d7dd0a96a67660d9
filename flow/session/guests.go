package session

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Passwords that may be tried.
const (
	signInsPerMinute = 10.0 // from one address
	signInsBurst     = 30
	loginsPerMinute  = 2.0 // of one account, wherever they come from
	loginsBurst      = 10
)

// guests limits what may come from one address.
type guests struct {
	free []netip.Prefix
	from keyed[netip.Prefix]
}

func newGuests(perMinute float64, burst int, free []netip.Prefix) guests {
	return guests{free, keyed[netip.Prefix]{perSecond: perMinute / 60, burst: burst}}
}

// allow spends one of what an address has. Codes: slow_down.
func (g *guests) allow(address netip.Addr) error {
	address = address.Unmap().WithZone("")
	for _, free := range g.free {
		if free.Contains(address) {
			return nil
		}
	}
	return g.from.allow(Network(address))
}

// Network is what one subscriber has: an address of IPv4, a /64 of IPv6.
func Network(address netip.Addr) netip.Prefix {
	address = address.Unmap().WithZone("")
	bits := address.BitLen()
	if address.Is6() {
		bits = 64
	}
	return netip.PrefixFrom(address, bits).Masked()
}

// keyed has an allowance for each key that was asked for lately.
type keyed[K comparable] struct {
	perSecond float64
	burst     int

	mu    sync.Mutex // guards what follows
	of    map[K]*rate.Limiter
	swept time.Time
}

// allow spends one of a key's allowance. Codes: slow_down.
func (k *keyed[K]) allow(key K) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sweep(time.Now())
	allowance := k.of[key]
	if allowance == nil {
		allowance = limiter(k.perSecond, k.burst)
		k.of[key] = allowance
	}
	return spend(allowance)
}

// sweep forgets, at most once a minute, the keys whose allowance has filled up again. It needs mu.
func (k *keyed[K]) sweep(now time.Time) {
	if k.of == nil {
		k.of = map[K]*rate.Limiter{}
	}
	if now.Sub(k.swept) < time.Minute {
		return
	}
	k.swept = now
	for key, allowance := range k.of {
		if allowance.TokensAt(now) >= float64(allowance.Burst()) {
			delete(k.of, key)
		}
	}
}
