package rest

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// attachmentHandlers: on Cloud only v1 uploads.
var attachmentHandlers = []handler{
	{v2, "GET /attachments", listAllAttachments},
	{v2, "GET /attachments/{attachment}", getAttachment},
	{v2, "DELETE /attachments/{attachment}", deleteAttachmentV2},
	{v2, "GET /pages/{id}/attachments", listPageAttachments},
	{v1 | dc, "POST /content/{id}/child/attachment", createAttachments},
	{v1 | dc, "PUT /content/{id}/child/attachment", createOrUpdateAttachments},
	{v1 | dc, "POST /content/{id}/child/attachment/{attachment}/data", updateAttachmentData},
	{v1 | dc, "PUT /content/{id}/child/attachment/{attachment}", updateAttachmentProperties},
	{v1, "GET /content/{id}/child/attachment/{attachment}/download", downloadAttachment},
	{dc, "DELETE /content/{id}/child/attachment/{attachment}", deleteChildAttachment},
	{v1 | dc, "GET /content/{id}/child/attachment", listAttachments},
}

// visibleAttachment returns an attachment on a page that the caller may see; v2 takes its id with and without "att".
func (c *call) visibleAttachment(id string) (store.Attachment, error) {
	if !strings.HasPrefix(id, "att") {
		id = "att" + id
	}
	a, err := c.Store.Attachment(id)
	if err == nil {
		_, err = c.visible(a.PageID)
	}
	if err != nil {
		return store.Attachment{}, c.noAttachment(id)
	}
	return a, nil
}

func (c *call) noAttachment(id string) *apiError {
	if c.family == v2 {
		return missing("Could not find attachment with id [%s]", id)
	}
	return missing("No attachment found with id: ContentId{id=%s}", id)
}

// childAttachment returns the attachment of the path, which must be on the page of the path.
func (c *call) childAttachment() (store.Attachment, error) {
	a, err := c.visibleAttachment(c.param("attachment"))
	if err == nil && a.PageID != c.param("id") {
		err = c.noAttachment(a.ID)
	}
	return a, err
}

func (c *call) editableAttachment() (store.Attachment, error) {
	a, err := c.childAttachment()
	if err == nil {
		_, err = c.editable(a.PageID)
	}
	return a, err
}

func listAttachments(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	name, mediaType, e := c.query("filename"), c.query("mediaType"), c.expansion()
	list := slices.DeleteFunc(c.Store.Attachments(page.ID), func(a store.Attachment) bool {
		return name != "" && a.Title != name || mediaType != "" && a.Version().MediaType != mediaType
	})
	return offset(c, list, func(a store.Attachment) object { return c.attachmentObject(a, e) }), nil
}

func (c *call) attachmentObjects(list []store.Attachment, e expansion) []object {
	objects := []object{}
	for _, a := range list {
		objects = append(objects, c.attachmentObject(a, e))
	}
	return objects
}

// attachmentObject shows an attachment as v1 and Data Center do.
func (c *call) attachmentObject(a store.Attachment, e expansion) object {
	version := a.Version()
	page, _ := c.Store.Page(a.PageID)
	o := object{
		"id": a.ID, "type": "attachment", "status": string(a.Status), "title": a.Title,
		"extensions": object{"mediaType": version.MediaType, "fileSize": version.FileSize, "comment": version.Comment},
		"_links": object{
			"webui": attachmentUI(a), "download": c.downloadPath(a), "self": c.self("/content/" + a.ID),
		},
	}
	if c.family == v1 {
		o["macroRenderedOutput"] = object{}
		o["ari"], o["base64EncodedAri"] = c.ari(a), base64.StdEncoding.EncodeToString([]byte(c.ari(a)))
		extensions := o["extensions"].(object)
		extensions["fileId"], extensions["collectionName"], extensions["mediaTypeDescription"] = version.FileID, "contentId-"+a.PageID, describeMedia(version.MediaType)
	}
	metadata := object{"mediaType": version.MediaType, "comment": version.Comment}
	o["metadata"] = metadata
	m := e["metadata"].into(metadata)
	m.field("labels", "", func(expansion) any { return c.innerLabels(a.ID, a.Labels) })
	for _, name := range []string{"currentuser", "properties", "frontend"} {
		m.field(name, "", func(expansion) any { return object{} })
	}
	c.metadataBesides(m)
	x := e.into(o)
	x.field("version", "", func(e expansion) any { return c.attachmentVersion(a, version) })
	x.field("container", "/rest/api/content/"+a.PageID, func(e expansion) any { return c.contentObject(page, e) })
	x.field("space", "/rest/api/space/"+c.spaceOf(page).Key, func(e expansion) any { return c.spaceObject(c.spaceOf(page), e) })
	x.field("history", "/rest/api/content/"+a.ID+"/history", func(expansion) any {
		first := a.Versions[0]
		return object{"latest": true, "createdBy": c.userByID(first.AuthorID), "createdDate": when(first.CreatedAt), "_expandable": object{}}
	})
	path := "/rest/api/content/" + a.ID
	x.field("operations", "", func(expansion) any { return c.operationsOnAttachment(a) })
	x.field("ancestors", "", func(expansion) any { return []object{} })
	for name, at := range map[string]string{
		"body": "", "children": path + "/child", "descendants": path + "/descendant", "restrictions": path + "/restriction/byOperation",
	} {
		x.field(name, at, func(expansion) any { return object{} })
	}
	if c.family == v1 {
		x.without("childTypes", "schedulePublishDate", "schedulePublishInfo")
	}
	return o
}

