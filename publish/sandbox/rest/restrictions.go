package rest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// restrictionHandlers: Cloud has all of them; Data Center 10 only the reads by operation, the PUT that replaces everything
// (SPECDC), and the POST that clients use besides.
var restrictionHandlers = []handler{
	{v1, "GET /content/{id}/restriction", listRestrictions},
	{v1 | dc, "PUT /content/{id}/restriction", replaceRestrictions},
	{v1 | dc, "POST /content/{id}/restriction", addRestrictions},
	{v1, "DELETE /content/{id}/restriction", deleteRestrictions},
	{v1 | dc, "GET /content/{id}/restriction/byOperation", restrictionsByOperation},
	{v1 | dc, "GET /content/{id}/restriction/byOperation/{operation}", restrictionsForOperation},
	{v1, "GET /content/{id}/restriction/byOperation/{operation}/user", subjectOperation},
	{v1, "PUT /content/{id}/restriction/byOperation/{operation}/user", subjectOperation},
	{v1, "DELETE /content/{id}/restriction/byOperation/{operation}/user", subjectOperation},
	{v1, "GET /content/{id}/restriction/byOperation/{operation}/byGroupId/{group}", subjectOperation},
	{v1, "PUT /content/{id}/restriction/byOperation/{operation}/byGroupId/{group}", subjectOperation},
	{v1, "DELETE /content/{id}/restriction/byOperation/{operation}/byGroupId/{group}", subjectOperation},
	{v1, "GET /content/{id}/restriction/byOperation/{operation}/group/{group}", subjectOperation},
	{v1, "PUT /content/{id}/restriction/byOperation/{operation}/group/{group}", subjectOperation},
	{v1, "DELETE /content/{id}/restriction/byOperation/{operation}/group/{group}", subjectOperation},
}

// restrictedOperations are the operations that can be restricted.
var restrictedOperations = []string{"read", "update"}

func subjectsFor(r *store.Restrictions, operation string) *store.Subjects {
	if operation == "read" {
		return &r.Read
	}
	return &r.Update
}

func listRestrictions(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	return c.restrictionList(page.ID), nil
}

// restrictionList always holds both operations, with empty lists where nothing is restricted.
func (c *call) restrictionList(pageID string) object {
	r := c.Store.Restrictions(pageID)
	results := []object{}
	for _, operation := range restrictedOperations {
		results = append(results, c.restrictionObject(pageID, operation, *subjectsFor(&r, operation), c.expansion()))
	}
	o := object{
		"results": results, "start": 0, "limit": 100, "size": len(results),
		"_links": c.withBase(object{"self": c.self("/content/" + pageID + "/restriction")}),
	}
	if c.family == v1 {
		o["restrictionsHash"] = ""
	}
	return o
}

func (c *call) restrictionObject(pageID, operation string, s store.Subjects, e expansion) object {
	path := "/content/" + pageID + "/restriction/byOperation/" + operation
	if named := e[operation]; named != nil {
		e = named
	}
	o := object{"operation": operation, "_links": object{"self": c.self(path)}}
	x := e.into(o)
	x.field("restrictions", "/rest/api"+path, func(e expansion) any {
		lists := object{}
		x := e.into(lists)
		x.field("user", "", func(expansion) any {
			users := []object{}
			for _, id := range s.Users {
				users = append(users, c.userByID(id))
			}
			return c.inner(path+"/user", users)
		})
		x.field("group", "", func(expansion) any {
			groups := []object{}
			for _, name := range s.Groups {
				groups = append(groups, c.groupObject(name))
			}
			list := c.inner(path+"/group", groups)
			delete(list, "_links")
			return list
		})
		return lists
	})
	x.content(c, pageID)
	return o
}

func restrictionsByOperation(c *call) (any, error) {
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	return c.alone(c.restrictionsByOperation(page.ID, c.expansion())), nil
}

func (c *call) restrictionsByOperation(pageID string, e expansion) object {
	r := c.Store.Restrictions(pageID)
	o := object{"_links": object{"self": c.self("/content/" + pageID + "/restriction/byOperation")}}
	for _, operation := range restrictedOperations {
		o[operation] = c.restrictionObject(pageID, operation, *subjectsFor(&r, operation), e)
	}
	return o
}

// restriction returns what the path is about: a page's subjects for one operation.
func (c *call) restriction(find func(string) (store.Page, error)) (store.Page, store.Restrictions, error) {
	page, err := find(c.param("id"))
	if err == nil && !slices.Contains(restrictedOperations, c.param("operation")) {
		err = missing("Invalid operation: %s", c.param("operation"))
	}
	return page, c.Store.Restrictions(page.ID), err
}

func restrictionsForOperation(c *call) (any, error) {
	page, r, err := c.restriction(c.visible)
	if err != nil {
		return nil, err
	}
	operation := c.param("operation")
	return c.alone(c.restrictionObject(page.ID, operation, *subjectsFor(&r, operation), c.expansion())), nil
}

