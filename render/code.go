package render

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// code writes a code block, or preformatted HTML, as a code macro
// (https://confluence.atlassian.com/doc/code-block-macro-139390.html).
func (r *renderer) code(n *html.Node) {
	r.flushAnchorsBefore()
	info, text := "", ""
	if block := r.doc.origin(n).code; block != nil {
		info, text = shown(block.Info), verbatim(block.Literal)
	} else {
		info, text = preformatted(n)
		if text == "" {
			return
		}
	}
	title := codeTitle(info)
	if title != "" && r.o.Editor == CloudEditor {
		// The new editor does not show the macro's title.
		r.line()
		r.w.Start("p")
		r.w.Element("strong", title)
		r.w.End()
	}
	r.line()
	r.w.StartMacro("code")
	if language := macroLanguage(codeLanguage(info), r.o.Editor); language != "" {
		r.w.Parameter("language", language)
	}
	if title != "" && r.o.Editor == LegacyEditor {
		r.w.Parameter("title", title)
	}
	r.w.PlainBody(strings.TrimSuffix(text, "\n"))
	r.w.End()
}

// preformatted gives the text of <pre>, and the language it names as GitHub
// reads it: <pre lang="go"> or <code class="language-go">.
func preformatted(n *html.Node) (info, text string) {
	info = attr(n, "lang")
	for c := range n.Descendants() {
		if class := attr(c, "class"); is(c, "code") && strings.HasPrefix(class, "language-") {
			info = class
		}
	}
	return info, textOf(n)
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
