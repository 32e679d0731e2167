package source

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
)

// Addresses of the own repository are the pages and attachments that they name, unless they name a commit, a version or a line,
// or nothing that is published.
func TestAddressesOfTheOwnRepository(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"docs/b.md": "# B\n\n## Part\n", "docs/guides/README.md": "# Guides\n", "docs/ü b.md": "# Umlaut\n", "docs/data.csv": "a,b\n",
		"docs/pic.png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00", "main.go": "package main\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := settings.Settings{Docs: []string{"docs"}, TitleFrom: "heading"}
	const github = "https://github.com/acme/handbook/blob/0123456789abcdef/"
	const page, attachment, address = `ri:content-title="`, `ri:filename="`, `href="`
	for name, test := range map[string]struct{ permalink, document, want string }{
		"blob":                  {github, "[x](https://github.com/acme/handbook/blob/main/docs/b.md#part)", `ac:anchor="Part"><ri:page ` + page + "B"},
		"case":                  {github, "[x](https://github.com/Acme/Handbook/blob/main/docs/b.md)", page + "B"},
		"raw":                   {github, "![x](https://github.com/acme/handbook/raw/main/docs/pic.png)", attachment + "pic.png"},
		"raw host":              {github, "![x](https://raw.githubusercontent.com/acme/handbook/main/docs/pic.png)", attachment + "pic.png"},
		"raw host, long ref":    {github, "![x](https://raw.githubusercontent.com/acme/handbook/refs/heads/main/docs/pic.png)", attachment + "pic.png"},
		"query":                 {github, "![x](https://github.com/acme/handbook/blob/main/docs/pic.png?raw=true)", attachment + "pic.png"},
		"tree":                  {github, "[x](https://github.com/acme/handbook/tree/main/docs/guides)", page + "Guides"},
		"file":                  {github, "[x](https://github.com/acme/handbook/blob/main/docs/data.csv)", attachment + "data.csv"},
		"branch with slash":     {github, "[x](https://github.com/acme/handbook/blob/feature/new/docs/b.md)", page + "B"},
		"encoded":               {github, "[x](https://github.com/acme/handbook/blob/main/docs/%C3%BC%20b.md)", page + "Umlaut"},
		"GitLab":                {"https://gitlab.example.com/a/b/c/-/blob/0123456789abcdef/", "[x](https://gitlab.example.com/a/b/c/-/blob/main/docs/b.md)", page + "B"},
		"Gitea":                 {"https://git.example.com/a/b/src/commit/0123456789abcdef/", "[x](https://git.example.com/a/b/src/branch/main/docs/b.md)", page + "B"},
		"Bitbucket":             {"https://bitbucket.org/a/b/src/0123456789abcdef/", "[x](https://bitbucket.org/a/b/src/main/docs/b.md)", page + "B"},
		"commit":                {github, "[x](https://github.com/acme/handbook/blob/0123456/docs/b.md)", address + "https://github.com/acme/handbook/blob/0123456/docs/b.md"},
		"version":               {github, "[x](https://github.com/acme/handbook/blob/v1.2.0/docs/b.md)", address + "https://github.com/acme/handbook/blob/v1.2.0/docs/b.md"},
		"major version":         {github, "[x](https://github.com/acme/handbook/blob/v1/docs/b.md)", address + "https://github.com/acme/handbook/blob/v1/docs/b.md"},
		"pre-release":           {github, "[x](https://github.com/acme/handbook/blob/v2-beta/docs/b.md)", address + "https://github.com/acme/handbook/blob/v2-beta/docs/b.md"},
		"release candidate":     {github, "[x](https://github.com/acme/handbook/blob/v2rc1/docs/b.md)", address + "https://github.com/acme/handbook/blob/v2rc1/docs/b.md"},
		"number":                {github, "[x](https://github.com/acme/handbook/blob/3/docs/b.md)", address + "https://github.com/acme/handbook/blob/3/docs/b.md"},
		"plain version":         {github, "[x](https://github.com/acme/handbook/blob/1.2.3/docs/b.md)", address + "https://github.com/acme/handbook/blob/1.2.3/docs/b.md"},
		"version line":          {github, "[x](https://github.com/acme/handbook/blob/1.x/docs/b.md)", address + "https://github.com/acme/handbook/blob/1.x/docs/b.md"},
		"year":                  {github, "[x](https://github.com/acme/handbook/blob/2024.1/docs/b.md)", address + "https://github.com/acme/handbook/blob/2024.1/docs/b.md"},
		"date":                  {github, "[x](https://github.com/acme/handbook/blob/2026-05-01/docs/b.md)", address + "https://github.com/acme/handbook/blob/2026-05-01/docs/b.md"},
		"named version":         {github, "[x](https://github.com/acme/handbook/blob/release-1.2/docs/b.md)", address + "https://github.com/acme/handbook/blob/release-1.2/docs/b.md"},
		"package version":       {github, "[x](https://github.com/acme/handbook/blob/handbook@1.2.3/docs/b.md)", address + "https://github.com/acme/handbook/blob/handbook@1.2.3/docs/b.md"},
		"version of a folder":   {github, "[x](https://github.com/acme/handbook/blob/api/v1.2.0/docs/b.md)", address + "https://github.com/acme/handbook/blob/api/v1.2.0/docs/b.md"},
		"named major version":   {github, "[x](https://github.com/acme/handbook/blob/docs-v2/docs/b.md)", address + "https://github.com/acme/handbook/blob/docs-v2/docs/b.md"},
		"capitals":              {github, "[x](https://github.com/acme/handbook/blob/V1/docs/b.md)", address + "https://github.com/acme/handbook/blob/V1/docs/b.md"},
		"long tag":              {github, "[x](https://github.com/acme/handbook/blob/refs/tags/stable/docs/b.md)", address + "https://github.com/acme/handbook/blob/refs/tags/stable/docs/b.md"},
		"raw host, version":     {github, "[x](https://raw.githubusercontent.com/acme/handbook/v1/docs/pic.png)", address + "https://raw.githubusercontent.com/acme/handbook/v1/docs/pic.png"},
		"Gitea, tag":            {"https://git.example.com/a/b/src/commit/0123456789abcdef/", "[x](https://git.example.com/a/b/src/tag/stable/docs/b.md)", address + "https://git.example.com/a/b/src/tag/stable/docs/b.md"},
		"issue's branch":        {github, "[x](https://github.com/acme/handbook/blob/12-setup/docs/b.md)", page + "B"},
		"branch like a version": {github, "[x](https://github.com/acme/handbook/blob/vnext/docs/b.md)", page + "B"},
		"branch with a number":  {github, "[x](https://github.com/acme/handbook/blob/feature-2/docs/b.md)", page + "B"},
		"next":                  {github, "[x](https://github.com/acme/handbook/blob/release/next/docs/b.md)", page + "B"},
		"folder of source":      {github, "[x](https://github.com/acme/handbook/tree/main/src)", address + "https://github.com/acme/handbook/tree/main/src"},
		"raw source":            {github, "[x](https://github.com/acme/handbook/raw/main/main.go)", address + "https://github.com/acme/handbook/raw/main/main.go"},
		"line":                  {github, "[x](https://github.com/acme/handbook/blob/main/docs/b.md#L3)", address + "https://github.com/acme/handbook/blob/main/docs/b.md#L3"},
		"source":                {github, "[x](https://github.com/acme/handbook/blob/main/main.go)", address + "https://github.com/acme/handbook/blob/main/main.go"},
		"gone":                  {github, "[x](https://github.com/acme/handbook/blob/main/docs/gone.md)", address + "https://github.com/acme/handbook/blob/main/docs/gone.md"},
		"other repository":      {github, "[x](https://github.com/acme/other/blob/main/docs/b.md)", address + "https://github.com/acme/other/blob/main/docs/b.md"},
		"issues":                {github, "[x](https://github.com/acme/handbook/issues/1)", address + "https://github.com/acme/handbook/issues/1"},
		"no repository":         {"", "[x](https://github.com/acme/handbook/blob/main/docs/b.md)", address + "https://github.com/acme/handbook/blob/main/docs/b.md"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			workspace, err := OpenWorkspace(t.Context(), s, dir, dir)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = workspace.Close() }()
			tree, _, err := ReadTree(workspace, s, dir)
			if err != nil {
				t.Fatal(err)
			}
			title := func(ref PageRef) (string, bool) { return tree.bySource[ref.Source].Title, true }
			links := &linkResolver{tree: tree, workspace: workspace, page: tree.bySource["docs/b.md"], title: title, names: map[string]string{}, linked: map[string]bool{}, anchored: map[PageRef]bool{}, leftOut: new(atomic.Bool), address: func(file, _ string) string {
				if test.permalink == "" {
					return ""
				}
				return test.permalink + file
			}}
			document, _ := render.Parse("docs/a.md", []byte(test.document))
			result := document.Render(render.Options{Resolver: links})
			if !strings.Contains(result.Body, test.want) || len(result.Problems) > 0 {
				t.Errorf("%s became %s %v, want %s", test.document, result.Body, result.Problems, test.want)
			}
		})
	}
}
