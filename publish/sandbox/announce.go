package sandbox

import (
	"fmt"
	"io"
	"strings"
)

// Announce tells people the addresses and the credentials, one a line. None of the credentials opens anything but a sandbox.
func (s *Server) Announce(out io.Writer) {
	for _, face := range []struct{ name, address string }{
		{"site", s.Site()}, {"gateway", s.Gateway()}, {"data-center", s.DataCenter()}, {"browser", s.Browse()},
	} {
		fmt.Fprintf(out, "%-12s %s\n", face.name, face.address)
	}
	if s.unruly != 0 {
		fmt.Fprintf(out, "%-12s --unruly=%d\n", "unruly", s.unruly)
	}
	for _, credential := range s.Credentials() {
		fmt.Fprintf(out, "%-12s %-18s %s\n", "credential", credential.Name, strings.Join(parts(credential), " "))
	}
}

func parts(credential Credential) []string {
	var named []string
	for _, part := range []struct{ name, value string }{
		{"user", credential.User}, {"token", credential.Token}, {"client-id", credential.ClientID}, {"client-secret", credential.ClientSecret},
	} {
		if part.value != "" {
			named = append(named, part.name+"="+part.value)
		}
	}
	return named
}
