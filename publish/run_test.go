package publish_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/sandbox/store"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

const handbook = `
-- docs/index.md --
# Handbook

See [setup](guides/setup.md#second-step) and ![logo](logo.svg).
-- docs/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>
-- docs/guides/README.md --
# Guides
-- docs/guides/setup.md --
---
labels: [Runbook, sre]
---
# Setup

Text with *emphasis*, [back](..), and [code](../../main.go).

## Second step
-- main.go --
package main
`

func TestTheWholeLine(t *testing.T) {
	t.Parallel()
	for _, face := range []struct{ name, url, credential, root string }{
		{"gateway and v1", "https://api.atlassian.com/ex/confluence/CLOUDID", "classic-scoped", "wiki/rest/api"},
		{"site and v2", "https://example.atlassian.net/wiki/spaces/DOCS/overview", "unscoped", "wiki/api/v2"},
		{"Data Center", "https://confluence.example.com", "dc-pat", "rest/api"},
	} {
		t.Run(face.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, handbook)
			b.settings.URL = strings.Replace(face.url, "CLOUDID", b.server.CloudID(), 1)
			b.settings.SourceLinks = "https://git.example.com/blob/1"
			b.credential(face.credential)

			told := b.published("3 created")
			if told.ExitCode() != 0 || !strings.HasSuffix(told.APIRoot, face.root) {
				t.Errorf("exit code %d, root %s, want %s", told.ExitCode(), told.APIRoot, face.root)
			}
			if got, want := b.tree(), "Handbook\n  Guides\n    Setup\n"; got != want {
				t.Errorf("tree:\n%swant:\n%s", got, want)
			}
			b.bodyHas("Handbook", `<ri:page ri:content-title="Setup"`, `ac:anchor="Second`, `<ri:attachment ri:filename="logo.svg"`)
			b.bodyHas("Setup", `<em>emphasis</em>`, `<a href="https://git.example.com/blob/1/main.go">code</a>`, `<ri:page ri:content-title="Handbook"`)
			if strings.Contains(b.page("Setup").Body(), "<h1>") {
				t.Error("the heading that became the title is repeated in the body")
			}
			if attachments := b.server.Store().Attachments(b.page("Handbook").ID); len(attachments) != 1 || attachments[0].Title != "logo.svg" {
				t.Errorf("attachments: %v", attachments)
			}
			labels, err := b.server.Store().Labels(b.page("Setup").ID)
			if err != nil || len(labels) != 2 || labels[0].Name != "runbook" || labels[1].Name != "sre" {
				t.Errorf("labels: %v, %v", labels, err)
			}
			if !strings.Contains(told.URL, "Handbook") && !strings.Contains(told.URL, b.page("Handbook").ID) {
				t.Errorf("readers are sent to %s", told.URL)
			}
			for _, page := range told.Pages {
				if strings.Contains(page.URL, "api.atlassian.com") || !strings.HasPrefix(page.URL, "http") {
					t.Errorf("address for people: %q", page.URL)
				}
			}

			b.published("3 unchanged")
			if writes := b.writes(); len(writes) > 0 {
				t.Errorf("a run that changes nothing writes: %q", writes)
			}
		})
	}
}

func TestOnlyWhatChangedIsWritten(t *testing.T) {
	t.Parallel()
	b := newBench(t, handbook)
	b.published("3 created")
	b.write("-- docs/guides/README.md --\n# Guides\n\nMore.\n")
	b.published("1 updated, 2 unchanged")
	if version := b.page("Guides").Version().Number; version != 2 {
		t.Errorf("version %d", version)
	}
	b.write("-- docs/logo.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='80' height='40'/>\n")
	b.published("1 updated, 2 unchanged")
}

func TestUnchangedRunCostsAHandfulOfRequests(t *testing.T) {
	t.Parallel()
	var files strings.Builder
	for i := range 60 {
		fmt.Fprintf(&files, "-- docs/p%02d.md --\n# Page %d\n", i, i)
	}
	b := newBench(t, files.String())
	b.published("60 created")
	b.published("60 unchanged")
	if n := len(b.requests); n > 6 {
		t.Errorf("%d requests: %q", n, b.requests)
	}
}

func TestRenamedDocumentKeepsItsPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, handbook)
	b.published("3 created")
	id := b.page("Setup").ID
	b.write("-- docs/guides/setup.md --\n-- docs/setup-guide.md --\n# Setup\n")
	b.published("2 updated, 1 unchanged")
	if page := b.page("Setup"); page.ID != id {
		t.Error("the page was made anew")
	}
	if got, want := b.tree(), "Handbook\n  Guides\n  Setup\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
}

func TestRetitledDocumentKeepsItsPageAndTitlesMayBeSwapped(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# One\n\nfirst\n-- docs/b.md --\n# Two\n\nsecond\n")
	b.published("2 created")
	one, two := b.page("One").ID, b.page("Two").ID
	b.write("-- docs/a.md --\n# Two\n\nfirst\n-- docs/b.md --\n# One\n\nsecond\n")
	b.published("2 updated")
	if b.page("One").ID != two || b.page("Two").ID != one {
		t.Error("the pages did not swap their titles")
	}
	b.bodyHas("Two", "first")
	b.published("2 unchanged")
}

func TestForeignPageIsNeverTouched(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Taken\n-- docs/b.md --\n# Free\n")
	foreign := b.foreignPage("Taken")
	told := b.published("1 created, 1 failed")
	if told.ExitCode() != 1 {
		t.Errorf("exit code %d", told.ExitCode())
	}
	for _, part := range []string{"docs/a.md", "was not published from here", "page-id: " + foreign.ID} {
		if !strings.Contains(b.log.String(), part) {
			t.Errorf("the log lacks %q:\n%s", part, b.log.String())
		}
	}
	b.settings.OnTitleConflict = "disambiguate"
	b.published("1 created, 1 unchanged")
	if b.page("Taken").Version().Number != 1 {
		t.Error("the foreign page was written")
	}
	if body := b.page("Taken (docs)").Body(); strings.Contains(body, "<h1") {
		t.Errorf("the heading that is the title is repeated: %s", body)
	}
	b.published("2 unchanged")
}

func TestPageIDBindsADocumentToAPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/b.md --\n# Other\n")
	bound := b.foreignPage("Bound")
	b.write(fmt.Sprintf("-- docs/a.md --\n---\npage-id: %s\n---\n# New title\n", bound.ID))
	b.published("1 created, 1 updated")
	if b.page("New title").ID != bound.ID {
		t.Error("another page was written")
	}
	b.published("2 unchanged")
}

func TestEditsInConfluence(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ onEdit, want, body string }{
		{"overwrite", "1 updated", "from git"},
		{"keep", "1 unchanged", "by hand"},
		{"fail", "1 failed", "by hand"},
	} {
		t.Run(test.onEdit, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# Page\n\nfrom git\n")
			b.published("1 created")
			page := b.page("Page")
			body := "<p>by hand</p>"
			if _, err := b.server.Store().UpdatePage(page.ID, store.Update{Version: 2, Title: &page.Title, Body: &body}); err != nil {
				t.Fatal(err)
			}
			b.settings.OnEdit = test.onEdit
			b.published(test.want)
			b.bodyHas("Page", test.body)
			if !strings.Contains(b.log.String(), "edited in Confluence") {
				t.Errorf("the log does not tell of the edit:\n%s", b.log.String())
			}
		})
	}
}

func TestOrphans(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ orphans, want, tree string }{
		{"keep", "2 unchanged", "Gone\nStays\n"},
		{"archive", "1 unchanged, 1 archived", "Stays\n"},
		{"delete", "1 unchanged, 1 deleted", "Stays\n"},
	} {
		t.Run(test.orphans, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# Stays\n-- docs/b.md --\n# Gone\n")
			b.published("2 created")
			b.write("-- docs/b.md --\n")
			b.settings.Orphans = test.orphans
			b.published(test.want)
			if got := sorted(b.tree()); got != test.tree {
				t.Errorf("tree:\n%swant:\n%s", got, test.tree)
			}
		})
	}
}

