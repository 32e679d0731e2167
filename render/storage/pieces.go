package storage

import (
	"sort"
	"strings"

	"github.com/pagewright/pagewright/render/storage/passage"
)

// piece is a part of a body that a marker can be put round.
type piece struct{ from, to int }

// pieces returns the parts of the body that are a passage of its text, as few as possible; none if no marker can be there.
func (p *prose) pieces(r passage.Range) []piece {
	c, ok := p.cut(r)
	if !ok {
		return nil
	}
	for c.widenLeft() || c.widenRight() || c.widenToLink() {
	}
	return c.pieces()
}

// cutting is a part of a body: nodes, of the first and last of which only a part may belong to it.
type cutting struct {
	*prose
	first, last int
	from, to    int // in the body
}

// cut finds a passage of the text in the body. What a marker cannot divide is left out where the passage has only a part of it.
func (p *prose) cut(r passage.Range) (cutting, bool) {
	i := sort.Search(len(p.spans), func(i int) bool { return p.spans[i].at+p.spans[i].length > r.From })
	j := sort.Search(len(p.spans), func(i int) bool { return p.spans[i].at >= r.To }) - 1
	if i <= j && p.spans[i].whole && p.spans[i].at < r.From {
		i++
	}
	if i <= j && p.spans[j].whole && p.spans[j].at+p.spans[j].length > r.To {
		j--
	}
	if i > j {
		return cutting{}, false
	}
	a, b := p.spans[i], p.spans[j]
	return cutting{p, a.first, b.last, a.from + max(0, r.From-a.at), b.to - max(0, b.at+b.length-r.To)}, true
}

// widenLeft takes in an element before the cutting that begins there and ends in it.
func (c *cutting) widenLeft() bool {
	i := c.before()
	if i < 0 || c.nodes[i].kind != startToken || c.nodes[i].match > c.last || !c.movable(i) {
		return false
	}
	c.first, c.from = i, c.nodes[i].from
	return true
}

// widenRight takes in an element behind the cutting that begins in it and ends there.
func (c *cutting) widenRight() bool {
	i := c.behind()
	if i < 0 || c.nodes[i].kind != endToken || c.nodes[i].match < c.first || !c.movable(c.nodes[i].match) {
		return false
	}
	c.last, c.to = i, c.nodes[i].to
	return true
}

// widenToLink takes in a link all of whose text is in the cutting: Confluence marks it from outside.
func (c *cutting) widenToLink() bool {
	outer := *c
	for {
		i, j := outer.before(), outer.behind()
		if i < 0 || j < 0 || c.nodes[i].match != j || !c.movable(i) {
			return false
		}
		outer.first, outer.from, outer.last, outer.to = i, c.nodes[i].from, j, c.nodes[j].to
		if c.nodes[i].name == "ac:link" {
			*c = outer
			return true
		}
	}
}

// before returns the first node before the cutting that a reader could see, -1 if part of a node stands between.
func (c *cutting) before() int {
	if !isSpace(c.body[c.nodes[c.first].from:c.from]) {
		return -1
	}
	i := c.first - 1
	for i >= 0 && c.unseen(i) {
		if c.nodes[i].kind == endToken {
			i = c.nodes[i].match
		}
		i--
	}
	return i
}

// behind is before for the other side.
func (c *cutting) behind() int {
	if !isSpace(c.body[c.to:c.nodes[c.last].to]) {
		return -1
	}
	for i := c.last + 1; i < len(c.nodes); i++ {
		if !c.unseen(i) {
			return i
		}
		if c.nodes[i].kind == startToken {
			i = c.nodes[i].match
		}
	}
	return -1
}

// unseen reports whether a node is only layout, a comment in the markup or the target of a link.
func (c *cutting) unseen(i int) bool {
	n := c.nodes[i]
	return n.kind == commentToken || n.kind == textToken && isSpace(c.body[n.from:n.to]) || strings.HasPrefix(n.name, "ri:")
}

// movable reports whether an element can stand in a marker.
func (c *cutting) movable(start int) bool {
	n := c.nodes[start]
	switch roleOf(n.name) {
	case inline, object, lineEnd:
		return c.nodes[n.match].fixed == n.fixed
	}
	return false
}

// pieces divides the cutting where it goes over the border of an element or over something that cannot stand in a marker.
// Every piece begins and ends with something to see.
func (c *cutting) pieces() []piece {
	var list []piece
	var p piece
	divide := func() {
		if p.to > 0 {
			list = append(list, p)
		}
		p = piece{}
	}
	add := func(part piece) {
		if p.to == 0 {
			p.from = part.from
		}
		p.to = max(p.to, part.to)
	}
	for i := c.first; i <= c.last && len(list) < maxPieces; i++ {
		n := c.nodes[i]
		switch n.kind {
		case textToken, cdataToken:
			if seen, ok := c.seen(n.from, n.to); ok {
				add(seen)
			}
		case endToken:
			divide()
		case startToken:
			if n.match <= c.last && c.movable(i) {
				i = n.match
				if _, ok := c.seen(n.from, c.nodes[i].to); ok {
					add(piece{n.from, c.nodes[i].to})
				}
				continue
			}
			divide()
			if roleOf(n.name) != inline {
				i = n.match
			}
		}
	}
	divide()
	return list
}

// seen returns what of a part of the body can be seen and is in the cutting.
func (c *cutting) seen(from, to int) (piece, bool) {
	from, to = max(from, c.from), min(to, c.to)
	i := sort.Search(len(c.spans), func(i int) bool { return c.spans[i].to > from })
	j := sort.Search(len(c.spans), func(i int) bool { return c.spans[i].from >= to })
	if i >= j {
		return piece{}, false
	}
	return piece{max(from, c.spans[i].from), min(to, c.spans[j-1].to)}, true
}
