package render

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// heading is a heading of a document.
type heading struct {
	names   [editors]string // by editor: of its anchor, but for .1, .2
	same    [editors]int    // how many headings before it have that name
	slug    string          // its fragment on GitHub
	letters string          // of the slug, to find one like it by
}

func isHeading(n *html.Node) bool {
	return n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
}

// slugs makes the fragments that GitHub gives headings. Duplicates get -1, -2.
type slugs struct{ used map[string]int }

func (s *slugs) slug(text string) string {
	if s.used == nil {
		s.used = map[string]int{}
	}
	base := slug(text)
	unique := base
	for {
		if _, taken := s.used[unique]; !taken {
			break
		}
		s.used[base]++
		unique = base + "-" + strconv.Itoa(s.used[base])
	}
	s.used[unique] = 0
	return unique
}

// slug lower-cases a text, drops all but letters, marks, digits, connecting
// punctuation, hyphens and spaces, and makes each space a hyphen. An emoji
// goes, its variation selector, being a mark, stays.
func slug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic):
			return r
		}
		return -1
	}, strings.ToLower(text))
}

func (r *renderer) heading(n *html.Node) {
	if !hasInk(n) {
		return
	}
	if n == r.doc.title && r.o.OmitHeading {
		r.headingImages(n)
		return
	}
	r.aligned(n, func() {
		r.startBlock(n.Data, r.alignment()...)
		r.content(n.FirstChild, nil)
		r.w.End()
	})
}

// headingImages keeps the images, such as badges, of a heading that is left
// out, since the page's title cannot show them.
func (r *renderer) headingImages(n *html.Node) {
	var images []*html.Node
	for c := range n.Descendants() {
		if is(c, "img") && attr(c, "alt") != r.doc.Heading {
			images = append(images, c)
		}
	}
	if len(images) == 0 {
		return
	}
	r.startBlock("p", r.alignment()...)
	r.begin()
	for _, img := range images {
		if is(img.Parent, "a") {
			img = img.Parent
		}
		r.inline(img)
	}
	r.w.End()
}
