package publish_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// TestRandomHistories publishes random histories of commits, between which runs are killed, Confluence fails, older commits
// come late and people do something. However it went, one more run leaves what a first publication of the last commit makes
// in an empty space, on the pages of before.
//
// go test tries a few histories, .ci/sweep many. PAGEWRIGHT_SEED=17 repeats the one of that number; what fails is told with
// its seed and all that happened.
func TestRandomHistories(t *testing.T) {
	t.Parallel()
	for _, at := range faces {
		t.Run(at.name, func(t *testing.T) {
			t.Parallel()
			first, last := seeds(t)
			for seed := first; seed <= last; seed++ {
				t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { newHistory(t, at, seed).tell() })
				})
			}
			countTried(t, last-first+1)
		})
	}
}

const seedVariable = "PAGEWRIGHT_SEED"

// seeds returns the first and the last seed to try on each face.
func seeds(t *testing.T) (first, last int) {
	if given := os.Getenv(seedVariable); given != "" {
		from, to, isRange := strings.Cut(given, "-")
		if !isRange {
			to = from
		}
		var errs [2]error
		first, errs[0] = strconv.Atoi(from)
		last, errs[1] = strconv.Atoi(to)
		if errs[0] != nil || errs[1] != nil {
			t.Fatalf("%s is %q: a number, or two with - between them", seedVariable, given)
		}
		return first, last
	}
	switch {
	case sweepStep() == 1:
		return 1, 1000
	case testing.Short():
		return 1, 2
	}
	return 1, 6
}

// history is what happens to a space from commit to commit.
type history struct {
	*swept
	*rand.Rand
	person  sandbox.Person
	commits []commit
	now     commit
	events  []string
	seed    int
	pages   map[string]string // ids by source, of the pages that stay theirs
	foreign map[string]string // pages of people, as they are to stay
	added   []string          // ids of pages that have a label and a file of people
}

func newHistory(t *testing.T, at face, seed int) *history {
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	h := &history{swept: newSwept(t, at, nil), Rand: random, seed: seed, pages: map[string]string{}, foreign: map[string]string{}}
	h.person = h.server.Person("DOCS")
	docs := newCheckout(random, h.server.Store().Spaces()[0].HomepageID)
	h.commits = []commit{docs.write(1, nil)}
	for wanted := 2 + h.IntN(5); len(h.commits) < wanted; {
		changes := docs.change()
		if len(h.commits) == wanted-1 {
			docs.orphans = "delete" // else there are pages that a first publication does not make
		}
		h.commits = append(h.commits, docs.write(len(h.commits)+1, changes))
	}
	if h.IntN(2) == 0 {
		h.settings.Parallel = 1
	}
	return h
}

// tell lets the history happen and looks at its end.
func (h *history) tell() {
	h.Cleanup(func() {
		if h.Failed() {
			h.Logf("what happened, which %s=%d repeats, and -v shows with the documents:\n%s", seedVariable, h.seed, strings.Join(h.events, "\n"))
		}
	})
	for i := range h.commits {
		h.at(i)
		if h.IntN(2) == 0 {
			h.calmly()
			continue
		}
		h.disturbed(i)
		if h.IntN(2) == 0 {
			h.calmly()
		}
	}
	h.settles("at the end")
	h.compare()
}

// at checks a commit out.
func (h *history) at(i int) {
	h.now = h.commits[i]
	h.note("commit %d: %s", h.now.number, strings.Join(h.now.changes, "; "))
	if testing.Verbose() {
		h.note("%s", h.now.files)
	}
	h.lay(h.now)
}

func (h *history) note(format string, arguments ...any) {
	h.events = append(h.events, fmt.Sprintf(format, arguments...))
}

// lay makes the folder and the settings of a machine what they are at a commit.
func (s *swept) lay(c commit) {
	s.checkout(c.files)
	s.run = c.number
	s.settings.TitlePrefix, s.settings.SiblingOrder, s.settings.OnTitleConflict, s.settings.Orphans = c.was.prefix, c.was.order, c.was.conflict, c.was.orphans
	s.settings.Labels, s.settings.Trees = c.was.labels, nil
	switch {
	case c.was.oneSpace:
		inTwoTreesOfASpace(s)
	case len(c.was.trees) > 0:
		inTwoTrees(s)
	}
}

