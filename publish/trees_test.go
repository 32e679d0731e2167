package publish_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/sandbox/store"
	"github.com/pagewright/pagewright/publish/settings"
)

// twoTrees are two trees in two spaces, whose documents link to each other.
const twoTrees = `
-- pagewright.yaml --
trees:
- name: handbook
  docs: handbook
  space: DOCS
- name: api
  docs: services/api/docs
  space: API
-- handbook/index.md --
# Handbook

The [interface](../services/api/docs/index.md), its [errors](../services/api/docs/errors.md#too-many).
-- handbook/setup.md --
# Setup

## First step

Nothing.
-- services/api/docs/index.md --
# Interface

See the [first step](../../../handbook/setup.md#first-step) of the [handbook](/handbook/).
-- services/api/docs/errors.md --
# Errors

## Too many

[Setup](../../../handbook/setup.md)
`

// newTreesBench is a bench with a second space, whose settings are read from its pagewright.yaml.
func newTreesBench(t *testing.T, files string) *bench {
	t.Helper()
	b := newBench(t, files)
	if _, err := b.server.Store().CreateSpace(store.NewSpace{Key: "API", Name: "Interfaces", AuthorID: b.server.Store().Users()[0].AccountID}); err != nil {
		t.Fatal(err)
	}
	b.readFile(nil)
	return b
}

// readFile reads the settings, with flags.
func (b *bench) readFile(flags map[string]string) {
	b.Helper()
	s, _, err := settings.Read(settings.Sources{
		Flag: func(name string) string { return flags[name] }, Environment: nothing, Input: nothing, ReadFile: os.ReadFile, WorkingDir: b.dir,
		Exists: func(path string) bool { _, err := os.Stat(path); return err == nil },
	})
	if err != nil {
		b.Fatal(err)
	}
	b.settings = s.With(func(s *settings.Settings) {
		s.URL, s.Owner, s.Credential = b.settings.URL, b.settings.Owner, b.settings.Credential
	})
}

func (b *bench) pageIn(key, title string) store.Page {
	b.Helper()
	space, err := b.server.Store().SpaceByKey(key)
	if err != nil {
		b.Fatal(err)
	}
	page, err := b.server.Store().PageByTitle(space.ID, title)
	if err != nil {
		b.Fatalf("page %q in %s: %v", title, key, err)
	}
	return page
}

func (b *bench) linksIn(key, title string, parts ...string) {
	b.Helper()
	body := b.pageIn(key, title).Body()
	for _, part := range parts {
		if !strings.Contains(body, part) {
			b.Errorf("the body of %q lacks %s:\n%s", title, part, body)
		}
	}
}

// onTreeFaces runs a test with several trees on each of the three faces.
func onTreeFaces(t *testing.T, files string, test func(b *bench)) {
	t.Helper()
	for _, f := range faces {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			b := newTreesBench(t, files)
			b.at(f)
			b.readFile(nil)
			test(b)
		})
	}
}

func TestTreesLinkToEachOtherAcrossSpaces(t *testing.T) {
	t.Parallel()
	onTreeFaces(t, twoTrees, func(b *bench) {
		b.published("4 created")
		b.linksIn("DOCS", "Handbook", `<ri:page ri:space-key="API" ri:content-title="Interface"`, `<ri:page ri:space-key="API" ri:content-title="Errors"`, `ac:anchor="`)
		b.linksIn("API", "Interface", `<ri:page ri:space-key="DOCS" ri:content-title="Setup"`, `<ri:page ri:space-key="DOCS" ri:content-title="Handbook"`, `ac:anchor="`)
		b.unchanged()
		b.logHas("4 pages: 4 unchanged")

		b.write("-- services/api/docs/errors.md --\n# Failures\n\n## Too many\n\n[Setup](../../../handbook/setup.md)\n")
		b.run()
		if b.told.ExitCode() != 0 || b.told.Counts[plan.Updated] == 0 || b.told.Counts[plan.Created]+b.told.Counts[plan.Failed] > 0 {
			b.Fatalf("%s\n%s", counts(b.told), b.log.String())
		}
		b.linksIn("DOCS", "Handbook", `ri:content-title="Failures"`)
		b.unchanged()

		b.write("-- services/api/docs/new.md --\n# New\n\n## Part\n-- handbook/setup.md --\n# Setup\n\n## First step\n\n[new](../services/api/docs/new.md#part)\n")
		b.published("1 created, 1 updated, 3 unchanged")
		b.linksIn("DOCS", "Setup", `ri:content-title="New"`, `ac:anchor="`)
		b.unchanged()

		b.write("-- services/api/docs/new.md --\n")
		b.run()
		if body := b.pageIn("DOCS", "Setup").Body(); strings.Contains(body, `ri:content-title="New"`) {
			b.Errorf("the link to a page whose document is gone is still there:\n%s", body)
		}
		b.unchanged()
	})
}

