package publish

import (
	"context"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/source"
)

// find looks for the page that the draft was published to: the one that its front matter names, the one in the
// manifest, or that of a document which had the same title and is gone.
func (p *planner) find(ctx context.Context, change *Change) error {
	if change.Draft.PageID() != "" {
		return p.findBound(ctx, change)
	}
	manifest := p.standing.Manifest
	entry, known := manifest.Pages[change.Source]
	if renamed := p.gone[source.FoldTitle(change.Title)]; !known && renamed != "" {
		entry, known = manifest.Pages[renamed], true
		delete(manifest.Pages, renamed)
		delete(p.gone, source.FoldTitle(change.Title))
		manifest.Pages[change.Source] = entry
	}
	if !known || p.bound[entry.ID] != "" {
		return nil
	}
	page, stands := p.standing.byID[entry.ID]
	if !stands {
		// Archived pages are not listed, nor are those that went to another space or to the trash.
		var err error
		if page, err = p.client.Page(ctx, entry.ID); confluence.IsKind(err, confluence.NotFound) {
			return nil
		} else if err != nil {
			return err
		}
		if page.Status != "archived" || page.SpaceID != "" && page.SpaceID != p.standing.Space.ID {
			return nil
		}
	}
	change.Page, change.Known = page, entry
	return nil
}

func (p *planner) findBound(ctx context.Context, change *Change) error {
	id := change.Draft.PageID()
	if other := p.bound[id]; other != change.Source {
		return pageErrorf("its front matter names the page %s, and so does that of %s: a page shows one document", id, other)
	}
	page, err := p.client.Page(ctx, id)
	switch {
	case confluence.IsKind(err, confluence.NotFound):
		return pageErrorf("its front matter names the page %s, which is not there or not visible to this account", id)
	case err != nil:
		return err
	case page.SpaceID != "" && page.SpaceID != p.standing.Space.ID:
		return pageErrorf("its front matter names the page %s, which lies in another space than %s", id, p.standing.Space.Key)
	case page.Status == "trashed":
		return pageErrorf("its front matter names the page %s, which is in the trash: restore it there, or remove page-id", id)
	}
	change.Page = page
	if entry := p.standing.Manifest.Pages[change.Source]; entry.ID == id {
		change.Known = entry
	}
	return nil
}
