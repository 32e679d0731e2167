package confluence_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

func start(t *testing.T) *sandbox.Server {
	t.Helper()
	server, err := sandbox.Start(sandbox.Options{Middleware: conformance.Check(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

func credentialOf(t *testing.T, s *sandbox.Server, name string) confluence.Credential {
	t.Helper()
	for _, c := range s.Credentials() {
		if c.Name == name {
			return confluence.Credential{User: c.User, Token: c.Token, ClientID: c.ClientID, ClientSecret: c.ClientSecret}
		}
	}
	t.Fatalf("the sandbox has no credential %q", name)
	return confluence.Credential{}
}

// A face is a way to the sandbox with a credential that may do everything there.
type face struct{ name, url, credential, apiRoot string }

var faces = []face{
	{"site, v2", "https://example.atlassian.net", "unscoped", ""},
	{"gateway, v1", "gateway", "unscoped", ""},
	{"gateway, v2", "gateway", "unscoped", "v2"},
	{"Data Center", "https://confluence.example.com/confluence", "dc-password", ""},
}

func (f face) connect(t *testing.T, s *sandbox.Server, traffic *recorder) *confluence.Client {
	t.Helper()
	url := f.url
	if url == "gateway" {
		url = gatewayHost + s.CloudID()
	}
	c, err := confluence.Connect(t.Context(), confluence.Target{URL: url, Credential: credentialOf(t, s, f.credential), Space: "DOCS", APIRoot: f.apiRoot},
		confluence.Options{HTTP: traffic, Clock: clock.NewFake(time.Now()).SkipWaits()})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// write is a small run: two pages, a new version, a file in two versions, labels,
// a property in two versions, and a deletion.
func write(t *testing.T, c *confluence.Client) error {
	t.Helper()
	ctx := t.Context()
	space, err := c.Space(ctx, "DOCS")
	if err != nil {
		return err
	}
	page, err := c.CreatePage(ctx, confluence.NewPage{SpaceID: space.ID, SpaceKey: "DOCS", ParentID: space.HomepageID, Title: "Setup", Body: "<p>one &amp; only</p>"})
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	spare, err := c.CreatePage(ctx, confluence.NewPage{SpaceID: space.ID, SpaceKey: "DOCS", ParentID: page.ID, Title: "Spare", Body: "<p>spare</p>"})
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	body := `<p>two</p><ac:structured-macro ac:name="toc"/><table><tbody><tr><td>cell</td></tr></tbody></table>`
	if _, err = c.UpdatePage(ctx, confluence.PageUpdate{ID: page.ID, Title: "Setup 2", Body: body, Message: "m", Version: page.Version.Number + 1}); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	for _, content := range []string{"a", "b"} {
		if _, err := c.AttachFiles(ctx, page.ID, []confluence.Upload{{Name: "plän.txt", Comment: "hash of " + content, Content: []byte(content)}}); err != nil {
			return fmt.Errorf("attach: %w", err)
		}
	}
	if err := c.AddLabels(ctx, page.ID, []string{"one", "two"}); err != nil {
		return fmt.Errorf("labels: %w", err)
	}
	if err := c.RemoveLabel(ctx, page.ID, "two"); err != nil {
		return fmt.Errorf("label: %w", err)
	}
	p, err := c.CreateProperty(ctx, page.ID, "pagewright", json.RawMessage(`"x"`))
	if err != nil {
		return fmt.Errorf("create property: %w", err)
	}
	p.Value, p.Version = json.RawMessage(`"y"`), 2
	if _, err := c.UpdateProperty(ctx, page.ID, p); err != nil {
		return fmt.Errorf("update property: %w", err)
	}
	if err := c.DeletePage(ctx, spare.ID); err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	return nil
}

// rework is what a run does with pages that stand: it reads them, moves one, gives one
// another title, takes one out of the trash, and keeps a record by its versions.
func rework(t *testing.T, c *confluence.Client) error {
	t.Helper()
	ctx := t.Context()
	space, err := c.Space(ctx, "DOCS")
	if err != nil {
		return err
	}
	var pages []confluence.Page
	for _, title := range []string{"Setup", "Spare"} {
		page, err := c.CreatePage(ctx, confluence.NewPage{SpaceID: space.ID, SpaceKey: "DOCS", ParentID: space.HomepageID, Title: title, Body: "<p>x</p>"})
		if err != nil {
			return fmt.Errorf("create: %w", err)
		}
		pages = append(pages, page)
	}
	setup, spare := pages[0], pages[1]
	p, err := c.CreateProperty(ctx, setup.ID, "pagewright", json.RawMessage(`"x"`))
	if err != nil {
		return fmt.Errorf("create property: %w", err)
	}
	p.Value, p.Version = json.RawMessage(`"y"`), 2
	if p, err = c.UpdateProperty(ctx, setup.ID, p); err != nil {
		return fmt.Errorf("update property: %w", err)
	}
	other, err := c.CreateProperty(ctx, setup.ID, "other", p.Value)
	if err != nil {
		return fmt.Errorf("create property: %w", err)
	}
	if err := c.RemoveProperty(ctx, setup.ID, other); err != nil {
		return fmt.Errorf("remove property: %w", err)
	}
	if setup, err = c.Retitle(ctx, setup.ID, "Setup 2", confluence.VersionNote{}); err != nil {
		return fmt.Errorf("retitle: %w", err)
	}
	if spare, err = c.Reparent(ctx, spare, setup.ID, confluence.VersionNote{}); err != nil {
		return fmt.Errorf("reparent: %w", err)
	}
	files := []confluence.Upload{{Name: "a", Comment: "1", Content: []byte("a")}, {Name: "b", Comment: "2", Content: []byte("b")}}
	made, err := c.AttachFiles(ctx, setup.ID, files)
	if err != nil {
		return fmt.Errorf("attach: %w", err)
	}
	if _, err := c.AttachFiles(ctx, setup.ID, []confluence.Upload{{ID: made[0].ID, Name: "a", Comment: "3", Content: []byte("A")}, {Name: "c", Comment: "4", Content: []byte("c")}}); err != nil {
		return fmt.Errorf("attach: %w", err)
	}
	children, err := c.ChildPages(ctx, setup.ID)
	if err != nil || len(children) != 1 || children[0].ID != spare.ID {
		return fmt.Errorf("children: %+v %w", children, err)
	}
	if err := c.DeletePage(ctx, spare.ID); err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	if spare, err = c.RestorePage(ctx, spare.ID, confluence.VersionNote{}); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	read, want := func() ([]confluence.Page, error) { return c.PagesByID(ctx, []string{setup.ID, spare.ID}, true) }, 2
	if !c.Can().ReadsByID {
		read, want = func() ([]confluence.Page, error) { return c.PagesBelow(ctx, setup.ID) }, 0
	}
	if pages, err = read(); err != nil || len(pages) != want {
		return fmt.Errorf("bulk read: %+v %w", pages, err)
	}
	return nil
}

// stateAfter is what a run left behind, without what may differ: ids, times, and
// how many versions a repeated upload made.
func stateAfter(t *testing.T, s *sandbox.Server) string {
	t.Helper()
	type page struct {
		Title, Body string
		Status      string
		Versions    int
		Labels      []string
		Property    string
		Files       []string
	}
	var pages []page
	for _, space := range s.State().Spaces {
		if space.Key != "DOCS" {
			continue
		}
		for _, p := range slices.Concat(space.Pages, space.Outside) {
			if p.Title != "Setup" && p.Title != "Setup 2" && p.Title != "Spare" {
				continue
			}
			row := page{Title: p.Title, Body: inventedIDs.ReplaceAllString(p.Body, ""), Status: p.Status, Versions: len(p.Versions), Labels: p.Labels, Property: string(p.Properties["pagewright"])}
			for _, a := range p.Attachments {
				row.Files = append(row.Files, a.Name+": "+string(a.Content))
			}
			pages = append(pages, row)
		}
	}
	out, _ := json.MarshalIndent(pages, "", " ")
	return string(out)
}

// The server invents these ids.
var inventedIDs = regexp.MustCompile(` (?:ac:macro-id|(?:ac:)?local-id)="[^"]*"`)

// TestOneFaultAnywhereLeavesTheSameState breaks every single request of a run in
// every way, and expects the space to end up as if nothing had happened.
func TestOneFaultAnywhereLeavesTheSameState(t *testing.T) {
	t.Parallel()
	kinds := []sandbox.FaultKind{sandbox.RateLimit, sandbox.Status, sandbox.StatusAfter, sandbox.ResetBefore, sandbox.ResetAfter, sandbox.Truncate}
	for name, run := range map[string]func(*testing.T, *confluence.Client) error{"write": write, "rework": rework} {
		for _, f := range faces {
			t.Run(name+" on "+f.name, func(t *testing.T) {
				t.Parallel()
				calm := start(t)
				traffic := &recorder{to: calm.Transport()}
				client := f.connect(t, calm, traffic)
				before := len(traffic.asked())
				if err := run(t, client); err != nil {
					t.Fatal(err)
				}
				want, requests := stateAfter(t, calm), traffic.asked()[before:]
				for n, request := range requests {
					for _, kind := range kinds {
						server := start(t)
						broken := &recorder{to: server.Transport()}
						client := f.connect(t, server, broken)
						server.Faults().Add(sandbox.Fault{Kind: kind, Skip: n, Times: 1})
						if err := run(t, client); err != nil {
							t.Errorf("%s at %s: %v", kind, request, err)
							continue
						}
						if got := stateAfter(t, server); got != want {
							t.Errorf("%s at %s left\n%s\nwant\n%s", kind, request, got, want)
						}
					}
				}
				t.Logf("%d requests, each broken in %d ways", len(requests), len(kinds))
			})
		}
	}
}

func TestPreflightLeavesNoTrace(t *testing.T) {
	t.Parallel()
	all := []confluence.Operation{
		confluence.FindSpace, confluence.ReadPage, confluence.FindPage, confluence.ListPages, confluence.CreatePage, confluence.UpdatePage, confluence.DeletePage,
		confluence.ArchivePage, confluence.MovePage, confluence.ListAttachments, confluence.UploadAttachment, confluence.DeleteAttachment,
		confluence.ReadLabels, confluence.AddLabels, confluence.RemoveLabel, confluence.ReadProperty, confluence.CreateProperty,
		confluence.UpdateProperty, confluence.DeleteProperty, confluence.CurrentUser,
		confluence.ReadPages, confluence.ListChildren, confluence.RetitlePage, confluence.ReparentPage, confluence.RestorePage,
		confluence.ReadFolderProperty, confluence.WriteFolderProperty,
	}
	for _, name := range []string{"unscoped", "classic-scoped", "granular-scoped", "mixed"} {
		server := start(t)
		before, _ := json.Marshal(server.State())
		f := face{name, "gateway", name, ""}
		client := f.connect(t, server, &recorder{to: server.Transport()})
		if err := client.Preflight(t.Context(), all); err != nil && !confluence.IsKind(err, confluence.Scope) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := json.Marshal(server.State()); string(after) != string(before) {
			t.Errorf("%s: the preflight changed something", name)
		}
	}
}

// The access token ends before each request of a run in turn.
func TestAccessTokenMayEndAnywhere(t *testing.T) {
	t.Parallel()
	for n := range 12 {
		server := start(t)
		f := face{"", "gateway", "client-credentials", "v2"}
		client := f.connect(t, server, &recorder{to: server.Transport()})
		server.Faults().Add(sandbox.Fault{Kind: sandbox.Expire, Name: "client-credentials", Skip: n, Times: 1})
		if err := write(t, client); err != nil {
			t.Errorf("ended before request %d: %v", n, err)
		}
	}
}

// v1 is switched off before each request of a run in turn.
func TestSwitchOffMayComeAnywhere(t *testing.T) {
	t.Parallel()
	f := face{"", "gateway", "unscoped", ""}
	calm := start(t)
	calmTraffic := &recorder{to: calm.Transport()}
	client := f.connect(t, calm, calmTraffic)
	before := len(calmTraffic.asked())
	if err := write(t, client); err != nil {
		t.Fatal(err)
	}
	want := stateAfter(t, calm)
	for n := range len(calmTraffic.asked()) - before {
		server := start(t)
		seen := 0
		traffic := &recorder{to: server.Transport()}
		client := f.connect(t, server, traffic)
		traffic.before = func() {
			if seen++; seen > n {
				server.Faults().SetV1ContentGone(true)
			}
		}
		if err := write(t, client); err != nil {
			t.Errorf("switched off before request %d: %v", n, err)
			continue
		}
		if got := stateAfter(t, server); got != want {
			t.Errorf("switched off before request %d: left\n%s\nwant\n%s", n, got, want)
		}
		if client.Route().Version != confluence.V2 {
			t.Errorf("switched off before request %d: still on %s", n, client.Route())
		}
	}
}

func TestArchiveAndMoveOnTheSandbox(t *testing.T) {
	t.Parallel()
	server := start(t)
	client := faces[0].connect(t, server, &recorder{to: server.Transport()})
	ctx := t.Context()
	space, err := client.Space(ctx, "DOCS")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, title := range []string{"First", "Second", "Third"} {
		p, err := client.CreatePage(ctx, confluence.NewPage{SpaceID: space.ID, SpaceKey: space.Key, Title: title, Body: "<p/>"})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, p.ID)
	}
	if err := client.MovePage(ctx, ids[2], confluence.Append, ids[0]); err != nil {
		t.Error(err)
	}
	if p, err := client.Page(ctx, ids[2]); err != nil || p.ParentID != ids[0] {
		t.Errorf("%+v %v", p, err)
	}
	if err := client.ArchivePages(ctx, ids[1:]); err != nil {
		t.Error(err)
	}
	p, err := client.PageByTitle(ctx, space, "second")
	if err != nil || p.Status != "archived" {
		t.Errorf("an archived page holds its title: %+v %v", p, err)
	}
	seen := 0
	for p, err := range client.Pages(ctx, space) {
		if err != nil || p.Status != "current" || p.Version.Number == 0 {
			t.Errorf("%+v %v", p, err)
		}
		seen++
	}
	if seen == 0 {
		t.Error("no page is listed")
	}
}
