package publish_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

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
// go test does a sample of the points; PAGEWRIGHT_SWEEP=all, as .ci/sweep sets it, all of them.

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
	run      int // number of the workflow's run
	env      map[string]string
}

type face struct{ name, url, credential string }

var faces = []face{
	{"v2", "https://example.atlassian.net", "unscoped"},
	{"v1", "https://api.atlassian.com/ex/confluence/CLOUDID", "classic-scoped"},
	{"data center", "https://confluence.example.com", "dc-pat"},
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
		for _, file := range txtar.Parse([]byte(commit)).Files {
			name := filepath.Join(s.dir, file.Name)
			if len(file.Data) == 0 {
				_ = os.Remove(name)
				continue
			}
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				s.Fatal(err)
			}
			if err := os.WriteFile(name, file.Data, 0o600); err != nil {
				s.Fatal(err)
			}
		}
	}
	s.run = len(commits)
	return s
}

// publish publishes what is checked out, through a transport.
func (s *swept) publish(ctx context.Context, via http.RoundTripper) *report.Report {
	s.log.Reset()
	env := map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_WORKFLOW": "docs", "GITHUB_REF": "refs/heads/main", "GITHUB_RUN_NUMBER": fmt.Sprint(s.run)}
	maps.Copy(env, s.env)
	host := workflow.Detect(workflow.World{Getenv: func(name string) string { return env[name] }, Stdout: &s.log, Stderr: &s.log})
	return publish.Run(ctx, s.settings, publish.World{Host: host, WorkingDir: s.dir, Transport: via})
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
	space, err := s.server.Store().SpaceByKey("DOCS")
	if err != nil {
		s.Fatal(err)
	}
	for _, property := range s.server.Store().Properties(space.HomepageID) {
		isRecord := strings.HasPrefix(property.Key, "pagewright-")
		if isRecord && (strings.Contains(property.Key, "-intents-") || strings.HasSuffix(property.Key, "-journal") || strings.Contains(string(property.Value), `"lease"`)) {
			s.Errorf("%s: left is %s: %s", what, property.Key, property.Value)
		}
	}
	for _, page := range s.server.Store().Pages(space.ID) {
		if strings.HasPrefix(page.Title, "Being renamed") {
			s.Errorf("%s: left is the title %q", what, page.Title)
		}
	}
}

// drawing gives the tree with the texts, labels and files of its pages, but for what Confluence itself puts into texts.
func (s *swept) drawing() string {
	var out strings.Builder
	space, err := s.server.Store().SpaceByKey("DOCS")
	if err != nil {
		s.Fatal(err)
	}
	var draw func(id, indent string)
	draw = func(id, indent string) {
		for _, page := range s.server.Store().Children(id) {
			fmt.Fprintf(&out, "%s%s: %s\n", indent, page.Title, addedByConfluence.ReplaceAllString(page.Body(), ""))
			labels, _ := s.server.Store().Labels(page.ID)
			for _, label := range labels {
				fmt.Fprintf(&out, "%s  label %s\n", indent, label.Name)
			}
			files := s.server.Store().Attachments(page.ID)
			slices.SortFunc(files, func(a, b store.Attachment) int { return strings.Compare(a.Title, b.Title) })
			for _, file := range files {
				content, _ := s.server.Store().AttachmentData(file.ID, 0)
				fmt.Fprintf(&out, "%s  file %s: %s\n", indent, file.Title, content)
			}
			draw(page.ID, indent+"  ")
		}
	}
	draw(space.HomepageID, "")
	return out.String()
}

var addedByConfluence = regexp.MustCompile(` (ac:)?local-id="[^"]*"| ac:macro-id="[^"]*"| ri:version-at-save="[^"]*"`)

// story is what is published before, and what is being published when it happens.
type story struct {
	name   string
	before []string
	after  []string
}

var stories = []story{
	{"first publication", nil, []string{sweptFirst}},
	{"update", []string{sweptFirst}, []string{sweptFirst, sweptSecond}},
}

// each tries the numbers of requests from 1 on, until one is not reached: all of them, or a sample that begins elsewhere
// for each sweep.
func each(t *testing.T, begin int, do func(n int) (reached bool)) {
	t.Helper()
	step := 11
	if os.Getenv("PAGEWRIGHT_SWEEP") == "all" {
		begin, step = 0, 1
	}
	tried := 0
	for n := 1 + begin%step; do(n); n += step {
		tried++
	}
	pointsTried.Add(int64(tried))
	t.Logf("%d points", tried)
}

