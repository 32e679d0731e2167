package rest_test

import "testing"

func TestPermittedOperations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := w.page("A", "", "")
	file, folder := w.attach(page, "a.txt", "x"), w.folder("F", page)
	for path, target := range map[string]string{
		"/pages/" + page: "page", "/attachments/" + file: "attachment", "/folders/" + folder: "folder",
	} {
		w.get(v2+path+"/operations").wants(200).has("operations/0/operation", "read", "operations/0/targetType", target, "operations/1/operation", "update")
	}
	w.get(v2+"/pages/"+w.team.HomepageID+"/operations").wants(200).has("operations", "[1]", "operations/0/operation", "read")
	w.get(v2 + "/spaces/" + w.docs.ID + "/operations").wants(200).says(`{"operation":"create","targetType":"page"}`)
	w.get(v2+"/spaces/"+w.team.ID+"/operations").wants(200).has("operations", "[1]", "operations/0/operation", "read")
	w.send("admin", "GET", v2+"/spaces/"+w.team.ID+"/operations", "").says(`{"operation":"administer","targetType":"space"}`)
	w.get(v2 + "/spaces/" + w.hr.ID + "/operations").wants(404)
	w.get(v2 + "/pages/999/operations").wants(404)
}
