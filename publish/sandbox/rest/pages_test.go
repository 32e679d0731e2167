package rest_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func TestPageIsCreatedBelowTheHomepage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.post(v2+"/pages", `{"spaceId":"`+w.docs.ID+`","status":"current","title":" A page ","body":{"representation":"storage","value":"<p>a<br/></p>"}}`).
		wants(200).has("title", "A page", "parentId", w.docs.HomepageID, "parentType", "page", "status", "current", "version/number", "1",
		"authorId", writerID, "_links/base", site, "body/storage/representation", "storage", "createdAt", "2026-11-24T10:01:00.000Z")
	id := a.at("id")
	a.has("_links/webui", "/spaces/DOCS/pages/"+id+"/A+page")
	if body := w.stored(id).Body(); !strings.HasPrefix(body, `<p local-id="`) || !strings.HasSuffix(body, `">a<br /></p>`) {
		t.Errorf("stored body: %s", body)
	}
	nested := `{"spaceId":"` + w.docs.ID + `","title":"B","parentId":"` + id + `","body":{"storage":{"representation":"storage","value":"<p>b</p>"}}}`
	w.post(v2+"/pages", nested).wants(200).has("parentId", id)
	w.post(v2+"/pages?root-level=true", `{"spaceId":"`+w.docs.ID+`","title":"C"}`).wants(200).has("parentId", "null", "parentType", "null")
	private := w.post(v2+"/pages?private=true", `{"spaceId":"`+w.docs.ID+`","title":"D"}`).wants(200).at("id")
	w.send("reader", "GET", v2+"/pages/"+private, "").wants(404)
}

func TestPageCreationIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.page("Taken", "", "")
	in := func(fields string) string { return `{"spaceId":"` + w.docs.ID + `",` + fields + `}` }
	for name, c := range map[string]struct {
		body   string
		status int
		title  string
	}{
		"title taken":         {in(`"title":"taken"`), 400, "A page with this title already exists: A page already exists with the same TITLE in this space"},
		"no title":            {in(`"status":"current"`), 400, "The title of a page cannot be blank."},
		"blank title":         {in(`"title":"  "`), 400, "The title of a page cannot be blank."},
		"long title":          {in(`"title":"` + strings.Repeat("x", 256) + `"`), 400, "Title cannot be longer than 255 characters."},
		"missing parent":      {in(`"title":"x","parentId":"999"`), 404, "Could not find parent content with id [999]"},
		"parent in words":     {in(`"title":"x","parentId":"home"`), 400, "Provided value {home} for 'parentId' is not the correct type. Expected type is long"},
		"parent elsewhere":    {in(`"title":"x","parentId":"` + w.team.HomepageID + `"`), 400, "The parent content with id " + w.team.HomepageID + " is in a different space"},
		"no space":            {`{"title":"x"}`, 400, "Provided value {} for 'spaceId' is not the correct type. Expected type is long"},
		"unknown space":       {`{"title":"x","spaceId":"999"}`, 404, "Could not find space with id [999]"},
		"space not seen":      {`{"title":"x","spaceId":"` + w.hr.ID + `"}`, 404, "Could not find space with id [" + w.hr.ID + "]"},
		"space only read":     {`{"title":"x","spaceId":"` + w.team.ID + `"}`, 404, "Could not find space with id [" + w.team.ID + "]"},
		"unknown status":      {in(`"title":"x","status":"trashed"`), 400, "Provided value {trashed} for 'status' is not the correct type. Expected type is one of current, draft"},
		"unknown format":      {in(`"title":"x","body":{"representation":"markdown","value":""}`), 400, "Provided value {markdown} for 'representation' is not the correct type. Expected type is one of storage, atlas_doc_format, wiki"},
		"malformed body":      {in(`"title":"x","body":{"representation":"storage","value":"<p>a\n</b></p>"}`), 400, "Error parsing xhtml: Unexpected close tag </b>; expected </p>.\n at [row,col {unknown-source}]: [2,1]"},
		"title of wrong type": {in(`"title":5`), 400, "Invalid type for field 'title': number"},
		"not a document":      {in(`"title":"x","body":{"representation":"atlas_doc_format","value":"<p/>"}`), 400, "Content body cannot be converted to new editor format"},
	} {
		a := w.post(v2+"/pages", c.body)
		if a.status != c.status || a.at("errors/0/title") != c.title || a.at("errors/0/status") != fmt.Sprint(c.status) {
			t.Errorf("%s: %d %s, want %d %s", name, a.status, a.body, c.status, c.title)
		}
	}
	w.post(v2+"/pages?root-level=true", in(`"title":"x","parentId":"`+w.docs.HomepageID+`"`)).wants(400)
	w.post(v2+"/pages", in(`"title":"x","body":{"representation":"storage","value":"`+strings.Repeat("x", 5<<20)+`"}`)).wants(413)
	w.send("unscoped", "POST", v2+"/pages", "{}", "Content-Type", "text/plain").wants(415)
}