func TestOrphanWithPagesOfOthersBelowItStays(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Stays\n-- docs/b.md --\n# Gone\n")
	b.published("2 created")
	if _, err := b.server.Store().CreatePage(store.NewPage{SpaceID: b.space().ID, ParentID: b.page("Gone").ID, Title: "By hand", Body: "<p>x</p>", AuthorID: b.server.Store().Users()[0].AccountID}); err != nil {
		t.Fatal(err)
	}
	b.write("-- docs/b.md --\n")
	b.settings.Orphans = "delete"
	b.published("2 unchanged")
}

func TestPageMovedByHandInsideTheTreeGoesBack(t *testing.T) {
	t.Parallel()
	b := newBench(t, handbook)
	b.published("3 created")
	if _, err := b.server.Store().Move(b.page("Setup").ID, "append", b.page("Handbook").ID); err != nil {
		t.Fatal(err)
	}
	b.published("1 moved, 2 unchanged")
	if got, want := b.tree(), "Handbook\n  Guides\n    Setup\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
}

func TestBrokenRunCanBeRunAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, handbook)
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	posts := 0
	dying := roundTripper(func(request *http.Request) (*http.Response, error) {
		answer, err := b.server.Transport().RoundTrip(request)
		if request.Method == http.MethodPost && strings.HasSuffix(request.URL.Path, "/pages") {
			if posts++; posts == 2 {
				cancel(fmt.Errorf("the machine went away"))
				return nil, context.Cause(ctx)
			}
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return answer, err
	})
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	told := publish.Run(ctx, b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: dying, Patience: confluence.Patience{Total: time.Millisecond}})
	if told.ExitCode() == 0 {
		t.Fatal("the broken run reports success")
	}

	if told := b.run(); told.ExitCode() != 0 || told.Counts[plan.Failed] > 0 {
		t.Fatalf("the run after it fails:\n%s", b.log.String())
	}
	if got, want := b.tree(), "Handbook\n  Guides\n    Setup\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
	b.published("3 unchanged")
}

func TestPlanWritesNothingAndShowsTheDifference(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n\nold text\n")
	b.settings.Mode = settings.Plan
	b.published("1 created")
	if writes := b.writes(); len(writes) > 0 {
		t.Errorf("the plan writes: %q", writes)
	}
	b.settings.Mode = settings.Publish
	b.published("1 created")
	b.write("-- docs/a.md --\n# Page\n\nnew text\n")
	b.settings.Mode = settings.Plan
	b.published("1 updated")
	for _, line := range []string{"~ [-old-]{+new+} text"} {
		if !strings.Contains(b.log.String(), line) {
			t.Errorf("the plan lacks %q:\n%s", line, b.log.String())
		}
	}
}

func TestCheckNeedsNoConfluence(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n\n[gone](gone.md) ![none](none.png)\n")
	b.settings.Mode, b.settings.URL, b.settings.Credential.Token = settings.Check, "", ""
	if told := b.run(); told.ExitCode() != 0 || len(told.Problems) != 2 {
		t.Errorf("exit code %d, problems %v", told.ExitCode(), told.Problems)
	}
	if len(b.requests) > 0 {
		t.Errorf("check asks Confluence: %q", b.requests)
	}
	b.settings.FailOn = "warning"
	if told := b.run(); told.ExitCode() != 1 {
		t.Errorf("with fail-on: warning the exit code is %d", told.ExitCode())
	}
	b.write("-- docs/b.md --\n# Page\n")
	if told := b.run(); told.Counts[plan.Failed] != 1 || !strings.Contains(b.log.String(), "2 pages checked: 1 error, 2 warnings") {
		t.Errorf("%d pages failed:\n%s", told.Counts[plan.Failed], b.log.String())
	}
}

func TestBrokenDocumentFailsAloneWithTheOthersPublished(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n---\norder: first\n---\n# Broken\n-- docs/b.md --\n# Sound\n")
	told := b.published("1 created, 1 failed")
	if told.ExitCode() != 1 {
		t.Errorf("exit code %d", told.ExitCode())
	}
}