// publishes runs what is checked out. Pages of documents that are not in the commit are not claimed to stay any more.
func (h *history) publishes(ctx context.Context, via http.RoundTripper) *report.Report {
	h.forget(h.now)
	told := h.publish(ctx, via)
	_ = h.server.Wait(h.Context())
	h.server.ClearHooks()
	return told
}

func (h *history) forget(c commit) {
	for source := range h.pages {
		if !slices.Contains(c.sources, source) {
			delete(h.pages, source)
		}
	}
}

// calmly runs with nothing happening, and notes which pages the documents have.
func (h *history) calmly() {
	told := h.publishes(h.Context(), h.server.Transport())
	h.note("  a run that nothing happens to exits with %d", told.ExitCode())
	if told.ExitCode() != 0 {
		return
	}
	for _, page := range told.Pages {
		if !slices.Contains(h.now.sources, page.Source) || page.Action == plan.Deleted { // which was the page of a document that names another one now
			continue
		}
		if before := h.pages[page.Source]; before != "" && before != page.ID && page.Source != h.now.bound {
			h.Errorf("commit %d: %s had the page %s and has %s now", h.now.number, page.Source, before, page.ID)
		}
		h.pages[page.Source] = page.ID
	}
}

// disturbed runs, and something happens at a random request.
func (h *history) disturbed(i int) {
	n := 1 + h.IntN(20*(1+h.IntN(4)))
	switch h.IntN(6) {
	case 0:
		done := h.IntN(2) == 0
		h.note("  a run is killed at request %d, done %v", n, done)
		h.forget(h.now)
		h.dies(n, done)
	case 1:
		h.note("  a run is told to stop at request %d", n)
		ctx, cancel := context.WithCancel(h.Context())
		h.before(n, func(*sandbox.Request) { cancel() })
		h.publishes(ctx, h.server.Transport())
		cancel()
	case 2:
		fault := faultsSwept[h.IntN(len(faultsSwept))]
		lag := time.Duration(h.IntN(2)) * 3 * time.Second
		h.note("  %s%s at request %d, lists lag %s", fault.Kind, fault.Variant, n, lag)
		h.before(n, func(r *sandbox.Request) { r.Hit(fault) })
		h.server.Store().SetBehavior(store.Behavior{ListLag: lag})
		h.publishes(h.Context(), h.server.Transport())
		h.server.Store().SetBehavior(store.Behavior{})
	case 3:
		if i == 0 {
			h.calmly()
			return
		}
		older := h.commits[h.IntN(i)]
		h.note("  commit %d is published before request %d", older.number, n)
		late := h.other()
		late.lay(older)
		h.before(n, func(*sandbox.Request) {
			h.forget(older)
			late.publish(h.Context(), h.server.Aside())
		})
		h.publishes(h.Context(), h.server.Transport())
	default:
		h.before(n, func(*sandbox.Request) { h.act(i, n) })
		h.publishes(h.Context(), h.server.Transport())
	}
}

// before does something once, before the nth request of the next run.
func (h *history) before(n int, do func(*sandbox.Request)) {
	h.server.Before(func(r *sandbox.Request) {
		if r.N == n {
			do(r)
		}
	})
}

// act lets a person do something after which the newest commit is still to be published: what they do to pages, they do to
// those that stay with their documents until the end, for one that a person has edited is not removed.
func (h *history) act(i, n int) {
	var lasting []string
	for source, id := range h.pages {
		isThere := func(c commit) bool { return slices.Contains(c.sources, source) }
		if id != h.now.was.home && !slices.ContainsFunc(h.commits[i:], func(c commit) bool { return !isThere(c) || c.bound == source }) {
			lasting = append(lasting, id)
		}
	}
	if len(lasting) == 0 {
		return
	}
	slices.Sort(lasting)
	id, other := lasting[h.IntN(len(lasting))], lasting[h.IntN(len(lasting))]
	name := fmt.Sprintf("A person's page %d", len(h.events))
	page, err := h.person.Page(id)
	beside, _ := h.person.Page(other)
	if err != nil || page.Status != store.Current || page.SpaceID != beside.SpaceID { // a page in another space needs a hand
		return
	}
	var did string
	switch h.IntN(8) {
	case 0:
		did, err = "edits "+id, h.person.Edit(id, "<p>By hand</p>", "")
	case 1:
		did, err = "renames "+id, h.person.Rename(id, name+" by hand")
	case 2:
		did, err = fmt.Sprintf("moves %s below %s", id, other), h.person.Move(id, "append", other)
	case 3:
		did, err = fmt.Sprintf("moves %s before %s", id, other), h.person.Move(id, "before", other)
	case 4:
		did, err = "trashes "+id, h.person.Trash(id)
	case 5:
		did, err = "comments on "+id, h.person.CommentOn(id, "text", "<p>why?</p>")
	case 6:
		did = "labels and attaches to " + id
		if err = h.person.Label(id, "theirs"); err == nil {
			err = h.person.Attach(id, "theirs.txt", []byte("theirs"))
			h.added = append(h.added, id)
		}
	case 7:
		var made store.Page
		did = "creates a page below " + id
		if made, err = h.person.Create(id, name, "<p>theirs</p>"); err == nil {
			h.foreign[made.ID] = h.whole(made.ID)
		}
	}
	h.note("  before request %d a person %s (%s): %v", n, did, page.Title, err)
}

