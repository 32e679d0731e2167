package read

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
)

// Holdings returns what is on record on the pages above a page, and on the home page of the space, but for the parent page,
// whose records are known. Each page is read once.
func (r *Reader) Holdings(ctx context.Context, page space.Page) (map[string]space.Holding, error) {
	r.climbing.Lock()
	defer r.climbing.Unlock()
	claims, err := r.climb(ctx, []space.Page{page})
	return claims.Held, err
}

// Claims reads anew what records tell on the parent page, on the pages above some pages, and on the home page of the space. A run
// says what it is about to create before it does, and until it is on record: who reads this after a page was seen knows whether
// it may be another run's. Of the properties of the parent page, others tells what is not of the own record.
func (r *Reader) Claims(ctx context.Context, pages []space.Page, others func([]space.Property) space.Claims) (space.Claims, error) {
	r.climbing.Lock()
	defer r.climbing.Unlock()
	properties, err := r.Properties(ctx, r.parent)
	if err != nil {
		return space.Claims{}, err
	}
	onParent := others(properties)
	r.climbed = map[string]above{r.parent: {parentID: r.climbed[r.parent].parentID}}
	claims, err := r.climb(ctx, pages)
	claims.Add(onParent)
	return claims, err
}

// climb returns what is on record on the pages above some pages, and on the home page.
func (r *Reader) climb(ctx context.Context, pages []space.Page) (space.Claims, error) {
	starts := []string{r.Space.HomepageID}
	for _, page := range pages {
		starts = append(starts, page.ParentID)
	}
	claims, seen := space.Claims{Held: map[string]space.Holding{}}, map[string]bool{}
	for _, id := range starts {
		for id != "" && !seen[id] {
			seen[id] = true
			at, err := r.aboveOf(ctx, id)
			if err != nil {
				return space.Claims{}, err
			}
			claims.Add(at.claims)
			id = at.parentID
		}
	}
	return claims, nil
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
	r.climbed[id] = above{parentID: page.ParentID, claims: space.ClaimsOn(properties, id)}
	return r.climbed[id], nil
}
