package gfm

import (
	"bytes"
	"slices"
)

// What dialects have in texts is found in the source, before gomarkdown reads it, and is a letter to it (guard.go). In code, raw
// HTML and addresses, which gomarkdown alone tells, it is put back as it was.

// ends returns how much of a text is left, and the attributes that its end gives the element.
func (b *builder) ends(tag *Tag, text []byte) (left []byte, attrs []Attr) {
	for i := range b.in.ends {
		h := &b.in.ends[i]
		length, found := h.find(b.options.Dialects, tag, text)
		switch {
		case length == len(text):
		case h.watch:
			for length < len(text) && isSpace(text[length]) {
				length++
			}
			b.hints.add(h.foreign, b.src.start(b.lineAfter(b.line, text[:length])))
		default:
			text, attrs = text[:length], append(attrs, found...)
		}
	}
	return text, attrs
}

// withForeign adds to the pieces of a text the constructs of dialects.
func (b *builder) withForeign(text []byte, pieces []piece) []piece {
	var found []piece
	ticks := lastRuns(text)
	next := 0
	for i := 0; i < len(text); {
		for next < len(pieces) && i >= pieces[next].at+len(pieces[next].raw) {
			next++
		}
		switch {
		case next < len(pieces) && i >= pieces[next].at:
			i = pieces[next].at + len(pieces[next].raw)
		case text[i] == '\\':
			i += 2
		case text[i] == '`':
			i = pastCode(text, i, ticks)
		default:
			length := b.foreignAt(text, i, &found)
			i += max(length, 1)
		}
	}
	if len(found) == 0 {
		return pieces
	}
	found = append(found, pieces...)
	slices.SortStableFunc(found, func(a, b piece) int { return a.at - b.at })
	return found
}

// foreignAt adds what is at an offset, and returns its length.
func (b *builder) foreignAt(text []byte, at int, found *[]piece) (length int) {
	for i := range b.in.inlines {
		h := &b.in.inlines[i]
		switch {
		case h.first != text[at]:
		case h.mark != nil:
			if run, opens, closes := h.mark(text, at); opens || closes {
				*found = append(*found, piece{at: insideMark(at, run, opens), delimiter: &delimiter{h.tag, text[at], run, opens, closes}})
				return run
			}
		default:
			if raw, node := h.find(text, at); raw != "" {
				*found = append(*found, piece{at: at, raw: raw, is: aForeigner, node: node})
				return len(raw)
			}
		}
	}
	if bytes.IndexByte([]byte("=^~+"), text[at]) >= 0 {
		return pastRun(text, at) - at
	}
	return 1
}

// watch reports what a text that gomarkdown has read, and the source has as it is, holds of dialects that are not read.
func (b *builder) watch(text []byte) {
	l := &b.leaf
	if b.leaf.inLink > 0 || !bytes.HasPrefix(l.text[l.cursor:], text) {
		return
	}
	for i := range b.in.watched {
		h := &b.in.watched[i]
		for from := 0; from < len(text); {
			next := bytes.IndexByte(text[from:], h.first)
			if next < 0 {
				break
			}
			at := l.cursor + from + next
			is := false
			if h.mark != nil {
				is = isMarked(h, l.text[:l.cursor+len(text)], at)
			} else {
				raw, _ := h.find(l.text, at)
				is = raw != ""
			}
			if is {
				b.hints.add(h.foreign, l.extent.offset(at))
				break
			}
			from += next + 1
		}
	}
}

// isMarked reports whether delimiters at an offset open something that ends in the text.
func isMarked(h *inlineHook, text []byte, at int) bool {
	run, opens, _ := h.mark(text, at)
	if !opens || at > 0 && text[at-1] == h.first {
		return false
	}
	for at += run; at < len(text); {
		next := bytes.IndexByte(text[at:], h.first)
		if next < 0 {
			return false
		}
		at += next
		if _, _, closes := h.mark(text, at); closes {
			return true
		}
		at = pastRun(text, at)
	}
	return false
}
