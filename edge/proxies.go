package edge

import (
	"net/http"
	"net/netip"
	"strings"
)

// Proxies are the networks whose X-Forwarded-For and X-Forwarded-Proto are believed.
type Proxies []netip.Prefix

// Address is where a request comes from: the last address of X-Forwarded-For that is no listed proxy's.
func (p Proxies) Address(r *http.Request) netip.Addr {
	address := peer(r)
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.hold(address); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		address = hop.Unmap()
	}
	return address
}

// Secure reports whether the browser speaks TLS, to us or to a listed proxy.
func (p Proxies) Secure(r *http.Request) bool {
	return r.TLS != nil || p.hold(peer(r)) && r.Header.Get("X-Forwarded-Proto") == "https"
}

// Origin is our own as the browser knows it: https://yokocho.example.
func (p Proxies) Origin(r *http.Request) string {
	if p.Secure(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func (p Proxies) hold(address netip.Addr) bool {
	for _, network := range p {
		if network.Contains(address) {
			return true
		}
	}
	return false
}

// peer is who speaks to us directly.
func peer(r *http.Request) netip.Addr {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.IPv6Unspecified() // a Unix socket has no address
	}
	return from.Addr().Unmap()
}
