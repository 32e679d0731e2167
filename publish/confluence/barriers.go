package confluence

import (
	"cmp"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// A barrier is what stands between this machine and Confluence's API and answers
// in its place: the site's IP allowlist, single sign-on, a proxy. A redirect may
// also lead to where Confluence is now.

// barrier returns the failure that an answer of a barrier is, nil for every
// other answer.
func barrier(method, url string, a answer) *Error {
	switch {
	case a.status == http.StatusProxyAuthRequired:
		return &Error{Kind: NotConfluence, note: noteProxyCredential}
	case a.status/100 == 3 && a.header.Get("Location") != "":
		return redirect(url, a.header.Get("Location"))
	case a.status/100 != 4 && !a.isHTML() || a.status/100 == 3 || a.status >= 500:
		return nil
	}
	if a.isBlockedByAddress() {
		return &Error{Kind: NotConfluence, note: noteAllowlist, detail: addressNamed(a.text())}
	}
	if a.isHTML() && (a.status/100 == 2 || a.status == http.StatusForbidden) && isSignInPage(a) {
		return doubted(method, &Error{Kind: NotConfluence, note: noteSignIn})
	}
	return nil
}

// allowlist is how a site words it that it takes no requests from an address.
// https://support.atlassian.com/security-and-access-policies/docs/specify-ip-addresses-for-product-access/
var allowlist = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\bip\b.{0,80}\b(rejected|blocked|denied|refused|restricted|(isn.t|not|not been) (on|in|part of|included in|listed|allow\w*|permitted|authori[sz]ed|whitelisted))\b`),
	regexp.MustCompile(`(?i)\b(rejected|blocked|denied|refused|restricted)\b.{0,60}\bip\b([- ]?address\w*|[- ]?(allow|white)| restrict| access)`),
}

func (a answer) isBlockedByAddress() bool {
	if a.status != http.StatusUnauthorized && a.status != http.StatusForbidden && a.status/100 != 2 {
		return false
	}
	text := a.text()
	for _, words := range allowlist {
		if words.MatchString(text) {
			return true
		}
	}
	return false
}

// addressNamed returns the first IP address in a text, "" if there is none.
func addressNamed(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF.:", r) }) {
		if ip, err := netip.ParseAddr(strings.Trim(word, ".:")); err == nil {
			return ip.String()
		}
	}
	return ""
}

// signIn is what addresses of sign-in pages have as a part of their host or path.
var signIn = regexp.MustCompile(`(?i)(^|[^a-z])(log-?(in|on)|sign-?(in|on)|sso|saml2?|samlsso|oauth2?|oidc|openid(-connect)?|authn?|authenticate|authori[sz]e|authentication|idp|sts|okta|adfs|cas|keycloak|onelogin|pingidentity|microsoftonline|shibboleth|duosecurity|auth0)([^a-z]|$)`)

// redirect says where an answer sends a request that asked for an address of the
// API.
func redirect(from, location string) *Error {
	e := &Error{Kind: Redirected}
	asked, err := url.Parse(from)
	if err != nil {
		return e
	}
	to, err := asked.Parse(location)
	if err != nil || location == "" || to.Host == "" {
		return e
	}
	e.location = withoutQuery(to.String())
	home, _, problem := parseAddress(e.location)
	isAPI := strings.Contains(to.Path, "/rest/api") || strings.Contains(to.Path, "/api/v2")
	switch {
	case to.Host == asked.Host && to.Scheme == asked.Scheme && to.Path == asked.Path && to.RawQuery == asked.RawQuery:
		e.note = noteCircle
	case asked.Scheme == "http" && to.Scheme == "https" && strings.EqualFold(asked.Hostname(), to.Hostname()):
		e.note = noteNeedsHTTPS
	case isAPI || to.Path == asked.Path:
		e.note = noteMoved
	case signIn.MatchString(to.Host + to.Path), !strings.EqualFold(asked.Host, to.Host):
		e.note = noteSignOn
	}
	if problem == "" && home.kind != Gateway {
		e.detail = home.base()
	}
	return e
}

var signInPage = regexp.MustCompile(`(?i)type=["']?password|name=["']?(saml(request|response)|os_username|relaystate)|<(title|h1)[^>]*>[^<]*\b(log|sign)[ -]?(in|on)\b`)

func isSignInPage(a answer) bool { return signInPage.Match(a.body[:min(len(a.body), mostText)]) }

// signOnRemedies let programs past a sign-on that is made for people.
func signOnRemedies(e *Error) []string {
	const pass = "Set url to the address that Confluence's API has on your network; single sign-on has to let requests to /rest/api pass."
	switch {
	case e.Route.Kind == Gateway || isAtlassians(e.Route.host()):
		return []string{"Let requests to the host pass unchanged: whatever sends them on stands between this machine and Atlassian."}
	case e.Route.Kind == CloudSite:
		return []string{"Set url to your site's own address (https://YOUR-SITE.atlassian.net), where no sign-on stands in between.", "Or: " + lowerFirst(pass)}
	case e.credential.isBearer():
		return []string{pass}
	}
	return []string{"Use a personal access token, which many sign-ons let pass: " + lowerFirst(serverTokenRemedy), pass}
}

var barrierExplanations = map[note]explanation{
	noteAllowlist: {
		title: "This machine is not on the site's IP allowlist",
		meaning: func(e *Error) string {
			this := "the address of this machine"
			if e.detail != "" {
				this += " (" + e.detail + ")"
			}
			return this + " is not on the site's IP allowlist. Another token would not help."
		},
		remedies: func(e *Error) []string {
			administrator := "an administrator of the organization"
			if e.Route.Kind == DataCenter {
				administrator = "whoever runs Confluence, or the firewall in front of it,"
			}
			return []string{
				"Ask " + administrator + " to add the address of this machine to the IP allowlist. Hosted CI runners change theirs from job to job.",
				"Or run on a self-hosted runner within a network that is on the list.",
			}
		},
	},
	noteSignIn: {
		title:    "A sign-in page answered instead of Confluence's API",
		meaning:  says("what came back is a web page for people to sign in on, not an answer of Confluence's API: single sign-on stands in between."),
		remedies: signOnRemedies,
	},
	noteSignOn: {
		title: "Single sign-on stands in between",
		meaning: func(e *Error) string {
			return "the request was sent on to a page where people sign in (" + e.location + "). The credential is not sent there: it was meant for the address in the settings."
		},
		remedies: signOnRemedies,
	},
	noteNeedsHTTPS: {
		title: "The address is not encrypted",
		meaning: func(e *Error) string {
			return "the host takes requests over https only, and sends those over http on to it."
		},
		remedies: func(e *Error) []string {
			return []string{"Set url to " + cmp.Or(e.detail, "the same address with https://") + "."}
		},
	},
	noteCircle: {
		title: "The address leads to itself",
		meaning: func(e *Error) string {
			return "the host sends the request on to the address that it has come to (" + e.location + "), so that it never arrives."
		},
		remedies: func(e *Error) []string {
			remedies := []string{"Ask whoever runs the host to look at what stands in front of Confluence there: such circles are made by a proxy or load balancer."}
			if strings.HasPrefix(e.location, "http://") {
				return append([]string{"Set url to the same address with https://, which the host may want."}, remedies...)
			}
			return remedies
		},
	},
	noteMoved: {
		meaning: func(e *Error) string {
			return "the address sends requests on to another one (" + e.location + "). The credential is not sent there: it was meant for the address in the settings."
		},
		remedies: func(e *Error) []string {
			return []string{"If you know that address as your Confluence's, set url to " + cmp.Or(e.detail, "it") + "."}
		},
	},
}
