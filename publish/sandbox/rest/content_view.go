package rest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// contentObject shows a page or folder as v1 and Data Center do.
func (c *call) contentObject(page store.Page, e expansion) object {
	path := "/content/" + page.ID
	links := c.pageLinks(page)
	links["self"] = c.self(path)
	o := object{
		"id": page.ID, "type": string(page.Type), "status": string(page.Status), "title": page.Title,
		"extensions": object{"position": page.Position}, "_links": links,
	}
	switch {
	case c.family == v1:
		o["macroRenderedOutput"] = object{}
	case page.Position == store.NoPosition:
		o["position"], o["extensions"] = page.Position, object{"position": "none"}
	default:
		o["position"] = page.Position
	}
	space := c.spaceOf(page)
	spacePath := "/rest/api/space/" + space.Key
	x := e.into(o)
	x.field("space", spacePath, func(e expansion) any { return c.spaceObject(space, e) })
	x.field("container", spacePath, func(e expansion) any { return c.spaceObject(space, e) })
	x.field("version", "", func(e expansion) any { return c.versionObject(page, page.Version(), e) })
	x.field("history", "/rest/api"+path+"/history", func(e expansion) any { return c.historyObject(page, e) })
	x.field("ancestors", "", func(e expansion) any { return c.ancestorObjects(page, e) })
	x.field("body", "", func(e expansion) any { return c.bodyObject(page, e) })
	x.field("metadata", "", func(e expansion) any { return c.metadataObject(page, e) })
	x.field("operations", "", func(expansion) any { return c.operationsOn(page) })
	x.field("children", "/rest/api"+path+"/child", func(e expansion) any { return c.childrenObject(page, e) })
	x.field("descendants", "/rest/api"+path+"/descendant", func(e expansion) any { return c.descendantsObject(page, e) })
	x.field("restrictions", "/rest/api"+path+"/restriction/byOperation", func(e expansion) any { return c.restrictionsByOperation(page.ID, e) })
	if c.family == v1 {
		x.field("childTypes", "", func(expansion) any { return c.childTypes(page) })
		x.without("schedulePublishDate", "schedulePublishInfo")
	}
	return o
}

// ancestorObjects leaves folders out: v1 knows them by their ids only (github.com/kovetskiy/mark confluence/v2pages.go).
func (c *call) ancestorObjects(page store.Page, e expansion) []object {
	above := slices.DeleteFunc(c.Store.Ancestors(page.ID), func(p store.Page) bool { return p.Type == store.FolderType })
	return c.contentObjects(above, e)
}

func (c *call) versionObject(page store.Page, v store.Version, e expansion) object {
	o := c.versionOf(page.ID, v.Number, v.AuthorID, v.Message, v.CreatedAt, v.MinorEdit)
	path := "/rest/api/content/" + page.ID
	if v.Number < page.Version().Number {
		path += "?status=historical&version=" + strconv.Itoa(v.Number)
	}
	x := e.into(o)
	x.field("content", path, func(e expansion) any {
		page.Title, page.Versions = v.Title, []store.Version{v}
		return c.contentObject(page, e)
	})
	if c.family == v1 {
		if n := steps(page, v); n != "" {
			o["ncsStepVersion"], o["ncsStepVersionSource"] = n, "ncs-ack"
		}
		x.field("collaborators", "", func(expansion) any {
			return object{"users": []any{c.userByID(v.AuthorID)}, "userAccountIds": []string{v.AuthorID}, "_links": object{}}
		})
	}
	return o
}

// versionOf is what the versions of all kinds of content have.
func (c *call) versionOf(id string, number int, authorID, message string, at time.Time, minorEdit bool) object {
	path := "/content/" + id + "/version/" + strconv.Itoa(number)
	o := object{
		"by": c.userByID(authorID), "when": when(at), "message": message, "number": number, "minorEdit": minorEdit,
		"_links": object{"self": c.self(path)},
	}
	if c.family == dc {
		o["hidden"], o["_links"] = false, object{"self": c.base + "/rest/experimental" + path}
		return o
	}
	o["friendlyWhen"], o["contentTypeModified"] = at.UTC().Format("Jan 02, 2006"), false
	o["confRev"] = "confluence$content$" + id + "." + strconv.Itoa(number)
	return o
}

func (c *call) historyObject(page store.Page, e expansion) object {
	path := "/content/" + page.ID
	latest := page.Version()
	o := object{
		"latest": page.Status != "historical", "createdBy": c.userByID(page.AuthorID), "createdDate": when(page.CreatedAt),
		"_links": object{"self": c.self(path + "/history")},
	}
	neighbour := func(number int) func(expansion) any {
		return func(e expansion) any {
			if v, ok := page.VersionNumber(number); ok {
				return c.versionObject(page, v, e)
			}
			return absent
		}
	}
	x := e.into(o)
	x.field("lastUpdated", "", neighbour(latest.Number))
	x.field("previousVersion", "", neighbour(latest.Number-1))
	x.field("nextVersion", "", neighbour(latest.Number+1))
	x.field("contributors", "", func(expansion) any {
		return object{"publishers": object{"users": []any{c.userByID(page.AuthorID)}, "userAccountIds": []string{page.AuthorID}, "_links": object{}}}
	})
	if c.family == v1 {
		x.field("ownedBy", "", func(expansion) any { return c.userByID(page.OwnerID) })
		x.field("lastOwnedBy", "", func(expansion) any { return c.userByID(page.LastOwnerID) })
	}
	return o
}

