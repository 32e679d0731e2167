package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func newSpace(t *testing.T) (*store.Store, store.Space) {
	t.Helper()
	s := store.New(store.Options{})
	space, err := s.CreateSpace(store.NewSpace{Key: "DOCS", Name: "Documentation"})
	if err != nil {
		t.Fatal(err)
	}
	return s, space
}

func create(t *testing.T, s *store.Store, space store.Space, parentID, title string) store.Page {
	t.Helper()
	page, err := s.CreatePage(store.NewPage{SpaceID: space.ID, ParentID: parentID, Title: title, Body: "<p>" + title + "</p>", AuthorID: "writer"})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func titles(pages []store.Page) string {
	var names []string
	for _, p := range pages {
		names = append(names, p.Title)
	}
	return strings.Join(names, " ")
}

func wantRule(t *testing.T, err error, rule store.Rule) *store.Error {
	t.Helper()
	broken, ok := errors.AsType[*store.Error](err)
	if !ok || broken.Rule != rule {
		t.Fatalf("got %v, want rule %d", err, rule)
	}
	return broken
}

func TestPageWithoutParentGoesBelowTheHomepage(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	page := create(t, s, space, "", "A")
	if page.ParentID != space.HomepageID {
		t.Errorf("parent %q, want the homepage %q", page.ParentID, space.HomepageID)
	}
	root, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: "B", RootLevel: true})
	if err != nil || root.ParentID != "" {
		t.Errorf("root page has parent %q (%v)", root.ParentID, err)
	}
}

func TestTitleIsHeldByCurrentAndArchivedPages(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	page := create(t, s, space, "", "Guide")
	again := store.NewPage{SpaceID: space.ID, Title: " guide "}
	_, err := s.CreatePage(again)
	wantRule(t, err, store.TitleTaken)
	if _, err := s.ArchivePages([]string{page.ID}); err != nil {
		t.Fatal(err)
	}
	_, err = s.CreatePage(again)
	if broken := wantRule(t, err, store.TitleTaken); broken.ID != page.ID {
		t.Errorf("held by %s, want %s", broken.ID, page.ID)
	}
	if err := s.TrashPage(page.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CreatePage(again); err != nil {
		t.Errorf("a trashed page still holds its title: %v", err)
	}
}

func TestTitleRules(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	for title, rule := range map[string]store.Rule{
		"":                       store.TitleEmpty,
		" \t":                    store.TitleEmpty,
		strings.Repeat("ä", 256): store.TitleTooLong,
		strings.Repeat("😀", 128): store.TitleTooLong,
	} {
		_, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: title})
		wantRule(t, err, rule)
	}
	if _, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: strings.Repeat("ä", 255)}); err != nil {
		t.Errorf("255 characters: %v", err)
	}
	create(t, s, space, "", "Same")
	if _, err := s.CreatePage(store.NewPage{Type: store.FolderType, SpaceID: space.ID, Title: "Same"}); err != nil {
		t.Errorf("a folder may be called like a page: %v", err)
	}
}

func TestUpdateNeedsTheNextVersion(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	page := create(t, s, space, "", "A")
	body := "<p>second</p>"
	for _, version := range []int{0, 1, 3} {
		_, err := s.UpdatePage(page.ID, store.Update{Version: version, Body: &body})
		if broken := wantRule(t, err, store.VersionConflict); broken.Current != 1 || broken.Provided != version {
			t.Errorf("current %d, provided %d", broken.Current, broken.Provided)
		}
	}
	updated, err := s.UpdatePage(page.ID, store.Update{Version: 2, Body: &body, Message: "why", MinorEdit: true})
	if err != nil {
		t.Fatal(err)
	}
	if v := updated.Version(); v.Body != body || v.Message != "why" || !v.MinorEdit || v.Title != "A" {
		t.Errorf("got %+v", v)
	}
	if page.Version().Number != 1 || len(updated.Versions) != 2 {
		t.Error("the snapshot taken before the update has changed")
	}
}

