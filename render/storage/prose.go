package storage

import (
	"slices"
	"strings"
)

// prose is the part of a body that people read and comment on: a line of text for each block, with white space folded.
// An object in a line, such as a picture, is one character, the same for equal objects. Code is left out.
type prose struct {
	body  string
	text  string
	ends  []int  // of its lines
	spans []span // in order
	nodes []node
	marks []mark
}

// span is a stretch of the text and where the body has it. It begins and ends with something to see.
type span struct {
	at, length  int  // in the text
	from, to    int  // in the body
	first, last int  // nodes
	whole       bool // a marker goes round all of it or none
}

// mark is what a marker is around in the text.
type mark struct {
	ref      string
	from, to int
}

// objects gives each object in a line a character of Unicode's last private plane, so that equal ones are equal as text.
type objects struct {
	characters map[string]string
	names      []string // of the elements, by character
}

const firstObject, lastObject = 0x100000, 0x10FFFD

func (o *objects) character(name, markup string) string {
	key := Canonical(markup)
	c, ok := o.characters[key]
	if !ok {
		c = string(rune(min(firstObject+len(o.names), lastObject)))
		if o.characters == nil {
			o.characters = map[string]string{}
		}
		o.characters[key] = c
		o.names = append(o.names, name)
	}
	return c
}

