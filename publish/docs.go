package publish

import (
	"context"
	"fmt"
	"net/http"

	"github.com/pagewright/pagewright/publish/diagrams"
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
	settings   settings.Settings
	workingDir string
	preview    bool
	workspace  *source.Workspace
	origin     *source.Origin
	job        workflow.Job

	tree     *source.Tree
	renderer *source.Renderer
	rendered []*source.RenderedPage
}

// openDocs finds the folder and where it comes from. It reads no documents yet.
func openDocs(ctx context.Context, s settings.Settings, world World, told *report.Report) (*docs, error) {
	if s.Mode != settings.Check {
		if err := s.Connectable(); err != nil {
			return nil, err
		}
	}
	host := world.Host.Repository()
	d := &docs{settings: s, job: world.Host.Job(), workingDir: world.WorkingDir, preview: world.Preview}
	var err error
	if d.workspace, err = source.OpenWorkspace(ctx, s, host.Root, world.WorkingDir); err != nil {
		return nil, err
	}
	d.origin = source.ReadOrigin(ctx, d.workspace, source.Claims{Kind: host.Forge, URL: host.URL, Commit: host.Commit, Root: host.Root})
	told.Workspace, told.Commit = d.workspace.Dir, d.commit().ID
	if s.Mode == settings.Check {
		return d, nil
	}
	if d.owner() == "" {
		d.close()
		return nil, fmt.Errorf("%w: owner: the documents have no git remote that says whose pages these are: set owner to a name for them, such as team/handbook, the same in every run", settings.ErrUsage)
	}
	return d, nil
}

// draw lets the engine that the settings ask for draw the documents' diagrams.
func (d *docs) draw(ctx context.Context, world World) error {
	engine, err := diagrams.Choose(d.settings, world.around(http.DefaultTransport), world.LookPath, world.Environment)
	if engine != nil {
		d.workspace.Diagrams = diagrams.New(ctx, engine)
	}
	return err
}

func (d *docs) close() { _ = d.workspace.Close() }

// read reads the documents. At is nil where nothing is asked of Confluence.
func (d *docs) read(ctx context.Context, at *site, told *report.Report) error {
	tree, problems, err := source.ReadTree(d.workspace, d.settings, d.workingDir)
	told.Found(problems)
	if err != nil {
		return err
	}
	told.LeftOut(tree.Excluded)
	if tree.Note != "" {
		told.Noted("Dialect", tree.Note)
	}
	if d.preview {
		tree.Detach()
	}
	d.tree = tree
	return d.settleOthers(ctx, at, told)
}

// check reports what is wrong with the documents, as far as that shows without Confluence.
func (d *docs) check(ctx context.Context, told *report.Report) error {
	if err := d.read(ctx, nil, told); err != nil {
		return err
	}
	d.renderFor(render.CloudEditor, nil, told)
	told.Found(plan.CheckTitles(d.rendered, d.settings))
	told.Checked(d.rendered)
	return nil
}

// render renders all pages for the Confluence at hand.
func (d *docs) render(at *site, pictures func(source string) []string, told *report.Report) {
	d.renderFor(at.editor(), pictures, told)
	d.tellLooks(at.client.Can(), told)
}

// renderFor renders all pages. Pictures returns the names of the diagrams' pictures that stand on a document's page.
func (d *docs) renderFor(editor render.Editor, pictures func(source string) []string, told *report.Report) {
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
