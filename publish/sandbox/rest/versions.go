package rest

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var versionHandlers = []handler{
	{v2, "GET /pages/{id}/versions", listVersionsV2},
	{v2, "GET /pages/{id}/versions/{number}", getVersionV2},
	{v2, "GET /attachments/{attachment}/versions", listAttachmentVersions},
	{v2, "GET /attachments/{attachment}/versions/{number}", getAttachmentVersion},
	{v1, "POST /content/{id}/version", restoreVersion},
	{v1 | dc, "DELETE /content/{id}/version/{number}", deleteVersion},
	{v1 | dc, "GET /content/{id}/history", getHistory},
	{v1, "GET /content/{id}/version", listVersions},
	{v1, "GET /content/{id}/version/{number}", getVersion},
}

func versionV2(page store.Page, v store.Version) object {
	return object{
		"number": v.Number, "message": v.Message, "minorEdit": v.MinorEdit, "authorId": v.AuthorID, "createdAt": when(v.CreatedAt),
		"ncsStepVersion": text(steps(page, v)),
	}
}

// steps counts what the new editor has done to a page, which no other editor does.
func steps(page store.Page, v store.Version) string {
	if page.Editor != store.NewEditor {
		return ""
	}
	return strconv.Itoa(v.Number)
}

func versionsV2(page store.Page) []object {
	list := []object{}
	for _, v := range newestFirst(page.Versions) {
		list = append(list, versionV2(page, v))
	}
	return list
}

func newestFirst(versions []store.Version) []store.Version {
	list := slices.Clone(versions)
	slices.Reverse(list)
	return list
}

func listVersionsV2(c *call) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	list := sorted(newestFirst(page.Versions), c.query("sort"), map[string]func(a, b store.Version) int{
		"modified-date": func(a, b store.Version) int { return a.Number - b.Number },
	})
	return paged(c, list, func(v store.Version) string { return strconv.Itoa(v.Number) }, func(v store.Version) object {
		o := versionV2(page, v)
		old := page
		old.Versions = []store.Version{v}
		versioned := object{"id": page.ID, "title": v.Title}
		if format := c.query("body-format"); format != "" {
			versioned["body"] = c.body(old, format)
		}
		o["page"] = versioned
		return o
	})
}

func getVersionV2(c *call) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	return c.detailed(versionsV2(page))
}

// detailed shows the version of the path, which is told apart from its neighbours and names who worked on it.
func (c *call) detailed(newestFirst []object) (any, error) {
	for i, v := range newestFirst {
		if fmt.Sprint(v["number"]) != c.param("number") {
			continue
		}
		v["contentTypeModified"], v["collaborators"] = false, []any{v["authorId"]}
		if i > 0 {
			v["nextVersion"] = newestFirst[i-1]["number"]
		}
		if i+1 < len(newestFirst) {
			v["prevVersion"] = newestFirst[i+1]["number"]
		}
		return v, nil
	}
	return nil, missing("Could not find version with number [%s]", c.param("number"))
}

func listAttachmentVersions(c *call) (any, error) {
	a, err := c.visibleAttachment(c.param("attachment"))
	if err != nil {
		return nil, err
	}
	list := sorted(attachmentVersionsV2(a), c.query("sort"), map[string]func(a, b object) int{
		"modified-date": func(a, b object) int { return a["number"].(int) - b["number"].(int) },
	})
	return paged(c, list, func(v object) string { return fmt.Sprint(v["number"]) }, func(v object) object {
		v["attachment"] = object{"id": a.ID, "title": a.Title}
		return v
	})
}

func getAttachmentVersion(c *call) (any, error) {
	a, err := c.visibleAttachment(c.param("attachment"))
	if err != nil {
		return nil, err
	}
	return c.detailed(attachmentVersionsV2(a))
}

func getHistory(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	return c.alone(c.historyObject(page, c.expansion())), nil
}

func listVersions(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	e := c.expansion()
	return offset(c, newestFirst(page.Versions), func(v store.Version) object { return c.versionObject(page, v, e) }), nil
}

func getVersion(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	number, _ := strconv.Atoi(c.param("number"))
	v, ok := page.VersionNumber(number)
	if !ok {
		return nil, missing("Cannot find version with number: %s", c.param("number"))
	}
	return c.alone(c.versionObject(page, v, c.expansion())), nil
}

// restoreVersion writes an old version's body as a new version (SPEC1: 400 for what cannot be found).
func restoreVersion(c *call) (any, error) {
	var in struct {
		OperationKey string
		Params       struct {
			VersionNumber int
			Message       string
			RestoreTitle  bool
		}
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	page, err := c.Store.Page(c.param("id"))
	if err != nil || !c.mayView(page) {
		return nil, badRequest("No content found with id: ContentId{id=%s}", c.param("id"))
	}
	if _, err := c.editable(page.ID); err != nil {
		return nil, err
	}
	old, ok := page.VersionNumber(in.Params.VersionNumber)
	if in.OperationKey != "restore" || !ok || old.Number == page.Version().Number {
		return nil, badRequest("Cannot restore version %d", in.Params.VersionNumber)
	}
	u := store.Update{
		Version: page.Version().Number + 1, Body: &old.Body, Message: in.Params.Message, AuthorID: c.caller.user.AccountID,
	}
	if in.Params.RestoreTitle {
		u.Title = &old.Title
	}
	if page, err = c.Store.UpdatePage(page.ID, u); err != nil {
		return nil, err
	}
	return c.versionObject(page, page.Version(), c.expansion()), nil
}

// deleteVersion removes a version of the history. What cannot be found is 400 on Cloud (SPEC1).
func deleteVersion(c *call) (any, error) {
	page, err := c.editable(c.param("id"))
	if err != nil && c.family == dc {
		return nil, err
	}
	number, _ := strconv.Atoi(c.param("number"))
	if err == nil {
		err = c.Store.DeleteVersion(page.ID, number)
	}
	if err != nil {
		return nil, badRequest("Cannot delete version %s of content %s", c.param("number"), c.param("id"))
	}
	return noContent, nil
}
