package publish

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/render"
)

// trees are the trees of documents of a run, in the order of the settings. What shows without Confluence to be wrong with one
// of them ends the run before anything is written; what Confluence says of one, such as that its parent page is not there,
// keeps the others from nothing.
type trees []*docs

// each does something for each tree, and joins what is wrong.
func (all trees) each(do func(*docs) error) error {
	var wrong several
	for _, d := range all {
		if err := do(d); err != nil {
			wrong = append(wrong, inTree(d.settings, err))
		}
	}
	return wrong.join()
}

// openTrees finds the folders and where they come from. It reads no documents yet.
func openTrees(ctx context.Context, s settings.Settings, world World, told *report.Report) (trees, error) {
	var all trees
	var wrong several
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

func (all trees) close() {
	for _, d := range all {
		d.close()
	}
}

func (all trees) draw(ctx context.Context, world World) error {
	return all.each(func(d *docs) error { return d.draw(ctx, world) })
}

// drawDiagrams reports whether diagrams are drawn.
func (all trees) drawDiagrams() bool {
	return slices.ContainsFunc(all, func(d *docs) bool { return d.workspace.Diagrams != nil })
}

func (all trees) read(ctx context.Context, told *report.Report) error {
	return all.each(func(d *docs) error { return d.read(ctx, told) })
}

// check reports what is wrong with the documents, as far as that shows without Confluence.
func (all trees) check(ctx context.Context, told *report.Report) error {
	if err := all.read(ctx, told); err != nil {
		return err
	}
	all.render(told)
	var inputs []plan.Input
	var rendered []*source.RenderedPage
	for _, d := range all {
		if !d.settings.Aside {
			inputs, rendered = append(inputs, plan.Input{Tree: d.tree, Rendered: d.rendered, Settings: d.settings}), append(rendered, d.rendered...)
		}
	}
	told.Found(plan.CheckTitles(inputs...))
	told.Checked(rendered)
	return nil
}

// render renders all pages, once.
func (all trees) render(told *report.Report) {
	for _, d := range all {
		if d.rendered != nil || d.failed != nil {
			continue
		}
		editor := render.CloudEditor
		if d.at != nil {
			editor = d.at.editor()
		}
		d.render(editor, all.besides(d), told)
		if d.at != nil {
			d.tellLooks(d.at.client.Can(), told)
		}
	}
}

// besides returns the other trees, as pages of one tree link to them.
func (all trees) besides(d *docs) []source.Neighbour {
	var others []source.Neighbour
	for _, other := range all {
		if other != d {
			others = append(others, source.Neighbour{Tree: other.tree, Workspace: other.workspace, Space: other.spaceKey()})
		}
	}
	return others
}

// at returns the trees whose place in Confluence is known.
func (all trees) at() trees {
	return slices.DeleteFunc(slices.Clone(all), func(d *docs) bool { return d.failed != nil })
}

// published returns the trees that are to be published.
func (all trees) published() trees {
	return slices.DeleteFunc(slices.Clone(all), func(d *docs) bool { return !d.isPublished() })
}

// plan makes the plans of all trees, reading what they need.
func (all trees) plan(ctx context.Context, told *report.Report) error {
	all = all.at()
	inputs := make([]plan.Input, len(all))
	for i, d := range all {
		inputs[i] = d.before.planInput()
	}
	for {
		made := plan.Make(inputs...)
		isWhole := true
		for i, d := range all {
			d.made = made[i]
			more, err := d.before.readFor(ctx, &inputs[i], made[i])
			if err != nil {
				return inTree(d.settings, err)
			}
			isWhole = isWhole && !more
		}
		if isWhole {
			break
		}
	}
	for _, d := range all.published() {
		told.Found(d.made.Problems)
	}
	return nil
}

// show tells what would be done.
func (all trees) show(ctx context.Context, told *report.Report) error {
	return all.published().each(func(d *docs) error { return d.before.show(ctx, d.made, told) })
}

// preflight asks whether the credential may do what is planned.
func (all trees) preflight(ctx context.Context) error {
	var plans []*plan.Plan
	for _, d := range all.published() {
		plans = append(plans, d.made)
	}
	if len(plans) == 0 {
		return nil
	}
	return all.published()[0].at.client.Preflight(ctx, operationsOf(plans...))
}

// apply carries the plans out.
func (all trees) apply(ctx context.Context, told *report.Report) error {
	all = all.at()
	inputs := make([]apply.Input, len(all))
	for i, d := range all {
		inputs[i] = d.before.input(d.made, told.Done)
	}
	ended, err := apply.Run(ctx, inputs...)
	for i, failed := range ended {
		all[i].failed = failed
	}
	wrong := errorsOf(err)
	for _, d := range all.published() {
		if d.made.Err != nil {
			wrong = append(wrong, inTree(d.settings, d.made.Err))
		}
	}
	return wrong.join()
}

// ended is how the run ended, with what became of single trees.
func (all trees) ended(err error) error {
	ended := errorsOf(err)
	for _, d := range all {
		if d.failed != nil && !d.settings.Aside {
			ended = append(ended, inTree(d.settings, d.failed))
		}
	}
	return ended.join()
}

// several are errors of one run, each with an ending of its own.
type several []error

func (s several) Error() string { return errors.Join(s...).Error() }

// Unwrap returns them all.
func (s several) Unwrap() []error { return s }

// errorsOf returns the single ones.
func errorsOf(err error) several {
	if parts, is := errors.AsType[several](err); is || err == nil {
		return parts
	}
	return several{err}
}

func (s several) join() error {
	switch len(s) {
	case 0:
		return nil
	case 1:
		return s[0]
	}
	return s
}

// inTree says whose error it is.
func inTree(s settings.Settings, err error) error {
	if s.Tree == "" {
		return err
	}
	return fmt.Errorf("tree %s: %w", s.Tree, err)
}
