package rest

import (
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// treeHandlers look further up and down than one step.
var treeHandlers = []handler{
	{v2, "GET /pages/{id}/descendants", descendantsV2},
	{v2, "GET /folders/{id}/descendants", descendantsV2},
	{v2, "GET /pages/{id}/ancestors", ancestorsV2},
	{v2, "GET /folders/{id}/ancestors", ancestorsV2},
	{v1 | dc, "GET /content/{id}/descendant", descendantsByType},
	{v1 | dc, "GET /content/{id}/descendant/{type}", descendantsOfType},
}

// treeNode returns the page or folder of a v2 path; each kind is found only under its own name.
func (c *call) treeNode() (store.Page, error) {
	id := c.param("id")
	if strings.HasPrefix(c.path, "/folders") {
		return c.folder(id)
	}
	page, err := c.page(id)
	if err != nil && strings.HasSuffix(c.path, "/direct-children") {
		err = missing("Cannot find [page] entity with id [%s]", id) // github.com/mozilla/markfluence docs/confluence/folders.md
	}
	return page, err
}

func descendantsV2(c *call) (any, error) {
	top, err := c.treeNode()
	if err != nil {
		return nil, err
	}
	return paged(c, c.descendants(top.ID, c.number("depth")), func(d store.Descendant) string { return d.ID }, func(d store.Descendant) object {
		return object{
			"id": d.ID, "status": string(d.Status), "title": d.Title, "type": string(d.Type), "parentId": d.ParentID, "depth": d.Depth,
			"childPosition": d.Position, "lastModified": when(d.Version().CreatedAt),
		}
	})
}

func (c *call) descendants(id string, depth int) []store.Descendant {
	var list []store.Descendant
	for _, d := range c.Store.Descendants(id, depth) {
		if c.mayView(d.Page) {
			list = append(list, d)
		}
	}
	return list
}

// ancestorsV2 lists the nearest ancestors, root first. There is no cursor: for more, a client asks again with the
// topmost id (SPEC2).
func ancestorsV2(c *call) (any, error) {
	node, err := c.treeNode()
	if err != nil {
		return nil, err
	}
	ancestors := c.Store.Ancestors(node.ID)
	results := []object{}
	for _, a := range ancestors[max(0, len(ancestors)-c.number("limit")):] {
		results = append(results, object{"id": a.ID, "type": string(a.Type)})
	}
	o := object{"results": results}
	if node.Type == store.PageType {
		o["_links"] = object{"base": c.base}
	}
	return o, nil
}

func descendantsByType(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	return c.alone(c.descendantsObject(page, c.expansion())), nil
}

func (c *call) descendantsObject(page store.Page, e expansion) object {
	path := "/content/" + page.ID + "/descendant"
	o := object{"_links": object{"self": c.self(path)}}
	x := e.into(o)
	x.field("page", "/rest/api"+path+"/page", func(e expansion) any {
		return c.inner(path+"/page", c.contentObjects(c.pagesBelow(page.ID, 0), e))
	})
	x.field("attachment", "/rest/api"+path+"/attachment", func(e expansion) any {
		return c.inner(path+"/attachment", c.attachmentObjects(c.attachmentsBelow(page.ID, 0), e))
	})
	x.field("comment", "/rest/api"+path+"/comment", func(e expansion) any {
		return c.inner(path+"/comment", c.commentObjects(c.Store.Comments(page.ID), e))
	})
	return o
}

func (c *call) pagesBelow(id string, depth int) []store.Page {
	var pages []store.Page
	for _, d := range c.descendants(id, depth) {
		if d.Type == store.PageType {
			pages = append(pages, d.Page)
		}
	}
	return pages
}

func (c *call) attachmentsBelow(id string, depth int) []store.Attachment {
	list := c.Store.Attachments(id)
	for _, page := range c.pagesBelow(id, depth) {
		list = append(list, c.Store.Attachments(page.ID)...)
	}
	return list
}

func descendantsOfType(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	depth := 0
	switch text := c.query("depth"); text {
	case "", "all":
	case "root":
		depth = 1
	default:
		if depth, err = strconv.Atoi(text); err != nil || depth < 1 || depth > 100 {
			return nil, badRequest("Invalid depth: %s", text)
		}
	}
	e := c.expansion()
	switch kind := c.param("type"); kind {
	case "page":
		return c.contentList(c.pagesBelow(page.ID, depth)), nil
	case "attachment":
		return offset(c, c.attachmentsBelow(page.ID, depth), func(a store.Attachment) object { return c.attachmentObject(a, e) }), nil
	case "comment":
		return offset(c, c.Store.Comments(page.ID), func(x store.Comment) object { return c.commentObject(x, e) }), nil
	default:
		return nil, badRequest("Cannot find descendants of type '%s'", kind)
	}
}
