package publish

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
	"github.com/pagewright/pagewright/render"
)

// existing is the space as it was read: what a plan is made from, and carried out against.
type existing struct {
	*site
	docs     *docs
	reader   *read.Reader
	snapshot space.Snapshot
	record   *space.Record
	others   map[string]space.Holding
	trees    map[string]int  // of this owner that are on record here, with the number of their pages
	looked   map[string]bool // ids of pages that were looked for in the records on the pages above them
}

// readSpaces reads the records of earlier runs. What one tree has on record is no other one's.
func (all trees) readSpaces(ctx context.Context) error {
	for _, d := range all.at() {
		before, err := d.at.read(ctx, d)
		if err != nil && !(len(all) > 1 && isOfTree(err)) {
			return inTree(d.settings, err)
		}
		d.before = before
		d.fail(err, d.at.notice)
	}
	for _, d := range all.at() {
		for _, other := range all.at() {
			if other != d {
				d.before.notOurs(other.before.record)
			}
		}
	}
	all.tellUnnamed()
	return nil
}

// tellUnnamed says which trees are on record that the file with the settings does not name any more.
func (all trees) tellUnnamed() {
	var named []string
	for _, d := range all {
		named = append(named, d.settings.Tree, d.settings.FormerTree)
	}
	told := map[string]bool{}
	for _, d := range all.published() {
		for _, tree := range slices.Sorted(maps.Keys(d.before.trees)) {
			if n := d.before.trees[tree]; d.settings.Tree != "" && n > 0 && !slices.Contains(named, tree) && !told[tree] {
				told[tree] = true
				d.at.world.Host.Log("not among the trees: %s, whose pages on record below %q stay as they are (%d)", tree, d.at.parent.Title, n)
			}
		}
	}
}

// notOurs notes the pages on record of another tree of this run.
func (b *existing) notOurs(other *space.Record) {
	for id, entry := range other.Entries {
		if _, known := b.record.Entries[id]; !known {
			b.others[id] = space.Holding{Owner: other.Owner, Tree: other.Tree, Source: entry.Source}
		}
	}
}

// read reads the record of earlier runs.
func (at *site) read(ctx context.Context, d *docs) (*existing, error) {
	owner := d.owner()
	b := &existing{site: at, docs: d, looked: map[string]bool{}, reader: &read.Reader{Client: at.client, Space: at.space, Pages: d.tree.Len(), Parallel: at.settings.Parallel, Notice: at.notice}}
	b.snapshot = b.reader.Start(at.parent)
	properties, err := at.properties(ctx, b.reader)
	if err != nil {
		return nil, err
	}
	if b.record, err = space.ReadRecord(properties, owner, d.treeName(), at.parent.ID, at.world.Repair); err != nil {
		return nil, err
	}
	if parent, named, err := at.parentOfURL(ctx, b.record); err != nil {
		return nil, err
	} else if named {
		at.parent, at.settings.Parent = parent, parent.ID
		return at.read(ctx, d)
	}
	b.record.TakeFormer(properties, d.tree.Docs)
	if err := b.takeOver(ctx, properties); err != nil {
		return nil, err
	}
	if err := b.nameAuthors(ctx); err != nil {
		return nil, err
	}
	b.trees = space.TreesOf(owner, properties, at.parent.ID)
	b.others = space.Others(properties, owner, d.treeName(), at.parent.ID)
	return b, nil
}

// nameAuthors says who wrote the record, where the host does not tell and it matters: to find the pages of a run that broke
// off, or of a lost record. That is this account, for nobody else writes it. Where the credential may not ask for itself,
// place, time and text must do.
func (b *existing) nameAuthors(ctx context.Context) error {
	if !b.record.LacksAuthors(b.world.Repair) {
		return nil
	}
	user, err := b.client.CurrentUser(ctx)
	if confluence.IsKind(err, confluence.Scope) || confluence.IsKind(err, confluence.Forbidden) {
		user.ID, err = space.AnyAuthor, nil
	}
	b.record.NameAuthors(user.ID)
	return err
}

