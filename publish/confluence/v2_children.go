package confluence

import (
	"context"
	"net/http"
	"net/url"
	"slices"
)

type v2Child struct {
	ID       string  `json:"id"`
	Type     string  `json:"type"` // "" in the list of pages
	Title    string  `json:"title"`
	Status   string  `json:"status"`
	SpaceID  string  `json:"spaceId"`
	Position ordinal `json:"childPosition"`
}

func (c v2Child) page() Page {
	return Page{ID: c.ID, Title: c.Title, Status: c.Status, SpaceID: c.SpaceID, Position: int(c.Position), IsFolder: c.Type == "folder"}
}

// childPages asks for the page with its children included, which shows folders too
// and wants no scope but that of reading pages; the list of all children wants one
// of its own, and the list of pages leaves folders out. Of more children than are
// included, the folders behind the first 50 are not seen. What the document leaves
// open is where in the answer they stand: without them, the list of pages is left.
func (r *v2) childPages(ctx context.Context, id string) ([]Page, error) {
	page, err := ask[struct {
		Children *struct {
			collection[v2Child]
			Meta struct {
				HasMore bool `json:"hasMore"`
			} `json:"meta"`
		} `json:"directChildren"`
	}](ctx, r.root, call{
		op: ListChildren, method: http.MethodGet, path: r.ownPath(id), subject: "page " + id,
		query: url.Values{"include-direct-children": {"true"}},
	})
	if err != nil {
		return nil, err
	}
	var pages, folders []Page
	if page.Children != nil {
		for _, child := range page.Children.Results {
			switch child.Type {
			case "page":
				pages = append(pages, child.page())
			case "folder":
				r.folders.Store(child.ID, nil)
				folders = append(folders, child.page())
			}
		}
	}
	if page.Children == nil || page.Children.Meta.HasMore {
		list := pagePath(id, "children")
		if _, isFolder := r.folders.Load(id); isFolder {
			list = pathBelow("/folders/", id, "direct-children") // it wants a scope of its own
		}
		var listed []v2Child
		listed, err = collect(rows[v2Child](ctx, r.root, call{
			op: ListChildren, method: http.MethodGet, path: list, subject: "page " + id, query: url.Values{"limit": {v2Rows}},
		}), func(child v2Child) v2Child { return child })
		pages = nil
		for _, child := range listed {
			if child.Type == "" || child.Type == "page" {
				pages = append(pages, child.page())
			}
		}
	}
	return append(pages, folders...), err
}

func (r *v2) childFolders(ctx context.Context, id string) ([]Page, error) {
	children, err := r.childPages(ctx, id)
	return slices.DeleteFunc(children, func(p Page) bool { return !p.IsFolder }), err
}

// ownPath is where a page is read, or a folder that is known to be one.
func (r *v2) ownPath(id string) string {
	if _, isFolder := r.folders.Load(id); isFolder {
		return pathBelow("/folders/", id)
	}
	return pagePath(id)
}
