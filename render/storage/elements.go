package storage

import "strings"

// marker is the element around the text that an inline comment is about; its ac:ref names the comment. One comment has
// several where its text runs over the borders of blocks or of formatting.
const marker = "ac:inline-comment-marker"

// role tells what an element does with the text in it and around it.
type role uint8

const (
	block   role = iota // begins and ends a line
	inline              // stands in a line, with its content
	object              // is one thing in a line, such as a picture
	lineEnd             // <br />
	macro               // is a thing in a line or between lines, by its place; its bodies are blocks
	code                // begins and ends a line and holds plain text
	hidden              // holds nothing that is text of the page
)

var roles = map[string]role{
	marker: inline, "ac:link": inline, "ac:link-body": inline, "ac:plain-text-link-body": inline,
	"a": inline, "abbr": inline, "b": inline, "big": inline, "cite": inline, "code": inline, "del": inline, "dfn": inline,
	"em": inline, "font": inline, "i": inline, "ins": inline, "kbd": inline, "mark": inline, "q": inline, "s": inline,
	"samp": inline, "small": inline, "span": inline, "strike": inline, "strong": inline, "sub": inline, "sup": inline,
	"tt": inline, "u": inline, "var": inline,
	"ac:image": object, "ac:emoticon": object, "img": object, "time": object,
	"br":                  lineEnd,
	"ac:structured-macro": macro, "ac:macro": macro,
	"ac:plain-text-body": code,
	"ac:rich-text-body":  block, "ac:task-list": block, "ac:task": block, "ac:task-body": block,
	"ac:layout": block, "ac:layout-section": block, "ac:layout-cell": block,
}

// roleOf returns the role of an element. Of those that it does not know, HTML's are blocks, and Confluence's are hidden.
func roleOf(name string) role {
	if r, ok := roles[name]; ok {
		return r
	}
	if strings.IndexByte(name, ':') >= 0 {
		return hidden
	}
	return block
}

// endsLine reports whether an element, in others, begins and ends a line. A macro does where it does not stand in text.
func endsLine(name string, in []string) bool {
	switch roleOf(name) {
	case block, code:
		return true
	case macro:
		return !holdsText(innermost(in))
	}
	return false
}

// holdsText reports whether an element holds text and what stands in it rather than blocks.
func holdsText(name string) bool {
	switch name {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "pre":
		return true
	}
	return roleOf(name) == inline
}

// spaceCounts reports whether all white space in an element can be seen.
func spaceCounts(name string) bool {
	return name == "pre" || name == "code" || name == "ac:plain-text-body"
}

// innermost returns the last of the open elements, "" if there is none.
func innermost(open []string) string {
	if len(open) == 0 {
		return ""
	}
	return open[len(open)-1]
}
