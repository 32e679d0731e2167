package rest

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var spaceHandlers = []handler{
	{v2, "GET /spaces", listSpaces},
	{v2, "GET /spaces/{id}", getSpace},
	{v1 | dc, "POST /space", createSpace},
	{v1 | dc, "PUT /space/{key}", updateSpace},
	{v1 | dc, "DELETE /space/{key}", deleteSpace},
	{v1 | dc, "GET /space/{key}/content", spaceContents},
	{v1 | dc, "GET /space/{key}/content/{type}", spaceContentOfType},
	{v1 | dc, "GET /space", listSpacesV1},
	{v1 | dc, "GET /space/{key}", getSpaceV1},
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
	kind, status := c.query("type"), c.query("status")
	list := c.spaces(func(s store.Space) bool {
		return (len(ids) == 0 || slices.Contains(ids, s.ID)) &&
			(len(keys) == 0 || slices.ContainsFunc(keys, func(k string) bool { return strings.EqualFold(k, s.Key) })) &&
			(kind == "" || s.Type == kind) && (status == "" || s.Status == status) && len(labels) == 0
	})
	list = sorted(list, c.query("sort"), map[string]func(a, b store.Space) int{
		"id":   func(a, b store.Space) int { return byID(a.ID, b.ID) },
		"key":  func(a, b store.Space) int { return cmp.Compare(a.Key, b.Key) },
		"name": func(a, b store.Space) int { return cmp.Compare(a.Name, b.Name) },
	})
	return paged(c, list, func(s store.Space) string { return s.ID }, c.spaceV2)
}

// spaceByID returns a space that the caller may see.
func (c *call) spaceByID(id string) (store.Space, error) {
	space, ok := c.visibleSpace(c.Store.Space(id))
	if !ok {
		return store.Space{}, c.noSpace(id)
	}
	return space, nil
}

func getSpace(c *call) (any, error) {
	space, err := c.spaceByID(c.param("id"))
	if err != nil {
		return nil, err
	}
	o := c.spaceV2(space)
	c.include(o, "/wiki/api/v2/spaces/"+space.ID, map[string]func() []object{
		"labels":     func() []object { return []object{} },
		"operations": func() []object { return c.operationsOnSpace(space) },
		"properties": func() []object { return c.propertiesV2(space.ID) },
	})
	return c.alone(o), nil
}

func (c *call) spaceV2(s store.Space) object {
	o := object{
		"id": s.ID, "key": s.Key, "name": s.Name, "type": s.Type, "status": s.Status, "authorId": s.AuthorID, "spaceOwnerId": s.AuthorID,
		"createdAt": when(s.CreatedAt), "homepageId": s.HomepageID, "currentActiveAlias": s.Key, "description": nil, "icon": nil,
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
	e := c.expansion()
	return offset(c, list, func(s store.Space) object { return c.spaceObject(s, e) }), nil
}

// spaceByPath returns the space that the path names.
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
	o := c.spaceObject(space, c.expansion())
	o["_links"].(object)["collection"] = "/rest/api/space"
	return c.alone(o)
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
	x.field("operations", "", func(expansion) any { return c.operationsOnSpace(s) })
	if c.family == dc {
		return o
	}
	o["alias"] = s.Key
	for name, path := range map[string]string{
		"settings": "/rest/api/space/" + s.Key + "/settings", "lookAndFeel": "/rest/api/settings/lookandfeel?spaceKey=" + s.Key,
		"theme": "/rest/api/space/" + s.Key + "/theme", "identifiers": "", "permissions": "", "roles": "",
	} {
		x.field(name, path, func(expansion) any { return object{} })
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

// spaceContents lists what a space holds, by type (SPECDC /space/{spaceKey}/content); it holds no blog posts here.
func spaceContents(c *call) (any, error) {
	pages, err := spaceContentOfType(c)
	if err != nil {
		return nil, err
	}
	return object{"page": pages, "blogpost": c.contentList(nil), "_links": c.withBase(object{"self": c.self(c.path)})}, nil
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
	return c.contentList(pages), nil
}
