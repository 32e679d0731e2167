package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark-emoji/definition"
)

// withEmojis gives a text with the emojis that its shortcodes stand for on
// GitHub (https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#using-emojis).
// Other names stay as they are, and so do GitHub's own pictures.
func withEmojis(text string) string {
	var out strings.Builder
	done := 0
	for at := 0; ; {
		open := strings.IndexByte(text[at:], ':')
		if open < 0 {
			break
		}
		open += at
		at = open + 1
		size := strings.IndexFunc(text[at:], func(r rune) bool { return !inShortcode(r) })
		if size <= 0 || text[at+size] != ':' {
			continue
		}
		emoji, found := definition.Github().Get(text[at : at+size])
		end := at + size + 1
		if !found || !emoji.IsUnicode() || isInWord(text[done:open], text[end:]) {
			continue
		}
		out.WriteString(text[done:open] + string(emoji.Unicode))
		at, done = end, end
	}
	if done == 0 {
		return text
	}
	return out.String() + text[done:]
}

func inShortcode(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r == '+' || r == '-'
}

// isInWord reports whether a shortcode is between two texts that make one word
// with it, as in urn:x:y, 10:100:00 and std::x::y.
func isInWord(before, after string) bool {
	left, _ := utf8.DecodeLastRuneInString(before)
	right, _ := utf8.DecodeRuneInString(after)
	return left == ':' && right == ':' || isWordRune(left) && isWordRune(right)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
