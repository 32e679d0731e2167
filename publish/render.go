package publish

import (
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/render"
)

// render renders the pages of each tree, if they are not rendered yet.
func (all trees) render(told *report.Report) {
	for _, d := range all {
		if d.rendered != nil || d.failed != nil {
			continue
		}
		editor := render.CloudEditor
		if d.at != nil {
			editor = d.at.editor()
		}
		d.render(editor, all.neighbours(d), told)
		if d.at != nil {
			d.tellLooks(d.at.client.Can(), told)
		}
	}
}

// neighbours returns the other trees, as pages of one tree link to them.
func (all trees) neighbours(d *docs) []source.Neighbour {
	var others []source.Neighbour
	for _, other := range all {
		if other != d {
			others = append(others, source.Neighbour{Tree: other.tree, Workspace: other.workspace, Space: other.spaceKey()})
		}
	}
	return others
}

// render renders the pages of a tree that is published. The pages of others are known by their titles.
func (d *docs) render(editor render.Editor, neighbours []source.Neighbour, told *report.Report) {
	if d.settings.LeftOut {
		for page := range d.tree.All() {
			d.rendered = append(d.rendered, &source.RenderedPage{Page: page})
		}
		return
	}
	var pictures func(string) []string
	if d.before != nil {
		pictures = d.before.pictures()
	}
	d.renderer = &source.Renderer{
		Tree: d.tree, Workspace: d.workspace, Settings: d.settings, Editor: editor, Address: d.address, Pictures: pictures,
		Neighbours: neighbours, Space: d.spaceKey(),
	}
	rendered, problems := d.renderer.RenderAll()
	told.Found(problems)
	d.rendered = rendered
	d.tellUnlinked(told)
}