func TestADocumentThatAppearsIsLinkedToFromTheTreeBefore(t *testing.T) {
	t.Parallel()
	onTreeFaces(t, twoTrees, func(b *bench) {
		late := filepath.Join(b.dir, "services/api/docs/errors.md")
		content, err := os.ReadFile(late)
		if err != nil {
			b.Fatal(err)
		}
		// Its page fails at first: two documents of its tree ask for its title.
		b.write("-- services/api/docs/again.md --\n---\ntitle: Errors\n---\n")
		b.published("4 created, 1 failed")
		if err := os.Remove(filepath.Join(b.dir, "services/api/docs/again.md")); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(late, content, 0o644); err != nil {
			b.Fatal(err)
		}
		b.run()
		b.linksIn("DOCS", "Handbook", `ri:content-title="Errors"`)
		b.unchanged()
	})
}

func TestATreeThatLeavesTheFileLeavesItsPages(t *testing.T) {
	t.Parallel()
	b := newTreesBench(t, strings.ReplaceAll(twoTrees, "  space: API\n", "  space: DOCS\n  orphans: delete\n"))
	b.published("4 created")
	b.write("-- pagewright.yaml --\ntrees:\n- name: handbook\n  docs: handbook\n  space: DOCS\n  orphans: delete\n")
	b.readFile(nil)
	b.published("1 updated, 1 unchanged") // its links lead to the repository now
	b.logHas(`not among the trees: api, whose pages on record below "Documentation Home" stay as they are (2)`)
	b.page("Interface")
	b.page("Errors")
	b.unchanged()
}

func TestATreeChangesItsName(t *testing.T) {
	t.Parallel()
	b := newTreesBench(t, twoTrees)
	b.published("4 created")
	id := b.pageIn("API", "Errors").ID
	b.write("-- pagewright.yaml --\ntrees:\n- name: handbook\n  docs: handbook\n  space: DOCS\n- name: rest\n  former-tree: api\n  docs: services/api/docs\n  space: API\n")
	b.readFile(nil)
	b.published("4 unchanged")
	if b.pageIn("API", "Errors").ID != id {
		t.Error("the page is another one")
	}
	b.unchanged()
}

func TestLinksToATreeThatIsCalledOtherwiseStay(t *testing.T) {
	t.Parallel()
	onTreeFaces(t, twoTrees, func(b *bench) {
		b.published("4 created")
		versions := len(b.page("Handbook").Versions)
		const file = "-- pagewright.yaml --\ntrees:\n- name: handbook\n  docs: handbook\n  space: DOCS\n- name: rest\n%s  docs: services/api/docs\n  space: API\n"
		b.write(fmt.Sprintf(file, ""))
		b.readFile(nil)
		for _, mode := range []settings.Mode{settings.Publish, settings.Plan, settings.Publish} {
			b.settings = b.settings.With(func(s *settings.Settings) { s.Mode = mode })
			b.published("2 unchanged, 2 failed")
			b.logHas("set former-tree: api")
		}
		if now := len(b.page("Handbook").Versions); now != versions {
			b.Errorf("the page that links there has %d versions, not %d", now, versions)
		}
		b.write("-- handbook/index.md --\n# Handbook\n\nChanged: the [interface](../services/api/docs/index.md).\n")
		b.published("1 updated, 1 unchanged, 2 failed")
		b.linksIn("DOCS", "Handbook", `<ri:page ri:space-key="API" ri:content-title="Interface"`)
		b.write(fmt.Sprintf(file, "  former-tree: api\n"))
		b.readFile(nil)
		b.published("4 unchanged")
		b.unchanged()
	})
}

func TestATreeWithoutANameGetsOne(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n")
	b.published("2 created")
	b.write("-- pagewright.yaml --\nspace: DOCS\ntrees:\n- name: handbook\n  former-tree: docs\n")
	b.readFile(nil)
	b.published("2 unchanged")
	b.unchanged()
}

