package source

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestProblemsOfKeysHavePlaces shows the line and the column of problems about front matter, headers and titles.
func TestProblemsOfKeysHavePlaces(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"---\nlabels: [a.b]\n---\n# A\n":                                 "2:1 label",
		"---\n  title: A\n  labels: a.b\n---\n":                          "3:3 label",
		"+++\n tags = [\"a.b\"]\n+++\n# A\n":                             "2:2 label",
		"<!-- Title: A --> <!-- Label: a.b -->\n":                        "1:19 label",
		"---\npage-width: huge\n---\n# A\n":                              "2:1 front-matter",
		"---\norder: x\n---\n# A\n":                                      "2:1 front-matter",
		"+++\n order = \"x\"\n+++\n# A\n":                                "2:2 front-matter",
		"---\ntitel: x\n---\n# A\n":                                      "2:1 front-matter",
		"<!-- Title: A --> <!-- confluence-page-id: 12x -->\n\nText.\n":  "1:19 other-tools",
		"<!-- Title: A --> <!-- Sidebar: x -->\n\nText.\n":               "1:19 other-tools",
		"# A\n\n- item <!-- confluence-odd: x -->\n":                     "3:8 other-tools",
		"---\ntitle: A\n  # far\n_virtual_: true\n---\n":                 "4:1 other-tools",
		"<!-- Title: A --> <!-- Attachment: gone.pdf -->\n\nText.\n":     "1:19 other-tools",
		"Text\n\n# " + strings.Repeat("long ", 60) + "\n":                "3:1 title-too-long",
		"---\n  title: \"" + strings.Repeat("long ", 60) + "\"\n---\n\n": "2:3 title-too-long",
	} {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, "docs/a.md"), source)
		s := settingsOf(t, "docs: docs")
		workspace, err := OpenWorkspace(t.Context(), s, "", dir)
		if err != nil {
			t.Fatal(err)
		}
		tree, problems, err := ReadTree(workspace, s, dir)
		if err != nil {
			t.Fatal(err)
		}
		renderer := &Renderer{Tree: tree, Workspace: workspace, Settings: s, Address: func(string, string, bool) string { return "" }}
		_, found := renderer.RenderAll()
		var got []string
		for _, p := range slices.Concat(problems, found, tree.SettleOthers("DOCS", nil)) {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.Rule))
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("%q: %v, want %s", source, got, want)
		}
		_ = workspace.Close()
	}
}
