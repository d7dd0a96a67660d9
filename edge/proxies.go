package edge

import (
	"net/http"
	"net/netip"
	"strings"
)

// Proxies are the networks whose X-Forwarded-For and X-Forwarded-Proto are believed.
type Proxies []netip.Prefix

// Address is where a request comes from, without the port.
func (p Proxies) Address(r *http.Request) netip.Addr { return p.Source(r).Addr() }

// Source is where a request comes from: the last address of X-Forwarded-For that is no listed proxy's. The port is 0 where proxies do not
// tell it behind the address.
func (p Proxies) Source(r *http.Request) netip.AddrPort {
	source := peer(r)
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.hold(source.Addr()); i-- {
		hop, ok := parseHop(strings.TrimSpace(hops[i]))
		if !ok {
			break
		}
		source = hop
	}
	return source
}

// parseHop reads an address, or one with its port.
func parseHop(hop string) (netip.AddrPort, bool) {
	if address, err := netip.ParseAddr(hop); err == nil {
		return netip.AddrPortFrom(address.Unmap(), 0), true
	}
	source, err := netip.ParseAddrPort(hop)
	return netip.AddrPortFrom(source.Addr().Unmap(), source.Port()), err == nil
}

// Secure reports whether the browser speaks TLS, to us or to a listed proxy.
func (p Proxies) Secure(r *http.Request) bool {
	return r.TLS != nil || p.hold(peer(r).Addr()) && r.Header.Get("X-Forwarded-Proto") == "https"
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
func peer(r *http.Request) netip.AddrPort {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.AddrPortFrom(netip.IPv6Unspecified(), 0) // a Unix socket has no address
	}
	return netip.AddrPortFrom(from.Addr().Unmap(), from.Port())
}
