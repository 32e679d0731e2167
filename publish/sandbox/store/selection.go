package store

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pagewright/pagewright/publish/sandbox/markup"
)

// Selection is a text that people see on a page (SPEC2 POST /inline-comments, inlineCommentProperties).
type Selection struct {
	Text  string
	Count int // how often the page has the text; 0: it does not matter
	Index int // which of them is meant, from 0
}

// inlineElements do not end a line of text.
var inlineElements = []string{
	"a", "b", "big", "code", "del", "em", "i", "s", "small", "span", "strong", "sub", "sup", "u",
	"ac:inline-comment-marker", "ac:link", "ac:link-body",
}

// unmarkable elements hold text that is no part of the page's own, or that can hold no marker.
var unmarkable = []string{
	"ac:parameter", "ac:plain-text-body", "ac:plain-text-link-body", "ac:task-id", "ac:task-uuid", "ac:task-status", "ac:adf-attribute",
}

// letter is a character that people see, with its place in the body; character 0 is the end of a line.
type letter struct {
	character rune
	at, end   int
}

// mark puts the marker of an inline comment round the selection. Where that runs over several elements, each part of it
// gets a marker.
func (on Selection) mark(body, ref string) (string, error) {
	letters := visibleLetters(body)
	wanted := []rune(strings.Map(evenSpace, on.Text))
	var found []int
	for i := 0; len(wanted) > 0 && i+len(wanted) <= len(letters); i++ {
		if slices.EqualFunc(wanted, letters[i:i+len(wanted)], func(r rune, l letter) bool { return r == l.character }) {
			found = append(found, i)
			i += len(wanted) - 1
		}
	}
	if on.Count > 0 && on.Count != len(found) || on.Index < 0 || on.Index >= len(found) {
		return "", &Error{Rule: SelectionNotFound, What: on.Text, Current: len(found)}
	}
	var b strings.Builder
	from := 0
	for part := letters[found[on.Index]:][:len(wanted)]; len(part) > 0; {
		n := 1
		for n < len(part) && part[n].at == part[n-1].end {
			n++
		}
		at, end := part[0].at, part[n-1].end
		b.WriteString(body[from:at] + `<ac:inline-comment-marker ac:ref="` + ref + `">` + body[at:end] + `</ac:inline-comment-marker>`)
		from, part = end, part[n:]
	}
	return b.String() + body[from:], nil
}

func evenSpace(r rune) rune {
	if unicode.IsSpace(r) {
		return ' '
	}
	return r
}

func visibleLetters(body string) []letter {
	var letters []letter
	hidden := 0 // depth of the element that hides
	for token := range markup.Tokens(body) {
		switch {
		case hidden > 0:
			if token.Kind == markup.End && token.Depth == hidden {
				hidden = 0
			}
		case token.Kind == markup.Start && slices.Contains(unmarkable, token.Name):
			hidden = token.Depth
		case token.Kind == markup.Text && !strings.HasPrefix(token.Raw, "<![CDATA["):
			letters = append(letters, spelled(token)...)
		case (token.Kind == markup.Start || token.Kind == markup.End) && !slices.Contains(inlineElements, token.Name):
			letters = append(letters, letter{})
		}
	}
	return letters
}

// spelled returns the letters of a text, of which an entity is one.
func spelled(token markup.Token) []letter {
	var letters []letter
	for i := 0; i < len(token.Raw); {
		piece := token.Raw[i:]
		if end := strings.IndexByte(piece, ';'); piece[0] == '&' && end > 0 {
			piece = piece[:end+1]
		} else {
			_, size := utf8.DecodeRuneInString(piece)
			piece = piece[:size]
		}
		for _, r := range html.UnescapeString(piece) {
			letters = append(letters, letter{evenSpace(r), token.At + i, token.At + i + len(piece)})
		}
		i += len(piece)
	}
	return letters
}
