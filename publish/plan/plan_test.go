package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render/storage"
)

func TestNewDocumentsAreCreatedBelowTheirParents(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/guides/index.md --\n# Guides\n-- docs/guides/setup.md --\n# Setup\n-- docs/a.md --\n# Apple\n")
	made := b.make()
	for _, step := range made.Steps {
		if _, creates := step.Do.(plan.Create); creates && step.Page.Title == "Setup" && (len(step.Needs) == 0 || step.Needs[0].Step.Page.Title != "Guides") {
			t.Error("Setup does not wait for Guides")
		}
	}
	if len(b.asked.Titles)+len(b.asked.Pages) > 0 {
		t.Errorf("a publication asks for titles %q and pages %q", b.asked.Titles, b.asked.Pages)
	}
	b.publish()
	b.wantsNothing()
}

func TestTitlesAreFreedBeforeTheyAreTaken(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ before, after, want string }{
		"swap": {"-- docs/a.md --\n# One\n-- docs/b.md --\n# Two\n", "-- docs/a.md --\n# Two\n-- docs/b.md --\n# One\n",
			"Retitle(One (101)) Two, Retitle(One) One, Retitle(Two) Two"},
		"ring": {"-- docs/a.md --\n# One\n-- docs/b.md --\n# Two\n-- docs/c.md --\n# Three\n", "-- docs/a.md --\n# Two\n-- docs/b.md --\n# Three\n-- docs/c.md --\n# One\n", ""},
		"chain": {"-- docs/a.md --\n# One\n-- docs/b.md --\n# Two\n", "-- docs/a.md --\n# Two\n-- docs/b.md --\n# Three\n",
			"Retitle(Three) Three, Retitle(Two) Two"},
		"new document": {"-- docs/a.md --\n# One\n\nText.\n", "-- docs/a.md --\n# Two\n\nText.\n-- docs/b.md --\n# One\n\nOther.\n",
			"Retitle(Two) Two, Create One"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, test.before)
			b.publish()
			b.settings.SiblingOrder = "created"
			b.write(test.after)
			made := b.publish()
			if got := steps(made); test.want != "" && got != test.want {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
			b.wantsNothing()
		})
	}
}

func TestPagesAreMovedOutBeforeOthersComeBelowThem(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ before, after, want string }{
		"child and parent": {"-- docs/x/index.md --\n# X\n-- docs/x/y.md --\n# Y\n\ny\n", "-- docs/x/index.md --\n-- docs/x/y.md --\n-- docs/y/index.md --\n# Y\n\ny\n-- docs/y/x.md --\n# X\n",
			"Move Y, Move X"},
		"through another one": {
			"-- docs/a/index.md --\n# A\n-- docs/a/b/index.md --\n# B\n-- docs/a/b/c.md --\n# C\n",
			"-- docs/a/index.md --\n-- docs/a/b/index.md --\n-- docs/a/b/c.md --\n-- docs/b/index.md --\n# B\n-- docs/b/c/index.md --\n# C\n-- docs/b/c/a.md --\n# A\n",
			"Move B, Move A"},
		"below a new one": {
			"-- docs/a/index.md --\n# A\n-- docs/a/b.md --\n# B\n\nb\n",
			"-- docs/a/index.md --\n-- docs/a/b.md --\n-- docs/b/index.md --\n# B\n\nb\n-- docs/b/new/index.md --\n# New\n\nnew\n-- docs/b/new/a.md --\n# A\n",
			"Move B, Create New, Move A"},
		"with a title of the other": {"-- docs/x/index.md --\n# X\n-- docs/x/y.md --\n# Y\n\ny\n", "-- docs/x/index.md --\n---\nparent: y.md\n---\n# Y\n-- docs/x/y.md --\n---\nparent: ../top.md\n---\n# X\n\ny\n-- docs/top.md --\n# Top\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, test.before)
			b.publish()
			b.settings.SiblingOrder = "created"
			b.write(test.after)
			made := b.publish()
			if got := steps(made); test.want != "" && got != test.want {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
			b.wantsNothing()
		})
	}
}

