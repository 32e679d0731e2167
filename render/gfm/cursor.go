package gfm

import (
	"bytes"
	"html"
	"strings"
)

// gomarkdown's tree does not tell where its inline nodes come from. As they are built, in their order, a cursor goes through
// the source along with them: over the characters of a text one by one, over all else by its form.

// passText goes over a text. What of the source is not in it is markup around it, a backslash, or an entity.
func (l *leaf) passText(text []byte) {
	if bytes.HasPrefix(l.text[l.cursor:], text) {
		l.cursor += len(text)
		return
	}
	if l.lost {
		return
	}
	at := l.cursor
	for len(text) > 0 {
		if at >= len(l.text) {
			l.lost = true // the cursor stays where the text may begin
			return
		}
		switch c := l.text[at]; {
		case l.guarded.any && isStandIn(text):
			raw, length := l.guarded.original(text)
			found := bytes.Index(l.text[at:], []byte(raw))
			if found < 0 {
				l.lost = true
				return
			}
			at += found + len(raw)
			text = text[length:]
		case c == '&':
			length, shown := entity(l.text[at:])
			if length > 0 && bytes.HasPrefix(text, shown) {
				at += length
				text = text[len(shown):]
				continue
			}
			if text[0] == '&' {
				text = text[1:]
			}
			at++
		case c == text[0]:
			at++
			text = text[1:]
		default:
			at++
		}
	}
	l.cursor = at
}

// maxEntity is how long an entity may be.
const maxEntity = 40

// entity returns the length of an entity that a text begins with, and what it stands for.
func entity(text []byte) (length int, shown []byte) {
	end := bytes.IndexByte(text[:min(len(text), maxEntity)], ';')
	if end < 0 {
		return 0, nil
	}
	shown = []byte(html.UnescapeString(string(text[:end+1])))
	if bytes.Equal(shown, text[:end+1]) {
		return 0, nil
	}
	return end + 1, shown
}

// passTo goes to the next of these bytes that no backslash stands in front of, if there is one.
func (l *leaf) passTo(bytes string) {
	for at := l.cursor; at < len(l.text); at++ {
		if l.text[at] == '\\' {
			at++
		} else if strings.IndexByte(bytes, l.text[at]) >= 0 {
			l.cursor = at
			return
		}
	}
}

// passLiteral goes over the next place where a text stands as it is.
func (l *leaf) passLiteral(text []byte) {
	if at := bytes.Index(l.text[l.cursor:], text); at >= 0 {
		l.cursor += at + len(text)
	}
}

// passCode goes over a code span.
func (l *leaf) passCode() {
	l.passTo("`")
	ticks := 0
	for l.cursor+ticks < len(l.text) && l.text[l.cursor+ticks] == '`' {
		ticks++
	}
	for at := l.cursor + ticks; ticks > 0 && at < len(l.text); at++ {
		run := 0
		for at+run < len(l.text) && l.text[at+run] == '`' {
			run++
		}
		if run == ticks {
			l.cursor = at + run
			return
		}
		at += run
	}
}

// passTarget goes over the end of a link or image: what follows its text.
func (l *leaf) passTarget() {
	l.passTo("]")
	at := l.cursor + 1
	if at < len(l.text) && (l.text[at] == '(' || l.text[at] == '[') {
		at += targetLength(l.text[at:min(len(l.text), at+maxTarget)])
	}
	l.cursor = min(at, len(l.text))
}

// maxTarget is how far the end of a target is looked for.
const maxTarget = 4096

// targetLength gives the length of "(destination "title")" or "[label]" at the start of a text, which holds one of them or, in
// a shortcut such as "[label] (text)", neither.
func targetLength(text []byte) int {
	depth := 0
	var quote byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '<' && depth == 1:
			quote = '>'
		case (c == '"' || c == '\'') && i > 0 && isSpace(text[i-1]):
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
