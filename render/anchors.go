package render

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"github.com/pagewright/pagewright/render/gfm"
)

// Anchors knows what the fragments of a document lead to on its page. It is small, and needs nothing else of the document.
type Anchors struct {
	path     string
	headings []heading
	title    int              // which of them Document.Heading comes from, -1 if there is none
	places   map[string]place // by fragment
	ids      []string         // the anchors that the document sets itself, in order
}

// heading is a heading of a document.
type heading struct {
	slug  string          // its fragment on GitHub
	names [editors]string // by editor: of its anchor, but for .1, .2
	same  [editors]int    // how many headings before it have that name
	macro string          // the anchor macro that stands for it in Cloud's editor, where it cannot be a heading; or ""
}

// place is what a fragment leads to: a heading, or an anchor macro.
type place struct {
	heading int    // index, -1 if it is a macro
	macro   string // the macro's anchor
}

// Names returns what a fragment can name: the slugs of the headings in their order, then the other anchors.
func (a *Anchors) Names() []string {
	var all []string
	for _, h := range a.headings {
		if h.slug != "" {
			all = append(all, h.slug)
		}
	}
	return append(all, a.ids...)
}

// find looks a fragment up as GitHub does: percent-encoded or not, with its own prefix or without, in lower case if not as
// written.
func (a *Anchors) find(fragment string) (place, bool) {
	fragment = strings.TrimPrefix(decoded(fragment), "user-content-")
	if at, ok := a.places[fragment]; ok {
		return at, true
	}
	at, ok := a.places[gfm.LowerCase(fragment)]
	return at, ok
}

// anchor gives the anchor that a fragment has on the document's page; "" is the top of the page.
func (a *Anchors) anchor(fragment string, editor Editor, omitsHeading bool) (anchor string, found bool) {
	at, found := a.find(fragment)
	if !found {
		return "", isTop(fragment)
	}
	return a.at(at, editor, omitsHeading), true
}

func (a *Anchors) at(p place, editor Editor, omitsHeading bool) string {
	if p.heading < 0 {
		return p.macro
	}
	return a.headingAnchor(p.heading, editor, omitsHeading)
}

func decoded(fragment string) string {
	if s, err := url.PathUnescape(fragment); err == nil {
		return s
	}
	return fragment
}

// isTop reports whether a fragment means the top of the page without any heading of that name: to a browser, or on GitHub.
func isTop(fragment string) bool {
	switch strings.ToLower(fragment) {
	case "", "top", "readme", "readme-ov-file":
		return true
	}
	return false
}

// headingAnchor gives the anchor that Confluence makes of a heading: its text with each run of white space turned into a hyphen
// in the new editor, and without white space in the legacy one; .1, .2 for duplicates.
func (a *Anchors) headingAnchor(index int, editor Editor, omitsHeading bool) string {
	h := a.headings[index]
	if index == a.title && omitsHeading {
		return ""
	}
	if editor == CloudEditor && h.macro != "" {
		return h.macro
	}
	name, same := h.names[editor], h.same[editor]
	if name == "" {
		return ""
	}
	if omitsHeading && a.title >= 0 && index > a.title && a.headings[a.title].names[editor] == name {
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

// nearest gives the anchor that a fragment was probably meant to be, "" if there is none like it.
func (a *Anchors) nearest(fragment string) string {
	want := letters(decoded(fragment))
	if want == "" {
		return ""
	}
	for _, h := range a.headings[:min(len(a.headings), maxSuggestions)] {
		if alike(letters(h.slug), want) {
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

// noteLinks says where links to and from a footnote lead.
type noteLinks struct {
	anchor string
	uses   []place
}
