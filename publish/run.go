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
	"github.com/pagewright/pagewright/publish/diagrams"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render"
)

// World is what a run touches besides the documents and the space.
type World struct {
	Host       workflow.Host
	WorkingDir string
	Transport  http.RoundTripper // nil: the default one
	UserAgent  string
	// What may draw diagrams: programs, found as exec.LookPath does, which get a part of the environment; nil: none.
	LookPath    func(program string) (string, error)
	Environment []string
	Patience    confluence.Patience // zero: the default one
}

// Run checks, plans or publishes the documents, as the settings' mode says.
func Run(ctx context.Context, s settings.Settings, world World) *Report {
	report := newReport(s, world.Host)
	report.finish(run(ctx, s, world, report))
	return report
}

func run(ctx context.Context, s settings.Settings, world World, report *Report) error {
	repository := world.Host.Repository()
	workspace, err := source.OpenWorkspace(ctx, s, repository.Root, world.WorkingDir)
	if err != nil {
		return err
	}
	defer func() { _ = workspace.Close() }()
	report.Workspace = workspace.Dir
	tree, problems, err := source.ReadTree(workspace, s, world.WorkingDir)
	report.problems(problems)
	if err != nil {
		return err
	}
	report.excluded(tree.Excluded)
	permalink := sourceLinks(s, repository, workspace)

	if s.Mode == settings.Check {
		drafts, problems := source.RenderTree(tree, workspace, s, render.CloudEditor, permalink)
		report.problems(problems)
		report.checked(drafts)
		return nil
	}

	client, err := Connect(ctx, s, world)
	if err != nil {
		return err
	}
	if workspace.Diagrams, err = drawer(ctx, s, world); err != nil {
		return err
	}
	standing, err := Survey(ctx, client, s, identity(repository, workspace))
	if err != nil {
		return err
	}
	defer func() { report.reached(client.Route(), standing) }()
	if s.OnTitleConflict == "disambiguate" {
		standing.YieldTitles(tree)
	}
	drafts, problems := source.RenderTree(tree, workspace, s, editor(client.Route()), permalink)
	report.problems(problems)
	changes, err := MakePlan(ctx, client, standing, workspace, tree, drafts, s)
	if err != nil {
		return err
	}

	if s.Mode == settings.Plan {
		return report.planned(ctx, client, changes)
	}
	if err := client.Preflight(ctx, Operations(changes)); err != nil {
		return err
	}
	defer func() { report.entered(changes) }()
	return Apply(ctx, client, standing, workspace, tree.Docs, changes, s, report.done)
}

// Connect finds the way into the Confluence that the settings name.
func Connect(ctx context.Context, s settings.Settings, world World) (*confluence.Client, error) {
	if err := s.Connectable(); err != nil {
		return nil, err
	}
	client, err := confluence.Connect(ctx, target(s), clientOptions(s, world))
	if err != nil {
		return nil, err
	}
	return client, possibleOn(s, client.Route())
}

// possibleOn refuses what only Confluence Cloud can do, before anything is written.
func possibleOn(s settings.Settings, route confluence.Route) error {
	if route.Kind == confluence.DataCenter && s.Orphans == "archive" {
		return fmt.Errorf("%w: orphans: Confluence Data Center cannot archive pages over its API: set orphans to keep or delete", settings.ErrUsage)
	}
	return nil
}

func clientOptions(s settings.Settings, world World) confluence.Options {
	return confluence.Options{
		HTTP:                 world.Transport,
		Log:                  world.Host.Log,
		Timeout:              s.Timeout,
		MaxRequestsPerSecond: s.MaxRequestsPerSecond,
		AllowHTTP:            s.AllowHTTP,
		UserAgent:            world.UserAgent,
		Patience:             world.Patience,
	}
}

func target(s settings.Settings) confluence.Target {
	return confluence.Target{
		URL:        s.URL,
		CloudID:    s.CloudID,
		Credential: credential(s.Credential),
		APIRoot:    s.APIRoot,
		APIVersion: s.APIVersion,
		Space:      s.Space,
	}
}

func credential(c settings.Credential) confluence.Credential {
	return confluence.Credential{User: c.User, Token: string(c.Token), ClientID: c.ClientID, ClientSecret: string(c.ClientSecret)}
}

func editor(route confluence.Route) render.Editor {
	if route.Kind == confluence.DataCenter {
		return render.LegacyEditor
	}
	return render.CloudEditor
}

// sourceLinks gives the address of a file in the source repository, "" where there is none.
func sourceLinks(s settings.Settings, repository workflow.Repository, workspace *source.Workspace) func(string) string {
	return func(path string) string {
		if s.SourceLinks != "" {
			return source.JoinURL(s.SourceLinks, path)
		}
		below, err := filepath.Rel(repository.Root, filepath.Join(workspace.Dir, filepath.FromSlash(path)))
		if err != nil || !filepath.IsLocal(below) {
			return ""
		}
		return repository.Permalink(filepath.ToSlash(below))
	}
}

// drawer gives what draws the documents' diagrams, nil if they stay code.
func drawer(ctx context.Context, s settings.Settings, world World) (source.Diagrams, error) {
	engine, err := diagrams.Choose(s, nil, world.LookPath, world.Environment)
	if engine == nil || err != nil {
		return nil, err
	}
	return diagrams.New(ctx, engine, nil), nil
}

// identity names the repository in the manifest: by its address, which is the same on every machine, or by its folder's
// name.
func identity(repository workflow.Repository, workspace *source.Workspace) string {
	if repository.URL != "" && workspace.IsBelow(repository.Root) {
		return repository.URL
	}
	return filepath.Base(workspace.Dir)
}
