package publish_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// onGitHub runs as a job of a pull request, with outputs and summary thrown away.
func (b *bench) onGitHub() *report.Report {
	b.Helper()
	environment := map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/handbook", "GITHUB_SHA": strings.Repeat("a1", 20), "GITHUB_WORKSPACE": b.dir}
	host := workflow.Detect(workflow.Environment{Getenv: func(name string) string { return environment[name] }, Stdout: &b.log, Stderr: &b.log})
	return publish.Run(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(b.roundTrip)})
}

const planned = `
-- docs/index.md --
# Handbook

Welcome.
-- docs/setup.md --
---
labels: [old, ops]
---
# Setup

Install version 1.2 of the tool.

![plan](plan.png)

This paragraph goes.
-- docs/guides/index.md --
# Guides
-- docs/guides/first.md --
# First steps

See [setup](../setup.md).
-- docs/plan.png --
GIF89a-old
-- docs/gone.gif --
GIF89a-gone
`

const plannedAfter = `
-- docs/setup.md --
---
labels: [new, ops]
---
# Setup

Install version 1.3 of the tool @team.

![plan](plan.png)

![more](more.png)
-- docs/guides/first.md --
-- docs/first.md --
# First steps

See [setup](setup.md).
-- docs/plan.png --
GIF89a-new
-- docs/more.png --
GIF89a-more
-- docs/new.md --
# A new page

It begins like this.
`

func TestPlanShowsWhatReadersWillSee(t *testing.T) {
	t.Parallel()
	b := newBench(t, planned)
	b.published("4 created")
	b.write(plannedAfter)
	b.settings.Mode = settings.Plan
	b.settings.Summary = filepath.Join(b.dir, ".pagewright", "summary.md")
	b.log.Reset()
	b.requests = nil
	told := b.onGitHub()
	summary := told.Markdown()
	blob := "https://github.com/acme/handbook/blob/" + strings.Repeat("a1", 20)
	for _, part := range []string{
		"5 pages: 1 to create, 1 to update, 1 to move, 2 unchanged",
		"<details><summary><b>to update</b> Setup <code>docs/setup.md</code>: text changed, attachments changed, labels changed</summary>",
		"version <del>1.2</del> <ins><b>1.3</b></ins> of the tool", "<del>This paragraph goes.</del>", "@&#8203;team",
		"- pictures and files: added `more.png`; changed `plan.png`", "- labels: added `new`; dropped `old`",
		"[line 6](<" + blob + "/docs/setup.md?plain=1#L6>)", "[document](<" + blob + "/docs/setup.md>)", "[page](<https://example.atlassian.net/wiki/spaces/DOCS/pages/",
		"<b>to move</b> First steps", "- moves from below `Guides` to below `Handbook`",
		"<b>to create</b> A new page", "> It begins like this.",
	} {
		if !strings.Contains(summary, part) {
			t.Errorf("the summary lacks %s", part)
		}
	}
	if strings.Contains(summary, "<p>") || strings.Contains(summary, "ac:") || t.Failed() {
		t.Errorf("the summary:\n%s", summary)
	}
	b.logHas("~ Install version [-1.2-]{+1.3+} of the tool{+ @team+}.", "- This paragraph goes.", `labels: added "new"; dropped "old"`, "+ It begins like this.")
	comment, err := os.ReadFile(b.settings.Summary)
	if err != nil || !strings.HasPrefix(string(comment), "<!-- pagewright -->\n## Pagewright: 5 pages") {
		t.Errorf("the comment: %v\n%s", err, comment)
	}
	if ignored, err := os.ReadFile(filepath.Join(b.dir, ".pagewright", ".gitignore")); err != nil || string(ignored) != "*\n" {
		t.Errorf("the folder of the comment is not kept out of commits: %q, %v", ignored, err)
	}
	if writes := b.writes(); len(writes) > 0 {
		t.Errorf("a plan writes: %q", writes)
	}
}

func TestPlanOfManyPagesFitsIntoAComment(t *testing.T) {
	t.Parallel()
	b := newBench(t, pagesIn("a", 150, strings.Repeat("old words of a page. ", 40)))
	b.published("151 created")
	b.write(pagesIn("a", 150, strings.Repeat("new words of this page. ", 40)))
	b.settings.Mode = settings.Plan
	b.settings.Summary = filepath.Join(b.dir, "summary.md")
	b.run()
	comment, err := os.ReadFile(b.settings.Summary)
	if err != nil {
		t.Fatal(err)
	}
	text := string(comment)
	if len(text) > 65_000 || strings.Count(text, "<b>to update</b>") != 150 || strings.Count(text, "<details>") != strings.Count(text, "</details>") || !strings.Contains(text, "There is no room here for the changes of") {
		t.Errorf("%d bytes, %d pages, %d folded parts:\n%.2000s", len(text), strings.Count(text, "<b>to update</b>"), strings.Count(text, "<details>"), text)
	}
}

func TestPlanWithoutACredentialChecks(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\n[dead](gone.md)\n")
	b.settings.Mode, b.settings.Credential = settings.Plan, settings.Credential{User: "me@example.com"}
	told := b.run()
	if told.ExitCode() != report.ExitDone {
		t.Errorf("exit code %d", told.ExitCode())
	}
	b.logHas("there is no credential", "docs/a.md:3", "1 page checked")
	if summary := told.Markdown(); !strings.Contains(summary, "There is no plan") || !strings.Contains(summary, "documents checked") {
		t.Errorf("the summary:\n%s", summary)
	}
	if len(b.requests) > 0 {
		t.Errorf("requests: %q", b.requests)
	}
	b.settings.FailOn = "warning"
	b.refused(report.ExitFailed, []string{"fail-on"}, nil)
}
