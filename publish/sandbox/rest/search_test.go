package rest_test

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

func (w *world) search(root, cql string) answer {
	w.Helper()
	return w.get(root + "/content/search?limit=100&cql=" + url.QueryEscape(cql))
}

func (a answer) titles() string {
	var titles []string
	for i := 0; a.at(fmt.Sprintf("results/%d", i)) != "<none>"; i++ {
		titles = append(titles, a.at(fmt.Sprintf("results/%d/title", i)))
	}
	return strings.Join(titles, ", ")
}

func TestSearch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	alpha := w.page("Alpha guide", "", "<p>about zebras</p>")
	beta := w.page("Beta", alpha, "")
	w.post(v1+"/content/"+beta+"/label", `[{"prefix":"global","name":"howto"}]`).wants(200)
	w.now = w.now.Add(time.Hour)
	w.page(`Say "hi"`, beta, "")
	w.folder("Alpha box", "")
	w.now = w.now.Add(time.Minute)

	for cql, want := range map[string]string{
		`space = DOCS and type = page order by title`:                              `Alpha guide, Beta, Documentation Home, Say "hi"`,
		`space=docs and type=folder`:                                               "Alpha box",
		`space = "NONE"`:                                                           "",
		`title = "alpha guide"`:                                                    "Alpha guide",
		`title ~ "alph*" order by title desc`:                                      "Alpha guide, Alpha box",
		`title ~ "guide alpha"`:                                                    "Alpha guide",
		`title = "Say \"hi\""`:                                                     `Say "hi"`,
		`parent = ` + alpha:                                                        "Beta",
		`ancestor = ` + alpha + ` order by id`:                                     `Beta, Say "hi"`,
		`ancestor in (` + alpha + `, 999) and not label = howto`:                   `Say "hi"`,
		`label = "howto" or label = global:none`:                                   "Beta",
		`id in (` + alpha + `,` + beta + `) and title != "Beta"`:                   "Alpha guide",
		`id not in (` + alpha + `) and ancestor = ` + alpha + ` order by title`:    `Beta, Say "hi"`,
		`text ~ "zebras"`:                                                          "Alpha guide",
		`(label = howto or text ~ zebras) and type = page order by title desc`:     "Beta, Alpha guide",
		`creator = currentUser() and created >= "2026-11-24 11:01" order by title`: `Alpha box, Say "hi"`,
		`lastmodified > now("-10m") and type=page`:                                 `Say "hi"`,
	} {
		for _, root := range []string{v1, dc} {
			if got := w.search(root, cql).wants(200).titles(); got != want {
				t.Errorf("%s\n got %s\nwant %s", cql, got, want)
			}
		}
	}
	for cql, status := range map[string]int{
		``: 400, `title`: 400, `title =`: 400, `status = current`: 400, `title = "a`: 400, `(title = a`: 400, `title = a b`: 400,
		`title = ""`: 400, `space ~ a`: 400, `type in page`: 400, `title = a order title`: 400, `title = a order by size`: 400, `id = f()`: 400,
		`text ~ ""`: 500,
	} {
		w.search(v1, cql).wants(status)
	}
}

func TestSearchSeesAWriteOnlyAfterAWhile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("New", "", "")
	w.search(v1, "title = New").has("results", "[0]")
	w.get(v2+"/pages?title=New").has("results", "[1]")
	w.now = w.now.Add(20 * time.Second)
	w.search(v1, "title = New").has("results", "[1]")
	w.del(v2 + "/pages/" + id).wants(204)
	w.search(v1, "title = New").has("results", "[1]")
	w.now = w.now.Add(20 * time.Second)
	w.search(v1, "title = New").has("results", "[0]")
}

func TestSearchOnCloudKnowsCursorsOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 3 {
		w.page(fmt.Sprint("Page ", i), "", "")
	}
	w.now = w.now.Add(time.Minute)
	first := w.get(v1+"/search?cql=title~page&limit=2&start=1&excerpt=none").wants(200).has("results", "[2]", "totalSize", "3", "cqlQuery", "title~page",
		"results/0/title", "Page 0", "results/0/content/type", "page", "results/0/entityType", "content", "results/0/excerpt", "",
		"results/0/resultGlobalContainer/title", "Documentation")
	next := first.at("_links/next")
	if strings.Contains(next, "excerpt") || !strings.HasPrefix(next, "/rest/api/search?") {
		t.Errorf("next: %s", next)
	}
	w.get(gateway+"/wiki"+next).has("results", "[1]", "results/0/title", "Page 2", "_links/next", "<none>")
	w.get(dc+"/search?cql=title~page&limit=2&start=1").has("results", "[2]", "results/0/title", "Page 1", "totalSize", "3")
	w.get(v1+"/content/search?cql=title~page&limit=100&expand=body.export_view").has("limit", "25")
}

func TestSearchPagesAreShortWhereSomethingIsNotSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.now = w.now.Add(time.Minute)
	w.get(v1+"/search?cql="+url.QueryEscape("type=page order by space")).has("results", "[2]", "totalSize", "3")
	w.get(dc+"/search?cql=type=page").has("results", "[2]", "totalSize", "2")
}

func TestUsersAreFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for cql, found := range map[string]int{
		`user.fullname~"robin"`: 1, `user.fullname~"ree"`: 1, `user.fullname~"robin ree*"`: 1, `user.fullname~"*"`: 3, `user.accountid="` + writerID + `"`: 1,
		`user.fullname~"ada" or user.fullname~"rhea"`: 2, `user.fullname~"reed robin"`: 0, `user.fullname~"obin"`: 0, `title~"robin"`: 0,
	} {
		w.get(v1+"/search/user?cql="+url.QueryEscape(cql)).wants(200).has(
			"results", fmt.Sprintf("[%d]", found), "totalSize", strconv.Itoa(found), "_links/self", "<none>")
	}
	w.get(v1+"/search/user?limit=1&cql="+url.QueryEscape(`user.fullname~"r"`)).has("results", "[1]", "totalSize", "1", "_links/next", "<none>")
	w.get(v1 + "/search/user?cql=" + url.QueryEscape(`user.fullname~""`)).wants(500)
	w.get(v1+"/user?expand=personalSpace,operations&accountId="+readerID).has("personalSpace", "null", "operations/0/operation", "use")
	w.get(v1 + "/search/user?cql=nonsense").wants(400)
	w.get(v1+"/user/current").wants(200).has("accountId", writerID, "type", "known", "accountType", "atlassian", "username", "<none>")
	w.get(v1+"/user?accountId="+readerID).wants(200).has("displayName", "Rhea Ross")
	w.get(v1 + "/user?accountId=nobody").wants(404)
	w.get(v1+"/user/bulk?accountId="+readerID+"&accountId=nobody").has("results", "[1]")
	w.post(v2+"/users-bulk", `{"accountIds":["`+readerID+`","nobody"]}`).wants(200).has("results", "[1]", "results/0/displayName", "Rhea Ross")
	w.post(v2+"/users-bulk", `{"accountIds":[]}`).wants(400)
	w.get(v2 + "/user/by-me").wants(400)
	w.get(dc+"/user?username=rhea").wants(200).has("userKey", "k3")
	w.get(dc+"/server-information").wants(200).has("version", "10.0.3", "baseUrl", "https://confluence.example.com")
}

func TestAuthorWatchesItsPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := v1 + "/user/watch/content/" + w.page("A", "", "")
	w.get(path).wants(200).has("watching", "true")
	w.del(path).wants(403)
	w.send("unscoped", "DELETE", path, "", "X-Atlassian-Token", "no-check").wants(204)
	w.get(path).has("watching", "false")
	w.post(path, "").wants(204)
	w.get(path).has("watching", "true")
}
