package preview

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
)

func TestAChangeIsOneTimedLine(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 14, 3, 12, 0, time.Local)
	for want, test := range map[string]struct {
		counts map[plan.Action]int
		failed string
		took   time.Duration
	}{
		"14:03:12 guide.md: 1 page updated in 0.2 s":                     {map[plan.Action]int{plan.Updated: 1, plan.Unchanged: 7}, "", 180 * time.Millisecond},
		"14:03:12 guide.md: 2 pages created, 1 moved, 1 failed in 1.0 s": {map[plan.Action]int{plan.Created: 2, plan.Moved: 1, plan.Failed: 1}, "", time.Second},
		"14:03:12 guide.md: no page changed in 0.1 s":                    {map[plan.Action]int{plan.Unchanged: 7}, "", 100 * time.Millisecond},
		"14:03:12 guide.md: not published in 0.1 s":                      {nil, "no Markdown files", 100 * time.Millisecond},
		"14:03:12 guide.md: 1 page deleted, 3 failed in 61.5 s":          {map[plan.Action]int{plan.Deleted: 1, plan.Failed: 3}, "", 61500 * time.Millisecond},
		"14:03:12 guide.md: 12 pages updated, 2 archived in 0.0 s":       {map[plan.Action]int{plan.Updated: 12, plan.Archived: 2}, "", 0},
	} {
		if got := changeLine(at, test.took, "guide.md", &report.Report{Counts: test.counts, Error: test.failed}); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
}

func TestChangedFilesAreNamedFromTheWorkingDirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, test := range []struct {
		changed []string
		want    string
	}{
		{[]string{"docs/a.md"}, "docs/a.md"},
		{[]string{"docs/a.png", "docs/b.md"}, "docs/b.md and docs/a.png"},
		{[]string{"docs/a.md", "docs/b.md", "docs/c.md", "docs/1.png"}, "docs/a.md and 3 more files"},
		{[]string{"docs/a\nb.md"}, "docs/a b.md"},
	} {
		var names []string
		for _, name := range test.changed {
			names = append(names, filepath.Join(dir, filepath.FromSlash(name)))
		}
		if got := shortNames(names, dir); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
	elsewhere := filepath.Join(t.TempDir(), "a.md")
	if got := shortNames([]string{elsewhere}, dir); got != filepath.ToSlash(elsewhere) {
		t.Errorf("%q", got)
	}
}
