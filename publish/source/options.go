package source

import (
	"crypto/sha256"
	"slices"

	"github.com/pagewright/pagewright/render"
)

// Diagrams draws the diagrams of documents, and keeps their pictures.
type Diagrams interface {
	// Draw names the picture of a diagram, as a render.Drawer does. Where the picture of that name stands on the page, it is not
	// drawn.
	Draw(language, source string, stands func(name string) bool) (picture render.FileTarget, found bool, err error)
	// Has reports whether a name is that of a picture, Picture returns its content.
	Has(name string) bool
	Picture(name string) (svg []byte, err error)
}

// options returns what the settings say about the body of a page.
func (r *Renderer) options(page *Page, links *linkResolver) render.Options {
	s := r.Settings
	o := render.Options{
		OmitHeading: page.HasTitle, Editor: r.Editor, Resolver: links,
		Math: s.Math, Macros: s.Macros == "allow", TOC: s.TOC, DiagramSource: s.DiagramSource,
	}
	if r.Workspace.Diagrams != nil {
		o.Drawer = &pageDrawer{r.Workspace.Diagrams, r.standing(page)}
	}
	return o
}

func (r *Renderer) standing(page *Page) []string {
	if r.Pictures == nil {
		return nil
	}
	return r.Pictures(page.Source)
}

// pageDrawer draws the diagrams of one page.
type pageDrawer struct {
	diagrams Diagrams
	standing []string // names of the pictures that stand on the page
}

// Draw implements [render.Drawer].
func (d *pageDrawer) Draw(language, source string) (render.FileTarget, bool, error) {
	return d.diagrams.Draw(language, source, func(name string) bool { return slices.Contains(d.standing, name) })
}

// picture looks at the picture of a diagram. Its hash is that of its name, which says what is drawn by which engine: the picture
// itself need not be drawn for it.
func (w *Workspace) picture(name string) (Attachment, bool) {
	if w.Diagrams == nil || !w.Diagrams.Has(name) {
		return Attachment{}, false
	}
	sum := sha256.Sum256([]byte(name))
	return Attachment{Path: name, Hash: shortHash(sum[:]), MediaType: "image/svg+xml", IsImage: true, Drawn: true}, true
}
