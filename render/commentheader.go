package render

import "strings"

// header is a line at the start of a document, such as the comment
// <!-- Title: Setup -->, by which other tools are told what ours are told in
// front matter.
type header struct {
	key, value string
	line       int // from 1
	isComment  bool
}

// commentHeaders reads the headers that stand before everything else. The text
// begins at the given line of its document, below its front matter if it has
// any.
func commentHeaders(text string, line int) []header {
	var headers []header
	if line == 1 {
		headers = unreadMatter(text)
	}
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
			headers = append(headers, header{key: strings.TrimSpace(key), value: strings.TrimSpace(value), line: line, isComment: true})
		}
		line += strings.Count(inside, "\n")
	}
}

// unreadMatter gives the lines that their author took for front matter, and
// that are none here: YAML or TOML that begins too late or does not end.
func unreadMatter(text string) []header {
	var headers []header
	number, sign := 0, ""
	for full := range strings.Lines(text) {
		number++
		line := strings.TrimSpace(full)
		switch {
		case sign == "" && line == "":
		case sign == "" && (line == "---" || line == "+++"):
			sign = map[string]string{"---": ":", "+++": "="}[line]
		case sign == "", sign == ":" && line == "", strings.HasPrefix(line, "---"), line == "+++", strings.HasPrefix(line, "["):
			return headers
		default:
			if key, value, ok := strings.Cut(line, sign); ok {
				value, _, _ = strings.Cut(value, " #")
				headers = append(headers, header{key: unquoted(key), value: unquoted(value), line: number})
			}
		}
	}
	return headers
}

func unquoted(text string) string { return strings.Trim(text, " \t\"'") }
