package publish_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/plan"
	generated "github.com/pagewright/pagewright/publish/scale/handbook"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// lay puts a handbook in place of the documents.
func (b *bench) lay(h generated.Handbook) {
	b.Helper()
	if err := os.RemoveAll(filepath.Join(b.dir, "docs")); err != nil {
		b.Fatal(err)
	}
	for name, content := range h.Files() {
		name = filepath.Join(b.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, content, 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

var record = regexp.MustCompile(`/propert(y|ies)(/|$)`)

// cost counts the requests of the last run, without those of the record, whose number depends on how long the run takes.
func (b *bench) cost() (requests, writes int, kinds map[string]int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	kinds = map[string]int{}
	for _, request := range b.requests {
		method, path, _ := strings.Cut(request, " ")
		if record.MatchString(path) {
			continue
		}
		requests++
		if method != http.MethodGet {
			writes++
		}
		kinds[method+" "+regexp.MustCompile(`[0-9]+`).ReplaceAllString(path, "N")]++
	}
	return requests, writes, kinds
}

func (b *bench) costs(what string, most int) {
	b.Helper()
	if requests, _, kinds := b.cost(); requests > most {
		b.Errorf("%s: %d requests, want at most %d: %v", what, requests, most, kinds)
	}
}

func TestRunCostsWhatItsOwnDocumentsCost(t *testing.T) {
	t.Parallel()
	pages := 330
	if testing.Short() {
		pages = 200
	}
	over := func(n, by int) int { return (n + by - 1) / by }
	known := map[string]int{"v2": over(pages, 250), "v1": over(pages, 200), "data center": over(pages, 100)} // requests to read all pages
	onFaces(t, "", func(b *bench) {
		b.settings.SiblingOrder, b.settings.Orphans, b.settings.MaxOrphans = "created", "delete", pages
		for n := range 100 {
			b.foreignPage(fmt.Sprintf("Page of others %d", n))
		}
		b.foreignPage("Handbook")
		b.settings.Parent = "Handbook"
		wayIn := 5
		if b.face.name == "v1" {
			wayIn += 5 // the scopes are tried
		}
		known := wayIn + known[b.face.name]
		texts := func(n int) int { return min(n, over(pages, 50)) * over(n, 100) } // requests to read so many texts
		h := generated.Handbook{Pages: pages}
		b.lay(h)
		b.published(fmt.Sprintf("%d created", pages))
		twice := pages / 7
		b.costs("first", wayIn+pages+over(pages, 5)+over(pages, 3)+twice+2*texts(twice)) // their texts may be read in two lots

		b.published(fmt.Sprintf("%d unchanged", pages))
		b.costs("unchanged", known)
		if writes := b.writes(); len(writes) > 0 {
			b.Errorf("a run without changes wrote %v", writes)
		}

		h.Changed = func(page int) bool { return page%10 == 3 }
		b.lay(h)
		b.published(fmt.Sprintf("%d updated, %d unchanged", pages/10, pages-pages/10))
		b.costs("a tenth changed", known+pages/10+texts(pages/10))

		h.Without = func(page int) bool { return page%10 == 4 && generated.IsLeaf(page) }
		b.lay(h)
		told := b.run()
		removed, updated := told.Counts[plan.Deleted], told.Counts[plan.Updated]
		if told.ExitCode() != 0 || removed < pages/22 {
			b.Fatalf("%s\n%s", counts(told), &b.log)
		}
		looks := 2 * over(pages, 100)
		switch b.face.name {
		case "v1":
			looks = 4 * removed // its lists leave folders out: each page is looked at
		case "data center":
			looks += removed // it answers 200, which only a look can tell from one for nothing
		}
		b.costs("pages removed", known+removed+updated+texts(removed+updated)+looks)
	})
}

func TestNewPageInFrontOfOrderedOnesIsOneMove(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	write := func(from int) {
		for n := from; n <= 100; n++ {
			b.write(fmt.Sprintf("-- docs/page-%d.md --\n---\norder: %d\n---\n# Page %d\n", n, n, n))
		}
	}
	write(1)
	b.published("100 created")
	want := b.tree()
	write(0)
	b.published("1 created, 100 unchanged")
	if got := b.tree(); !strings.HasPrefix(got, "Page 0\n") || strings.TrimPrefix(got, "Page 0\n") != want {
		t.Errorf("the pages stand as\n%s", got)
	}
	if _, writes, kinds := b.cost(); writes != 2 {
		t.Errorf("to create and to place a page took %v", kinds)
	}
}

func TestSiblingsStandTheSameHoweverManyAreWrittenAtOnce(t *testing.T) {
	t.Parallel()
	var want string
	for _, parallel := range []int{1, 8, 32} {
		b := newBench(t, "")
		b.settings.Parallel = parallel
		b.lay(generated.Handbook{Pages: 60})
		b.published("60 created")
		got := b.tree()
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("with parallel %d they stand as\n%s, want\n%s", parallel, got, want)
		}
	}
}

func TestNoProbeTakesAnythingAway(t *testing.T) {
	t.Parallel()
	for _, orphans := range []string{"delete", "archive"} {
		onFaces(t, "-- docs/a.md --\n# A\n", func(b *bench) {
			if b.settings.Orphans = orphans; b.face.name == "data center" && orphans == "archive" {
				return // which it cannot
			}
			var sent []string
			transport := roundTripper(func(r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodDelete || strings.HasSuffix(r.URL.Path, "/archive") {
					sent = append(sent, r.Method+" "+r.URL.Path)
				}
				return b.server.Transport().RoundTrip(r)
			})
			host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
			code, err := publish.Doctor(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: transport}, &b.log, false)
			if code != 0 || err != nil || len(sent) > 0 {
				b.Errorf("orphans %s: exit %d, %v; the doctor sent %v\n%s", orphans, code, err, sent, &b.log)
			}
			if said := b.log.String(); strings.Contains(said, "✓ "+orphans) || !strings.Contains(said, "· "+orphans) {
				b.Errorf("what no probe can show is ticked, or not named:\n%s", said)
			}
		})
	}
}

func TestDoctorFindsTheWayInOnce(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n", func(b *bench) {
		asked := map[string]int{}
		transport := roundTripper(func(r *http.Request) (*http.Response, error) {
			if strings.Contains(r.URL.Path, "/space") && strings.Contains(r.URL.String(), "DOCS") {
				asked[r.URL.String()]++
			}
			return b.server.Transport().RoundTrip(r)
		})
		host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
		code, err := publish.Doctor(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: transport}, &b.log, false)
		if code != 0 || err != nil || len(asked) == 0 {
			b.Errorf("exit %d, %v, the space was asked for at %v", code, err, asked)
		}
		for address, times := range asked {
			if times > 1 {
				b.Errorf("%s was asked for %d times", address, times)
			}
		}
	})
}

