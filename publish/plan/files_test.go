package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

const twoPictures = "-- docs/a.md --\n---\nlabels: [one]\n---\n# Apple\n\n![x](x.svg) ![y](y.svg)\n-- docs/b.md --\n# Banana\n-- docs/x.svg --\n<svg width='1' height='1'/>\n-- docs/y.svg --\n<svg width='2' height='1'/>\n"

func TestFilesThatStandDecideWhereTheyAreKnown(t *testing.T) {
	t.Parallel()
	removed := func(files []space.File) []space.File { return files[1:] }
	changed := func(files []space.File) []space.File { return append([]space.File{{Name: "x.svg"}}, files[1:]...) }
	extra := func(files []space.File) []space.File { return append(files, space.File{Name: "z.svg", Hash: "z"}) }
	theirs := func(files []space.File) []space.File { return append(files, space.File{Name: "theirs.txt"}) }
	for name, test := range map[string]struct {
		change        func([]space.File) []space.File
		shown, repair bool
		lost          bool // the record does not know of the files
		want          string
	}{
		"removed, not shown":          {change: removed},
		"removed, repair":             {change: removed, repair: true, want: "attachments were changed or removed in Confluence"},
		"removed, shown":              {change: removed, shown: true, want: "attachments were changed or removed in Confluence"},
		"changed, shown":              {change: changed, shown: true, want: "attachments were changed or removed in Confluence"},
		"somebody else's":             {change: theirs, shown: true},
		"could not be removed":        {change: extra, shown: true},
		"could not be removed before": {change: extra, repair: true, want: "attachments were changed or removed in Confluence"},
		"left by a broken run":        {change: extra, shown: true, lost: true, want: "attachments changed"},
		"uploaded by a broken run":    {change: theirs, shown: true, lost: true},
		"lost, not shown":             {change: theirs, lost: true, want: "attachments changed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, twoPictures)
			b.publish()
			b.host.ShowsFiles, b.repair = test.shown, test.repair
			b.files["101"] = test.change(slices.Clone(b.files["101"]))
			if test.lost {
				entry := b.record.Entries["101"]
				entry.Files = ""
				b.record.Put("101", entry)
			}
			made := b.make()
			page := made.Pages[0]
			if test.want != page.Reason {
				t.Errorf("%s: %q, want %q", page.Action, page.Reason, test.want)
			}
			if got := steps(made); test.want != "" && got != "Attach Apple, Detach Apple" {
				t.Errorf("got %s", got)
			}
			if test.want == "" && test.lost && made.Known["101"].Files != plan.FilesHash(page.Rendered) {
				t.Error("what stands is not put on record")
			}
		})
	}
}

func TestLabelsThatStandDecideWhereTheyAreKnown(t *testing.T) {
	t.Parallel()
	b := newBench(t, twoPictures)
	b.publish()
	b.labels["101"] = []string{"theirs"}
	b.wantsNothing()
	if len(b.asked.Labels)+len(b.asked.Files) > 0 {
		t.Errorf("asked for labels %q and files %q", b.asked.Labels, b.asked.Files)
	}
	b.host.ShowsFiles = true
	made := b.make()
	if label, is := made.Steps[0].Do.(plan.Label); len(made.Steps) != 1 || !is || !slices.Equal(label.Add, []string{"one"}) || len(label.Remove) > 0 {
		t.Errorf("got %s", steps(made))
	}
	if got := strings.Join(append(b.asked.Labels, b.asked.Files...), " "); got != "101 101" { // not for a page that has none and wants none
		t.Errorf("asked for %s", got)
	}
}

func TestFilesGoAfterTheTextThatShowedThem(t *testing.T) {
	t.Parallel()
	b := newBench(t, twoPictures)
	b.publish()
	b.write("-- docs/a.md --\n---\nlabels: [one]\n---\n# Apple\n\n![x](x.svg)\n")
	if got := steps(b.make()); got != "Attach Apple, Write Apple, Detach Apple" {
		t.Errorf("got %s", got)
	}
}
