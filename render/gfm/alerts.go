package gfm

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gomarkdown/markdown/ast"
)

// The elements of alerts and their titles. The attribute kind of an alert is one of GitHub's kinds, in lower case.
var (
	Alert      = own(Tag{Name: "blockquote", Block: true})
	AlertTitle = own(Tag{Name: "p", Block: true})
)

// alertKinds are those that GitHub knows
// (https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts).
var alertKinds = set(`note tip important warning caution`)

// otherKinds are those of other tools, by the kind of GitHub's that comes nearest. Those that are no more than another word for it
// need no title that says so.
var otherKinds = map[string]struct {
	kind string
	same bool
}{
	"info": {"note", true}, "hint": {"tip", true}, "attention": {"warning", true}, "danger": {"caution", true}, "error": {"caution", true},
	"success": {"tip", false}, "check": {"tip", false}, "done": {"tip", false},
	"failure": {"caution", false}, "fail": {"caution", false}, "missing": {"caution", false}, "bug": {"caution", false},
}

// panel is what is to be known of an alert of another tool than GitHub.
type panel struct {
	kind   string // as it is written, in lower case; may be ""
	title  []byte // as it is written; nil if there is none
	bare   bool   // there is to be no title
	at     int    // the offset of the title in the source
	folded bool   // it can be folded
	empty  bool   // there is nothing in it
	attrs  []Attr
}

// panel builds an alert, or a section that can be folded, with what is in a node.
func (b *builder) panel(p panel, n ast.Node) {
	kind, byName := p.kind, false
	if !alertKinds[kind] {
		other, known := otherKinds[kind]
		kind, byName = "note", !other.same && p.kind != ""
		if known {
			kind = other.kind
		}
	}
	pos := b.src.start(b.line)
	name := ""
	if byName || p.folded || p.empty {
		name = capitalized(p.kind)
	}
	whole, title := Alert, AlertTitle
	attrs := append([]Attr{{"kind", kind}}, p.attrs...)
	if p.folded {
		whole, title = Details, Summary
		attrs = p.attrs
	}
	b.open(whole, pos, attrs...)
	switch {
	case len(p.title) > 0:
		b.open(title, p.at)
		b.inlines(extent{src: b.src, still: b.still, text: p.title, line: b.line, measured: true, delta: p.at}, p.title)
		b.close(title)
	case name != "" && !p.bare:
		b.open(title, pos)
		b.text(name)
		b.close(title)
	}
	b.blocks(n, false)
	b.close(whole)
}

// capitalized returns the name of a kind as a title.
func capitalized(kind string) string {
	first, size := utf8.DecodeRuneInString(kind)
	return string(unicode.ToUpper(first)) + strings.ReplaceAll(kind[size:], "-", " ")
}

var hasTitledAlerts = foreign{in: GitLab | Obsidian, like: "an alert with a title (> [!note] Title)", signs: []string{"> [!", ">[!"}}

// alertStart is the first line of an alert. Only Obsidian knows titles with + or -, by which it can be folded.
var alertStart = regexp.MustCompile(`^\[!([A-Za-z][\w-]*)(?:\|[^\]]*)?\]([+-]?)(?:[ \t]+|$)`)

// alert builds the alert that a quote is, if its first line, which is not shown, is "[!NOTE]", and there is more. On GitHub, the line
// has nothing else, and the alert is in nothing else.
func (b *builder) alert(n ast.Node) bool {
	first, ok := ast.GetFirstChild(n).(*ast.Paragraph)
	if !ok || !bytes.HasPrefix(first.Content, []byte("[!")) {
		return false
	}
	line, next := cutLine(first.Content)
	match := alertStart.FindSubmatchIndex(trimRight(line))
	if match == nil {
		return false
	}
	kind := strings.ToLower(string(line[match[2]:match[3]]))
	fold := string(line[match[4]:match[5]])
	p := panel{kind: kind, title: trimRight(line[match[1]:]), folded: fold != ""}
	isEmpty := next == len(first.Content) && len(n.GetChildren()) == 1
	isGitHubs := alertKinds[kind] && match[1] == match[3]+1 && len(p.title) == 0 && !isEmpty && b.isOutermost(b.starts[b.next-1].place)
	switch {
	case isGitHubs:
		p.bare = true
	case b.options.Dialects&hasTitledAlerts.in != 0:
		at := int(b.starts[b.next].line)
		p.at = b.src.start(at) + strings.LastIndex(b.src.line(at), string(p.title))
	default:
		if b.options.Hint && (len(p.title) > 0 || !isEmpty) && (alertKinds[kind] || otherKinds[kind].kind != "") && b.isOutermost(b.starts[b.next-1].place) {
			b.hints.add(hasTitledAlerts, b.src.start(b.line))
		}
		return false
	}
	p.empty = isEmpty
	b.strip = next
	b.panel(p, n)
	return true
}

// isOutermost reports whether a place is in no quote, item or the like.
func (b *builder) isOutermost(at int32) bool {
	for at > 0 {
		if _, is := b.places[at].node.(*snippet); !is {
			return false
		}
		at = b.places[at].outer
	}
	return true
}