func TestTitleOfADocumentThatIsGone(t *testing.T) {
	t.Parallel()
	const before = "-- docs/a.md --\n# One\n\nFirst text.\n-- docs/b.md --\n# Two\n\nSecond text.\n"
	const after = "-- docs/a.md --\n-- docs/b.md --\n# One\n\nSecond text.\n"
	for orphans, want := range map[string]string{
		"delete":  "Delete One, Retitle(One) One",
		"archive": "",
		"keep":    "",
	} {
		b := newBench(t, before)
		b.publish()
		b.write(after)
		b.settings.Orphans = orphans
		made := b.make()
		if want != "" {
			if got := steps(made); got != want {
				t.Errorf("%s: got %s\nwant %s", orphans, got, want)
			}
			continue
		}
		b.wants(made, `failed One: the title "One" is held by the page of docs/a.md, which keeps it because`, "give this document another title")
	}
}

func TestTitleOfADocumentThatIsGoneAndWhosePageTheTakerLeaves(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a/index.md --\n# One\n\nFirst text.\n-- docs/a/b.md --\n# Two\n\nSecond text.\n")
	b.publish()
	b.settings.Orphans = "delete"
	b.write("-- docs/a/index.md --\n-- docs/a/b.md --\n-- docs/b.md --\n# One\n\nSecond text.\n")
	if got, want := steps(b.publish()), "Retitle(One (101)) One, Write One, Delete One"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	b.wantsNothing()
}

func TestRenamesAreFollowed(t *testing.T) {
	t.Parallel()
	const text = "one\n\ntwo\n\nthree\n\nfour\n\nfive\n\nsix\n\nseven\n\neight\n"
	for name, test := range map[string]struct{ after, want string }{
		"equal text":    {"-- docs/a.md --\n-- docs/z.md --\n# Other\n\n" + text, "renamed from docs/a.md, for its text is the same"},
		"equal title":   {"-- docs/a.md --\n-- docs/z.md --\n# Apple\n\nAll new.\n", "renamed from docs/a.md, for its title is the same"},
		"similar text":  {"-- docs/a.md --\n-- docs/z.md --\n# Other\n\n" + strings.Replace(text, "three", "3", 1), "% of its lines are the same"},
		"another text":  {"-- docs/a.md --\n-- docs/z.md --\n# Other\n\nAll new.\n", ""},
		"two as likely": {"-- docs/a.md --\n-- docs/y.md --\n# Y\n\n" + strings.Replace(text, "three", "3", 1) + "-- docs/z.md --\n# Z\n\n" + strings.Replace(text, "four", "4", 1), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# Apple\n\n"+text+"-- docs/b.md --\n# Banana\n")
			b.publish()
			b.write(test.after)
			made := b.make()
			if renamed := strings.Contains(draw(made), "renamed from"); renamed != (test.want != "") {
				t.Errorf("renamed %v:\n%s", renamed, draw(made))
			}
			b.wants(made, test.want)
		})
	}
}

func TestSimilarTextsArePairedOneToOne(t *testing.T) {
	t.Parallel()
	text := func(of string, changed int) string {
		var lines strings.Builder
		for i := range 10 {
			if i < changed {
				fmt.Fprintf(&lines, "changed %d of %s\n\n", i, of)
			} else {
				fmt.Fprintf(&lines, "line %d of %s\n\n", i, of)
			}
		}
		return lines.String()
	}
	const before = "-- docs/a.md --\n# Apple\n\n%s-- docs/b.md --\n# Banana\n\n%s"
	const after = "-- docs/a.md --\n-- docs/b.md --\n-- docs/y.md --\n# Younger\n\n%s-- docs/z.md --\n# Zebra\n\n%s"
	for changed, want := range map[int][]string{
		3: {"updated Younger: ", "renamed from docs/b.md, for 70 % of its lines are the same", "updated Zebra: ", "renamed from docs/a.md, for 70 % of its lines are the same"},
		4: {"created Younger: ", "created Zebra: ", "unchanged Apple: its document is gone", "unchanged Banana: its document is gone"},
	} {
		b := newBench(t, fmt.Sprintf(before, text("a", 0), text("b", 0)))
		b.publish()
		b.write(fmt.Sprintf(after, text("b", changed), text("a", changed)))
		b.settings.Orphans = "keep"
		b.wants(b.make(), want...)
	}
}