func TestOneTreeOfSeveralIsPublished(t *testing.T) {
	t.Parallel()
	onTreeFaces(t, twoTrees, func(b *bench) {
		b.readFile(map[string]string{"tree": "api"})
		b.published("2 created")
		b.readFile(map[string]string{"tree": "handbook"})
		b.published("2 created")
		b.linksIn("DOCS", "Handbook", `ri:content-title="Interface"`)
		b.unchanged()
		b.readFile(nil)
		b.run() // now the pages of the handbook stand that the other tree links to
		b.linksIn("API", "Interface", `ri:content-title="Setup"`)
		b.unchanged()
		b.readFile(map[string]string{"tree": "api"})
		b.unchanged()
		if len(b.told.Pages) != 2 {
			b.Errorf("%d pages are told of", len(b.told.Pages))
		}
	})
}

func TestFlagsWithATreeConcernThatTree(t *testing.T) {
	t.Parallel()
	b := newTreesBench(t, twoTrees)
	b.published("4 created")
	b.foreignPage("Elsewhere")
	b.readFile(map[string]string{"tree": "handbook", "parent": "Elsewhere", "former-parent": fmt.Sprint(b.space().HomepageID)})
	b.run()
	b.linksIn("DOCS", "Handbook", `<ri:page ri:space-key="API" ri:content-title="Interface"`)
	if b.told.ExitCode() != 0 {
		b.Error(b.log.String())
	}
}

func TestTwoTreesMoveToAnotherParentPage(t *testing.T) {
	t.Parallel()
	const tree = "- name: %s\n  docs: %[1]s\n  space: DOCS\n"
	const moved = tree + "  parent: Elsewhere\n  former-parent: \"%[2]s\"\n"
	b := newTreesBench(t, "-- pagewright.yaml --\ntrees:\n"+fmt.Sprintf(tree, "one")+fmt.Sprintf(tree, "two")+"-- one/a.md --\n# A\n-- two/b.md --\n# B\n")
	b.published("2 created")
	ids := []string{b.page("A").ID, b.page("B").ID}
	elsewhere, home := b.foreignPage("Elsewhere").ID, fmt.Sprint(b.space().HomepageID)
	b.write("-- pagewright.yaml --\ntrees:\n" + fmt.Sprintf(moved, "one", home) + fmt.Sprintf(moved, "two", home))
	b.readFile(nil)
	b.published("2 moved")
	for i, title := range []string{"A", "B"} {
		if page := b.page(title); page.ID != ids[i] || page.ParentID != elsewhere {
			b.Errorf("%s is page %s below %s", title, page.ID, page.ParentID)
		}
	}
	b.unchanged()
}

func TestATreeThatCannotBePublishedKeepsOthersFromNothing(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from, to string
		code     int
		says     string
	}{
		"parent":       {"  space: API\n", "  space: API\n  parent: Nowhere\n", 2, "tree api: "},
		"space":        {"  space: API\n", "  space: NOSUCH\n", 3, "tree api: "},
		"first space":  {"  space: DOCS\n", "  space: NOSUCH\n", 3, "tree handbook: "},
		"former owner": {"  space: API\n", "  space: API\n  former-owner: acme/old\n", 2, "tree api: wrong usage: there is no record"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTreesBench(t, strings.Replace(twoTrees, test.from, test.to, 1))
			b.published("2 created")
			if got := b.told.ExitCode(); got != test.code {
				t.Errorf("exit code %d, want %d\n%s", got, test.code, b.log.String())
			}
			b.logHas(test.says)
			if strings.Contains(b.log.String(), "cannot start") {
				t.Errorf("the other tree was published:\n%s", b.log.String())
			}
			b.write(strings.SplitAfter(twoTrees, "-- handbook/index.md --")[0])
			b.write(twoTrees)
			b.readFile(nil)
			b.run()
			if b.told.ExitCode() != 0 {
				t.Error(b.log.String())
			}
			b.linksIn("DOCS", "Handbook", `ri:content-title="Interface"`)
			b.linksIn("API", "Interface", `ri:content-title="Setup"`)
			b.unchanged()
		})
	}
}

func TestAParentThatIsADocumentOfAnotherTree(t *testing.T) {
	t.Parallel()
	for _, order := range []string{"- {name: p, docs: p}\n- {name: q, docs: q, parent: P1}\n", "- {name: q, docs: q, parent: p1}\n- {name: p, docs: p}\n"} {
		b := newTreesBench(t, "-- pagewright.yaml --\nspace: DOCS\ntrees:\n"+order+"-- p/p1.md --\n# P1\n-- q/q1.md --\n# Q1\n\n[p1](../p/p1.md)\n")
		b.published("1 created")
		b.logHas("is a document of the tree p (p/p1.md): publish that tree first, then run again")
		if strings.Contains(b.log.String(), "still exists") || b.told.ExitCode() != 1 {
			b.Errorf("exit code %d:\n%s", b.told.ExitCode(), b.log.String())
		}
		b.published("1 created, 1 unchanged")
		b.unchanged()
		if tree := b.tree(); tree != "P1\n  Q1\n" {
			b.Error(tree)
		}
	}
}

