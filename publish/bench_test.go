package publish_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
	"github.com/pagewright/pagewright/publish/sandbox/store"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render/problem"
)

// bench is one embedded Confluence with a folder of documents that is published to it.
type bench struct {
	*testing.T
	server   *sandbox.Server
	dir      string
	settings settings.Settings
	face     face           // that runs go to
	clock    *sandbox.Clock // the server's
	log      bytes.Buffer
	env      map[string]string                    // of the runs
	lookPath func(string) (string, error)         // finds programs; nil: there are none
	inPlace  func(*http.Request) http.HandlerFunc // what answers in Confluence's place; nil for what reaches it
	repair   bool

	told *report.Report // of the last run

	mu       sync.Mutex
	requests []string // of the last run: method and path
}

func newBench(t *testing.T, files string) *bench {
	t.Helper()
	b := &bench{T: t, dir: t.TempDir()}
	check := conformance.Check(t)
	b.clock = sandbox.NewClock(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC))
	server, err := sandbox.New(sandbox.Options{Now: b.clock.Now, Middleware: func(next http.Handler) http.Handler { return check(b.watch(next)) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	b.server = server
	b.write(files)
	b.settings, _, err = settings.Read(settings.Sources{Flag: nothing, Environment: nothing, Input: nothing})
	if err != nil {
		t.Fatal(err)
	}
	b.settings.URL, b.settings.Space, b.settings.Owner = "https://example.atlassian.net", "DOCS", "acme/handbook"
	b.credential("unscoped")
	return b
}

func nothing(string) string { return "" }

func (b *bench) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		b.requests = append(b.requests, r.Method+" "+r.URL.Path)
		b.mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

func (b *bench) credential(name string) {
	b.Helper()
	for _, credential := range b.server.Credentials() {
		if credential.Name == name {
			b.settings.Credential = settings.Credential{User: credential.User, Token: settings.Secret(credential.Token)}
			return
		}
	}
	b.Fatalf("the embedded Confluence has no credential %q", name)
}

// write lays the files of a txtar archive out in the folder; a file without content is removed.
func (b *bench) write(files string) {
	b.Helper()
	lay(b, b.dir, files)
}

// lay lays the files of a txtar archive out in a folder; a file without content is removed.
func lay(t testing.TB, dir, files string) {
	t.Helper()
	for _, file := range txtar.Parse([]byte(files)).Files {
		name := filepath.Join(dir, file.Name)
		if len(file.Data) == 0 {
			_ = os.Remove(name)
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func (b *bench) run() *report.Report {
	b.Helper()
	b.mu.Lock()
	b.requests = nil
	b.mu.Unlock()
	b.log.Reset()
	b.clock.Advance(space.LeaseLasts) // an earlier run may have died
	host := workflow.Detect(workflow.Environment{Getenv: func(name string) string { return b.env[name] }, Stdout: &b.log, Stderr: &b.log})
	b.told = publish.Run(b.Context(), b.settings, publish.World{
		Host: host, WorkingDir: b.dir, Version: "1.2.3", Commit: "0123456", Transport: roundTripper(b.roundTrip), LookPath: b.lookPath, Environment: os.Environ(),
		Patience: confluence.Patience{First: 10 * time.Millisecond}, Repair: b.repair,
	})
	for _, p := range b.told.Problems {
		if _, found := problem.Find(p.Rule); !found {
			b.Errorf("%s:%d: no rule is named %q", p.Path, p.Line, p.Rule)
		}
	}
	return b.told
}

// at lets the runs go to one of the three faces.
func (b *bench) at(f face) {
	b.Helper()
	b.face = f
	b.settings.URL = strings.Replace(f.url, "CLOUDID", b.server.CloudID(), 1)
	b.credential(f.credential)
}

// onFaces runs a test on each of the three faces.
func onFaces(t *testing.T, files string, test func(b *bench)) {
	t.Helper()
	for _, f := range faces {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, files)
			b.at(f)
			test(b)
		})
	}
}

// unchanged runs once more, which is to change and to write nothing.
func (b *bench) unchanged() {
	b.Helper()
	told := b.run()
	if writes := b.writes(); told.ExitCode() != 0 || told.Counts[plan.Unchanged] != len(told.Pages) || len(writes) > 0 {
		b.Errorf("a further run exits with %d, %s, and writes %q:\n%s", told.ExitCode(), counts(told), writes, b.log.String())
	}
}

func (b *bench) roundTrip(request *http.Request) (*http.Response, error) {
	if b.inPlace != nil {
		if handler := b.inPlace(request); handler != nil {
			recorder := httptest.NewRecorder()
			handler(recorder, request)
			response := recorder.Result()
			response.Request = request
			return response, nil
		}
	}
	return b.server.Transport().RoundTrip(request)
}

// published runs and wants the counts, such as "2 created, 1 failed".
func (b *bench) published(want string) *report.Report {
	b.Helper()
	told := b.run()
	if got := counts(told); got != want {
		b.Fatalf("got %q, want %q\n%s", got, want, b.log.String())
	}
	return told
}

func counts(told *report.Report) string {
	var parts []string
	for _, action := range plan.Actions {
		if n := told.Counts[action]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, action))
		}
	}
	return strings.Join(parts, ", ")
}

