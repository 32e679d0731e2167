package nearest_test

import (
	"testing"

	"github.com/pagewright/pagewright/render/nearest"
)

func TestName(t *testing.T) {
	t.Parallel()
	known := []string{"title", "labels", "publish", "page-id", "on"}
	for written, want := range map[string]string{
		"pubish":  "publish",
		"lables":  "labels",
		"Title":   "title",
		"page_id": "page-id",
		"pageId":  "page-id",
		"titel":   "title",
		"publish": "",
		"author":  "",
		"no":      "",
		"":        "",
	} {
		if got := nearest.Name(written, known); got != want {
			t.Errorf("nearest.Name(%q) = %q, want %q", written, got, want)
		}
	}
}
