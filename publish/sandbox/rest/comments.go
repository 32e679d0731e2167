package rest

import (
	"slices"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var commentHandlers = []handler{
	{v2, "GET /pages/{id}/footer-comments", footerComments},
	{v2, "GET /pages/{id}/inline-comments", inlineComments},
	{v1 | dc, "GET /content/{id}/child/comment", listComments},
}

func footerComments(c *call) (any, error) {
	return c.commentList(store.FooterComment, nil)
}

func inlineComments(c *call) (any, error) {
	return c.commentList(store.InlineComment, c.list("resolution-status"))
}

func (c *call) commentList(kind store.CommentKind, states []string) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(c.Store.Comments(page.ID), func(x store.Comment) bool {
		return x.Kind != kind || len(states) > 0 && !slices.Contains(states, x.Resolution)
	})
	byTime := func(a, b store.Comment) int { return a.CreatedAt.Compare(b.CreatedAt) }
	list = sorted(list, c.query("sort"), map[string]func(a, b store.Comment) int{"created-date": byTime, "modified-date": byTime})
	return paged(c, list, func(x store.Comment) string { return x.ID }, func(x store.Comment) object {
		return c.commentV2(page, x, c.query("body-format"))
	})
}

func (c *call) commentV2(page store.Page, x store.Comment, format string) object {
	o := object{
		"id": x.ID, "status": "current", "title": "Re: " + page.Title, "pageId": x.PageID, "body": object{},
		"version": object{"number": x.Version, "createdAt": when(x.CreatedAt), "authorId": x.AuthorID, "message": "", "minorEdit": false},
		"_links":  object{"webui": c.webUI(page) + "?focusedCommentId=" + x.ID},
	}
	switch format {
	case "storage":
		o["body"] = object{format: object{"representation": format, "value": x.Body}}
	case "atlas_doc_format":
		o["body"] = object{format: object{"representation": format, "value": storageToDocument(x.Body)}}
	}
	if x.Kind == store.InlineComment {
		o["resolutionStatus"] = x.Resolution
		o["properties"] = object{"inlineMarkerRef": x.MarkerRef, "inlineOriginalSelection": x.Selection}
	}
	return o
}

func listComments(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	places := c.list("location")
	list := slices.DeleteFunc(c.Store.Comments(page.ID), func(x store.Comment) bool {
		location := string(x.Kind)
		if x.Resolution == "resolved" {
			location = "resolved"
		}
		return len(places) > 0 && !slices.Contains(places, location)
	})
	e := c.expansion()
	return offset(c, list, func(x store.Comment) object { return c.commentObject(x, e) }), nil
}

func (c *call) commentObjects(list []store.Comment, e expansion) []object {
	objects := []object{}
	for _, x := range list {
		objects = append(objects, c.commentObject(x, e))
	}
	return objects
}

// commentObject shows a comment as v1 and Data Center do.
func (c *call) commentObject(x store.Comment, e expansion) object {
	page, _ := c.Store.Page(x.PageID)
	as := store.Page{
		ID: x.ID, Title: "Re: " + page.Title, SpaceID: page.SpaceID, Status: store.Current, AuthorID: x.AuthorID, CreatedAt: x.CreatedAt,
		Versions: []store.Version{{Number: x.Version, Body: x.Body, AuthorID: x.AuthorID, CreatedAt: x.CreatedAt}},
	}
	o := c.contentObject(as, e)
	o["type"] = "comment"
	extensions := object{"location": string(x.Kind), "_expandable": object{}}
	if x.Kind == store.InlineComment {
		extensions["inlineProperties"] = object{"originalSelection": x.Selection, "markerRef": x.MarkerRef}
		extensions["resolution"] = object{"status": x.Resolution}
	}
	o["extensions"] = extensions
	o["_links"] = object{"webui": c.webUI(page) + "?focusedCommentId=" + x.ID, "self": c.self("/content/" + x.ID)}
	return o
}

// createCommentContent adds a footer comment, sent to v1 as a content of its own type.
func (c *call) createCommentContent(in contentWrite) (any, error) {
	if in.Container == nil {
		return nil, badRequest("Container is required when creating a comment")
	}
	page, err := c.visible(string(in.Container.ID))
	if err != nil {
		return nil, err
	}
	body, _, err := storageBody(in.Body)
	if err != nil {
		return nil, err
	}
	comment, err := c.Store.AddComment(page.ID, in.parentID(), body, c.caller.user.AccountID)
	if err != nil {
		return nil, err
	}
	o := c.commentObject(comment, c.expansion())
	c.single(o)
	return o, nil
}
