package gfm

import (
	"bytes"

	"github.com/gomarkdown/markdown/ast"
)

// inlinePart is a part of inline content: a node, or what is left of a run.
type inlinePart struct {
	node       ast.Node
	prev, next *inlinePart
}

// openRun is a run that may still open or close something.
type openRun struct {
	*run
	part       *inlinePart // a text
	prev, next *openRun
	same       *openRun // the one in front of it with the same character
	removed    bool
}

// before returns the run in front of one that has the same character.
func (o *openRun) before() *openRun {
	o.same = o.same.remaining()
	return o.same
}

// remaining returns a run, or if it has been removed the next one in front of it that has not, of the same character.
func (o *openRun) remaining() *openRun {
	first := o
	for o != nil && o.removed {
		o = o.same
	}
	for first != o {
		first, first.same = first.same, o
	}
	return o
}

func (o *openRun) left() int { return len(o.part.node.(*ast.Text).Literal) }

// pairRuns makes emphasis of what stands between runs, in a node and in the links and images in it.
func (g *guarded) pairRuns(n ast.Node) {
	first := &inlinePart{}
	last, runs := first, (*openRun)(nil)
	latest := map[byte]*openRun{}
	add := func(n ast.Node) {
		p := &inlinePart{node: n, prev: last}
		last.next = p
		last = p
	}
	found := false
	addText := func(text []byte) {
		for at, length, r := g.nextRun(text); r != nil; at, length, r = g.nextRun(text) {
			if at > 0 {
				add(textNode(text[:at]))
			}
			add(textNode([]byte(g.verbatim(text[at : at+length]))))
			text = text[at+length:]
			opened := &openRun{run: r, part: last, prev: runs, same: latest[r.char]}
			latest[r.char] = opened
			if runs != nil {
				runs.next = opened
			}
			runs, found = opened, true
		}
		if len(text) > 0 {
			add(textNode(text))
		}
	}
	for _, c := range n.GetChildren() {
		switch c := c.(type) {
		case *ast.Text:
			addText(c.Literal)
		case *ast.Link:
			rest := g.cutAddress(c)
			g.pairRuns(c)
			add(c)
			addText(rest)
		case *ast.Image:
			g.pairRuns(c)
			add(c)
		default:
			add(c)
		}
	}
	if !found {
		return
	}
	pair(runs)
	adopt(n, joined(first.next, nil))
}

// pair makes emphasis between runs, of which the last is given.
func pair(last *openRun) {
	closer := last
	for closer != nil && closer.prev != nil {
		closer = closer.prev
	}
	// Where a search for an opener was in vain, one of the same kind needs not be tried again.
	type kind struct {
		char  byte
		rest  int
		opens bool
	}
	floors := map[kind]*openRun{}
	for closer != nil {
		if !closer.closes {
			closer = closer.next
			continue
		}
		is := kind{closer.char, closer.length % 3, closer.opens}
		floor := floors[is].remaining()
		opener := closer.before()
		for opener != floor && !opener.matches(closer) {
			opener = opener.before()
		}
		if opener == floor {
			floors[is] = closer.before()
			next := closer.next
			if !closer.opens {
				closer.remove()
			}
			closer = next
			continue
		}
		if closer.char == '~' && opener.length != closer.length { // it closes nothing, not even what is farther away
			next := closer.next
			if !closer.opens {
				closer.remove()
			}
			closer = next
			continue
		}
		for between := closer.prev; between != opener; between = between.prev {
			between.remove()
		}
		use, node := 1, ast.Node(&ast.Emph{})
		if closer.char == '~' {
			use, node = closer.length, &ast.Del{}
		} else if opener.left() >= 2 && closer.left() >= 2 {
			use, node = 2, &ast.Strong{}
		}
		enclose(opener, closer, use, node)
		if opener.left() == 0 {
			opener.remove()
		}
		if closer.left() == 0 {
			next := closer.next
			closer.remove()
			closer = next
		}
	}
}

// matches reports whether a run may open what another closes.
func (o *openRun) matches(closer *openRun) bool {
	return o.opens && o.char == closer.char && (!closer.opens && !o.closes || closer.length%3 == 0 || (o.length+closer.length)%3 != 0)
}

func (o *openRun) remove() {
	o.removed = true
	if o.prev != nil {
		o.prev.next = o.next
	}
	if o.next != nil {
		o.next.prev = o.prev
	}
}

// enclose puts what is between two runs into a node, for some of their delimiters.
func enclose(opener, closer *openRun, use int, node ast.Node) {
	adopt(node, joined(opener.part.next, closer.part))
	inside := &inlinePart{node: node, prev: opener.part, next: closer.part}
	opener.part.next, closer.part.prev = inside, inside
	for _, o := range []*openRun{opener, closer} {
		text := o.part.node.(*ast.Text)
		text.Literal = text.Literal[use:]
	}
}

// joined returns the nodes of parts, from one up to another, with adjacent texts in one.
func joined(from, to *inlinePart) (nodes []ast.Node) {
	var last *ast.Text // if it is a copy
	for p := from; p != to; p = p.next {
		text, isText := p.node.(*ast.Text)
		if !isText {
			nodes = append(nodes, p.node)
			continue
		}
		if len(text.Literal) == 0 {
			continue
		}
		if len(nodes) > 0 {
			if before, ok := nodes[len(nodes)-1].(*ast.Text); ok {
				if before != last {
					before.Literal, last = bytes.Clone(before.Literal), before
				}
				before.Literal = append(before.Literal, text.Literal...)
				continue
			}
		}
		nodes = append(nodes, text)
	}
	return nodes
}
