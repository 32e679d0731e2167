package plan_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestTitlesInASpace plans the documents of each archive in testdata/titles and compares the titles of their pages, in the
// order of the tree, with the file "want" in it. The archive's comment holds settings, one a line.
func TestTitlesInASpace(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/titles/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			last := len(archive.Files) - 1
			want := string(archive.Files[last].Data)
			b := newBench(t, string(txtar.Format(&txtar.Archive{Files: archive.Files[:last]})))
			for line := range strings.Lines(string(archive.Comment)) {
				switch setting, value, _ := strings.Cut(strings.TrimSpace(line), ": "); setting {
				case "docs":
					b.settings.Docs = []string{value}
				case "on-title-conflict":
					b.settings.OnTitleConflict = value
				default:
					t.Fatalf("the setting %q is not known here", setting)
				}
			}
			made := b.make()
			var got strings.Builder
			for _, page := range made.Pages {
				if page.Rendered == nil {
					continue
				}
				indent := ""
				for above := page.Rendered.Page.Parent; above != nil; above = above.Parent {
					indent += "  "
				}
				fmt.Fprintf(&got, "%s%s (%s)\n", indent, page.Title, page.Source)
			}
			for _, problem := range made.Problems {
				fmt.Fprintf(&got, "! %s:%d: %s\n", problem.Path, problem.Line, problem.Message)
			}
			if got.String() != want {
				t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
			}
		})
	}
}
