package confluence

import (
	"fmt"
	"net/url"
)

// Route is where requests go, and why there.
type Route struct {
	Kind    HostKind `json:"kind"`
	API     string   `json:"-"`       // requests go below it: https://api.atlassian.com/ex/confluence/<id>/wiki
	Root    string   `json:"apiRoot"` // as the setting and the output api-root name it: wiki/rest/api
	Version string   `json:"version"` // V1 or V2
	Site    string   `json:"site"`    // the base of addresses that people open; never the gateway; "" while unknown
	Reason  string   `json:"reason"`  // completes "API root wiki/rest/api, because …"
}

// String is the log line about the decision. It never shows a gateway's address,
// which is of no use in a browser.
func (r Route) String() string {
	where := r.Kind.String()
	if r.Site != "" {
		where += " for " + r.Site
	}
	return fmt.Sprintf("%s, API root %s (%s), because %s", where, r.Root, r.Version, r.Reason)
}

// host is the name of the host that requests go to, "" while it is not known.
func (r Route) host() string {
	u, err := url.Parse(r.API)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
