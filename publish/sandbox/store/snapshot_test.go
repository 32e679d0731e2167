package store_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// draw tells everything that the methods of a store show of a space.
func draw(s *store.Store, space store.Space) string {
	var out strings.Builder
	add := func(values ...any) { fmt.Fprintln(&out, values...) }
	add(s.Spaces(), s.Users(), s.Tasks())
	for _, page := range s.Pages(space.ID) {
		draft := ""
		if page.Draft != nil {
			draft, page.Draft = page.Draft.Body, nil
		}
		add(page, draft, titles(s.Children(page.ID)), s.Restrictions(page.ID), s.Watchers(page.ID), s.Comments(page.ID))
		for _, p := range s.Properties(page.ID) {
			add(p.Key, string(p.Value), p.Version)
		}
		for _, a := range s.AllAttachments(page.ID) {
			content, _ := s.AttachmentData(a.ID, 0)
			add(a, string(content))
		}
	}
	for _, title := range []string{"One", "Two", "Three"} {
		held, err := s.PageByTitle(space.ID, title)
		add(title, held.ID, err)
	}
	add(titles(s.Searchable()))
	return out.String()
}

// changes are one of every kind of write, on the pages One (with a child, a file and a comment) and Two.
func changes(t *testing.T, s *store.Store, space store.Space, n int) {
	t.Helper()
	one, err := s.PageByTitle(space.ID, "One")
	must(t, err)
	two, err := s.PageByTitle(space.ID, "Two")
	must(t, err)
	body := fmt.Sprintf("<p>changed %d</p>", n)
	_, err = s.UpdatePage(one.ID, store.Update{Version: one.Version().Number + 1, Body: &body, AuthorID: "writer"})
	must(t, err)
	_, err = s.UpdatePage(one.ID, store.Update{Version: 1, Status: store.Draft, Body: &body})
	must(t, err)
	_, err = s.Move(two.ID, "append", one.ID)
	must(t, err)
	_, err = s.AddLabels(one.ID, []store.Label{{Prefix: "global", Name: fmt.Sprint("label-", n)}})
	must(t, err)
	file := s.Attachments(one.ID)[0]
	_, err = s.Replace(file.ID, store.Upload{Content: []byte(body)})
	must(t, err)
	_, err = s.Attach(two.ID, store.Upload{Name: fmt.Sprint(n, ".txt"), Content: []byte(body)})
	must(t, err)
	_, err = s.AddComment(two.ID, "", body, "writer")
	must(t, err)
	_, err = s.CreateProperty(two.ID, store.Property{Key: fmt.Sprint("key-", n), Value: json.RawMessage(`1`)})
	must(t, err)
	held, err := s.Property(one.ID, "key")
	must(t, err)
	held.Value = json.RawMessage(fmt.Sprint(n))
	held.Version++
	_, err = s.UpdateProperty(one.ID, held)
	must(t, err)
	must(t, s.SetRestrictions(one.ID, store.Restrictions{Read: store.Subjects{Users: []string{fmt.Sprint("user-", n)}}}))
	must(t, s.Watch(one.ID, fmt.Sprint("user-", n), true))
	s.AddUser(store.User{AccountID: fmt.Sprint("user-", n)})
	name := fmt.Sprint("Name ", n)
	_, err = s.UpdateSpace(space.Key, &name, nil, nil)
	must(t, err)
	_, err = s.CreatePage(store.NewPage{SpaceID: space.ID, Title: "Three"})
	must(t, err)
	below, err := s.PageByTitle(space.ID, "Below")
	must(t, err)
	must(t, s.TrashPage(below.ID))
	_, err = s.ArchivePages([]string{two.ID})
	must(t, err)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func filled(t *testing.T) (*store.Store, store.Space) {
	t.Helper()
	s, space := newSpace(t)
	one := create(t, s, space, "", "One")
	create(t, s, space, "", "Two")
	create(t, s, space, one.ID, "Below")
	_, err := s.Attach(one.ID, store.Upload{Name: "a.txt", Content: []byte("first")})
	must(t, err)
	_, err = s.AddInlineComment(one.ID, "One", "<p>why?</p>", "reader")
	must(t, err)
	_, err = s.CreateProperty(one.ID, store.Property{Key: "key", Value: json.RawMessage(`0`)})
	must(t, err)
	return s, space
}

func TestStoreGoesBackToASnapshot(t *testing.T) {
	t.Parallel()
	s, space := filled(t)
	before, snapshot := draw(s, space), s.Snapshot()
	for n := range 3 {
		revision := s.Revision()
		changes(t, s, space, n)
		if draw(s, space) == before {
			t.Fatal("nothing was changed")
		}
		s.Restore(snapshot)
		if got := draw(s, space); got != before {
			t.Fatalf("after %d changes:\n%s\nwant:\n%s", n+1, got, before)
		}
		if s.Revision() <= revision {
			t.Error("a reader cannot tell that the store went back")
		}
	}
}

func TestStoresThatStartFromOneSnapshotShareNothing(t *testing.T) {
	t.Parallel()
	s, space := filled(t)
	before, snapshot := draw(s, space), s.Snapshot()
	first, second := store.New(store.Options{}), store.New(store.Options{})
	first.Restore(snapshot)
	second.Restore(snapshot)
	changes(t, first, space, 1)
	changed := draw(first, space)
	changes(t, second, space, 2)
	if got := draw(first, space); got != changed {
		t.Errorf("a store changed with another:\n%s\nwant:\n%s", got, changed)
	}
	if got := draw(s, space); got != before {
		t.Errorf("a store changed with those that started from it:\n%s\nwant:\n%s", got, before)
	}
}

func BenchmarkSnapshotAndRestoreOf100Pages(b *testing.B) {
	s := store.New(store.Options{})
	space, err := s.CreateSpace(store.NewSpace{Key: "DOCS", Name: "Documentation"})
	if err != nil {
		b.Fatal(err)
	}
	for n := range 100 {
		if _, err := s.CreatePage(store.NewPage{SpaceID: space.ID, Title: fmt.Sprint("Page ", n), Body: "<p>text</p>", Editor: store.NewEditor}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		s.Restore(s.Snapshot())
	}
}
