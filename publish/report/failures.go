package report

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/workflow"
)

// failures are the pages that failed, by cause: what keeps 200 pages from being written is told once.
type failures struct {
	causes     []*cause // in the order of their first pages
	byKey      map[string]*cause
	byPage     map[*plan.Page]*cause
	followers  []*plan.Consequence
	pages      []*plan.Page // that failed because of another one, beside followers
	notReached int          // pages whose turn did not come
}

// cause is why pages failed.
type cause struct {
	first      apply.Outcome
	inDocument bool     // told at the document
	same       []string // sources of the other pages that it keeps back
	following  []string // sources of the pages that are kept back because these are
}

// add notes a failure and gives what the table says of it; isNew is false for one that needs no line of its own, because
// it is like another one.
func (f *failures) add(o apply.Outcome) (why string, isNew bool) {
	if errors.Is(o.Err, apply.ErrNotReached) {
		f.notReached++
		return o.Err.Error(), false
	}
	if consequence, ok := errors.AsType[*plan.Consequence](o.Err); ok {
		f.followers, f.pages = append(f.followers, consequence), append(f.pages, o.Page)
		return o.Err.Error(), !consequence.Below
	}
	if f.byKey == nil {
		f.byKey, f.byPage = map[string]*cause{}, map[*plan.Page]*cause{}
	}
	key := keyOf(o)
	if known := f.byKey[key]; known != nil {
		known.same = append(known.same, o.Page.Source)
		f.byPage[o.Page] = known
		return "the same as " + known.first.Page.Source, false
	}
	found := &cause{first: o, inDocument: errors.Is(o.Err, plan.ErrDocument)}
	f.causes = append(f.causes, found)
	f.byKey[key], f.byPage[o.Page] = found, found
	return found.brief(), true
}

// keyOf is the same for failures that have the same cause.
func keyOf(o apply.Outcome) string {
	if errors.Is(o.Err, plan.ErrDocument) {
		return o.Page.Source
	}
	text := o.Err.Error()
	if alike, ok := errors.AsType[interface {
		error
		Alike() string
	}](o.Err); ok {
		text = strings.TrimSuffix(text, alike.Error()) + "\n" + alike.Alike()
	}
	return headline(o) + "\n" + strings.ReplaceAll(text, strconv.Quote(o.Page.Title), "")
}

// follow lists the pages that failed because of others with the cause of those.
func (f *failures) follow() {
	of := map[*plan.Page]*plan.Page{}
	for i, consequence := range f.followers {
		of[f.pages[i]] = consequence.Of
	}
	for _, page := range f.pages {
		root := page
		for range f.pages { // no further, should they go round in a circle
			if of[root] == nil {
				break
			}
			root = of[root]
		}
		if found := f.byPage[root]; found != nil {
			found.following = append(found.following, page.Source)
		}
	}
}

// told counts the causes that are told as errors of pages.
func (f *failures) told() int {
	n := 0
	for _, cause := range f.causes {
		if !cause.inDocument {
			n++
		}
	}
	return n
}

// annotation is the one of all pages that a cause keeps back.
func (c *cause) annotation() workflow.Annotation {
	return workflow.Annotation{Level: workflow.Error, Title: headline(c.first), File: c.first.Page.Source, Message: c.text()}
}

// text tells the cause, after its first line how many pages it keeps back.
func (c *cause) text() string {
	sentence, rest, _ := strings.Cut(c.first.Err.Error(), "\n")
	if title := strconv.Quote(c.first.Page.Title); !strings.Contains(sentence, title) {
		sentence = title + ": " + sentence
	}
	lines := []string{sentence}
	if n := len(c.same); n > 0 {
		lines = append(lines, fmt.Sprintf("The same keeps back %s: %s.", count(n, "more page", "more pages"), firstOf(c.same)))
	}
	if n := len(c.following); n > 0 {
		lines = append(lines, c.consequences())
	}
	if rest != "" {
		lines = append(lines, rest)
	}
	return strings.Join(lines, "\n")
}

func (c *cause) consequences() string {
	return fmt.Sprintf("Because of that, %s not published either: %s.", countIs(len(c.following), "page", "pages"), firstOf(c.following))
}

// brief is the cause in one line.
func (c *cause) brief() string {
	line, _, _ := strings.Cut(c.first.Err.Error(), "\n")
	return line
}

func headline(o apply.Outcome) string {
	if o.ID != "" {
		return "Page not brought up to date"
	}
	return "Page not published"
}

// mostNamed is how many pages a message names.
const mostNamed = 10

func firstOf(names []string) string {
	if len(names) <= mostNamed {
		return strings.Join(names, ", ")
	}
	return strings.Join(slices.Concat(names[:mostNamed], []string{fmt.Sprintf("and %d more", len(names)-mostNamed)}), ", ")
}
