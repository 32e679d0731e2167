package rest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// pageHandlers are v2's operations on pages (SPEC2 /pages).
var pageHandlers = []handler{
	{v2, "GET /pages", listPages},
	{v2, "GET /spaces/{id}/pages", listSpacePages},
	{v2, "POST /pages", createPage},
	{v2, "GET /pages/{id}", getPage},
	{v2, "PUT /pages/{id}", updatePage},
	{v2, "PUT /pages/{id}/title", updatePageTitle},
	{v2, "DELETE /pages/{id}", deletePage},
}

// page returns a page of any status that the caller may see; folders are no pages here.
func (c *call) page(id string) (store.Page, error) {
	page, err := c.Store.Page(id)
	if err != nil || page.Type != store.PageType || !c.mayView(page) || c.tooNew(page) {
		return store.Page{}, missing("Cannot find a page with id [%s]", id)
	}
	return page, nil
}

func (c *call) editablePage(id string) (store.Page, error) {
	page, err := c.page(id)
	if err == nil && !c.Store.MayEdit(c.caller.user, page) {
		err = missing("Could not find page with id [%s]", id)
	}
	return page, err
}

func listPages(c *call) (any, error) {
	ids, spaces := c.list("id"), c.list("space-id")
	subtype := c.query("subtype")
	return c.pageList(func(p store.Page) bool {
		return (len(ids) == 0 || slices.Contains(ids, p.ID) && !c.tooNew(p)) && (len(spaces) == 0 || slices.Contains(spaces, p.SpaceID)) &&
			(subtype == "" || cmp.Or(p.Subtype, "page") == subtype)
	}, "")
}

func listSpacePages(c *call) (any, error) {
	id, depth := c.param("id"), c.query("depth")
	if _, err := c.spaceByID(id); err != nil {
		return nil, err
	}
	return c.pageList(func(p store.Page) bool { return depth != "root" || p.ParentID == "" }, id)
}

// pageList lists pages of a space, or of all, by the filters that both lists have. Without a status it shows current
// and archived pages; a title is compared as a whole and without regard to case.
func (c *call) pageList(matches func(store.Page) bool, spaceID string) (any, error) {
	status := c.list("status")
	if len(status) == 0 {
		status = []string{"current", "archived"}
	}
	byTitle := c.request.URL.Query().Has("title")
	title := c.query("title")
	var pages []store.Page
	for _, p := range c.candidates(spaceID, title, status) {
		if p.Type == store.PageType && slices.Contains(status, string(p.Status)) && (!byTitle || strings.EqualFold(p.Title, title)) &&
			matches(p) && c.mayView(p) {
			pages = append(pages, p)
		}
	}
	pages = sorted(pages, c.query("sort"), pageOrders)
	return paged(c, pages, func(p store.Page) string { return p.ID }, func(p store.Page) object {
		o := c.pageObject(p)
		o["subtype"] = text(p.Subtype)
		if format := c.query("body-format"); format != "" {
			o["body"] = c.body(p, format)
		}
		return o
	})
}

// candidates are the pages that can have a title in a space. Current and archived ones are found at once; everything
// else has to be looked through. What is asked for by id is never late.
func (c *call) candidates(spaceID, title string, status []string) []store.Page {
	if ids := c.list("id"); spaceID == "" && len(ids) > 0 {
		var pages []store.Page
		for _, id := range slices.Compact(slices.SortedFunc(slices.Values(ids), byID)) { // the order of their creation
			if page, err := c.Store.Page(id); err == nil {
				pages = append(pages, page)
			}
		}
		return pages
	}
	if len(c.list("id"))+len(c.list("ids")) > 0 {
		return c.Store.Pages(spaceID)
	}
	held := !slices.ContainsFunc(status, func(s string) bool { return s != "current" && s != "archived" })
	if title == "" || !held {
		return c.Store.Listed(spaceID)
	}
	var pages []store.Page
	for _, space := range c.Store.Spaces() {
		if spaceID != "" && spaceID != space.ID {
			continue
		}
		if page, err := c.Store.ListedByTitle(space.ID, title); err == nil {
			pages = append(pages, page)
		}
	}
	return pages
}

var pageOrders = map[string]func(a, b store.Page) int{
	"id":             func(a, b store.Page) int { return byID(a.ID, b.ID) },
	"created-date":   func(a, b store.Page) int { return a.CreatedAt.Compare(b.CreatedAt) },
	"modified-date":  func(a, b store.Page) int { return a.Version().CreatedAt.Compare(b.Version().CreatedAt) },
	"title":          func(a, b store.Page) int { return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) },
	"child-position": func(a, b store.Page) int { return cmp.Compare(a.Position, b.Position) },
}

func getPage(c *call) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	status := c.list("status")
	if len(status) == 0 {
		status = []string{"any"}
	}
	if c.flag("get-draft") {
		status = append(status, "draft")
	}
	if page, err = c.chosen(page, status, c.number("version")); err != nil {
		return nil, missing("Cannot find a page with id [%s]", page.ID)
	}
	return c.pageWith(page, c.query("body-format")), nil
}

// pageWith shows one page with all that the include parameters ask for.
func (c *call) pageWith(page store.Page, format string) object {
	o := c.pageObject(page)
	if format != "" {
		o["body"] = c.body(page, format)
	}
	c.include(o, "/wiki/api/v2/pages/"+page.ID, map[string]func() []object{
		"labels":          func() []object { return c.labelsV2(page.Labels) },
		"properties":      func() []object { return c.propertiesV2(page.ID) },
		"operations":      func() []object { return c.operationsOn(page) },
		"versions":        func() []object { return versionsV2(page) },
		"likes":           func() []object { return []object{} },
		"collaborators":   func() []object { return []object{{"accountId": page.AuthorID}} },
		"direct-children": func() []object { return c.childrenV2(page.ID) },
	})
	if c.flag("include-favorited-by-current-user-status") {
		o["isFavoritedByCurrentUser"] = false
	}
	return c.alone(o)
}

func (c *call) pageObject(p store.Page) object {
	o := object{
		"id": p.ID, "status": string(p.Status), "title": p.Title, "spaceId": p.SpaceID, "position": position(p),
		"authorId": p.AuthorID, "ownerId": text(p.OwnerID), "lastOwnerId": text(p.LastOwnerID),
		"createdAt": when(p.CreatedAt), "version": versionV2(p, p.Version()), "_links": c.pageLinks(p), "body": object{},
	}
	c.parent(o, p)
	return o
}

// position is that among the siblings; a page outside of the tree has none (github.com/mozilla/markfluence
// docs/confluence/folders.md).
func position(p store.Page) any {
	if p.Position == store.NoPosition || p.Status == store.Trashed {
		return nil
	}
	return p.Position
}

// parent says where a page or folder stands, as far as v2 tells.
func (c *call) parent(o object, p store.Page) {
	o["parentId"], o["parentType"] = nil, nil
	if p.ParentID == "" {
		return
	}
	o["parentId"], o["parentType"] = p.ParentID, string(store.PageType)
	if parent, err := c.Store.Page(p.ParentID); err == nil {
		o["parentType"] = string(parent.Type)
	}
}

func (c *call) body(p store.Page, format string) object {
	return object{format: object{"representation": format, "value": c.bodyAs(p, format)}}
}

// text returns null for nothing.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}
