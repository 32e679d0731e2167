package rest

import (
	"slices"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// childHandlers list what is right below a content.
var childHandlers = []handler{
	{v2, "GET /pages/{id}/children", childPages},
	{v2, "GET /pages/{id}/direct-children", directChildren},
	{v2, "GET /folders/{id}/direct-children", directChildren},
	{v1 | dc, "GET /content/{id}/child", childrenByType},
	{v1 | dc, "GET /content/{id}/child/{type}", childrenOfType},
}

// visibleChildren lists the children of a content that the caller may see, in order; kind "" is every kind.
func (c *call) visibleChildren(id string, kind store.Type) []store.Page {
	return slices.DeleteFunc(c.Store.Children(id), func(p store.Page) bool {
		return kind != "" && p.Type != kind || !c.mayView(p)
	})
}

// childPages is the deprecated list of v2: it leaves folders out without a word.
func childPages(c *call) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	return c.childList(c.visibleChildren(page.ID, store.PageType), func(p store.Page) object {
		return object{"id": p.ID, "status": string(p.Status), "title": p.Title, "spaceId": p.SpaceID, "childPosition": p.Position}
	})
}

func directChildren(c *call) (any, error) {
	parent, err := c.treeNode()
	if err != nil {
		return nil, err
	}
	return c.childList(c.visibleChildren(parent.ID, ""), childV2)
}

func (c *call) childList(children []store.Page, show func(store.Page) object) (any, error) {
	return paged(c, sorted(children, c.query("sort"), pageOrders), func(p store.Page) string { return p.ID }, show)
}

func (c *call) childrenV2(id string) []object {
	list := []object{}
	for _, child := range c.visibleChildren(id, "") {
		list = append(list, childV2(child))
	}
	return list
}

func childV2(p store.Page) object {
	return object{
		"id": p.ID, "status": string(p.Status), "title": p.Title, "type": string(p.Type), "childPosition": p.Position,
	}
}

func childrenByType(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	return c.alone(c.childrenObject(page, c.expansion())), nil
}

// childrenObject shows the kinds of children, each expanded or with its path.
func (c *call) childrenObject(page store.Page, e expansion) object {
	path := "/content/" + page.ID + "/child"
	o := object{"_links": object{"self": c.self(path)}}
	x := e.into(o)
	x.field("page", "/rest/api"+path+"/page", func(e expansion) any {
		return c.inner(path+"/page", c.contentObjects(c.visibleChildren(page.ID, store.PageType), e))
	})
	x.field("attachment", "/rest/api"+path+"/attachment", func(e expansion) any {
		return c.inner(path+"/attachment", c.attachmentObjects(c.Store.Attachments(page.ID), e))
	})
	x.field("comment", "/rest/api"+path+"/comment", func(e expansion) any {
		return c.inner(path+"/comment", c.commentObjects(c.Store.Comments(page.ID), e))
	})
	return o
}

func (c *call) contentObjects(pages []store.Page, e expansion) []object {
	list := []object{}
	for _, page := range pages {
		list = append(list, c.contentObject(page, e))
	}
	return list
}

func childrenOfType(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	switch kind := c.param("type"); kind {
	case "page", "folder":
		return c.contentList(c.visibleChildren(page.ID, store.Type(kind))), nil
	case "whiteboard", "database", "embed":
		return c.contentList(nil), nil
	default:
		return nil, badRequest("Cannot find children of type '%s'", kind)
	}
}