func TestMoveOrdersSiblings(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	a, b, c := create(t, s, space, "", "A"), create(t, s, space, "", "B"), create(t, s, space, "", "C")
	for _, step := range []struct {
		page, position, target, want string
	}{
		{c.ID, "before", a.ID, "C A B"},
		{c.ID, "after", a.ID, "A C B"},
		{a.ID, "after", b.ID, "C B A"},
		{c.ID, "append", space.HomepageID, "B A C"},
	} {
		if _, err := s.Move(step.page, step.position, step.target); err != nil {
			t.Fatal(err)
		}
		children := s.Children(space.HomepageID)
		if titles(children) != step.want {
			t.Errorf("got %s, want %s", titles(children), step.want)
		}
		for i, child := range children {
			if child.Position != i {
				t.Errorf("%s is at %d, says %d", child.Title, i, child.Position)
			}
		}
	}
	if _, err := s.Move(a.ID, "before", space.HomepageID); err != nil {
		t.Fatal(err)
	}
	if got := titles(s.Roots(space.ID)); got != "A Documentation Home" {
		t.Errorf("roots: %s", got)
	}
}

func TestNoPageBecomesItsOwnAncestor(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	a := create(t, s, space, "", "A")
	b := create(t, s, space, a.ID, "B")
	_, err := s.UpdatePage(a.ID, store.Update{Version: 2, ParentID: &b.ID})
	wantRule(t, err, store.ParentLoop)
	_, err = s.UpdatePage(a.ID, store.Update{Version: 2, ParentID: &a.ID})
	wantRule(t, err, store.ParentLoop)
	_, err = s.Move(a.ID, "append", b.ID)
	wantRule(t, err, store.ParentLoop)
	if got := titles(s.Ancestors(b.ID)); got != "Documentation Home A" {
		t.Errorf("ancestors: %s", got)
	}
}

func TestMoveToAnotherSpaceTakesTheTreeAlong(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	other, _ := s.CreateSpace(store.NewSpace{Key: "TEAM", Name: "Team"})
	a := create(t, s, space, "", "A")
	b := create(t, s, space, a.ID, "B")
	taken := create(t, s, other, "", "b")
	_, err := s.Move(a.ID, "append", other.HomepageID)
	wantRule(t, err, store.TitleTaken)
	if err := s.TrashPage(taken.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Move(a.ID, "append", other.HomepageID); err != nil {
		t.Fatal(err)
	}
	if moved, _ := s.Page(b.ID); moved.SpaceID != other.ID {
		t.Error("the child stayed behind")
	}
	if got := titles(s.Children(space.HomepageID)); got != "" {
		t.Errorf("left behind: %s", got)
	}
}

func TestDeletedPageHandsItsChildrenUp(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	create(t, s, space, "", "First")
	a := create(t, s, space, "", "A")
	create(t, s, space, "", "Last")
	create(t, s, space, a.ID, "B")
	create(t, s, space, a.ID, "C")
	if err := s.TrashPage(a.ID); err != nil {
		t.Fatal(err)
	}
	if got := titles(s.Children(space.HomepageID)); got != "First B C Last" {
		t.Errorf("got %s", got)
	}
	trashed, _ := s.Page(a.ID)
	if trashed.Status != store.Trashed || trashed.ParentID != "" {
		t.Errorf("trashed page: %s below %q", trashed.Status, trashed.ParentID)
	}
	body := "ignored"
	restored, err := s.UpdatePage(a.ID, store.Update{Status: store.Current, Version: 9, Body: &body})
	if err != nil || restored.Status != store.Current || restored.Body() == body {
		t.Errorf("restored: %+v (%v)", restored, err)
	}
	wantRule(t, s.PurgePage(a.ID), store.NotTrashed)
}

func TestDraftIsPublishedWithVersionOne(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	draft, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Status: store.Draft})
	if err != nil {
		t.Fatal(err)
	}
	if got := titles(s.Children(space.HomepageID)); got != "" {
		t.Errorf("a draft is in the tree: %s", got)
	}
	_, err = s.UpdatePage(draft.ID, store.Update{Version: 1, Status: store.Current})
	wantRule(t, err, store.TitleEmpty)
	title := "Published"
	page, err := s.UpdatePage(draft.ID, store.Update{Version: 1, Status: store.Current, Title: &title})
	if err != nil || page.Version().Number != 1 || titles(s.Children(space.HomepageID)) != title {
		t.Errorf("got %+v (%v)", page, err)
	}
}

