package rest_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// v1Page makes a page with v1 or on Data Center, as root says, and gives its id.
func (w *world) v1Page(root, title, parentID, body string) string {
	w.Helper()
	ancestors := ""
	if parentID != "" {
		ancestors = `,"ancestors":[{"id":"1"},{"id":` + parentID + `}]`
	}
	return w.post(root+"/content", fmt.Sprintf(
		`{"type":"page","title":%q,"space":{"key":"DOCS"}%s,"body":{"storage":{"value":%q,"representation":"storage"}}}`, title, ancestors, body)).
		wants(200).at("id")
}

func TestContentIsCreated(t *testing.T) {
	t.Parallel()
	for root, version := range map[string]string{v1: "", dc: `,"version":{"number":1,"message":"first","minorEdit":true}`} {
		w := newWorld(t)
		parent := w.v1Page(root, "Parent", w.docs.HomepageID, "")
		a := w.post(root+"/content", `{"type":"page","title":"A","space":{"key":"DOCS"},"ancestors":[{"id":`+parent+`}],
			"body":{"storage":{"value":"<p>a<br/></p>","representation":"storage"}}`+version+`,
			"metadata":{"labels":[{"prefix":"global","name":"Docs"}],"properties":{"source":{"value":{"path":"a.md"}}}}}`).wants(200).
			has("type", "page", "status", "current", "title", "A", "body/storage/value", "<p>a<br /></p>", "version/number", "1",
				"version/minorEdit", strconv.FormatBool(version != ""), "ancestors", "[2]", "ancestors/1/id", parent, "space/key", "DOCS",
				"_links/collection", "/rest/api/content")
		w.get(root+"/content/"+a.at("id")+"/label").has("results/0/name", "docs")
		w.get(root+"/content/"+a.at("id")+"/property/source").has("value/path", "a.md")
	}
}

func TestContentWithoutAncestors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.get(v1+"/content/"+w.v1Page(v1, "A", "", "")+"?expand=ancestors").has("ancestors", "[1]", "ancestors/0/id", w.docs.HomepageID)
	w.get(dc+"/content/"+w.v1Page(dc, "B", "", "")+"?expand=ancestors").has("ancestors", "[0]")
}

func TestContentChoosesItsEditor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	body := `{"type":"page","title":%q,"space":{"key":"DOCS"},"body":{"storage":{"value":"<p>x</p>","representation":"storage"}},
		"metadata":{"properties":{"editor":{"value":%q}}}}`
	for root, c := range map[string]struct{ value, stored string }{v1: {"v2", `<p local-id=`}, dc: {"v2", "<p>x</p>"}} {
		id := w.post(root+"/content", fmt.Sprintf(body, "Page on "+root, c.value)).wants(200).at("id")
		if got := w.stored(id).Body(); !strings.HasPrefix(got, c.stored) {
			t.Errorf("%s: %s", root, got)
		}
	}
	if id := w.v1Page(v1, "Old", "", "<p>x</p>"); w.stored(id).Editor != store.LegacyEditor {
		t.Error("v1 without the property must make a page of the old editor")
	}
}

func TestContentCreationIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.page("Taken", "", "")
	in := func(fields string) string { return `{"type":"page","space":{"key":"DOCS"},` + fields + `}` }
	const class = "com.atlassian.confluence.api.service.exceptions."
	for name, c := range map[string]struct {
		body              string
		cloud, dataCenter string // status and message
	}{
		"title taken": {
			in(`"title":"taken"`),
			"400 " + class + "BadRequestException: A page with this title already exists: A page already exists with the same TITLE in this space",
			"400 A page already exists with the title taken in the space with key DOCS",
		},
		"malformed body": {
			in(`"title":"x","body":{"storage":{"value":"<p>a</b>","representation":"storage"}}`),
			"400 " + class + "BadRequestException: Error parsing xhtml: Unexpected close tag </b>; expected </p>.\n at [row,col {unknown-source}]: [1,5]",
			"400 Error parsing xhtml: Unexpected close tag </b>; expected </p>.\n at [row,col {unknown-source}]: [1,5]",
		},
		"missing parent": {
			in(`"title":"x","ancestors":[{"id":999}]`),
			"404 " + class + "NotFoundException: No parent content found with id: ContentId{id=999}", "404 No parent content found with id: ContentId{id=999}",
		},
		"unknown space": {
			`{"type":"page","title":"x","space":{"key":"NONE"}}`,
			"403 " + class + "PermissionException: Could not create content with type page", "404 No space found with key : NONE",
		},
		"space only read": {
			`{"type":"page","title":"x","space":{"key":"TEAM"}}`,
			"403 " + class + "PermissionException: Could not create content with type page", "403 Could not create content with type page",
		},
		"no type":      {`{"title":"x","space":{"key":"DOCS"}}`, "400 " + class + "BadRequestException: type is required", "400 type is required"},
		"no space":     {`{"type":"page","title":"x"}`, "400 " + class + "BadRequestException: Space is required when creating a page", "400 Space is required when creating a page"},
		"unknown type": {`{"type":"poster"}`, "400 " + class + "BadRequestException: Cannot create content of type poster", "400 Cannot create content of type poster"},
	} {
		for root, want := range map[string]string{v1: c.cloud, dc: c.dataCenter} {
			a := w.post(root+"/content", c.body)
			if got := fmt.Sprint(a.status, " ", a.at("message")); got != want || a.at("statusCode") != fmt.Sprint(a.status) {
				t.Errorf("%s on %s:\n got %s\nwant %s", name, root, got, want)
			}
		}
	}
	w.post(dc+"/content", in(`"title":"taken"`)).has("reason", "Bad Request", "data/allowedInReadOnlyMode", "true", "data/errors/0/message/translation",
		"A page already exists with the title taken in the space with key DOCS")
}

