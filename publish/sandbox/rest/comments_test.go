package rest_test

import (
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
	w.get(v1+"/content/"+id+"/child/comment?expand=body.storage&location=inline").wants(200).has("results", "[1]", "results/0/type", "comment",
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