func TestNothingIsPublishedWhereTheSettingsOfATreeAreWrong(t *testing.T) {
	t.Parallel()
	b := newTreesBench(t, strings.Replace(strings.Replace(twoTrees, "docs: handbook", "docs: handbok", 1), "docs: services", "docs: service", 1))
	b.run()
	if b.told.ExitCode() != 2 || len(b.writes()) > 0 {
		t.Errorf("exit code %d, writes %q", b.told.ExitCode(), b.writes())
	}
	b.logHas(`tree handbook: wrong usage: docs: there is no "handbok" here`, `tree api: wrong usage: docs: there is no "service/api/docs" here`)
}

func TestATitleIsGivenOnceInASpaceOfSeveralTrees(t *testing.T) {
	t.Parallel()
	files := strings.ReplaceAll(twoTrees, "# Errors", "# Setup")
	b := newTreesBench(t, files)
	b.published("4 created") // two spaces
	b = newTreesBench(t, strings.Replace(files, "space: API", "space: DOCS", 1))
	b.published("3 created, 1 failed")
	b.logHas(`the title "Setup" is already that of handbook/setup.md`, "that one is of the tree handbook", "title-prefix")
	b.settings = b.settings.With(func(s *settings.Settings) { s.Mode = settings.Check })
	b.run()
	b.logHas("that one is of the tree handbook")

	b = newTreesBench(t, "-- pagewright.yaml --\nspace: DOCS\ntrees:\n- name: a\n- name: b\n-- docs/x.md --\n# X\n")
	b.published("1 created, 1 failed")
	b.logHas("both the tree a and the tree b publish this document")
	b = newTreesBench(t, "-- pagewright.yaml --\ntrees:\n- name: a\n  space: DOCS\n- name: b\n  space: API\n-- docs/x.md --\n# X\n\n[y](y.md)\n-- docs/y.md --\n# Y\n")
	b.published("4 created")
	if body := b.pageIn("API", "X").Body(); strings.Contains(body, "ri:space-key") {
		t.Errorf("a link leads to the other tree's page, though its own has the document:\n%s", body)
	}
	b.unchanged()
}

func TestAPlanOfTreesWritesNothing(t *testing.T) {
	t.Parallel()
	b := newTreesBench(t, twoTrees)
	b.settings = b.settings.With(func(s *settings.Settings) { s.Mode = settings.Plan })
	b.published("4 created")
	if len(b.writes()) > 0 {
		t.Errorf("a plan writes %q", b.writes())
	}
	b.logHas("to create", "(handbook/index.md, tree handbook)", "(services/api/docs/errors.md, tree api)")
}

func TestAnUnchangedRunOfTwoTreesCostsTwiceThatOfOne(t *testing.T) {
	t.Parallel()
	one := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n")
	one.published("2 created")
	one.unchanged()
	two := newTreesBench(t, "-- pagewright.yaml --\ntrees:\n- {name: a, docs: a, space: DOCS}\n- {name: b, docs: b, space: API}\n-- a/a.md --\n# A\n-- a/b.md --\n# B\n-- b/c.md --\n# C\n-- b/d.md --\n# D\n")
	two.published("4 created")
	two.unchanged()
	if len(two.requests) > 2*len(one.requests) {
		t.Errorf("%d requests for one tree, %d for two:\n%s", len(one.requests), len(two.requests), strings.Join(two.requests, "\n"))
	}
}

