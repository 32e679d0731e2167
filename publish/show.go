package publish

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/changes"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// show tells what would be done.
func (all trees) show(ctx context.Context, told *report.Report) error {
	return all.published().each(func(d *docs) error { return d.before.show(ctx, d.made, told) })
}

// show tells what would be done, with what the readers of each page would see changed, and what would keep it from being
// done now.
func (b *existing) show(ctx context.Context, made *plan.Plan, told *report.Report) error {
	for _, record := range []*space.Record{b.record, b.record.TakenFrom} {
		if record != nil {
			b.showRight(record)
		}
	}
	stand, err := b.texts(ctx, made)
	if err != nil {
		return err
	}
	for _, page := range made.Pages {
		change, err := b.changeOf(ctx, made, page, stand)
		if err != nil {
			return err
		}
		told.Planned(page, change)
	}
	told.Found(b.denials(ctx, made))
	return made.Err
}

// showRight tells what keeps a run from writing a record now.
func (b *existing) showRight(record *space.Record) {
	switch right, why := record.Head.RightOf(b.claim().On(record, b.record.Owner), record.LastHeard(), b.client.ServerTime()); right {
	case space.MustWait:
		b.notice(why + " is publishing to the same place: publish would wait for it to end")
	case space.IsOutdated:
		b.notice(why + ": publish would change nothing, unless allow-older is set")
	}
}

// texts returns the bodies that stand and would be replaced, by the ids of their pages.
func (b *existing) texts(ctx context.Context, made *plan.Plan) (map[string]string, error) {
	var ids []string
	for _, page := range made.Pages {
		if page.SendsText() {
			ids = append(ids, page.Existing.ID)
		}
	}
	b.world.progress.Wait(fmt.Sprintf("The texts of %d pages are being read", len(ids)))
	defer b.world.progress.Stage(nil)
	pages, err := b.reader.Bodies(ctx, ids)
	if err != nil {
		return nil, err
	}
	bodies := map[string]string{}
	for _, page := range pages {
		bodies[page.ID] = page.Body
	}
	return bodies, nil
}

func (b *existing) changeOf(ctx context.Context, made *plan.Plan, page *plan.Page, stand map[string]string) (report.Change, error) {
	var change report.Change
	if page.Err != nil || page.Rendered == nil {
		return change, nil
	}
	document := ""
	if page.Rendered.Document != nil {
		change.Document = b.docs.address(page.Source, "", true)
		change.Lines = func(from, to int) string { return b.docs.address(page.Source, fmt.Sprintf("#L%d-L%d", from, to), true) }
	}
	body, isRead := stand[page.Existing.ID]
	switch {
	case !page.Exists():
		becomes, err := b.docs.renderer.Body(page.Rendered.Page, made.Title)
		if err != nil {
			return change, err
		}
		change.Beginning, change.More = changes.Beginning(becomes)
	case isRead && page.SendsText():
		if page.Rendered.Document != nil {
			content, _ := b.docs.workspace.ReadDocument(page.Source) // without it, no lines are named
			document = string(content)
		}
		becomes, err := b.docs.renderer.Body(page.Rendered.Page, made.Title)
		if err != nil {
			return change, err
		}
		change.Hunks = changes.Of(body, becomes, document)
		change.OldLinks, change.NewLinks = changes.Links(body, becomes)
		change.MarkupOnly = len(change.Hunks) == 0
	}
	change.Labels.Added, change.Labels.Dropped = page.Labels()
	if page.Attaches() {
		change.Files = b.filesOf(ctx, page)
	}
	if page.Moves() {
		change.From, change.To = b.titleOf(made, page.Existing.ParentID), b.titleOf(made, page.Parent.ID)
		if page.Parent.Page != nil {
			change.To = page.Parent.Page.Title
		}
	}
	return change, nil
}

// filesOf tells which files of a page would change. Where Confluence does not show those that stand, that is not known: it
// is no reason to fail.
func (b *existing) filesOf(ctx context.Context, page *plan.Page) report.Changed {
	var files report.Changed
	var stand []confluence.Attachment
	if page.Exists() {
		var err error
		if stand, err = b.client.Attachments(ctx, page.Existing.ID); err != nil {
			return files
		}
	}
	uploaded, removed := apply.FilesToChange(page.Rendered, stand, page.Entry.Files)
	for _, file := range uploaded {
		if file.Replaces.ID == "" {
			files.Added = append(files.Added, file.Name)
		} else {
			files.Changed = append(files.Changed, file.Name)
		}
	}
	for _, file := range removed {
		files.Dropped = append(files.Dropped, file.Title)
	}
	return files
}

// titleOf returns the title of a page as it stands, "" where it was not read.
func (b *existing) titleOf(made *plan.Plan, id string) string {
	if id == b.parent.ID {
		return b.parent.Title
	}
	for _, page := range made.Pages {
		if page.Existing.ID == id && id != "" {
			return page.Existing.Title
		}
	}
	return strings.TrimSpace(b.snapshot.Pages[id].Title)
}

// denials says which of the plan's operations the account may not do.
func (b *existing) denials(ctx context.Context, made *plan.Plan) []render.Problem {
	needed := operationsOf(made)
	if len(needed) == 0 {
		return nil
	}
	var problems []render.Problem
	goes := ""
	for _, page := range made.Pages {
		if page.Action == plan.Deleted {
			goes = page.Existing.ID
		}
	}
	denials, _ := b.client.Denials(ctx, b.space, b.parent, goes)
	for _, denial := range denials {
		if slices.ContainsFunc(denial.Operations, func(op confluence.Operation) bool { return slices.Contains(needed, op) }) {
			problems = append(problems, render.Problem{
				Severity: render.Warning, Rule: problem.Permission,
				Message: fmt.Sprintf("to carry this plan out will fail: the account may not %s. %s", denial.What, denial.Remedy),
			})
		}
	}
	return problems
}
