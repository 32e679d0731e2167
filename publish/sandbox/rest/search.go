package rest

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func searchOperations() []operation {
	search, details := classic("search:confluence"), granular("read:content-details")
	return []operation{
		{on: v1 | dc, method: "GET", path: "/content/search", classic: search, granular: details, handle: searchContent},
		{on: v1 | dc, method: "GET", path: "/search", classic: search, granular: details, handle: searchAll},
		{on: v1, method: "GET", path: "/search/user", granular: details, handle: searchUsers},
	}
}

// hits gives what search has for the request's query, seen or not: Cloud counts what it then does not show.
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
	e := c.expansion("")
	o, _, err := c.searchPage(listCap(e), func(f found) object { return c.contentObject(f.Page, e) })
	return o, err
}

func searchAll(c *call) (any, error) {
	e := c.expansion("")
	o, hits, err := c.searchPage(listCap(e["content"]), func(f found) object { return c.searchResult(f, e) })
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
func (c *call) searchPage(most int, show func(found) object) (object, []found, error) {
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
		o, err := offset(c, seen, 25, most, show)
		return o, seen, err
	}
	limit, err := c.number("limit", 25, 0, -1)
	if err != nil {
		return nil, nil, err
	}
	limit = min(limit, most)
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
		"content": c.contentObject(f.Page, e["content"]), "title": f.Title, "excerpt": excerpt, "url": c.webUI(f.Page),
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

// searchUsers knows the fields that publishers ask for: user.fullname, user.accountid and user.
func searchUsers(c *call) (any, error) {
	tokens, err := cqlTokens(c.query("cql"))
	if err != nil || len(tokens) != 3 {
		return nil, badRequest("Could not parse cql : %s", c.query("cql"))
	}
	field, operator, value := strings.ToLower(tokens[0].text), tokens[1].text, tokens[2].text
	var users []store.User
	for _, u := range c.Store.Users() {
		switch {
		case field == "user.fullname" && operator == "~" && hasWords(u.DisplayName, value),
			(field == "user.accountid" || field == "user") && operator == "=" && u.AccountID == value:
			users = append(users, u)
		}
	}
	o, err := offset(c, users, 25, 200, func(u store.User) object {
		return object{
			"user": c.userObject(u), "title": u.DisplayName, "excerpt": "", "url": "/people/" + u.AccountID, "breadcrumbs": []any{},
			"entityType": "user", "iconCssClass": "aui-icon", "lastModified": when(c.Now()), "score": 0.0,
		}
	})
	if err != nil {
		return nil, err
	}
	o["totalSize"], o["cqlQuery"], o["searchDuration"] = len(users), c.query("cql"), 3
	return o, nil
}
