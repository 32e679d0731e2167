package render

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() {
	writesBlock(gfm.CodeBlock, func(r *renderer, n *gfm.Node) {
		if b := (codeBlock{n, n.Get("info"), gfm.TextOf(n)}); !r.diagram(b) {
			r.code(b)
		}
	})
}

// codeBlock is a block of code: where it comes from, its info string, its text.
type codeBlock struct {
	node *gfm.Node
	info string
	text string
}

// code writes a code macro (https://confluence.atlassian.com/doc/code-block-macro-139390.html).
func (r *renderer) code(b codeBlock) {
	r.writeAnchorsBefore()
	title := codeTitle(b.info)
	if title != "" && r.o.Editor == CloudEditor {
		// The new editor does not show the macro's title.
		r.place(editor.Paragraph)
		r.startBlock("p")
		r.w.Element("strong", title)
		r.w.End()
	}
	r.place(editor.Code)
	r.w.Line()
	r.w.StartMacro("code")
	if language := macroLanguage(codeLanguage(b.info), r.o.Editor); language != "" {
		r.w.Parameter("language", language)
	}
	if title != "" && r.o.Editor == LegacyEditor {
		r.w.Parameter("title", title)
	}
	if first := firstLine(b.info); first > 0 {
		r.w.Parameter("linenumbers", "true")
		if first > 1 {
			r.w.Parameter("firstline", strconv.Itoa(first))
		}
	}
	r.w.PlainBody(strings.TrimSuffix(b.text, "\n"))
	r.w.End()
}

// htmlLanguage gives the language of <pre lang="go"> or <code class="language-go">, as GitHub reads it.
func htmlLanguage(n *gfm.Node) string {
	info := n.Get("lang")
	n.Descend(func(c *gfm.Node) bool {
		if class := c.Get("class"); c.Is(gfm.Code) && strings.HasPrefix(class, "language-") {
			info = class
		}
		return true
	})
	return info
}

// languagePattern finds the language in an info string: "go", "go title=x", "{.go}", "{.go .numbered}", "rust,ignore", "js{1,3}",
// "language-go".
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
	if !strings.Contains(info, "=") {
		return ""
	}
	match := titlePattern.FindStringSubmatch(info)
	if match == nil {
		return ""
	}
	return strings.TrimSpace(match[1] + match[2] + match[3])
}

// Line numbers are asked for in an info string by words such as "numbered" (kramdown), ".numberLines" (Pandoc), "linenums=1"
// (MkDocs), "showLineNumbers" (Docusaurus), "linenos" (Hugo, Sphinx); some of them, and "startFrom" and "firstline", name the first.
var (
	numberedPattern = regexp.MustCompile(`(?i)(?:^|[\s{,.])(?:numbered|linenos|linenums|line-?numbers|show-?line-?numbers|number-?lines)(?:=["']?(\w+))?(?:["'\s{},]|$)`)
	firstPattern    = regexp.MustCompile(`(?i)(?:^|[\s{,])(?:start-?from|first-?line|linenostart|number-?lines)=["']?(\d{1,6})`)
)

// firstLine gives the number of the first line of a code block, 0 if its lines have no numbers.
func firstLine(info string) int {
	numbered := numberedPattern.FindStringSubmatch(info)
	if numbered == nil || numbered[1] == "false" || numbered[1] == "none" || numbered[1] == "0" {
		return 0
	}
	written := numbered[1]
	if first := firstPattern.FindStringSubmatch(info); first != nil {
		written = first[1]
	}
	if number, err := strconv.Atoi(written); err == nil && number > 0 && number < 1_000_000 {
		return number
	}
	return 1
}
