// Package publish brings a folder of Markdown documents into a Confluence space.
//
// A run goes one way: documents become a tree of pages, pages become storage-format bodies, bodies and the space as it
// stands become a plan, and the plan is carried out. Only [Apply] writes to Confluence, and only [Report] speaks to the
// CI host.
package publish

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/storage"
)

// World is what a run touches besides the documents and the space.
type World struct {
	Host       workflow.Host
	WorkingDir string
	Transport  http.RoundTripper // nil: the default one
	UserAgent  string
	Patience   confluence.Patience // zero: the default one
}

// Run checks, plans or publishes the documents, as the settings' mode says.
func Run(ctx context.Context, settings Settings, world World) *Report {
	report := newReport(settings, world.Host)
	report.finish(run(ctx, settings, world, report))
	return report
}

func run(ctx context.Context, settings Settings, world World, report *Report) error {
	repository := world.Host.Repository()
	workspace, err := OpenWorkspace(settings.Docs, repository.Root, world.WorkingDir)
	if err != nil {
		return err
	}
	defer func() { _ = workspace.Close() }()
	report.Workspace = workspace.Dir
	tree, problems, err := ReadTree(workspace, settings, world.WorkingDir)
	report.problems(problems)
	if err != nil {
		return err
	}
	permalink := sourceLinks(settings, repository, workspace)

	if settings.Mode == Check {
		drafts, problems := RenderTree(tree, workspace, settings, render.CloudEditor, permalink)
		report.problems(problems)
		report.checked(drafts)
		return nil
	}

	client, err := Connect(ctx, settings, world)
	if err != nil {
		return err
	}
	standing, err := Survey(ctx, client, settings, identity(repository, workspace))
	if err != nil {
		return err
	}
	defer func() { report.reached(client.Route(), standing) }()
	if settings.OnTitleConflict == "disambiguate" {
		standing.YieldTitles(tree)
	}
	drafts, problems := RenderTree(tree, workspace, settings, editor(client.Route()), permalink)
	report.problems(problems)
	changes, err := MakePlan(ctx, client, standing, workspace, tree, drafts, settings)
	if err != nil {
		return err
	}

	if settings.Mode == Plan {
		return report.planned(ctx, client, changes)
	}
	if err := client.Preflight(ctx, Operations(changes)); err != nil {
		return err
	}
	defer func() { report.entered(changes) }()
	return Apply(ctx, client, standing, workspace, tree.Docs, changes, settings, report.done)
}

// Connect finds the way into the Confluence that the settings name.
func Connect(ctx context.Context, settings Settings, world World) (*confluence.Client, error) {
	if err := settings.Connectable(); err != nil {
		return nil, err
	}
	client, err := confluence.Connect(ctx, settings.target(), settings.clientOptions(world))
	if err != nil {
		return nil, err
	}
	return client, settings.possibleOn(client.Route())
}

// possibleOn refuses what only Confluence Cloud can do, before anything is written.
func (s Settings) possibleOn(route confluence.Route) error {
	if route.Kind == confluence.DataCenter && s.Orphans == "archive" {
		return fmt.Errorf("%w: orphans: Confluence Data Center cannot archive pages over its API: set orphans to keep or delete", ErrUsage)
	}
	return nil
}

func (s Settings) clientOptions(world World) confluence.Options {
	return confluence.Options{
		HTTP:                 world.Transport,
		Log:                  world.Host.Log,
		Timeout:              s.Timeout,
		MaxRequestsPerSecond: s.MaxRequestsPerSecond,
		AllowHTTP:            s.AllowHTTP,
		Redactor:             world.Host.Redactor(),
		SameBody:             storage.Equal,
		UserAgent:            world.UserAgent,
		Patience:             world.Patience,
	}
}

func (s Settings) target() confluence.Target {
	return confluence.Target{
		URL:        s.URL,
		CloudID:    s.CloudID,
		Credential: s.Credential,
		APIRoot:    s.APIRoot,
		APIVersion: s.APIVersion,
		Space:      s.Space,
	}
}

func editor(route confluence.Route) render.Editor {
	if route.Kind == confluence.DataCenter {
		return render.LegacyEditor
	}
	return render.CloudEditor
}

// sourceLinks gives the address of a file in the source repository, "" where there is none.
func sourceLinks(settings Settings, repository workflow.Repository, workspace *Workspace) func(string) string {
	return func(path string) string {
		if settings.SourceLinks != "" {
			return joinURL(settings.SourceLinks, path)
		}
		below, err := filepath.Rel(repository.Root, filepath.Join(workspace.Dir, filepath.FromSlash(path)))
		if err != nil || !filepath.IsLocal(below) {
			return ""
		}
		return repository.Permalink(filepath.ToSlash(below))
	}
}

// identity names the repository in the manifest: by its address, which is the same on every machine, or by its folder's
// name.
func identity(repository workflow.Repository, workspace *Workspace) string {
	if repository.URL != "" && holds(repository.Root, workspace.Dir) {
		return repository.URL
	}
	return filepath.Base(workspace.Dir)
}
