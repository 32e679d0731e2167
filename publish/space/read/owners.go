package read

import (
	"context"
	"fmt"
	"maps"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
)

// Holdings returns what is on record on the pages above a page, and on the home page of the space, but for the parent page,
// whose records are known. Each page is read once.
func (r *Reader) Holdings(ctx context.Context, page space.Page) (map[string]space.Holding, error) {
	r.climbing.Lock()
	defer r.climbing.Unlock()
	found := map[string]space.Holding{}
	seen := map[string]bool{}
	for _, id := range []string{page.ParentID, r.Space.HomepageID} {
		for id != "" && !seen[id] {
			seen[id] = true
			at, err := r.aboveOf(ctx, id)
			if err != nil {
				return nil, err
			}
			maps.Copy(found, at.holds)
			id = at.parentID
		}
	}
	return found, nil
}

func (r *Reader) aboveOf(ctx context.Context, id string) (above, error) {
	if at, known := r.climbed[id]; known {
		return at, nil
	}
	page, err := r.Client.Page(ctx, id)
	if confluence.IsKind(err, confluence.NotFound) { // it may be a folder
		page, err = r.Client.ParentPage(ctx, r.Space, id)
	}
	if confluence.IsKind(err, confluence.NotFound) || confluence.NotAParent(err) != "" || page.IsFolder && !r.Client.Can().FoldersHaveProperties {
		r.climbed[id] = above{parentID: page.ParentID}
		return r.climbed[id], nil
	}
	if err != nil {
		return above{}, fmt.Errorf("the page %s above others cannot be read: %w", id, err)
	}
	properties, err := r.Properties(ctx, id)
	if err != nil {
		return above{}, err
	}
	r.climbed[id] = above{parentID: page.ParentID, holds: space.Holdings(properties, id)}
	return r.climbed[id], nil
}
