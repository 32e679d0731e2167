package gfm

import (
	"bytes"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// The elements of code. Markdown's code blocks have their info string as the attribute info, and as the attribute written how it is
// written, if that has backslashes; a <pre> may have other elements in it.
var (
	Code         = element(Tag{Name: "code"}, "kbd", "samp", "tt")
	CodeBlock    = own(Tag{Name: "pre", Block: true, Visible: true})
	Preformatted = element(Tag{Name: "pre", Block: true})
)

func init() {
	builds(buildCode)
	builds(buildCodeBlock)
}

func buildCode(b *builder, n *ast.Code) {
	b.open(Code, -1)
	b.text(b.leaf.guarded.verbatim(n.Literal))
	b.close(Code)
	b.leaf.passCode()
}

// wordsAndCode builds a text that has nothing but words and code between single backticks.
func (b *builder) wordsAndCode(text []byte) {
	for {
		start := bytes.IndexByte(text, '`')
		if start < 0 {
			break
		}
		b.text(string(text[:start]))
		code := text[start+1:]
		end := bytes.IndexByte(code, '`')
		text, code = code[end+1:], bytes.ReplaceAll(code[:end], []byte{'\n'}, []byte{' '})
		if len(code) > 1 && code[0] == ' ' && code[len(code)-1] == ' ' && !isBlank(code) {
			code = code[1 : len(code)-1]
		}
		b.open(Code, -1)
		b.text(string(code))
		b.close(Code)
	}
	b.text(string(text))
}

func buildCodeBlock(b *builder, n *ast.CodeBlock) {
	text := b.unmarked(n.Literal)
	if place := int(b.starts[b.next-1].place); place > 0 || n.FenceOffset > 0 || b.toRead != b.src.text {
		text = b.codeLines(n, place)
	}
	info, written := b.info(n)
	if language, _, _ := strings.Cut(info, " "); strings.EqualFold(language, "math") {
		b.formulaBlock(strings.Trim(string(text), "\n"), string(text))
		return
	}
	var attrs []Attr
	if info != "" {
		attrs = []Attr{{"info", info}}
	}
	if strings.Contains(written, `\`) {
		attrs = append(attrs, Attr{"written", written})
	}
	b.open(CodeBlock, b.src.start(b.line), attrs...)
	b.text(string(text))
	b.close(CodeBlock)
}

// codeLines takes the lines of code from the source: gomarkdown makes blanks of their tabs, and drops the blanks of lines that
// have nothing else.
func (b *builder) codeLines(n *ast.CodeBlock, place int) []byte {
	var text []byte
	line, indent := b.line, 4
	if n.IsFenced {
		line, indent = line+1, n.FenceOffset
	}
	for rest := b.unmarked(n.Literal); len(rest) > 0; line++ {
		parsed, next := cutLine(rest)
		rest = rest[next:]
		written := b.inside(line, place).skip(indent).String()
		if !sameButBlanks(written, string(parsed)) {
			written = string(parsed)
		}
		text = append(append(text, written...), '\n')
	}
	return text
}

// info returns the info string of a code block, and how it is written. gomarkdown takes the braces off one such as {.go}.
func (b *builder) info(n *ast.CodeBlock) (info, written string) {
	info = string(n.Info)
	fence := strings.TrimLeft(b.src.line(b.line), " \t")
	if at := strings.Index(fence, strings.Repeat(string(n.FenceChar), max(n.FenceLength, 1))); n.IsFenced && at >= 0 {
		written = strings.TrimSpace(fence[at+n.FenceLength:])
		if strings.HasPrefix(written, "{") && strings.HasSuffix(written, "}") && !strings.HasPrefix(info, "{") {
			info = "{" + info + "}"
		}
	}
	return info, written
}

// sameButBlanks reports whether two lines have the same characters but for blanks and tabs.
func sameButBlanks(a, b string) bool {
	return strings.TrimLeft(a, " \t") == strings.TrimLeft(b, " \t") || blanks.Replace(a) == blanks.Replace(b)
}

var blanks = strings.NewReplacer(" ", "", "\t", "")