func TestRenamedDocumentIsPutOnRecordThoughNothingElseChanged(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n\nText.\n")
	b.publish()
	b.write("-- docs/a.md --\n-- docs/b.md --\n# Apple\n\nText.\n")
	b.wants(b.publish(), "unchanged Apple: \n  renamed from docs/a.md")
	b.write("-- docs/b.md --\n# Apricot\n\nAll new.\n")
	b.wants(b.make(), "updated Apricot: title was \"Apple\", text changed")
}

func TestFolderThatMovesKeepsItsPages(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/old/a.md --\n# Apple\n\nSee [b](b.md#part).\n-- docs/old/b.md --\n# Banana\n\n## Part\n\nText.\n")
	b.publish()
	b.write("-- docs/old/a.md --\n-- docs/old/b.md --\n-- docs/new/a.md --\n# Apple\n\nSee [b](b.md#part).\n-- docs/new/b.md --\n# Banana\n\n## Part\n\nText.\n")
	b.settings.Orphans = "delete"
	made := b.publish()
	if got := steps(made); strings.Contains(got, "Create Apple") || strings.Contains(got, "Write") {
		t.Errorf("got %s\n%s", got, draw(made))
	}
	b.wantsNothing()
}

func TestPageThatCannotBeSeenIsNotMadeAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n")
	b.publish()
	delete(b.pages, "101")
	b.write("-- docs/a.md --\n# Apricot\n")
	b.wants(b.make(), "failed Apricot: its page 101 is hidden from this account, or was purged", "forget: 101")
	b.settings.Forget = []string{"101"}
	made := b.publish()
	if got := steps(made); got != "Create Apricot" || len(made.Forget) != 1 {
		t.Errorf("after forget: %s, forgets %q", got, made.Forget)
	}
}

func TestArchivedPageIsAskedForWhereItsDocumentComesBack(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n-- docs/b.md --\n# Banana\n")
	b.settings.Orphans = "archive"
	b.publish()
	b.write("-- docs/b.md --\n")
	if got := steps(b.publish()); got != "Archive Banana" {
		t.Fatalf("got %s", got)
	}
	b.wantsNothing()
	if slices.Contains(b.asked.Pages, "102") {
		t.Error("the archived page is asked for without any need")
	}
	b.write("-- docs/b.md --\n# Banana\n")
	if got := draw(b.make()); !strings.Contains(got, "is archived in Confluence: restore it there") {
		t.Error(got)
	}
	b.change("102", func(page *space.Page) { page.Status = "current" })
	if got := steps(b.make()); got != "" {
		t.Errorf("of the restored page, which is as it was: %s", got)
	}
	b.write("-- docs/b.md --\n")
	if got := steps(b.make()); got != "Archive Banana" {
		t.Errorf("of the restored page without a document: %s", got)
	}
}

func TestPageInTheTrashIsRestored(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n")
	b.publish()
	b.change("101", func(p *space.Page) { p.Status = "trashed"; p.Version.Number-- })
	made := b.make()
	if got := steps(made); got != "Write Apple" {
		t.Errorf("got %s", got)
	}
	b.wants(made, "its page was in the trash and is restored")
}

