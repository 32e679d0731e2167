package publish_test

import (
	"fmt"
	"testing"

	"github.com/pagewright/pagewright/publish/settings"
)

func TestEditedPageThatIsKeptMovesWithItsOwnText(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n-- docs/sub/index.md --\n# Sub\n")
	b.published("2 created")
	b.edit("Page", "<p>by hand</p>")
	b.settings.OnEdit = "keep"
	b.write("-- docs/a.md --\n-- docs/sub/a.md --\n# Page\n")
	b.published("1 moved, 1 unchanged")
	b.bodyHas("Page", "by hand")
	if got, want := b.tree(), "Sub\n  Page\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
	b.published("2 unchanged")
	b.logHas("kept as it is there")
}

func TestTitleOfAKeptPageIsNotForAnother(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# One\n-- docs/b.md --\n# Two\n")
	b.published("2 created")
	b.edit("One", "<p>by hand</p>")
	b.settings.OnEdit = "keep"
	b.write("-- docs/a.md --\n# Three\n-- docs/b.md --\n# One\n")
	b.published("1 unchanged, 1 failed")
	b.logHas(`the title "One" is already that of docs/a.md`)
	b.bodyHas("One", "by hand")
}

func TestFailuresOfTitlesReachThoseWhoWaitForThem(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# One\n-- docs/b.md --\n# Two\n")
	b.published("2 created")
	b.foreignPage("Theirs")
	b.write("-- docs/a.md --\n# Two\n-- docs/b.md --\n# Theirs\n")
	b.published("2 failed")
	b.logHas(`its title "Two" is still held by the page of docs/b.md, which failed`)
	if got := sorted(b.tree()); got != "One\nTheirs\nTwo\n" {
		t.Errorf("tree:\n%s", got)
	}
}

func TestPagesBelowABrokenDocumentGoOn(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/sub/index.md --\n# Sub\n-- docs/sub/a.md --\n# Page\n")
	b.published("2 created")
	b.write("-- docs/sub/index.md --\n---\norder: first\n---\n# Sub\n-- docs/sub/a.md --\n# Page\n\nMore.\n")
	b.published("1 updated, 1 failed")
	b.bodyHas("Page", "More.")
}

func TestUnreadableDocumentIsNoOrphan(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n-- docs/b.md --\n# Other\n")
	b.published("2 created")
	b.write("-- docs/a.md --\n")
	b.link("/nowhere/a.md", "docs/a.md")
	b.settings.Orphans = "delete"
	b.published("1 unchanged, 1 failed")
	if got := sorted(b.tree()); got != "Other\nPage\n" {
		t.Errorf("tree:\n%s", got)
	}
}

func TestTwoDocumentsCannotBeOnePage(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	bound := b.foreignPage("Bound")
	b.write(fmt.Sprintf("-- docs/a.md --\n---\npage-id: %[1]s\n---\n# First\n-- docs/b.md --\n---\npage-id: %[1]s\n---\n# Second\n", bound.ID))
	b.published("1 updated, 1 failed")
	b.logHas("and so does that of docs/a.md")
	b.write(fmt.Sprintf("-- docs/a.md --\n# First\n-- docs/b.md --\n---\npage-id: %s\n---\n# Second\n", bound.ID))
	b.published("1 created, 1 updated")
	if b.page("Second").ID != bound.ID {
		t.Error("the page is not that of the document which names it")
	}
}

func TestArchivedPageIsNamedForWhatItIs(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n-- docs/b.md --\n# Other\n")
	b.published("2 created")
	b.write("-- docs/a.md --\n")
	b.settings.Orphans = "archive"
	b.published("1 unchanged, 1 archived")
	b.published("1 unchanged")
	if writes := b.writes(); len(writes) > 0 {
		t.Errorf("a run that changes nothing writes: %q", writes)
	}
	b.write("-- docs/a.md --\n# Page\n")
	b.published("1 unchanged, 1 failed")
	b.logHas("is archived in Confluence: restore it there")
}

