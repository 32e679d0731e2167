package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// The roots of the APIs.
const (
	gatewayV1  = "https://api.atlassian.com/ex/confluence/5a4d9b1c-0f3e-4c2a-9d68-7e1b2c3d4e5f/wiki/rest/api"
	dataCenter = "https://confluence.example.com/rest/api"
)

// page makes a page and gives it.
func (w *world) page(title string) store.Page {
	w.Helper()
	page, err := w.server.Person("DOCS").Create("", title, "<p>text</p>")
	if err != nil {
		w.Fatal(err)
	}
	return page
}

func (w *world) now(id string) store.Page {
	w.Helper()
	page, err := w.server.Store().Page(id)
	if err != nil {
		w.Fatal(err)
	}
	return page
}

func update(page store.Page, number int, body, message string) string {
	sent, _ := json.Marshal(map[string]any{
		"id": page.ID, "status": "current", "title": page.Title, "body": map[string]any{"representation": "storage", "value": body},
		"version": map[string]any{"number": number, "message": message},
	})
	return string(sent)
}

func TestUnusableAnswersComeAfterTheActWasDone(t *testing.T) {
	t.Parallel()
	for kind, usual := range map[sandbox.FaultKind]func(a answer) string{
		sandbox.Empty: func(a answer) string { return fmt.Sprintf("%d %q", a.status, a.body) },
		sandbox.Cut: func(a answer) string {
			return fmt.Sprintf("%d %t %t", a.status, strings.HasPrefix(a.body, `{"`), json.Valid([]byte(a.body)))
		},
		sandbox.HTMLAfter: func(a answer) string {
			return fmt.Sprintf("%d %s %t", a.status, a.header.Get("Content-Type"), strings.Contains(a.body, "<form"))
		},
		sandbox.ConflictAfter: func(a answer) string {
			return fmt.Sprintf("%d %t", a.status, strings.Contains(a.body, "OptimisticLockException"))
		},
		sandbox.WrongVersion: func(a answer) string {
			return fmt.Sprintf("%d %v", a.status, a.json["version"].(map[string]any)["number"])
		},
	} {
		want := map[sandbox.FaultKind]string{
			sandbox.Empty: `200 ""`, sandbox.Cut: "200 true false", sandbox.HTMLAfter: "200 text/html; charset=utf-8 true",
			sandbox.ConflictAfter: "409 true", sandbox.WrongVersion: "200 1",
		}[kind]
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			w := start(t, sandbox.Options{})
			page := w.page("Page")
			w.server.Faults().Add(sandbox.Fault{Method: "PUT", Kind: kind})
			if got := usual(w.send("unscoped", "PUT", siteAPI+"/pages/"+page.ID, update(page, 2, "<p>new</p>", ""))); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if v := w.now(page.ID).Version(); v.Number != 2 || !strings.Contains(v.Body, ">new<") {
				t.Errorf("it was not done: %+v", v)
			}
			if a := w.send("unscoped", "PUT", siteAPI+"/pages/"+page.ID, update(page, 7, "<p>newer</p>", "")); a.status != 409 || !strings.Contains(a.body, "Current Version: [2]") {
				t.Errorf("a refusal does not go out as it is: %d %s", a.status, a.body)
			}
		})
	}
}

func TestConflictIsInConfluencesOwnWords(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	page := w.page("Page")
	w.server.Faults().Add(sandbox.Fault{Kind: sandbox.Conflict})
	const text = "javax.persistence.OptimisticLockException: Batch update returned unexpected row count from update [0]; actual row count: 0; expected: 1"
	for address, c := range map[string]struct{ credential, text string }{
		siteAPI + "/pages/" + page.ID + "/properties":     {"unscoped", `{"errors":[{"code":"CONFLICT","detail":null,"status":409,"title":"` + text + `"}]}`},
		gatewayV1 + "/content/" + page.ID + "/property":   {"unscoped", `"message":"com.atlassian.confluence.api.service.exceptions.ConflictException: ` + text + `","statusCode":409}`},
		dataCenter + "/content/" + page.ID + "/property":  {"dc-pat", `"message":"` + text + `","reason":"Conflict","statusCode":409}`},
		dataCenter + "/content/" + page.ID + "/property/": {"dc-pat", `"reason":"Conflict"`},
	} {
		a := w.send(c.credential, "POST", address, `{"key":"k","value":1}`)
		if a.status != 409 || !strings.Contains(strings.ReplaceAll(a.body, `"status":"409"`, `"status":409`), c.text) {
			t.Errorf("%s: %d %s, want %s", address, a.status, a.body, c.text)
		}
	}
	if _, err := w.server.Store().Property(page.ID, "k"); err == nil {
		t.Error("it was done")
	}
}

