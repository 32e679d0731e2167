package rest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// attach puts a text file on a page and gives the attachment's id.
func (w *world) attach(pageID, name, content string) string {
	w.Helper()
	return w.upload("POST", v1+"/content/"+pageID+"/child/attachment", []part{{"file", name, "text/plain", content}}).wants(200).at("results/0/id")
}

const utf8Text = "text/plain; charset=UTF-8"

func TestAttachmentsAreUploaded(t *testing.T) {
	t.Parallel()
	for _, root := range []string{v1, dc} {
		w := newWorld(t)
		id := w.page("A", "", "")
		w.upload("POST", root+"/content/"+id+"/child/attachment", []part{
			{"file", "a b%é.png", "image/png", "picture"}, {"comment", "", utf8Text, "größer"}, {"minorEdit", "", "", "true"},
		}).wants(200).has("results", "[1]", "size", "1", "results/0/type", "attachment", "results/0/title", "a b%é.png", "results/0/version/number", "1",
			"results/0/extensions/mediaType", "image/png", "results/0/extensions/fileSize", "7", "results/0/extensions/comment", "größer",
			"results/0/metadata/mediaType", "image/png", "results/0/version/minorEdit", "true", "results/0/container/id", id)
	}
}

func TestTextPartsWithoutCharsetTurnToGarbage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.upload("POST", v1+"/content/"+w.page("A", "", "")+"/child/attachment", []part{{"file", "a.txt", "", "x"}, {"comment", "", "", "größer"}}).
		has("results/0/extensions/comment", "grÃ¶Ã\u009fer")
}

func TestUploadIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	list := "/content/" + id + "/child/attachment"
	file := []part{{"file", "a.txt", "text/plain", "x"}}
	w.upload("POST", v1+list, file, "X-Atlassian-Token", "nocheck").wants(200)
	w.upload("POST", dc+list, file, "X-Atlassian-Token", "nocheck").wants(403).says("XSRF check failed")
	w.upload("POST", v1+list, file, "X-Atlassian-Token", "").wants(403).says("XSRF check failed")
	w.upload("POST", v1+list, file).wants(400).says("Cannot add a new attachment with same file name as an existing attachment: a.txt")
	w.upload("POST", v1+list, []part{{"comment", "", "", "x"}}).wants(400)
	w.upload("POST", v1+list, []part{{"file", "b.txt", "", "x"}, {"comment", "", "", "1"}, {"comment", "", "", "2"}}).wants(400)
	w.upload("POST", v1+list, []part{{"file", "a/b.txt", "", "x"}}).wants(400)
	w.send("unscoped", "POST", v1+list, "{}", "X-Atlassian-Token", "no-check").wants(415)
	w.upload("POST", v1+"/content/999/child/attachment", file).wants(404)
	w.upload("POST", v1+"/content/"+w.team.HomepageID+"/child/attachment", file).wants(403)
}

func TestTooBigAFileIsNotFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.api.MaxAttachment = 10
	path := v1 + "/content/" + w.page("A", "", "") + "/child/attachment"
	w.upload("PUT", path, []part{{"file", "a.bin", "", strings.Repeat("x", 11)}}).wants(404)
	w.upload("PUT", path, []part{{"file", "a.bin", "", strings.Repeat("x", 10)}}).wants(200)
}

func TestAttachmentGetsNewVersions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	list := "/content/" + id + "/child/attachment"
	att := w.upload("PUT", v1+list, []part{{"file", "a.txt", "text/plain", "1"}}).wants(200).has("results/0/version/number", "1").at("results/0/id")
	w.upload("PUT", v1+list, []part{{"file", "a.txt", "text/plain", "22"}}).wants(200).has("results/0/version/number", "2", "results/0/id", att)
	for _, root := range []string{v1, dc} {
		w.upload("POST", root+list+"/"+att+"/data", []part{{"file", "other.txt", "text/plain", "333"}}).wants(200).has("id", att, "title", "a.txt", "results", "<none>")
	}
	w.get(v1+list+"?filename=a.txt&expand=version").has("results", "[1]", "results/0/version/number", "4")
	w.upload("POST", v1+list+"/att999/data", []part{{"file", "a.txt", "", "x"}}).wants(404)
	w.upload("POST", dc+list+"?allowDuplicated=true", []part{{"file", "a.txt", "text/plain", "5"}}).wants(200).has("results/0/version/number", "5")
}

func TestAttachmentsAreListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	att := w.attach(id, "a.txt", "text")
	w.attach(id, "b.txt", "text")
	download := "/rest/api/content/" + id + "/child/attachment/" + att + "/download"
	w.get(v1+"/content/"+id+"/child/attachment?limit=1").has("size", "1", "results/0/version", "<none>", "results/0/_links/download", download,
		"_links/next", "/rest/api/content/"+id+"/child/attachment?limit=1&next=true&start=1")
	w.get(v2+"/pages/"+id+"/attachments?filename=a.txt").wants(200).has("results", "[1]", "results/0/id", att, "results/0/downloadLink", download,
		"results/0/fileSize", "4", "results/0/mediaType", "text/plain", "results/0/pageId", id, "results/0/version/number", "1")
	w.get(v2+"/attachments").has("results", "[2]")
	w.get(v2+"/attachments/"+att+"?include-labels=true").wants(200).has("title", "a.txt", "_links/base", site, "labels/results", "[0]")
	w.get(v2+"/attachments/att999").wants(404).has("errors/0/title", "Could not find attachment with id [att999]")
	w.get(dc+"/content/"+id+"/child/attachment").has("limit", "50").says(`"download":"/download/attachments/` + id + `/a.txt?version=1&modificationDate=`)

	w.del(v2 + "/attachments/" + att).wants(204)
	w.get(v2+"/pages/"+id+"/attachments").has("results", "[1]")
	w.get(v2+"/pages/"+id+"/attachments?status=trashed").has("results", "[1]")
	w.del(v2 + "/attachments/" + att).wants(404)
	w.del(v2 + "/attachments/" + att + "?purge=true").wants(404)
	w.send("admin", "DELETE", v2+"/attachments/"+att+"?purge=true", "").wants(204)
	w.del(v1 + "/content/" + w.attach(id, "c.txt", "x")).wants(204)
	w.del(dc + "/content/" + id + "/child/attachment/" + w.attach(id, "d.txt", "x")).wants(204)
}