func TestImagesOutsideTheRepositoryAreNotPublished(t *testing.T) {
	t.Parallel()
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret.png"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := newBench(t, "-- docs/a.md --\n# Page\n\n![x](../../../etc/passwd) ![y](stolen.png)\n")
	if err := os.Symlink(filepath.Join(outside, "secret.png"), filepath.Join(b.dir, "docs", "stolen.png")); err != nil {
		t.Fatal(err)
	}
	b.published("1 created")
	if attachments := b.server.Store().Attachments(b.page("Page").ID); len(attachments) > 0 {
		t.Errorf("attached: %v", attachments)
	}
	if n := strings.Count(b.log.String(), "docs/a.md:3"); n != 2 {
		t.Errorf("%d problems are reported:\n%s", n, b.log.String())
	}
}

func TestManyPagesOutgrowOneProperty(t *testing.T) {
	t.Parallel()
	var files strings.Builder
	for i := range 300 {
		fmt.Fprintf(&files, "-- docs/p%03d.md --\n# Page with a rather long title to fill the record %d\n", i, i)
	}
	b := newBench(t, files.String())
	b.published("300 created")
	b.published("300 unchanged")
	b.write("-- docs/p000.md --\n# Page with a rather long title to fill the record 0\n\nx\n")
	b.published("1 updated, 299 unchanged")
	if n := len(b.writes()); n > 4 { // lease, page, segment, lease
		t.Errorf("%d writes: %q", n, b.writes())
	}
}

func TestFrontMatterPutsSiblingsInOrder(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n-- docs/b.md --\n---\norder: 2\n---\n# Banana\n-- docs/c.md --\n---\norder: 1\n---\n# Cherry\n")
	b.published("3 created")
	if got, want := b.tree(), "Cherry\nBanana\nApple\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
	b.published("3 unchanged")
	if writes := b.writes(); len(writes) > 0 {
		t.Errorf("a run that changes nothing writes: %q", writes)
	}
	b.write("-- docs/a.md --\n---\norder: 0\n---\n# Apple\n")
	b.published("1 moved, 2 unchanged")
	if got, want := b.tree(), "Apple\nCherry\nBanana\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
	b.write("-- docs/a.md --\n# Apple\n-- docs/d.md --\n---\norder: 3\n---\n# Damson\n")
	b.run()
	if got, want := b.tree(), "Cherry\nBanana\nDamson\nApple\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
	b.published("4 unchanged")
}

func TestLinkedFilesAreAttachedUnlessTheDocsAreTheWholeRepository(t *testing.T) {
	t.Parallel()
	for docs, link := range map[string]string{
		"docs": `<ri:attachment ri:filename="data.csv"`,
		".":    `href="https://git.example.com/blob/1/docs/data.csv"`,
	} {
		b := newBench(t, "-- docs/a.md --\n# Page\n\n[data](data.csv)\n-- docs/data.csv --\n1,2\n-- .git/HEAD --\nx\n")
		b.settings.SourceLinks = "https://git.example.com/blob/1"
		b.settings.Docs = []string{docs}
		b.run()
		b.bodyHas("Page", link)
	}
}

func TestInlineCommentsStayAtTheirText(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n\nKeep this and that.\n")
	b.published("1 created")
	for _, text := range []string{"this", "that"} {
		if _, err := b.server.Store().AddInlineComment(b.page("Page").ID, text, "<p>why?</p>", b.server.Store().Users()[0].AccountID); err != nil {
			t.Fatal(err)
		}
	}
	b.published("1 unchanged")
	b.write("-- docs/a.md --\n# Page\n\nNew first. Keep this.\n")
	b.published("1 updated")
	b.bodyHas("Page", "New first. Keep <ac:inline-comment-marker ac:ref=", ">this</ac:inline-comment-marker>.")
	if log := b.log.String(); !strings.Contains(log, "somebody commented on “that”") || strings.Contains(log, "commented on “this”") {
		t.Errorf("the log tells of the wrong comments:\n%s", log)
	}
	b.published("1 unchanged")
}
