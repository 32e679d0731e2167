package publish_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTreesOfOtherTools publishes a tree as each site generator and each other publisher has it, with the default settings, and compares
// what is said and what stands then with testdata/trees/*.golden.
func TestTreesOfOtherTools(t *testing.T) {
	t.Parallel()
	for name, docs := range map[string]string{
		"mkdocs":              "docs",         // https://squidfunk.github.io/mkdocs-material/reference/
		"docusaurus":          "docs",         // https://docusaurus.io/docs/create-doc
		"mdbook":              "src",          // https://rust-lang.github.io/mdBook/format/summary.html
		"hugo":                "content/docs", // https://gohugo.io/content-management/organization/
		"just-the-docs":       "docs",         // https://just-the-docs.com/docs/navigation/main/order/
		"azure-wiki":          "wiki",         // https://learn.microsoft.com/azure/devops/project/wiki/wiki-file-structure
		"obsidian":            "vault",        // https://help.obsidian.md/obsidian-flavored-markdown
		"mark":                "docs",         // https://github.com/kovetskiy/mark#readme
		"markdown-confluence": "docs",         // https://markdown-confluence.com/features/yaml-frontmatter.html
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "")
			if err := os.CopyFS(b.dir, os.DirFS(filepath.Join("..", "testdata", "trees", name))); err != nil {
				t.Fatal(err)
			}
			b.settings.Docs, b.settings.Parallel = []string{docs}, 1
			b.run()
			got := b.stands()
			golden := filepath.Join("testdata", "trees", name+".golden")
			if flag.Lookup("update").Value.String() == "true" { // of guide_test.go
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("differs from %s (-want +got):\n%s", golden, diff)
			}
			b.unchanged()
		})
	}
}

// madeIDs are the ids that Confluence gives to parts of a body.
var madeIDs = regexp.MustCompile(` (ac:)?(local|macro)-id="[^"]*"|<ac:task-uuid>[^<]*</ac:task-uuid>`)

// stands writes down what the last run has said, the pages, and their bodies.
func (b *bench) stands() string {
	var out strings.Builder
	_, said, _ := strings.Cut(b.log.String(), "\n") // the way in
	fmt.Fprintf(&out, "%s\n%s", said, b.tree())
	for title := range strings.Lines(b.tree()) {
		body := b.page(strings.TrimSpace(title)).Body()
		fmt.Fprintf(&out, "\n== %s\n%s\n", strings.TrimSpace(title), madeIDs.ReplaceAllString(body, ""))
	}
	return out.String()
}
