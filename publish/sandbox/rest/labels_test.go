package rest_test

import (
	"strings"
	"testing"
)

func TestLabelsAreAddedFoldedAndRemoved(t *testing.T) {
	t.Parallel()
	for _, root := range []string{v1, dc} {
		w := newWorld(t)
		id := w.page("A", "", "")
		path := root + "/content/" + id + "/label"
		w.post(path, `[{"prefix":"global","name":"Docs"},{"prefix":"global","name":"b"}]`).wants(200).
			has("results", "[2]", "results/0/name", "docs", "results/0/prefix", "global", "results/0/label", "docs", "size", "2")
		w.post(path, `{"prefix":"my","name":"c"}`).wants(200).has("results", "[3]")
		w.post(path, `[{"prefix":"global","name":"docs"}]`).wants(200).has("results", "[3]")
		w.get(path+"?prefix=my").has("results", "[1]", "limit", "200")
		w.del(path + "/b").wants(204)
		w.del(path + "?name=DOCS").wants(204)
		w.get(path).has("results", "[1]", "results/0/name", "c")
	}
}

func TestLabelsAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	path := v1 + "/content/" + id + "/label"
	for _, body := range []string{`[{"prefix":"global"}]`, `[{"prefix":"other","name":"x"}]`, `[{"name":"x"}]`} {
		w.post(path, body).wants(400).says("Could not parse Labels")
	}
	w.post(path, `[{"prefix":"global","name":"a:b"}]`).wants(400).says("label.contains.invalid.chars")
	w.post(path, `[{"prefix":"global","name":" , "}]`).wants(400)
	w.post(path, `[{"prefix":"global","name":"`+strings.Repeat("é", 255)+`"}]`).wants(200)
	w.post(path, `[{"prefix":"global","name":"`+strings.Repeat("🙂", 128)+`"}]`).wants(400).says("label.name.is.too.long")
	w.post(path, `[{"prefix":"global","name":"a/b"}]`).wants(200)
	w.post(v1+"/content/999/label", `[{"prefix":"global","name":"x"}]`).wants(404)
	w.post(v1+"/content/"+w.team.HomepageID+"/label", `[{"prefix":"global","name":"x"}]`).wants(403)
	w.del(path).wants(400)
	w.del(path+"/a%2Fb").wants(400).headed("Content-Type", "text/html;charset=utf-8")
	w.del(path + "?name=a%2Fb").wants(204)
	for _, root := range []string{v1, dc} {
		w.del(root + "/content/" + id + "/label/none").wants(404).says("No label found with name: none")
	}
	w.post(v1+"/content/"+id+"/child/label", `[{"prefix":"global","name":"x"}]`).wants(405).headed("Allow", "GET,HEAD,OPTIONS", "Content-Type", "")
	w.post(v2+"/pages/"+id+"/labels", `[{"prefix":"global","name":"x"}]`).wants(405).has("errors/0/code", "METHOD_NOT_ALLOWED")
}

func TestSpacesAndCommasPartLabels(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := v1 + "/content/" + w.page("A", "", "") + "/label"
	w.post(path, `[{"prefix":"global","name":"Runbook Two"},{"prefix":"global","name":"a,b "}]`).wants(200).
		has("results", "[4]", "results/0/name", "runbook", "results/1/name", "two", "results/2/name", "a", "results/3/name", "b")
}

func TestPersonalLabelIsRemovedFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := v1 + "/content/" + w.page("A", "", "") + "/label"
	w.post(path, `[{"prefix":"global","name":"x"},{"prefix":"my","name":"x"}]`).wants(200).has("results", "[2]")
	w.del(path + "?name=x").wants(204)
	w.get(path).has("results", "[1]", "results/0/prefix", "global")
}

func TestLabelsV2AndLabelledContent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	w.post(v1+"/content/"+id+"/label", `[{"prefix":"global","name":"b"},{"prefix":"global","name":"a"},{"prefix":"team","name":"t"}]`).wants(200)
	w.get(v2+"/pages/"+id+"/labels?sort=name").wants(200).has("results", "[3]", "results/0/name", "a", "results/0/prefix", "global")
	w.get(v2+"/pages/"+id+"/labels?prefix=team").has("results", "[1]")
	w.get(v2 + "/pages/" + id + "/labels?prefix=other").wants(400)
	w.get(v1+"/label?name=a").wants(200).has("label/name", "a", "associatedContents/results/0/title", "A")
	w.get(v1 + "/label?name=none").wants(404)
	w.get(v1 + "/label").wants(400)
}

func TestContentReplacesLabels(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	w.post(v1+"/content/"+id+"/label", `[{"prefix":"global","name":"old"}]`).wants(200)
	w.put(v1+"/content/"+id, `{"type":"page","title":"A","version":{"number":2},"metadata":{"labels":[{"prefix":"global","name":"new"}]}}`).wants(200)
	w.get(v1+"/content/"+id+"/label").has("results", "[1]", "results/0/name", "new")
}