func TestCloudLosesTheAnchorOfALinkToAPageThatIsNotThereYet(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	link := `<ac:link ac:anchor="top"><ri:page ri:content-title="Q &amp; A" ri:version-at-save="1" /></ac:link>`
	for _, c := range []struct {
		editor store.Editor
		kept   bool
	}{{store.NewEditor, false}, {store.LegacyEditor, true}} {
		page, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: "From " + string(c.editor), Body: link, Editor: c.editor})
		if err != nil || strings.Contains(page.Body(), "ac:anchor") != c.kept {
			t.Errorf("editor %q: %s (%v)", c.editor, page.Body(), err)
		}
	}
	if _, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: "q & a"}); err != nil {
		t.Fatal(err)
	}
	page, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: "Later", Body: link, Editor: store.NewEditor})
	if err != nil || page.Body() != link {
		t.Errorf("got %s (%v)", page.Body(), err)
	}
}

func TestInlineCommentDanglesWhenItsMarkerIsGone(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	page := create(t, s, space, "", "Some text")
	comment, err := s.AddInlineComment(page.ID, "text", "<p>which?</p>", "reader")
	if err != nil {
		t.Fatal(err)
	}
	marked, _ := s.Page(page.ID)
	want := `<p>Some <ac:inline-comment-marker ac:ref="` + comment.MarkerRef + `">text</ac:inline-comment-marker></p>`
	if marked.Body() != want || marked.Version().Number != 1 {
		t.Errorf("body %s", marked.Body())
	}
	for version, body := range []string{2: marked.Body(), 3: "<p>Some text</p>"} {
		if body == "" {
			continue
		}
		if _, err := s.UpdatePage(page.ID, store.Update{Version: version, Body: &body}); err != nil {
			t.Fatal(err)
		}
		after, _ := s.Comment(comment.ID)
		if wantState := map[int]string{2: "open", 3: "dangling"}[version]; after.Resolution != wantState {
			t.Errorf("version %d: %s, want %s", version, after.Resolution, wantState)
		}
	}
}

func TestSearchLagsBehind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := store.New(store.Options{SearchLag: 20 * time.Second})
		space, _ := s.CreateSpace(store.NewSpace{Key: "DOCS", Name: "Documentation"})
		page := create(t, s, space, "", "A")
		if len(s.Searchable()) != 0 {
			t.Error("found at once")
		}
		time.Sleep(20 * time.Second)
		if got := titles(s.Searchable()); got != "Documentation Home A" {
			t.Errorf("after the lag: %s", got)
		}
		if err := s.TrashPage(page.ID); err != nil {
			t.Fatal(err)
		}
		if got := titles(s.Searchable()); got != "Documentation Home A" {
			t.Errorf("trashed page must linger: %s", got)
		}
		time.Sleep(20 * time.Second)
		if got := titles(s.Searchable()); got != "Documentation Home" {
			t.Errorf("trashed page is still found: %s", got)
		}
	})
}

func TestRestrictionsAndSpaceAccess(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	parent := create(t, s, space, "", "A")
	page := create(t, s, space, parent.ID, "B")
	writer, stranger := store.User{AccountID: "writer", Groups: []string{"staff"}}, store.User{AccountID: "stranger"}
	if err := s.SetRestrictions(parent.ID, store.Restrictions{Read: store.Subjects{Groups: []string{"staff"}}}); err != nil {
		t.Fatal(err)
	}
	if !s.MayEdit(writer, page) || s.MayView(stranger, page) || s.MayView(store.User{}, page) {
		t.Error("a read restriction must hold for everything below")
	}
	if _, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: "b"}); err == nil {
		t.Error("a page that somebody cannot see holds its title all the same")
	}
}

