package rest_test

import (
	"fmt"
	"testing"
)

func TestVersionsAreReadRestoredAndDeleted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.v1Page(v1, "A", "", "<p>1</p>")
	for n := 2; n <= 3; n++ {
		w.put(v1+"/content/"+id, fmt.Sprintf(`{"type":"page","title":"A%d","version":{"number":%d,"message":"m%d"},"body":{"storage":{"value":"<p>%d</p>","representation":"storage"}}}`, n, n, n, n)).wants(200)
	}
	w.get(v2+"/pages/"+id+"/versions?body-format=storage").wants(200).has("results", "[3]", "results/0/number", "3", "results/0/message", "m3",
		"results/2/page/title", "A", "results/2/page/body/storage/value", "<p>1</p>")
	w.get(v2+"/pages/"+id+"/versions?sort=modified-date&limit=1").has("results/0/number", "1", "results/0/page/body", "<none>")
	w.get(v2+"/pages/"+id+"/versions/2").wants(200).has("number", "2", "message", "m2", "authorId", writerID, "prevVersion", "1", "nextVersion", "3", "collaborators", "[1]")
	w.get(v2+"/pages/"+id+"/versions/3").has("nextVersion", "<none>")
	w.get(v2 + "/pages/" + id + "/versions/4").wants(404)
	w.get(v2 + "/pages/" + id + "/versions/two").wants(400)
	w.get(v1+"/content/"+id+"/version?expand=content").has("results", "[3]", "results/0/number", "3", "results/0/by/displayName", "Robin Reed", "results/2/content/title", "A")
	w.get(v1+"/content/"+id+"/version/2").wants(200).has("message", "m2")
	w.get(v1 + "/content/" + id + "/version/4").wants(404)
	w.get(v1+"/content/"+id+"/history?expand=previousVersion,lastUpdated").wants(200).has("latest", "true", "previousVersion/number", "2", "lastUpdated/number", "3")
	w.get(dc+"/content/"+id+"/history").wants(200).has("lastUpdated/number", "3")

	w.post(v1+"/content/"+id+"/version", `{"operationKey":"restore","params":{"versionNumber":1,"message":"back","restoreTitle":true}}`).wants(200).has("number", "4", "message", "back")
	w.get(v1+"/content/"+id+"?expand=body.storage").has("title", "A", "body/storage/value", "<p>1</p>")
	w.post(v1+"/content/"+id+"/version", `{"operationKey":"restore","params":{"versionNumber":4,"message":""}}`).wants(400)

	w.del(v1 + "/content/" + id + "/version/4").wants(400)
	w.del(v1 + "/content/" + id + "/version/9").wants(400)
	w.del(v1 + "/content/" + id + "/version/2").wants(204)
	w.get(v1+"/content/"+id+"/version").has("results", "[3]", "results/0/number", "3", "results/1/message", "m3")
	w.del(dc + "/content/" + id + "/version/1").wants(204)
	w.del(dc + "/content/999/version/1").wants(404)
}

func TestVersionsOfFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := w.page("A", "", "")
	file := w.attach(page, "a.txt", "1")
	w.upload("PUT", v1+"/content/"+page+"/child/attachment", []part{{"file", "a.txt", "text/plain", "2"}, {"comment", "", utf8Text, "second"}}).wants(200)
	list := v2 + "/attachments/" + file + "/versions"
	w.get(list).wants(200).has("results", "[2]", "results/0/number", "2", "results/0/message", "second", "results/0/attachment/id", file)
	w.get(list+"?sort=modified-date&limit=1").has("results/0/number", "1")
	w.get(list+"/1").wants(200).has("number", "1", "nextVersion", "2")
	w.get(list + "/3").wants(404)
}
