package rest

import (
	"slices"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// commentsOfPage lists the comments of one kind; replies are listed with what they answer.
func commentsOfPage(kind store.CommentKind) func(*call) (any, error) {
	return func(c *call) (any, error) {
		page, err := c.page(c.param("id"))
		if err != nil {
			return nil, err
		}
		states := c.list("resolution-status")
		return c.commentsV2(slices.DeleteFunc(c.Store.Comments(page.ID), func(x store.Comment) bool {
			return x.Kind != kind || x.ParentID != "" || len(states) > 0 && !slices.Contains(states, x.Resolution)
		}))
	}
}

func (c *call) commentsV2(list []store.Comment) (any, error) {
	byTime := func(a, b store.Comment) int { return a.CreatedAt.Compare(b.CreatedAt) }
	list = sorted(list, c.query("sort"), map[string]func(a, b store.Comment) int{"created-date": byTime, "modified-date": byTime})
	return paged(c, list, func(x store.Comment) string { return x.ID }, c.commentV2)
}

func (c *call) commentV2(x store.Comment) object {
	page, _ := c.Store.Page(x.PageID)
	o := object{
		"id": x.ID, "status": "current", "title": "Re: " + page.Title, "body": object{},
		"version": object{"number": x.Version, "createdAt": when(x.CreatedAt), "authorId": x.AuthorID, "message": "", "minorEdit": false},
		"_links":  object{"webui": c.webUI(page) + "?focusedCommentId=" + x.ID},
	}
	if x.ParentID != "" {
		o["parentCommentId"] = x.ParentID
	} else {
		o["pageId"] = x.PageID
	}
	if format := c.query("body-format"); format != "" {
		page.Versions = []store.Version{{Body: x.Body}}
		o["body"] = c.body(page, format)
	}
	if x.Kind == store.InlineComment {
		o["resolutionStatus"] = x.Resolution
		o["properties"] = object{"inlineMarkerRef": x.MarkerRef, "inlineOriginalSelection": x.Selection}
	}
	return o
}

// comment returns a comment of a kind on a page that the caller may see.
func (c *call) comment(kind store.CommentKind, id string) (store.Comment, error) {
	x, err := c.Store.Comment(id)
	if err == nil && x.Kind == kind {
		_, err = c.visible(x.PageID)
	}
	if err != nil || x.Kind != kind {
		return x, missing("Could not find comment with id [%s]", id)
	}
	return x, nil
}

func getComment(kind store.CommentKind) func(*call) (any, error) {
	return func(c *call) (any, error) {
		x, err := c.comment(kind, c.param("id"))
		if err != nil {
			return nil, err
		}
		return c.commentWith(x), nil
	}
}

// commentWith shows one comment with what the include parameters ask for.
func (c *call) commentWith(x store.Comment) object {
	o := c.commentV2(x)
	c.include(o, "/wiki/api/v2/"+string(x.Kind)+"-comments/"+x.ID, map[string]func() []object{
		"operations": func() []object { return permitted("comment", x.AuthorID == c.caller.user.AccountID) },
		"likes":      func() []object { return []object{} },
		"versions":   func() []object { return []object{o["version"].(object)} },
	})
	return c.alone(o)
}

func listReplies(kind store.CommentKind) func(*call) (any, error) {
	return func(c *call) (any, error) {
		parent, err := c.comment(kind, c.param("id"))
		if err != nil {
			return nil, err
		}
		return c.commentsV2(slices.DeleteFunc(c.Store.Comments(parent.PageID), func(x store.Comment) bool { return x.ParentID != parent.ID }))
	}
}

// commentWrite is the body of a request that makes a comment: on a page, or as a reply.
type commentWrite struct {
	PageID          id           `json:"pageId"`
	ParentCommentID id           `json:"parentCommentId"`
	Body            *bodyWriteV2 `json:"body"`
	Inline          *struct {
		Text  string `json:"textSelection"`
		Count int    `json:"textSelectionMatchCount"`
		Index int    `json:"textSelectionMatchIndex"`
	} `json:"inlineCommentProperties"`
}

func createFooterComment(c *call) (any, error) {
	return c.createComment(store.FooterComment, func(in commentWrite, body, author string) (store.Comment, error) {
		return c.Store.AddComment(string(in.PageID), "", body, author)
	})
}

func createInlineComment(c *call) (any, error) {
	return c.createComment(store.InlineComment, func(in commentWrite, body, author string) (store.Comment, error) {
		if in.Inline == nil || in.Inline.Text == "" {
			return store.Comment{}, badRequest("inlineCommentProperties with a textSelection are required for an inline comment")
		}
		if in.Inline.Count <= in.Inline.Index {
			return store.Comment{}, badRequest("textSelectionMatchCount [%d] must be greater than textSelectionMatchIndex [%d]", in.Inline.Count, in.Inline.Index)
		}
		on := store.Selection{Text: in.Inline.Text, Count: in.Inline.Count, Index: in.Inline.Index}
		return c.Store.AddInlineCommentOn(string(in.PageID), on, body, author)
	})
}

func (c *call) createComment(kind store.CommentKind, add func(in commentWrite, body, author string) (store.Comment, error)) (any, error) {
	var in commentWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	body, err := in.Body.storage()
	if err != nil {
		return nil, err
	}
	if in.Body == nil {
		return nil, badRequest("Missing required field 'body'")
	}
	if in.PageID == "" == (in.ParentCommentID == "") {
		return nil, badRequest("Exactly one of pageId and parentCommentId is required")
	}
	author := c.caller.user.AccountID
	var x store.Comment
	if in.PageID != "" {
		if _, err := c.page(string(in.PageID)); err != nil {
			return nil, err
		}
		x, err = add(in, body, author)
	} else {
		var parent store.Comment
		if parent, err = c.comment(kind, string(in.ParentCommentID)); err == nil {
			x, err = c.Store.AddReply(parent.ID, body, author)
		}
	}
	if err != nil {
		return nil, err
	}
	return created(c.commentWith(x)), nil
}
