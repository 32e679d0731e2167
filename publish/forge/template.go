package forge

import (
	"strconv"
	"strings"
)

// Placeholders are what an address of the setting source-links may hold.
var Placeholders = []string{"path", "commit", "line"}

// Fill makes the address of a file from one with {path}, {commit} and {line}; one without {path} is a base below which the
// files lie. Where a link names no line, the fragment or the parameter that holds {line} is left out. It is "" where
// {commit} is asked for and not known.
func Fill(template, path, commit string, at Place) string {
	if strings.Contains(template, "{commit}") && commit == "" {
		return ""
	}
	path = strings.Trim(path, "/")
	if !strings.Contains(template, "{path}") {
		front, behind := cutSuffix(template)
		template = strings.TrimRight(front, "/") + "/{path}" + behind
	}
	front, behind := cutSuffix(template)
	query, fragment, _ := strings.Cut(behind, "#")
	hasLine := strings.Contains(template, "{line}")
	if fragment != "" && (at.First > 0 || !strings.Contains(fragment, "{line}")) {
		fragment = "#" + fragment
	} else {
		fragment = ""
	}
	if at.First == 0 {
		query = withoutLine(query)
	}
	line := ""
	if at.First > 0 {
		line = strconv.Itoa(at.First)
	}
	place := strings.NewReplacer("{commit}", commit, "{line}", line, "{path}", escape(path))
	inside := strings.NewReplacer("{commit}", commit, "{line}", line, "{path}", inQuery(path))
	address := place.Replace(front) + inside.Replace(query) + place.Replace(fragment)
	if hasLine || fragment != "" {
		return address
	}
	return address + at.suffix(func(first, last int) string { return lines("#L", first, "-L", last) })
}

// cutSuffix parts an address before its query or fragment.
func cutSuffix(address string) (front, behind string) {
	if at := strings.IndexAny(address, "?#"); at >= 0 {
		return address[:at], address[at:]
	}
	return address, ""
}

// withoutLine takes the parameters out of a query that hold {line}.
func withoutLine(query string) string {
	if !strings.Contains(query, "{line}") {
		return query
	}
	var kept []string
	for parameter := range strings.SplitSeq(strings.TrimPrefix(query, "?"), "&") {
		if !strings.Contains(parameter, "{line}") {
			kept = append(kept, parameter)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return "?" + strings.Join(kept, "&")
}
