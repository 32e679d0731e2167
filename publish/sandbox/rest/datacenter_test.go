package rest_test

import (
	"strings"
	"testing"
)

// TestDataCenterHasTheOperationsOfItsDocument tries those that Cloud's v1 has had as well and that other tests try there
// only; conformance holds each to Data Center's own document.
func TestDataCenterHasTheOperationsOfItsDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := w.page("Guide", "", "<p>text</p>")
	below := w.page("Setup", page, "")
	file := w.upload("POST", dc+"/content/"+page+"/child/attachment", []part{{name: "file", file: "a.txt", content: "x"}}).wants(200).at("results/0/id")
	content, space := dc+"/content/"+page, dc+"/space/DOCS"

	w.get(dc+"/space?spaceKey=DOCS&limit=5").wants(200).has("results", "[1]", "results/0/key", "DOCS")
	w.get(space+"/content?depth=all").wants(200).has("page/results", "[3]")
	w.get(space+"/content/page?limit=1").wants(200).has("results", "[1]", "limit", "1")
	w.send("dc-admin", "POST", dc+"/space", `{"key":"NEW","name":"New"}`).wants(200).has("key", "NEW")
	w.send("dc-admin", "PUT", dc+"/space/NEW", `{"name":"Newer"}`).wants(200).has("name", "Newer")
	task := w.send("dc-admin", "DELETE", dc+"/space/NEW", "").wants(202).at("id")
	w.get(dc+"/longtask/"+task).wants(200).has("id", task)
	w.get(dc + "/longtask").wants(200)

	w.get(content+"/child?expand=page").wants(200).has("page/results/0/id", below)
	w.get(content+"/child/page").wants(200).has("results/0/id", below)
	w.get(content+"/descendant?expand=page").wants(200).has("page/results/0/id", below)
	w.get(content+"/descendant/page").wants(200).has("results/0/id", below)
	w.get(content+"/restriction/byOperation").wants(200).has("read/operation", "read")
	w.put(content+"/child/attachment/"+file, `{"id":"`+file+`","type":"attachment","title":"b.txt","version":{"number":1}}`).wants(200).has("title", "b.txt")

	w.get(dc+"/user/anonymous").wants(200).has("type", "anonymous")
	watch := dc + "/user/watch/content/" + page
	w.post(watch, "").wants(200).has("content/id", page, "watcher/username", "robin")
	w.get(watch).wants(200).has("watching", "true")
	w.del(watch).wants(204)
	w.get(watch).wants(200).has("watching", "false")

	converted := w.post(dc+"/contentbody/convert/view", `{"value":"<p>x</p>","representation":"storage"}`).wants(200)
	if !strings.Contains(converted.at("value"), "<p>x</p>") {
		t.Errorf("the view is %s", converted.body)
	}
	w.get(dc + "/accessmode").wants(200)
}
