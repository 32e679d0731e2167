package draw

import (
	"net/url"
	"slices"
	"strings"
)

var schemes = []string{"http", "https", "mailto", "ftp"}

// safeURL is raw as a browser reads it, if it is relative or of a scheme that cannot run script. Browsers drop tabs and
// line breaks anywhere and control characters at the ends, so those are dropped before the scheme is looked at.
func safeURL(raw string) (string, bool) {
	clean := strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(raw)
	clean = strings.TrimFunc(clean, func(r rune) bool { return r <= ' ' })
	if i := strings.IndexAny(clean, ":/?#"); i >= 0 && clean[i] == ':' {
		return clean, slices.Contains(schemes, strings.ToLower(clean[:i]))
	}
	return clean, clean != ""
}

// fragment is an anchor as the end of a URL, after what the ids on that page begin with. Confluence stores anchors
// percent-encoded or as they are.
func fragment(legacy, anchor string) string {
	if anchor == "" {
		return ""
	}
	if decoded, err := url.PathUnescape(anchor); err == nil {
		anchor = decoded
	}
	return toID(legacy + anchor)
}

func toID(id string) string { return "#" + (&url.URL{Fragment: id}).EscapedFragment() }
