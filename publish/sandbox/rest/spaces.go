package rest

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func spaceOperations() []operation {
	read := classic("read:confluence-space.summary")
	write := classic("write:confluence-space")
	writeGranular := granular("read:space-details", "write:space.permission", "write:space")
	return slices.Concat(
		[]operation{
			{on: v2, method: "GET", path: "/spaces", granular: granular("read:space"), handle: listSpaces},
			{on: v2, method: "GET", path: "/spaces/{id}", granular: granular("read:space"), handle: getSpace},
			{on: v1 | dc, method: "POST", path: "/space", classic: write, granular: writeGranular, handle: createSpace},
			{on: v1 | dc, method: "PUT", path: "/space/{key}", classic: write, granular: writeGranular, handle: updateSpace},
			{on: v1 | dc, method: "DELETE", path: "/space/{key}", classic: write, granular: granular("delete:space", "read:content.metadata"), handle: deleteSpace},
			{on: dc, method: "GET", path: "/space/{key}/content", handle: spaceContents},
			{on: dc, method: "GET", path: "/space/{key}/content/{type}", handle: spaceContentOfType},
		},
		removed(
			operation{on: v1 | dc, method: "GET", path: "/space", classic: read, granular: granular("read:content-details"), handle: listSpacesV1},
			operation{on: v1 | dc, method: "GET", path: "/space/{key}", classic: read, granular: granular("read:content-details"), handle: getSpaceV1},
		),
	)
}

// spaces lists the spaces the caller sees and that the request's filters let through.
func (c *call) spaces(matches func(store.Space) bool) []store.Space {
	var list []store.Space
	for _, space := range c.Store.Spaces() {
		if c.Store.MayViewSpace(c.caller.user, space) && matches(space) {
			list = append(list, space)
		}
	}
	return list
}

func listSpaces(c *call) (any, error) {
	ids, keys, labels := c.list("ids"), c.list("keys"), c.list("labels")
	for _, id := range ids {
		if !isNumber(id) {
			return nil, invalidParameter("ids", id, "long")
		}
	}
	kind, err := c.oneOf("type", "global", "collaboration", "knowledge_base", "personal", "system", "onboarding", "xflow_sample_space")
	if err != nil {
		return nil, err
	}
	status, err := c.oneOf("status", "current", "archived", "trashed")
	if err != nil {
		return nil, err
	}
	sort, err := c.oneOf("sort", sortNames("id", "key", "name")...)
	if err != nil {
		return nil, err
	}
	list := c.spaces(func(s store.Space) bool {
		return (len(ids) == 0 || slices.Contains(ids, s.ID)) &&
			(len(keys) == 0 || slices.ContainsFunc(keys, func(k string) bool { return strings.EqualFold(k, s.Key) })) &&
			(kind == "" || s.Type == kind) && (status == "" || s.Status == status) && len(labels) == 0
	})
	list = sorted(list, sort, map[string]func(a, b store.Space) int{
		"id":   func(a, b store.Space) int { return byID(a.ID, b.ID) },
		"key":  func(a, b store.Space) int { return cmp.Compare(a.Key, b.Key) },
		"name": func(a, b store.Space) int { return cmp.Compare(a.Name, b.Name) },
	})
	return paged(c, list, 25, func(s store.Space) string { return s.ID }, func(s store.Space) object {
		o := c.spaceV2(s)
		o["currentActiveAlias"] = s.Key
		return o
	})
}

func getSpace(c *call) (any, error) {
	id := c.param("id")
	if !isNumber(id) {
		return nil, invalidParameter("id", id, "long")
	}
	space, ok := c.visibleSpace(c.Store.Space(id))
	if !ok {
		return nil, c.noSpace(id)
	}
	o := c.spaceV2(space)
	links, _ := o["_links"].(object)
	c.withBase(links)
	return o, nil
}

func (c *call) spaceV2(s store.Space) object {
	o := object{
		"id": s.ID, "key": s.Key, "name": s.Name, "type": s.Type, "status": s.Status, "authorId": s.AuthorID, "spaceOwnerId": s.AuthorID,
		"createdAt": when(s.CreatedAt), "homepageId": s.HomepageID,
		"_links": object{"webui": "/spaces/" + s.Key},
	}
	if format := c.query("description-format"); format == "plain" || format == "view" {
		o["description"] = object{format: object{"representation": format, "value": s.Description}}
	}
	return o
}

func listSpacesV1(c *call) (any, error) {
	keys := c.list("spaceKey")
	kind, status := c.query("type"), c.query("status")
	list := c.spaces(func(s store.Space) bool {
		return (len(keys) == 0 || slices.ContainsFunc(keys, func(k string) bool { return strings.EqualFold(k, s.Key) })) &&
			(kind == "" || strings.EqualFold(s.Type, kind)) && (status == "" || strings.EqualFold(s.Status, status))
	})
	e := c.expansion("")
	return offset(c, list, 25, 1000, func(s store.Space) object { return c.spaceObject(s, e) })
}

