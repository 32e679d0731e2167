package rest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// contentHandlers are v1's and Data Center's operations on single contents: pages, and by their ids also folders,
// attachments and comments (SPEC1-2024 and SPECDC /content).
var contentHandlers = []handler{
	{v1 | dc, "GET /content", listContent},
	{v1 | dc, "POST /content", createContent},
	{v1 | dc, "GET /content/{id}", getContent},
	{v1 | dc, "PUT /content/{id}", updateContent},
	{v1 | dc, "DELETE /content/{id}", deleteContent},
}

func listContent(c *call) (any, error) {
	switch kind := c.query("type"); kind {
	case "", "page":
	case "blogpost":
		return c.contentList(nil), nil
	default:
		return nil, failure(http.StatusNotImplemented, "NOT_IMPLEMENTED", "Cannot list content of type %s", kind)
	}
	spaceID := ""
	if key := c.query("spaceKey"); key != "" {
		space, ok := c.visibleSpace(c.Store.SpaceByKey(key))
		if !ok {
			return nil, c.noSpace(key)
		}
		spaceID = space.ID
	}
	wanted := c.list("status")
	if len(wanted) == 0 {
		wanted = []string{"current"}
	}
	ids, title := c.list("ids"), c.query("title")
	var pages []store.Page
	for _, page := range c.candidates(spaceID, title, wanted) {
		matches := page.Type == store.PageType &&
			(title == "" || strings.EqualFold(page.Title, title)) &&
			(slices.Contains(wanted, "any") || slices.Contains(wanted, string(page.Status))) &&
			(len(ids) == 0 || slices.Contains(ids, page.ID) && !c.tooNew(page))
		if matches && c.mayView(page) {
			pages = append(pages, page)
		}
	}
	return c.contentList(pages), nil
}

func (c *call) contentList(pages []store.Page) object {
	e := c.expansion()
	return offset(c, pages, func(p store.Page) object { return c.contentObject(p, e) })
}

func getContent(c *call) (any, error) {
	id := c.param("id")
	if result, ok, err := c.otherContent(id); ok {
		return result, err
	}
	page, err := c.visible(id)
	if err != nil {
		return nil, err
	}
	wanted := c.list("status")
	if page, err = c.chosen(page, wanted, c.number("version")); err != nil {
		return nil, err
	}
	return c.single(c.contentObject(page, c.expansion())), nil
}

// chosen returns the state of a page that a request asks for. Without a status only what is current or archived is shown.
func (c *call) chosen(page store.Page, wanted []string, number int) (store.Page, error) {
	has := func(s string) bool { return slices.Contains(wanted, s) || slices.Contains(wanted, "any") }
	if slices.Contains(wanted, "draft") && page.Draft != nil {
		page.Title, page.Status, page.Versions = page.Draft.Title, store.Draft, []store.Version{*page.Draft}
		return page, nil
	}
	if number > 0 {
		version, ok := page.VersionNumber(number)
		if !ok {
			return page, c.noSuchContent(page.ID)
		}
		if number != page.Version().Number {
			page.Title, page.Status, page.Versions = version.Title, "historical", []store.Version{version}
		}
		return page, nil
	}
	plain := len(wanted) == 0 && (page.Status == store.Current || page.Status == store.Archived)
	if !plain && !has(string(page.Status)) {
		return page, c.noSuchContent(page.ID)
	}
	return page, nil
}

// single adds the links that only an answer about one content has.
func (c *call) single(o object) object {
	o["_links"].(object)["collection"] = "/rest/api/content"
	return c.alone(o)
}

