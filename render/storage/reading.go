package storage

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// Reading returns a body as lines for people to read and compare: what a reader sees, with a mark before headings, list
// items, quotes and tasks, the cells of a table's row side by side, and pictures, links without a text of their own and
// macros without a body by their names. Of a body that is not well-formed, at most what is before the fault is returned.
func Reading(body string) []string { return read(body).lines }

// Link is a link on a page.
type Link struct {
	Text string
	To   string // an address, the title of a page or the name of a file, with #anchor if there is one
}

// Links returns the links of a body in their order.
func Links(body string) []Link { return read(body).links }

func read(body string) *reading {
	r := &reading{scanner: scanner{body: Canonical(body), named: htmlEntities}}
	for {
		t, err := r.scanner.next()
		if err != nil {
			r.endLine()
			return r
		}
		raw := r.scanner.body[t.from:t.to]
		switch t.kind {
		case textToken:
			r.text(unescape(raw))
		case cdataToken: // only in a body that is not well-formed
			r.text(unescapeCDATA(raw))
		case startToken:
			r.start(t.name)
		case endToken:
			r.end(t.name)
		}
	}
}

type reading struct {
	scanner  scanner
	lines    []string
	line     []byte
	mark     string // to begin the next line with
	hiding   int    // how many elements are open down to the one whose text is not seen, 0 if there is none
	verbatim int    // how many elements are open whose white space is seen
	lists    []int  // of the lists that are open: the number of the next item, 0 where items have none
	quotes   int    // quotes that are open
	inRow    int    // rows of tables that are open
	link     Link   // that is open
	anchor   string // of it
	links    []Link
	status   bool // whether a task's status is being read
	macros   []openMacro
	seen     int // pieces of text
}

type openMacro struct {
	name string
	seen int // pieces of text before it
}

func (r *reading) start(name string) {
	depth := len(r.scanner.open)
	if r.hiding > 0 {
		return
	}
	r.border(name, r.scanner.open[:depth-1])
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.mark = strings.Repeat("#", int(name[1]-'0')) + " "
	case "ul":
		r.lists = append(r.lists, 0)
	case "ol":
		first, err := strconv.Atoi(r.scanner.value("start"))
		if err != nil {
			first = 1
		}
		r.lists = append(r.lists, first)
	case "li":
		r.mark = r.item()
	case "blockquote":
		r.quotes++
	case "tr":
		r.inRow++
	case "td", "th":
		if r.inRow > 0 && len(r.line) > 0 {
			r.line = append(bytes.TrimRight(r.line, " "), " | "...)
		}
	case "ac:image", "img", "ri:attachment", "ri:url", "ri:page":
		r.named(name)
	case "ac:link":
		r.link, r.anchor = Link{}, unescape(r.scanner.value("ac:anchor"))
	case "a":
		r.link, r.anchor = Link{To: unescape(r.scanner.value("href"))}, ""
	case "ac:structured-macro", "ac:macro":
		r.macros = append(r.macros, openMacro{r.scanner.value("ac:name"), r.seen})
	case "ac:task-status":
		r.status = true
		return
	}
	if roleOf(name) == hidden && !(name == "ac:parameter" && r.scanner.value("ac:name") == "title") {
		r.hiding = depth
	}
	if spaceCounts(name) {
		r.verbatim++
	}
}

// item is the mark of a list's next item.
func (r *reading) item() string {
	depth := len(r.lists)
	if depth == 0 {
		return "• "
	}
	indent := strings.Repeat("  ", depth-1)
	next := &r.lists[depth-1]
	if *next == 0 {
		return indent + "• "
	}
	*next++
	return indent + strconv.Itoa(*next-1) + ". "
}

// named shows what a picture or a link is named by.
func (r *reading) named(element string) {
	switch inside := slices.Contains(r.scanner.open[:len(r.scanner.open)-1], "ac:image"); {
	case element == "img":
		r.text("[picture " + unescape(r.scanner.value("src")) + "]")
	case element == "ri:page":
		r.link.To = unescape(r.scanner.value("ri:content-title"))
	case element == "ri:attachment" && inside:
		r.text("[picture " + unescape(r.scanner.value("ri:filename")) + "]")
	case element == "ri:attachment":
		r.link.To = unescape(r.scanner.value("ri:filename"))
	case element == "ri:url" && inside:
		r.text("[picture " + unescape(r.scanner.value("ri:value")) + "]")
	}
}

func (r *reading) end(name string) {
	if len(r.scanner.open) < r.hiding {
		r.hiding = 0
		return
	}
	if r.hiding > 0 {
		return
	}
	if spaceCounts(name) {
		r.verbatim--
	}
	switch name {
	case "ul", "ol":
		r.endLine()
		if r.lists = r.lists[:max(len(r.lists)-1, 0)]; len(r.lists) == 0 {
			r.mark = ""
		}
	case "ac:structured-macro", "ac:macro":
		if last := len(r.macros) - 1; last >= 0 {
			macro := r.macros[last]
			if r.macros = r.macros[:last]; macro.seen == r.seen && macro.name != "anchor" {
				r.text("[" + macro.name + "]")
			}
		}
	case "ac:link", "a":
		if name == "ac:link" && strings.TrimSpace(r.link.Text) == "" {
			r.text(r.link.To)
		}
		if r.anchor != "" {
			r.link.To += "#" + r.anchor
		}
		if r.link.To != "" {
			r.links = append(r.links, r.link)
		}
		r.link, r.anchor = Link{}, ""
	case "ac:task-status":
		r.status = false
		return
	case "tr":
		r.inRow--
	}
	r.border(name, r.scanner.open)
	if name == "blockquote" {
		r.quotes--
	}
}

func (r *reading) text(s string) {
	switch {
	case r.hiding > 0:
		return
	case r.status:
		r.mark = "[ ] "
		if strings.TrimSpace(s) == "complete" {
			r.mark = "[x] "
		}
		return
	}
	if strings.TrimSpace(s) != "" {
		r.seen++
	}
	r.link.Text += s
	if r.verbatim == 0 {
		if n := len(r.line); n == 0 || r.line[n-1] == ' ' {
			s = strings.TrimLeft(s, " ")
		}
		r.line = append(r.line, s...)
		return
	}
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			r.endLine()
		}
		r.line = append(r.line, line...)
	}
}

// border ends the line at the tag of an element, in others, that does. A row of a table is one line.
func (r *reading) border(name string, in []string) {
	if name != "br" && !endsLine(name, in) {
		return
	}
	if r.inRow > 0 && name != "tr" {
		if n := len(r.line); n > 0 && r.line[n-1] != ' ' {
			r.line = append(r.line, ' ')
		}
		return
	}
	r.endLine()
}

func (r *reading) endLine() {
	text := strings.TrimRight(string(r.line), " ")
	r.line = r.line[:0]
	if text == "" {
		return
	}
	r.lines = append(r.lines, strings.Repeat("> ", max(r.quotes, 0))+r.mark+text)
	r.mark = strings.Repeat(" ", len([]rune(r.mark)))
	if len(r.lists) == 0 {
		r.mark = ""
	}
}
