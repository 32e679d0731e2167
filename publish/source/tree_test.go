package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pagewright/pagewright/publish/settings"
)

// TestTrees lays out the documents of each archive in testdata/trees and compares the tree with the file "want" in it. The archive's comment holds
// settings, one a line.
func TestTrees(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/trees/*.txtar")
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
			want := ""
			dir := t.TempDir()
			for _, file := range archive.Files {
				if file.Name == "want" {
					want = string(file.Data)
					continue
				}
				writeFile(t, filepath.Join(dir, file.Name), string(file.Data))
			}
			if got := drawTree(t, dir, settingsOf(t, string(archive.Comment))); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func settingsOf(t *testing.T, lines string) settings.Settings {
	t.Helper()
	flags := map[string]string{}
	for line := range strings.Lines(lines) {
		if name, value, ok := strings.Cut(strings.TrimRight(line, "\n"), ": "); ok && !strings.HasPrefix(line, "#") {
			flags[name] = value
		}
	}
	none := func(string) string { return "" }
	s, _, err := settings.Read(settings.Sources{Flag: func(name string) string { return flags[name] }, Input: none, Environment: none})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func drawTree(t *testing.T, dir string, s settings.Settings) string {
	t.Helper()
	workspace, err := OpenWorkspace(t.Context(), s, "", dir)
	if err != nil {
		return err.Error() + "\n"
	}
	defer func() { _ = workspace.Close() }()
	tree, problems, err := ReadTree(workspace, s, dir)
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	for page := range tree.All() {
		indent := ""
		for above := page.Parent; above != nil; above = above.Parent {
			indent += "  "
		}
		fmt.Fprintf(&b, "%s%s (%s)", indent, page.Title, page.Source)
		if page.ParentRef != "" {
			fmt.Fprintf(&b, " below %s in the space", page.ParentRef)
		}
		b.WriteString("\n")
	}
	for _, problem := range problems {
		fmt.Fprintf(&b, "! %s:%d: %s\n", problem.Path, problem.Line, problem.Message)
	}
	return b.String()
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestLinksOutOfTheWorkspaceAreNotRead(t *testing.T) {
	t.Parallel()
	outside, dir := t.TempDir(), t.TempDir()
	writeFile(t, filepath.Join(outside, "secret.md"), "# Secret\n")
	writeFile(t, filepath.Join(dir, "docs", "page.md"), "# Page\n")
	writeFile(t, filepath.Join(dir, ".git", "HEAD"), "")
	if err := os.Symlink(filepath.Join(outside, "secret.md"), filepath.Join(dir, "docs", "stolen.md")); err != nil {
		t.Fatal(err)
	}
	got := drawTree(t, dir, settingsOf(t, "docs: docs"))
	if strings.Contains(got, "Secret") || !strings.Contains(got, "! docs/stolen.md:0: docs/stolen.md is a symbolic link and cannot be read: ") {
		t.Errorf("got:\n%s", got)
	}
}

func TestDocsOutsideOfTheRepositoryAreRefused(t *testing.T) {
	t.Parallel()
	outside, dir := t.TempDir(), t.TempDir()
	writeFile(t, filepath.Join(outside, "a.md"), "# A\n")
	writeFile(t, filepath.Join(dir, "docs", "page.md"), "# Page\n")
	got := drawTree(t, dir, settingsOf(t, "docs: docs,"+outside))
	if !strings.Contains(got, "lies outside of") {
		t.Errorf("got: %s", got)
	}
}

func TestFoldersOfDraftsStayInWhicheverCase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"docs/a.md": "# A\n", "docs/_drafts/b.md": "# B\n", "docs/sub/_Drafts/c.md": "# C\n", "docs/_drafts/d.md": "---\npublish: true\n---\n# D\n",
	} {
		writeFile(t, filepath.Join(dir, name), content)
	}
	got := drawTree(t, dir, settingsOf(t, "docs: docs"))
	if want := "_drafts (docs/_drafts/)\n  D (docs/_drafts/d.md)\nA (docs/a.md)\n"; got != want {
		t.Errorf("got:\n%s", got)
	}
}

func TestPatternsMayNameAFolderWithBrackets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "docs", "a.md"), "# A\n")
	writeFile(t, filepath.Join(dir, "docs", "b [old]", "b.md"), "# B\n")
	for _, pattern := range []string{"b [old]", "docs/b [old]/", `b \[old\]`, "b*"} {
		if got, want := drawTree(t, dir, settingsOf(t, "docs: docs\nexclude: "+pattern)), "A (docs/a.md)\n"; got != want {
			t.Errorf("%s: got:\n%s", pattern, got)
		}
	}
}
