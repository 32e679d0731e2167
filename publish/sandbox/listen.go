package sandbox

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
)

// machineAddresses returns the addresses of the network interfaces that are up, in the system's order.
func machineAddresses() []netip.Addr {
	var all []netip.Addr
	interfaces, _ := net.Interfaces()
	for _, one := range interfaces {
		if one.Flags&net.FlagUp == 0 {
			continue
		}
		addresses, _ := one.Addrs()
		for _, address := range addresses {
			if prefix, err := netip.ParsePrefix(address.String()); err == nil {
				all = append(all, prefix.Addr().WithZone("").Unmap())
			}
		}
	}
	return all
}

// originOf returns the address to open for a server. For one that listens on all addresses it is one of the machine's
// that others reach too.
func originOf(listens netip.AddrPort, addresses []netip.Addr) string {
	host := listens.Addr().Unmap()
	if host.IsUnspecified() {
		host = reachable(addresses)
	}
	return (&url.URL{Scheme: "http", Host: net.JoinHostPort(host.String(), strconv.Itoa(int(listens.Port())))}).String()
}

func reachable(addresses []netip.Addr) netip.Addr {
	for _, fits := range []func(netip.Addr) bool{
		func(a netip.Addr) bool { return a.Is4() && a.IsGlobalUnicast() },
		netip.Addr.IsGlobalUnicast,
		netip.Addr.IsLoopback,
	} {
		if i := slices.IndexFunc(addresses, fits); i >= 0 {
			return addresses[i]
		}
	}
	return netip.AddrFrom4([4]byte{127, 0, 0, 1})
}

// nameIn returns the name that a server is told to listen on; an address is none.
func nameIn(listen string) []string {
	host, _, err := net.SplitHostPort(listen)
	if _, isAddress := netip.ParseAddr(host); err != nil || host == "" || isAddress == nil {
		return nil
	}
	return []string{host}
}

// Exposure says who can read and change what, where that is not only people on this machine; else "".
func (s *Server) Exposure() string {
	if s.hosts == nil || s.hosts.listens.Addr().IsLoopback() {
		return ""
	}
	listens := s.hosts.listens
	where := "on " + listens.String()
	if listens.Addr().IsUnspecified() {
		where = fmt.Sprintf("on port %d of all addresses of this machine", listens.Port())
	}
	control := ""
	if s.controlled {
		control = " They can do so at the control endpoint, /_sandbox/, without any credential."
	}
	return "Warning: open to the network, " + where + ". All who reach it can read every page, old version, comment and file in it without " +
		"signing in, and can change them, because the credentials of a sandbox are known to everybody." + control +
		" With --listen 127.0.0.1:PORT only this machine reaches it; with --allow-host NAME it answers to other names than its addresses."
}
