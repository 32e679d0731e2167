package confluence

import (
	"net/url"
	"strings"
)

// asAddress reads what names a host, with or without its scheme.
func asAddress(text string) (*url.URL, bool) {
	text = bareValue(text)
	if host, _, hasPath := strings.Cut(text, "/"); hasPath && !strings.Contains(text, "://") && strings.ContainsAny(host, ".:") && !strings.Contains(host, " ") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	return u, err == nil && u.Hostname() != "" && (u.Scheme == "https" || u.Scheme == "http")
}
