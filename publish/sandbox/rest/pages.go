package rest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// pageOperations are v2's operations on pages (SPEC2 /pages).
func pageOperations() []operation {
	read, write := granular("read:page"), granular("write:page")
	return []operation{
		{on: v2, method: "GET", path: "/pages", granular: read, handle: listPages},
		{on: v2, method: "GET", path: "/spaces/{id}/pages", granular: read, handle: listSpacePages},
		{on: v2, method: "POST", path: "/pages", granular: write, handle: createPage},
		{on: v2, method: "GET", path: "/pages/{id}", granular: read, handle: getPage},
		{on: v2, method: "PUT", path: "/pages/{id}", granular: write, handle: updatePage},
		{on: v2, method: "PUT", path: "/pages/{id}/title", granular: write, handle: updatePageTitle},
		{on: v2, method: "DELETE", path: "/pages/{id}", granular: granular("delete:page"), handle: deletePage},
		{on: v2, method: "GET", path: "/pages/{id}/operations", granular: read, handle: pagePermissions},
	}
}

// page gives a page of any status that the caller may see; folders are no pages here.
func (c *call) page(id string) (store.Page, error) {
	if !isNumber(id) {
		return store.Page{}, invalidParameter("id", id, "long")
	}
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
	for name, values := range map[string][]string{"id": ids, "space-id": spaces} {
		for _, value := range values {
			if !isNumber(value) {
				return nil, invalidParameter(name, value, "long")
			}
		}
	}
	subtype, err := c.oneOf("subtype", "live", "page")
	if err != nil {
		return nil, err
	}
	return c.pageList(func(p store.Page) bool {
		return (len(ids) == 0 || slices.Contains(ids, p.ID) && !c.tooNew(p)) && (len(spaces) == 0 || slices.Contains(spaces, p.SpaceID)) &&
			(subtype == "" || cmp.Or(p.Subtype, "page") == subtype)
	}, "")
}

func listSpacePages(c *call) (any, error) {
	id := c.param("id")
	if !isNumber(id) {
		return nil, invalidParameter("id", id, "long")
	}
	if _, ok := c.visibleSpace(c.Store.Space(id)); !ok {
		return nil, c.noSpace(id)
	}
	depth, err := c.oneOf("depth", "all", "root")
	if err != nil {
		return nil, err
	}
	return c.pageList(func(p store.Page) bool { return depth != "root" || p.ParentID == "" }, id)
}

// pageList lists pages of a space, or of all, by the filters that both lists have. Without a status it shows current
// and archived pages; a title is compared as a whole and without regard to case.
func (c *call) pageList(matches func(store.Page) bool, spaceID string) (any, error) {
	status, err := c.someOf("status", "current", "archived", "deleted", "trashed")
	if err != nil {
		return nil, err
	}
	if len(status) == 0 {
		status = []string{"current", "archived"}
	}
	format, err := c.oneOf("body-format", "storage", "atlas_doc_format")
	if err != nil {
		return nil, err
	}
	sort, err := c.oneOf("sort", sortNames("id", "created-date", "modified-date", "title")...)
	if err != nil {
		return nil, err
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
	pages = sorted(pages, sort, pageOrders)
	return paged(c, pages, 25, func(p store.Page) string { return p.ID }, func(p store.Page) object {
		o := c.pageObject(p)
		o["subtype"] = text(p.Subtype)
		if format != "" {
			o["body"] = c.body(p, format)
		}
		return o
	})
}

// candidates are the pages that can have a title in a space. Current and archived ones are found at once; everything
// else has to be looked through. What is asked for by id is never late.
func (c *call) candidates(spaceID, title string, status []string) []store.Page {
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
	format, err := c.oneOf("body-format", "storage", "atlas_doc_format", "view", "export_view", "anonymous_export_view", "styled_view", "editor")
	if err != nil {
		return nil, err
	}
	status, err := c.someOf("status", "current", "archived", "trashed", "deleted", "historical", "draft")
	if err != nil {
		return nil, err
	}
	number, err := c.number("version", 0, 1, -1)
	if err != nil {
		return nil, err
	}
	draft, err := c.flag("get-draft")
	if err != nil {
		return nil, err
	}
	if len(status) == 0 {
		status = []string{"any"}
	}
	if draft {
		status = append(status, "draft")
	}
	if page, err = c.chosen(page, status, number); err != nil {
		return nil, missing("Cannot find a page with id [%s]", page.ID)
	}
	return c.pageWith(page, format)
}

// pageWith shows one page with all that the include parameters ask for.
func (c *call) pageWith(page store.Page, format string) (any, error) {
	o := c.pageObject(page)
	if format != "" {
		o["body"] = c.body(page, format)
	}
	for name, results := range map[string]func() []object{
		"labels":     func() []object { return c.labelsV2(page.Labels) },
		"properties": func() []object { return c.propertiesV2(page.ID) },
		"operations": func() []object { return c.operationsOn(page) },
		"versions":   func() []object { return versionsV2(page) },
		"likes":      func() []object { return []object{} },
		"collaborators": func() []object {
			return []object{{"accountId": page.AuthorID}}
		},
		"direct-children": func() []object { return c.childrenV2(page.ID) },
	} {
		include, err := c.flag("include-" + name)
		if err != nil {
			return nil, err
		}
		if include {
			key := strings.ReplaceAll(name, "direct-children", "directChildren")
			o[key] = object{
				"results": results(), "meta": object{"hasMore": false, "cursor": ""},
				"_links": object{"self": "/wiki/api/v2/pages/" + page.ID + "/" + name},
			}
		}
	}
	if c.query("include-version") == "false" {
		delete(o, "version")
	}
	if c.query("include-favorited-by-current-user-status") == "true" {
		o["isFavoritedByCurrentUser"] = false
	}
	c.withBase(o["_links"].(object))
	return o, nil
}

func (c *call) pageObject(p store.Page) object {
	o := object{
		"id": p.ID, "status": string(p.Status), "title": p.Title, "spaceId": p.SpaceID, "position": p.Position,
		"authorId": p.AuthorID, "ownerId": text(p.OwnerID), "lastOwnerId": text(p.LastOwnerID),
		"createdAt": when(p.CreatedAt), "version": versionV2(p.Version()), "_links": c.pageLinks(p), "body": object{},
	}
	c.parent(o, p)
	return o
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

// text gives null for nothing.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func pagePermissions(c *call) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	return object{"operations": c.operationsOn(page)}, nil
}
