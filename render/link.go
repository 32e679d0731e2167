package render

import (
	"github.com/pagewright/pagewright/render/storage"
)

// link is where a link leads: to a URL, or inside Confluence.
type link struct {
	url      string
	anchor   string
	resource string         // the element that names a page or attachment; "" is the same page
	of       []storage.Attr // its attributes
}

// start writes the beginning of a link. Within the page there must be no plain <a href="#x">: it has been turned into
// "http://#x".
func (l *link) start(w *storage.Writer) {
	if l.url != "" {
		w.Start("a", storage.Attr{Name: "href", Value: l.url})
		return
	}
	if l.anchor != "" {
		w.Start("ac:link", storage.Attr{Name: "ac:anchor", Value: l.anchor})
	} else {
		w.Start("ac:link")
	}
	if l.resource != "" {
		w.Empty(l.resource, l.of...)
	}
	w.Start("ac:link-body")
}

func (l *link) end(w *storage.Writer) {
	w.End()
	if l.url == "" {
		w.End()
	}
}
