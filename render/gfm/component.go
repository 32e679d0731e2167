package gfm

import (
	"bytes"
	"strings"
)

// component is a tag of a component of MDX.
type component struct {
	at    int
	name  string
	ends  bool
	attrs map[string]string
}

// missed returns how a component is called that is missed, "" for tabs, which become sections, and fragments.
func (c component) missed() string {
	switch c.name {
	case "", "Tabs", "TabItem":
		return ""
	}
	return "<" + c.name + ">"
}

// readComponent reads the tag that a text begins with: of a component, whose name begins with a capital, or of a fragment, which has
// none.
func readComponent(text []byte) (length int, tag component) {
	at := 1
	if at < len(text) && text[at] == '/' {
		tag.ends = true
		at++
	}
	start := at
	for at < len(text) && (isWord(rune(text[at])) && text[at] < 0x80 || text[at] == '.' || text[at] == '-') {
		at++
	}
	tag.name = string(text[start:at])
	if at == len(text) || tag.name != "" && (tag.name[0] < 'A' || tag.name[0] > 'Z') || tag.name == "" && text[at] != '>' {
		return 0, component{}
	}
	if rest := text[at]; !isSpace(rest) && rest != '>' && rest != '/' {
		return 0, component{}
	}
	tag.attrs = map[string]string{}
	name := ""
	for limit := min(len(text), at+maxExpression); at < limit; {
		switch c := text[at]; {
		case c == '>':
			return at + 1, tag
		case c == '"' || c == '\'':
			end := bytes.IndexByte(text[at+1:limit], c)
			if end < 0 {
				return 0, component{}
			}
			tag.attrs[name] = string(text[at+1 : at+1+end])
			at += end + 2
		case c == '{':
			end := expressionLength(text[at:limit])
			if end == 0 {
				return 0, component{}
			}
			tag.attrs[name] = strings.Trim(string(text[at+1:at+end-1]), " \t\n\"'`")
			at += end
		case isSpace(c) || c == '=' || c == '/':
			at++
		case c == '<' || c == '`':
			return 0, component{}
		default:
			start := at
			for at < limit && !isSpace(text[at]) && strings.IndexByte("=/>{\"'<`", text[at]) < 0 {
				at++
			}
			name = string(text[start:at])
		}
	}
	return 0, component{}
}

// maxExpression is how long a tag or an expression may be.
const maxExpression = 8 << 10

// expressionLength returns the length of the expression that a text begins with, 0 if it has no end.
func expressionLength(text []byte) int {
	depth := 0
	for at := 0; at < len(text); at++ {
		switch c := text[at]; c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return at + 1
			}
		case '\'', '"', '`':
			if end := bytes.IndexByte(text[at+1:], c); end >= 0 && bytes.IndexByte(text[at+1:at+1+end], '\n') < 0 {
				at += end + 1
			}
		}
	}
	return 0
}
