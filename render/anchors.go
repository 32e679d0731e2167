package render

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// place is what a fragment leads to: a heading, or an anchor macro.
type place struct {
	heading int    // index, -1 if it is a macro
	macro   string // the macro's anchor
}

// Anchors knows what the fragments of a document lead to on its page. It is
// small, and needs nothing else of the document.
type Anchors struct {
	path     string
	headings []heading
	title    int              // which of them Document.Heading comes from, -1 if there is none
	places   map[string]place // by fragment
	ids      []string         // the anchors that the document sets itself, in order
}

// index finds the headings and anchors of a document. An anchor set in a
// heading or right in front of it is that heading's: Confluence would give a
// heading with an anchor macro inside another anchor (CONFCLOUD-74698).
func (d *Document) index() {
	i := indexer{d: d}
	d.anchors = &Anchors{path: d.Path, title: -1, places: map[string]place{}}
	d.macros = map[*html.Node][]string{}
	i.visit(d.root, true)
	i.settle()
	if d.notes != nil {
		d.linkFootnotes(i.uses)
	}
}

type indexer struct {
	d       *Document
	slugs   slugs
	waiting []waitingID
	names   [editors]map[string]int // how many headings have a name
	uses    []footnoteUse
}

// waitingID is an anchor after which nothing visible has come yet.
type waitingID struct {
	name string
	node *html.Node
}

// visit goes through the tree in order. Outer says that only elements that
// leave no trace are around the node.
func (i *indexer) visit(n *html.Node, outer bool) {
	switch {
	case is(n, hidden):
		return
	case n.Type == html.TextNode:
		showEmojis(n)
	case is(n, reference):
		i.uses = append(i.uses, footnoteUse{n, place{heading: -1}})
	}
	for _, name := range ids(n) {
		i.waiting = append(i.waiting, waitingID{name, n})
	}
	switch {
	case isHeading(n) && hasInk(n):
		i.heading(n, outer)
		return
	case isInk(n):
		i.settle()
	}
	for c := range n.ChildNodes() {
		i.visit(c, outer && (n.Data == "div" || n.Data == "a" || n.Data == "span" || marks[n.Data] != ""))
	}
}

func (i *indexer) heading(n *html.Node, outer bool) {
	h := heading{slug: i.slugs.slug(textOf(n))} // GitHub's have the names of emojis
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			showEmojis(c)
		}
	}
	h.letters = letters(h.slug)
	if within(n, "summary") { // it becomes a title, to which no anchor leads
		i.waiting = append(i.waiting, waitingID{h.slug, n})
		i.settle()
		i.references(n, place{heading: -1})
		return
	}
	i.name(&h, textOf(n))
	if shown := shownText(n); outer && i.d.title == nil && shown != "" {
		i.d.Heading, i.d.title = shown, n
		i.d.HeadingLine = i.d.origin(n).line
		i.d.anchors.title = len(i.d.anchors.headings)
	}
	i.d.anchors.headings = append(i.d.anchors.headings, h)
	at := place{heading: len(i.d.anchors.headings) - 1}
	if _, taken := i.d.anchors.places[h.slug]; !taken {
		i.d.anchors.places[h.slug] = at
	}
	i.references(n, at)
	for _, w := range i.waiting {
		i.add(w.name, at)
	}
	i.waiting = nil
	for c := range n.Descendants() {
		for _, name := range ids(c) {
			i.add(name, at)
		}
	}
}

// name gives a heading the names of its anchors in both editors, and counts
// those before it that have the same.
func (i *indexer) name(h *heading, text string) {
	for editor := range h.names {
		name := anchorText(text, Editor(editor))
		if i.names[editor] == nil {
			i.names[editor] = map[string]int{}
		}
		h.names[editor], h.same[editor] = name, i.names[editor][name]
		i.names[editor][name]++
	}
}

// references takes note of the references to footnotes in a heading.
func (i *indexer) references(n *html.Node, at place) {
	for c := range n.Descendants() {
		if is(c, reference) {
			i.uses = append(i.uses, footnoteUse{c, at})
		}
	}
}

// settle makes the waiting anchors macros.
func (i *indexer) settle() {
	for _, w := range i.waiting {
		if i.add(w.name, place{heading: -1, macro: w.name}) {
			i.d.macros[w.node] = append(i.d.macros[w.node], w.name)
		}
	}
	i.waiting = nil
}

func (i *indexer) add(name string, at place) (isNew bool) {
	if _, taken := i.d.anchors.places[name]; taken {
		return false
	}
	i.d.anchors.places[name] = at
	i.d.anchors.ids = append(i.d.anchors.ids, name)
	return true
}

