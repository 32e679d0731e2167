package sandbox

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net/http"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// hosts are the names by which a server is to be asked. A page of somebody else may have its own name resolved to this
// machine, and would then be let into everything as the same site (DNS rebinding); the name in the request gives it away.
type hosts struct {
	listens   netip.AddrPort      // unspecified: on all addresses of the machine
	addresses func() []netip.Addr // of the machine
	named     []string            // as hostIn writes them; "*.example.com" stands for all names below
	pass      string              // lets in-process clients use the names of the real Confluence
}

// passHeader carries hosts.pass.
const passHeader = "X-Sandbox-Pass"

func newHosts(listens netip.AddrPort, named []string) (*hosts, error) {
	h := &hosts{listens: listens, addresses: machineAddresses, pass: rand.Text()}
	for _, name := range named {
		host, err := allowedHost(name)
		if err != nil {
			return nil, err
		}
		h.named = append(h.named, host)
	}
	return h, nil
}

// CheckHosts tells what is wrong with names for Options.AllowHosts.
func CheckHosts(names []string) error {
	_, err := newHosts(netip.AddrPort{}, names)
	return err
}

func allowedHost(name string) (string, error) {
	text := strings.TrimSpace(name)
	if address, err := netip.ParseAddr(text); err == nil {
		return address.WithZone("").Unmap().String(), nil
	}
	below, wildcard := strings.CutPrefix(text, "*.")
	host, _, ok := hostIn(below)
	switch {
	case !ok:
		return "", fmt.Errorf("%q is not the name of a host; give one such as preview.example.com, or *.example.com for all names below it", name)
	case wildcard:
		return "*." + host, nil
	}
	return host, nil
}

// answerTo reports whether a request that names this host is meant for this server.
func (h *hosts) answerTo(header string) bool {
	host, address, ok := hostIn(header)
	switch {
	case !ok:
		return false
	case slices.ContainsFunc(h.named, func(named string) bool { return named == host || named[0] == '*' && strings.HasSuffix(host, named[1:]) }):
		return true
	case !address.IsValid():
		return host == "localhost" || strings.HasSuffix(host, ".localhost")
	case address.IsLoopback():
		return true
	case h.listens.Addr().IsUnspecified():
		return slices.Contains(h.addresses(), address)
	}
	return address == h.listens.Addr().WithZone("").Unmap()
}

// around refuses requests for other hosts.
func (h *hosts) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		passes := subtle.ConstantTimeCompare([]byte(r.Header.Get(passHeader)), []byte(h.pass)) == 1
		r.Header.Del(passHeader)
		if !passes && !h.answerTo(r.Host) {
			misdirected(w, r.Host)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func misdirected(w http.ResponseWriter, header string) {
	host, _, ok := hostIn(header)
	said := "The request names no host that this server understands."
	if ok {
		said = fmt.Sprintf("This server does not answer to the name %s.", host)
	} else {
		host = "NAME"
	}
	http.Error(w, said+" So that no web page can reach it by a name of its own, it answers to localhost, to the addresses it listens on, "+
		"and to names that it was started with. If this name is meant, start it with --allow-host "+host+".", http.StatusMisdirectedRequest)
}

var (
	hostName = regexp.MustCompile(`^[a-z0-9_-]+(\.[a-z0-9_-]+)*$`)
	hostPort = regexp.MustCompile(`^(:[0-9]*)?$`)
)

// hostIn reads a Host header (RFC 9110, section 7.2): the name in lower case without the dot that may end it, or the
// address without its zone.
func hostIn(header string) (host string, address netip.Addr, ok bool) {
	name, port := header, ""
	if end := strings.LastIndexByte(header, ']'); strings.HasPrefix(header, "[") && end > 0 {
		name, port = header[1:end], header[end+1:]
		address, err := netip.ParseAddr(name)
		address = address.WithZone("").Unmap()
		return address.String(), address, err == nil && strings.Contains(name, ":") && hostPort.MatchString(port)
	}
	if colon := strings.IndexByte(header, ':'); colon >= 0 {
		name, port = header[:colon], header[colon:]
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if len(name) > 253 || !hostName.MatchString(name) || !hostPort.MatchString(port) {
		return "", netip.Addr{}, false
	}
	if address, err := netip.ParseAddr(name); err == nil {
		return address.String(), address, true
	}
	return name, netip.Addr{}, true
}
