package draw

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
)

// code draws the code macro: coloured, a line at a time, so that the page can number lines without putting the numbers
// into the text.
func (d *drawer) code(n *node) {
	title, language := n.parameter("title"), n.parameter("language")
	lexer := lexerFor(language)
	if n.parameter("collapse") == "true" {
		d.open("details", class("expand"))
		d.element("summary", cmp.Or(title, "Expand source"))
		defer d.close("details")
		title = ""
	}
	d.open("figure", class("code"))
	if title != "" || lexer != nil {
		d.open("figcaption")
		if title != "" {
			d.element("span", title, class("code-title"))
		}
		if lexer != nil {
			d.element("span", lexer.Config().Name, class("code-language"))
		}
		d.close("figcaption")
	}
	d.open("pre", class(d.numbering(n)...))
	d.open("code")
	d.highlight(lexer, n.plainText())
	d.close("code")
	d.close("pre")
	d.close("figure")
}

// Source draws text of a language in colours, a line at a time, for the inside of a pre element. Without a language that
// is known it is drawn plain.
func Source(language, text string) template.HTML {
	d := &drawer{}
	d.highlight(lexerFor(language), text)
	return template.HTML(d.html)
}

// plainText is a macro's plain body.
func (n *node) plainText() string {
	if body := n.child("ac:plain-text-body"); body != nil {
		return body.content()
	}
	if body := n.child("ac:rich-text-body"); body != nil {
		return body.content()
	}
	return ""
}

func (d *drawer) numbering(n *node) []string {
	if n.parameter("linenumbers") != "true" {
		return nil
	}
	first, err := strconv.Atoi(n.parameter("firstline"))
	if err != nil || first < 0 || first > 1_000_000 {
		first = 1
	}
	return []string{"numbered", d.styles.class("first-line", strconv.Itoa(first-1))}
}

func (d *drawer) highlight(lexer chroma.Lexer, source string) {
	if lexer == nil || len(source) > largestHighlight || d.coloured > highlightTime {
		d.plainLines(source)
		return
	}
	start := time.Now()
	lines, err := tokens(lexer, source, start.Add(highlightTime-d.coloured))
	d.coloured += time.Since(start)
	if err != nil {
		d.plainLines(source)
		return
	}
	for _, line := range lines {
		d.open("span", class("line"))
		for _, token := range line {
			d.token(token)
		}
		d.close("span")
	}
}

func (d *drawer) token(t chroma.Token) {
	if kind := tokenClass(t.Type); kind != "" {
		d.element("span", t.Value, class(kind))
		return
	}
	d.say(t.Value)
}

func (d *drawer) plainLines(source string) {
	for line := range strings.Lines(source) {
		d.element("span", line, class("line"))
	}
}
