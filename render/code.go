package render

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"
)

// codeBlock is a code block of Markdown. Its text is not part of the tree.
type codeBlock struct{ info, text string }

// codeAttr holds the index of the code block that a <pre> stands for.
const codeAttr = "data-code"

func (b *treeBuilder) code(n *ast.CodeBlock) {
	b.open("pre", codeAttr, strconv.Itoa(len(b.codes)))
	b.close("pre")
	b.codes = append(b.codes, codeBlock{shown(n.Info), verbatim(n.Literal)})
}

// code writes a code block, or preformatted HTML, as a code macro
// (https://confluence.atlassian.com/doc/code-block-macro-139390.html).
func (r *renderer) code(n *html.Node) {
	r.noteAnchorsIn(n)
	if !hasInk(n) {
		return
	}
	r.flushAnchorsBefore()
	block := r.codeBlock(n)
	title := codeTitle(block.info)
	if title != "" && r.o.Editor == CloudEditor {
		// The new editor does not show the macro's title.
		r.line()
		r.w.Start("p")
		r.w.Element("strong", title)
		r.w.End()
	}
	r.line()
	r.w.StartMacro("code")
	if language := macroLanguage(codeLanguage(block.info), r.o.Editor); language != "" {
		r.w.Parameter("language", language)
	}
	if title != "" && r.o.Editor == LegacyEditor {
		r.w.Parameter("title", title)
	}
	r.w.PlainBody(strings.TrimSuffix(block.text, "\n"))
	r.w.End()
}

// codeBlock gives the code block that a <pre> is. One of HTML names its
// language as GitHub reads it: <pre lang="go"> or <code class="language-go">.
func (r *renderer) codeBlock(n *html.Node) codeBlock {
	if i, err := strconv.Atoi(attr(n, codeAttr)); err == nil {
		return r.doc.codes[i]
	}
	block := codeBlock{attr(n, "lang"), textOf(n)}
	for c := range n.Descendants() {
		if class := attr(c, "class"); is(c, "code") && strings.HasPrefix(class, "language-") {
			block.info = class
		}
	}
	return block
}

// languagePattern finds the language in an info string: "go", "go title=x",
// "{.go}", "{.go .numbered}", "rust,ignore", "js{1,3}", "language-go".
var languagePattern = regexp.MustCompile(`^\{?\s*\.?(?:language-|lang-)?([^\s{}:,;=]+)`)

func codeLanguage(info string) string {
	match := languagePattern.FindStringSubmatch(strings.TrimSpace(info))
	if match == nil {
		return ""
	}
	return strings.ToLower(match[1])
}

var titlePattern = regexp.MustCompile(`(?:^|[\s{,])(?:title|filename|file)=(?:"([^"]*)"|'([^']*)'|([^\s"'{},]+))`)

// codeTitle finds a title in an info string: ```go title="main.go".
func codeTitle(info string) string {
	match := titlePattern.FindStringSubmatch(info)
	if match == nil {
		return ""
	}
	return strings.TrimSpace(match[1] + match[2] + match[3])
}
