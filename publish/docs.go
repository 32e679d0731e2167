package publish

import (
	"cmp"
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

// docs is one tree of documents: what is to be published, where it was checked out from, and, as the run goes on, what stands
// in Confluence and what is to be done there.
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

	at     *site     // nil where no Confluence is asked
	before *existing // as it was read last
	made   *plan.Plan
	failed error // what keeps this tree from being published, though others may be
}

// openDocs finds the folder and where it comes from. It reads no documents yet.
func openDocs(ctx context.Context, s settings.Settings, world World) (*docs, error) {
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
	if s.Mode != settings.Check && d.owner() == "" {
		d.close()
		return nil, fmt.Errorf("%w: owner: the documents have no git remote that says whose pages these are: set owner to a name for them, such as team/handbook, the same in every run", settings.ErrUsage)
	}
	return d, nil
}

// isPublished reports whether the tree is to be published, as far as is known.
func (d *docs) isPublished() bool { return !d.settings.Aside && d.failed == nil }

// draw lets the engine that the settings ask for draw the documents' diagrams.
func (d *docs) draw(ctx context.Context, world World) error {
	engine, err := diagrams.Choose(d.settings, world.around(http.DefaultTransport), world.LookPath, world.Environment)
	if engine != nil {
		d.workspace.Diagrams = diagrams.New(ctx, engine)
	}
	return err
}

func (d *docs) close() { _ = d.workspace.Close() }

// read reads the documents.
func (d *docs) read(ctx context.Context, told *report.Report) error {
	tree, problems, err := source.ReadTree(d.workspace, d.settings, d.workingDir)
	if !d.settings.Aside {
		told.Found(problems)
	}
	if err != nil {
		return err
	}
	if d.preview {
		tree.Detach()
	}
	d.tree = tree
	if d.settings.Aside {
		return nil
	}
	told.LeftOut(tree.Excluded)
	if tree.Note != "" {
		told.Noted("Dialect", tree.Note)
	}
	return d.settleOthers(ctx, d.at, told)
}

// render renders the pages of a tree that is published. The pages of others are known by their titles.
func (d *docs) render(editor render.Editor, neighbours []source.Neighbour, told *report.Report) {
	if d.settings.Aside {
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

// spaceKey is the key of the space that the pages belong to.
func (d *docs) spaceKey() string {
	if d.at != nil {
		return d.at.space.Key
	}
	return d.settings.Space
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

// treeName is the name under which the record is kept: that of the tree, else the first entry of docs, counted from the
// repository's root.
func (d *docs) treeName() string { return cmp.Or(d.tree.Name, d.tree.Docs[0]) }

// commit says what this run publishes.
func (d *docs) commit() space.Commit {
	return space.Commit{ID: d.origin.Commit, Workflow: d.job.Workflow, Run: d.job.Number}
}
