package preview_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pagewright/pagewright/publish/preview"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
	"github.com/pagewright/pagewright/publish/workflow"
)

func TestTheEntranceSaysWhatThereIs(t *testing.T) {
	t.Parallel()
	broken := "---\ntitle: [\n---\n# X\n"
	for name, test := range map[string]struct {
		documents map[string]string
		code      int
		says      []string
	}{
		"a folder without an index": {map[string]string{"docs/a.md": "# First\n", "docs/b.md": "# Second\n"}, 0, []string{"First</a>", "Second</a>"}},
		"no documents":              {map[string]string{"docs/notes.txt": "x"}, 2, []string{"There is no page yet.", "no Markdown files (*.md) in docs"}},
		"held back":                 {map[string]string{"docs/a.md": "---\npublish: false\n---\n# A\n"}, 2, []string{"There is no page yet.", "no document is to be published (docs/a.md:"}},
		"all fail":                  {map[string]string{"docs/a.md": broken, "docs/b.md": broken}, 1, []string{"There is no page yet.", "docs/a.md:2</code>: title is not valid YAML", "docs/b.md:2</code>: title"}},
		"markup in a name":          {map[string]string{"docs/<b>&.md": broken}, 1, []string{"docs/&lt;b&gt;&amp;.md:2</code>"}},
		"some fail":                 {map[string]string{"docs/a.md": "# First\n", "docs/c.md": "# Third\n", "docs/b.md": broken}, 1, []string{"First</a>", "docs/b.md"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for name, content := range test.documents {
				write(t, dir, name, content)
			}
			s, world := quiet(t, dir)
			var out strings.Builder
			site := filepath.Join(t.TempDir(), "site")
			code, err := preview.Run(t.Context(), s, world, preview.Options{Export: site, Out: &out, Middleware: conformance.Check(t)})
			if code != test.code || err != nil {
				t.Fatalf("%d %v", code, err)
			}
			page := read(t, site, "index.html")
			for _, want := range test.says {
				if !strings.Contains(page, want) {
					t.Errorf("the entrance lacks %q:\n%s", want, page)
				}
			}
		})
	}
}

func TestTheEntranceFollows(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "docs/notes.txt", "x")
	s, world := quiet(t, dir)
	site, lines, _ := follow(t, s, world)
	shows(t, site, "There is no page yet.")
	replace(t, dir, "docs/a.md", "# First\n")
	shows(t, site, "First</a>")
	if line := <-lines; !strings.Contains(line, "docs/a.md: 1 page created in ") {
		t.Errorf("%q", line)
	}
}

// TestEachWarningIsShownOnce: not again at every change, and again when it has come back.
func TestEachWarningIsShownOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const dead = "# A\n\n[dead](gone.md)\n"
	write(t, dir, "docs/a.md", dead)
	write(t, dir, "docs/b.md", "# B\n")
	s, world := quiet(t, dir)
	warnings := &counted{Host: world.Host}
	world.Host = warnings
	_, lines, stop := follow(t, s, world)
	for _, step := range []struct {
		name, content, line string
		warnings            int
	}{
		{"docs/b.md", "# B\n\nNew.\n", "docs/b.md: 1 page updated in ", 1},
		{"docs/a.md", "# A\n\nLower.\n\n[dead](gone.md)\n", "docs/a.md: 1 page updated in ", 1},
		{"docs/b.md", "# B\n\n[other](gone-too.md)\n", "docs/b.md: 1 page updated in ", 2},
		{"docs/a.md", "# A\n\nRight.\n", "docs/a.md: 1 page updated in ", 2},
		{"docs/a.md", dead, "docs/a.md: 1 page updated in ", 3},
		{"docs/b.md", "# B\n\n[other](gone-too.md)\n", "docs/b.md: no page changed in ", 3},
	} {
		replace(t, dir, step.name, step.content)
		if line := <-lines; !strings.Contains(line, step.line) {
			t.Errorf("%q, want %q", line, step.line)
		}
		if got := warnings.count(); got != step.warnings {
			t.Errorf("%s: %d warnings, want %d", step.content, got, step.warnings)
		}
	}
	stop()
}

// replace puts a file in place at once: one that is written slowly is several changes.
func replace(t *testing.T, dir, name, content string) {
	t.Helper()
	aside := t.TempDir()
	write(t, aside, "new", content)
	if err := os.Rename(filepath.Join(aside, "new"), filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// counted counts the warnings that are shown.
type counted struct {
	workflow.Host
	warnings atomic.Int64
}

func (c *counted) Annotate(a workflow.Annotation) {
	if a.Level == workflow.Warning {
		c.warnings.Add(1)
	}
}

func (c *counted) count() int { return int(c.warnings.Load()) }
