package conformance

import (
	"net"
	"net/http"
	"regexp"
	"strings"
)

// place is where a request went: an API with the path as its documents have it, or no API at all.
type place struct {
	api  API
	path string // as in the document, still escaped
}

// The names of the hosts are those of the sandbox's transport; any other host is the sandbox's own, where all faces have
// their paths.
var (
	gatewayPath    = regexp.MustCompile(`^/ex/confluence/[^/]+(?:/wiki)?(/(?:rest/api|api/v2)(?:/.*)?)$`)
	sitePath       = regexp.MustCompile(`^/wiki(/(?:rest/api|api/v2)(?:/.*)?)$`)
	dataCenterPath = regexp.MustCompile(`^(?:/confluence)?(/rest/api)(?:/latest)?(/.*)?$`)
)

func locate(r *http.Request) place {
	path := strings.TrimSuffix(r.URL.EscapedPath(), "/")
	dataCenterHost := hostName(r.Host) == "confluence.example.com"
	if m := dataCenterPath.FindStringSubmatch(path); m != nil && (dataCenterHost || strings.HasPrefix(path, "/confluence/")) {
		return place{DataCenter, m[1] + m[2]}
	}
	if m := gatewayPath.FindStringSubmatch(path); m != nil {
		return cloud(m[1])
	}
	if m := sitePath.FindStringSubmatch(path); m != nil && !dataCenterHost {
		return cloud(m[1])
	}
	return place{path: path}
}

func cloud(path string) place {
	if below, ok := strings.CutPrefix(path, "/api/v2"); ok {
		return place{V2, below}
	}
	return place{V1, "/wiki" + path}
}

func hostName(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return hostport
}
