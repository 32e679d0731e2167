package rest_test

import (
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var publicSpace = store.NewSpace{Key: "OPEN", Name: "Open", AuthorID: adminID, Access: store.Access{Anonymous: true}}

func TestSpacesV2(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.get(v2+"/spaces?keys=docs,HR&keys=team").wants(200).has("results", "[2]", "_links/base", site)
	w.get(v2+"/spaces?keys=DOCS&description-format=plain").has(
		"results/0/id", w.docs.ID, "results/0/key", "DOCS", "results/0/homepageId", w.docs.HomepageID,
		"results/0/_links/webui", "/spaces/DOCS", "results/0/description/plain/representation", "plain")
	w.get(v2+"/spaces?sort=-key").has("results/0/key", "TEAM")
	w.get(v2+"/spaces/"+w.docs.ID).wants(200).has("key", "DOCS", "_links/base", site)
	w.get(v2+"/spaces/"+w.hr.ID).wants(404).has("errors/0/code", "NOT_FOUND")
	w.get(v2+"/spaces/DOCS").wants(400).has("errors/0/title", "Provided value {DOCS} for 'id' is not the correct type. Expected type is long")
	w.get(v2 + "/spaces?limit=251").wants(400)
	w.get(v2 + "/spaces?status=gone").wants(400)
}

func TestSpacesV1(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.get(v1+"/space/docs?expand=homepage,description.plain").wants(200).has(
		"id", w.docs.ID, "key", "DOCS", "homepage/id", w.docs.HomepageID, "_links/base", site, "_links/context", "/wiki",
		"_links/self", site+"/rest/api/space/DOCS", "_expandable/homepage", "<none>", "_expandable/settings", "/rest/api/space/DOCS/settings")
	w.get(v1+"/space?spaceKey=DOCS&limit=1").has("results", "[1]", "size", "1", "results/0/_expandable/homepage", "/rest/api/content/"+w.docs.HomepageID)
	w.get(v1+"/space/HR").wants(404).has("message", "com.atlassian.confluence.api.service.exceptions.NotFoundException: No space with key : HR")
	w.get(dc+"/space/DOCS").wants(200).has("_links/webui", "/display/DOCS", "_links/context", "", "_links/base", "https://confluence.example.com")
	w.get(dc+"/space/NONE").wants(404).has("message", "No space found with key : NONE", "reason", "Not Found")
}

func TestContentOfASpace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.page("Below", "", "")
	w.v1Page(dc, "Beside", "", "")
	for _, root := range []string{v1, dc} {
		path := root + "/space/DOCS/content"
		w.get(path).wants(200).has("page/size", "3", "blogpost/size", "0")
		w.get(path+"/page?depth=root").wants(200).has("results", "[2]", "results/0/id", w.docs.HomepageID, "results/1/title", "Beside")
		w.get(path+"/page?depth=root&limit=1&start=2").has("results", "[0]")
		w.get(root + "/space/HR/content/page").wants(404)
	}
}

func TestSpaceIsCreatedChangedAndDeleted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.post(v1+"/space", `{"key":"NEW","name":"New","description":{"plain":{"value":"about","representation":"plain"}}}`).wants(200).has("key", "NEW")
	if _, err := w.store.PageByTitle(a.at("id"), "New Home"); err != nil {
		t.Errorf("no home page: %v", err)
	}
	w.post(v1+"/space", `{"key":"new","name":"New"}`).wants(400).says("A space already exists with key new")
	w.post(v1+"/space", `{"key":"n e w","name":"New"}`).wants(400)
	w.put(v1+"/space/NEW", `{"name":"Newer"}`).wants(200).has("name", "Newer")
	w.del(v1 + "/space/TEAM").wants(404)
	w.del(v1 + "/space/NEW").wants(202).says("/rest/api/longtask/")
	w.get(v1 + "/space/NEW").wants(404)
}
