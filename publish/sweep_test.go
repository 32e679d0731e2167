package publish_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// A sweep does something at every request of a run, one request at a time, and looks at what stands after the next run:
// the machine goes away, the job is told to stop, Confluence fails, another commit is published, a person does something.
// Time passes only while everything waits (testing/synctest), so that leases end and servers are waited for in no time.
//
// go test tries a sample of the points, with -short a smaller one; with PAGEWRIGHT_SWEEP=all, as .ci/sweep sets it, all of
// them.

// The commits of a tree of twelve pages: folders, links to headings in a ring, files, labels.
const sweptFirst = `
-- docs/index.md --
# Handbook

See [setup](guides/setup.md#second-step) and ![logo](logo.svg).
-- docs/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>
-- docs/guides/README.md --
# Guides
-- docs/guides/setup.md --
---
labels: [sre]
---
# Setup

Back to [ring](../ring/a.md#start).

## Second step
-- docs/guides/old.md --
# Old

Will be gone.
-- docs/ring/a.md --
# Ring A

## Start

[b](b.md#middle)
-- docs/ring/b.md --
# Ring B

## Middle

[c](c.md#end)
-- docs/ring/c.md --
# Ring C

## End

[a](a.md#start)
-- docs/one.md --
# One

first text
-- docs/two.md --
# Two

second text
-- docs/three.md --
# Three

[data](data.csv)
-- docs/data.csv --
1,2
-- docs/plain.md --
# Plain

Nothing special.
`

// sweptSecond changes a text and a file, swaps titles, renames and moves a document, makes a folder, and removes documents.
const sweptSecond = `
-- docs/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"/>
-- docs/index.md --
# Handbook

See [setup](new/setup.md#third-step) and ![logo](logo.svg).
-- docs/guides/setup.md --
-- docs/guides/old.md --
-- docs/new/index.md --
# New
-- docs/new/setup.md --
---
labels: [runbook]
---
# Setup

Back to [ring](../ring/a.md#start).

## Third step
-- docs/one.md --
# Two

first text
-- docs/two.md --
# One

second text, and more
-- docs/three.md --
# Three

No data any more.
-- docs/data.csv --
`

// sweptThird takes most of it back, as a revert does, and adds a page.
const sweptThird = `
-- docs/one.md --
# One

first text
-- docs/two.md --
# Two

second text
-- docs/late.md --
# Late

See [plain](plain.md).
`

// swept is one machine with a checkout of its own, and one Confluence.
type swept struct {
	*testing.T
	server   *sandbox.Server
	face     face
	settings settings.Settings
	dir      string
	log      strings.Builder
	run      int      // number of the workflow's run
	commits  []string // that are checked out
	env      map[string]string
	repair   bool
}

type face struct{ name, url, credential string }

var faces = []face{
	{"v2", "https://example.atlassian.net", "unscoped"},
	{"v1", "https://api.atlassian.com/ex/confluence/CLOUDID", "classic-scoped"},
	{"data center", "https://confluence.example.com", "dc-pat"},
}

// onFacesInSimulatedTime runs a test on each of the three faces, where to wait takes no time.
func onFacesInSimulatedTime(t *testing.T, test func(t *testing.T, f face)) {
	t.Helper()
	for _, f := range faces {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { test(t, f) })
		})
	}
}

func newSwept(t *testing.T, at face, from *store.Snapshot) *swept {
	t.Helper()
	server, err := sandbox.New(sandbox.Options{From: from})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	s := &swept{T: t, server: server, face: at, dir: t.TempDir()}
	none := func(string) string { return "" }
	if s.settings, _, err = settings.Read(settings.Sources{Flag: none, Input: none, Environment: none}); err != nil {
		t.Fatal(err)
	}
	s.settings.URL = strings.Replace(at.url, "CLOUDID", server.CloudID(), 1)
	s.settings.Space, s.settings.Owner, s.settings.Orphans, s.settings.MaxOrphans = "DOCS", "acme/handbook", "delete", 100
	for _, credential := range server.Credentials() {
		if credential.Name == at.credential {
			s.settings.Credential = settings.Credential{User: credential.User, Token: settings.Secret(credential.Token)}
		}
	}
	return s
}

// checkout makes the folder what it is at a commit: the commits before it are in it.
func (s *swept) checkout(commits ...string) *swept {
	s.Helper()
	if err := os.RemoveAll(filepath.Join(s.dir, "docs")); err != nil {
		s.Fatal(err)
	}
	for _, commit := range commits {
		lay(s, s.dir, commit)
	}
	s.run, s.commits = len(commits), commits
	return s
}

