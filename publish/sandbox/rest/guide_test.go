package rest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write the tables of docs/sandbox.md anew")

const guide = "../../../docs/sandbox.md"

var guideLock sync.Mutex

// GuidePart fails if a part of docs/sandbox.md is not as the tests know it, or writes it anew.
func GuidePart(t *testing.T, name, want string) {
	t.Helper()
	guideLock.Lock()
	defer guideLock.Unlock()
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- "+name+": written by go test ./publish/sandbox/rest -update -->\n", "\n<!-- end of "+name+" -->"
	before, rest, ok := strings.Cut(string(text), begin)
	have, after, closed := strings.Cut(rest, end)
	switch {
	case !ok || !closed:
		t.Fatalf("%s has no part for %s", guide, name)
	case have == want:
	case !*update:
		t.Fatalf("the %s in %s differ from the tests; go test ./publish/sandbox/rest -update writes them anew", name, guide)
	default:
		if err := os.WriteFile(guide, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// shownBy names the tests of each part of the table.
var shownBy = map[string][]string{
	"Spaces":                    {"TestSpacesV2", "TestSpacesV1", "TestContentOfASpace", "TestSpaceIsCreatedChangedAndDeleted"},
	"Pages (v2)":                {"TestPageIsCreatedBelowTheHomepage", "TestPageCreationIsRefused", "TestPageIsReadInAllItsStates", "TestPageUpdateIsRefused", "TestTitleAlone", "TestDraft", "TestPageIsDeletedInTwoSteps", "TestPagesAreListed"},
	"Content (v1, Data Center)": {"TestContentIsCreated", "TestContentCreationIsRefused", "TestContentIsReadWithWhatIsExpanded", "TestContentIsFoundByTitle", "TestContentIsUpdated", "TestContentUpdateIsRefused", "TestContentIsTrashedAndPurged"},
	"Children":                  {"TestChildrenDescendantsAndAncestors"},
	"Ancestors and descendants": {"TestChildrenDescendantsAndAncestors"},
	"Folders":                   {"TestFolders", "TestIDsTellTheirTypes"},
	"Moving":                    {"TestPagesAreOrderedByMoving"},
	"Archiving":                 {"TestPagesAreArchived"},
	"Page trees":                {"TestPageTreeIsDeletedAsAWhole"},
	"Attachments":               {"TestAttachmentsAreUploaded", "TestUploadIsRefused", "TestAttachmentGetsNewVersions", "TestAttachmentsAreListed", "TestDownloadLeadsToAnotherHostThatNeedsNoCredential", "TestAttachmentPropertiesAreChanged", "TestSeveralFilesAreUploadedTogetherOrNotAtAll"},
	"Labels":                    {"TestLabelsAreAddedFoldedAndRemoved", "TestLabelsAreRefused", "TestLabelsV2AndLabelledContent"},
	"Properties":                {"TestPropertiesByKey", "TestPropertiesByID", "TestPropertiesHaveLimits", "TestPropertiesOfFoldersAndFiles", "TestPropertiesOfSpaces"},
	"Permitted operations":      {"TestPermittedOperations"},
	"Versions":                  {"TestVersionsAreReadRestoredAndDeleted", "TestVersionsOfFiles"},
	"Comments":                  {"TestCommentsOnAPage", "TestCommentsAreMade"},
	"Restrictions":              {"TestRestrictions", "TestRestrictionsOnDataCenter"},
	"Search":                    {"TestSearch", "TestSearchOnCloudKnowsCursorsOnly", "TestUsersAreFound"},
	"Users":                     {"TestUsersAreFound"},
	"Watching":                  {"TestAuthorWatchesItsPage"},
	"Long tasks":                {"TestPagesAreArchived"},
	"Conversions of bodies":     {"TestBodiesAreConverted"},
	"The instance":              {"TestDataCenterLogins", "TestUsersAreFound"},
}

func TestGuideListsEveryOperation(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, r := range resources() {
		fmt.Fprintf(&b, "\n**%s**: %s\n\n| operation | on | classic scopes | granular scopes |\n|---|---|---|---|\n", r.name, inCode(shownBy[r.name]))
		for _, h := range r.handlers {
			row := "`" + h.operation + "`"
			var classic, granular scopes
			for _, op := range allOperations() {
				if h.on&op.on == 0 || op.name() != h.operation {
					continue
				}
				if op.removed {
					row += " †"
				}
				if op.outside {
					row += " ‡"
				}
				if op.on != dc {
					classic, granular = op.classic, op.granular
				}
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", row, roots(h.on), inCode(classic), inCode(granular))
		}
	}
	GuidePart(t, "operations", b.String())
}

func roots(on family) string {
	var names []string
	for _, f := range []struct {
		family family
		name   string
	}{{v1, "v1"}, {v2, "v2"}, {dc, "Data Center"}} {
		if on&f.family != 0 {
			names = append(names, f.name)
		}
	}
	return strings.Join(names, ", ")
}

func inCode(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return "`" + strings.Join(names, "` `") + "`"
}

func TestEveryTestThatTheGuideNamesIsThere(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, pattern := range []string{"*_test.go", "../*_test.go", "../store/*_test.go", "../browser/*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tests.Write(source)
		}
	}
	for _, name := range regexp.MustCompile("`(Test[A-Za-z0-9]+)`").FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(tests.String(), "func "+name[1]+"(") {
			t.Errorf("%s names %s, which is not there", guide, name[1])
		}
	}
}