func TestAttachmentsKeepVersionsAndNamesApart(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	page := create(t, s, space, "", "A")
	a, err := s.Attach(page.ID, store.Upload{Name: "a b%é.png", Content: []byte("one")})
	if err != nil || a.Version().MediaType != "image/png" {
		t.Fatalf("got %+v (%v)", a, err)
	}
	_, err = s.Attach(page.ID, store.Upload{Name: "a b%é.png"})
	wantRule(t, err, store.AttachmentExists)
	_, err = s.Attach(page.ID, store.Upload{Name: "a/b.png"})
	wantRule(t, err, store.AttachmentName)
	if _, err := s.Replace(a.ID, store.Upload{Content: []byte("second")}); err != nil {
		t.Fatal(err)
	}
	first, _ := s.AttachmentData(a.ID, 1)
	latest, _ := s.AttachmentData(a.ID, 0)
	if string(first) != "one" || string(latest) != "second" {
		t.Errorf("got %q and %q", first, latest)
	}
	if err := s.TrashAttachment(a.ID); err != nil {
		t.Fatal(err)
	}
	if len(s.Attachments(page.ID)) != 0 {
		t.Error("a trashed attachment is listed")
	}
	if _, err := s.Attach(page.ID, store.Upload{Name: "a b%é.png"}); err != nil {
		t.Errorf("its name is not free: %v", err)
	}
}

func TestManyWritersAtOnce(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			page, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: fmt.Sprint("Page ", i)})
			if err != nil {
				t.Error(err)
				return
			}
			body := "<p>new</p>"
			if _, err := s.UpdatePage(page.ID, store.Update{Version: 2, Body: &body}); err != nil {
				t.Error(err)
			}
			if _, err := s.AddLabels(page.ID, []store.Label{{Prefix: "global", Name: "Docs"}}); err != nil {
				t.Error(err)
			}
			s.Searchable()
			s.Children(space.HomepageID)
		})
	}
	wg.Wait()
	if n := len(s.Children(space.HomepageID)); n != 50 {
		t.Errorf("%d children", n)
	}
}

func TestSiblingsStandInTheOrderOfTheirPositions(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	a, b, c := create(t, s, space, "", "Zebra"), create(t, s, space, "", "apple"), create(t, s, space, "", "Mango")
	order := func(want string) {
		t.Helper()
		var got []string
		for _, child := range s.Children(space.HomepageID) {
			got = append(got, fmt.Sprint(child.Title, " ", child.Position))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
		}
	}
	order("Zebra 0, apple 1, Mango 2")
	if err := s.TrashPage(b.ID); err != nil {
		t.Fatal(err)
	}
	order("Zebra 0, Mango 2")
	d := create(t, s, space, "", "Aardvark")
	order("Zebra 0, Mango 2, Aardvark 3")
	below := create(t, s, space, c.ID, "Below")
	if _, err := s.UpdatePage(below.ID, store.Update{Version: 2, ParentID: &space.HomepageID}); err != nil {
		t.Fatal(err)
	}
	order("Zebra 0, Mango 2, Aardvark 3, Below 4")
	if _, err := s.Move(d.ID, "before", a.ID); err != nil {
		t.Fatal(err)
	}
	order("Aardvark 0, Zebra 1, Mango 2, Below 3")
	if _, err := s.UpdatePage(b.ID, store.Update{Version: 2, Status: store.Current}); err != nil {
		t.Fatal(err)
	}
	order("Aardvark 0, Zebra 1, Mango 2, Below 3, apple 4")
}

func TestTitlesAreComparedInLowerCaseAsJavaMakesIt(t *testing.T) {
	t.Parallel()
	s, space := newSpace(t)
	for _, two := range []struct {
		one, other string
		equal      bool
	}{{"Plan", "PLAN", true}, {"Übersicht", "ÜBERSICHT", true}, {"İstanbul", "istanbul", false}, {"Straße", "Strasse", false}} {
		create(t, s, space, "", two.one)
		if _, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: two.other}); (err != nil) != two.equal {
			t.Errorf("%q beside %q: %v", two.other, two.one, err)
		}
	}
}