// spaceByPath gives the space that the path names.
func (c *call) spaceByPath() (store.Space, error) {
	space, ok := c.visibleSpace(c.Store.SpaceByKey(c.param("key")))
	if !ok {
		return store.Space{}, c.noSpace(c.param("key"))
	}
	return space, nil
}

func getSpaceV1(c *call) (any, error) {
	space, err := c.spaceByPath()
	if err != nil {
		return nil, err
	}
	return c.singleSpace(space), nil
}

func (c *call) singleSpace(space store.Space) object {
	o := c.spaceObject(space, c.expansion(""))
	links, _ := o["_links"].(object)
	c.withBase(links)
	links["collection"] = "/rest/api/space"
	return o
}

// spaceObject shows a space as v1 and Data Center do.
func (c *call) spaceObject(s store.Space, e expansion) object {
	number, _ := strconv.ParseInt(s.ID, 10, 64)
	webui := "/spaces/" + s.Key
	if c.family == dc {
		webui = "/display/" + s.Key
	}
	o := object{
		"id": number, "key": s.Key, "name": s.Name, "type": s.Type, "status": s.Status,
		"_links": object{"webui": webui, "self": c.self("/space/" + s.Key)},
	}
	x := e.into(o)
	x.field("homepage", "/rest/api/content/"+s.HomepageID, func(e expansion) any {
		home, err := c.Store.Page(s.HomepageID)
		if err != nil {
			return nil
		}
		return c.contentObject(home, e)
	})
	x.field("description", "", func(e expansion) any {
		o := object{}
		x := e.into(o)
		for _, format := range []string{"plain", "view"} {
			x.field(format, "", func(expansion) any {
				return object{"value": s.Description, "representation": format, "embeddedContent": []any{}}
			})
		}
		return o
	})
	x.field("metadata", "", func(expansion) any {
		return object{"labels": c.inner("/space/"+s.Key+"/label", []object{}), "_expandable": object{}}
	})
	x.field("history", "", func(expansion) any {
		return object{"createdDate": when(s.CreatedAt), "createdBy": c.userByID(s.AuthorID)}
	})
	x.field("icon", "", func(expansion) any {
		return object{"path": "/images/logo/default-space-logo.svg", "width": 48, "height": 48, "isDefault": true}
	})
	x.field("operations", "", func(expansion) any { return []object{{"operation": "read", "targetType": "space"}} })
	for _, name := range []string{"settings", "lookAndFeel", "identifiers", "permissions", "theme"} {
		x.field(name, "", func(expansion) any { return object{} })
	}
	return o
}

type spaceWrite struct {
	Key         string
	Name        *string
	Description *struct{ Plain struct{ Value string } }
	Homepage    *struct{ ID id }
}

func (w spaceWrite) description() *string {
	if w.Description == nil {
		return nil
	}
	return &w.Description.Plain.Value
}

func createSpace(c *call) (any, error) {
	var in spaceWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Name == nil || *in.Name == "" || len(*in.Name) > 200 {
		return nil, badRequest("Space name is required and has at most 200 characters")
	}
	n := store.NewSpace{Key: in.Key, Name: *in.Name, AuthorID: c.caller.user.AccountID}
	if c.family == v1 {
		n.Editor = store.NewEditor
	}
	if d := in.description(); d != nil {
		n.Description = *d
	}
	space, err := c.Store.CreateSpace(n)
	if err != nil {
		return nil, err
	}
	return c.singleSpace(space), nil
}

func updateSpace(c *call) (any, error) {
	var in spaceWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	space, err := c.spaceByPath()
	if err != nil {
		return nil, err
	}
	if !c.Store.MayEditSpace(c.caller.user, space) {
		return nil, c.noSpace(space.Key)
	}
	var home *string
	if in.Homepage != nil {
		home = (*string)(&in.Homepage.ID)
	}
	if space, err = c.Store.UpdateSpace(space.Key, in.Name, in.description(), home); err != nil {
		return nil, err
	}
	return c.singleSpace(space), nil
}

func deleteSpace(c *call) (any, error) {
	space, err := c.spaceByPath()
	if err != nil {
		return nil, err
	}
	if !c.Store.MayEditSpace(c.caller.user, space) {
		return nil, c.noSpace(space.Key)
	}
	if err := c.Store.DeleteSpace(space.Key); err != nil {
		return nil, err
	}
	return answer{status: http.StatusAccepted, body: c.taskPointer(c.Store.FinishedTask("Remove space " + space.Key))}, nil
}

// spaceContents lists a space's pages (SPECDC /space/{spaceKey}/content).
func spaceContents(c *call) (any, error) {
	pages, err := spaceContentOfType(c)
	if err != nil {
		return nil, err
	}
	return object{"page": pages, "_links": c.withBase(object{"self": c.self(c.path)})}, nil
}

func spaceContentOfType(c *call) (any, error) {
	space, err := c.spaceByPath()
	if err != nil {
		return nil, err
	}
	var pages []store.Page
	for _, page := range c.Store.Listed(space.ID) {
		root := c.query("depth") != "root" || page.ParentID == ""
		if page.Status == store.Current && root && c.mayView(page) && (c.param("type") == "" || c.param("type") == "page") {
			pages = append(pages, page)
		}
	}
	return c.contentList(pages)
}
