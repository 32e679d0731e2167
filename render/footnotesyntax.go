package render

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// gomarkdown's CommonMark mode knows no footnotes
// (https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#footnotes):
// it reads "[^1]: word" as the definition of a link and drops it. So "[^1]" is
// put before it as what else has GitHub's precedence: the start of a definition
// as an HTML block, which ends the paragraph, list or quote above it; a
// reference as an HTML tag, but at the start of a line, where that would be a
// block, as an <autolink>. The hook takes the definitions, and a pass over the
// tree gives them their numbers.

// footnote is a definition, and footnoteReference a reference to one, in
// gomarkdown's tree.
type (
	footnote struct {
		ast.Container
		label  string
		number int // in the order of the first references, 0 if there are none
	}
	footnoteReference struct {
		ast.Leaf
		number int
	}
)

// A label with one of the last three cannot be referred to on GitHub either,
// as code, tags and escapes come first.
const footnoteLabel = "\\[\\^([^\\]\\[\\s`<\\\\]+)\\]"

var (
	blockMarkers     = regexp.MustCompile(`^(?:[ \t]*(?:>|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)))*[ \t]*`)
	footnoteStart    = regexp.MustCompile(`(?m)^[ \t>*+\-0-9.)]*` + footnoteLabel + `:`)
	footnoteBrackets = regexp.MustCompile(`^` + footnoteLabel)
	inlineTarget     = regexp.MustCompile(`^\([ \t]*(?:<[^<>\n]*>|[^\s()<][^\s()]*)?(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*\)`)
)

// maxTarget bounds how far the end of a link's destination is looked for.
const maxTarget = 500

// footnoteKey is what the same labels have in common.
func footnoteKey(label string) string { return strings.ToLower(label) }

// footnoteLabels finds what may be the labels of a text's footnotes.
func footnoteLabels(text string) map[string]bool {
	if !strings.Contains(text, "[^") || !strings.Contains(text, "]:") {
		return nil
	}
	labels := map[string]bool{}
	for _, match := range footnoteStart.FindAllStringSubmatch(text, -1) {
		labels[footnoteKey(match[1])] = true
	}
	return labels
}

// protectFootnotes puts stand-ins into a text for the brackets of its footnotes.
func protectFootnotes(text string, labels map[string]bool) string {
	var out strings.Builder
	done, line := 0, 0 // the line's start
	for at := 0; ; at++ {
		next := strings.Index(text[at:], "[^")
		if next < 0 {
			return out.String() + text[done:]
		}
		if newline := strings.LastIndexByte(text[at:at+next], '\n'); newline >= 0 {
			line = at + newline + 1
		}
		at += next
		match := footnoteBrackets.FindStringSubmatch(text[at:])
		if match == nil || !labels[footnoteKey(match[1])] || isEscaped(text[line:at]) {
			continue
		}
		before, after := text[line:at], text[at+len(match[0]):]
		start, end := referenceStart, referenceEnd
		if blockMarkers.FindString(before) == before {
			start, end = lineRefStart, lineRefEnd
		}
		switch {
		case strings.HasPrefix(after, ":") && start == lineRefStart:
			start, end = definitionStart, definitionEnd
		case inlineTarget.MatchString(after[:min(len(after), maxTarget)]), endsInURL(before[max(len(before)-maxTarget, 0):]):
			continue
		}
		out.WriteString(text[done:at] + start + labelMarks.Replace(match[1]) + end)
		done = at + len(match[0])
	}
}