// writes returns the requests of the last run that may have changed something: not those that ask for scopes.
func (b *bench) writes() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var writes []string
	for _, request := range b.requests {
		if !strings.HasPrefix(request, "GET ") && !strings.Contains(request, "/999999999999") {
			writes = append(writes, request)
		}
	}
	return writes
}

func (b *bench) space() store.Space {
	b.Helper()
	space, err := b.server.Store().SpaceByKey("DOCS")
	if err != nil {
		b.Fatal(err)
	}
	return space
}

func (b *bench) page(title string) store.Page {
	b.Helper()
	page, err := b.server.Store().PageByTitle(b.space().ID, title)
	if err != nil {
		b.Fatalf("page %q: %v", title, err)
	}
	return page
}

// tree draws the pages below the space's home page.
func (b *bench) tree() string {
	var out strings.Builder
	var draw func(id, indent string)
	draw = func(id, indent string) {
		for _, page := range b.server.Store().Children(id) {
			fmt.Fprintf(&out, "%s%s\n", indent, page.Title)
			draw(page.ID, indent+"  ")
		}
	}
	draw(b.space().HomepageID, "")
	return out.String()
}

func (b *bench) bodyHas(title string, parts ...string) {
	b.Helper()
	body := b.page(title).Body()
	for _, part := range parts {
		if !strings.Contains(body, part) {
			b.Errorf("the body of %q lacks %s:\n%s", title, part, body)
		}
	}
}

func sorted(lines string) string {
	all := strings.SplitAfter(lines, "\n")
	slices.Sort(all)
	return strings.Join(all, "")
}

func (b *bench) foreignPage(title string) store.Page {
	b.Helper()
	page, err := b.server.Store().CreatePage(store.NewPage{SpaceID: b.space().ID, ParentID: b.space().HomepageID, Title: title, Body: "<p>mine</p>", AuthorID: b.server.Store().Users()[0].AccountID})
	if err != nil {
		b.Fatal(err)
	}
	return page
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }

// edit writes a body by hand, as a person would in Confluence.
func (b *bench) edit(title, body string) {
	b.Helper()
	if err := b.server.Person("DOCS").Edit(title, body, ""); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) logHas(parts ...string) {
	b.Helper()
	for _, part := range parts {
		if !strings.Contains(b.log.String(), part) {
			b.Errorf("the log lacks %q:\n%s", part, b.log.String())
		}
	}
}

// link puts a symbolic link into the folder.
func (b *bench) link(target, name string) {
	b.Helper()
	if err := os.Symlink(target, filepath.Join(b.dir, name)); err != nil {
		b.Fatal(err)
	}
}
