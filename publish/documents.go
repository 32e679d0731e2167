package publish

import (
	"context"
	"errors"
	"fmt"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/git"
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
	err := wrong.join()
	if ctx.Err() != nil { // whatever git did not tell then
		err = apply.ErrStopped
	}
	if err != nil {
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
	if err := d.unknownOrigin(); s.Mode != settings.Check && err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// unknownOrigin is what keeps the documents from being published as long as it is not known where they come from. That git has
// not answered is no sign that there is no repository.
func (d *docs) unknownOrigin() error {
	trouble := d.origin.Trouble
	switch {
	case errors.Is(trouble, git.ErrNoAnswer):
		return fmt.Errorf("git was asked which repository and commit the documents in %s belong to: %w. Run again, or look why git hangs there", d.workspace.Dir, trouble)
	case d.owner() == "" && trouble != nil:
		return fmt.Errorf("%w: owner: git does not say which repository the documents belong to (%w): mend that, or set owner to a name for them, such as team/handbook, the same in every run", settings.ErrUsage, trouble)
	case d.owner() == "":
		return fmt.Errorf("%w: owner: the documents have no git remote that says whose pages these are: set owner to a name for them, such as team/handbook, the same in every run", settings.ErrUsage)
	}
	return nil
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
