package source

import (
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

// pageDrawer draws the diagrams of one page.
type pageDrawer struct {
	diagrams Diagrams
	standing []string // names of the pictures that stand on the page
}

// Draw implements [render.Drawer].
func (d *pageDrawer) Draw(language, source string) (render.FileTarget, bool, error) {
	return d.diagrams.Draw(language, source, func(name string) bool { return slices.Contains(d.standing, name) })
}
