package rest

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var searchHandlers = []handler{
	{v1 | dc, "GET /content/search", searchContent},
	{v1 | dc, "GET /search", searchAll},
	{v1, "GET /search/user", searchUsers},
}

// hits returns what search has for the request's query, seen or not: Cloud counts what it then does not show.
func (c *call) hits() ([]found, error) {
	text := c.query("cql")
	if text == "" {
		return nil, badRequest("cql is required")
	}
	q, err := parseCQL(text, c.caller.user.AccountID, c.Now())
	if _, is := errors.AsType[errEmptyText](err); is {
		return nil, failure(http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", "java.lang.IllegalArgumentException: query string is empty")
	}
	if err != nil {
		return nil, badRequest("Could not parse cql : %s : %v", text, err)
	}
	var list []found
	for _, page := range c.Store.Searchable() {
		f := found{Page: page, spaceKey: c.spaceOf(page).Key, ancestors: func() (ids []string) {
			for _, ancestor := range c.Store.Ancestors(page.ID) {
				ids = append(ids, ancestor.ID)
			}
			return ids
		}}
		if q.matches(f) {
			list = append(list, f)
		}
	}
	q.sort(list)
	return list, nil
}

func searchContent(c *call) (any, error) {
	e := c.expansion()
	o, _, err := c.searchPage(func(f found) object { return c.contentObject(f.Page, e) })
	return o, err
}

func searchAll(c *call) (any, error) {
	e := c.expansion()
	o, hits, err := c.searchPage(func(f found) object { return c.searchResult(f, e) })
	if err != nil {
		return nil, err
	}
	o["totalSize"], o["cqlQuery"], o["searchDuration"] = len(hits), c.query("cql"), 7
	if c.family == v1 {
		o["archivedResultCount"] = 0
	}
	return o, nil
}

// searchPage cuts a page out of what was found. Cloud knows cursors only and drops what the caller may not see after
// cutting, so that pages can be short before the end.
func (c *call) searchPage(show func(found) object) (object, []found, error) {
	hits, err := c.hits()
	if err != nil {
		return nil, nil, err
	}
	if c.family == dc {
		seen := hits[:0:0]
		for _, f := range hits {
			if c.mayView(f.Page) {
				seen = append(seen, f)
			}
		}
		return offset(c, seen, show), seen, nil
	}
	limit := c.limit()
	from, err := start(c.query("cursor"), hits, func(f found) string { return f.ID })
	if err != nil {
		return nil, nil, err
	}
	until := min(from+limit, len(hits))
	results := []object{}
	for _, f := range hits[from:until] {
		if c.mayView(f.Page) {
			results = append(results, show(f))
		}
	}
	links := c.withBase(object{"self": c.self(c.path) + "?" + c.request.URL.RawQuery})
	if until < len(hits) && limit > 0 {
		links["next"] = "/rest/api" + c.path + "?" + c.nextQuery(
			"next", "true", "cursor", cursor(until, hits[until-1].ID, hits[until].ID), "limit", strconv.Itoa(limit), "start", strconv.Itoa(until), "excerpt", "")
	}
	return object{"results": results, "start": from, "limit": limit, "size": len(results), "_links": links}, hits, nil
}

// foundContent is a content as Cloud's search shows it: with less than elsewhere, and most of it without a path.
func (c *call) foundContent(page store.Page, e expansion) object {
	o := c.contentObject(page, e)
	if c.family == dc {
		return o
	}
	others := o["_expandable"].(object)
	for _, name := range []string{"container", "children", "descendants"} {
		if _, is := others[name]; is {
			others[name] = ""
		}
	}
	for _, name := range []string{"childTypes", "restrictions"} {
		if _, is := others[name]; is {
			delete(others, name)
			o[name] = object{}
		}
	}
	if _, asked := e["extensions"]; !asked {
		delete(o, "extensions")
		others["extensions"] = ""
	}
	delete(others, "schedulePublishDate")
	delete(others, "schedulePublishInfo")
	links := o["_links"].(object)
	delete(links, "editui")
	delete(links, "edituiv2")
	return o
}

func (c *call) searchResult(f found, e expansion) object {
	space := c.spaceOf(f.Page)
	excerpt := strings.Join(strings.Fields(plainText(f.Body())), " ")
	if runes := []rune(excerpt); len(runes) > 200 {
		excerpt = string(runes[:200])
	}
	if c.query("excerpt") == "none" {
		excerpt = ""
	}
	o := object{
		"content": c.foundContent(f.Page, e["content"]), "title": f.Title, "excerpt": excerpt, "url": c.webUI(f.Page),
		"resultGlobalContainer": object{"title": space.Name, "displayUrl": "/spaces/" + space.Key},
		"entityType":            "content", "iconCssClass": "aui-icon content-type-" + string(f.Type),
		"lastModified":         when(f.Version().CreatedAt),
		"friendlyLastModified": f.Version().CreatedAt.Format("Jan 02, 2006"),
	}
	if c.family == v1 {
		o["breadcrumbs"], o["score"] = []any{}, 0.0
	}
	if space, ok := e["space"]; ok {
		o["space"] = c.spaceObject(c.spaceOf(f.Page), space)
	}
	return o
}