func (c *call) attachmentVersion(a store.Attachment, v store.AttachmentVersion) object {
	o := c.versionOf(a.ID, v.Number, v.AuthorID, v.Comment, v.CreatedAt, v.MinorEdit)
	others := object{"content": "/rest/api/content/" + a.ID}
	if o["_expandable"] = others; c.family == v1 {
		others["collaborators"] = ""
	}
	return o
}

// ari is the name that Atlassian's products know a file by.
func (c *call) ari(a store.Attachment) string {
	return "ari:cloud:confluence:" + c.CloudID + ":attachment/" + strings.TrimPrefix(a.ID, "att")
}

// describeMedia names a media type for people: "PNG Image" is recorded, the others are assumed after it.
func describeMedia(mediaType string) string {
	switch kind, name, _ := strings.Cut(mediaType, "/"); {
	case kind == "image":
		name, _, _ = strings.Cut(name, "+")
		return strings.ToUpper(name) + " Image"
	case mediaType == "application/pdf":
		return "PDF Document"
	case mediaType == "text/plain":
		return "Text File"
	}
	return "File"
}

func attachmentUI(a store.Attachment) string {
	return "/pages/viewpageattachments.action?pageId=" + a.PageID + "&preview=" + url.QueryEscape("/"+a.PageID+"/"+strings.TrimPrefix(a.ID, "att")+"/"+a.Title)
}

// downloadPath is relative to the base: Cloud's leads to a redirect, Data Center's to the file.
func (c *call) downloadPath(a store.Attachment) string {
	if c.family != dc {
		return "/rest/api/content/" + a.PageID + "/child/attachment/" + a.ID + "/download"
	}
	v := a.Version()
	return "/download/attachments/" + a.PageID + "/" + url.PathEscape(a.Title) +
		"?version=" + strconv.Itoa(v.Number) + "&modificationDate=" + strconv.FormatInt(v.CreatedAt.UnixMilli(), 10) + "&api=v2"
}

func listPageAttachments(c *call) (any, error) {
	page, err := c.page(c.param("id"))
	if err != nil {
		return nil, err
	}
	return c.attachmentList(c.Store.AllAttachments(page.ID))
}

func listAllAttachments(c *call) (any, error) {
	return c.attachmentList(slices.DeleteFunc(c.Store.AllAttachments(""), func(a store.Attachment) bool {
		_, err := c.visible(a.PageID)
		return err != nil
	}))
}

func (c *call) attachmentList(list []store.Attachment) (any, error) {
	status := c.list("status")
	if len(status) == 0 {
		status = []string{"current", "archived"}
	}
	name, mediaType := c.query("filename"), c.query("mediaType")
	list = slices.DeleteFunc(list, func(a store.Attachment) bool {
		return !slices.Contains(status, string(a.Status)) || name != "" && a.Title != name || mediaType != "" && a.Version().MediaType != mediaType
	})
	list = sorted(list, c.query("sort"), map[string]func(a, b store.Attachment) int{
		"created-date":  func(a, b store.Attachment) int { return a.Versions[0].CreatedAt.Compare(b.Versions[0].CreatedAt) },
		"modified-date": func(a, b store.Attachment) int { return a.Version().CreatedAt.Compare(b.Version().CreatedAt) },
	})
	return paged(c, list, func(a store.Attachment) string { return a.ID }, c.attachmentV2)
}

