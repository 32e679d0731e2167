package gfm

// leaf is the text of a paragraph, heading or cell while its inline content is being built.
type leaf struct {
	extent
	cursor  int // how much of the text has been built
	lost    bool
	guarded guarded
	inLink  int            // links of Markdown that are open
	lastEnd map[string]int // by name, where the last end tags in it are
	spans   []span

	isAddress bool // the text being built is a URL
}

// span is an element of raw HTML that is open in a leaf.
type span struct {
	name string
	node *Node // what holds it
}

// offset gives where in the source the building of the leaf stands.
func (l *leaf) offset() int { return l.extent.offset(min(l.cursor, len(l.text))) }

// before returns what stands in the source before a text that is to be built next.
func (l *leaf) before(text []byte) []byte {
	at := l.cursor
	for at < len(l.text) && isDelimiter(l.text[at]) && l.text[at] != text[0] {
		at++
	}
	return l.text[:at]
}
