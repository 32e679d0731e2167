package rest

import (
	"cmp"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// family is one of the three APIs. Rows of the table may stand for several.
type family uint8

const (
	v1 family = 1 << iota
	v2
	dc
)

type kind int

const (
	nowhere kind = iota
	restAPI
	tenantInfo
	tokenEndpoint
	accessibleResources
	mediaFile
	legacyDownload
)

// place is what the address of a request says.
type place struct {
	kind    kind
	family  family
	gateway bool
	cloudID string // as asked for, at the gateway
	base    string // of links for people: "https://example.atlassian.net/wiki"
	context string // the path of base
	media   string // where files are served: another host than base
	path    string // below the API's root, still escaped: "/content/123"
}

// onSite reports whether the request went to a Cloud site, not through the gateway.
func (p place) onSite() bool { return p.family != dc && !p.gateway }

var (
	gatewayPath = regexp.MustCompile(`^/ex/confluence/([^/]+)(/wiki)?(/.*)?$`)
	apiPath     = regexp.MustCompile(`^/(rest/api|api/v2)(/.*)?$`)
)

// Hosts of the real world, which the sandbox's transport brings here under their own names.
const (
	mediaHost      = "api.media.atlassian.com"
	dataCenterHost = "confluence.example.com"
	customSiteHost = "wiki.example.com"
)

var (
	gatewayHosts = []string{"api.atlassian.com", "api.atlassian-us-gov-mod.com"}
	authHosts    = []string{"auth.atlassian.com", "auth.atlassian-us-gov-mod.com"}
	siteDomains  = []string{".atlassian.net", ".jira.com", ".atlassian-us-gov-mod.net", ".atlassian-us-gov.net"}
)

// IsRealHost reports whether a host is one of the real world that this package answers for.
func IsRealHost(host string) bool {
	return isSiteHost(host) || host == mediaHost || host == dataCenterHost || slices.Contains(gatewayHosts, host) || slices.Contains(authHosts, host)
}

// IsREST reports whether a request is for this package, and not a page for a browser. Data Center's context path is
// fixed.
func IsREST(r *http.Request) bool {
	host, path := hostName(r.Host), r.URL.Path
	if slices.Contains(gatewayHosts, host) || slices.Contains(authHosts, host) || host == mediaHost {
		return true
	}
	for _, prefix := range []string{"/ex/", "/oauth/", "/_edge/", "/media/", "/wiki/rest/", "/wiki/api/", "/confluence/rest/", "/rest/", "/api/"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	download := strings.HasPrefix(path, "/wiki/download/") || strings.HasPrefix(path, "/confluence/download/") || strings.HasPrefix(path, "/download/")
	return download && r.Header.Get("Authorization") != ""
}

// pageOfDataCenter is what may follow the context path in the address of a page, a file or a list for a browser.
var pageOfDataCenter = regexp.MustCompile(`^(/|/(display|spaces|pages|x|label|download|plugins/viewstorage)(/.*)?|/(search|home))$`)

// DataCenterPage returns the path and query, below the context path, of a page for a browser on Data Center; false for all
// other addresses.
func DataCenterPage(r *http.Request) (string, bool) {
	path := r.URL.EscapedPath()
	below, found := strings.CutPrefix(path, "/confluence")
	switch {
	case found:
		path = cmp.Or(below, "/")
	case hostName(r.Host) != dataCenterHost:
		return "", false
	}
	if r.URL.RawQuery != "" {
		return path + "?" + r.URL.RawQuery, pageOfDataCenter.MatchString(path)
	}
	return path, pageOfDataCenter.MatchString(path)
}

// locate reads host and path. A host of the real world shows only its own face; any other name (the sandbox's own
// address) shows all of them, told apart by the path.
func locate(r *http.Request, siteName string) place {
	host := hostName(r.Host)
	origin := scheme(r) + "://" + r.Host
	path := r.URL.EscapedPath()
	media := "https://" + mediaHost
	switch {
	case slices.Contains(authHosts, host):
		return authPlace(path)
	case host == mediaHost:
		return place{kind: mediaFile, path: path}
	case slices.Contains(gatewayHosts, host):
		if strings.HasSuffix(host, "-gov-mod.com") {
			siteName = strings.ReplaceAll(siteName, ".atlassian.net", ".atlassian-us-gov-mod.net")
		}
		return gatewayPlace(path, "https://"+siteName+"/wiki", media)
	case isSiteHost(host):
		return sitePlace(path, origin, media)
	case host == dataCenterHost:
		return dataCenterPlace(path, origin)
	}
	media = scheme(r) + "://" + otherName(r.Host) + "/media"
	switch {
	case strings.HasPrefix(path, "/oauth/token/"), strings.HasPrefix(path, "/ex/"):
		return gatewayPlace(path, origin+"/wiki", media)
	case strings.HasPrefix(path, "/oauth/"):
		return authPlace(path)
	case strings.HasPrefix(path, "/media/"):
		return place{kind: mediaFile, path: strings.TrimPrefix(path, "/media")}
	case strings.HasPrefix(path, "/confluence/"):
		return dataCenterPlace(path, origin)
	}
	return sitePlace(path, origin, media)
}

func authPlace(path string) place {
	if path == "/oauth/token" {
		return place{kind: tokenEndpoint}
	}
	return place{}
}

func gatewayPlace(path, base, media string) place {
	if path == "/oauth/token/accessible-resources" {
		return place{kind: accessibleResources, base: base}
	}
	p := place{gateway: true, base: base, context: "/wiki", media: media}
	if m := gatewayPath.FindStringSubmatch(path); m != nil {
		p.cloudID = m[1]
		p.api(m[3])
	}
	return p
}

func sitePlace(path, origin, media string) place {
	p := place{base: origin + "/wiki", context: "/wiki", media: media}
	if path == "/_edge/tenant_info" {
		p.kind = tenantInfo
		return p
	}
	below, ok := strings.CutPrefix(path, "/wiki")
	switch {
	case !ok:
	case strings.HasPrefix(below, "/download/"):
		p.kind, p.path = legacyDownload, below
	default:
		p.api(below)
	}
	return p
}

func dataCenterPlace(path, origin string) place {
	p := place{family: dc, base: origin, context: ""}
	if below, ok := strings.CutPrefix(path, "/confluence"); ok && strings.HasPrefix(below, "/") {
		p.base, p.context, path = origin+"/confluence", "/confluence", below
	}
	p.media = p.base
	if strings.HasPrefix(path, "/download/") {
		p.kind, p.path = legacyDownload, path
		return p
	}
	if m := apiPath.FindStringSubmatch(path); m != nil && m[1] == "rest/api" {
		p.kind, p.path = restAPI, strings.TrimSuffix(strings.TrimPrefix(m[2], "/latest"), "/")
	}
	return p
}

func (p *place) api(path string) {
	m := apiPath.FindStringSubmatch(path)
	if m == nil {
		return
	}
	p.kind, p.path, p.family = restAPI, strings.TrimSuffix(m[2], "/"), v1
	if m[1] == "api/v2" {
		p.family = v2
	}
}

func isSiteHost(host string) bool {
	return host == customSiteHost || slices.ContainsFunc(siteDomains, func(d string) bool { return strings.HasSuffix(host, d) })
}

func hostName(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		hostport = host
	}
	return strings.ToLower(hostport)
}

// otherName returns another name for this machine, because files come from another host than the one that was asked. Who
// asks from another machine knows no other name.
func otherName(hostport string) string {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		host, port = hostport, "80"
	}
	switch address := net.ParseIP(strings.Trim(host, "[]")); {
	case host == "localhost":
		return net.JoinHostPort("127.0.0.1", port)
	case address.IsLoopback():
		return net.JoinHostPort("localhost", port)
	}
	return hostport
}

func scheme(r *http.Request) string {
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		return "https"
	}
	return "http"
}