func TestLeasesAreTakenInTheOrderOfTheirKeysBeforeAnyPageIsWritten(t *testing.T) {
	t.Parallel()
	for _, names := range [][]string{{"a", "b", "c"}, {"c", "b", "a"}} {
		var files strings.Builder
		files.WriteString("-- pagewright.yaml --\nspace: DOCS\ntrees:\n")
		for _, name := range names {
			fmt.Fprintf(&files, "- {name: %s, docs: %[1]s}\n", name)
		}
		for _, name := range names {
			fmt.Fprintf(&files, "-- %s/x.md --\n# Title %[1]s\n", name)
		}
		b := newTreesBench(t, files.String())
		b.published("3 created")
		var firsts []string
		for _, request := range b.writes() {
			if strings.HasSuffix(request, "/pages") {
				break
			}
			firsts = append(firsts, request)
		}
		if len(firsts) < 3 {
			t.Errorf("before the first page only %q is written", firsts)
		}
		var keys []string
		for _, property := range b.server.Store().Properties(b.space().HomepageID) {
			if strings.HasSuffix(property.Key, "-head") {
				keys = append(keys, property.Key)
			}
		}
		if len(keys) != 3 || !slices.IsSorted(keys) {
			t.Errorf("the heads were made in the order %q", keys)
		}
	}
}

// ofTwoFolders are two trees in one space, one beside the other, given the lines of both in the file.
func ofTwoFolders(c, d string) string {
	return "-- pagewright.yaml --\nspace: DOCS\ntrees:\n- {name: c, docs: c" + c + "}\n- {name: d, docs: d" + d + "}\n" +
		"-- c/c1.md --\n# C1\n-- c/c2.md --\n# C2\n\nThe second one.\n-- d/d1.md --\n# D1\n"
}

const movedToD = "-- c/c2.md --\n-- d/c2.md --\n# C2\n\nThe second one.\n"

func TestADocumentThatMovedToAnotherTreeCanKeepItsPage(t *testing.T) {
	t.Parallel()
	b := newTreesBench(t, ofTwoFolders("", ""))
	b.published("3 created")
	id := b.page("C2").ID
	b.write(movedToD)
	b.published("3 unchanged, 1 failed")
	b.logHas("the page of c/c2.md in the tree c", "a new page there", "forget: "+id, "page-id: "+id)
	if strings.Contains(b.log.String(), "former-tree") {
		b.Errorf("former-tree is offered for a tree that stands:\n%s", b.log.String())
	}
	b.settings = b.settings.With(func(s *settings.Settings) { s.Forget = []string{id} })
	b.run()
	b.readFile(nil)
	b.write("-- d/c2.md --\n---\npage-id: " + id + "\n---\n# C2\n\nThe second one.\n")
	b.run()
	if b.told.ExitCode() != 0 || b.page("C2").ID != id {
		b.Errorf("exit code %d:\n%s", b.told.ExitCode(), b.log.String())
	}
	b.unchanged()
}

func TestTheFormerOwnerIsNoWayToTakeOverATreeThatStands(t *testing.T) {
	t.Parallel()
	b := newTreesBench(t, ofTwoFolders(", orphans: delete", ", orphans: delete, former-owner: acme/handbook, former-tree: c"))
	b.run()
	b.logHas("that is the tree c, which stands in the file")
}

func TestPagesWhoseDocumentsAreInAnotherTreeAreNotRemoved(t *testing.T) {
	t.Parallel()
	const swapped = "trees:\n- {name: c, docs: d, orphans: delete}\n- {name: d, docs: c, orphans: delete}\n"
	for name, test := range map[string]struct {
		file    string
		want    string
		warning string
	}{
		"names swapped":             {"space: DOCS\n" + swapped, "3 unchanged, 3 failed", "its document left the tree c and is in the tree d now (c/c1.md)"},
		"swapped to another space":  {"space: API\n" + swapped, "3 created", ""},
		"an old name for others":    {"space: DOCS\ntrees:\n- {name: c, docs: d, orphans: delete}\n- {name: e, docs: c, orphans: delete}\n", "2 unchanged, 3 failed", "its document left the tree c and is in the tree e now (c/c2.md)"},
		"to a tree without a place": {"space: DOCS\ntrees:\n- {name: c, docs: d, orphans: delete}\n- {name: e, docs: c, parent: Nowhere}\n", "2 unchanged, 1 failed", "its document left the tree c and is in the tree e now (c/c2.md)"},
		"to one that is not chosen": {"space: DOCS\ntrees:\n- {name: c, docs: d, orphans: delete}\n- {name: e, docs: c, space: API}\n", "2 unchanged, 1 failed", "its document left the tree c and is in the tree e now (c/c2.md)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTreesBench(t, ofTwoFolders("", ""))
			b.published("3 created")
			b.write("-- pagewright.yaml --\n" + test.file)
			flags := map[string]string{}
			if strings.Contains(name, "not chosen") {
				flags["tree"] = "c"
			}
			b.readFile(flags)
			for _, mode := range []settings.Mode{settings.Plan, settings.Publish} {
				b.settings = b.settings.With(func(s *settings.Settings) { s.Mode = mode })
				b.published(test.want)
				b.logHas(test.warning)
			}
			for _, title := range []string{"C1", "C2", "D1"} {
				b.page(title)
			}
		})
	}
}

