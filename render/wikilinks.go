package render

import (
	"net/url"
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
)

func init() { writesInline(gfm.WikiLink, writeWikiLink) }

// writeWikiLink writes a link to a page by its name. Where there is no such page, but one with the name that should be the text, it
// is that page that is meant: tools differ in the order of the two.
func writeWikiLink(r *renderer, n *gfm.Node) {
	page, heading, other := n.Get("page"), n.Get("heading"), n.Get("other")
	if r.inLink() {
		r.inlines(n)
		return
	}
	destination, err := r.named(page, false)
	swapped := false
	if err != nil && other != "" {
		name, fragment, _ := strings.Cut(other, "#")
		if found, otherErr := r.named(name, false); otherErr == nil {
			destination, err, swapped, heading = found, nil, true, fragment
		}
	}
	if err != nil {
		r.report(n, RuleDeadLink, err.Error())
		r.inlines(n)
		return
	}
	if heading != "" {
		destination += "#" + url.PathEscape(fragmentOf(heading))
	}
	l := r.linkTo(n, destination)
	if l != nil {
		r.begin(mark{link: l})
	}
	if swapped {
		r.text(page)
	} else {
		r.inlines(n)
	}
	if l != nil {
		r.finish()
	}
}

// fragmentOf returns the fragment of a heading by its text, or of a block by its name.
func fragmentOf(heading string) string {
	if strings.HasPrefix(heading, "^") {
		return heading
	}
	var slugs gfm.Slugs
	return slugs.Slug(heading)
}

// named returns the destination of what has a name.
func (r *renderer) named(name string, image bool) (destination string, err error) {
	if namer, knows := r.o.Resolver.(Namer); knows && name != "" {
		return namer.Named(name, image)
	}
	return (&url.URL{Path: name}).EscapedPath(), nil
}
