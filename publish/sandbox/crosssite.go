package sandbox

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/browser"
)

// ownPagesOnly refuses what the pages of other sites ask for; only a link of theirs may be followed here. Browsers keep
// such pages from reading answers, but not from asking (https://www.w3.org/TR/fetch-metadata/).
func ownPagesOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if fromAnotherSite(r) && !followsLink(r) {
			http.Error(w, "The page of another site asks for this, and this server answers to its own pages only.", http.StatusForbidden)
			return
		}
		browser.Secure(w.Header())
		next.ServeHTTP(w, r)
	})
}

// fromAnotherSite goes by what browsers say of the page that asks; other clients say nothing.
func fromAnotherSite(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		return true
	}
	for _, origin := range r.Header.Values("Origin") {
		if u, err := url.Parse(origin); err != nil || !strings.EqualFold(u.Host, r.Host) {
			return true
		}
	}
	return false
}

func followsLink(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && r.Header.Get("Origin") == "" &&
		r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// writesInJSON refuses writes in other media types: a form of any page can send some of those.
func writesInJSON(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reads := r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions
		empty := r.Method == http.MethodDelete && r.ContentLength == 0 && r.Header.Get("Content-Type") == ""
		kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if !reads && !empty && (err != nil || kind != "application/json") {
			refuse(w, http.StatusUnsupportedMediaType, errors.New("send this as JSON, with the header Content-Type: application/json"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
