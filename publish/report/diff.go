package report

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/pagewright/pagewright/render/storage"
)

// Diff shows how the body in Confluence differs from the one to be written.
func Diff(stands, becomes string) string {
	return udiff.Unified("in Confluence", "from the document", lines(stands), lines(becomes))
}

func lines(body string) string {
	return strings.Join(storage.Lines(body), "\n") + "\n"
}