// publish publishes what is checked out, through a transport.
func (s *swept) publish(ctx context.Context, via http.RoundTripper) *report.Report {
	s.log.Reset()
	env := map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_WORKFLOW": "docs", "GITHUB_REF": "refs/heads/main", "GITHUB_RUN_NUMBER": fmt.Sprint(s.run)}
	maps.Copy(env, s.env)
	host := workflow.Detect(workflow.Environment{Getenv: func(name string) string { return env[name] }, Stdout: &s.log, Stderr: &s.log})
	return publish.Run(ctx, s.settings, publish.World{Host: host, WorkingDir: s.dir, Transport: via, Repair: s.repair})
}

// other is another machine at the same Confluence, which is neither counted nor hooked.
func (s *swept) other(commits ...string) *swept {
	o := &swept{T: s.T, server: s.server, face: s.face, settings: s.settings, dir: s.TempDir()}
	return o.checkout(commits...)
}

// settles runs once more, which is to end well, and then again, which is to write nothing; and looks for what must not be
// left.
func (s *swept) settles(what string) {
	s.Helper()
	if told := s.publish(s.Context(), s.server.Transport()); told.ExitCode() != 0 {
		s.Errorf("%s: the next run exits with %d:\n%s", what, told.ExitCode(), s.log.String())
		return
	}
	s.unchanged(what)
}

// unchanged wants a further run to write nothing.
func (s *swept) unchanged(what string) {
	s.Helper()
	var writes []string
	s.server.ClearHooks()
	s.server.Before(func(r *sandbox.Request) {
		if r.Method != http.MethodGet {
			writes = append(writes, r.String())
		}
	})
	told := s.publish(s.Context(), s.server.Transport())
	s.server.ClearHooks()
	if told.ExitCode() != 0 || len(writes) > 0 {
		s.Errorf("%s: a further run exits with %d and writes %q:\n%s", what, told.ExitCode(), writes, s.log.String())
	}
	s.leftovers(what)
}

// leftovers looks for a lease, a journal, intents and titles for the time between.
func (s *swept) leftovers(what string) {
	s.Helper()
	for _, space := range s.server.Store().Spaces() {
		s.leftoversIn(what, space)
	}
}

func (s *swept) leftoversIn(what string, space store.Space) {
	s.Helper()
	for _, property := range s.server.Store().Properties(space.HomepageID) {
		isRecord := strings.HasPrefix(property.Key, "pagewright-")
		if isRecord && (strings.Contains(property.Key, "-intents-") || strings.HasSuffix(property.Key, "-journal") || strings.Contains(string(property.Value), `"lease"`)) {
			s.Errorf("%s: left is %s: %s", what, property.Key, property.Value)
		}
	}
	for _, page := range s.server.Store().Pages(space.ID) {
		if page.Status == store.Current && isInterim(page) {
			s.Errorf("%s: left is the title %q", what, page.Title)
		}
	}
}

// isInterim reports whether a page has a title only for the time in which pages change titles with each other.
func isInterim(page store.Page) bool { return strings.HasSuffix(page.Title, "("+page.ID+")") }

// drawing returns the tree with the texts, labels and files of its pages, but for what Confluence itself puts into texts.
func (s *swept) drawing() string {
	var out strings.Builder
	var draw func(id, indent string)
	draw = func(id, indent string) {
		for _, page := range s.server.Store().Children(id) {
			fmt.Fprintf(&out, "%s%s: %s\n", indent, page.Title, onOneLine(page.Body()))
			labels, _ := s.server.Store().Labels(page.ID)
			slices.SortFunc(labels, func(a, b store.Label) int { return strings.Compare(a.Name, b.Name) })
			for _, label := range labels {
				fmt.Fprintf(&out, "%s  label %s\n", indent, label.Name)
			}
			files := s.server.Store().Attachments(page.ID)
			slices.SortFunc(files, func(a, b store.Attachment) int { return strings.Compare(a.Title, b.Title) })
			for _, file := range files {
				content, _ := s.server.Store().AttachmentData(file.ID, 0)
				fmt.Fprintf(&out, "%s  file %s: %s\n", indent, file.Title, onOneLine(string(content)))
			}
			draw(page.ID, indent+"  ")
		}
	}
	for _, space := range s.server.Store().Spaces() {
		draw(space.HomepageID, "")
	}
	return out.String()
}

func onOneLine(text string) string {
	return strings.ReplaceAll(addedByConfluence.ReplaceAllString(text, ""), "\n", " ")
}

