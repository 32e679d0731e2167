package rest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// mostUsers are shown at a time, whatever the limit (github.com/mozilla/markfluence docs/confluence/users.md, as all
// behavior of this search).
const mostUsers = 100

// searchUsers knows the fields that publishers ask for: user.fullname, user.accountid and user. What asks for other
// fields finds nobody.
func searchUsers(c *call) (any, error) {
	tokens, err := cqlTokens(c.query("cql"))
	if err != nil || len(tokens)%4 != 3 {
		return nil, badRequest("Could not parse cql : %s", c.query("cql"))
	}
	var wanted []func(store.User) bool
	for clause := range slices.Chunk(tokens, 4) {
		if clause[2].text == "" {
			return nil, failure(http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", "java.lang.reflect.UndeclaredThrowableException: null")
		}
		if len(clause) == 4 && !strings.EqualFold(clause[3].text, "or") {
			return nil, badRequest("Could not parse cql : %s", c.query("cql"))
		}
		wanted = append(wanted, userClause(strings.ToLower(clause[0].text), clause[1].text, clause[2].text))
	}
	var users []store.User
	for _, u := range c.Store.Users() {
		if slices.ContainsFunc(wanted, func(fits func(store.User) bool) bool { return fits(u) }) {
			users = append(users, u)
		}
	}
	from := min(c.number("start"), len(users))
	results, e := []object{}, c.expansion()
	for _, u := range users[from:min(from+min(c.number("limit"), mostUsers), len(users))] {
		results = append(results, object{
			"user": c.userObject(u, e), "title": u.DisplayName, "excerpt": "", "url": "/people/" + u.AccountID, "breadcrumbs": []any{},
			"entityType": "user", "iconCssClass": "aui-icon", "lastModified": when(c.Now()), "score": 0.0,
		})
	}
	return object{
		"results": results, "start": from, "limit": c.number("limit"), "size": len(results), "totalSize": len(results),
		"cqlQuery": c.query("cql"), "searchDuration": 3, "_links": c.withBase(object{}),
	}, nil
}

func userClause(field, operator, value string) func(store.User) bool {
	switch {
	case field == "user.fullname" && operator == "~":
		return func(u store.User) bool { return startsWords(u.DisplayName, value) }
	case (field == "user.accountid" || field == "user") && operator == "=":
		return func(u store.User) bool { return u.AccountID == value }
	}
	return func(store.User) bool { return false }
}

// startsWords reports whether the words of a query begin words of a name that stand behind each other.
func startsWords(name, query string) bool {
	words := textWords(name, "")
	wanted := textWords(strings.ReplaceAll(query, "*", ""), "")
	for from := 0; from+len(wanted) <= len(words); from++ {
		starts := true
		for i, prefix := range wanted {
			starts = starts && strings.HasPrefix(words[from+i], prefix)
		}
		if starts {
			return true
		}
	}
	return false
}