var pointsTried atomic.Int64

// sweep tries something at every request of the stories on every face. Do is told the number of the request; it reports
// whether the story came that far.
func sweep(t *testing.T, begin int, do func(s *swept, n int) bool) {
	t.Helper()
	for _, at := range faces {
		for _, told := range stories {
			t.Run(at.name+", "+told.name, func(t *testing.T) {
				t.Parallel()
				from, want := published(t, at, told)
				each(t, begin, func(n int) (reached bool) {
					synctest.Test(t, func(t *testing.T) {
						s := newSwept(t, at, from).checkout(told.after...)
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

// published gives the state before a story, and what a run that nothing happens to makes of it.
func published(t *testing.T, at face, told story) (from *store.Snapshot, want string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newSwept(t, at, nil)
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
	return from, want
}

var errGone = errors.New("the machine went away")

func TestSweepOfKills(t *testing.T) {
	t.Parallel()
	for _, done := range []bool{false, true} {
		t.Run(fmt.Sprintf("request done %v", done), func(t *testing.T) {
			t.Parallel()
			sweep(t, 3, func(s *swept, n int) bool {
				if !s.dies(n, done) {
					return false
				}
				s.settles(fmt.Sprintf("killed at request %d", n))
				return true
			})
		})
	}
}

// dies runs until a request, which is done or not, and sends nothing from then on.
func (s *swept) dies(n int, done bool) bool {
	ctx, cancel := context.WithCancelCause(s.Context())
	defer cancel(nil)
	dead := false
	hook := func(r *sandbox.Request) {
		if r.N >= n {
			dead = true
			r.Drop()
			cancel(errGone)
		}
	}
	if done {
		s.server.Before(func(r *sandbox.Request) {
			if r.N > n {
				r.Drop()
			}
		})
		s.server.After(hook)
	} else {
		s.server.Before(hook)
	}
	s.publish(ctx, s.server.Transport())
	_ = s.server.Wait(s.Context())
	s.server.ClearHooks()
	return dead
}

func TestSweepOfStops(t *testing.T) {
	t.Parallel()
	sweep(t, 5, func(s *swept, n int) bool {
		ctx, cancel := context.WithCancel(s.Context())
		defer cancel()
		var stopped time.Time
		s.server.Before(func(r *sandbox.Request) {
			if r.N == n {
				stopped = time.Now()
				cancel()
			}
		})
		told := s.publish(ctx, s.server.Transport())
		if stopped.IsZero() {
			return false
		}
		if took := time.Since(stopped); took > 2*time.Second {
			s.Errorf("stopped at request %d, the run ends after %s", n, took)
		}
		if told.ExitCode() == 0 && len(told.Pages) == 0 {
			s.Errorf("stopped at request %d, the run reports success", n)
		}
		_ = s.server.Wait(s.Context())
		s.server.ClearHooks()
		s.settles(fmt.Sprintf("stopped at request %d", n))
		return true
	})
}

// A server that never answers must not keep a run that was told to stop.
func TestStopWhileTheServerIsSilent(t *testing.T) {
	t.Parallel()
	sweep(t, 5, func(s *swept, n int) bool {
		ctx, cancel := context.WithCancel(s.Context())
		defer cancel()
		var stopped time.Time
		s.server.Before(func(r *sandbox.Request) {
			if r.N >= n {
				if stopped.IsZero() {
					stopped = time.Now()
					cancel()
				}
				r.Silence()
			}
		})
		s.publish(ctx, s.server.Transport())
		if stopped.IsZero() {
			return false
		}
		if took := time.Since(stopped); took > 2*time.Second {
			s.Errorf("stopped at request %d of a silent server, the run ends after %s", n, took)
		}
		s.server.ClearHooks()
		s.settles(fmt.Sprintf("stopped at request %d of a silent server", n))
		return true
	})
}

// faultsSwept are the faults that are tried at each request.
var faultsSwept = []sandbox.Fault{
	{Kind: sandbox.RateLimit, Variant: "retry-after"}, {Kind: sandbox.RateLimit, Variant: "none"},
	{Kind: sandbox.Status}, {Kind: sandbox.StatusAfter}, {Kind: sandbox.ResetBefore}, {Kind: sandbox.ResetAfter}, {Kind: sandbox.Truncate},
	{Kind: sandbox.ProxyPage}, {Kind: sandbox.Empty}, {Kind: sandbox.Cut}, {Kind: sandbox.HTMLAfter}, {Kind: sandbox.ConflictAfter},
	{Kind: sandbox.WrongVersion}, {Kind: sandbox.Conflict}, {Kind: sandbox.Ignored}, {Kind: sandbox.Late}, {Kind: sandbox.Twice},
	{Kind: sandbox.Twice, Variant: sandbox.Counted}, {Kind: sandbox.SkipRows},
}

func TestSweepOfFaults(t *testing.T) {
	t.Parallel()
	for i, fault := range faultsSwept {
		t.Run(string(fault.Kind)+fault.Variant, func(t *testing.T) {
			t.Parallel()
			sweep(t, i, func(s *swept, n int) bool {
				hit := false
				s.server.Before(func(r *sandbox.Request) {
					if r.N == n {
						hit = true
						r.Hit(fault)
					}
				})
				s.publish(s.Context(), s.server.Transport())
				_ = s.server.Wait(s.Context())
				s.server.ClearHooks()
				if !hit {
					return false
				}
				s.settles(fmt.Sprintf("%s%s at request %d", fault.Kind, fault.Variant, n))
				return true
			})
		})
	}
}

// others are the commits that another machine publishes in between, and the newest of the two runs afterwards.
var others = []struct {
	name   string
	commit []string // what it publishes
	newest []string // nil: what the first run publishes
}{
	{"a newer one", []string{sweptFirst, sweptSecond, sweptThird}, []string{sweptFirst, sweptSecond, sweptThird}},
	{"the same one", []string{sweptFirst, sweptSecond}, nil},
	{"an older one", []string{sweptFirst}, nil},
}

func TestSweepOfOtherCommits(t *testing.T) {
	t.Parallel()
	for i, other := range others {
		for j, way := range []string{"to its end", "while the first goes on", "until it dies"} {
			t.Run(other.name+" "+way, func(t *testing.T) {
				t.Parallel()
				for _, at := range faces {
					t.Run(at.name, func(t *testing.T) {
						t.Parallel()
						told := story{"update", []string{sweptFirst}, []string{sweptFirst, sweptSecond}}
						if other.newest != nil {
							told.after = other.newest
						}
						from, want := published(t, at, told)
						each(t, i+j, func(n int) (reached bool) {
							synctest.Test(t, func(t *testing.T) {
								s := newSwept(t, at, from).checkout(sweptFirst, sweptSecond)
								if reached = s.meets(n, way, other.commit...); !reached {
									return
								}
								s.checkout(told.after...)
								s.settles(fmt.Sprintf("%s %s before request %d", other.name, way, n))
								if got := s.drawing(); got != want {
									t.Errorf("%s %s before request %d:\n%s\nwant:\n%s", other.name, way, n, got, want)
								}
							})
							return reached
						})
					})
				}
			})
		}
	}
}

// meets runs what is checked out, and another commit before the nth request: to its end, while this one goes on, or until
// it dies at its fifth write.
func (s *swept) meets(n int, way string, commits ...string) bool {
	o := s.other(commits...)
	met := false
	ended := make(chan struct{})
	s.server.Before(func(r *sandbox.Request) {
		if r.N != n {
			return
		}
		met = true
		switch way {
		case "to its end":
			o.publish(s.Context(), s.server.Aside())
			close(ended)
		case "while the first goes on":
			go func() {
				defer close(ended)
				o.publish(s.Context(), s.server.Aside())
			}()
		default:
			writes := 0
			ctx, cancel := context.WithCancelCause(s.Context())
			o.publish(ctx, roundTripper(func(request *http.Request) (*http.Response, error) {
				if request.Method != http.MethodGet {
					writes++
				}
				if writes >= 5 {
					cancel(errGone)
					return nil, errGone
				}
				return s.server.Aside().RoundTrip(request)
			}))
			cancel(nil)
			close(ended)
		}
	})
	s.publish(s.Context(), s.server.Transport())
	if met {
		<-ended
	}
	_ = s.server.Wait(s.Context())
	s.server.ClearHooks()
	return met
}

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

// A page that is purged or hidden is an error with its cure, and never made a second time.
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
