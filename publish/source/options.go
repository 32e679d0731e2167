package source

import "github.com/pagewright/pagewright/render"

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