func TestEdits(t *testing.T) {
	t.Parallel()
	for onEdit, want := range map[string]string{
		"overwrite": "updated Apple: text changed\n  edited in Confluence since the last run (version 2 by 712020:person); this run's text replaces it",
		"keep":      "unchanged By hand: \n  edited in Confluence since the last run (version 2 by 712020:person); kept",
		"fail":      "failed By hand: edited in Confluence since the last run (version 2 by 712020:person): bring the change into docs/a.md",
	} {
		b := newBench(t, "-- docs/a.md --\n# Apple\n\nOld.\n-- docs/b.md --\n# Banana\n\n[a](a.md)\n")
		b.publish()
		b.change("101", func(p *space.Page) { p.Title = "By hand" })
		b.bodies["101"] = "<p>by hand</p>"
		b.settings.OnEdit = onEdit
		b.write("-- docs/a.md --\n# Apple\n\nNew.\n")
		made := b.make()
		if onEdit == "overwrite" {
			want = strings.Replace(want, "text changed", `title was "By hand", text changed`, 1)
		}
		b.wants(made, want)
		if onEdit == "keep" {
			if got, ok := made.Title(source.PageRef{Source: "docs/a.md"}); got != "By hand" || !ok {
				t.Errorf("links to the kept page lead to %q", got)
			}
		}
	}
}

func TestOwnWritesAreNoEdits(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n\nOld.\n")
	b.publish()
	b.settings.OnEdit = "fail"

	// A run wrote the page and broke off before it could record that.
	entry := b.record.Entries["101"]
	b.change("101", func(p *space.Page) { p.Version.Message = space.Message("docs", owner, "101", 2, entry.Hash) })
	b.bodies["101"] = "<p>of a commit that is not known any more</p>"
	made := b.make()
	if len(made.Steps) > 0 || made.Known["101"].Version != 2 {
		t.Errorf("steps %s, known %+v", steps(made), made.Known["101"])
	}
	b.write("-- docs/a.md --\n# Apple\n\nNew.\n")
	b.wants(b.make(), "updated Apple: text changed\n")

	// The same text again: a version that changed nothing.
	b = newBench(t, "-- docs/a.md --\n# Apple\n\nOld.\n")
	b.publish()
	b.settings.OnEdit = "fail"
	b.change("101", func(*space.Page) {})
	b.write("-- docs/a.md --\n# Apple\n\nNew.\n")
	b.wants(b.make(), "updated Apple: text changed\n")
}

func TestOrphans(t *testing.T) {
	t.Parallel()
	for orphans, want := range map[string]string{"keep": "unchanged Gone", "archive": "archived Gone", "delete": "deleted Gone"} {
		b := newBench(t, "-- docs/a.md --\n# Stays\n-- docs/b.md --\n# Gone\n")
		b.publish()
		b.write("-- docs/b.md --\n")
		b.settings.Orphans = orphans
		b.wants(b.make(), want+": its document is gone")
	}
	b := newBench(t, "-- docs/a.md --\n# Stays\n-- docs/b.md --\n# Gone\n")
	b.publish()
	b.write("-- docs/b.md --\n")
	b.settings.Orphans = "delete"
	b.others = map[string]space.Holding{"102": {Owner: owner, Tree: "guides", Source: "guides/b.md"}}
	b.wants(b.make(), "unchanged Gone: its document is gone, but the page is another tree's too: it is kept")
	b.others = nil
	b.change("102", func(*space.Page) {})
	b.bodies["102"] = "<p>rewritten by hand</p>"
	b.wants(b.make(), "unchanged Gone: its document is gone, but a person edited the page: it is left alone")
	b.settings.OnEdit = "fail"
	b.wants(b.make(), "failed Gone: its document is gone, but it was edited")
}

