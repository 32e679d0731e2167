package rest

import (
	"slices"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var commentHandlers = []handler{
	{v2, "GET /pages/{id}/footer-comments", commentsOfPage(store.FooterComment)},
	{v2, "POST /footer-comments", createFooterComment},
	{v2, "GET /footer-comments/{id}", getComment(store.FooterComment)},
	{v2, "GET /footer-comments/{id}/children", listReplies(store.FooterComment)},
	{v2, "GET /pages/{id}/inline-comments", commentsOfPage(store.InlineComment)},
	{v2, "POST /inline-comments", createInlineComment},
	{v2, "GET /inline-comments/{id}", getComment(store.InlineComment)},
	{v2, "GET /inline-comments/{id}/children", listReplies(store.InlineComment)},
	{v1 | dc, "GET /content/{id}/child/comment", listComments},
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
		return x.ParentID != "" && c.query("depth") != "all" || len(places) > 0 && !slices.Contains(places, location)
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
	delete(o, "container")
	expandable{e, o, o["_expandable"].(object)}.field("container", "/rest/api/content/"+page.ID, func(e expansion) any { return c.contentObject(page, e) })
	extensions := object{"location": string(x.Kind)}
	more := e["extensions"].into(extensions)
	if x.Kind == store.InlineComment {
		more.field("inlineProperties", "", func(expansion) any {
			return object{"originalSelection": x.Selection, "markerRef": x.MarkerRef}
		})
	}
	more.field("resolution", "", func(expansion) any { return object{"status": x.Resolution} })
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
	return c.single(c.commentObject(comment, c.expansion())), nil
}
