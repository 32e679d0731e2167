package render

import "strings"

// commentHeader is a comment such as <!-- Title: Setup --> at the start of a
// document, by which other tools are told what ours are told in front matter.
type commentHeader struct {
	key, value string
	line       int // from 1
}

// commentHeaders reads the comments that stand before everything else. The
// text begins at the given line of its document.
func commentHeaders(text string, line int) []commentHeader {
	var headers []commentHeader
	for {
		rest := strings.TrimLeft(text, " \t\n")
		line += strings.Count(text[:len(text)-len(rest)], "\n")
		inside, found := strings.CutPrefix(rest, "<!--")
		if !found {
			return headers
		}
		inside, text, found = strings.Cut(inside, "-->")
		if !found {
			return headers
		}
		if key, value, ok := strings.Cut(inside, ":"); ok && !strings.Contains(strings.TrimSpace(inside), "\n") {
			headers = append(headers, commentHeader{key: strings.TrimSpace(key), value: strings.TrimSpace(value), line: line})
		}
		line += strings.Count(inside, "\n")
	}
}
