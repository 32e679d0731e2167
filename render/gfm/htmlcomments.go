package gfm

import (
	"slices"
	"strings"
)

// noteComment takes note of a comment, which begins at an offset of the source or later.
func (b *builder) noteComment(from int, raw string) {
	inside, isComment := strings.CutPrefix(raw, "<!--")
	inside, ends := strings.CutSuffix(inside, "-->")
	if !isComment || !ends || b.still {
		return
	}
	words := strings.Fields(inside)
	for at := from; ; at += len("<!--") {
		next := strings.Index(b.src.text[at:], "<!--")
		if next < 0 {
			return
		}
		at += next
		// in the source, each of its lines may have the marks of a quote in front
		found, _, closed := strings.Cut(b.src.text[at+len("<!--"):], "-->")
		if closed && slices.Equal(strings.Fields(withoutMarkers(found)), words) {
			b.comments = append(b.comments, Comment{Text: inside, at: at, end: at + len("<!--") + len(found) + len("-->")})
			return
		}
	}
}

// withoutMarkers returns a text whose further lines have no marks of quotes.
func withoutMarkers(text string) string {
	first, rest, more := strings.Cut(text, "\n")
	if !more {
		return text
	}
	var lines strings.Builder
	lines.WriteString(first)
	for line := range strings.Lines(rest) {
		lines.WriteString("\n" + strings.TrimLeft(line, " \t>"))
	}
	return lines.String()
}

// noteContents takes note that a table of contents stands in the place of the latest comment.
func (b *builder) noteContents() {
	if last := len(b.comments) - 1; last >= 0 && !b.still {
		b.comments[last].Contents = true
	}
}