// takeOver takes the entries of a record that the settings name as this one's former self.
func (b *existing) takeOver(ctx context.Context, properties []space.Property) error {
	s := b.settings
	if s.FormerOwner == "" && s.FormerTree == "" && s.FormerParent == "" {
		return nil
	}
	owner, tree, parent := b.record.Owner, b.record.Tree, b.parent.ID
	if s.FormerOwner != "" {
		owner = space.NormalOwner(s.FormerOwner)
	}
	if s.FormerTree != "" {
		tree = s.FormerTree
	}
	if s.FormerParent != "" {
		former, err := b.client.ParentPage(ctx, b.space, s.FormerParent)
		if err != nil {
			return fmt.Errorf("former-parent: %w", err)
		}
		parent = former.ID
		if properties, err = b.reader.Properties(ctx, parent); err != nil {
			return err
		}
	}
	// A run that broke off while it removed the former record had taken it over whole.
	isTaken := b.record.Exists && len(b.record.Entries) > 0
	former, err := space.ReadRecord(properties, owner, tree, parent, b.world.Repair || isTaken)
	if err != nil {
		return err
	}
	switch {
	case former.Exists, former.Mended:
		b.record.TakeOver(former)
		return nil
	case b.record.Exists:
		return nil // it was taken over before
	}
	return fmt.Errorf("%w: there is no record of the owner %s and the docs %s on the page %s to take over: correct former-owner, former-tree and former-parent, or remove them", settings.ErrUsage, owner, tree, parent)
}

// pictures returns the names of the diagrams' pictures that stand on a document's page.
func (b *existing) pictures() func(source string) []string {
	if b.world.Repair {
		return nil
	}
	drawn := map[string][]string{}
	for _, entry := range b.record.Entries {
		drawn[entry.Source] = entry.Drawn
	}
	return func(source string) []string { return drawn[source] }
}

// planInput is what the tree's plan is made from.
func (b *existing) planInput() plan.Input {
	in := plan.Input{
		Tree: b.docs.tree, Rendered: b.docs.rendered, Snapshot: b.snapshot, Record: b.record, Others: b.others,
		Settings: b.settings, Host: b.host(), Repair: b.world.Repair,
	}
	if b.docs.renderer != nil {
		in.Body = b.docs.renderer.Body
	}
	return in
}

// readFor reads what a plan needs. It reports whether there is more to know than before.
func (b *existing) readFor(ctx context.Context, in *plan.Input, made *plan.Plan) (more bool, err error) {
	if !made.Needs.Empty() {
		return true, b.reader.Fill(ctx, &in.Snapshot, made.Needs)
	}
	return b.seeOwners(ctx, in, made)
}

func (b *existing) host() plan.Host {
	can := b.client.Can()
	return plan.Host{
		Archives: can.Archives, Orders: can.Orders, OrdersByNumber: can.OrdersByPosition, RetitlesAlone: can.RetitlesAlone, MovesAlone: can.MovesAlone,
		DropsEarlyAnchors: can.DropsEarlyAnchors, ShowsFiles: can.ShowsLabelsAndFiles, FollowsRenames: can.FollowsRenames, Widths: can.NewEditor,
	}
}

// input is what apply takes.
func (b *existing) input(made *plan.Plan, done func(apply.Outcome)) apply.Input {
	return apply.Input{
		Plan: made, Snapshot: b.snapshot, Record: b.record, Others: b.others, Settings: b.settings, Host: b.host(),
		Claim:   b.claim(),
		Waiting: &b.waiting, Client: b.client, Reader: b.reader, Renderer: b.docs.renderer, Clock: b.world.Clock, Log: b.world.Host.Log, Notice: b.notice, Done: done,
	}
}

// claim is what this run says of itself when it asks for the lease.
func (b *existing) claim() space.Claim {
	return space.Claim{
		Lease:      space.Lease{Holder: rand.Text()[:16], Commit: b.docs.commit(), Job: b.docs.job.URL},
		History:    b.docs.origin.IsAncestor,
		AllowOlder: b.settings.AllowOlder,
	}
}

// denials says which of the plan's operations the account may not do.
func (b *existing) denials(ctx context.Context, made *plan.Plan) []render.Problem {
	needed := operationsOf(made)
	if len(needed) == 0 {
		return nil
	}
	var problems []render.Problem
	denials, _ := b.client.Denials(ctx, b.space, b.parent)
	for _, denial := range denials {
		if slices.ContainsFunc(denial.Operations, func(op confluence.Operation) bool { return slices.Contains(needed, op) }) {
			problems = append(problems, render.Problem{
				Severity: render.Warning, Rule: "permission",
				Message: fmt.Sprintf("to carry this plan out will fail: the account may not %s. %s", denial.What, denial.Remedy),
			})
		}
	}
	return problems
}
