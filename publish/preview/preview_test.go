package preview_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/preview"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

func TestPreviewFollowsTheDocuments(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "docs/a.md", "# First\n")
	site, stop := start(t, dir)

	write(t, dir, "docs/new/folder/b.md", "# Second\n")
	shows(t, site, "Second")
	write(t, dir, "docs/new/folder/b.md", "# Third\n")
	shows(t, site, "Third")
	if err := os.RemoveAll(filepath.Join(dir, "docs", "new")); err != nil {
		t.Fatal(err)
	}
	eventually(t, site, "the page of a removed document goes", func(page string) bool { return !strings.Contains(page, "Third") })
	stop()
}

func TestPreviewForOthersSaysWhoReadsIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "docs/a.md", "# First\n")
	for listen, exposed := range map[string]bool{"0.0.0.0:0": true, "127.0.0.1:0": false} {
		var out strings.Builder
		s, world := quiet(t, dir)
		options := preview.Options{Listen: listen, AllowHosts: []string{"preview.example.com"}, Once: true, Out: &out, Middleware: conformance.Check(t)}
		if exit, err := preview.Run(t.Context(), s, world, options); exit != 0 || err != nil {
			t.Fatalf("%s: %d %v", listen, exit, err)
		}
		if said := strings.Contains(out.String(), "can read every page"); said != exposed {
			t.Errorf("%s: %s", listen, out.String())
		}
		if strings.Contains(out.String(), "//0.0.0.0") || strings.Contains(out.String(), "//[::]") || !strings.Contains(out.String(), "/First") {
			t.Errorf("%s: people are sent to %s", listen, out.String())
		}
	}
}

// TestPreviewIgnoresWhatTheOwnConfluenceNeeds: the environment of somebody who publishes elsewhere is no reason to fail.
func TestPreviewIgnoresWhatTheOwnConfluenceNeeds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "docs/a.md", "# First\n")
	s, world := quiet(t, dir)
	s.URL, s.CloudID, s.APIRoot, s.APIVersion = "https://wiki.example.com/confluence", "abc", "confluence/rest/api", "latest"
	s.Space, s.Parent, s.Orphans, s.MaxRequestsPerSecond = "ELSEWHERE", "Nowhere", "archive", 0.001
	s.Credential = settings.Credential{ClientID: "me", ClientSecret: "secret", Token: "$TOKEN"}
	if exit, err := preview.Run(t.Context(), s, world, preview.Options{Once: true, Out: io.Discard, Middleware: conformance.Check(t)}); exit != 0 || err != nil {
		t.Errorf("exit code %d, %v", exit, err)
	}
}

func TestPreviewOfTreesHasASpaceForEachOfTheirs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "a/x.md", "# Same title\n\n[other](../b/y.md)\n")
	write(t, dir, "b/x.md", "# Same title\n")
	write(t, dir, "b/y.md", "# Other\n\n[back](../a/x.md)\n")
	s, world := quiet(t, dir)
	for _, tree := range []struct{ name, space string }{{"a", "ONE"}, {"b", "TWO"}} {
		of := s
		of.Trees, of.Tree, of.Space, of.Docs, of.Parent = nil, tree.name, tree.space, []string{tree.name}, "Somewhere"
		s.Trees = append(s.Trees, of)
	}
	var out strings.Builder
	exit, err := preview.Run(t.Context(), s, world, preview.Options{Once: true, Out: &out, Middleware: conformance.Check(t)})
	if exit != 0 || err != nil || !strings.Contains(out.String(), "/Same") {
		t.Fatalf("%d %v\n%s", exit, err, out.String())
	}
}

// quiet returns the settings and the world of a run that speaks to nobody.
func quiet(t *testing.T, dir string) (settings.Settings, publish.World) {
	t.Helper()
	nothing := func(string) string { return "" }
	s, _, err := settings.Read(settings.Sources{Flag: nothing, Environment: nothing, Input: nothing})
	if err != nil {
		t.Fatal(err)
	}
	return s, publish.World{Host: workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: io.Discard, Stderr: io.Discard}), WorkingDir: dir}
}

// start runs a preview and gives the address it prints; stop ends it and wants it to end well.
func start(t *testing.T, dir string) (site string, stop func()) {
	t.Helper()
	s, world := quiet(t, dir)
	site, _, stop = follow(t, s, world)
	return site, stop
}

// follow runs a preview and gives the address and the lines that it prints; stop ends it and wants it to end well.
func follow(t *testing.T, s settings.Settings, world publish.World) (site string, after <-chan string, stop func()) {
	t.Helper()
	check := conformance.Check(t)
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		exit, err := preview.Run(ctx, s, world, preview.Options{Out: out, Middleware: check})
		if err != nil {
			exit = -1
		}
		_ = out.CloseWithError(err)
		code <- exit
	}()
	lines := bufio.NewScanner(in)
	for lines.Scan() && !strings.Contains(lines.Text(), "Publishing again") {
		if text := strings.TrimSpace(lines.Text()); strings.HasPrefix(text, "http") {
			site, _, _ = strings.Cut(text, "spaces/")
		}
	}
	changes := make(chan string, 100)
	go func() {
		for lines.Scan() {
			changes <- lines.Text()
		}
		close(changes)
	}()
	return site, changes, func() {
		cancel()
		if exit := <-code; exit != 0 {
			t.Errorf("the preview ends with %d", exit)
		}
	}
}

func shows(t *testing.T, site, text string) {
	t.Helper()
	eventually(t, site, "the site shows "+text, func(page string) bool { return strings.Contains(page, text) })
}

func eventually(t *testing.T, site, what string, holds func(page string) bool) {
	t.Helper()
	for t.Context().Err() == nil {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site+"spaces/DOCS/overview", nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(what, err)
		}
		page, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err == nil && holds(string(page)) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPreviewKnowsNoPagesOfTheUsersConfluence: ids and parents in documents are those of pages elsewhere.
func TestPreviewKnowsNoPagesOfTheUsersConfluence(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "docs/a.md", "<!-- confluence-page-id: 4711 -->\n<!-- confluence-space-key: OPS -->\n# A\n")
	write(t, dir, "docs/b.md", "---\npage-id: 4712\nparent: Operations\n---\n# B\n")
	write(t, dir, "docs/c.md", "<!-- Space: OPS -->\n<!-- Parent: Operations -->\n<!-- Title: C -->\n")
	s, world := quiet(t, dir)
	s.FailOn = "warning"
	if exit, err := preview.Run(t.Context(), s, world, preview.Options{Once: true, Out: io.Discard, Middleware: conformance.Check(t)}); exit != 0 || err != nil {
		t.Errorf("exit code %d, %v", exit, err)
	}
}
