package rest_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestCommentsOnAPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "<p>Some text</p>")
	inline, err := w.store.AddInlineComment(id, "text", "<p>which?</p>", readerID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.AddComment(id, "", "<p>nice</p>", readerID); err != nil {
		t.Fatal(err)
	}
	w.get(v2+"/pages/"+id+"/inline-comments?body-format=storage").wants(200).has("results", "[1]", "results/0/resolutionStatus", "open",
		"results/0/properties/inlineMarkerRef", inline.MarkerRef, "results/0/properties/inlineOriginalSelection", "text", "results/0/version/authorId", readerID)
	w.get(v2+"/pages/"+id+"/footer-comments?body-format=storage").wants(200).has("results", "[1]").says(`nice`)
	w.get(v1+"/content/"+id+"/child/comment?expand=body.storage,extensions.inlineProperties&location=inline").wants(200).has("results", "[1]", "results/0/type", "comment",
		"results/0/extensions/location", "inline", "results/0/extensions/inlineProperties/markerRef", inline.MarkerRef)
	w.get(dc+"/content/"+id+"/child/comment").has("results", "[2]")

	if !strings.Contains(w.stored(id).Body(), `<ac:inline-comment-marker ac:ref="`+inline.MarkerRef+`">text</ac:inline-comment-marker>`) {
		t.Errorf("no marker in %s", w.stored(id).Body())
	}
	w.put(v2+"/pages/"+id, `{"id":"`+id+`","status":"current","title":"A","version":{"number":2},"body":{"representation":"storage","value":"<p>Some text</p>"}}`).wants(200)
	w.get(v2+"/pages/"+id+"/inline-comments?resolution-status=dangling").has("results", "[1]")
	w.get(v2+"/pages/"+id+"/inline-comments?resolution-status=open").has("results", "[0]")
	w.get(v2 + "/pages/" + id + "/inline-comments?resolution-status=lost").wants(400)
}

func TestCommentsAreMade(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "<p>text &amp; more <em>te</em>xt</p>")
	in := func(fields string) string {
		return `{` + fields + `,"body":{"representation":"storage","value":"<p>why?</p>"}}`
	}
	page := `"pageId":"` + id + `"`
	footer := w.post(v2+"/footer-comments", in(page)).wants(201).has("pageId", id, "version/number", "1", "version/authorId", writerID, "_links/base", site).at("id")
	reply := w.post(v2+"/footer-comments", in(`"parentCommentId":"`+footer+`"`)).wants(201).has("parentCommentId", footer).at("id")
	w.get(v2+"/pages/"+id+"/footer-comments").has("results", "[1]", "results/0/id", footer)
	w.get(v2+"/footer-comments/"+footer+"/children?body-format=storage").wants(200).has("results", "[1]", "results/0/id", reply, "results/0/body/storage/value", "<p>why?</p>")
	w.get(v2+"/footer-comments/"+reply+"?body-format=view").wants(200).has("body/view/value", "<p>why?</p>")
	w.get(dc+"/content/"+id+"/child/comment").has("results", "[1]")
	w.get(dc+"/content/"+id+"/child/comment?depth=all").has("results", "[2]")

	selection := func(text string, count, index int) string {
		return fmt.Sprintf(`%s,"inlineCommentProperties":{"textSelection":%q,"textSelectionMatchCount":%d,"textSelectionMatchIndex":%d}`, page, text, count, index)
	}
	a := w.post(v2+"/inline-comments", in(selection("text", 2, 1))).wants(201).has("resolutionStatus", "open", "properties/inlineOriginalSelection", "text")
	marker := `<ac:inline-comment-marker ac:ref="` + a.at("properties/inlineMarkerRef") + `">`
	if body := w.stored(id).Body(); !strings.Contains(body, "text &amp; more <em>"+marker+"te</ac:inline-comment-marker></em>"+marker+"xt</ac:inline-comment-marker>") {
		t.Errorf("the selection is not marked: %s", body)
	}
	w.get(v2+"/inline-comments/"+a.at("id")).wants(200).has("pageId", id)
	answer := w.post(v2+"/inline-comments", in(`"parentCommentId":"`+a.at("id")+`"`)).wants(201).at("id")
	w.get(v2+"/inline-comments/"+a.at("id")+"/children").wants(200).has("results/0/id", answer)
	if n := len(w.stored(id).Versions); n != 1 {
		t.Errorf("comments made %d versions", n)
	}

	for name, body := range map[string]string{
		"no body":           `{` + page + `}`,
		"no page":           in(`"x":1`),
		"page and parent":   in(page + `,"parentCommentId":"` + footer + `"`),
		"malformed body":    `{` + page + `,"body":{"representation":"storage","value":"<p>"}}`,
		"another count":     in(selection("text", 3, 0)),
		"index as large":    in(selection("text", 2, 2)),
		"text is not there": in(selection("nowhere", 1, 0)),
		"no selection":      in(page),
	} {
		if status := w.post(v2+"/inline-comments", body).status; status != 400 {
			t.Errorf("%s: %d", name, status)
		}
	}
	w.post(v2+"/footer-comments", in(`"pageId":"999"`)).wants(404)
	w.post(v2+"/inline-comments", in(`"parentCommentId":"`+footer+`"`)).wants(404)
	w.get(v2 + "/inline-comments/" + footer).wants(404)
}
