package storage

import "strings"

// Lines cuts a body into lines for people to compare: a block begins a line and ends one. What [Equal] looks past is not
// in them. A body that cannot be read is one line.
func Lines(body string) []string {
	parts, err := normal(body)
	if err != nil {
		return []string{body}
	}
	var lines []string
	var line strings.Builder
	cut := func() {
		if line.Len() > 0 {
			lines = append(lines, line.String())
			line.Reset()
		}
	}
	for _, part := range parts {
		tag, isTag := strings.CutPrefix(part, "<")
		name, _, _ := strings.Cut(strings.Trim(tag, "/>"), " ")
		isBlock := isTag && blockElements[name]
		closes := strings.HasPrefix(part, "</")
		if isBlock && !closes {
			cut()
		}
		line.WriteString(part)
		if isBlock && closes {
			cut()
		}
	}
	cut()
	return lines
}