func TestContentIsReadWithWhatIsExpanded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	parent := w.page("Parent", "", "")
	id := w.page("A child", parent, "<p>x</p>")
	w.get(v1+"/content/"+id).wants(200).has("space/key", "DOCS", "version/number", "1", "history/latest", "true", "history/createdBy/displayName", "Robin Reed",
		"body", "<none>", "_expandable/body", "", "_expandable/children", "/rest/api/content/"+id+"/child", "ancestors", "<none>",
		"_links/base", site, "_links/context", "/wiki", "_links/self", site+"/rest/api/content/"+id, "_links/webui", "/spaces/DOCS/pages/"+id+"/A+child")
	w.get(v1+"/content/"+id+"?expand=body.storage,ancestors,metadata.labels,children.page,container,restrictions,operations,version.content").wants(200).has(
		"body/_expandable/view", "", "body/storage/_expandable/content", "/rest/api/content/"+id, "ancestors/1/title", "Parent", "space", "<none>",
		"metadata/labels/size", "0", "children/page/size", "0", "children/_expandable/comment", "/rest/api/content/"+id+"/child/comment",
		"container/key", "DOCS", "restrictions/read/operation", "read", "operations/0/operation", "read", "version/content/id", id)
	w.get(v1+"/content/"+id+"?expand=").has("space", "<none>", "version", "<none>")
	w.get(v1+"/content/"+id+"?expand=body.view,body.export_view").has("body/view/value", "<p>x</p>", "body/export_view/representation", "export_view")
	w.get(dc+"/content/"+id).has("_links/webui", "/display/DOCS/A+child", "_links/context", "", "macroRenderedOutput", "<none>", "version/by/username", "robin")
	w.get(v1+"/content/999").wants(404).has("message", "com.atlassian.confluence.api.service.exceptions.NotFoundException: No content found with id : 999")
	w.get(v1 + "/content/" + w.hr.HomepageID).wants(404)
}

func TestContentIsFoundByTitle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A page", "", "")
	for _, root := range []string{v1, dc} {
		w.get(root+"/content?spaceKey=DOCS&title=a%20PAGE&expand=version,space").wants(200).has("results", "[1]", "results/0/id", id, "size", "1", "limit", "25",
			"results/0/version/number", "1", "results/0/space/key", "DOCS", "_links/next", "<none>")
		w.get(root+"/content?spaceKey=DOCS&title=A").has("results", "[0]")
		w.get(root + "/content?spaceKey=NONE").wants(404)
	}
	w.get(v1+"/content?type=folder").wants(501).has("statusCode", "501")
	if _, err := w.store.ArchivePages([]string{id}); err != nil {
		t.Fatal(err)
	}
	w.get(v1+"/content?spaceKey=DOCS&title=a%20page").has("results", "[0]")
	w.get(v1+"/content?spaceKey=DOCS&title=a%20page&status=any").has("results", "[1]")
}

