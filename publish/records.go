package publish

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
)

// readSpaces reads the records of earlier runs. What one tree has on record is no other one's.
func (all trees) readSpaces(ctx context.Context) error {
	for _, d := range all.reached() {
		before, err := d.at.read(ctx, d)
		if err != nil && !(len(all) > 1 && isOfTree(err)) {
			return inTree(d.settings, err)
		}
		d.before = before
		d.fail(err, d.at.notice)
	}
	if err := all.takenTwice(); err != nil {
		return err
	}
	for _, d := range all.reached() {
		for _, other := range all.reached() {
			if other != d {
				d.before.notOurs(other.before.record)
			}
		}
	}
	all.tellUnnamed()
	return nil
}

// records returns the records of the trees whose place in Confluence is known.
func (all trees) records() []*space.Record {
	var records []*space.Record
	for _, d := range all.reached() {
		records = append(records, d.before.record)
	}
	return records
}

// takenTwice refuses to take one record over for two trees in one run: each has to hold it.
func (all trees) takenTwice() error {
	by := map[string]string{}
	for _, d := range all.reached() {
		former := d.before.record.TakenFrom
		if former == nil {
			continue
		}
		key := former.Parent + former.HeadKey()
		if other, twice := by[key]; twice {
			return fmt.Errorf("%w: the trees %s and %s both take over the record of the docs %s: let one of them do so, publish, and then the other one; each takes the pages of its own documents", settings.ErrUsage, other, d.settings.Tree, former.Tree)
		}
		by[key] = d.settings.Tree
	}
	return nil
}

func (all trees) waitForRecord() {
	all[0].workspace.Progress.Wait("The record of earlier runs is being read")
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

// read reads the record of earlier runs: where there is none below the home page, that of the page which the address in url
// names.
func (at *site) read(ctx context.Context, d *docs) (*existing, error) {
	b, properties, err := at.readRecord(ctx, d)
	if err != nil {
		return nil, err
	}
	changed, err := at.takeParentOfURL(ctx, b.record)
	if changed {
		b, properties, err = at.readRecord(ctx, d)
	}
	if err != nil {
		return nil, err
	}
	b.record.TakeFormer(properties, d.tree.Docs)
	if err := b.takeOver(ctx, properties); err != nil {
		return nil, err
	}
	if err := b.nameAuthors(ctx); err != nil {
		return nil, err
	}
	owner := d.owner()
	b.trees = space.TreesOf(owner, properties, at.parent.ID)
	b.others = b.record.Others(properties).Held
	return b, nil
}

// readRecord reads the properties of the parent page, and the tree's record in them.
func (at *site) readRecord(ctx context.Context, d *docs) (*existing, []space.Property, error) {
	b := &existing{site: at, docs: d, looked: map[string]bool{}, claimed: map[string]bool{}, reader: &read.Reader{Client: at.client, Space: at.space, Pages: d.tree.Len(), Parallel: at.settings.Parallel, Notice: at.notice}}
	b.snapshot = b.reader.Start(at.parent)
	properties, err := at.properties(ctx, b.reader)
	if err != nil {
		return nil, nil, err
	}
	b.record, err = space.ReadRecord(properties, d.owner(), d.treeName(), at.parent.ID, at.world.Repair)
	return b, properties, err
}

// nameAuthors says who wrote the record, where the host does not tell and it matters: to find the pages of a run that broke
// off, or of a lost record. That is this account, for nobody else writes it. Where the credential may not ask for itself,
// place, time and text must do.
func (b *existing) nameAuthors(ctx context.Context) error {
	if !b.record.LacksAuthors(b.world.Repair) {
		return nil
	}
	id, err := b.reader.Account(ctx)
	b.record.NameAuthors(id)
	return err
}
