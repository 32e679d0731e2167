package rest

import "github.com/pagewright/pagewright/publish/sandbox/store"

// pageWrite is the body of a request that writes a page.
type pageWrite struct {
	ID       id           `json:"id"`
	SpaceID  id           `json:"spaceId"`
	Status   *string      `json:"status"`
	Title    *string      `json:"title"`
	ParentID *id          `json:"parentId"`
	OwnerID  *string      `json:"ownerId"`
	Subtype  *string      `json:"subtype"`
	Body     *bodyWriteV2 `json:"body"`
	Version  *struct {
		Number  *int   `json:"number"`
		Message string `json:"message"`
	} `json:"version"`
}

func (w pageWrite) status() (store.Status, error) {
	if w.Status == nil {
		return store.Current, nil
	}
	if s := *w.Status; s != "current" && s != "draft" {
		return "", invalidParameter("status", s, "one of current, draft")
	}
	return store.Status(*w.Status), nil
}

func createPage(c *call) (any, error) {
	var in pageWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	n, err := c.newPage(in, c.flag("root-level"))
	if err != nil {
		return nil, err
	}
	page, err := c.Store.CreatePage(n)
	if err != nil {
		return nil, err
	}
	if c.flag("private") {
		only := store.Subjects{Users: []string{page.AuthorID}}
		if err := c.Store.SetRestrictions(page.ID, store.Restrictions{Read: only, Update: only}); err != nil {
			return nil, err
		}
	}
	return c.pageWith(page, "storage"), nil
}

func (c *call) newPage(in pageWrite, rootLevel bool) (store.NewPage, error) {
	status, err := in.status()
	if err != nil {
		return store.NewPage{}, err
	}
	if !isNumber(string(in.SpaceID)) {
		return store.NewPage{}, invalidParameter("spaceId", string(in.SpaceID), "long")
	}
	space, ok := c.visibleSpace(c.Store.Space(string(in.SpaceID)))
	if !ok || !c.Store.MayEditSpace(c.caller.user, space) {
		return store.NewPage{}, c.noSpace(string(in.SpaceID))
	}
	n := store.NewPage{
		SpaceID: space.ID, Status: status, RootLevel: rootLevel, AuthorID: c.caller.user.AccountID, Editor: store.NewEditor,
	}
	if in.Title != nil {
		n.Title = *in.Title
	}
	if in.Subtype != nil {
		if *in.Subtype != "live" {
			return n, invalidParameter("subtype", *in.Subtype, "live")
		}
		n.Subtype = *in.Subtype
	}
	if in.ParentID != nil && *in.ParentID != "" {
		if rootLevel {
			return n, badRequest("parentId cannot be specified when root-level is true")
		}
		if n.ParentID, err = c.parentFor(string(*in.ParentID)); err != nil {
			return n, err
		}
	}
	if in.Version != nil {
		n.Message = in.Version.Message
	}
	n.Body, err = in.Body.storage()
	return n, err
}

// parentFor returns the id of a parent that the caller may see.
func (c *call) parentFor(id string) (string, error) {
	if !isNumber(id) {
		return "", invalidParameter("parentId", id, "long")
	}
	if _, err := c.visible(id); err != nil {
		return "", c.broken(&store.Error{Rule: store.ParentNotFound, ID: id})
	}
	return id, nil
}

func updatePage(c *call) (any, error) {
	var in pageWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	id := c.param("id")
	if err := in.complete(id); err != nil {
		return nil, err
	}
	page, err := c.editablePage(id)
	if err != nil {
		return nil, err
	}
	status, err := in.status()
	if err != nil {
		return nil, err
	}
	if in.SpaceID != "" && string(in.SpaceID) != page.SpaceID {
		return nil, badRequest("Moving a page to a different space is not supported")
	}
	u := store.Update{
		Version: *in.Version.Number, Status: status, Title: in.Title, OwnerID: in.OwnerID,
		Message: in.Version.Message, AuthorID: c.caller.user.AccountID,
	}
	if in.ParentID != nil && *in.ParentID != "" {
		parent, err := c.parentFor(string(*in.ParentID))
		if err != nil {
			return nil, err
		}
		u.ParentID = &parent
	}
	body, err := in.Body.storage()
	if err != nil {
		return nil, err
	}
	u.Body = &body
	if page, err = c.Store.UpdatePage(page.ID, u); err != nil {
		return nil, err
	}
	return c.pageWith(page, "storage"), nil
}

// complete tells what an update lacks (SPEC2: all of id, status, title, body and version are required).
func (w pageWrite) complete(id string) error {
	for name, absent := range map[string]bool{
		"id": w.ID == "", "status": w.Status == nil, "title": w.Title == nil, "body": w.Body == nil,
		"version": w.Version == nil || w.Version.Number == nil,
	} {
		if absent {
			return badRequest("Missing required field '%s'", name)
		}
	}
	if string(w.ID) != id {
		return badRequest("The id %s in the body does not match the id %s in the path", w.ID, id)
	}
	return nil
}

func updatePageTitle(c *call) (any, error) {
	var in pageWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Status == nil || in.Title == nil {
		return nil, badRequest("Missing required field 'status' or 'title'")
	}
	if _, err := in.status(); err != nil {
		return nil, err
	}
	page, err := c.editablePage(c.param("id"))
	if err != nil {
		return nil, err
	}
	if page, err = c.Store.SetTitle(page.ID, *in.Title, c.caller.user.AccountID); err != nil {
		return nil, err
	}
	return c.pageWith(page, ""), nil
}

func deletePage(c *call) (any, error) {
	page, err := c.editablePage(c.param("id"))
	if err != nil {
		return nil, err
	}
	switch {
	case c.flag("purge"):
		if !c.caller.user.Admin {
			return nil, missing("Could not find page with id [%s]", page.ID)
		}
		err = c.Store.PurgePage(page.ID)
	case c.flag("draft"):
		err = c.Store.DiscardDraft(page.ID)
	case page.Status == store.Draft:
		return nil, badRequest("The page with id [%s] is a draft: delete it with draft=true", page.ID)
	default:
		err = c.Store.TrashPage(page.ID)
	}
	return noContent, err
}
