package rest_test

import "testing"

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
	w.post(path, `[{"prefix":"global","name":"two words"}]`).wants(400)
	w.post(path, `[{"prefix":"global","name":"a:b"}]`).wants(400)
	w.post(path, `[{"prefix":"global","name":"a/b"}]`).wants(200)
	w.post(v1+"/content/999/label", `[{"prefix":"global","name":"x"}]`).wants(404)
	w.post(v1+"/content/"+w.team.HomepageID+"/label", `[{"prefix":"global","name":"x"}]`).wants(403)
	w.del(path).wants(400)
	w.del(path + "/a%2Fb").wants(400).says("can only be removed with the name parameter")
	w.del(path + "?name=a%2Fb").wants(204)
	w.del(path + "/none").wants(204)
	w.del(dc + "/content/" + id + "/label/none").wants(404)
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
