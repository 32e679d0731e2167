package publish_test

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func (b *bench) folder(title string) store.Page {
	b.Helper()
	folder, err := b.server.Store().CreatePage(store.NewPage{SpaceID: b.space().ID, ParentID: b.space().HomepageID, Title: title, Type: store.FolderType, AuthorID: b.server.Store().Users()[0].AccountID})
	if err != nil {
		b.Fatal(err)
	}
	return folder
}

// TestFoldersAreParents publishes below a folder, however it is named, with a record that stands on it.
func TestFoldersAreParents(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"ID", "https://example.atlassian.net/wiki/spaces/DOCS/folder/ID", "https://example.atlassian.net/wiki/spaces/DOCS/folder/ID?x=y", "Team folder"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# Hello\n-- docs/b.md --\n---\norder: 1\n---\n# First\n")
			folder := b.folder("Team folder")
			b.settings.Parent = strings.ReplaceAll(name, "ID", folder.ID)
			told := b.published("2 created")
			if page := b.page("Hello"); page.ParentID != folder.ID {
				t.Errorf("the page is below %s", page.ParentID)
			}
			if want := "/wiki/spaces/DOCS/folder/" + folder.ID; !strings.HasSuffix(told.URL, want) {
				t.Errorf("the parent is at %s, want %s", told.URL, want)
			}
			if got := b.tree(); got != "Team folder\n  First\n  Hello\n" {
				t.Errorf("tree:\n%s", got)
			}
			b.published("2 unchanged")
			b.write("-- docs/b.md --\n# First\n")
			b.published("1 moved, 1 unchanged")
			if got := b.tree(); got != "Team folder\n  Hello\n  First\n" {
				t.Errorf("tree:\n%s", got)
			}
			b.write("-- docs/c.md --\n---\nparent: Team folder\n---\n# Third\n")
			b.published("1 created, 2 unchanged")
			if page := b.page("Third"); page.ParentID != folder.ID {
				t.Errorf("the page is below %s", page.ParentID)
			}
		})
	}
}

func TestFolderOnV1SaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"ID", "https://example.atlassian.net/wiki/spaces/DOCS/folder/ID", "Team folder"} {
		b := newBench(t, oneDocument)
		b.settings.APIRoot, b.settings.Parent = "v1", strings.ReplaceAll(name, "ID", b.folder("Team folder").ID)
		b.run()
		b.logHas("it is a folder", "API v1 has no content properties for folders", "Set api-root to v2")
		if len(b.writes()) > 0 {
			t.Errorf("%s: %v", name, b.writes())
		}
	}
}

func TestParentByShareLink(t *testing.T) {
	t.Parallel()
	for _, root := range []string{"v2", "v1"} {
		b := newBench(t, oneDocument)
		page := b.foreignPage("Ops")
		b.settings.APIRoot, b.settings.Parent = root, "https://example.atlassian.net/wiki/x/"+shareCode(t, page.ID)
		told := b.published("1 created")
		if !strings.Contains(told.ParentURL, page.ID) {
			t.Errorf("the parent is %s", told.ParentURL)
		}
	}
}

// shareCode returns the code of a page's share link: the bytes of its id from the lowest, in base64.
func shareCode(t *testing.T, id string) string {
	t.Helper()
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	raw := binary.LittleEndian.AppendUint64(nil, n)
	return strings.NewReplacer("/", "-", "+", "_").Replace(strings.TrimRight(base64.RawStdEncoding.EncodeToString(raw), "A"))
}

// TestAddressOfAPageInURL: the space in it is the default of space, the page that of parent.
func TestAddressOfAPageInURL(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		url   string
		space string
		want  string // title of the page's parent, or what the log says
	}{
		"page":           {"https://example.atlassian.net/wiki/spaces/DOCS/pages/ID/Ops", "", "Ops"},
		"edited page":    {"https://example.atlassian.net/wiki/spaces/DOCS/pages/edit-v2/ID", "docs", "Ops"},
		"space":          {"https://example.atlassian.net/wiki/spaces/DOCS/overview", "", "Home"},
		"site and space": {"https://example.atlassian.net/wiki", "DOCS", "Home"},
		"other space":    {"https://example.atlassian.net/wiki/spaces/OPS/pages/ID", "DOCS", "url is an address of the space OPS, and space is DOCS"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, oneDocument)
			ops := b.foreignPage("Ops")
			b.settings.URL, b.settings.Space = strings.ReplaceAll(test.url, "ID", ops.ID), test.space
			if b.run(); strings.Contains(test.want, " ") {
				b.logHas(test.want)
				return
			}
			want := map[string]string{"Ops": ops.ID, "Home": b.space().HomepageID}[test.want]
			if page := b.page("Hello"); page.ParentID != want {
				t.Errorf("the page is below %s, want %s\n%s", page.ParentID, want, b.log.String())
			}
			b.published("1 unchanged")
		})
	}
}

// TestPageInURLDoesNotMoveWhatIsPublished: who copies another address later has not asked for another parent.
func TestPageInURLDoesNotMoveWhatIsPublished(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	b.published("1 created")
	b.settings.URL = "https://example.atlassian.net/wiki/spaces/DOCS/pages/" + b.foreignPage("Ops").ID
	b.published("1 unchanged")
	if page := b.page("Hello"); page.ParentID != b.space().HomepageID {
		t.Errorf("the page is below %s", page.ParentID)
	}
}

// TestIndexIsTheTextOfTheParentPage: bound to the parent by its id, the index document fills it, and the others lie below.
func TestIndexIsTheTextOfTheParentPage(t *testing.T) {
	t.Parallel()
	for name, parent := range map[string]func(b *bench) string{
		"a page":        func(b *bench) string { b.settings.Parent = b.foreignPage("Handbook").ID; return b.settings.Parent },
		"the home page": func(b *bench) string { return b.space().HomepageID },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "")
			id := parent(b)
			b.write("-- docs/index.md --\n---\npage-id: " + id + "\n---\n# Team handbook\n\nWelcome\n-- docs/a.md --\n# A\n\n[home](index.md)\n-- docs/sub/b.md --\n# B\n")
			b.published("3 created, 1 updated")
			index := b.page("Team handbook")
			if index.ID != id || !strings.Contains(index.Body(), "Welcome") || b.page("A").ParentID != id {
				t.Errorf("the index is page %s: %s; A is below %s", index.ID, index.Body(), b.page("A").ParentID)
			}
			b.published("4 unchanged")
			b.write("-- docs/index.md --\n---\npage-id: " + id + "\n---\n# Team handbook\n\nWelcome back\n")
			b.published("1 updated, 3 unchanged")
		})
	}
}

func TestParentBelowOneOfItsPagesIsSaidWithoutAWrite(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n", func(b *bench) {
		b.settings.Parent = b.foreignPage("Operations").ID
		b.published("2 created")
		person := b.server.Person("DOCS")
		for _, move := range [][2]string{{"B", b.space().HomepageID}, {"Operations", "B"}} {
			if err := person.Move(move[0], "append", move[1]); err != nil {
				b.Fatal(err)
			}
		}
		b.published("1 unchanged, 1 failed")
		b.logHas(`move "Operations" out of it`)
		if writes := b.writes(); len(writes) > 0 {
			b.Errorf("writes %q", writes)
		}
	})
}
