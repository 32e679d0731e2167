package rest_test

import (
	"fmt"
	"testing"
)

// folder makes a folder in DOCS and gives its id.
func (w *world) folder(title, parentID string) string {
	w.Helper()
	return w.post(v2+"/folders", fmt.Sprintf(`{"spaceId":%q,"title":%q,"parentId":%q}`, w.docs.ID, title, parentID)).wants(200).at("id")
}

func TestFolders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	folder := w.folder("Box", "")
	w.get(v2+"/folders/"+folder).wants(200).has("type", "folder", "title", "Box", "parentId", w.docs.HomepageID, "parentType", "page", "spaceId", w.docs.ID,
		"_links/webui", "/spaces/DOCS/folder/"+folder)
	page := w.page("Inside", folder, "")
	w.get(v2+"/pages/"+page).has("parentId", folder, "parentType", "folder")
	inner := w.folder("Inner", folder)
	w.page("box", "", "")
	w.post(v2+"/folders", `{"spaceId":"`+w.docs.ID+`","title":"BOX"}`).wants(400).has("errors/0/title", "A folder exists with the same title in this space")
	w.post(v2+"/folders", `{"spaceId":"`+w.team.ID+`","title":"x"}`).wants(404)

	w.get(v2 + "/pages/" + folder).wants(404)
	w.get(v2 + "/pages/" + folder + "/labels").wants(404)
	w.get(v2 + "/folders/" + page).wants(404)
	w.get(v2+"/folders/"+inner+"/ancestors").has("results", "[2]", "results/1/id", folder, "results/1/type", "folder")
	w.get(v2+"/folders/"+folder+"/direct-children").has("results", "[2]", "results/0/type", "page", "results/1/type", "folder")
	w.get(v2+"/folders/"+folder+"/descendants").has("results", "[2]", "results/0/depth", "1", "results/0/parentId", folder)
	w.get(v2+"/folders/"+folder+"?include-direct-children=true").has("directChildren/results", "[2]")
	w.get(v1+"/content/"+folder+"/child/page").wants(200).has("results", "[1]")
	w.get(v1+"/content/"+page+"?expand=ancestors").has("ancestors", "[1]", "ancestors/0/id", w.docs.HomepageID)
	w.get(v1+"/content/"+folder+"/child/folder").wants(200).has("results", "[1]", "results/0/type", "folder")

	w.del(v2 + "/folders/" + folder).wants(204)
	w.get(v2+"/folders/"+folder).wants(200).has("status", "trashed", "parentId", "null")
	w.folder("Box", "")
	w.get(v2+"/pages/"+page).has("parentId", w.docs.HomepageID)
}

func TestIDsTellTheirTypes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page, folder := w.page("A", "", ""), w.folder("F", "")
	att := w.attach(page, "a.txt", "x")
	w.post(v2+"/content/convert-ids-to-types", `{"contentIds":["`+page+`",`+folder+`,"`+att+`","999"]}`).wants(200).
		has("results/"+page, "page", "results/"+folder, "folder", "results/"+att, "attachment", "results/999", "null")
	w.post(v2+"/content/convert-ids-to-types", `{"contentIds":[]}`).wants(400)
}

