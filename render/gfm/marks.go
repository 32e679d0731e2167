package gfm

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Marks are what other tools have besides emphasis: ==highlighted== (Material and Obsidian), ^^inserted^^, ^superscript^ and
// ~subscript~ (Material).

func init() {
	onInline(inlineHook{foreign: foreign{in: MkDocs | Obsidian, like: "==marked text=="}, first: '=', mark: pairMark('='), tag: Highlight})
	onInline(inlineHook{foreign: foreign{in: MkDocs, like: "^^inserted text^^"}, first: '^', mark: pairMark('^'), tag: Underline})
	onInline(inlineHook{foreign: foreign{in: MkDocs}, first: '^', mark: singleMark('^'), tag: Sup})
	builds(buildMarked)
	onInline(inlineHook{foreign: foreign{in: Subscript}, first: '~', mark: singleMark('~'), tag: Sub})
}

func buildMarked(b *builder, n *marked) {
	if slices.Contains(b.marks, n.tag) {
		b.children(n)
		return
	}
	b.marks = append(b.marks, n.tag)
	b.open(n.tag, -1)
	b.children(n)
	b.close(n.tag)
	b.marks = b.marks[:len(b.marks)-1]
}

// pairMark finds delimiters of two characters, with a word on their one side and none on the other.
func pairMark(char byte) func(text []byte, at int) (run int, opens, closes bool) {
	return func(text []byte, at int) (run int, opens, closes bool) {
		if run = pastRun(text, at) - at; run != 2 {
			return run, false, false
		}
		before, _ := utf8.DecodeLastRune(text[:at])
		after, _ := utf8.DecodeRune(text[at+run:])
		opens = at+run < len(text) && !unicode.IsSpace(after) && !(at > 0 && isWord(before))
		closes = at > 0 && !unicode.IsSpace(before) && !(at+run < len(text) && isWord(after))
		return run, opens, closes
	}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// singleMark finds delimiters of one character, with no blank between them.
func singleMark(char byte) func(text []byte, at int) (run int, opens, closes bool) {
	isDelimiter := func(text []byte, at int) bool {
		return text[at] == char && !(at+1 < len(text) && text[at+1] == char) && !(at > 0 && (text[at-1] == char || text[at-1] == '\\' || text[at-1] == '['))
	}
	return func(text []byte, at int) (run int, opens, closes bool) {
		if !isDelimiter(text, at) {
			return pastRun(text, at) - at, false, false
		}
		for i := at - 1; i >= max(at-maxSingle, 0) && !isSpace(text[i]); i-- {
			if isDelimiter(text, i) {
				closes = i < at-1
				break
			}
		}
		if closes {
			return 1, false, true
		}
		for i := at + 1; i < min(at+maxSingle, len(text)) && !isSpace(text[i]); i++ {
			if isDelimiter(text, i) {
				return 1, i > at+1, false
			}
		}
		return 1, false, false
	}
}

// maxSingle is how far apart single delimiters may be.
const maxSingle = 100
