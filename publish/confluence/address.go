package confluence

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// An endpoint is a host and the path below which its API roots lie.
type endpoint struct {
	kind    HostKind
	origin  string // scheme://host[:port]
	stem    string // "/ex/confluence/<cloud id>" on a gateway, else ""
	context string // "/wiki" on Cloud, the context path on Data Center, or ""
}

// base is the address that API roots and, except on a gateway, pages lie below.
func (p endpoint) base() string { return p.origin + p.stem + p.context }

func (p endpoint) host() string {
	_, host, _ := strings.Cut(p.origin, "://")
	return host
}

// cloud says which hosts belong together in one of Atlassian's clouds.
// https://support.atlassian.com/security-and-access-policies/docs/domains-and-ip-ranges/
type cloud struct {
	sites         []string // a site's host ends with one of these
	gateway, auth string   // hosts
}

var clouds = []cloud{
	{[]string{".atlassian.net", ".jira.com"}, "api.atlassian.com", "auth.atlassian.com"},
	{[]string{".atlassian-us-gov-mod.net", ".atlassian-us-gov.net"}, "api.atlassian-us-gov-mod.com", "auth.atlassian-us-gov-mod.com"},
	{[]string{".atlassian-isolated.net"}, "", ""}, // its gateway is not published
}

func (c cloud) hasSite(hostname string) bool {
	return slices.ContainsFunc(c.sites, func(suffix string) bool {
		return strings.HasSuffix(hostname, suffix) && len(hostname) > len(suffix)
	})
}

// isAtlassians reports whether a host has one of Atlassian's own names.
func isAtlassians(hostname string) bool {
	return slices.ContainsFunc(clouds, func(c cloud) bool { return c.gateway == hostname || c.hasSite(hostname) })
}

const unfilled = "it holds a placeholder, and nothing has put the value in its place"

// parseAddress reads any address that somebody may have copied: from the
// browser, from another tool's settings, from a document. Notes say what was
// dropped that the user may have meant.
func parseAddress(raw string) (p endpoint, notes []string, problem string) {
	text := strings.Trim(bareValue(raw), "<>")
	if text == "" {
		return endpoint{}, nil, "no address is set"
	}
	holds := func(sign string) bool { return strings.Contains(text, sign) }
	if !holds("://") && isPlaceholder(bareValue(raw)) || holds("${") || holds("$(") || holds("{{") {
		return endpoint{}, nil, unfilled
	}
	if !strings.Contains(text, "://") {
		text = assumedScheme(text) + "://" + text
	}
	u, err := url.Parse(text)
	if err != nil || !hostNames.MatchString(u.Hostname()) {
		return endpoint{}, nil, "it is not a web address"
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return endpoint{}, nil, "it starts with " + scheme + "://, and only https:// (or http://) is possible"
	}
	if u.User != nil {
		notes = append(notes, "warning: the user and password inside the address are not used; set user and token instead")
	}
	hostname := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	p.origin = scheme + "://" + withPort(scheme, hostname, u.Port())
	segments := strings.FieldsFunc(path.Clean("/"+u.EscapedPath()), func(r rune) bool { return r == '/' })

	switch {
	case isGatewayPath(segments) && !cloudIDs.MatchString(segments[2]):
		return endpoint{}, notes, "what follows /ex/confluence/ in it is no id of a site, which has letters, digits and hyphens only"
	case isGatewayPath(segments):
		p.kind, p.stem, p.context = Gateway, "/ex/confluence/"+segments[2], "/wiki"
	case slices.ContainsFunc(clouds, func(c cloud) bool { return c.gateway == hostname }):
		return endpoint{}, notes, "it is Atlassian's API gateway without the part that says whose Confluence is meant (/ex/confluence/CLOUD-ID)"
	case slices.ContainsFunc(clouds, func(c cloud) bool { return c.hasSite(hostname) }):
		p.kind, p.context = CloudSite, "/wiki"
	default:
		p.kind, p.context = DataCenter, contextPath(segments)
	}
	return p, notes, ""
}

// CheckAddress reports what is wrong with an address in itself, without asking anybody. One that is not set, or holds a
// placeholder that nothing has filled in, is told where a run needs it: a check of documents does not. The error does not
// repeat the address, which may hold a password.
func CheckAddress(raw string) error {
	if bareValue(raw) == "" {
		return nil
	}
	_, _, problem := parseAddress(raw)
	if problem == "" || problem == unfilled {
		return nil
	}
	return fmt.Errorf("%s: set it to the address of your Confluence, such as https://example.atlassian.net", problem)
}

func assumedScheme(text string) string {
	host, _, _ := strings.Cut(text, "/")
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if isLoopback(host) {
		return "http"
	}
	return "https"
}