func TestOrphansWithPagesBelowThem(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/stay.md --\n# Stays\n-- docs/sub/index.md --\n# Sub\n-- docs/sub/a.md --\n# Apple\n")
	b.publish()
	b.settings.Orphans = "delete"
	b.write("-- docs/sub/index.md --\n-- docs/sub/a.md --\n")
	if got := steps(b.make()); got != "Delete Apple, Delete Sub" {
		t.Errorf("got %s", got)
	}
	b.write("-- docs/a.md --\n# Apple\n")
	if got := steps(b.make()); !strings.Contains(got, "Move Apple, Delete Sub") {
		t.Errorf("got %s", got)
	}
	foreign := b.put("By hand", "")
	sub := b.titled("Sub")
	b.change(foreign.ID, func(p *space.Page) { p.ParentID = sub.ID })
	b.wants(b.make(), `unchanged Sub: its document is gone, but the page "By hand" lies below it`)
}

func TestManyOrphansAreNotRemovedUnasked(t *testing.T) {
	t.Parallel()
	var files, gone strings.Builder
	for i := range 12 {
		fmt.Fprintf(&files, "-- docs/p%02d.md --\n# Page %d\n\nText %d.\n", i, i, i)
		if i < 5 {
			fmt.Fprintf(&gone, "-- docs/p%02d.md --\n", i)
		}
	}
	b := newBench(t, files.String())
	b.publish()
	b.write(gone.String())
	b.settings.Orphans = "delete"
	made := b.make()
	if len(made.Steps) > 0 {
		t.Errorf("got %s", steps(made))
	}
	b.wants(made, "! orphans: the documents of 5 pages are gone, and max-orphans lets 4 be deleted: none was. If it is meant, set max-orphans: 5")
	b.settings.MaxOrphans = 5
	if got := strings.Count(steps(b.make()), "Delete"); got != 5 {
		t.Errorf("%d deletions", got)
	}
}

func TestExcludedIsNotGone(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n-- docs/sub/b.md --\n# Banana\n")
	b.publish()
	b.settings.Orphans = "delete"
	for _, change := range []func(){
		func() { b.settings.Include = []string{"a.md"} },
		func() { b.settings.Include, b.settings.Exclude = nil, []string{"sub"} },
		func() { b.settings.Exclude = nil; b.write("-- docs/sub/b.md --\n---\ndraft: true\n---\n# Banana\n") },
	} {
		change()
		made := b.make()
		if len(made.Steps) > 0 {
			t.Errorf("got %s", steps(made))
		}
		b.wants(made, "unchanged Banana: its document is not published", "unchanged sub: its document is not published")
	}
}

func TestTitlesThatOccurTwice(t *testing.T) {
	t.Parallel()
	const files = "-- docs/a/overview.md --\n# Overview\n\nOf a.\n-- docs/b/overview.md --\n# Overview\n\nOf b.\n-- docs/a/guides/x.md --\n# X\n-- docs/b/guides/y.md --\n# Y\n"
	b := newBench(t, files)
	made := b.make()
	b.wants(made, "failed Overview: its document has errors", "created guides: ", "created guides (b): ")
	if len(made.Problems) != 1 || made.Problems[0].Path != "docs/b/overview.md" || made.Problems[0].Line != 1 {
		t.Errorf("problems: %v", made.Problems)
	}
	b.settings.OnTitleConflict = "disambiguate"
	b.publish()
	b.wants(b.make(), "unchanged Overview: ", "unchanged Overview (b): ")
	b.write("-- docs/0/overview.md --\n# Overview\n\nOf another.\n") // the others keep theirs
	b.wants(b.publish(), "created Overview (0): ", "unchanged Overview: ", "unchanged Overview (b): ")
	b.wantsNothing()
}

func TestTitlesAreCutToMakeRoomForWhatTellsThemApart(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 252)
	b := newBench(t, "-- docs/a.md --\n# "+long+"\n")
	b.put(long, "")
	b.settings.OnTitleConflict = "disambiguate"
	made := b.publish()
	if name := made.Pages[0].Title; len(name) != 255 || !strings.HasSuffix(name, "xx (docs)") {
		t.Errorf("the title is %q", name)
	}
	b.wantsNothing()
}