func (c *call) attachmentV2(a store.Attachment) object {
	v := a.Version()
	return object{
		"id": a.ID, "status": string(a.Status), "title": a.Title, "createdAt": when(a.Versions[0].CreatedAt), "pageId": a.PageID,
		"mediaType": v.MediaType, "mediaTypeDescription": describeMedia(v.MediaType), "comment": v.Comment, "fileId": v.FileID, "fileSize": v.FileSize,
		"webuiLink": attachmentUI(a), "downloadLink": c.downloadPath(a),
		"version": attachmentVersionV2(v),
		"_links":  object{"webui": attachmentUI(a), "download": c.downloadPath(a)},
	}
}

func getAttachment(c *call) (any, error) {
	a, err := c.visibleAttachment(c.param("attachment"))
	if err != nil {
		return nil, err
	}
	o := c.attachmentV2(a)
	c.include(o, "/wiki/api/v2/attachments/"+a.ID, map[string]func() []object{
		"labels":        func() []object { return c.labelsV2(a.Labels) },
		"properties":    func() []object { return c.propertiesV2(a.ID) },
		"operations":    func() []object { return c.operationsOnAttachment(a) },
		"versions":      func() []object { return attachmentVersionsV2(a) },
		"collaborators": func() []object { return []object{{"accountId": a.Version().AuthorID}} },
	})
	return c.alone(o), nil
}

func deleteAttachmentV2(c *call) (any, error) {
	return c.deleteAttachment(c.param("attachment"), c.flag("purge"))
}

func deleteChildAttachment(c *call) (any, error) {
	a, err := c.childAttachment()
	if err != nil {
		return nil, err
	}
	return c.deleteAttachment(a.ID, false)
}

func (c *call) deleteAttachment(id string, purge bool) (any, error) {
	a, err := c.visibleAttachment(id)
	if err != nil {
		return nil, err
	}
	page, err := c.visible(a.PageID)
	if err != nil || !c.Store.MayEdit(c.caller.user, page) {
		if c.family == v2 {
			return nil, c.noAttachment(a.ID)
		}
		return nil, c.forbidden(a.ID)
	}
	if purge && !c.caller.user.Admin {
		return nil, c.noAttachment(a.ID)
	}
	if purge {
		return noContent, c.Store.PurgeAttachment(a.ID)
	}
	return noContent, c.Store.TrashAttachment(a.ID)
}

func updateAttachmentProperties(c *call) (any, error) {
	var in struct {
		ID        id
		Type      string
		Title     *string
		Version   *struct{ Number versionNumber }
		Container *struct{ ID id }
		Metadata  struct{ MediaType, Comment *string }
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	a, err := c.editableAttachment()
	if err != nil {
		return nil, err
	}
	if string(in.ID) != a.ID && "att"+string(in.ID) != a.ID || in.Type != "attachment" || in.Version == nil {
		sent := "no version"
		if in.Version != nil {
			sent = fmt.Sprintf("version %d", in.Version.Number)
		}
		return nil, badRequest("To change attachment %s, its id, the type 'attachment' and a version number are needed; sent were id '%s', type '%s' and %s",
			a.ID, in.ID, in.Type, sent)
	}
	change := store.AttachmentChange{
		Version: int(in.Version.Number), Title: in.Title, MediaType: in.Metadata.MediaType, Comment: in.Metadata.Comment,
		AuthorID: c.caller.user.AccountID,
	}
	if in.Container != nil {
		page, err := c.editable(string(in.Container.ID))
		if err != nil {
			return nil, err
		}
		change.PageID = &page.ID
	}
	if a, err = c.Store.ChangeAttachment(a.ID, change); err != nil {
		return nil, err
	}
	return c.single(c.attachmentObject(a, c.expansion())), nil
}

func attachmentVersionV2(v store.AttachmentVersion) object {
	return object{"number": v.Number, "message": v.Comment, "minorEdit": v.MinorEdit, "authorId": v.AuthorID, "createdAt": when(v.CreatedAt)}
}

func attachmentVersionsV2(a store.Attachment) []object {
	list := []object{}
	for _, v := range slices.Backward(a.Versions) {
		list = append(list, attachmentVersionV2(v))
	}
	return list
}
