package publish_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// act is what a person does before a request, and what makes it undone.
type act struct {
	name string
	do   func(p sandbox.Person) error
	undo func(s *swept, p sandbox.Person) // nil: the next run copes
}

var acts = []act{
	{"creates a title that is to be created", func(p sandbox.Person) error {
		_, err := p.Create("", "New", "<p>a person's</p>")
		return err
	}, func(s *swept, p sandbox.Person) {
		page, err := p.Page("New")
		if err != nil || !strings.Contains(page.Body(), ">a person's</p>") || page.Version().Number != 1 {
			s.Errorf("the person's page: %v, %v", page, err)
		}
		_ = p.Rename("New", "Kept by its person")
	}},
	{"edits a page", func(p sandbox.Person) error { return p.Edit("Plain", "<p>by hand</p>", "") }, nil},
	{"renames a page", func(p sandbox.Person) error { return p.Rename("Plain", "By hand") }, nil},
	{"moves a page away", func(p sandbox.Person) error { return p.Move("Plain", "before", "Handbook") }, nil},
	{"moves a page within the tree", func(p sandbox.Person) error { return p.Move("Three", "append", "Ring A") }, nil},
	{"moves a page to the trash", func(p sandbox.Person) error { return p.Trash("Plain") }, nil},
	{"comments on a text", func(p sandbox.Person) error { return p.CommentOn("Plain", "special", "<p>why?</p>") }, nil},
	{"adds a label", func(p sandbox.Person) error { return p.Label("Plain", "theirs") }, func(_ *swept, p sandbox.Person) { _ = p.Unlabel("Plain", "theirs") }},
	{"copies the parent page", func(p sandbox.Person) error {
		_, err := p.Copy("Documentation", "", "A copy")
		return err
	}, func(_ *swept, p sandbox.Person) { _ = p.TrashTree("A copy") }},
}

func TestSweepOfPersons(t *testing.T) {
	t.Parallel()
	told := stories[1]
	for i, act := range acts {
		t.Run(act.name, func(t *testing.T) {
			t.Parallel()
			for _, at := range faces {
				t.Run(at.name, func(t *testing.T) {
					t.Parallel()
					from, want := published(t, at, told)
					each(t, i, func(n int) (reached bool) {
						synctest.Test(t, func(t *testing.T) {
							s := newSwept(t, at, from).checkout(told.after...)
							person := s.server.Person("DOCS")
							var err error
							s.server.Before(func(r *sandbox.Request) {
								if r.N == n {
									reached = true
									err = act.do(person)
								}
							})
							s.publish(t.Context(), s.server.Transport())
							s.server.ClearHooks()
							if !reached || err != nil { // what they wanted to do was not possible any more
								return
							}
							if act.undo != nil {
								act.undo(s, person)
							}
							s.settles(fmt.Sprintf("a person %s before request %d", act.name, n))
							got := s.drawing()
							for _, theirs := range []string{"Kept by its person: ", "A copy: "} {
								got = withoutPage(got, theirs)
							}
							if withoutMarkers(got) != want {
								t.Errorf("a person %s before request %d:\n%s\nwant:\n%s", act.name, n, got, want)
							}
						})
						return reached
					})
				})
			}
		})
	}
}

// withoutPage takes the page of somebody else out of a drawing, which draws its text on one line.
func withoutPage(drawing, begin string) string {
	var kept []string
	for line := range strings.Lines(drawing) {
		if !strings.HasPrefix(strings.TrimLeft(line, " "), begin) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

var marker = regexp.MustCompile(`</?ac:inline-comment-marker[^>]*>`)

func withoutMarkers(drawing string) string { return marker.ReplaceAllString(drawing, "") }

// A page that is purged or hidden is an error with its remedy, and never made a second time.
func TestSweepOfPagesThatGoAway(t *testing.T) {
	t.Parallel()
	told := stories[1]
	for i, hides := range []bool{false, true} {
		t.Run(fmt.Sprintf("hidden %v", hides), func(t *testing.T) {
			t.Parallel()
			for _, at := range faces {
				t.Run(at.name, func(t *testing.T) {
					t.Parallel()
					from, want := published(t, at, told)
					each(t, i, func(n int) (reached bool) {
						synctest.Test(t, func(t *testing.T) {
							s := newSwept(t, at, from).checkout(told.after...)
							person := s.server.Person("DOCS")
							page, err := person.Page("Plain")
							if err != nil {
								t.Fatal(err)
							}
							s.server.Before(func(r *sandbox.Request) {
								if r.N != n {
									return
								}
								reached = true
								if hides {
									err = person.Restrict("Plain", store.Restrictions{Read: store.Subjects{Users: []string{person.AccountID}}})
								} else {
									err = person.Purge("Plain")
								}
							})
							s.publish(t.Context(), s.server.Transport())
							s.server.ClearHooks()
							if !reached {
								return
							}
							if err != nil {
								t.Fatal(err)
							}
							what := fmt.Sprintf("a page goes away before request %d", n)
							if told := s.publish(t.Context(), s.server.Transport()); told.ExitCode() != 1 || !strings.Contains(s.log.String(), "forget: "+page.ID) {
								t.Errorf("%s: the next run exits with %d:\n%s", what, told.ExitCode(), s.log.String())
							}
							if strings.Count(s.drawing(), "Plain: ") > 1 {
								t.Errorf("%s: a second page was made", what)
							}
							if hides {
								_ = person.Restrict("Plain", store.Restrictions{})
							} else {
								s.settings.Forget = []string{page.ID}
								if told := s.publish(t.Context(), s.server.Transport()); told.ExitCode() != 0 {
									t.Errorf("%s: with forget the run exits with %d:\n%s", what, told.ExitCode(), s.log.String())
								}
								s.settings.Forget = nil
							}
							s.settles(what)
							if got := s.drawing(); got != want {
								t.Errorf("%s:\n%s\nwant:\n%s", what, got, want)
							}
						})
						return reached
					})
				})
			}
		})
	}
}
