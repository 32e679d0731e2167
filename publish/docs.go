package publish

import (
	"context"

	"github.com/pagewright/pagewright/publish/diagrams"
	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render"
)

// docs is what is to be published, and where it was checked out from.
type docs struct {
	settings  settings.Settings
	workspace *source.Workspace
	tree      *source.Tree
	origin    *source.Origin
	job       workflow.Job
	renderer  *source.Renderer
	rendered  []*source.RenderedPage
}

func readDocs(ctx context.Context, s settings.Settings, world World, told *report.Report) (*docs, error) {
	host := world.Host.Repository()
	d := &docs{settings: s, job: world.Host.Job()}
	var err error
	if d.workspace, err = source.OpenWorkspace(ctx, s, host.Root, world.WorkingDir); err != nil {
		return nil, err
	}
	told.Workspace = d.workspace.Dir
	d.origin = source.ReadOrigin(ctx, d.workspace, source.Claims{Kind: forge.Kind(host.Forge), URL: host.URL, Commit: host.Commit, Root: host.Root})
	tree, problems, err := source.ReadTree(d.workspace, s, world.WorkingDir)
	told.Found(problems)
	if err != nil {
		d.close()
		return nil, err
	}
	told.LeftOut(tree.Excluded)
	if world.Preview {
		tree.Detach()
	}
	d.tree = tree
	return d, nil
}

// draw lets the engine that the settings ask for draw the documents' diagrams.
func (d *docs) draw(ctx context.Context, world World) error {
	engine, err := diagrams.Choose(d.settings, nil, world.LookPath, world.Environment)
	if engine != nil {
		d.workspace.Diagrams = diagrams.New(ctx, engine)
	}
	return err
}

func (d *docs) close() { _ = d.workspace.Close() }

// check reports what is wrong with the documents, as far as that shows without Confluence.
func (d *docs) check(ctx context.Context, told *report.Report) error {
	if err := d.settleOthers(ctx, nil, told); err != nil {
		return err
	}
	d.render(render.CloudEditor, nil, told)
	told.Found(plan.CheckTitles(d.rendered, d.settings))
	told.Checked(d.rendered)
	return nil
}

// render renders all pages. Pictures returns the names of the diagrams' pictures that stand on a document's page.
func (d *docs) render(editor render.Editor, pictures func(source string) []string, told *report.Report) {
	d.renderer = &source.Renderer{
		Tree: d.tree, Workspace: d.workspace, Settings: d.settings, Editor: editor, Address: d.address, Pictures: pictures,
	}
	rendered, problems := d.renderer.RenderAll()
	told.Found(problems)
	d.rendered = rendered
	d.tellUnlinked(told)
}

// owner names whose pages the documents become, "" where nothing tells.
func (d *docs) owner() string {
	for _, address := range []string{d.settings.Owner, d.origin.Remote} {
		if address != "" {
			return space.NormalOwner(address)
		}
	}
	return ""
}

// treeName is the first entry of docs, counted from the repository's root.
func (d *docs) treeName() string { return d.tree.Docs[0] }

// commit says what this run publishes.
func (d *docs) commit() space.Commit {
	return space.Commit{ID: d.origin.Commit, Workflow: d.job.Workflow, Run: d.job.Number}
}
