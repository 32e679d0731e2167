//go:build unix

package preview

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/pagewright/pagewright/publish/report"
)

func TestLinesComeFromRegularFilesOfTheWorkspace(t *testing.T) {
	t.Parallel()
	outside, dir := t.TempDir(), t.TempDir()
	for name, content := range map[string]string{
		filepath.Join(outside, "secret"): "secret\n", filepath.Join(dir, "a.md"): "# A\n\n  text\r\n",
	} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		os.Symlink(filepath.Join(outside, "secret"), filepath.Join(dir, "out.md")),
		os.Symlink("a.md", filepath.Join(dir, "in.md")),
		syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		line int
		want string
	}{
		{"a.md", 3, "text"}, {"in.md", 1, "# A"}, {"a.md", 0, ""}, {"a.md", 9, ""}, {"nowhere.md", 1, ""},
		{"pipe.md", 0, ""}, {"pipe.md", 1, ""}, {".", 1, ""}, {"out.md", 1, ""}, {"../" + filepath.Base(outside) + "/secret", 1, ""},
	} {
		lines := map[int]string{c.line: ""}
		readLines(dir, c.name, lines)
		if got := lines[c.line]; got != c.want {
			t.Errorf("line %d of %s: %q", c.line, c.name, got)
		}
	}
}

func TestADocumentIsReadOnceForAllItsProblems(t *testing.T) {
	t.Parallel()
	const n = 1000
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte(strings.Repeat("text of a line that is like the others\n", n)), 0o644); err != nil {
		t.Fatal(err)
	}
	told := &report.Report{Workspace: dir, Pages: []report.Page{{Source: "a.md", ID: "7"}}}
	for line := range n {
		told.Problems = append(told.Problems, report.Problem{Path: "a.md", Line: line + 1, Severity: "warning"})
	}
	reads := 0
	found := problems{read: func(workspace, name string, lines map[int]string) { reads++; readLines(workspace, name, lines) }}
	found.take(told, "1")
	shown := found.of("7")
	if len(shown) != n || shown[0].Text != "text of a line that is like the others" || shown[n-1].Text != shown[0].Text {
		t.Errorf("%d problems are shown", len(shown))
	}
	if reads != 1 {
		t.Errorf("the document is read %d times", reads)
	}
}
