package confluence

import (
	"slices"
	"testing"
)

func TestLabels(t *testing.T) {
	t.Parallel()
	two := jsonAnswer(200, `{"results":[{"id":"1","prefix":"global","name":"a/b"},{"id":"2","prefix":"global","name":"docs"}],"_links":{}}`)
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/pages/12/labels", two).
		on("POST "+siteURL+"/rest/api/content/12/label", two).on("DELETE "+siteURL+"/rest/api/content/12/label", jsonAnswer(204, ``))
	if got, err := c.Labels(t.Context(), "12"); err != nil || !slices.Equal(got, []string{"a/b", "docs"}) {
		t.Errorf("%v %v", got, err)
	}
	if err := c.AddLabels(t.Context(), "12", []string{"Docs", "two words"}); err != nil {
		t.Error(err)
	}
	if got := w.last().body; got != `[{"prefix":"global","name":"docs"},{"prefix":"global","name":"two-words"}]` {
		t.Errorf("body %s", got)
	}
	if err := c.RemoveLabel(t.Context(), "12", "a/b"); err != nil {
		t.Error(err)
	}
	w.expect("GET https://acme.atlassian.net/wiki/api/v2/pages/12/labels?limit=250&prefix=global",
		"POST https://acme.atlassian.net/wiki/rest/api/content/12/label", "DELETE https://acme.atlassian.net/wiki/rest/api/content/12/label?name=a%2Fb")

	w.forget()
	if err := c.AddLabels(t.Context(), "12", nil); err != nil || len(w.requests()) != 0 {
		t.Errorf("no labels: %v, %v", err, w.requests())
	}

	w, c = onDataCenter(t)
	w.on("GET https://confluence.example.com/ctx/rest/api/content/12/label", two)
	if got, err := c.Labels(t.Context(), "12"); err != nil || len(got) != 2 {
		t.Errorf("%v %v", got, err)
	}
}
