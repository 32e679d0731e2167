package render

import (
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
)

// header is what tells other tools, in a comment such as <!-- Title: Setup -->
// or in a line at the start of a document, what ours are told in front matter.
type header struct {
	key, value string
	more       string // the lines below the first one of a comment
	text       string // as it is written, shortened
	line       int    // from 1
	column     int    // from 1
	isComment  bool
	isBare     bool // it has a key and no value
	isContents bool // there is a table of contents in its place
	isFirst    bool // nothing but such comments stands above it
}

// commentHeaders reads the comments of a document, whose text begins below
// the given number of lines of front matter.
func commentHeaders(text string, offset int, comments []gfm.Comment) []header {
	var headers []header
	if offset == 0 {
		headers = unreadMatter(text)
	}
	for _, c := range comments {
		h := header{line: c.Line + offset, column: c.Column, isComment: true, isFirst: c.Leading, isContents: c.Contents}
		if gfm.IsHoldMark(c.Text) {
			continue
		}
		first, more, _ := strings.Cut(strings.TrimSpace(c.Text), "\n")
		h.more = strings.TrimSpace(more)
		h.text = "<!-- " + strings.TrimSpace(first) + " -->"
		if h.more != "" {
			h.text = "<!-- " + strings.TrimSpace(first) + " … -->"
		}
		key, value, found := strings.Cut(first, ":")
		h.key, h.value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch tool, _ := cutTool(h.word()); {
		case found && (c.Leading || h.isAnywhere()) && (!c.HeldBack || tool != ""):
			headers = append(headers, h)
		case !found && tool != "" && len(strings.Fields(first)) == 1:
			h.isBare = true
			headers = append(headers, h)
		}
	}
	return headers
}

// word returns the key in the form that all are compared in.
func (h header) word() string { return strings.ReplaceAll(strings.ToLower(h.key), "_", "-") }

// isAnywhere reports whether a header counts wherever it stands: md2conf's do,
// and of mark's those that say what its text is to have.
func (h header) isAnywhere() bool {
	key := h.word()
	tool, _ := cutTool(key)
	return tool != "" || key == "include" || key == "macro" || key == "ac"
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
				headers = append(headers, header{key: unquoted(key), value: unquoted(value), line: number, isFirst: true})
			}
		}
	}
	return headers
}

func unquoted(text string) string { return strings.Trim(text, " \t\"'") }
