package rest_test

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// furnish makes a page that has whatever requests are about, and gives the names that paths and bodies have for it.
func (w *world) furnish() map[string]string {
	w.Helper()
	page := w.page("Guide", "", "<p>version 1</p>")
	for n := 2; n <= 3; n++ {
		w.put(v2+"/pages/"+page, fmt.Sprintf(`{"id":%q,"status":"current","title":"Guide","version":{"number":%d},
			"body":{"representation":"storage","value":"<p>version %d</p>"}}`, page, n, n)).wants(200)
	}
	child := w.page("First", page, "")
	w.page("Second", page, "")
	w.post(v1+"/content/"+page+"/label", `[{"prefix":"global","name":"one"},{"prefix":"global","name":"two"}]`).wants(200)
	comment, err := w.store.AddInlineComment(page, "version", "<p>Comment</p>", writerID)
	if err != nil {
		w.Fatal(err)
	}
	old, err := w.store.CreatePage(store.NewPage{
		SpaceID: w.docs.ID, ParentID: w.docs.HomepageID, Title: "Beside the tree", AuthorID: writerID, Position: new(store.NoPosition),
	})
	if err != nil {
		w.Fatal(err)
	}
	w.post(v1+"/space/DOCS/property", `{"key":"k","value":{}}`).wants(200)
	names := map[string]string{
		"page": page, "child": child, "grandchild": w.page("Deep", child, ""), "comment": comment.ID, "old": old.ID,
		"space": w.docs.ID, "home": w.docs.HomepageID, "writer": writerID, "admin": adminID, "site": site, "dc": strings.TrimSuffix(dc, "/rest/api"),
		"property": w.post(v2+"/pages/"+page+"/properties", `{"key":"k","value":1}`).wants(200).at("id"),
		"folder":   w.post(v2+"/folders", `{"spaceId":"`+w.docs.ID+`","title":"Box"}`).wants(200).at("id"),
		"file":     w.upload("POST", v1+"/content/"+page+"/child/attachment", []part{{"file", "diagram.png", "image/png", "png"}}).wants(200).at("results/0/id"),
	}
	w.now = w.now.Add(time.Minute) // until search sees all that
	return names
}

// fill replaces {names} in a text.
func fill(text string, names map[string]string) string {
	for name, value := range names {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// perform sends a request whose body is JSON, or "file" with a name and perhaps "minor".
func (w *world) perform(method, path, body string) answer {
	w.Helper()
	file, is := strings.CutPrefix(body, "file ")
	if !is {
		return w.send(w.usual(path), method, path, body)
	}
	name, minor, _ := strings.Cut(file, " ")
	return w.upload(method, path, []part{{"file", name, "image/png", "png"}, {"minorEdit", "", "", strconv.FormatBool(minor != "")}})
}
