package publish

import (
	"context"
	"fmt"
	"path/filepath"

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
	workspace  *source.Workspace
	checkout   source.Checkout
	host       workflow.Repository
	job        workflow.Job

	tree     *source.Tree
	renderer *source.Renderer
	rendered []*source.RenderedPage
}

// openDocs finds the folder and its checkout. It reads no documents yet.
func openDocs(ctx context.Context, s settings.Settings, world World, told *report.Report) (*docs, error) {
	if s.Mode != settings.Check {
		if err := s.Connectable(); err != nil {
			return nil, err
		}
	}
	d := &docs{settings: s, workingDir: world.WorkingDir, host: world.Host.Repository(), job: world.Host.Job()}
	var err error
	if d.workspace, err = source.OpenWorkspace(ctx, s, d.host.Root, d.workingDir); err != nil {
		return nil, err
	}
	told.Workspace, told.Commit = d.workspace.Dir, d.host.Commit
	if s.Mode == settings.Check {
		return d, nil
	}
	d.checkout = source.ReadCheckout(ctx, d.workspace.Dir)
	told.Commit = d.commit().ID
	if d.owner() == "" {
		d.close()
		return nil, fmt.Errorf("%w: owner: nothing tells whose pages these are, for the documents have no git remote: set owner, for example to the team's name and the handbook's (team/handbook), and never change it", settings.ErrUsage)
	}
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

// read reads the documents.
func (d *docs) read(told *report.Report) error {
	tree, problems, err := source.ReadTree(d.workspace, d.settings, d.workingDir)
	told.Found(problems)
	if err != nil {
		return err
	}
	told.LeftOut(tree.Excluded)
	d.tree = tree
	return nil
}

// check reports what is wrong with the documents, as far as that shows without Confluence.
func (d *docs) check(told *report.Report) error {
	if err := d.read(told); err != nil {
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
		Tree: d.tree, Workspace: d.workspace, Settings: d.settings, Editor: editor, Permalink: d.permalink, Pictures: pictures,
	}
	rendered, problems := d.renderer.RenderAll()
	told.Found(problems)
	d.rendered = rendered
}

// permalink returns the address of a file in the source repository, "" where there is none.
func (d *docs) permalink(path string, commit bool) string {
	if d.settings.SourceLinks != "" {
		return source.JoinURL(d.settings.SourceLinks, path)
	}
	below, err := filepath.Rel(d.host.Root, filepath.Join(d.workspace.Dir, filepath.FromSlash(path)))
	if err != nil || !filepath.IsLocal(below) {
		return ""
	}
	host := d.host
	if !commit && host.Commit != "" {
		host.Commit = "COMMIT"
	}
	return host.Permalink(filepath.ToSlash(below))
}

// owner names whose pages the documents become, "" where nothing tells.
func (d *docs) owner() string {
	for _, address := range []string{d.settings.Owner, d.checkout.Remote, d.host.URL} {
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
	id := d.checkout.Commit
	if id == "" {
		id = d.host.Commit
	}
	return space.Commit{ID: id, Workflow: d.job.Workflow, Run: d.job.Number}
}
