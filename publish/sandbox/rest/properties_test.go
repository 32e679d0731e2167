package rest_test

import (
	"strings"
	"testing"
)

func TestPropertiesByKey(t *testing.T) {
	t.Parallel()
	for _, root := range []string{v1, dc} {
		w := newWorld(t)
		path := root + "/content/" + w.v1Page(root, "A", "", "") + "/property"
		w.post(path, `{"key":"source","value":{"a":[1,true]}}`).wants(200).has("key", "source", "value/a", "[2]", "version/number", "1")
		w.post(path, `{"key":"source","value":1}`).wants(400).says("a property with the key 'source' already exists")
		w.get(path+"/source").wants(200).has("value/a/1", "true", "_links/self", w.base(root)+"/rest/api/content/"+w.id(path)+"/property/source")
		w.put(path+"/source", `{"key":"source","value":"x","version":{"number":2,"minorEdit":true}}`).wants(200).has("value", "x", "version/number", "2")
		w.put(path+"/source", `{"value":"y","version":{"number":2}}`).wants(409)
		w.put(path+"/new", `{"value":"created","version":{"number":1}}`).wants(200).has("version/number", "1")
		w.put(path+"/newer", `{"value":"not created","version":{"number":2}}`).wants(404)
		w.put(path+"/new", `{"key":"other","value":"x","version":{"number":2}}`).wants(400)
		w.post(path+"/third", `{"value":null}`).wants(200).has("value", "null")
		w.get(path+"?expand=version").has("results", "[3]", "limit", "10", "results/0/version/number", "2")
		w.del(path + "/source").wants(204)
		w.get(path + "/source").wants(404)
		w.del(path + "/source").wants(404)
	}
}

// base returns the base of links for a root, id the content's id of a path below it.
func (w *world) base(root string) string {
	if root == dc {
		return "https://confluence.example.com"
	}
	return site
}

func (w *world) id(path string) string {
	_, below, _ := strings.Cut(path, "/content/")
	id, _, _ := strings.Cut(below, "/")
	return id
}

func TestPropertiesHaveLimits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	w.post(v1+"/content/"+id+"/property", `{"key":"big","value":"`+strings.Repeat("x", 32<<10)+`"}`).wants(413)
	w.post(v2+"/pages/"+id+"/properties", `{"key":"big","value":"`+strings.Repeat("x", 32<<10)+`"}`).wants(400)
	w.post(v2+"/pages/"+id+"/properties", `{"key":"big","value":"`+strings.Repeat("x", 32<<10-2)+`"}`).wants(200)
	w.post(v1+"/content/"+id+"/property", `{"key":"`+strings.Repeat("k", 256)+`","value":1}`).wants(400)
	w.post(v1+"/content/"+w.team.HomepageID+"/property", `{"key":"k","value":1}`).wants(403)
}

func TestPropertiesByID(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	path := v2 + "/pages/" + id + "/properties"
	property := w.post(path, `{"key":"source","value":{"a":1}}`).wants(200).has("key", "source", "version/number", "1", "value/a", "1").at("id")
	w.post(path, `{"key":"source","value":1}`).wants(409).has("errors/0/title", "Property with key [source] already exists", "errors/0/code", "CONFLICT")
	w.get(path+"?key=source").has("results", "[1]", "results/0/id", property)
	w.get(path+"?sort=key").has("results", "[6]", "results/0/key", "content-appearance-draft", "results/2/key", "editor", "results/4/key", "page-title-property-published")
	w.get(path+"/"+property).wants(200).has("key", "source")
	w.put(path+"/"+property, `{"key":"source","value":2,"version":{"number":2,"message":"m"}}`).wants(200).has("value", "2", "version/number", "2", "version/message", "m")
	w.put(path+"/"+property, `{"key":"source","value":2,"version":{"number":2}}`).wants(409).
		has("errors/0/title", "Version must be incremented when updating a content property. Current Version: [2]. Provided version: [2]")
	w.put(path+"/"+property, `{"key":"other","value":2,"version":{"number":3}}`).wants(400)
	w.put(path+"/"+property, `{"value":2}`).wants(400)
	w.get(v1+"/content/"+id+"/property/source").wants(200).has("value", "2", "id", property)
	w.del(path + "/" + property).wants(204)
	w.get(path + "/" + property).wants(404)
	w.get(path + "/source").wants(400)
	w.post(v2+"/pages/999/properties", `{"key":"a","value":1}`).wants(404)
}

func TestPropertiesOfFoldersAndFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := w.page("A", "", "")
	file := w.attach(page, "a.txt", "x")
	for _, path := range []string{v2 + "/folders/" + w.folder("F", page), v2 + "/attachments/" + file, v2 + "/attachments/" + strings.TrimPrefix(file, "att")} {
		list := path + "/properties"
		id := w.post(list, `{"key":"hash","value":{"a":1}}`).wants(200).has("version/number", "1", "version/authorId", writerID).at("id")
		w.post(list, `{"key":"hash","value":1}`).wants(409)
		w.get(list+"?key=hash&sort=key").wants(200).has("results", "[1]", "results/0/value/a", "1")
		w.put(list+"/"+id, `{"key":"hash","value":2,"version":{"number":2}}`).wants(200).has("value", "2")
		w.get(list+"/"+id).wants(200).has("version/number", "2")
		w.get(path+"?include-properties=true").wants(200).has("properties/results/0/key", "hash")
		w.del(list + "/" + id).wants(204)
		w.get(list).has("results", "[0]")
	}
	w.get(v2 + "/attachments/att999/properties").wants(404)
	w.get(v2 + "/folders/" + page + "/properties").wants(404)
	w.get(v1+"/content/"+file+"/property").wants(200).has("results", "[0]")
}

func TestPropertiesOfSpaces(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	list := v2 + "/spaces/" + w.docs.ID + "/properties"
	id := w.post(list, `{"key":"lock","value":"mine"}`).wants(201).has("key", "lock", "createdBy", writerID, "version/number", "1", "version/createdBy", writerID).at("id")
	w.post(list, `{"key":"lock","value":"yours"}`).wants(409)
	w.put(list+"/"+id, `{"key":"lock","value":"ours","version":{"number":2,"message":"m"}}`).wants(200).has("value", "ours", "version/message", "m")
	w.put(list+"/"+id, `{"key":"lock","value":"ours","version":{"number":2}}`).wants(409)
	w.get(list+"?key=lock").wants(200).has("results", "[1]", "results/0/id", id)
	w.get(list+"/"+id).wants(200).has("createdAt", "2026-11-24T10:01:00.000Z")
	w.get(v2+"/spaces/"+w.docs.ID+"?include-properties=true&include-operations=true").wants(200).has("properties/results", "[1]", "operations/results/1/operation", "create")
	for _, root := range []string{v1, dc} {
		path := root + "/space/DOCS/property"
		w.get(path+"/lock").wants(200).has("value", "ours", "version/number", "2", "_links/self", w.base(root)+"/rest/api/space/DOCS/property/lock")
		w.post(path, `{"key":"other","value":{"a":1}}`).wants(200).has("version/number", "1")
		w.get(path+"?expand=space,version").wants(200).has("results", "[2]", "results/1/space/key", "DOCS", "results/1/version/number", "1")
		w.get(path).has("results/0/version/number", "2", "results/0/space", "<none>", "results/0/_expandable/space", "/rest/api/space/DOCS")
		w.put(path+"/other", `{"value":2,"version":{"number":2}}`).wants(200).has("value", "2")
		w.post(path+"/third", `{"value":3}`).wants(200).has("key", "third")
		w.del(path + "/third").wants(204)
		w.del(path + "/other").wants(204)
		w.get(path + "/other").wants(404)
		w.get(root + "/space/HR/property").wants(404)
		if status := w.post(root+"/space/TEAM/property", `{"key":"k","value":1}`).status; status != map[string]int{v1: 404, dc: 403}[root] {
			t.Errorf("who only reads a space: %d", status)
		}
	}
	w.del(list + "/" + id).wants(204)
	w.post(v2+"/spaces/"+w.team.ID+"/properties", `{"key":"k","value":1}`).wants(404)
}

func TestConfluenceWritesItsOwnPropertiesFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	w.post(v2+"/pages/"+id+"/properties", `{"key":"content-appearance-published","value":"full-width"}`).wants(409)
	w.get(v2+"/pages/"+id+"/properties?key=editor").has("results/0/value", "v2")
}
