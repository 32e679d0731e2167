package source

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestDialects renders the documents of testdata/dialects/NAME.txtar, whose comment has the settings, and compares bodies, note and
// problems with NAME.out.
func TestDialects(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/dialects/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, archive := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(archive), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(archive)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, ".git", "HEAD"), "")
			for _, picture := range []string{"static/img/overview.png", "docs/assets/overview.png", "vault/files/chart.png"} {
				writeFile(t, filepath.Join(dir, picture), "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00")
			}
			for _, file := range a.Files {
				writeFile(t, filepath.Join(dir, filepath.FromSlash(file.Name)), string(file.Data))
			}
			got := drawBodies(t, dir, string(a.Comment))
			golden := strings.TrimSuffix(archive, ".txtar") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func drawBodies(t *testing.T, dir, lines string) string {
	t.Helper()
	s := settingsOf(t, lines)
	workspace, err := OpenWorkspace(t.Context(), s, "", dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = workspace.Close() }()
	tree, problems, err := ReadTree(workspace, s, dir)
	if err != nil {
		t.Fatal(err)
	}
	renderer := &Renderer{Tree: tree, Workspace: workspace, Settings: s, Address: func(string, string, bool) string { return "" }}
	var b strings.Builder
	if tree.Note != "" {
		b.WriteString("note: " + tree.Note + "\n")
	}
	_, found := renderer.RenderAll()
	for page := range tree.All() {
		if page.Document == nil {
			continue
		}
		fmt.Fprintf(&b, "-- %s --\n", page.Source)
		body, err := renderer.Body(page, func(ref PageRef) (string, bool) { return tree.Page(ref.Source).Title, true })
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(body + "\n")
	}
	for _, p := range append(problems, found...) {
		fmt.Fprintf(&b, "! %s:%d:%d: %s: %s\n", p.Path, p.Line, p.Column, p.Rule, p.Message)
	}
	return b.String()
}
