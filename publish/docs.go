package publish

import (
	"context"
	"path/filepath"

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
	checkout  source.Checkout
	host      workflow.Repository
	job       workflow.Job
	renderer  *source.Renderer
	drafts    []*source.Draft
}

func readDocs(ctx context.Context, s settings.Settings, world World, told *report.Report) (*docs, error) {
	d := &docs{settings: s, host: world.Host.Repository(), job: world.Host.Job()}
	var err error
	if d.workspace, err = source.OpenWorkspace(ctx, s, d.host.Root, world.WorkingDir); err != nil {
		return nil, err
	}
	told.Workspace = d.workspace.Dir
	if s.Mode != settings.Check {
		d.checkout = source.ReadCheckout(ctx, d.workspace.Dir)
	}
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

func (d *docs) close() { _ = d.workspace.Close() }

// check tells what is wrong with the documents, as far as that shows without Confluence.
func (d *docs) check(ctx context.Context, told *report.Report) error {
	if err := d.settleOthers(ctx, nil, told); err != nil {
		return err
	}
	d.render(render.CloudEditor, told)
	told.Found(plan.CheckTitles(d.drafts, d.settings))
	told.Checked(d.drafts)
	return nil
}

// render makes the drafts of all pages.
func (d *docs) render(editor render.Editor, told *report.Report) {
	d.renderer = &source.Renderer{Tree: d.tree, Workspace: d.workspace, Settings: d.settings, Editor: editor, Permalink: d.permalink}
	drafts, problems := d.renderer.Drafts()
	told.Found(problems)
	d.drafts = drafts
}

// permalink gives the address of a file in the source repository, "" where there is none.
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