// restrictionWrite is one operation's restriction in a request; its lists may be wrapped in results.
type restrictionWrite struct {
	Operation    string
	Restrictions struct {
		User  subjectList
		Group subjectList
	}
}

type subjectList []struct{ AccountID, Username, UserKey, Name, ID string }

func (l *subjectList) UnmarshalJSON(data []byte) error {
	return wrappedList(data, (*[]struct{ AccountID, Username, UserKey, Name, ID string })(l))
}

type restrictionWrites []restrictionWrite

func (l *restrictionWrites) UnmarshalJSON(data []byte) error {
	return wrappedList(data, (*[]restrictionWrite)(l))
}

// wrappedList reads a list that may stand in an object under "results".
func wrappedList[T any](data []byte, into *[]T) error {
	if json.Unmarshal(data, into) == nil {
		return nil
	}
	var wrapped struct{ Results []T }
	err := json.Unmarshal(data, &wrapped)
	*into = wrapped.Results
	return err
}

// addTo adds what a request names to restrictions; users may be named as Cloud or as Data Center does.
func (c *call) addTo(r *store.Restrictions, writes restrictionWrites) error {
	for _, w := range writes {
		if !slices.Contains(restrictedOperations, w.Operation) {
			return badRequest("Invalid operation: %s", w.Operation)
		}
		s := subjectsFor(r, w.Operation)
		for _, u := range w.Restrictions.User {
			user, err := c.findUser(u.AccountID, u.Username, u.UserKey)
			if err != nil {
				return err
			}
			s.Users = append(slices.Clone(s.Users), user.AccountID)
		}
		for _, g := range w.Restrictions.Group {
			s.Groups = append(slices.Clone(s.Groups), strings.TrimSpace(g.Name+g.ID))
		}
	}
	return nil
}

func (c *call) findUser(accountID, name, key string) (store.User, error) {
	for _, u := range c.Store.Users() {
		if accountID != "" && u.AccountID == accountID || c.family == dc && (u.Key == key && key != "" || strings.EqualFold(u.Name, name)) {
			return u, nil
		}
	}
	return store.User{}, badRequest("No user found: %s", accountID+name+key)
}

func replaceRestrictions(c *call) (any, error) { return c.writeRestrictions(false) }

func addRestrictions(c *call) (any, error) { return c.writeRestrictions(true) }

func (c *call) writeRestrictions(keep bool) (any, error) {
	var in restrictionWrites
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	page, err := c.visible(c.param("id"))
	if err != nil {
		return nil, err
	}
	if !c.Store.MayEdit(c.caller.user, page) {
		if c.family == v1 {
			return nil, c.noSuchContent(page.ID) // SPEC1: 404 without the permission to change restrictions
		}
		return nil, c.forbidden(page.ID)
	}
	var r store.Restrictions
	if keep {
		r = c.Store.Restrictions(page.ID)
	}
	if err := c.addTo(&r, in); err != nil {
		return nil, err
	}
	if err := c.Store.SetRestrictions(page.ID, r); err != nil {
		return nil, err
	}
	return c.restrictionList(page.ID), nil
}

func deleteRestrictions(c *call) (any, error) {
	page, err := c.editable(c.param("id"))
	if err != nil {
		return nil, err
	}
	if err := c.Store.SetRestrictions(page.ID, store.Restrictions{}); err != nil {
		return nil, err
	}
	return c.restrictionList(page.ID), nil
}

// subjectOperation tells, by status alone, whether a user or group is among a restriction's subjects, adds it, or
// removes it, as the method says.
func subjectOperation(c *call) (any, error) {
	find := c.editable
	if c.request.Method == http.MethodGet {
		find = c.visible
	}
	page, r, err := c.restriction(find)
	if err != nil {
		return nil, err
	}
	s := subjectsFor(&r, c.param("operation"))
	list, name := &s.Groups, c.param("group")
	if name == "" {
		user, err := c.findUser(c.query("accountId"), c.query("username"), c.query("key"))
		if err != nil {
			return nil, missing("No user found: %s", c.query("accountId"))
		}
		list, name = &s.Users, user.AccountID
	}
	has := slices.Contains(*list, name)
	switch c.request.Method {
	case http.MethodPut:
		if !has {
			*list = append(slices.Clone(*list), name)
		}
		return answer{status: http.StatusOK}, c.Store.SetRestrictions(page.ID, r)
	case http.MethodDelete:
		if has {
			*list = slices.DeleteFunc(slices.Clone(*list), func(x string) bool { return x == name })
			return answer{status: http.StatusOK}, c.Store.SetRestrictions(page.ID, r)
		}
	}
	if !has {
		return nil, missing("The restriction does not exist")
	}
	return answer{status: http.StatusOK}, nil
}