// ids gives the anchors that an element sets.
func ids(n *html.Node) []string {
	var names []string
	if id := strings.TrimSpace(attr(n, "id")); id != "" {
		names = append(names, id)
	}
	if name := strings.TrimSpace(attr(n, "name")); name != "" && is(n, "a") {
		names = append(names, name)
	}
	return names
}

// find looks a fragment up as GitHub does: percent-encoded or not, with its
// own prefix or without, in lower case if not as written.
func (a *Anchors) find(fragment string) (place, bool) {
	fragment = strings.TrimPrefix(decoded(fragment), "user-content-")
	if at, ok := a.places[fragment]; ok {
		return at, true
	}
	at, ok := a.places[strings.ToLower(fragment)]
	return at, ok
}

// anchor gives the anchor that a fragment has on the document's page; "" is
// the top of the page.
func (a *Anchors) anchor(fragment string, editor Editor, omitsHeading bool) (anchor string, found bool) {
	at, found := a.find(fragment)
	if !found {
		return "", isTop(fragment)
	}
	return a.anchorAt(at, editor, omitsHeading), true
}

func (a *Anchors) anchorAt(at place, editor Editor, omitsHeading bool) string {
	if at.heading < 0 {
		return at.macro
	}
	return a.headingAnchor(at.heading, editor, omitsHeading)
}

func decoded(fragment string) string {
	if s, err := url.PathUnescape(fragment); err == nil {
		return s
	}
	return fragment
}

// isTop reports whether a fragment means the top of the page without any
// heading of that name: to a browser, or on GitHub.
func isTop(fragment string) bool {
	switch strings.ToLower(fragment) {
	case "", "top", "readme", "readme-ov-file":
		return true
	}
	return false
}

// headingAnchor gives the anchor that Confluence makes of a heading: its text
// with each run of white space turned into a hyphen in the new editor, and
// without white space in the legacy one; .1, .2 for duplicates.
func (a *Anchors) headingAnchor(index int, editor Editor, omitsHeading bool) string {
	h := a.headings[index]
	if index == a.title && omitsHeading {
		return ""
	}
	name, same := h.names[editor], h.same[editor]
	if name == "" {
		return ""
	}
	if omitsHeading && index > a.title && a.title >= 0 && a.headings[a.title].names[editor] == name {
		same--
	}
	if editor == CloudEditor {
		name = strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	}
	if same > 0 {
		name += "." + strconv.Itoa(same)
	}
	return name
}

func anchorText(text string, editor Editor) string {
	between := "-"
	if editor == LegacyEditor {
		between = ""
	}
	return strings.Join(strings.Fields(text), between)
}

// noteAnchors remembers the anchors that an element sets until something
// visible is written, so that they need no paragraph of their own.
func (r *renderer) noteAnchors(n *html.Node) {
	r.anchors = append(r.anchors, r.doc.macros[n]...)
}

// noteAnchorsIn remembers the anchors that the elements inside one set.
func (r *renderer) noteAnchorsIn(n *html.Node) {
	for c := range n.Descendants() {
		r.noteAnchors(c)
	}
}

// flushAnchors writes the remembered anchors.
func (r *renderer) flushAnchors() {
	for _, name := range r.anchors {
		r.anchor(name)
	}
	r.anchors = nil
}

// flushAnchorsBefore writes the remembered anchors in front of a block that
// has no text to put them in.
func (r *renderer) flushAnchorsBefore() {
	if len(r.anchors) > 0 {
		r.startBlock("p")
		r.flushAnchors()
		r.w.End()
	}
}

func (r *renderer) anchor(name string) {
	r.w.StartMacro("anchor")
	r.w.Parameter("", name)
	r.w.End()
}

// nearest gives the anchor that a fragment was probably meant to be, "" if
// there is none like it.
func (a *Anchors) nearest(fragment string) string {
	want := letters(decoded(fragment))
	if want == "" {
		return ""
	}
	for _, h := range a.headings[:min(len(a.headings), maxSuggestions)] {
		if alike(h.letters, want) {
			return h.slug
		}
	}
	for _, id := range a.ids[:min(len(a.ids), maxSuggestions)] {
		if alike(letters(id), want) {
			return id
		}
	}
	return ""
}

// maxSuggestions bounds how many headings are looked at for one dead link.
const maxSuggestions = 1000

func alike(a, b string) bool {
	return a == b || min(len(a), len(b)) >= 4 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// letters gives the letters and digits of an anchor in lower case.
func letters(anchor string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, anchor)
}