func (w *world) pageWithLease() (store.Page, store.Property) {
	w.Helper()
	page := w.page("Page")
	p, err := w.server.Store().CreateProperty(page.ID, store.Property{Key: "lease", Value: json.RawMessage(`"free"`)})
	if err != nil {
		w.Fatal(err)
	}
	return page, p
}

// write sends a property's next version, and tells status and version number of the answer.
func (w *world) write(page store.Page, p store.Property, number int, value string) string {
	w.Helper()
	a := w.send("unscoped", "PUT", siteAPI+"/pages/"+page.ID+"/properties/"+p.ID, fmt.Sprintf(`{"key":"lease","value":%q,"version":{"number":%d}}`, value, number))
	version, _ := a.json["version"].(map[string]any)
	return fmt.Sprint(a.status, " ", version["number"])
}

func (w *world) lease(page store.Page) string {
	w.Helper()
	p, err := w.server.Store().Property(page.ID, "lease")
	if err != nil {
		w.Fatal(err)
	}
	return fmt.Sprintf("%d %s", p.Version, p.Value)
}

func TestWritesOfOnePropertyMeet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault                          sandbox.Fault
		answer                         string
		atOnce, afterAnother, inTheEnd string // how the property is
	}{
		"refused":           {sandbox.Fault{Kind: sandbox.Conflict}, "409 <nil>", `1 "free"`, `1 "free"`, `1 "free"`},
		"twice":             {sandbox.Fault{Kind: sandbox.Twice}, "409 <nil>", `2 "mine"`, `2 "mine"`, `2 "mine"`},
		"twice counted":     {sandbox.Fault{Kind: sandbox.Twice, Variant: sandbox.Counted}, "200 2", `3 "mine"`, `3 "mine"`, `3 "mine"`},
		"late":              {sandbox.Fault{Kind: sandbox.Late}, "504 <nil>", `1 "free"`, `2 "mine"`, `2 "mine"`},
		"much later":        {sandbox.Fault{Kind: sandbox.Late, After: 2, Status: 500}, "500 <nil>", `1 "free"`, `1 "free"`, `2 "mine"`},
		"refused, and late": {sandbox.Fault{Kind: sandbox.Late, Status: 409}, "409 <nil>", `1 "free"`, `2 "mine"`, `2 "mine"`},
		"ignored":           {sandbox.Fault{Kind: sandbox.Ignored}, "200 1", `1 "free"`, `1 "free"`, `1 "free"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, sandbox.Options{})
			page, p := w.pageWithLease()
			c.fault.Path, c.fault.Times = "/properties", 1
			w.server.Faults().Add(c.fault)
			is := func(when, want string) {
				t.Helper()
				if got := w.lease(page); got != want {
					t.Errorf("%s it is %s, want %s", when, got, want)
				}
			}
			if got := w.write(page, p, 2, "mine"); got != c.answer {
				t.Errorf("answered %s, want %s", got, c.answer)
			}
			is("at once", c.atOnce)
			w.send("unscoped", "GET", siteAPI+"/pages/"+page.ID+"/properties", "")
			is("after another request", c.afterAnother)
			w.server.Faults().CarryOut()
			is("in the end", c.inTheEnd)
		})
	}
}

func TestLateWriteComesTooLateAfterAnother(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	page, p := w.pageWithLease()
	w.server.Faults().Add(sandbox.Fault{Kind: sandbox.Late, Times: 1})
	w.write(page, p, 2, "mine")
	if got := w.write(page, p, 2, "theirs"); got != "200 2" || w.lease(page) != `2 "theirs"` {
		t.Errorf("%s, then %s", got, w.lease(page))
	}
	w.server.Faults().Add(sandbox.Fault{Kind: sandbox.Late, Times: 1, DelayMS: 5})
	w.write(page, p, 3, "mine")
	if err := w.server.Wait(t.Context()); err != nil || w.lease(page) != `3 "mine"` {
		t.Errorf("after its time: %s, %v", w.lease(page), err)
	}
}

func TestListsLagBehindAndReadsByIDDoNot(t *testing.T) {
	t.Parallel()
	clock := sandbox.NewClock(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC))
	w := start(t, sandbox.Options{Now: clock.Now, Behavior: store.Behavior{ListLag: 10 * time.Second}})
	space, err := w.server.Store().SpaceByKey("DOCS")
	if err != nil {
		t.Fatal(err)
	}
	person := w.server.Person("DOCS")
	if got := w.titles("unscoped", siteAPI+"/pages?space-id="+space.ID); got != "Documentation Home" {
		t.Errorf("what was there at the start is not listed: %s", got)
	}
	old, gone := w.page("Old title"), w.page("Gone")
	clock.Advance(time.Minute)
	fresh := w.page("New")
	for _, err := range []error{person.Rename("Old title", "New title"), person.Trash("Gone")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	lists := []struct{ credential, address string }{
		{"unscoped", siteAPI + "/spaces/" + space.ID + "/pages"}, {"unscoped", siteAPI + "/pages?space-id=" + space.ID},
		{"unscoped", gatewayV1 + "/content?spaceKey=DOCS"}, {"dc-pat", dataCenter + "/content?spaceKey=DOCS"}, {"dc-pat", dataCenter + "/space/DOCS/content/page"},
	}
	check := func(when, listed string, found ...string) {
		t.Helper()
		for _, list := range lists {
			if got := w.titles(list.credential, list.address); got != listed {
				t.Errorf("%s, %s lists %s, want %s", when, list.address, got, listed)
			}
		}
		for _, title := range []string{"New", "Old title", "New title", "Gone"} {
			want := ""
			for _, f := range found {
				if f == title {
					want = title
				}
			}
			query := "title=" + strings.ReplaceAll(title, " ", "+")
			for _, address := range []string{siteAPI + "/pages?" + query, gatewayV1 + "/content?spaceKey=DOCS&" + query} {
				if got := w.titles("unscoped", address); got != want {
					t.Errorf("%s, %s finds %q, want %q", when, address, got, want)
				}
			}
		}
		for _, id := range []string{old.ID, fresh.ID} {
			if got, want := w.titles("unscoped", siteAPI+"/pages?id="+id), w.now(id).Title; got != want {
				t.Errorf("%s, by id: %s, want %s", when, got, want)
			}
			if a := w.send("unscoped", "GET", siteAPI+"/pages/"+id, ""); a.json["title"] != w.now(id).Title {
				t.Errorf("%s, by id: %v", when, a.json["title"])
			}
		}
		if a := w.send("unscoped", "GET", siteAPI+"/pages/"+gone.ID, ""); a.json["status"] != "trashed" {
			t.Errorf("%s, by id: %v", when, a.json["status"])
		}
	}
	check("at once", "Documentation Home, Old title, Gone", "Old title", "Gone")
	clock.Advance(9 * time.Second)
	check("before the lag is over", "Documentation Home, Old title, Gone", "Old title", "Gone")
	clock.Advance(time.Second)
	check("after the lag", "Documentation Home, New title, New", "New title", "New")
	w.page("Newest")
	w.server.Faults().Clear()
	if got := w.titles("unscoped", lists[0].address); !strings.HasSuffix(got, ", Newest") {
		t.Errorf("lists lag although that was cleared: %s", got)
	}
}

// titles returns those of the current pages in a list, and wants no other rows than pages that the list calls current.
func (w *world) titles(credential, address string) string {
	w.Helper()
	a := w.send(credential, "GET", address, "")
	results, ok := a.json["results"].([]any)
	if !ok {
		w.Fatalf("%s: %d %s", address, a.status, a.body)
	}
	var titles []string
	for _, row := range results {
		titles = append(titles, row.(map[string]any)["title"].(string))
	}
	return strings.Join(titles, ", ")
}

func TestNewPageIsNotFoundByItsIDForAWhile(t *testing.T) {
	t.Parallel()
	clock := sandbox.NewClock(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC))
	w := start(t, sandbox.Options{Now: clock.Now, Behavior: store.Behavior{CreateLag: 2 * time.Second}})
	space, err := w.server.Store().SpaceByKey("DOCS")
	if err != nil {
		t.Fatal(err)
	}
	if a := w.send("unscoped", "GET", siteAPI+"/pages/"+space.HomepageID, ""); a.status != 200 {
		t.Errorf("what was there at the start is not found: %d", a.status)
	}
	created := w.send("unscoped", "POST", siteAPI+"/pages", w.newPage("New"))
	id, _ := created.json["id"].(string)
	reads := map[string]string{
		siteAPI + "/pages/" + id: "unscoped", siteAPI + "/pages/" + id + "/properties": "unscoped", gatewayV1 + "/content/" + id: "unscoped", dataCenter + "/content/" + id: "dc-pat",
	}
	for address, credential := range reads {
		if a := w.send(credential, "GET", address, ""); a.status != 404 {
			t.Errorf("%s: %d", address, a.status)
		}
	}
	if got := w.titles("unscoped", siteAPI+"/pages?id="+id); got != "" {
		t.Errorf("by id: %s", got)
	}
	if a := w.send("unscoped", "PUT", siteAPI+"/pages/"+id, update(w.now(id), 2, "<p>new</p>", "")); a.status != 200 {
		t.Errorf("it cannot be written: %d %s", a.status, a.body)
	}
	clock.Advance(2 * time.Second)
	for address, credential := range reads {
		if a := w.send(credential, "GET", address, ""); a.status != 200 {
			t.Errorf("%s: %d after a while", address, a.status)
		}
	}
}

func TestOffsetPagingSkipsRowsWhenRowsBeforeGo(t *testing.T) {
	t.Parallel()
	read := func(t *testing.T, w *world, credential, address string) string {
		var titles []string
		for address != "" {
			a := w.send(credential, "GET", address, "")
			for _, row := range a.json["results"].([]any) {
				titles = append(titles, row.(map[string]any)["title"].(string))
			}
			links := a.json["_links"].(map[string]any)
			next, _ := links["next"].(string)
			address = ""
			if next != "" {
				address = links["base"].(string) + next
				if strings.HasPrefix(next, "/wiki/") {
					address = strings.TrimSuffix(links["base"].(string), "/wiki") + next
				}
			}
		}
		return strings.Join(titles, " ")
	}
	const seed = `{"spaces": [{"key": "DOCS", "name": "D", "homepage": {"title": "H"}, "pages": [{"title": "A"}, {"title": "B"}, {"title": "C"}, {"title": "D"}, {"title": "E"}]}]}`
	for name, c := range map[string]struct {
		credential, address string
		whole, skipped      string
	}{
		"v1":          {"unscoped", "https://example.atlassian.net/wiki/rest/api/content?spaceKey=DOCS&limit=2", "H A B C D E", "H A C D E"},
		"Data Center": {"dc-pat", dataCenter + "/content?spaceKey=DOCS&limit=2", "H A B C D E", "H A C D E"},
		"v2 does not": {"unscoped", siteAPI + "/pages?limit=2", "H A B C D E", "H A B C D E"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, sandbox.Options{Seed: strings.NewReader(seed)})
			if got := read(t, w, c.credential, c.address); got != c.whole {
				t.Fatalf("undisturbed: %s, want %s", got, c.whole)
			}
			w.server.Faults().Add(sandbox.Fault{Kind: sandbox.SkipRows})
			if got := read(t, w, c.credential, c.address); got != c.skipped {
				t.Errorf("on demand: %s, want %s", got, c.skipped)
			}
			w.server.Faults().Clear()
			w.server.ClearHooks()
			w.server.Before(func(r *sandbox.Request) {
				if r.N == 2 {
					if err := w.server.Person("DOCS").Trash("A"); err != nil {
						t.Error(err)
					}
				}
			})
			if got := read(t, w, c.credential, c.address); got != c.skipped {
				t.Errorf("when a page goes: %s, want %s", got, c.skipped)
			}
		})
	}
}

func TestUpdateThatChangesNothingMakesNoVersion(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Behavior: store.Behavior{SameBodyKeepsVersion: true}})
	page := w.page("Page")
	address := siteAPI + "/pages/" + page.ID
	put := func(number int, body string) string {
		t.Helper()
		a := w.send("unscoped", "PUT", address, update(page, number, body, "said"))
		version, _ := a.json["version"].(map[string]any)
		return fmt.Sprint(a.status, " ", version["number"], " ", version["message"])
	}
	for _, step := range []struct {
		number     int
		body, want string
	}{
		{2, "<p>text</p>", "200 1 "}, {2, page.Body(), "200 1 "}, {3, "<p>text</p>", "409 <nil> <nil>"},
		{2, "<p>other</p>", "200 2 said"}, {3, "<p>other</p>", "200 2 said"}, {3, "<p>text</p>", "200 3 said"},
	} {
		if got := put(step.number, step.body); got != step.want {
			t.Errorf("version %d, %s: %s, want %s", step.number, step.body, got, step.want)
		}
	}
	page.Title = "Another"
	if got := put(4, "<p>text</p>"); got != "200 4 said" {
		t.Errorf("a new title: %s", got)
	}
	if err := w.server.Person("DOCS").CommentOn("Another", "text", "<p>why?</p>"); err != nil {
		t.Fatal(err)
	}
	if got := put(5, "<p>text</p>"); got != "200 5 said" {
		t.Errorf("a body without the marker that is there: %s", got)
	}
}

func TestVersionMessagesAreLostOrCut(t *testing.T) {
	t.Parallel()
	for limit, want := range map[int]string{0: "gemäß a1b2", -1: "", 5: "gemäß"} {
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			t.Parallel()
			w := start(t, sandbox.Options{Faults: true})
			control := strings.TrimSuffix(w.server.Site(), "/wiki") + "/_sandbox/settings"
			if a := w.send("", "PUT", control, fmt.Sprintf(`{"messageLimit":%d}`, limit)); a.status != 204 {
				t.Fatalf("%d %s", a.status, a.body)
			}
			page := w.page("Page")
			a := w.send("unscoped", "PUT", siteAPI+"/pages/"+page.ID, update(page, 2, "<p>new</p>", "gemäß a1b2"))
			if got := a.json["version"].(map[string]any)["message"]; got != want || w.now(page.ID).Version().Message != want {
				t.Errorf("got %q, want %q", got, want)
			}
			made := w.send("dc-pat", "POST", dataCenter+"/content", `{"type":"page","title":"Made","space":{"key":"DOCS"},"version":{"number":1,"message":"gemäß a1b2"}}`)
			id, _ := made.json["id"].(string)
			if got := w.now(id).Version().Message; got != want {
				t.Errorf("on creation: %q, want %q", got, want)
			}
		})
	}
}

func TestTimesHaveMilliseconds(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 10, 0, 0, 15_974_123, time.UTC)
	w := start(t, sandbox.Options{Now: func() time.Time { return now }})
	a := w.send("unscoped", "POST", siteAPI+"/pages", w.newPage("New"))
	if got := a.json["createdAt"]; a.status != http.StatusOK || got != "2026-11-24T10:00:00.015Z" {
		t.Errorf("%d %v", a.status, got)
	}
}

func TestMannersAreSetByControl(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Faults: true})
	control := strings.TrimSuffix(w.server.Site(), "/wiki") + "/_sandbox"
	for _, step := range []struct {
		method, path, body string
		want               store.Behavior
	}{
		{"PUT", "/settings", `{"listLagMs":1500,"sameBodyKeepsVersion":true}`, store.Behavior{ListLag: 1500 * time.Millisecond, SameBodyKeepsVersion: true}},
		{"PUT", "/settings", `{"createLagMs":5}`, store.Behavior{ListLag: 1500 * time.Millisecond, CreateLag: 5 * time.Millisecond, SameBodyKeepsVersion: true}},
		{"PUT", "/settings", `{"listLagMs":0}`, store.Behavior{CreateLag: 5 * time.Millisecond, SameBodyKeepsVersion: true}},
		{"DELETE", "/faults", "", store.Behavior{}},
	} {
		if a := w.send("", step.method, control+step.path, step.body); a.status != 204 || w.server.Store().Behavior() != step.want {
			t.Errorf("%s: %d %s, got %+v", step.body, a.status, a.body, w.server.Store().Behavior())
		}
	}
	for wrong, says := range map[string]string{
		`{"kind":"twice","variant":"thrice"}`: `no variant \"thrice\" of twice; the variants are counted`,
		`{"kind":"late","after":-1}`:          "not negative",
	} {
		if a := w.send("", "POST", control+"/faults", wrong); a.status != 400 || !strings.Contains(a.body, says) {
			t.Errorf("%s: %d %s", wrong, a.status, a.body)
		}
	}
}
