package render

import (
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"
)

// codeAttr marks a <pre> that is Markdown's, infoAttr has its info string.
const (
	codeAttr = "data-code"
	infoAttr = "data-info"
)

func (b *treeBuilder) code(n *ast.CodeBlock) {
	b.open("pre", codeAttr, "true", infoAttr, shown(n.Info))
	b.text("\n" + verbatim(n.Literal)) // HTML drops a line break at the start
	b.close("pre")
}

// code writes a code block, or preformatted HTML, as a code macro
// (https://confluence.atlassian.com/doc/code-block-macro-139390.html).
func (r *renderer) code(n *html.Node) {
	r.noteAnchorsIn(n)
	if !hasInk(n) {
		return
	}
	r.flushAnchorsBefore()
	info := infoString(n)
	title := codeTitle(info)
	if title != "" && r.o.Editor == CloudEditor {
		// The new editor does not show the macro's title.
		r.w.Line()
		r.w.Start("p")
		r.w.Element("strong", title)
		r.w.End()
	}
	r.w.Line()
	r.w.StartMacro("code")
	if language := macroLanguage(codeLanguage(info), r.o.Editor); language != "" {
		r.w.Parameter("language", language)
	}
	if title != "" && r.o.Editor == LegacyEditor {
		r.w.Parameter("title", title)
	}
	r.w.PlainBody(strings.TrimSuffix(textOf(n), "\n"))
	r.w.End()
}

// infoString gives what follows the fence of a code block. HTML names the
// language as GitHub reads it: <pre lang="go"> or <code class="language-go">.
func infoString(n *html.Node) string {
	info := attr(n, infoAttr) + attr(n, "lang")
	for c := range n.Descendants() {
		if class := attr(c, "class"); is(c, "code") && strings.HasPrefix(class, "language-") {
			info = class
		}
	}
	return info
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
