package publish

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
)

// takeRecordsOver reports whether a record is to be taken over. That there is none is told before the documents are rendered.
func (all trees) takeRecordsOver() bool {
	return slices.ContainsFunc(all, func(d *docs) bool { return takesOver(d.settings) })
}

func takesOver(s settings.Settings) bool {
	return s.FormerOwner != "" || s.FormerTree != "" || s.FormerParent != ""
}

// takeOver takes the entries of a record that the settings name as this one's former self.
func (b *existing) takeOver(ctx context.Context, properties []space.Property) error {
	s := b.settings
	if !takesOver(s) {
		return nil
	}
	owner, tree, parent := b.record.Owner, b.record.Tree, b.parent.ID
	if s.FormerOwner != "" {
		owner = space.NormalOwner(s.FormerOwner)
		b.record.FormerOwner = owner
	}
	if s.FormerTree != "" {
		tree = path.Clean(s.FormerTree)
	}
	if s.FormerParent != "" {
		var err error
		parent = b.formerParent.ID
		if properties, err = b.reader.Properties(ctx, parent); err != nil {
			return err
		}
	}
	if owner == b.record.Owner && tree == b.record.Tree && parent == b.record.Parent {
		b.world.Host.Log("former-owner, former-tree and former-parent name what these pages are on record for today: there is nothing to take over, and they can be removed from the settings.")
		return nil
	}
	if owner == b.record.Owner && tree != b.record.Tree && slices.Contains(s.Named, tree) {
		return fmt.Errorf("%w: former-owner and former-tree: that is the tree %s, which stands in the file, and its pages are its own: remove both", settings.ErrUsage, tree)
	}
	// A run that broke off while it removed the former record had taken it over whole.
	isTaken := b.record.Exists && len(b.record.Entries) > 0
	former, err := space.ReadRecord(properties, owner, tree, parent, b.world.Repair || isTaken)
	if err != nil {
		return err
	}
	switch {
	case former.Exists, former.Mended:
		if second := b.record.TakeOver(former, b.docs.isOutside); len(second) > 0 {
			b.notice(fmt.Sprintf("Documents have pages that were made before the former record was taken over, and again those that were made for them first. These are theirs from now on; delete the others, which are left alone: %s.", strings.Join(second, ", ")))
		}
		if n := len(former.Entries); b.record.IsShared && n > 0 {
			b.notice(fmt.Sprintf("Of the pages on record for the docs %s, those stay there whose documents are in the checkout, but not in the docs %s (%d). Another tree takes them over with former-tree: %[1]s.", former.Tree, b.record.Tree, n))
		}
		return nil
	case b.record.Exists:
		return nil // it was taken over before
	case b.world.Repair && s.FormerOwner != "":
		return nil // it is lost, and the marks on the pages tell
	}
	return fmt.Errorf("%w: there is no record of the owner %s and the docs %s on the page %s to take over: correct former-owner, former-tree and former-parent, or remove them", settings.ErrUsage, owner, tree, parent)
}
