package publish_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/report"
)

const before = `
-- docs/index.md --
# Handbook

See [setup](guides/setup.md#second-step) and ![logo](logo.svg).
-- docs/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>
-- docs/guides/README.md --
# Guides
-- docs/guides/setup.md --
---
labels: [sre]
---
# Setup

## Second step
-- docs/guides/old.md --
# Old
-- docs/one.md --
# One

first
-- docs/two.md --
# Two

second
-- docs/three.md --
# Three

third
`

// after changes a text, rotates three titles, renames and moves a document, makes a folder, and removes a document.
const after = `
-- docs/index.md --
# Handbook

See [setup](new/setup.md#third-step) and ![logo](logo.svg).
-- docs/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"/>
-- docs/guides/setup.md --
-- docs/guides/old.md --
-- docs/new/index.md --
# New
-- docs/new/setup.md --
---
labels: [runbook]
---
# Setup

## Third step
-- docs/one.md --
# Two

first
-- docs/two.md --
# Three

second
-- docs/three.md --
# One

third, and more
`

// TestCrashAtAnyWriteLeavesNothingThatTheNextRunCannotMend breaks a run off at each of its writes, before and after
// Confluence has done it.
func TestCrashAtAnyWriteLeavesNothingThatTheNextRunCannotMend(t *testing.T) {
	t.Parallel()
	for _, story := range []struct{ name, before, after string }{{"first publication", "", before}, {"update", before, after}} {
		for _, done := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, write done: %v", story.name, done), func(t *testing.T) {
				t.Parallel()
				want, _ := publishedAfterCrash(t, story.before, story.after, 0, done)
				for n, got, broke := 1, "", true; broke; n += pointsApart() {
					got, broke = publishedAfterCrash(t, story.before, story.after, n, done)
					if got != want {
						t.Errorf("crash at write %d:\n%s\nwant:\n%s", n, got, want)
					}
				}
			})
		}
	}
}

// publishedAfterCrash publishes before, crashes at the nth write of publishing after, runs again, and draws what is there. It
// reports whether the broken run came to that write.
func publishedAfterCrash(t *testing.T, before, after string, n int, done bool) (drawn string, broke bool) {
	t.Helper()
	b := newBench(t, before)
	b.settings.Parallel, b.settings.Orphans = 1, "delete"
	if before != "" && b.run().ExitCode() != 0 {
		t.Fatalf("the first run fails:\n%s", b.log.String())
	}
	b.write(after)
	if n > 0 {
		broke = b.breaksAtWrite(n, done)
	}
	b.settings.OnEdit = "fail"
	if told := b.run(); told.ExitCode() != 0 {
		t.Fatalf("the run after a crash at write %d fails:\n%s", n, b.log.String())
	}
	told := b.run()
	if writes := b.writes(); told.ExitCode() != 0 || len(writes) > 0 {
		t.Errorf("after a crash at write %d an unchanged run writes %q:\n%s", n, writes, b.log.String())
	}
	return b.draw(told), broke
}

// ownMarks are what Confluence puts into a body by itself.
var ownMarks = regexp.MustCompile(` (ac:)?local-id="[^"]*"| ac:macro-id="[^"]*"| ri:version-at-save="[^"]*"`)

// draw returns what the pages of a report are now.
func (b *bench) draw(told *report.Report) string {
	var out strings.Builder
	out.WriteString(sorted(b.tree()))
	for _, result := range told.Pages {
		page := b.page(result.Title)
		labels, _ := b.server.Store().Labels(page.ID)
		fmt.Fprintf(&out, "%s: %s\n", page.Title, ownMarks.ReplaceAllString(page.Body(), ""))
		for _, label := range labels {
			fmt.Fprintf(&out, "  label %s\n", label.Name)
		}
		for _, attachment := range b.server.Store().Attachments(page.ID) {
			content, _ := b.server.Store().AttachmentData(attachment.ID, 0)
			fmt.Fprintf(&out, "  %s: %s\n", attachment.Title, content)
		}
	}
	return out.String()
}