func TestTitleOfSomebodyElse(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/index.md --\n# Taken\n-- docs/a.md --\n# Apple\n\n[up](index.md)\n")
	foreign := b.put("Taken", "<p>mine</p>")
	b.settings.Mode = settings.Plan
	made := b.make()
	b.wants(made, `failed Taken: the title "Taken" belongs to https://example.com/Taken`, "page-id: "+foreign.ID)
	if _, links := made.Title(source.PageRef{Source: "docs/index.md"}); links {
		t.Error("a page that is not published is linked to")
	}
}

func TestAdoptSameTitle(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n\nText.\n-- docs/b.md --\n# Banana\n")
	below, elsewhere := b.put("Apple", "<p>Text.</p>"), b.put("Banana", "")
	b.change(elsewhere.ID, func(p *space.Page) { p.ParentID = "" })
	b.settings.Adopt = "same-title"
	made := b.publish()
	b.wants(made, "unchanged Apple: \n  its page https://example.com/Apple was taken over", `failed Banana: the title "Banana" belongs to`)
	if b.record.Entries[below.ID].Source != "docs/a.md" {
		t.Errorf("the record has %v", b.record.Entries)
	}
}

func TestIntentsMakeNobodysPageOurs(t *testing.T) {
	t.Parallel()
	const body = "<p>Text.</p>"
	written := space.Property{AuthorID: ourself, Created: time.Unix(50, 0)}
	text := space.Hash(storage.VisibleText(body), "")
	for name, test := range map[string]struct {
		spoil func(*space.Page)
		body  string
		want  string
	}{
		"edited by a person since": {func(p *space.Page) { p.Version.Number, p.Version.AuthorID = 3, "712020:person" }, "<p>Mine.</p>", "updated Apple: text changed"},
		"as the run made it":       {func(*space.Page) {}, body, "unchanged Apple: "},
		"by a person":              {func(p *space.Page) { p.Version.AuthorID = "712020:person" }, body, `failed Apple: the title "Apple" belongs to`},
		"another text":             {func(*space.Page) {}, "<p>Mine.</p>", `failed Apple: the title "Apple" belongs to`},
		"made before":              {func(p *space.Page) { p.Version.CreatedAt = time.Unix(10, 0) }, body, `failed Apple: the title "Apple" belongs to`},
		"elsewhere":                {func(p *space.Page) { p.ParentID = "" }, body, `failed Apple: the title "Apple" belongs to`},
		"made by a person, and edited with this account": {func(p *space.Page) { p.Version.Number = 2 }, body, `failed Apple: the title "Apple" belongs to`},
		"edited, with our mark": {func(p *space.Page) {
			p.Version = space.Version{Number: 2, Message: space.Message("", owner, p.ID, 2, space.Hash("x"))}
		}, "<p>x</p>", "updated Apple: text changed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# Apple\n\nText.\n")
			b.settings.Mode = settings.Plan
			page := b.put("Apple", test.body)
			page.Version.AuthorID = ourself
			test.spoil(&page)
			b.pages[page.ID] = page
			by := map[int]string{2: "712020:person", 3: ourself}[page.Version.Number]
			b.firsts = map[string]space.Past{page.ID: {Title: "Apple", Body: body, Version: space.Version{Number: 1, AuthorID: by, CreatedAt: time.Unix(60, 0)}}}
			b.record.Intents = []space.Intent{{Source: "docs/a.md", Title: "Apple", ParentID: parentID, Text: text, Author: ourself, Written: written}}
			b.wants(b.make(), test.want)
		})
	}
}

