package publish

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
)

// isOfTree reports whether an error concerns one tree, so that others can be published.
func isOfTree(err error) bool {
	_, isOfRecord := errors.AsType[*space.RecordError](err)
	return isOfRecord || errors.Is(err, settings.ErrUsage) || confluence.NotAParent(err) != "" ||
		confluence.IsKind(err, confluence.NotFound) || confluence.IsKind(err, confluence.Forbidden)
}

// fail notes what keeps a tree from being published. One that is not to be published is only told of: links to it stay without
// an address.
func (d *docs) fail(err error, notice func(text string)) {
	if d.failed = err; err == nil {
		return
	}
	d.at = nil
	if d.settings.LeftOut {
		notice(fmt.Sprintf("links to documents of the tree %s are left out, for it cannot be read: %v", d.settings.Tree, err))
	}
}

// nameParents says of the trees whose parent page is not there where it is a document of another tree, which is yet to be
// published.
func (all trees) nameParents() {
	for _, d := range all {
		if !errors.Is(d.failed, settings.ErrUsage) || !confluence.IsKind(d.failed, confluence.NotFound) {
			continue
		}
		for _, other := range all.reached() {
			for _, page := range other.rendered {
				if title.Fold(page.Title) == title.Fold(d.settings.Parent) && strings.EqualFold(other.spaceKey(), d.spaceKey()) {
					d.failed = fmt.Errorf("parent: the page %q was not there when this run began, and is a document of the tree %s (%s): publish that tree first, then run again", d.settings.Parent, other.settings.Tree, page.Source)
				}
			}
		}
	}
}

// ended is how the run ended, with what became of single trees.
func (all trees) ended(err error) error {
	ended := errorsOf(err)
	for _, d := range all {
		if d.failed == nil || d.settings.LeftOut {
			continue
		}
		failed := inTree(d.settings, d.failed)
		if len(all.published()) > 0 {
			failed = &leftOut{failed}
		}
		ended = append(ended, failed)
	}
	return ended.join()
}

// leftOut is what keeps a tree from being published in a run that publishes others.
type leftOut struct{ error }

func (l *leftOut) Unwrap() error { return l.error }