var addedByConfluence = regexp.MustCompile(` (ac:)?local-id="[^"]*"| ac:macro-id="[^"]*"| ri:version-at-save="[^"]*"`)

// story is what is published before, and what is being published when it happens.
type story struct {
	name   string
	before []string
	after  []string
	set    func(s *swept) // changes the settings; nil: they stay
}

// start makes a machine for the story.
func (told story) start(t *testing.T, at face, from *store.Snapshot) *swept {
	t.Helper()
	s := newSwept(t, at, from)
	if told.set != nil {
		told.set(s)
	}
	return s
}

var stories = []story{
	{name: "first publication", after: []string{sweptFirst}},
	{name: "update", before: []string{sweptFirst}, after: []string{sweptFirst, sweptSecond}},
}

// each tries the numbers of requests from 1 on, until one is not reached: all of them, or a sample that begins elsewhere
// for each sweep.
func each(t *testing.T, begin int, do func(n int) (reached bool)) {
	t.Helper()
	step := sweepStep()
	tried := 0
	for n := 1 + begin%step; do(n); n += step {
		tried++
	}
	countTried(t, tried)
}

// countTried counts points, or histories, that a test has tried.
func countTried(t *testing.T, tried int) {
	t.Helper()
	t.Logf("%d points", tried)
	name, _, _ := strings.Cut(t.Name(), "/")
	pointsTried.Lock()
	defer pointsTried.Unlock()
	pointsTried.of[name] += tried
}

// sweepStep is how far apart the points are that are tried.
func sweepStep() int {
	switch {
	case os.Getenv("PAGEWRIGHT_SWEEP") == "all":
		return 1
	case testing.Short():
		return 151
	}
	return 17
}

// pointsApart is how far apart the points are of tests that try all of theirs, or with -short a sample.
func pointsApart() int {
	if testing.Short() {
		return 7
	}
	return 1
}

var pointsTried = struct {
	sync.Mutex
	of map[string]int // by sweep
}{of: map[string]int{}}

// countSweeps prints how many points each sweep has tried.
func countSweeps() {
	if len(pointsTried.of) == 0 {
		return
	}
	which := "a sample of them (all with .ci/sweep)"
	if sweepStep() == 1 {
		which = "all of them"
	}
	total := 0
	for _, name := range slices.Sorted(maps.Keys(pointsTried.of)) {
		fmt.Printf("%6d points  %s\n", pointsTried.of[name], name)
		total += pointsTried.of[name]
	}
	fmt.Printf("%6d points at which something happened to a run, %s\n", total, which)
}

// sweep tries something at every request of the stories on every face. Do is told the number of the request; it reports
// whether the story came that far.
func sweep(t *testing.T, begin int, do func(s *swept, n int) bool) {
	t.Helper()
	sweepStories(t, begin, stories, do)
}

func sweepStories(t *testing.T, begin int, stories []story, do func(s *swept, n int) bool) {
	t.Helper()
	for _, at := range faces {
		for _, told := range stories {
			t.Run(at.name+", "+told.name, func(t *testing.T) {
				t.Parallel()
				from, want := published(t, at, told)
				each(t, begin, func(n int) (reached bool) {
					synctest.Test(t, func(t *testing.T) {
						s := told.start(t, at, from).checkout(told.after...)
						if reached = do(s, n); reached {
							if got := s.drawing(); got != want {
								t.Errorf("request %d:\n%s\nwant:\n%s", n, got, want)
							}
						}
					})
					return reached
				})
			})
		}
	}
}

// published returns the state before a story, and what a run that nothing happens to makes of it. Each story is published
// once on each face.
func published(t *testing.T, at face, told story) (from *store.Snapshot, want string) {
	t.Helper()
	outcomes.Lock()
	defer outcomes.Unlock()
	key := fmt.Sprint(at.name, told.name, told.before, told.after)
	if known, ok := outcomes.of[key]; ok {
		return known.from, known.want
	}
	synctest.Test(t, func(t *testing.T) {
		s := told.start(t, at, nil)
		for i := range told.before {
			if told := s.checkout(told.before[:i+1]...).publish(t.Context(), s.server.Transport()); told.ExitCode() != 0 {
				t.Fatalf("before the story:\n%s", s.log.String())
			}
		}
		from = s.server.Store().Snapshot()
		s.checkout(told.after...)
		s.settles("without anything happening")
		want = s.drawing()
	})
	outcomes.of[key] = outcome{from, want}
	return from, want
}

type outcome struct {
	from *store.Snapshot
	want string
}

var outcomes = struct {
	sync.Mutex
	of map[string]outcome // by face and story
}{of: map[string]outcome{}}