// describe returns a text with the pictures in it as words and without other objects.
func (o *objects) describe(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch i := int(r - firstObject); {
		case i < 0 || i >= len(o.names):
			out.WriteRune(r)
		case o.names[i] == "ac:image" || o.names[i] == "img":
			out.WriteString("[image]")
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// readProse reads a body as far as it is well-formed; the error is that of what follows.
func readProse(body string, o *objects) (prose, error) {
	nodes, err := nodesOf(body)
	r := proseReader{body: body, objects: o, nodes: nodes, text: make([]byte, 0, len(body))}
	for i := 0; i < len(nodes); i++ {
		i = r.take(i)
	}
	for _, m := range r.open {
		r.marks[m].to = len(r.text)
	}
	p := prose{body: body, text: string(r.text), ends: append(r.ends, len(r.text)), spans: r.spans, nodes: nodes, marks: r.marks}
	for i := range p.marks {
		p.trim(&p.marks[i])
	}
	return p, err
}

// trim takes white space from the ends of a mark.
func (p *prose) trim(m *mark) {
	marked := strings.TrimLeft(p.text[m.from:m.to], " \n")
	m.from = m.to - len(marked)
	m.to = m.from + len(strings.TrimRight(marked, " \n"))
}

type proseReader struct {
	body    string
	objects *objects
	nodes   []node
	text    []byte
	ends    []int
	spans   []span
	marks   []mark
	open    []int    // markers, as indexes of marks
	parents []string // open elements other than markers
	fixed   int
	space   bool // white space waits for text behind it
}

// take reads a node and returns the last one that it has read.
func (r *proseReader) take(i int) int {
	n := &r.nodes[i]
	n.fixed = r.fixed
	switch n.kind {
	case textToken:
		r.characters(i)
	case cdataToken:
		r.whole(unescapeCDATA(r.body[n.from:n.to]), i, i)
	case startToken:
		return r.start(i)
	case endToken:
		r.end(n)
	}
	return i
}

func (r *proseReader) start(i int) int {
	n := &r.nodes[i]
	switch roleOf(n.name) {
	case inline:
		if n.name == marker {
			r.open = append(r.open, len(r.marks))
			r.marks = append(r.marks, mark{n.ref, len(r.text), 0})
			return i
		}
		if n.name == "ac:link" && !r.hasRichBody(i) {
			return r.link(i)
		}
	case object:
		return r.object(i)
	case lineEnd:
		r.space = true
	case hidden, code:
		return r.hidden(i)
	case block, macro:
		r.fixed++
		r.border(n.name)
	}
	r.parents = append(r.parents, n.name)
	return i
}

func (r *proseReader) end(n *node) {
	if n.name == marker {
		last := len(r.open) - 1
		r.marks[r.open[last]].to = len(r.text)
		r.open = r.open[:last]
		return
	}
	r.parents = r.parents[:len(r.parents)-1]
	if role := roleOf(n.name); role == block || role == macro {
		r.fixed++
		r.border(n.name)
	}
}

// border ends the line if the element does.
func (r *proseReader) border(name string) {
	if endsLine(name, r.parents) {
		r.endLine()
	}
}

func (r *proseReader) endLine() {
	r.space = false
	if n := len(r.text); n > 0 && r.text[n-1] != '\n' {
		r.ends = append(r.ends, n)
		r.text = append(r.text, '\n')
	}
}

// lastOf returns the end of an element, or the last node if there is none.
func (r *proseReader) lastOf(i int) int {
	if r.nodes[i].match < 0 {
		return len(r.nodes) - 1
	}
	return r.nodes[i].match
}

func (r *proseReader) hidden(i int) int {
	last := r.lastOf(i)
	if !strings.HasPrefix(r.nodes[i].name, "ri:") {
		r.fixed++
	}
	if roleOf(r.nodes[i].name) == code {
		r.endLine()
	}
	r.nodes[last].fixed = r.fixed
	r.marksIn(i, last, len(r.text), len(r.text))
	return last
}

// marksIn reads the markers in an element that is read as a whole: they are around all of its text.
func (r *proseReader) marksIn(first, last, from, to int) {
	for _, n := range r.nodes[first:last] {
		if n.kind == startToken && n.name == marker {
			r.marks = append(r.marks, mark{n.ref, from, to})
		}
	}
}

func (r *proseReader) object(i int) int {
	last := r.lastOf(i)
	n := &r.nodes[i]
	r.nodes[last].fixed = r.fixed
	r.whole(r.objects.character(n.name, r.body[n.from:r.nodes[last].to]), i, last)
	return last
}

func (r *proseReader) hasRichBody(link int) bool {
	return slices.ContainsFunc(r.children(link), func(i int) bool { return r.nodes[i].name == "ac:link-body" })
}

// children returns the elements in an element.
func (r *proseReader) children(i int) []int {
	var list []int
	for at, last := i+1, r.lastOf(i); at < last; at++ {
		if r.nodes[at].kind == startToken {
			list = append(list, at)
			at = r.lastOf(at)
		}
	}
	return list
}

// link reads a link whose text is plain, or that shows the title of its target.
func (r *proseReader) link(i int) int {
	last := r.lastOf(i)
	for _, child := range r.children(i) {
		if r.nodes[child].name != "ac:plain-text-link-body" {
			continue
		}
		var says strings.Builder
		for _, n := range r.nodes[child+1 : r.lastOf(child)] {
			switch n.kind {
			case textToken:
				says.WriteString(unescape(r.body[n.from:n.to]))
			case cdataToken:
				says.WriteString(unescapeCDATA(r.body[n.from:n.to]))
			}
		}
		r.nodes[last].fixed = r.fixed
		r.whole(says.String(), i, last)
		return last
	}
	return r.object(i)
}

// whole reads text that stands in the nodes first to last and cannot be divided.
func (r *proseReader) whole(says string, first, last int) {
	says = strings.ReplaceAll(says, "\u00a0", " ")
	words := strings.Fields(says)
	if len(words) == 0 {
		r.space = r.space || says != ""
		r.marksIn(first, last, len(r.text), len(r.text))
		return
	}
	r.space = r.space || strings.IndexByte(whiteSpace, says[0]) >= 0
	seen := strings.Join(words, " ")
	r.add(seen, span{from: r.nodes[first].from, to: r.nodes[last].to, first: first, last: last, whole: true})
	r.marksIn(first, last, len(r.text)-len(seen), len(r.text))
	r.space = strings.IndexByte(whiteSpace, says[len(says)-1]) >= 0
}

// characters reads a text node.
func (r *proseReader) characters(i int) {
	n := r.nodes[i]
	for at := n.from; at < n.to; {
		if length := spaceLength(r.body[at:n.to]); length > 0 {
			r.space = true
			at += length
			continue
		}
		says, length := nextWord(r.body[at:n.to])
		r.add(says, span{from: at, to: at + length, first: i, last: i, whole: r.body[at] == '&'})
		at += length
	}
}

// nextWord returns what a text begins with other than white space: a reference, or what stands for itself up to white
// space or the next reference.
func nextWord(raw string) (says string, length int) {
	if raw[0] == '&' {
		says, length, _ = reference(raw, htmlEntities)
		return says, length
	}
	for length < len(raw) && raw[length] != '&' && spaceLength(raw[length:]) == 0 {
		length++
	}
	return raw[:length], length
}

// spaceLength returns the length of the white space character with which a text begins, in whichever spelling, 0 if there
// is none. The space that does not break a line is one: editors put it where people type a common one.
func spaceLength(raw string) int {
	switch {
	case strings.IndexByte(whiteSpace, raw[0]) >= 0:
		return 1
	case strings.HasPrefix(raw, "\u00a0"):
		return len("\u00a0")
	case raw[0] == '&':
		if says, length, _ := reference(raw, htmlEntities); says != "" && says[0] != '&' && spaceLength(says) == len(says) {
			return length
		}
	}
	return 0
}

// isSpace reports whether a text is only white space.
func isSpace(raw string) bool {
	for raw != "" {
		length := spaceLength(raw)
		if length == 0 {
			return false
		}
		raw = raw[length:]
	}
	return true
}

func (r *proseReader) add(says string, s span) {
	if n := len(r.text); r.space && n > 0 && r.text[n-1] != '\n' {
		r.text = append(r.text, ' ')
	}
	r.space = false
	s.at, s.length = len(r.text), len(says)
	r.text = append(r.text, says...)
	if n := len(r.spans); n > 0 && !s.whole {
		if last := &r.spans[n-1]; !last.whole && last.first == s.first && s.from-last.from == s.at-last.at {
			last.length, last.to = s.at+s.length-last.at, s.to
			return
		}
	}
	r.spans = append(r.spans, s)
}