func TestAPlanSaysWhatBecomesOfADocumentThatMovesToAnotherTree(t *testing.T) {
	t.Parallel()
	for _, isLater := range []bool{false, true} {
		files := ofTwoFolders(", orphans: delete", ", orphans: delete")
		if isLater {
			files = strings.Replace(files, "- {name: c, docs: c, orphans: delete}\n- {name: d, docs: d, orphans: delete}\n", "- {name: d, docs: d, orphans: delete}\n- {name: c, docs: c, orphans: delete}\n", 1)
		}
		b := newTreesBench(t, files)
		b.published("3 created")
		b.write(movedToD)
		for _, mode := range []settings.Mode{settings.Plan, settings.Publish} {
			b.settings = b.settings.With(func(s *settings.Settings) { s.Mode = mode })
			b.published("3 unchanged, 1 failed")
			b.logHas("its document left the tree c and is in the tree d now (d/c2.md)", "the page of c/c2.md in the tree c")
		}
		b.page("C2")
	}
}

func TestAPlanSaysWhatBecomesOfATitleThatAnotherTreeGivesUp(t *testing.T) {
	t.Parallel()
	for _, order := range []string{"c d", "d c"} {
		b := newTreesBench(t, ofTwoFolders("", ""))
		names := strings.Fields(order)
		b.write(fmt.Sprintf("-- pagewright.yaml --\nspace: DOCS\ntrees:\n- {name: %s, docs: %[1]s}\n- {name: %s, docs: %[2]s}\n", names[0], names[1]))
		b.readFile(nil)
		b.published("3 created")
		b.write("-- c/c2.md --\n# C3\n\nThe second one.\n-- d/new.md --\n# C2\n\nAnother one.\n")
		for _, mode := range []settings.Mode{settings.Plan, settings.Publish} {
			b.settings = b.settings.With(func(s *settings.Settings) { s.Mode = mode })
			b.published("1 created, 1 updated, 2 unchanged")
		}
		b.unchanged()
		b.page("C2")
	}
}

func TestPagesOfSeveralTreesSwapTheirTitles(t *testing.T) {
	t.Parallel()
	onTreeFaces(t, "-- pagewright.yaml --\nspace: DOCS\ntrees:\n- {name: c, docs: c}\n- {name: d, docs: d}\n- {name: e, docs: e}\n-- c/x.md --\n# X\n-- d/y.md --\n# Y\n-- e/z.md --\n# Z\n\n[x](../c/x.md)\n", func(b *bench) {
		b.published("3 created")
		ids := map[string]string{"Y": b.page("X").ID, "Z": b.page("Y").ID, "X": b.page("Z").ID}
		b.write("-- c/x.md --\n# Y\n-- d/y.md --\n# Z\n-- e/z.md --\n# X\n\n[x](../c/x.md)\n")
		b.published("3 updated")
		for title, id := range ids {
			if got := b.page(title).ID; got != id {
				b.Errorf("%s is the page %s, want %s", title, got, id)
			}
		}
		b.bodyHas("X", `ri:content-title="Y"`)
		b.unchanged()

		b.foreignPage("Taken")
		b.write("-- c/x.md --\n# Z\n-- d/y.md --\n# Taken\n")
		b.published("1 unchanged, 2 failed")
		b.published("1 unchanged, 2 failed")
		if slices.ContainsFunc(b.server.Store().Pages(b.space().ID), isInterim) {
			b.Error(b.tree())
		}
	})
}

func TestTreesBelowOneParentPageReadItOnce(t *testing.T) {
	t.Parallel()
	const trees, pages = 8, 3
	file := "trees:\n"
	var files strings.Builder
	for n := range trees {
		file += fmt.Sprintf("- name: tree%d\n  docs: docs%[1]d\n  space: DOCS\n", n)
		for page := range pages {
			fmt.Fprintf(&files, "-- docs%d/%d.md --\n# Page %[2]d of tree %[1]d\n", n, page)
		}
	}
	onFaces(t, "-- pagewright.yaml --\n"+file+files.String(), func(b *bench) {
		b.readFile(nil)
		b.at(b.face)
		b.run()
		b.unchanged()
		b.costs("unchanged", trees+2) // the space, the parent page, and the pages of each tree
	})
}