func TestPageIsReadInAllItsStates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "<p>one</p>")
	update := func(version int, title, body string) string {
		return fmt.Sprintf(`{"id":%q,"status":"current","title":%q,"body":{"representation":"storage","value":%q},"version":{"number":%d,"message":"m"}}`, id, title, body, version)
	}
	w.put(v2+"/pages/"+id, update(2, "B", "<p>two</p>")).wants(200).has("title", "B", "version/number", "2", "version/message", "m")

	w.get(v2+"/pages/"+id).wants(200).has("body", "{0}", "version/number", "2")
	w.get(v2+"/pages/"+id+"?body-format=storage&version=1").wants(200).has("title", "A", "status", "historical").says(">one</p>")
	w.get(v2+"/pages/"+id+"?version=7").wants(404).has("errors/0/title", "Cannot find a page with id ["+id+"]")
	w.get(v2+"/pages/"+id+"?body-format=view").wants(200).has("body/view/value", "<p>two</p>")
	w.get(v2+"/pages/"+id+"?body-format=atlas_doc_format").has("body/atlas_doc_format/value",
		`{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"two"}]}]}`)
	w.get(v2 + "/pages/" + id + "?body-format=html").wants(400)
	w.get(v2+"/pages/"+id+"?include-labels=true&include-properties=true&include-operations=true&include-versions=true&include-direct-children=true").
		wants(200).has("labels/results", "[0]", "properties/results", "[5]", "versions/results", "[2]", "operations/results/1/operation", "update",
		"directChildren/results", "[0]")
	w.get(v2+"/pages/"+id+"?include-version=false").has("version", "<none>")
	w.get(v2+"/pages/"+id+"/operations").wants(200).has("operations/0/operation", "read")
	w.get(v2 + "/pages/abc").wants(400)

	w.del(v2 + "/pages/" + id).wants(204)
	w.get(v2+"/pages/"+id).wants(200).has("status", "trashed", "parentId", "null")
	w.put(v2+"/pages/"+id, update(9, "ignored", "<p>ignored</p>")).wants(200).has("status", "current", "title", "B")
}

func TestPageUpdateIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	child := w.page("Child", id, "")
	in := func(version int, more string) string {
		return fmt.Sprintf(`{"id":%q,"status":"current","title":"A","body":{"representation":"storage","value":""},"version":{"number":%d}%s}`, id, version, more)
	}
	for _, version := range []int{1, 3} {
		w.put(v2+"/pages/"+id, in(version, "")).wants(409).has("errors/0/code", "CONFLICT", "errors/0/title",
			fmt.Sprintf("Version must be incremented when updating a page. Current Version: [1]. Provided version: [%d]", version))
	}
	for _, lacking := range []string{"id", "status", "title", "body", "version"} {
		body := strings.Replace(in(2, ""), `"`+lacking+`"`, `"x"`, 1)
		w.put(v2+"/pages/"+id, body).wants(400).has("errors/0/title", "Missing required field '"+lacking+"'")
	}
	w.put(v2+"/pages/"+id, in(2, `,"parentId":"`+child+`"`)).wants(400).has("errors/0/title", "Cannot add an existing ancestor as a child!")
	w.put(v2+"/pages/"+id, in(2, `,"parentId":"999"`)).wants(404)
	w.put(v2+"/pages/"+id, in(2, `,"spaceId":"`+w.team.ID+`"`)).wants(400)
	w.put(v2+"/pages/"+child, in(2, "")).wants(400).says("does not match the id")
	w.put(v2+"/pages/999", strings.Replace(in(2, ""), id, "999", 1)).wants(404)
	w.put(v2+"/pages/"+w.team.HomepageID, strings.Replace(in(2, ""), id, w.team.HomepageID, 1)).wants(404).
		has("errors/0/title", "Could not find page with id ["+w.team.HomepageID+"]")
	if n := len(w.stored(id).Versions); n != 1 {
		t.Errorf("refused updates made %d versions", n)
	}
}

func TestPageMovesByItsParentID(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.page("A", "", ""), w.page("B", "", "")
	child := w.page("Child", a, "")
	w.put(v2+"/pages/"+a, fmt.Sprintf(
		`{"id":%q,"status":"current","title":"A","parentId":%q,"body":{"representation":"storage","value":""},"version":{"number":2}}`, a, b)).
		wants(200).has("parentId", b)
	w.get(v2+"/pages/"+child+"/ancestors").wants(200).has("results", "[3]", "results/0/id", w.docs.HomepageID, "results/2/id", a)
}

func TestTitleAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "<p>kept</p>")
	w.put(v2+"/pages/"+id+"/title", `{"status":"current","title":"B"}`).wants(200).has("title", "B", "version/number", "2")
	w.put(v2+"/pages/"+id+"/title", `{"title":"B"}`).wants(400)
	if !strings.Contains(w.stored(id).Body(), "kept") {
		t.Error("the body is gone")
	}
}

func TestDraft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.post(v2+"/pages", `{"spaceId":"`+w.docs.ID+`","status":"draft"}`).wants(200).has("status", "draft").at("id")
	w.send("reader", "GET", v2+"/pages/"+id, "").wants(404)
	w.get(v2+"/pages?title=").has("results", "[0]")
	w.del(v2 + "/pages/" + id).wants(400)
	publish := fmt.Sprintf(`{"id":%q,"status":"current","title":"Ready","body":{"representation":"storage","value":""},"version":{"number":1}}`, id)
	w.put(v2+"/pages/"+id, publish).wants(200).has("status", "current", "version/number", "1")
	draft := fmt.Sprintf(`{"id":%q,"status":"draft","title":"Later","body":{"representation":"storage","value":"<p>x</p>"},"version":{"number":1}}`, id)
	w.put(v2+"/pages/"+id, draft).wants(200)
	w.get(v2+"/pages/"+id).has("title", "Ready")
	w.get(v2+"/pages/"+id+"?get-draft=true").has("title", "Later", "status", "draft")
	w.del(v2 + "/pages/" + id + "?draft=true").wants(204)
	w.get(v2+"/pages/"+id+"?get-draft=true").wants(200).has("title", "Ready")
}

func TestPageIsDeletedInTwoSteps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	w.send("admin", "DELETE", v2+"/pages/"+id+"?purge=true", "").wants(400)
	w.del(v2 + "/pages/" + id).wants(204)
	w.del(v2 + "/pages/" + id).wants(404)
	w.page("a", "", "")
	w.del(v2 + "/pages/" + id + "?purge=true").wants(404)
	w.send("admin", "DELETE", v2+"/pages/"+id+"?purge=true", "").wants(204)
	w.get(v2 + "/pages/" + id).wants(404)
	w.del(v2 + "/pages/" + w.team.HomepageID).wants(404)
}

func TestPagesAreListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	archived, trashed := w.page("Old", "", ""), w.page("Gone", "", "")
	if _, err := w.store.ArchivePages([]string{archived}); err != nil {
		t.Fatal(err)
	}
	w.del(v2 + "/pages/" + trashed).wants(204)
	w.page("What & why?", "", "<p>x</p>")

	w.get(v2+"/pages?space-id="+w.docs.ID).has("results", "[3]", "results/1/status", "archived", "results/1/parentId", w.docs.HomepageID)
	w.get(v2+"/pages?space-id="+w.docs.ID+"&status=trashed").has("results", "[1]", "results/0/title", "Gone")
	w.get(v2+"/pages?title="+url.QueryEscape("what & WHY?")).has("results", "[1]", "results/0/body", "{0}")
	w.get(v2+"/pages?title=What").has("results", "[0]")
	w.get(v2+"/spaces/"+w.docs.ID+"/pages?title=old").has("results", "[1]")
	w.get(v2+"/spaces/"+w.docs.ID+"/pages?depth=root").has("results", "[1]", "results/0/_links/webui", "/spaces/DOCS/overview")
	w.get(v2+"/pages?id="+archived+","+trashed).has("results", "[1]")
	w.get(v2+"/pages?limit=250&body-format=storage&id="+strings.TrimSuffix(strings.Repeat("999,", 249), ",")+","+archived).wants(200).has("results", "[1]",
		"results/0/authorId", writerID, "results/0/version/authorId", writerID, "results/0/parentId", w.docs.HomepageID, "results/0/position", "0")
	w.get(v2 + "/pages?id=" + strings.Repeat("999,", 250) + archived).wants(400).says("at most 250")
	w.get(v2 + "/pages?id=one").wants(400)
	w.get(v2+"/pages?space-id="+w.docs.ID+"&sort=-title&body-format=storage").has("results/0/title", "What & why?", "results/0/body/storage/representation", "storage")
	w.get(v2 + "/pages?status=draft").wants(400)
	w.get(v2 + "/pages?sort=size").wants(400)
	w.get(v2 + "/pages?limit=0").wants(400)
	w.get(v2 + "/spaces/" + w.hr.ID + "/pages").wants(404)
}

func TestCursorsLeadThroughAllPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 6 {
		w.page(fmt.Sprint("Page ", i), "", "")
	}
	address, seen := "/wiki/api/v2/pages?limit=3&space-id="+w.docs.ID, []string{}
	for range 3 {
		a := w.get(gateway + address).wants(200)
		for i := range 3 {
			if title := a.at(fmt.Sprintf("results/%d/title", i)); title != "<none>" {
				seen = append(seen, title)
			}
		}
		address = a.at("_links/next")
		if address != "<none>" && !strings.HasPrefix(address, "/wiki/api/v2/pages?") {
			t.Fatalf("next: %s", address)
		}
		if link := a.header.Get("Link"); address != "<none>" && link != `<`+address+`>; rel="next", <`+site+`>; rel="base"` {
			t.Errorf("Link: %s", link)
		}
		w.page("Between "+address, "", "")
	}
	if got := strings.Join(seen[:7], ","); got != "Documentation Home,Page 0,Page 1,Page 2,Page 3,Page 4,Page 5" {
		t.Errorf("seen: %s", got)
	}
	w.get(v2+"/pages?cursor=nonsense").wants(400).has("errors/0/title", "Invalid cursor")
}

func TestTitleOfAPageThatIsNotSeenIsHeld(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hidden, err := w.store.CreatePage(store.NewPage{SpaceID: w.docs.ID, Title: "Secret", AuthorID: adminID})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.store.SetRestrictions(hidden.ID, store.Restrictions{Read: store.Subjects{Users: []string{adminID}}}); err != nil {
		t.Fatal(err)
	}
	w.get(v2 + "/pages/" + hidden.ID).wants(404)
	w.get(v2+"/pages?title=Secret").has("results", "[0]")
	w.post(v2+"/pages", `{"spaceId":"`+w.docs.ID+`","title":"secret"}`).wants(400).says("already exists")
}
