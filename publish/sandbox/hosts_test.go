package sandbox

import (
	"net/netip"
	"testing"
)

func TestNamesThatAreAnswered(t *testing.T) {
	t.Parallel()
	const loopback, everywhere, inTheNetwork = "127.0.0.1", "0.0.0.0", "192.0.2.7"
	for _, c := range []struct {
		listens string
		host    string
		want    bool
	}{
		{loopback, "localhost", true},
		{loopback, "localhost:8090", true},
		{loopback, "LocalHost:8090", true},
		{loopback, "localhost.", true},
		{loopback, "localhost.:8090", true},
		{loopback, "localhost:", true},
		{loopback, "docs.localhost", true},
		{loopback, "a.b.localhost:8090", true},
		{loopback, "127.0.0.1:8090", true},
		{loopback, "127.8.9.10", true},
		{loopback, "[::1]", true},
		{loopback, "[::1]:8090", true},
		{loopback, "[0:0:0:0:0:0:0:1]:8090", true},
		{loopback, "[::1%25lo]:8090", true},
		{loopback, "[::1%lo]", true},
		{loopback, "[::ffff:127.0.0.1]:8090", true},

		{loopback, "", false},
		{loopback, ":8090", false},
		{loopback, ".", false},
		{loopback, "evil.example", false},
		{loopback, "EVIL.example:8090", false},
		{loopback, "localhost.evil.example", false},
		{loopback, "127.0.0.1.evil.example", false},
		{loopback, "notlocalhost", false},
		{loopback, ".localhost", false},
		{loopback, "a..localhost", false},
		{loopback, "localhost..", false},
		{loopback, "localhost:80:80", false},
		{loopback, "localhost:http", false},
		{loopback, "evil.example@localhost", false},
		{loopback, "evil.example/.localhost", false},
		{loopback, "evil.example,localhost", false},
		{loopback, "localhost evil.example", false},
		{loopback, "::1", false},
		{loopback, "[::1", false},
		{loopback, "[::1]evil.example", false},
		{loopback, "[localhost]", false},
		{loopback, "[127.0.0.1]", false},
		{loopback, "0.0.0.0:8090", false},
		{loopback, "[::]:8090", false},
		{loopback, "2130706433", false},
		{loopback, "0177.0.0.1", false},
		{loopback, "example.atlassian.net", false},
		{loopback, "wiki.example.com", false},
		{loopback, "192.0.2.7", false},

		{inTheNetwork, "192.0.2.7:8090", true},
		{inTheNetwork, "[::ffff:192.0.2.7]", true},
		{inTheNetwork, "localhost", true},
		{inTheNetwork, "192.0.2.8", false},
		{inTheNetwork, "[fe80::1]", false},

		{everywhere, "192.0.2.7:8090", true},
		{everywhere, "192.0.2.8", true},
		{everywhere, "[fe80::1%25eth0]:8090", true},
		{everywhere, "198.51.100.1", false},
		{everywhere, "0.0.0.0:8090", false},
		{everywhere, "evil.example", false},
		{"::", "192.0.2.7:8090", true},
		{"::", "[::]:8090", false},
		{"fe80::1%eth0", "[fe80::1]:8090", true},

		{loopback, "preview.example.com", true},
		{loopback, "Preview.Example.com.:8443", true},
		{loopback, "a.preview.example.com", false},
		{loopback, "xpreview.example.com", false},
		{loopback, "one.example.org", true},
		{loopback, "one.two.example.org", true},
		{loopback, "example.org", false},
		{loopback, "evilexample.org", false},
		{loopback, "203.0.113.9:8090", true},
		{loopback, "[2001:db8::1]:8090", true},
	} {
		h, err := newHosts(netip.AddrPortFrom(netip.MustParseAddr(c.listens), 8090), []string{"preview.example.COM", " *.example.org", "203.0.113.9", "2001:db8:0::1"})
		if err != nil {
			t.Fatal(err)
		}
		h.addresses = func() []netip.Addr {
			return []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("192.0.2.8"), netip.MustParseAddr("fe80::1")}
		}
		if got := h.answerTo(c.host); got != c.want {
			t.Errorf("listening on %s, %q is answered: %t", c.listens, c.host, got)
		}
	}
}

func TestAllowedHostsAreNames(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{"", "*", "*.", "http://preview.example.com", "preview.example.com/wiki", "a b", "*.*.example.com", "[::1", "a..b"} {
		if CheckHosts([]string{"localhost", wrong}) == nil {
			t.Errorf("%q is taken for the name of a host", wrong)
		}
	}
	if err := CheckHosts([]string{"sandbox", "my_box:8090", "[2001:db8::1]", "*.example.com"}); err != nil {
		t.Error(err)
	}
}

func TestOpenAddressIsOneThatOthersReach(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		listens   string
		addresses []string
		want      string
	}{
		{"127.0.0.1:80", []string{"127.0.0.1", "192.0.2.7"}, "http://127.0.0.1:80"},
		{"[::1]:80", nil, "http://[::1]:80"},
		{"192.0.2.7:80", []string{"127.0.0.1", "192.0.2.6"}, "http://192.0.2.7:80"},
		{"[fe80::1%eth0]:80", nil, "http://[fe80::1%25eth0]:80"},
		{"0.0.0.0:80", []string{"127.0.0.1", "::1", "169.254.0.1", "fe80::1", "2001:db8::1", "192.0.2.7"}, "http://192.0.2.7:80"},
		{"[::]:80", []string{"127.0.0.1", "::1", "192.0.2.7"}, "http://192.0.2.7:80"},
		{"[::]:80", []string{"::1", "fe80::1", "2001:db8::1"}, "http://[2001:db8::1]:80"},
		{"[::]:80", []string{"::1"}, "http://[::1]:80"},
		{"0.0.0.0:80", []string{"127.0.0.1"}, "http://127.0.0.1:80"},
		{"0.0.0.0:80", nil, "http://127.0.0.1:80"},
	} {
		var addresses []netip.Addr
		for _, address := range c.addresses {
			addresses = append(addresses, netip.MustParseAddr(address))
		}
		if got := originOf(netip.MustParseAddrPort(c.listens), addresses); got != c.want {
			t.Errorf("listening on %s with %v: %s, want %s", c.listens, c.addresses, got, c.want)
		}
	}
}