// whole is all that a page of a person is.
func (h *history) whole(id string) string {
	page, _ := h.server.Store().Page(id)
	return fmt.Sprintf("%s %s %q below %s, version %d: %s", id, page.Status, page.Title, page.ParentID, page.Version().Number, page.Body())
}

// compare looks whether everything is as a first publication would have made it, and whose pages it is on.
func (h *history) compare() {
	fresh := newSwept(h.T, h.face, nil)
	fresh.lay(h.now)
	if told := fresh.publish(h.Context(), fresh.server.Transport()); told.ExitCode() != 0 {
		h.Errorf("a first publication exits with %d:\n%s", told.ExitCode(), fresh.log.String())
	}
	if got, want := h.comparable(h.swept), h.comparable(fresh); got != want {
		h.Errorf("in the end there is not what a first publication makes:\n%s", diff.Diff("first publication", []byte(want), "in the end", []byte(got)))
	}
	h.calmly()
	for id, before := range h.foreign {
		if now := h.whole(id); now != before {
			h.Errorf("the page of a person was %s and is %s", before, now)
		}
	}
	for _, id := range h.added {
		labels, _ := h.server.Store().Labels(id)
		if !slices.ContainsFunc(labels, func(l store.Label) bool { return l.Name == "theirs" }) {
			h.Errorf("the page %s has lost a label of a person", id)
		}
		if _, err := h.server.Store().AttachmentByName(id, "theirs.txt"); err != nil {
			h.Errorf("the page %s has lost a file of a person: %v", id, err)
		}
	}
	for source, width := range h.now.widths {
		property, err := h.server.Store().Property(h.pages[source], "content-appearance-published")
		if h.face.name != "data center" && (err != nil || string(property.Value) != strconv.Quote(width)) {
			h.Errorf("%s: the page width is %s, %v, want %s", source, property.Value, err, width)
		}
	}
}

var (
	ofPersons = regexp.MustCompile(`(?m)^ *(label theirs|file theirs\.txt: .*|A person's page \d+: .*)\n`)
	apart     = regexp.MustCompile(` \([^()\n]*\)`)
)

// comparable is a drawing without what people did. Titles that were made different go by what was there first, and so does
// the order of pages that are not put in order.
func (h *history) comparable(s *swept) string {
	home, _ := s.server.Store().Page(h.now.was.home)
	drawing := fmt.Sprintf("%s: %s\n%s", home.Title, onOneLine(home.Body()), withoutMarkers(s.drawing()))
	drawing = ofPersons.ReplaceAllString(drawing, "")
	if h.now.was.conflict == "disambiguate" {
		drawing = apart.ReplaceAllString(drawing, "")
	}
	if h.now.was.order == "created" || h.now.was.oneSpace { // trees that lie below one page are not put in order
		drawing = sortedSiblings(drawing)
	}
	return drawing
}

// sortedSiblings puts what stands below one line in the order of its lines.
func sortedSiblings(drawing string) string {
	var above []string
	var lines []string
	for line := range strings.Lines(drawing) {
		depth := (len(line) - len(strings.TrimLeft(line, " "))) / 2
		above = append(above[:min(depth, len(above))], line)
		lines = append(lines, strings.Join(above, "\x00"))
	}
	slices.Sort(lines)
	for i, line := range lines {
		lines[i] = line[strings.LastIndex(line, "\x00")+1:]
	}
	return strings.Join(lines, "")
}
