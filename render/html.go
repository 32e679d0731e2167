package render

import (
	"cmp"
	"fmt"
	"strings"

	nethtml "golang.org/x/net/html"
)

// gate lets raw HTML into the tree: elements that storage format has words
// for pass, with the attributes that mean something there; of all others only
// the text does. GitHub sanitizes HTML in much the same way
// (https://github.com/github/markup#github-markup).
type gate struct {
	b        *treeBuilder
	closed   bool            // nothing passes but text
	depth    map[string]int  // open elements by name
	open     int             // open elements in all
	hiding   bool            // what comes is inside an unseen or lost element
	reported map[string]bool // what has been reported once
}

// passing elements, and the element of the tree that each becomes.
var passing = passingAs(map[string]string{
	"": `p br hr pre blockquote h1 h2 h3 h4 h5 h6 ul ol li dl dt dd
		table caption thead tbody tfoot tr th td
		b strong i em cite dfn var u ins s strike del sub sup code kbd samp tt
		a img details summary div span`, // themselves
	"div":  `center section article aside header footer main nav figure figcaption address hgroup`,
	"span": `font small big abbr acronym mark q time label bdi bdo picture ruby rt rp`,
})

// passingAttributes are the attributes that any element may keep.
var passingAttributes = set(`href src alt title width height align id name start colspan rowspan lang class`)

var (
	// unseen elements are not shown by GitHub, with all that is in them.
	unseen = set(`script style template`)

	// lost elements show something that a page cannot have.
	lost = set(`iframe object embed svg canvas math video audio applet frameset noembed noframes`)

	// silent elements go without a trace, but for the text in them.
	silent = set(`html head body meta link base title source track wbr nobr noscript col colgroup
		form fieldset legend button input select option optgroup textarea output datalist
		data map area param dialog menu search slot progress meter xmp plaintext rb rtc`)

	// void elements have no content and no end tag.
	void = set(`br hr img`)

	// impliedEnd elements need no end tag, so an open one tells nothing of depth.
	impliedEnd = set(`br hr img p li dt dd tr td th thead tbody tfoot`)
)

// hidden is the element of the tree whose content is not shown.
const hidden = "hidden"

// maxOpen bounds the open elements, since HTML parsers bound nesting.
const maxOpen = 80

func passingAs(names map[string]string) map[string]string {
	all := map[string]string{}
	for as, list := range names {
		for name := range strings.FieldsSeq(list) {
			all[name] = cmp.Or(as, name)
		}
	}
	return all
}

func set(names string) map[string]bool {
	all := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		all[name] = true
	}
	return all
}

// block lets in a block of HTML.
func (g *gate) block(source string, line int) {
	if g.closed {
		g.b.open("p")
		g.b.text(source)
		g.b.close("p")
		return
	}
	g.tokens(source, line)
	g.show()
}

// span lets in a single tag inside a paragraph.
func (g *gate) span(source string, line int) {
	if g.closed {
		g.b.text(source)
		return
	}
	g.tokens(source, line)
}

func (g *gate) tokens(source string, line int) {
	z := nethtml.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		raw := string(z.Raw())
		if kind == nethtml.ErrorToken {
			g.b.text(source) // a tag without an end is text to the reader
			return
		}
		token := z.Token()
		switch kind {
		case nethtml.TextToken:
			g.b.text(token.Data)
		case nethtml.EndTagToken:
			g.endTag(token.Data)
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			g.startTag(token, raw, line)
		case nethtml.CommentToken:
			if whole := g.comment(source, line); whole != raw {
				raw = whole
				z = nethtml.NewTokenizer(strings.NewReader(source[len(raw):]))
			}
		}
		line += strings.Count(raw, "\n")
		source = source[len(raw):]
	}
}

// comment gives the whole of the comment that a text begins with. Processing
// instructions and CDATA sections are comments too, which HTML ends too early.
func (g *gate) comment(source string, line int) string {
	start, end := "<!", ">"
	for _, kind := range [][2]string{{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}} {
		if strings.HasPrefix(source, kind[0]) {
			start, end = kind[0], kind[1]
		}
	}
	if strings.HasPrefix(source, "<!-->") || strings.HasPrefix(source, "<!--->") {
		end, start = ">", ""
	}
	at := strings.Index(source[len(start):], end)
	if at < 0 {
		g.report(line, start, fmt.Sprintf("nothing after this %s is shown, since no %s ends it: add one", start, end))
		return source
	}
	return source[:len(start)+at+len(end)]
}

func (g *gate) startTag(token nethtml.Token, raw string, line int) {
	name := token.Data
	tag, passes := passing[name]
	switch {
	case unseen[name], lost[name]:
		if lost[name] {
			g.report(line, name, fmt.Sprintf("<%s> cannot be shown on a page: link to what it shows instead", name))
		}
		g.b.open(hidden)
		g.hiding = true
		if token.Type == nethtml.SelfClosingTagToken {
			g.show()
		}
		return
	case !passes:
		if !silent[name] {
			g.report(line, name, fmt.Sprintf("<%[1]s> is no HTML element, so neither GitHub nor Confluence shows it: put it in backticks (`<%[1]s>`) if it is meant to be read", raw[1:1+len(name)]))
		}
		return
	case !impliedEnd[name]:
		if g.open >= maxOpen {
			g.report(line, "depth", fmt.Sprintf("<%s> and what follows is nested too deeply and loses its form: close what is open", name))
			return
		}
		g.count(name, 1)
	}
	g.b.open(tag, g.attributes(token, line)...)
	if token.Type == nethtml.SelfClosingTagToken && !void[name] {
		g.endTag(name)
	}
}

func (g *gate) endTag(name string) {
	tag, passes := passing[name]
	switch {
	case unseen[name], lost[name]:
		g.show()
	case name == "br": // as HTML reads </br>
		g.b.open("br")
	case passes && !void[name]:
		if g.depth[name] > 0 {
			g.count(name, -1)
		}
		g.b.close(tag)
	}
}

// show ends what is hidden.
func (g *gate) show() {
	if g.hiding {
		g.b.close(hidden)
		g.hiding = false
	}
}

func (g *gate) count(name string, by int) {
	if g.depth == nil {
		g.depth = map[string]int{}
	}
	g.depth[name] += by
	g.open += by
}

func (g *gate) attributes(token nethtml.Token, line int) []string {
	var kept []string
	o := origin{line: line}
	if token.Data == "center" {
		kept = append(kept, "align", "center")
	}
	for _, a := range token.Attr {
		if passingAttributes[a.Key] {
			kept = append(kept, a.Key, a.Val)
		}
		if a.Key == "href" || a.Key == "src" {
			o.text = a.Val
		}
	}
	return append(kept, originAttr, g.b.from(o))
}

// report reports once for each kind of offence in a document.
func (g *gate) report(line int, kind, message string) {
	if g.reported[kind] || g.hiding {
		return
	}
	if g.reported == nil {
		g.reported = map[string]bool{}
	}
	g.reported[kind] = true
	g.b.report(line, RuleHTML, message)
}