// bodyFormats are those that Data Center shows, and v1 besides.
var (
	bodyFormats   = []string{"storage", "view", "export_view", "styled_view", "anonymous_export_view", "editor"}
	bodyFormatsV1 = append(bodyFormats[:len(bodyFormats):len(bodyFormats)], "editor2", "atlas_doc_format", "dynamic")
)

func (c *call) bodyObject(page store.Page, e expansion) object {
	o := object{}
	x := e.into(o)
	formats := bodyFormats
	if c.family == v1 {
		formats = bodyFormatsV1
		if _, asked := e["wiki"]; asked { // shown to who asks for it, but not named (SPEC1-2024 ContentBodyContainer)
			x.field("wiki", "", func(expansion) any { return c.bodyIn(page, "wiki") })
		}
	}
	for _, format := range formats {
		x.field(format, "", func(expansion) any { return c.bodyIn(page, format) })
	}
	return o
}

// bodyIn shows a body. Storage is a format that is written; what only shows a page has more to expand.
func (c *call) bodyIn(page store.Page, format string) object {
	o := object{"value": c.bodyAs(page, format), "representation": format}
	others := object{"content": "/rest/api/content/" + page.ID}
	o["_expandable"] = others
	switch {
	case format == "storage", c.family == v1 && (format == "wiki" || format == "atlas_doc_format"):
		o["embeddedContent"] = []any{}
	case c.family == dc:
		others["webresource"] = ""
		if format == "editor" {
			o["representation"] = "storage"
		}
	default:
		others["webresource"], others["embeddedContent"], others["mediaToken"] = "", "", ""
	}
	return o
}

func (c *call) metadataObject(page store.Page, e expansion) object {
	o := object{}
	x := e.into(o)
	x.field("labels", "", func(expansion) any { return c.innerLabels(page.ID, page.Labels) })
	x.field("properties", "", func(e expansion) any {
		all := object{}
		x := e.into(all)
		for _, property := range c.Store.Properties(page.ID) {
			x.field(property.Key, "/rest/api/content/"+page.ID+"/property/"+property.Key, func(e expansion) any {
				return c.propertyObject(page.ID, property, e)
			})
		}
		return all
	})
	x.field("currentuser", "", func(expansion) any { return object{"_expandable": object{}} })
	x.field("frontend", "", func(expansion) any { return object{"collabService": "synchrony"} })
	c.metadataBesides(x)
	return o
}

// metadataBesides names what the metadata of a content could have, and never has here.
func (c *call) metadataBesides(x expandable) {
	if c.family == v1 {
		x.without("comments", "sourceTemplateEntityId", "simple", "likes")
	} else {
		x.without("editorHtml")
	}
}

// innerLabels are up to 200. Cloud links to the next ones whether there are any or not (recorded in
// github.com/pmulgrew/pyphluence tests/test_page.py).
func (c *call) innerLabels(id string, labels []store.Label) object {
	path := "/content/" + id + "/label"
	o := c.inner(path, c.labelObjects(labels))
	o["limit"] = 200
	if c.family == v1 {
		o["_links"].(object)["next"] = "/rest/api" + path + "?next=true&limit=200&start=200"
	}
	return o
}

func (c *call) childTypes(page store.Page) object {
	has := func(kind string, value bool) object {
		return object{"value": value, "_links": object{"self": c.self("/content/" + page.ID + "/child/" + kind)}}
	}
	return object{
		"page":       has("page", len(c.Store.Children(page.ID)) > 0),
		"attachment": has("attachment", len(c.Store.Attachments(page.ID)) > 0),
		"comment":    has("comment", len(c.Store.Comments(page.ID)) > 0),
	}
}

// otherContent shows what is no page behind an id: an attachment or a comment.
func (c *call) otherContent(id string) (any, bool, error) {
	if strings.HasPrefix(id, "att") {
		attachment, err := c.visibleAttachment(id)
		if err != nil {
			return nil, true, err
		}
		e := c.expansion()
		if !c.request.URL.Query().Has("expand") {
			e["container"] = expansion{}
		}
		o := c.attachmentObject(attachment, e)
		c.single(o)
		return o, true, nil
	}
	comment, err := c.Store.Comment(id)
	if err != nil {
		return nil, false, nil
	}
	if _, err := c.visible(comment.PageID); err != nil {
		return nil, true, c.noSuchContent(id)
	}
	o := c.commentObject(comment, c.expansion())
	c.single(o)
	return o, true, nil
}

// raw keeps a JSON value as it was stored.
func raw(value json.RawMessage) any {
	if len(value) == 0 {
		return nil
	}
	return value
}
