package draw

import (
	"net/url"
	"slices"
	"strings"
)

var (
	linkSchemes  = []string{"http", "https", "mailto", "ftp"}
	imageSchemes = []string{"http", "https"}
)

// safeURL is raw as a browser reads it, if it is relative or of one of the schemes. Browsers drop tabs and line breaks
// anywhere and control characters at the ends, so those are dropped before the scheme is looked at.
func safeURL(raw string, schemes []string) (url string, safe bool) {
	clean := strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(raw)
	clean = strings.TrimFunc(clean, func(r rune) bool { return r <= ' ' })
	if i := strings.IndexAny(clean, ":/?#"); i >= 0 && clean[i] == ':' {
		return clean, slices.Contains(schemes, strings.ToLower(clean[:i]))
	}
	return clean, clean != ""
}

// anchorOn is an anchor as the end of a page's URL.
func anchorOn(page Page, anchor string) string {
	if anchor == "" {
		return ""
	}
	return toID(page.Legacy + unescaped(anchor))
}

// unescaped is an anchor as the id that it means: Confluence stores anchors percent-encoded or as they are.
func unescaped(anchor string) string {
	if id, err := url.PathUnescape(anchor); err == nil {
		return id
	}
	return anchor
}

func toID(id string) string { return "#" + (&url.URL{Fragment: id}).EscapedFragment() }
