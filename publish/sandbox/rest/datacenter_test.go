package rest_test

import (
	"fmt"
	"strconv"
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

func TestDataCenterReadsSeveralContentsByTheirIDs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.page("A", "", "<p>a</p>"), w.page("B", "", "<p>b</p>")
	for _, ids := range []string{"ids=" + a + "," + b, "ids=" + a + "&ids=" + b + "&ids=999"} {
		w.get(dc+"/content?"+ids+"&expand=body.storage,version").wants(200).has("results", "[2]", "results/0/id", a, "results/1/version/number", "1").says(">b</p>")
	}
	w.unheld().get(v1+"/content?limit=100&ids="+a).has("results", "[4]") // Cloud does not know it
}

func TestDataCenterOrdersByPositionElseByTitle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	parent := w.v1Page(dc, "Parent", w.docs.HomepageID, "")
	for _, title := range []string{"Zebra", "apple", "Mango"} {
		w.v1Page(dc, title, parent, "<p>kept</p>")
	}
	order := func(want string) {
		t.Helper()
		a := w.get(dc + "/content/" + parent + "/child/page").wants(200)
		var titles []string
		for i := range 3 {
			titles = append(titles, a.at("results/"+strconv.Itoa(i)+"/title"))
		}
		if got := strings.Join(titles, " "); got != want {
			t.Errorf("order %s, want %s", got, want)
		}
		var shown []string
		for _, child := range w.store.Children(parent) {
			shown = append(shown, child.Title)
		}
		if got := strings.Join(shown, " "); got != want {
			t.Errorf("people see %s, want %s", got, want)
		}
	}
	order("apple Mango Zebra")
	zebra := w.get(dc+"/content/"+parent+"/child/page").has("results/2/position", "-1", "results/2/extensions/position", "none").at("results/2/id")
	put := func(id string, version int, more string) answer {
		return w.put(dc+"/content/"+id, fmt.Sprintf(`{"type":"page","version":{"number":%d}%s}`, version, more))
	}
	put(zebra, 2, `,"title":"Zebra","position":1`).wants(200).has("position", "1", "extensions/position", "1", "version/number", "2", "body/storage/value", "<p>kept</p>")
	order("Zebra apple Mango")
	mango := w.get(dc + "/content/" + parent + "/child/page").at("results/2/id")
	put(mango, 2, `,"position":0`).wants(200).has("title", "Mango")
	order("Mango Zebra apple")
	put(zebra, 3, `,"position":-1`).wants(200).has("position", "-1", "extensions/position", "none")
	order("Mango apple Zebra")
	put(zebra, 4, `,"title":"aardvark"`).wants(200)
	order("Mango aardvark apple")
	put(zebra, 5, `,"position":-2`).wants(400)
	put(zebra, 4, `,"position":1`).wants(409)
}

func TestDataCenterRestoresFromTheTrashWithoutAType(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.v1Page(dc, "A", w.docs.HomepageID, "<p>a</p>")
	w.del(dc + "/content/" + id).wants(200)
	w.put(dc+"/content/"+id, `{"id":"`+id+`","status":"current","version":{"number":2}}`).wants(200).has("status", "current", "title", "A")
}
