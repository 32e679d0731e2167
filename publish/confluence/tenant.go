package confluence

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// Requests that are no operations of Confluence, only of the search for it.
const (
	fetchToken   Operation = "get an access token for the client id"
	findCloudID  Operation = "find the site's cloud id"
	findSiteList Operation = "list the sites that the client id may reach"
)

// tenantInfo asks a Cloud site for its cloud id; it answers to everybody. The
// address is not documented, and has been stable for years.
func tenantInfo(ctx context.Context, t *transport, p endpoint) (string, error) {
	a, err := t.do(ctx, request{
		op: findCloudID, method: http.MethodGet, url: p.origin + "/_edge/tenant_info", kind: p.kind, open: true, repeatable: true, answered: true,
	})
	if err != nil {
		return "", err
	}
	var info struct {
		CloudID string `json:"cloudId"`
	}
	if json.Unmarshal(a.body, &info) != nil || !cloudIDs.MatchString(info.CloudID) {
		return "", &Error{Kind: NotConfluence, Operation: findCloudID, Status: a.status}
	}
	return info.CloudID, nil
}

// A grantedSite is a row of accessible-resources.
// https://developer.atlassian.com/cloud/confluence/oauth-2-3lo-apps/
type grantedSite struct {
	ID     string   `json:"id"`
	URL    string   `json:"url"`
	Scopes []string `json:"scopes"`
}

// accessibleSites lists the sites an OAuth credential reaches. A site comes once
// per product; rows for another product than Confluence are left out.
func accessibleSites(ctx context.Context, t *transport, gateway endpoint) ([]grantedSite, error) {
	a, err := t.do(ctx, request{
		op: findSiteList, method: http.MethodGet, url: gateway.origin + "/oauth/token/accessible-resources", kind: Gateway, repeatable: true, answered: true,
	})
	if err != nil {
		return nil, err
	}
	var sites []grantedSite
	if err := json.Unmarshal(a.body, &sites); err != nil {
		return nil, &Error{Kind: Unexpected, Operation: findSiteList, Status: a.status, Cause: err}
	}
	return slices.DeleteFunc(sites, func(s grantedSite) bool {
		return len(s.Scopes) > 0 && !slices.ContainsFunc(s.Scopes, func(scope string) bool { return strings.Contains(scope, "confluence") })
	}), nil
}

func cloudIDOf(sites []grantedSite, p endpoint) (string, bool) {
	for _, s := range sites {
		if site, _, problem := parseAddress(s.URL); problem == "" && site.origin == p.origin && cloudIDs.MatchString(s.ID) {
			return s.ID, true
		}
	}
	return "", false
}