func withPort(scheme, hostname, port string) string {
	if strings.Contains(hostname, ":") {
		hostname = "[" + hostname + "]"
	}
	if port == "" || scheme == "https" && port == "443" || scheme == "http" && port == "80" {
		return hostname
	}
	return hostname + ":" + port
}

// hostNames leaves out what only a slip of the hand puts into a host's name, and
// lets names in every script and IPv6 addresses pass.
var hostNames = regexp.MustCompile(`^[\p{L}\p{M}\p{N}_.:-]*[\p{L}\p{M}\p{N}:][\p{L}\p{M}\p{N}_.:-]*$`)

// cloudIDs is what may stand in a gateway's path. Ids that are given out are
// UUIDs; nothing else is known to be wrong, so long as it stays one part of a path.
var cloudIDs = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func isGatewayPath(segments []string) bool {
	return len(segments) >= 3 && strings.EqualFold(segments[0], "ex") && strings.EqualFold(segments[1], "confluence")
}

// contextPath is the path of a Data Center address up to where Confluence's own
// addresses begin. "home" is one of these only behind /wiki, where Cloud has it.
func contextPath(segments []string) string {
	own := slices.IndexFunc(segments, func(s string) bool {
		return slices.Contains([]string{"rest", "display", "spaces", "pages", "x", "plugins", "download", "label", "labels", "admin", "users", "people"}, s) ||
			strings.HasSuffix(s, ".action")
	})
	for i := range segments {
		api := segments[i] == "api" && i+1 < len(segments) && segments[i+1] == "v2"
		home := segments[i] == "home" && i > 0 && segments[i-1] == "wiki"
		if (api || home) && (own < 0 || i < own) {
			own = i
		}
	}
	if own >= 0 {
		segments = segments[:own]
	}
	if len(segments) == 0 {
		return ""
	}
	return "/" + strings.Join(segments, "/")
}

func isLoopback(hostname string) bool {
	hostname = strings.ToLower(strings.Trim(hostname, "[]"))
	if hostname == "localhost" || strings.HasSuffix(hostname, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(hostname)
	return err == nil && ip.IsLoopback()
}

func (p endpoint) isLoopback() bool {
	u, err := url.Parse(p.origin)
	return err == nil && isLoopback(u.Hostname())
}

func (p endpoint) isPlain() bool { return strings.HasPrefix(p.origin, "http://") }

// asCloudSite reads a host without an Atlassian name as a Cloud site behind a
// custom domain.
func (p endpoint) asCloudSite() endpoint {
	return endpoint{kind: CloudSite, origin: p.origin, context: "/wiki"}
}

// onCloud is the same address, which turned out to be a Cloud site's.
func (p endpoint) onCloud() endpoint {
	p.kind = CloudSite
	return p
}

// withV2 is where v2 lies for an address of a host without an Atlassian name. A
// context path is kept: below /wiki on the same host may be another Confluence.
func (p endpoint) withV2() endpoint {
	if p.context == "" {
		return p.asCloudSite()
	}
	return p.onCloud()
}

// gateway is the endpoint through which the site's cloud id is reached. A server
// on this machine (an embedded Confluence, a proxy in a test) is its own.
func (p endpoint) gateway(cloudID string) (endpoint, bool) {
	g := endpoint{kind: Gateway, origin: p.origin, stem: "/ex/confluence/" + url.PathEscape(cloudID), context: "/wiki"}
	if p.isLoopback() {
		return g, true
	}
	g.origin = "https://" + clouds[0].gateway
	for _, c := range clouds {
		if c.hasSite(p.host()) {
			g.origin = "https://" + c.gateway
			return g, c.gateway != ""
		}
	}
	return g, true
}

// authServer is where client credentials are turned into an access token.
func (p endpoint) authServer() string {
	for _, c := range clouds {
		if c.gateway != "" && (p.host() == c.gateway || c.hasSite(p.host())) {
			return "https://" + c.auth
		}
	}
	if p.isLoopback() || p.kind == Gateway {
		return p.origin
	}
	return "https://" + clouds[0].auth
}

// withoutQuery leaves out where addresses carry secrets.
func withoutQuery(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.RawQuery, u.ForceQuery, u.Fragment, u.User = "", false, "", nil
	return u.String()
}

var pageIDs = regexp.MustCompile(`(?:/pages/(?:edit-v2/|edit/)?|[?&]pageId=)([0-9]+)(?:[/?#&]|$)`)

// PageIDIn returns the page id in an address that a browser shows for a page,
// and false if there is none (a /display/KEY/Title address, for example).
func PageIDIn(address string) (string, bool) {
	m := pageIDs.FindStringSubmatch(bareValue(address))
	if m == nil {
		return "", false
	}
	return m[1], true
}
