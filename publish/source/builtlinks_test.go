package source

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
)

// TestLinksAsTheBuiltSiteHasThem resolves them where one document fits, and names the nearest file elsewhere.
func TestLinksAsTheBuiltSiteHasThem(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"docs/a.md": "# A\n", "docs/setup.md": "# Setup\n", "docs/guide/start.md": "# Start\n", "docs/guide/index.md": "# Guide\n", "docs/guide/deep/x.md": "# X\n",
		"docs/two.md": "# Two\n", "two.md": "# Not in docs\n", "docs/guide/a.md": "# Inner A\n", "docs/README.md": "# Top\n", "docs/files/Data.csv": "1\n",
		"docs/plant.mdx": "# Plant\n", "docs/Lamps%2DLED.md": "# Lamps\n",
		"docs/site/x.md": "# Site X\n", "docs/site/prime.md": "# Site prime\n", "docs/prime.md": "# Prime\n", "docs/site/b/y.md": "# Y\n", "docs/site/public/logo.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
		"static/img/pic.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "docs/img/Other.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
	} {
		writeFile(t, filepath.Join(dir, name), text)
	}
	s := settings.Settings{Docs: []string{"docs"}, TitleFrom: "heading", Dialect: []string{"docusaurus"}}
	workspace, err := OpenWorkspace(t.Context(), s, dir, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = workspace.Close() }()
	tree, _, err := ReadTree(workspace, s, dir)
	if err != nil {
		t.Fatal(err)
	}
	renderer := &Renderer{Tree: tree, Workspace: workspace, Settings: s, Address: func(string, string, bool) string { return "" }}
	for link, want := range map[string]string{
		"docs/a.md setup":                          "Setup",
		"docs/a.md setup/":                         "Setup",
		"docs/a.md setup.html#part":                "Setup",
		"docs/a.md ../setup/":                      "Setup",
		"docs/a.md /setup/":                        "Setup",
		"docs/a.md /setup":                         "Setup",
		"docs/a.md /docs/setup":                    "Setup",
		"docs/site/b/y.md /x":                      "Site X",
		"docs/site/b/y.md image:/logo.svg":         "docs/site/public/logo.svg",
		"docs/site/x.md /prime":                    "Prime",
		"docs/a.md plant":                          "Plant",
		"docs/guide/start.md /plant":               "Plant",
		"docs/a.md Lamps%2DLED.md":                 "Lamps",
		"docs/a.md /Lamps%2DLED":                   "Lamps",
		"docs/a.md Lamps-LED.md":                   "! leads nowhere",
		"docs/a.md guide/":                         "Guide",
		"docs/a.md guide/index.html":               "Guide",
		"docs/a.md guide/start":                    "Start",
		"docs/a.md /guide/deep/x.html":             "X",
		"docs/guide/start.md ../../setup/":         "Setup",
		"docs/guide/start.md ../setup":             "Setup",
		"docs/guide/start.md ../deep/x/":           "X",
		"docs/guide/index.md start/":               "Start",
		"docs/guide/start.md ../a/":                "! one of two",
		"docs/a.md two.html":                       "Two",
		"docs/a.md Setup.MD":                       "! did you mean setup.md?",
		"docs/a.md stup.md":                        "! did you mean setup.md?",
		"docs/a.md /docs/Guide/start.md":           "! did you mean /docs/guide/start.md?",
		"docs/a.md start.md":                       "! did you mean guide/start.md?",
		"docs/guide/start.md ../setpu.md":          "! did you mean ../setup.md?",
		"docs/guide/deep/x.md setup.md":            "! did you mean ../../setup.md?",
		"docs/a.md files/data.csv":                 "! did you mean files/Data.csv?",
		"docs/a.md plant.md":                       "! did you mean plant.mdx?",
		"docs/a.md setup.markdown":                 "! did you mean setup.md?",
		"docs/a.md files/Data.xlsx":                "! did you mean files/Data.csv?",
		"docs/a.md image:img/Other.png":            "! did you mean img/Other.svg?",
		"docs/README.md ../setup.md":               "! there is no file setup.md, counted from the top of the repository: did you mean setup.md? That is docs/setup.md",
		"docs/a.md nothing/like/it.md":             "! leads nowhere",
		"docs/a.md image:/img/pic.svg":             "static/img/pic.svg",
		"docs/guide/start.md image:/img/other.svg": "! leads nowhere",
		"docs/a.md image:img/other.svg":            "! did you mean img/Other.svg?",
	} {
		source, destination, _ := strings.Cut(link, " ")
		links := renderer.links(tree.Page(source), false)
		links.title = func(ref PageRef) (string, bool) { return tree.Page(ref.Source).Title, true }
		image, isImage := strings.CutPrefix(destination, "image:")
		target, err := links.Link(destination)
		if isImage {
			target, err = links.Image(image)
		}
		got := ""
		switch target := target.(type) {
		case render.PageTarget:
			got = target.Title
		case render.FileTarget:
			got = target.Path
		}
		if text, wrong := strings.CutPrefix(want, "! "); wrong {
			if text == "one of two" {
				text = "leads nowhere"
			}
			if err == nil {
				err = errors.New("no error, but " + got)
			}
			if !strings.Contains(err.Error(), text) {
				t.Errorf("%s: %v, want %s", link, err, text)
			}
		} else if got != want {
			t.Errorf("%s: got %q, %v, want %q", link, got, err, want)
		}
	}
}