func TestDownloadLeadsToAnotherHostThatNeedsNoCredential(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	att := w.attach(id, "a.txt", "first")
	path := "/content/" + id + "/child/attachment/" + att
	w.upload("POST", v1+path+"/data", []part{{"file", "a.txt", "text/plain", "second"}}).wants(200)

	location := w.get(v1 + path + "/download").wants(302).header.Get("Location")
	if !strings.HasPrefix(location, "https://api.media.atlassian.com/file/") {
		t.Fatalf("location: %s", location)
	}
	if a := w.send("", "GET", location, "").wants(200).headed("Content-Type", "text/plain", "Content-Disposition", "attachment; filename=a.txt"); a.body != "second" {
		t.Errorf("got %q", a.body)
	}
	old := w.get(v1 + path + "/download?version=1").wants(302).header.Get("Location")
	if a := w.send("", "GET", old, "").wants(200); a.body != "first" {
		t.Errorf("got %q", a.body)
	}
	w.get(v1 + path + "/download?version=3").wants(400)
	w.send("", "GET", location+"x", "").wants(http.StatusForbidden)
	w.now = w.now.Add(time.Hour)
	w.send("", "GET", location, "").wants(http.StatusForbidden)

	local := w.send("unscoped", "GET", "http://127.0.0.1:8090/wiki/rest/api"+path+"/download", "").wants(302).header.Get("Location")
	if !strings.HasPrefix(local, "http://localhost:8090/media/file/") {
		t.Errorf("location: %s", local)
	}
}

func TestLegacyDownloadIsForDataCenter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	w.attach(id, "a b.txt", "text")
	path := "/download/attachments/" + id + "/a%20b.txt"
	if a := w.get("https://confluence.example.com" + path).wants(401); a.body == "" {
		t.Error("no body")
	}
	if a := w.send("dc", "GET", "https://confluence.example.com"+path+"?version=1", "").wants(200); a.body != "text" {
		t.Errorf("got %q", a.body)
	}
	w.send("dc", "GET", "https://confluence.example.com/download/attachments/"+id+"/none.txt", "").wants(404)
	w.send("unscoped", "GET", site+path, "").wants(401)
}

func TestAttachmentPropertiesAreChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	att := w.attach(id, "a.txt", "x")
	path := v1 + "/content/" + id + "/child/attachment/" + att
	w.put(path, `{"id":"`+att+`","type":"attachment","version":{"number":1},"title":"b.txt","metadata":{"comment":"c","mediaType":"text/markdown"}}`).
		wants(200).has("title", "b.txt", "version/number", "1", "extensions/comment", "c", "extensions/mediaType", "text/markdown")
	w.put(path, `{"id":"`+att+`","type":"attachment","version":{"number":2},"metadata":{"comment":"d"}}`).wants(200).
		has("version/number", "2", "extensions/comment", "d", "extensions/fileSize", "1")
	w.put(path, `{"id":"`+att+`","type":"attachment","version":{"number":1}}`).wants(409).says("its current one, 2, or the next one, but was 1")
	w.put(path, `{"id":"`+att+`","type":"attachment","version":{"number":4}}`).wants(409).says("but was 4")
	w.put(path, `{"id":"att1","type":"page","version":{"number":7}}`).wants(400).says("sent were id 'att1', type 'page' and version 7")
	w.put(path, `{"id":"`+att+`","type":"attachment"}`).wants(400).says("and no version")
	other := w.page("B", "", "")
	w.put(path, `{"id":"`+att+`","type":"attachment","version":{"number":2},"container":{"id":"`+other+`","type":"page"}}`).wants(200).has("container/id", other)
}

func TestSeveralFilesAreUploadedTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	for _, root := range []string{v1, dc} {
		w := newWorld(t)
		list := root + "/content/" + w.page("A", "", "") + "/child/attachment"
		files := func(names ...string) (parts []part) {
			for _, name := range names {
				parts = append(parts, part{"file", name, "text/plain", name}, part{"comment", "", utf8Text, "about " + name})
			}
			return parts
		}
		w.upload("POST", list, files("a.txt", "b.txt", "c.txt")).wants(200).has("results", "[3]", "size", "3",
			"results/1/title", "b.txt", "results/2/extensions/comment", "about c.txt")
		w.upload("POST", list, files("d.txt", "b.txt")).wants(400).says("same file name as an existing attachment: b.txt")
		w.upload("POST", list, files("e.txt", "e.txt")).wants(400)
		w.upload("POST", list, files("f.txt", "g/h.txt")).wants(400)
		w.get(list).has("results", "[3]")
		w.unheld().upload("PUT", list, files("c.txt", "d.txt")).wants(200).has("results/0/version/number", "2", "results/1/version/number", "1")
	}
}