// contentWrite is the body of a request that writes content.
type contentWrite struct {
	ID        id     `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    string `json:"status"`
	Space     *struct{ Key string }
	Container *struct {
		ID   id
		Type string
	}
	Ancestors []struct{ ID id }
	Position  *int // Data Center
	Body      map[string]struct{ Value, Representation string }
	Version   *struct {
		Number    int
		Message   string
		MinorEdit bool `json:"minorEdit"`
	}
	Metadata struct {
		Labels     labelList
		Properties map[string]propertyWrite
	}
}

// parentID is the last ancestor; only it counts.
func (w contentWrite) parentID() string {
	if len(w.Ancestors) == 0 {
		return ""
	}
	return string(w.Ancestors[len(w.Ancestors)-1].ID)
}

func createContent(c *call) (any, error) {
	var in contentWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	switch in.Type {
	case "page":
	case "comment":
		return c.createCommentContent(in)
	case "":
		return nil, badRequest("type is required")
	default:
		return nil, badRequest("Cannot create content of type %s", in.Type)
	}
	if in.Space == nil || in.Space.Key == "" {
		return nil, badRequest("Space is required when creating a page")
	}
	space, ok := c.visibleSpace(c.Store.SpaceByKey(in.Space.Key))
	if !ok && c.family == dc {
		return nil, c.noSpace(in.Space.Key)
	}
	if !ok || !c.Store.MayEditSpace(c.caller.user, space) {
		return nil, failure(http.StatusForbidden, "FORBIDDEN", "Could not create content with type page")
	}
	if parent := in.parentID(); parent != "" {
		if _, err := c.visible(parent); err != nil {
			return nil, c.broken(&store.Error{Rule: store.ParentNotFound, ID: parent})
		}
	}
	body, _, err := storageBody(in.Body)
	if err != nil {
		return nil, err
	}
	n := store.NewPage{
		SpaceID: space.ID, ParentID: in.parentID(), RootLevel: c.family == dc && in.parentID() == "", Title: in.Title, Body: body,
		Status: store.Status(in.Status), AuthorID: c.caller.user.AccountID, Editor: c.editor(in),
	}
	if c.family == dc {
		n.Position = in.Position
		if n.Position == nil {
			n.Position = new(store.NoPosition)
		}
	}
	if n.Status == "" && c.query("status") == "draft" {
		n.Status = store.Draft
	}
	if in.Version != nil {
		n.Message, n.MinorEdit = in.Version.Message, in.Version.MinorEdit
	}
	page, err := c.Store.CreatePage(n)
	if err != nil {
		return nil, err
	}
	return c.written(page, in)
}

// editor is the one a page is made for: Cloud's new editor only if its property says so, Data Center's always the old.
func (c *call) editor(in contentWrite) store.Editor {
	if c.family == v1 && string(in.Metadata.Properties["editor"].Value) == `"v2"` {
		return store.NewEditor
	}
	return store.LegacyEditor
}

// written sets labels and properties that came with a content, and shows it.
func (c *call) written(page store.Page, in contentWrite) (any, error) {
	if in.Metadata.Labels != nil {
		if err := c.Store.SetLabels(page.ID, in.Metadata.Labels.labels()); err != nil {
			return nil, err
		}
	}
	for key, property := range in.Metadata.Properties {
		if err := c.putProperty(page.ID, key, property); err != nil {
			return nil, err
		}
	}
	page, err := c.Store.Page(page.ID)
	if err != nil {
		return nil, err
	}
	return c.single(c.contentObject(page, c.expansion())), nil
}

// wrongUpdate is what v1 says to every update that lacks something (mcp-atlassian#668, SPECDC PUT /content).
const wrongUpdate = "No space or no content type, or setup a wrong version type set to content, or status param is not draft and status content is current"

func updateContent(c *call) (any, error) {
	var in contentWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	page, err := c.editable(c.param("id"))
	if err != nil {
		return nil, err
	}
	draft := in.Status == "draft" || in.Status == "" && c.query("status") == "draft"
	restores := page.Status == store.Trashed && in.Status == "current"
	if in.Type != string(page.Type) && !(restores && in.Type == "") || in.Version == nil || in.Version.Number < 1 {
		return nil, badRequest(wrongUpdate)
	}
	if in.Title == "" && !draft && !restores && c.family != dc {
		return nil, badRequest("Title is required when updating a page")
	}
	if in.Position != nil && *in.Position < store.NoPosition {
		return nil, badRequest("Invalid position: %d. A position is a positive number, or -1 for none", *in.Position)
	}
	u := store.Update{
		Version: in.Version.Number, Message: in.Version.Message, MinorEdit: in.Version.MinorEdit, AuthorID: c.caller.user.AccountID,
	}
	if in.Title != "" || draft {
		u.Title = &in.Title
	}
	if c.family == dc {
		u.Position, u.Legacy = in.Position, true
	}
	switch {
	case draft:
		u.Status = store.Draft
	case in.Status == "current", in.Status == "" && page.Status == store.Draft:
		u.Status = store.Current
	case in.Status == "trashed":
		return c.trash(page)
	}
	body, given, err := storageBody(in.Body)
	if err != nil {
		return nil, err
	}
	if given {
		u.Body = &body
	}
	if parent := in.parentID(); parent != "" {
		if _, err := c.visible(parent); err != nil {
			return nil, c.broken(&store.Error{Rule: store.ParentNotFound, ID: parent})
		}
		u.ParentID = &parent
	}
	if page, err = c.Store.UpdatePage(page.ID, u); err != nil {
		return nil, err
	}
	return c.written(page, in)
}

func deleteContent(c *call) (any, error) {
	id := c.param("id")
	if strings.HasPrefix(id, "att") {
		return c.deleteAttachment(id, c.query("status") == "trashed")
	}
	page, err := c.visible(id)
	if err != nil {
		return nil, err
	}
	if !c.Store.MayEdit(c.caller.user, page) {
		if c.family == dc {
			return nil, c.noSuchContent(id) // SPECDC knows no 403 here
		}
		return nil, c.forbidden(id)
	}
	switch c.query("status") {
	case "trashed":
		err = c.Store.PurgePage(page.ID)
	case "draft":
		err = c.Store.DiscardDraft(page.ID)
	default:
		return c.trash(page)
	}
	return noContent, err
}

func (c *call) trash(page store.Page) (any, error) {
	if err := c.Store.TrashPage(page.ID); err != nil {
		return nil, err
	}
	if c.family == dc {
		return answer{status: http.StatusOK}, nil // SPECDC: 200 when trashed, 204 when purged
	}
	return noContent, nil
}