func TestWrongCredentialShowsBeforeDocumentsAreRead(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n[dead](missing.md)\n")
	b.settings.Credential.Token = "wrong"
	told := b.run()
	if told.ExitCode() == 0 || len(told.Problems) > 0 {
		b.Errorf("exit %d, and the documents' problems were told: %v", told.ExitCode(), told.Problems)
	}
}

func TestWhatTheAccountMayNotDoIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n")
	b.inPlace = func(r *http.Request) http.HandlerFunc {
		if !strings.HasSuffix(r.URL.Path, "/operations") {
			return nil
		}
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"operations":[{"operation":"read","targetType":"space"},{"operation":"read","targetType":"page"}]}`))
		}
	}
	b.settings.Mode = settings.Plan
	if told := b.run(); told.ExitCode() != 0 {
		b.Errorf("the plan ends with %d", told.ExitCode())
	}
	b.logHas("the account may not add pages to the space DOCS", "the account may not edit the page")
	for _, request := range b.writes() {
		b.Errorf("the plan sent %s", request)
	}
	b.log.Reset()
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	code, err := publish.Doctor(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(b.roundTrip)}, &b.log, false)
	if code != 1 || err != nil {
		b.Errorf("the doctor ends with %d, %v", code, err)
	}
	b.logHas("✗ create a page", "The account may not add pages to the space DOCS.", "Let an administrator")
}

func TestPlanTellsThatTheAccountMayNotDelete(t *testing.T) {
	t.Parallel()
	for operations, want := range map[string]bool{`{"operation":"read","targetType":"page"}`: true, `{"operation":"read","targetType":"page"},{"operation":"delete","targetType":"page"}`: false} {
		b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n")
		b.settings.Orphans = "delete"
		b.published("2 created")
		id := b.page("B").ID
		b.write("-- docs/b.md --\n")
		b.inPlace = func(r *http.Request) http.HandlerFunc {
			if !strings.HasSuffix(r.URL.Path, id+"/operations") {
				return nil
			}
			return func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write([]byte(`{"operations":[` + operations + `]}`))
			}
		}
		b.settings.Mode = settings.Plan
		b.run()
		if told := strings.Contains(b.log.String(), "the account may not delete pages, such as page "+id); told != want {
			b.Errorf("%s: told %t\n%s", operations, told, b.log.String())
		}
	}
}

func TestLongRunTellsHowFarItIs(t *testing.T) {
	t.Parallel()
	inSimulatedTime(t, 60, func(b *bench) {
		told := b.through(roundTripper(func(r *http.Request) (*http.Response, error) {
			time.Sleep(5 * time.Second)
			return b.server.Transport().RoundTrip(r)
		}))
		if told.ExitCode() != 0 {
			b.Errorf("exit %d\n%s", told.ExitCode(), &b.log)
		}
		b.logHas(" of 60 pages are done.")
		last := ""
		for line := range strings.Lines(b.log.String()) {
			if _, document, found := strings.Cut(line, "(docs/"); found {
				if document < last {
					b.Errorf("%s is told after %s", document, last)
				}
				last = document
			}
		}
	})
}

func TestNamedParentsCostNoRequestEach(t *testing.T) {
	t.Parallel()
	onFaces(t, "", func(b *bench) {
		if b.face.name == "v1" {
			return // it takes no ids: pages that do not lie below the parent page are read one by one
		}
		cost := func(parents int) int {
			for n := range parents {
				page, err := b.server.Person("DOCS").Page(fmt.Sprintf("Shelf %d", n))
				if err != nil {
					page = b.foreignPage(fmt.Sprintf("Shelf %d", n))
				}
				b.write(fmt.Sprintf("-- docs/by-id-%d.md --\n---\nparent: %s\n---\n# By id %[1]d\n-- docs/by-title-%[1]d.md --\n---\nparent: Shelf %[1]d\n---\n# By title %[1]d\n", n, page.ID))
			}
			b.run()
			b.unchanged()
			requests, _, _ := b.cost()
			return requests
		}
		if few, many := cost(2), cost(20); many != few {
			b.Errorf("a run without changes takes %d requests with 2 named parents and %d with 20", few, many)
		}
	})
}

// Cloud's v1 reads texts in lists of all pages alone. Their number does not grow with that of the texts.
func TestTextsAreReadInFewLists(t *testing.T) {
	t.Parallel()
	const pages, lists, inList = 600, 4, 50
	b := newBench(t, "")
	b.at(faces[1])
	for _, text := range []string{"before", "after"} {
		for n := range pages {
			b.write(fmt.Sprintf("-- docs/page-%d.md --\n# Page %[1]d\n\n%s\n", n, text))
		}
		b.run()
	}
	if b.told.Counts[plan.Updated] != pages {
		t.Fatal(counts(b.told), b.log.String())
	}
	if requests, writes, kinds := b.cost(); requests-writes > 15+lists*pages/inList {
		t.Errorf("%d reads: %v", requests-writes, kinds)
	}
}