func TestChildrenDescendantsAndAncestors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.page("A", "", "")
	b := w.page("B", a, "")
	c := w.page("C", b, "")
	d := w.page("D", c, "")
	folder := w.folder("F", a)

	w.get(v2+"/pages/"+a+"/children").wants(200).has("results", "[1]", "results/0/id", b, "results/0/childPosition", "0")
	w.get(v2+"/pages/"+a+"/direct-children").wants(200).has("results", "[2]", "results/1/id", folder, "results/1/type", "folder")
	w.get(v2+"/pages/"+a+"/direct-children?sort=-title&limit=1").has("results/0/id", folder)
	w.get(v2+"/pages/"+a+"/descendants").has("results", "[3]")
	w.get(v2+"/pages/"+a+"/descendants?depth=10").has("results", "[4]", "results/2/id", d, "results/2/depth", "3", "results/2/parentId", c)
	w.get(v2 + "/pages/" + a + "/descendants?depth=11").wants(400)
	w.get(v2+"/pages/"+d+"/ancestors?limit=2").has("results", "[2]", "results/0/id", b, "results/1/id", c, "_links/next", "<none>")

	w.get(v1+"/content/"+a+"/child?expand=page").has("page/results/0/id", b, "_expandable/comment", "/rest/api/content/"+a+"/child/comment")
	w.get(v1+"/content/"+a+"/child/page?expand=version").has("results", "[1]", "results/0/version/number", "1")
	w.get(v1 + "/content/" + a + "/child/nonsense").wants(400)
	w.get(v1+"/content/"+a+"/descendant?expand=page").has("page/results", "[3]")
	w.get(v1+"/content/"+a+"/descendant/page?depth=root").has("results", "[1]")
	w.get(v1 + "/content/" + a + "/descendant/page?depth=0").wants(400)
	w.attach(d, "d.txt", "x")
	w.get(v1+"/content/"+a+"/descendant/attachment").has("results", "[1]", "results/0/title", "d.txt")
	w.get(v1 + "/content/999/child/page").wants(404)
	w.get(v2 + "/pages/999/direct-children").wants(404)
}

func TestPagesAreOrderedByMoving(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b, c := w.page("A", "", ""), w.page("B", "", ""), w.page("C", "", "")
	w.put(v1+"/content/"+c+"/move/before/"+a, "").wants(200).has("pageId", c)
	w.put(v1+"/content/"+a+"/move/append/"+b, "").wants(200)
	w.get(v2+"/pages/"+w.docs.HomepageID+"/direct-children").has("results", "[2]", "results/0/id", c, "results/1/id", b)
	w.put(v1+"/content/"+b+"/move/append/"+a, "").wants(400).says("Cannot add an existing ancestor as a child!")
	w.put(v1+"/content/"+b+"/move/above/"+a, "").wants(400)
	w.put(v1+"/content/"+b+"/move/append/999", "").wants(404)
	w.put(v1+"/content/"+b+"/move/append/"+w.team.HomepageID, "").wants(403)
	w.put(dc+"/content/"+b+"/move/append/"+a, "").wants(404).says("null for uri")
	w.send("admin", "PUT", v1+"/content/"+b+"/move/append/"+w.team.HomepageID, "").wants(200)
	w.get(v2+"/pages/"+a).has("spaceId", w.team.ID, "parentId", b)
}

func TestPagesAreArchived(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.page("A", "", "")
	b := w.page("B", a, "")
	task := w.post(v1+"/content/archive", `{"pages":[{"id":`+a+`}]}`).wants(202).at("id")
	w.get(v1+"/longtask/"+task).wants(200).has("finished", "true", "successful", "true", "percentageComplete", "100")
	w.get(v1+"/longtask").has("results", "[1]")
	w.get(v1 + "/longtask/999").wants(404)
	w.get(v2+"/pages/"+a).has("status", "archived", "parentId", w.docs.HomepageID)
	w.get(v2+"/pages/"+b).has("parentId", w.docs.HomepageID)
	w.post(v2+"/pages", `{"spaceId":"`+w.docs.ID+`","title":"a"}`).wants(400)
	w.post(v1+"/content/archive", `{"pages":[{"id":`+b+`},{"id":`+a+`}]}`).wants(400).says("already archived")
	w.get(v2+"/pages/"+b).has("status", "current")
	w.post(v1+"/content/archive", `{"pages":[{"id":999}]}`).wants(400)
	w.post(v1+"/content/archive", `{"pages":[]}`).wants(400)
	w.post(dc+"/content/archive", `{"pages":[{"id":`+b+`}]}`).wants(405)
}

func TestPageTreeIsDeletedAsAWhole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.page("A", "", "")
	b := w.page("B", a, "")
	w.del(v1 + "/content/" + a + "/pageTree").wants(202).says("/rest/api/longtask/")
	for _, id := range []string{a, b} {
		w.get(v2+"/pages/"+id).has("status", "trashed")
	}
	w.del(v1 + "/content/" + a + "/pageTree").wants(400)
	w.del(v1 + "/content/999/pageTree").wants(404)
}