func TestOffsetsLeadThroughAList(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 3 {
		w.page(fmt.Sprint("Page ", i), "", "")
	}
	a := w.get(v1+"/content?spaceKey=DOCS&limit=2").has("size", "2", "start", "0", "_links/next", "/rest/api/content?limit=2&next=true&spaceKey=DOCS&start=2", "_links/prev", "<none>")
	w.get(gateway+"/wiki"+a.at("_links/next")).has("size", "2", "start", "2", "_links/next", "<none>", "_links/prev", "/rest/api/content?limit=2&spaceKey=DOCS&start=0")
	w.get(dc+"/content?spaceKey=DOCS&limit=2").has("_links/next", "/rest/api/content?limit=2&spaceKey=DOCS&start=2")
	w.get(v1+"/content?limit=500&expand=body.storage").has("limit", "50")
	w.get(v1+"/content?limit=500&expand=body.export_view").has("limit", "25")
	w.get(v1 + "/content?start=-1").wants(400)
}

func TestContentIsUpdated(t *testing.T) {
	t.Parallel()
	for _, root := range []string{v1, dc} {
		w := newWorld(t)
		id, parent := w.page("A", "", "<p>one</p>"), w.page("Parent", "", "")
		w.put(root+"/content/"+id, `{"id":"`+id+`","type":"page","title":"B","ancestors":[{"id":"`+parent+`"}],
			"body":{"storage":{"value":"<p>two</p>","representation":"storage"}},"version":{"number":2,"message":"why","minorEdit":true},
			"metadata":{"properties":{"editor":{"value":"v1"}}}}`).
			wants(200).has("title", "B", "version/number", "2", "version/message", "why", "version/minorEdit", "true", "ancestors/1/id", parent)
		w.put(root+"/content/"+id, `{"type":"page","title":"B","version":{"number":3}}`).wants(200)
		if body := w.stored(id).Body(); !strings.Contains(body, "two") {
			t.Errorf("an update without a body changed it to %s", body)
		}
	}
}

func TestContentUpdateIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	child := w.page("Child", id, "")
	stale := `{"type":"page","title":"A","version":{"number":1}}`
	w.put(v1+"/content/"+id, stale).wants(409).has("message",
		"com.atlassian.confluence.api.service.exceptions.ConflictException: Version must be incremented on update. Current version is: 1")
	w.put(dc+"/content/"+id, stale).wants(409).has("message", "Version must be incremented on update. Current version is: 1", "reason", "Conflict")
	for _, body := range []string{`{"title":"A","version":{"number":2}}`, `{"type":"page","title":"A"}`, `{"type":"blogpost","title":"A","version":{"number":2}}`} {
		w.put(v1+"/content/"+id, body).wants(400).says("No space or no content type, or setup a wrong version type set to content")
	}
	w.put(v1+"/content/"+id, `{"type":"page","version":{"number":2}}`).wants(400)
	loop := `{"type":"page","title":"A","version":{"number":2},"ancestors":[{"id":"` + child + `"}]}`
	w.put(v1+"/content/"+id, loop).wants(400).says("Cannot add an existing ancestor as a child!")
	w.put(dc+"/content/"+id, loop).wants(500).has("message", "")
	w.put(v1+"/content/"+w.team.HomepageID, stale).wants(403)
	w.put(v1+"/content/999", stale).wants(404)
}

func TestContentIsTrashedAndPurged(t *testing.T) {
	t.Parallel()
	for root, trashed := range map[string]int{v1: 204, dc: 200} {
		w := newWorld(t)
		id := w.page("A", "", "")
		w.del(root + "/content/" + id + "?status=trashed").wants(400)
		if a := w.del(root + "/content/" + id).wants(trashed); a.body != "" {
			t.Errorf("body %q", a.body)
		}
		w.get(root + "/content/" + id).wants(404)
		w.get(root+"/content/"+id+"?status=trashed").wants(200).has("status", "trashed")
		w.del(root + "/content/" + id + "?status=trashed").wants(204)
		w.get(root + "/content/" + id + "?status=any").wants(404)
		w.del(root + "/content/" + w.team.HomepageID).wants(map[string]int{v1: 403, dc: 404}[root])
	}
}

func TestOtherContentsAreFoundByTheirIDs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	w.get(v1+"/content/"+w.attach(id, "a.txt", "x")).wants(200).has("type", "attachment", "title", "a.txt", "container/id", id)
	comment := w.post(v1+"/content", `{"type":"comment","container":{"id":"`+id+`","type":"page"},"body":{"storage":{"value":"<p>hm</p>","representation":"storage"}}}`).
		wants(200).has("type", "comment", "title", "Re: A").at("id")
	w.get(v1+"/content/"+comment+"?expand=body.storage").wants(200).has("type", "comment", "body/storage/value", "<p>hm</p>")
	w.get(v1 + "/content/att999").wants(404)
}
