package publish_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func TestIDsOfOtherToolsNameThePage(t *testing.T) {
	t.Parallel()
	for _, words := range []string{
		"<!-- confluence-page-id: %s -->\n<!-- confluence-space-key: DOCS -->\n",
		"---\nconfluence_page_id: %s\n---\n",
		"---\npage_id: \"%s\"\nspace_key: docs\n---\n",
		"---\nconnie-page-id: %s\nconnie-publish: true\n---\n",
		"<!-- Space: DOCS -->\n<!-- Title: Setup -->\n<!-- page-id: %s -->\n",
	} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "")
			old := b.foreignPage("Setup")
			b.write("-- docs/setup.md --\n" + fmt.Sprintf(words, old.ID) + "\n# Setup\n\nnew text\n")
			told := b.published("1 updated")
			if now := b.page("Setup"); now.ID != old.ID || now.Version().Number != 2 || !strings.Contains(now.Body(), "new text") || len(told.Problems) > 0 {
				t.Errorf("page %s, version %d, problems %v", now.ID, now.Version().Number, told.Problems)
			}
			b.published("1 unchanged")
		})
	}
}

func TestIDsOfOtherToolsThatLeadNowhereAreNamed(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/setup.md --\n<!-- confluence-page-id: 987654 -->\n# Setup\n")
	b.published("1 failed")
	b.logHas("its line <!-- confluence-page-id: 987654 --> names the page 987654, which is not there or not visible to this account: correct or remove <!-- confluence-page-id: 987654 -->")
}

// TestMarksHeaders publishes as mark would where that is possible, and says once a document where not.
func TestMarksHeaders(t *testing.T) {
	t.Parallel()
	b := newBench(t, `-- docs/ops/deploy.md --
<!-- Space: ENG -->
<!-- Parent: Handbook -->
<!-- Parent: Operations -->
<!-- Title: Deploy runbook -->
<!-- Label: runbook -->
<!-- Attachment: plan.txt -->
<!-- Sidebar: <h2>Test</h2> -->

Run the pipeline. See [rollback](rollback.md).
-- docs/ops/plan.txt --
the plan
-- docs/ops/rollback.md --
<!-- Space: DOCS -->
<!-- Parent: Nowhere -->
<!-- Title: Rollback runbook -->

# Rolling back

Steps.
-- docs/ops/child.md --
<!-- Space: DOCS -->
<!-- Parent: Deploy runbook -->
# Child

x
-- docs/other/alone.md --
<!-- Parent: Operations -->
# Alone

x
`)
	b.foreignPage("Operations")
	told := b.published("5 created")
	if got, want := sorted(b.tree()), sorted("Operations\n  Deploy runbook\n    Child\n  Alone\nops\n  Rollback runbook\n"); got != want {
		t.Errorf("tree:\n%s", b.tree())
	}
	b.bodyHas("Rollback runbook", ">Rolling back</h1>", "Steps.")
	b.bodyHas("Deploy runbook", "Run the pipeline.", "Rollback runbook")
	page := b.page("Deploy runbook")
	if labels := b.labelsOf(page.ID); labels != "runbook" {
		t.Errorf("labels %v", labels)
	}
	if files := b.server.Store().Attachments(page.ID); len(files) != 1 || files[0].Title != "plan.txt" {
		t.Errorf("files %v", files)
	}
	var problems []string
	for _, p := range told.Problems {
		problems = append(problems, fmt.Sprintf("%s:%d %s", p.Path, p.Line, p.Message))
	}
	want := []string{
		"docs/ops/deploy.md:1 what another tool is told here is not followed: <!-- Space: ENG --> (this run publishes to the space DOCS), <!-- Sidebar: <h2>Test</h2> --> (pages have no sidebar). Remove it, or say it in front matter; docs/switching.md tells how",
		"docs/ops/rollback.md:2 what another tool is told here is not followed: <!-- Parent: Nowhere --> (there is no such page below which it could stand). Remove it, or say it in front matter; docs/switching.md tells how",
	}
	if strings.Join(problems, "\n") != strings.Join(want, "\n") {
		t.Errorf("problems:\n%s", strings.Join(problems, "\n"))
	}
	b.published("5 unchanged")
}

// TestWholeTreeIsTakenOver: what another tool made below the parent page keeps its ids, comments, labels and history.
func TestWholeTreeIsTakenOver(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/hello.md --\n# Hello\n\nnew\n-- docs/sub/world.md --\n# World\n\nnew\n-- docs/elsewhere.md --\n# Elsewhere\n\nnew\n")
	handbook := b.foreignPage("Handbook")
	hello, world := b.foreignBelow(handbook, "Hello"), b.foreignBelow(handbook, "World")
	b.foreignPage("Elsewhere")
	if _, err := b.server.Store().AddLabels(hello.ID, []store.Label{{Prefix: "global", Name: "theirs"}}); err != nil {
		t.Fatal(err)
	}
	b.settings.Parent = "Handbook"
	b.published("1 created, 3 failed")
	b.settings.Adopt = "same-title"
	b.published("2 updated, 1 unchanged, 1 failed")
	b.logHas("docs/hello.md", "its page https://example.atlassian.net/wiki/spaces/DOCS/pages/"+hello.ID, "was taken over", "pages/"+world.ID)
	if now := b.page("Hello"); now.ID != hello.ID || now.Version().Number != 2 || b.labelsOf(hello.ID) != "theirs" {
		t.Errorf("page %s, version %d, labels %v", now.ID, now.Version().Number, b.labelsOf(hello.ID))
	}
	b.settings.Adopt = "none"
	b.published("3 unchanged, 1 failed")
}

// TestPagesOfOtherOwnersAreNotTakenOver: theirs is the record on a page further down.
func TestPagesOfOtherOwnersAreNotTakenOver(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/hello.md --\n# Hello\n\ntheirs\n")
	b.foreignPage("Handbook")
	b.settings.Parent, b.settings.Owner = "Handbook", "others/handbook"
	b.published("1 created")
	b.settings.Parent, b.settings.Owner, b.settings.Adopt = "", "acme/handbook", "same-title"
	b.write("-- docs/hello.md --\n# Hello\n\nours\n")
	b.published("1 failed")
	b.bodyHas("Hello", "theirs")
}

func (b *bench) foreignBelow(parent store.Page, title string) store.Page {
	b.Helper()
	page, err := b.server.Store().CreatePage(store.NewPage{SpaceID: b.space().ID, ParentID: parent.ID, Title: title, Body: "<p>theirs</p>", AuthorID: b.server.Store().Users()[0].AccountID})
	if err != nil {
		b.Fatal(err)
	}
	return page
}

func (b *bench) labelsOf(id string) string {
	b.Helper()
	labels, err := b.server.Store().Labels(id)
	if err != nil {
		b.Fatal(err)
	}
	var names []string
	for _, label := range labels {
		names = append(names, label.Name)
	}
	return strings.Join(names, " ")
}
