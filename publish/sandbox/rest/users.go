package rest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var userHandlers = []handler{
	{v1 | dc, "GET /user", getUser},
	{v1 | dc, "GET /user/current", currentUser},
	{v1, "GET /user/bulk", bulkUsers},
	{dc, "GET /user/anonymous", func(c *call) (any, error) { return c.anonymousUser(), nil }},
	{v2, "POST /users-bulk", usersByID},
	{v2, "GET /user/by-me", userByMe},
}

func currentUser(c *call) (any, error) {
	if c.caller.anonymous() {
		return c.anonymousUser(), nil
	}
	return c.alone(c.userObject(c.caller.user, c.expansion())), nil
}

// userByMe is what clients guess for v2's current user, which there is none of: github.com/juliusz-cwiakalski/marksync
// doc/inception/integration-scenarios/01-authentication.md has measured 400.
func userByMe(*call) (any, error) { return nil, invalidParameter("id", "by-me", "long") }

func getUser(c *call) (any, error) {
	named := func(u store.User) bool { return u.AccountID == c.query("accountId") }
	if c.family == dc {
		named = func(u store.User) bool {
			return strings.EqualFold(u.Name, c.query("username")) || u.Key == c.query("key")
		}
	}
	users := c.Store.Users()
	i := slices.IndexFunc(users, named)
	if i < 0 {
		return nil, missing("No user found with account id: %s", cmp.Or(c.query("accountId"), c.query("username"), c.query("key")))
	}
	return c.userObject(users[i], c.expansion()), nil
}

func bulkUsers(c *call) (any, error) {
	ids := c.list("accountId")
	if len(ids) == 0 {
		return nil, badRequest("accountId is required")
	}
	var users []store.User
	for _, id := range ids {
		if u, err := c.Store.User(id); err == nil {
			users = append(users, u)
		}
	}
	e := c.expansion()
	return offset(c, users, func(u store.User) object { return c.userObject(u, e) }), nil
}

func usersByID(c *call) (any, error) {
	var in struct {
		AccountIDs []string `json:"accountIds"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if len(in.AccountIDs) == 0 || len(in.AccountIDs) > 250 {
		return nil, badRequest("accountIds must hold 1 to 250 account ids")
	}
	results := []object{}
	for _, id := range in.AccountIDs {
		if u, err := c.Store.User(id); err == nil {
			results = append(results, object{
				"accountId": u.AccountID, "displayName": u.DisplayName, "publicName": u.DisplayName, "email": u.Email,
				"accountType": accountType(u), "accountStatus": "active", "timeZone": "Etc/UTC", "personalSpaceId": nil,
				"isExternalCollaborator": false, "profilePicture": object{"path": c.avatar(u.AccountID), "isDefault": false},
			})
		}
	}
	return object{"results": results, "_links": object{"base": c.base}}, nil
}

// userByID shows the author of something; who is gone is unknown.
func (c *call) userByID(accountID string) object {
	u, err := c.Store.User(accountID)
	if err != nil {
		return object{"type": "unknown", "displayName": "Unknown user", "accountId": accountID, "profilePicture": c.picture(""), "_links": object{}, "_expandable": object{}}
	}
	return c.userObject(u, nil)
}

func (c *call) userObject(u store.User, e expansion) object {
	o := object{"type": "known", "displayName": u.DisplayName, "profilePicture": c.picture(u.AccountID)}
	x := e.into(o)
	if c.family == dc {
		o["username"], o["userKey"] = u.Name, u.Key
		o["_links"] = object{"self": c.self("/user?key=" + u.Key)}
		x.field("status", "", func(expansion) any { return "CURRENT" })
		return o
	}
	o["accountId"], o["accountType"], o["email"], o["publicName"] = u.AccountID, accountType(u), u.Email, u.DisplayName
	o["isExternalCollaborator"], o["isGuest"], o["locale"], o["accountStatus"] = false, false, "en_US", "active"
	o["_links"] = object{"self": c.self("/user?accountId=" + u.AccountID)}
	x.field("operations", "", func(expansion) any { return []object{{"operation": "use", "targetType": "application"}} })
	x.field("personalSpace", "", func(e expansion) any { return c.personalSpace(u, e) })
	return o
}

// personalSpace is the one that a user has for itself; a service account has none (github.com/mozilla/markfluence
// docs/confluence/users.md).
func (c *call) personalSpace(u store.User, e expansion) any {
	own := c.spaces(func(s store.Space) bool { return s.Type == "personal" && s.AuthorID == u.AccountID })
	if len(own) == 0 {
		return nil
	}
	return c.spaceObject(own[0], e)
}

func (c *call) anonymousUser() object {
	o := object{
		"type": "anonymous", "displayName": "Anonymous", "profilePicture": c.picture(""),
		"_links": c.withBase(object{"self": c.self("/user/anonymous")}),
	}
	c.expansion().into(o).field("operations", "", func(expansion) any { return []object{} })
	return o
}

// picture is that of a user on Cloud, and everybody's on Data Center.
func (c *call) picture(accountID string) object {
	if c.family == dc || accountID == "" {
		return object{"path": c.context + "/images/icons/profilepics/default.svg", "width": 48, "height": 48, "isDefault": true}
	}
	return object{"path": c.avatar(accountID), "width": 48, "height": 48, "isDefault": false}
}

func (c *call) avatar(accountID string) string { return "/wiki/aa-avatar/" + accountID }

// groupObject shows a group. Cloud's groups have ids beside their names; here the name is the id.
func (c *call) groupObject(name string) object {
	o := object{"type": "group", "name": name, "_links": object{"self": c.self("/group/" + name)}}
	if c.family == v1 {
		o["id"] = name
	}
	return o
}

func accountType(u store.User) string {
	if u.Service {
		return "app"
	}
	return "atlassian"
}