// isEscaped reports whether what follows a text is escaped by it.
func isEscaped(before string) bool {
	return (len(before)-len(strings.TrimRight(before, `\`)))%2 == 1
}

// endsInURL reports whether a text ends in a URL that would go on with a
// bracket.
func endsInURL(before string) bool {
	word := before[strings.LastIndexAny(before, " \t\n")+1:]
	at := strings.LastIndex(word, "://")
	return at >= 0 && !strings.ContainsAny(word[at:], ")>]`\"*")
}

// takeFootnote takes a definition off the start of a text.
func takeFootnote(text []byte) (node ast.Node, inside []byte, consumed int) {
	line, consumed := cutLine(text)
	marked, found := bytes.CutPrefix(bytes.TrimLeft(line, " \t"), []byte(definitionStart))
	label, line, closed := bytes.Cut(marked, []byte(definitionEnd+":"))
	if !found || !closed || indent(text) > 3 {
		return nil, nil, 0
	}
	content := bytes.Clone(bytes.TrimLeft(line, " \t"))
	open := leavesParagraphOpen(content, false)
	blanks := 0
	for at := consumed; at < len(text); {
		line, next := cutLine(text[at:])
		at += next
		if isBlank(line) {
			open = false
			blanks++
			continue
		}
		switch {
		case indent(line) >= 4:
			line = dedent(line)
			open = leavesParagraphOpen(line, open)
		case !open || mayStartBlock(line) && interruptsParagraph(line):
			return &footnote{label: string(label)}, content, consumed
		}
		content = append(content, bytes.Repeat([]byte{'\n'}, blanks+1)...)
		content = append(content, line...)
		blanks = 0
		consumed = at
	}
	return &footnote{label: string(label)}, content, consumed
}

// dedent takes four columns off a line that begins with as many.
func dedent(line []byte) []byte {
	end := 1
	for indent(line[:end]) < 4 {
		end++
	}
	return line[end:]
}

// leavesParagraphOpen reports whether the next line can belong to a line's
// paragraph without being indented as that is.
func leavesParagraphOpen(line []byte, open bool) bool {
	if !open && indent(line) > 3 {
		return false
	}
	line = line[len(blockMarkers.Find(line)):]
	return len(line) > 0 && !mayStartBlock(line) || isParagraph(line) || open && !interruptsParagraph(line)
}

// numberFootnotes puts references into gomarkdown's tree, and gives the
// footnotes that have any, in their order. One inside a definition counts where
// that is written; of definitions with the same label, the first counts.
func numberFootnotes(root ast.Node) []*footnote {
	n := footnoteNumbers{defined: map[string]*footnote{}}
	ast.WalkFunc(root, func(node ast.Node, entering bool) ast.WalkStatus {
		if f, ok := node.(*footnote); ok && entering && n.defined[footnoteKey(f.label)] == nil {
			n.defined[footnoteKey(f.label)] = f
		}
		return ast.GoToNext
	})
	n.visit(root)
	return n.used
}

type footnoteNumbers struct {
	defined map[string]*footnote // by key
	used    []*footnote
}

func (n *footnoteNumbers) visit(parent ast.Node) {
	children := parent.GetChildren()
	for i, c := range children {
		if label, found := referenceLabel(c); found {
			children[i] = n.reference(label)
			children[i].SetParent(parent)
		} else {
			n.visit(c)
		}
	}
}

func (n *footnoteNumbers) reference(label string) ast.Node {
	f := n.defined[footnoteKey(label)]
	if f == nil {
		return &ast.Text{Leaf: ast.Leaf{Literal: []byte("[^" + label + "]")}}
	}
	if f.number == 0 {
		n.used = append(n.used, f)
		f.number = len(n.used)
	}
	return &footnoteReference{number: f.number}
}

// referenceLabel gives the label of what gomarkdown took the stand-ins for. The
// start of a definition in the middle of a paragraph is a reference.
func referenceLabel(n ast.Node) (label string, found bool) {
	var start, end string
	switch node := n.(type) {
	case *ast.Link:
		text, ok := ast.GetFirstChild(node).(*ast.Text)
		if !ok {
			return "", false
		}
		label = string(text.Literal)
		start, end = lineRefStart[1:], lineRefEnd[:len(lineRefEnd)-1]
	case *ast.HTMLSpan:
		label = string(node.Literal)
		start, end = referenceStart, referenceEnd
		if strings.HasPrefix(label, definitionStart) {
			start, end = definitionStart, definitionEnd
		}
	default:
		return "", false
	}
	label, found = strings.CutPrefix(label, start)
	label, closed := strings.CutSuffix(label, end)
	return label, found && closed
}
