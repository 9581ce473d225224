package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"newshound/sources"
)

// dialer returns a dialer that looks at each address after DNS, just before
// it connects, so that a name cannot change its meaning in between.
func dialer(allow []netip.Prefix) *net.Dialer {
	g := guard{allow, ssrf.New(ssrf.WithAnyPort())}
	return &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second, Control: g.control}
}

// A guard lets through what an operator allows, and else only public
// addresses (IANA's special-purpose registries) on the ports of the web or
// above the system ports (RFC 6335).
type guard struct {
	allow  []netip.Prefix
	public *ssrf.Guardian
}

func (g guard) control(network, address string, conn syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %w", sources.ErrPrivate, err)
	}
	for _, p := range g.allow {
		if p.Contains(ap.Addr().Unmap()) {
			return nil
		}
	}
	if p := ap.Port(); p < 1024 && p != 80 && p != 443 {
		return fmt.Errorf("%w: port %d is not the web's", sources.ErrPrivate, p)
	}
	if err := g.public.Safe(network, address, conn); err != nil {
		return fmt.Errorf("%w: %w", sources.ErrPrivate, err)
	}
	return nil
}
