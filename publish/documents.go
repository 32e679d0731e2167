package publish

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
)

// openTrees finds the folders and where they come from. It reads no documents yet.
func openTrees(ctx context.Context, s settings.Settings, world World, told *report.Report) (trees, error) {
	var all trees
	var wrong treeErrors
	for _, of := range s.Each() {
		d, err := openDocs(ctx, of, world)
		if err != nil {
			wrong = append(wrong, inTree(of, err))
			continue
		}
		all = append(all, d)
	}
	if err := wrong.join(); err != nil {
		all.close()
		return nil, err
	}
	told.Workspace, told.Commit = all[0].workspace.Dir, all[0].commit().ID
	return all, nil
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
	d.workspace.Progress = world.progress
	d.origin = source.ReadOrigin(ctx, d.workspace, source.Claims{Kind: host.Forge, URL: host.URL, Commit: host.Commit, Root: host.Root})
	if s.Mode != settings.Check && d.owner() == "" {
		d.close()
		return nil, fmt.Errorf("%w: owner: the documents have no git remote that says whose pages these are: set owner to a name for them, such as team/handbook, the same in every run", settings.ErrUsage)
	}
	return d, nil
}

func (all trees) close() {
	for _, d := range all {
		d.close()
	}
}

func (d *docs) close() { _ = d.workspace.Close() }

func (all trees) read(ctx context.Context, told *report.Report) error {
	return all.each(func(d *docs) error { return d.read(ctx, told) })
}

// read reads the documents.
func (d *docs) read(ctx context.Context, told *report.Report) error {
	tree, problems, err := source.ReadTree(d.workspace, d.settings, d.workingDir)
	if !d.settings.LeftOut {
		told.Found(problems)
	}
	if err != nil {
		return err
	}
	if d.preview {
		tree.Detach()
	}
	d.tree = tree
	if d.settings.LeftOut {
		return nil
	}
	told.LeftOut(tree.Excluded)
	told.Included(tree.Included)
	if tree.Note != "" {
		told.Noted("Dialect", tree.Note)
	}
	return d.settleOthers(ctx, d.at, told)
}