func TestTargetsOfAnchorsComeFirst(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n\n[c](c.md#part)\n-- docs/b.md --\n# Banana\n\n[a](a.md)\n-- docs/c.md --\n# Cherry\n\n## Part\n\n[d](d.md#end)\n-- docs/d.md --\n# Date\n\n## End\n\n[c](c.md#part)\n")
	b.settings.SiblingOrder = "created"
	order := strings.Split(steps(b.make()), ", ")
	early := 0 // of these, one must be made before the page that it links to: Cherry and Date link to each other
	for page, target := range map[string]string{"Create Apple": "Create Cherry", "Create Cherry": "Create Date", "Create Date": "Create Cherry"} {
		if slices.Index(order, page) < slices.Index(order, target) {
			early++
		}
	}
	if early != 1 || len(order) != 4 {
		t.Errorf("got %s", order)
	}
	b.host.DropsEarlyAnchors = false
	if got := steps(b.make()); got != "Create Apple, Create Banana, Create Cherry, Create Date" {
		t.Errorf("got %s", got)
	}
}

func TestPagesThatLinkOneToTheNextAreNotMadeOneByOne(t *testing.T) {
	t.Parallel()
	var files strings.Builder
	for i := range 200 {
		fmt.Fprintf(&files, "-- docs/p%03d.md --\n# Page %d\n\n## Top\n\n[next](p%03d.md#top)\n", i, i, i+1)
	}
	b := newBench(t, files.String())
	depths := map[*plan.Step]int{}
	deepest := 0
	for _, step := range b.make().Steps {
		for _, need := range step.Needs {
			if _, creates := need.Step.Do.(plan.Create); creates {
				depths[step] = max(depths[step], depths[need.Step]+1)
			}
		}
		if _, creates := step.Do.(plan.Create); creates {
			deepest = max(deepest, depths[step])
		}
	}
	if deepest == 0 || deepest > 20 {
		t.Errorf("%d pages wait for each other in a row", deepest)
	}
}

func TestPageThatLinksToANewOneIsWrittenOnlyIfThatComesToStand(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n\nSee [b](b.md).\n-- docs/b.md --\n---\norder: first\n---\n# Banana\n")
	b.publish()
	b.write("-- docs/b.md --\n# Banana\n")
	made := b.make()
	b.wants(made, "updated Apple: a page that it links to is new", "created Banana: ")
	if !made.Pages[0].OnlyLinks() {
		t.Error("the page is written in any case")
	}
}

func TestSiblingsMoveAsLittleAsPossible(t *testing.T) {
	t.Parallel()
	var files strings.Builder
	for i := range 100 {
		fmt.Fprintf(&files, "-- docs/p%03d.md --\n# Page %03d\n", i, i)
	}
	b := newBench(t, files.String())
	b.publish()
	b.wantsNothing()
	b.write("-- docs/a.md --\n# First\n")
	made := b.make()
	var siblings []*plan.Page
	for _, step := range made.Steps {
		if do, orders := step.Do.(plan.Order); orders {
			siblings = do.Siblings
		}
	}
	if len(siblings) != 101 || siblings[0].Title != "First" {
		t.Fatalf("%d siblings are put in order", len(siblings))
	}
	if moved := plan.MovedFor(siblings, func(p *plan.Page) int { return p.Existing.Position }); len(moved) != 1 || moved[0].Title != "First" {
		t.Errorf("%d pages move", len(moved))
	}
}

func TestIndexThatIsTheHomePage(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/index.md --\n---\npage-id: 1\n---\n# Home\n\nWelcome.\n-- docs/sub/a.md --\n# Apple\n")
	b.bodies["1"] = "<p>Welcome.</p>"
	made := b.publish()
	b.wants(made, "unchanged Home: ", "created Apple: ")
	b.wantsNothing()
}

func TestRepairFindsThePagesOfALostRecord(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Apple\n\nText of a.\n-- docs/b.md --\n# Banana\n\nText of b.\n-- docs/c.md --\n# Cherry\n\nText of c.\n")
	b.publish()
	hash := b.record.Entries["101"].Hash
	b.change("101", func(p *space.Page) {
		p.Version = space.Version{Number: 2, AuthorID: ourself, Message: space.Message("", owner, "101", 2, hash)}
	})
	b.change("102", func(p *space.Page) { p.Version = space.Version{Number: 1, AuthorID: ourself} })
	b.change("103", func(p *space.Page) { p.Version = space.Version{Number: 1, AuthorID: "712020:person"} })
	b.put("Old", "<p>gone</p>")
	b.change("104", func(p *space.Page) {
		p.Version = space.Version{Number: 3, AuthorID: ourself, Message: space.Message("", owner, "104", 3, space.Hash("old"))}
	})
	var err error
	if b.record, err = space.ReadRecord(nil, owner, "docs", parentID, true); err != nil {
		t.Fatal(err)
	}
	b.settings.Mode = settings.Plan
	b.repair = true
	b.wants(b.make(),
		"Apple: ", "its page https://example.com/Apple was found by its mark, for its text is the same",
		"its page https://example.com/Banana was taken over",
		`failed Cherry: the title "Cherry" belongs to`,
		"unchanged Old: it bears a mark of this repository, and no document is found for it")
}

func TestPageDoesNotWaitForAHeadingBelowItself(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/index.md --\n# Handbook\n\n[setup](guides/setup.md#step)\n-- docs/guides/index.md --\n# Guides\n-- docs/guides/setup.md --\n# Setup\n\n## Step\n\n[up](../index.md#handbook)\n")
	done := map[*plan.Step]bool{}
	for _, step := range b.make().Steps {
		for _, need := range step.Needs {
			if !done[need.Step] {
				t.Errorf("%T %s waits for %T %s, which comes later", step.Do, step.Page.Title, need.Step.Do, need.Step.Page.Title)
			}
		}
		done[step] = true
	}
}

func TestWhereSomeSiblingsHaveNumbersAllGetOne(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		first, second int // positions of Apple and Banana; 0: none
		want          string
	}{
		{0, 0, ""}, {1, 2, ""}, {5, 0, "Order Apple"}, {0, 5, "Order Apple"}, {2, 1, "Order Apple"}, {3, 3, "Order Apple"},
	} {
		b := newBench(t, "-- docs/a.md --\n# Apple\n-- docs/b.md --\n# Banana\n")
		b.publish()
		b.host.OrdersByNumber = true
		for title, position := range map[string]int{"Apple": test.first, "Banana": test.second} {
			b.change(b.titled(title).ID, func(page *space.Page) { page.Position = position })
		}
		if got := steps(b.make()); got != test.want {
			t.Errorf("of the positions %d and %d: %q, want %q", test.first, test.second, got, test.want)
		}
	}
}

// Of pages that link to each other's headings in a ring one is written twice. The others are created behind those that they link
// to, whatever the order of their names.
func TestOnePageOfEachRingOfLinksIsWrittenTwice(t *testing.T) {
	t.Parallel()
	const rings, step = 40, 7
	var files strings.Builder
	for ring := range rings {
		size := 2 + ring%5
		for n := range size {
			fmt.Fprintf(&files, "-- docs/%d-%02d.md --\n# Page %[1]d of ring %[2]d\n\n## Part\n\n[next](%[3]d-%02[2]d.md#part)\n", n*step%size, ring, (n+1)*step%size)
		}
	}
	b := newBench(t, files.String())
	b.settings.SiblingOrder = "created"
	made := b.make()
	if len(made.Settle) != rings {
		t.Errorf("%d pages are written twice", len(made.Settle))
	}
	stands, later := map[string]bool{}, 0
	for _, step := range made.Steps {
		for _, ref := range step.Page.Rendered.Refs {
			if !stands[ref.Source] {
				later++
			}
		}
		stands[step.Page.Source] = true
	}
	if later != rings {
		t.Errorf("%d links lead to pages that are created later", later)
	}
}
