package source

import (
	"crypto/sha256"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
)

// Diagrams draws the diagrams of documents, and keeps their pictures.
type Diagrams interface {
	render.Drawer
	// Has reports whether a name is that of a picture, Picture returns its content.
	Has(name string) bool
	Picture(name string) (svg []byte, err error)
}

// renderOptions gives what the settings say about the bodies of pages.
func renderOptions(s settings.Settings, workspace *Workspace) render.Options {
	o := render.Options{Math: s.Math, Macros: s.Macros == "allow", TOC: s.TOC, DiagramSource: s.DiagramSource}
	if workspace.Diagrams != nil {
		o.Drawer = workspace.Diagrams
	}
	return o
}

// picture looks at the picture of a diagram. Its hash is that of its name, which says what is drawn by which engine: the picture
// itself need not be drawn for it.
func (w *Workspace) picture(name string) (Attachment, bool) {
	if w.Diagrams == nil || !w.Diagrams.Has(name) {
		return Attachment{}, false
	}
	sum := sha256.Sum256([]byte(name))
	return Attachment{Path: name, Hash: shortHash(sum[:]), MediaType: "image/svg+xml", IsImage: true}, true
}