func TestPagesInTheTrashAreRestoredWithAllThatBelongsToThem(t *testing.T) {
	t.Parallel()
	b := newBench(t, handbook)
	b.published("3 created")
	for _, title := range []string{"Setup", "Guides", "Handbook"} {
		if err := b.server.Store().TrashPage(b.page(title).ID); err != nil {
			t.Fatal(err)
		}
	}
	b.published("3 updated")
	b.logHas("was in the trash")
	if got, want := b.tree(), "Handbook\n  Guides\n    Setup\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
	if attachments := b.server.Store().Attachments(b.page("Handbook").ID); len(attachments) != 1 {
		t.Errorf("attachments: %v", attachments)
	}
	if labels, _ := b.server.Store().Labels(b.page("Setup").ID); len(labels) != 2 {
		t.Errorf("labels: %v", labels)
	}
	b.published("3 unchanged")
}

func TestDocumentsOfAnotherRunAreNotGone(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- .git/HEAD --\nref\n-- docs/a.md --\n# Same\n-- manual/b.md --\n# Same\n")
	b.published("1 created")
	id := b.page("Same").ID
	b.settings.Docs = []string{"manual"}
	b.published("1 failed")
	b.logHas("which the docs docs of this repository published (docs/a.md)")
	b.settings.Docs = []string{"docs"}
	b.published("1 unchanged")
	if b.page("Same").ID != id {
		t.Error("the page went to the other document")
	}
}

func TestRenamedDocsFolderKeepsItsPages(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n")
	b.published("1 created")
	id := b.page("Page").ID
	b.write("-- docs/a.md --\n-- handbook/a.md --\n# Page\n")
	b.settings.Docs = []string{"handbook"}
	b.published("1 failed")
	b.logHas("which the docs docs of this repository published (docs/a.md)", "set former-tree: docs")
	b.settings.FormerTree = "docs"
	b.published("1 unchanged")
	b.settings.FormerTree = ""
	b.published("1 unchanged")
	if writes := b.writes(); len(writes) > 0 || b.page("Page").ID != id {
		t.Errorf("a run that changes nothing writes: %q", writes)
	}
}

func TestParentOfTheFrontMatterMayChange(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	first, second := b.foreignPage("First"), b.foreignPage("Second")
	if _, err := b.server.Store().Move(first.ID, "after", b.space().HomepageID); err != nil {
		t.Fatal(err)
	}
	b.write("-- docs/a.md --\n---\nparent: First\n---\n# Page\n")
	b.published("1 created")
	b.write("-- docs/a.md --\n---\nparent: Second\n---\n# Page\n")
	b.published("1 moved")
	if b.page("Page").ParentID != second.ID {
		t.Errorf("tree:\n%s", b.tree())
	}
}

func TestLinkToAFileWithAHashInItsNameSaysHowToWriteIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n\n[x](c#.md)\n-- docs/c#.md --\n# C sharp\n")
	b.published("2 created")
	b.logHas("docs/a.md:3", "the file docs/c#.md is named with # as %23")
}

func TestLabelThatConfluenceRefusesIsReportedAtItsLine(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n---\nlabels: [\"Two Words\", \"why?\"]\n---\n# Page\n")
	b.published("1 created")
	b.logHas("docs/a.md:2", `the label "why?" is left out`)
	labels, err := b.server.Store().Labels(b.page("Page").ID)
	if err != nil || len(labels) != 1 || labels[0].Name != "two-words" {
		t.Errorf("labels: %v, %v", labels, err)
	}
}

func TestPlanKnowsWhatCannotBePublishedBelowAFailure(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/index.md --\n# Taken\n-- docs/a.md --\n# Page\n")
	b.foreignPage("Taken")
	b.settings.Mode = settings.Plan
	b.published("2 failed")
}
