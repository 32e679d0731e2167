package plan_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/storage"
)

const (
	owner    = "github.com/acme/docs"
	parentID = "1"
	ourself  = "712020:publisher"
)

// bench is a space without a Confluence: values that a plan is made from, and that are changed as a run would change them.
type bench struct {
	*testing.T
	dir      string
	settings settings.Settings
	host     plan.Host
	pages    map[string]space.Page // what stands
	bodies   map[string]string
	firsts   map[string]space.Past // first versions of pages that have later ones
	labels   map[string][]string
	files    map[string][]space.File
	record   *space.Record
	others   map[string]space.Holding
	renderer *source.Renderer // of the last plan
	nextID   int
	repair   bool
	asked    space.Needs // all that was asked for
}

func newBench(t *testing.T, files string) *bench {
	t.Helper()
	none := func(string) string { return "" }
	s, _, err := settings.Read(settings.Sources{Flag: none, Input: none, Environment: none})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{T: t, dir: t.TempDir(), settings: s, pages: map[string]space.Page{}, bodies: map[string]string{}, labels: map[string][]string{}, files: map[string][]space.File{}, nextID: 100}
	b.host = plan.Host{Archives: true, Orders: true, RetitlesAlone: true, MovesAlone: true, DropsEarlyAnchors: true}
	b.pages[parentID] = space.Page{ID: parentID, Title: "Home", SpaceID: "7", Status: "current", Version: space.Version{Number: 1}}
	if b.record, err = space.ReadRecord(nil, owner, "docs", parentID, false); err != nil {
		t.Fatal(err)
	}
	b.write(files)
	return b
}

func (b *bench) write(files string) {
	b.Helper()
	for _, file := range txtar.Parse([]byte(files)).Files {
		name := filepath.Join(b.dir, file.Name)
		if len(file.Data) == 0 {
			_ = os.Remove(name)
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

// make makes the plan, answering its needs from what stands.
func (b *bench) make() *plan.Plan {
	b.Helper()
	workspace, err := source.OpenWorkspace(b.Context(), b.settings, "", b.dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = workspace.Close() })
	tree, problems, err := source.ReadTree(workspace, b.settings, b.dir)
	if err != nil {
		b.Fatal(err, problems)
	}
	b.renderer = &source.Renderer{Tree: tree, Workspace: workspace, Settings: b.settings, Editor: render.CloudEditor, Address: func(string, string, bool) string { return "" }}
	rendered, _ := b.renderer.RenderAll()
	in := plan.Input{
		Tree: tree, Rendered: rendered, Record: b.record, Others: b.others, Settings: b.settings, Host: b.host, Repair: b.repair, Body: b.renderer.Body,
		Snapshot: space.Snapshot{
			Key: "DOCS", ID: "7", HomeID: parentID, Parent: b.pages[parentID], Pages: map[string]space.Page{}, Unseen: map[string]bool{},
			Named: map[string]space.Page{}, Titles: map[string]space.Page{}, Bodies: map[string]string{}, Children: map[string][]space.Page{},
			Labels: map[string][]string{}, Files: map[string][]space.File{}, Versions: map[space.VersionOf]space.Past{},
		},
	}
	b.asked = space.Needs{}
	for range 10 {
		made := plan.Make(in)[0]
		if made.Needs.Empty() {
			return made
		}
		b.answer(&in.Snapshot, made.Needs)
	}
	b.Fatal("the plan needs ever more")
	return nil
}

func (b *bench) answer(s *space.Snapshot, needs space.Needs) {
	for _, id := range slices.Concat(needs.Pages, needs.Retired) {
		if page, stands := b.pages[id]; stands {
			s.Pages[id] = page
		} else {
			s.Unseen[id] = true
		}
	}
	for _, ref := range needs.Named {
		s.Named[ref] = b.titled(ref)
	}
	for _, wanted := range needs.Titles {
		s.Titles[title.Fold(wanted)] = b.titled(wanted)
	}
	for _, id := range needs.Bodies {
		s.Bodies[id] = b.bodies[id]
	}
	for _, of := range needs.Versions {
		s.Versions[of] = space.Past{}
		if of.Number == 1 {
			s.Versions[of] = b.firsts[of.ID]
		}
	}
	for _, id := range needs.Labels {
		s.Labels[id] = slices.Concat([]string{}, b.labels[id])
	}
	for _, id := range needs.Files {
		s.Files[id] = slices.Concat([]space.File{}, b.files[id])
	}
	for _, id := range needs.Children {
		s.Children[id] = []space.Page{}
		for _, page := range b.sorted() {
			if page.ParentID == id {
				s.Children[id] = append(s.Children[id], page)
			}
		}
	}
	if needs.Self {
		s.Self = ourself
	}
	if needs.Below {
		s.Below = []space.Page{}
		for _, page := range b.sorted() {
			if page.ParentID == parentID {
				s.Below = append(s.Below, page)
			}
		}
	}
	b.asked.Pages = append(b.asked.Pages, needs.Pages...)
	b.asked.Titles = append(b.asked.Titles, needs.Titles...)
	b.asked.Bodies = append(b.asked.Bodies, needs.Bodies...)
	b.asked.Labels = append(b.asked.Labels, needs.Labels...)
	b.asked.Files = append(b.asked.Files, needs.Files...)
}

func (b *bench) sorted() []space.Page {
	var pages []space.Page
	for _, page := range b.pages {
		pages = append(pages, page)
	}
	slices.SortFunc(pages, func(x, y space.Page) int { return strings.Compare(x.ID, y.ID) })
	return pages
}

func (b *bench) titled(wanted string) space.Page {
	for _, page := range b.sorted() {
		if title.Fold(page.Title) == title.Fold(wanted) && page.Status != "trashed" {
			return page
		}
	}
	return space.Page{}
}

// put makes a page stand, as a person made it.
func (b *bench) put(name, body string) space.Page {
	b.nextID++
	page := space.Page{
		ID: fmt.Sprint(b.nextID), Title: name, ParentID: parentID, SpaceID: "7", Status: "current", Position: b.nextID, WebURL: "https://example.com/" + name,
		Version: space.Version{Number: 1, AuthorID: "712020:person", CreatedAt: time.Unix(int64(b.nextID), 0)},
	}
	b.pages[page.ID], b.bodies[page.ID] = page, body
	return page
}

// change changes a page as a person does.
func (b *bench) change(id string, do func(*space.Page)) {
	page := b.pages[id]
	page.Version = space.Version{Number: page.Version.Number + 1, AuthorID: "712020:person"}
	do(&page)
	b.pages[id] = page
}

// publish makes the plan and does what it says, without any failure.
func (b *bench) publish() *plan.Plan {
	b.Helper()
	made := b.make()
	for id, entry := range made.Known {
		b.record.Put(id, entry)
	}
	ids := map[*plan.Page]string{}
	for _, page := range made.Pages {
		ids[page] = page.Existing.ID
	}
	for _, step := range made.Steps {
		b.do(step, made, ids)
	}
	for _, page := range made.Pages { // now that all ids are known
		if entry, known := b.record.Entries[ids[page]]; known && page.Rendered != nil && page.Err == nil {
			var refs []string
			for _, ref := range page.Rendered.Refs {
				for other, id := range ids {
					if other.Source == ref.Source {
						refs = append(refs, plan.RefTo(id, other.Title, b.host))
					}
				}
			}
			entry.Hash, entry.Body = plan.HashOf(page.Rendered, refs), storage.Hash(b.bodies[ids[page]])
			b.record.Put(ids[page], entry)
		}
	}
	return made
}

func (b *bench) do(step *plan.Step, made *plan.Plan, ids map[*plan.Page]string) {
	page := step.Page
	id := ids[page]
	stands := b.pages[id]
	switch do := step.Do.(type) {
	case plan.Create:
		stands = b.put(page.Title, "")
		id = stands.ID
		ids[page] = id
		stands.Version.Number = 0
		stands.ParentID = parentOf(page, ids)
		b.sendText(&stands, page, made)
	case plan.Write:
		stands.Title, stands.ParentID, stands.Status = page.Title, parentOf(page, ids), "current"
		b.sendText(&stands, page, made)
	case plan.Retitle:
		stands.Title = do.To
		stands.Version.Number++
	case plan.Attach:
		b.files[id] = nil
		for _, file := range page.Rendered.Files {
			b.files[id] = append(b.files[id], space.File{Name: file.Name, Hash: file.Hash})
		}
	case plan.Label:
		b.labels[id] = page.Rendered.Labels
	case plan.Move:
		stands.ParentID = parentOf(page, ids)
	case plan.Delete:
		delete(b.pages, id)
		b.record.Remove(id)
		return
	case plan.Archive:
		stands.Status = "archived"
		entry := b.record.Entries[id]
		entry.Retired = true
		b.record.Put(id, entry)
	case plan.Order:
		for i, sibling := range do.Siblings {
			other := b.pages[ids[sibling]]
			other.Position = 1000 + i
			b.pages[other.ID] = other
		}
		return
	}
	b.pages[id] = stands
	if page.Rendered != nil {
		entry := b.record.Entries[id]
		entry.Source, entry.Version, entry.Labels, entry.Files = page.Source, stands.Version.Number, page.Rendered.Labels, plan.FilesHash(page.Rendered)
		b.record.Put(id, entry)
	}
}

func (b *bench) sendText(stands *space.Page, page *plan.Page, made *plan.Plan) {
	stands.Version = space.Version{Number: stands.Version.Number + 1, AuthorID: ourself}
	body, err := b.renderer.Body(page.Rendered.Page, made.Title)
	if err != nil {
		b.Fatal(err)
	}
	b.bodies[stands.ID] = body
}

func parentOf(page *plan.Page, ids map[*plan.Page]string) string {
	if page.Parent.Page != nil {
		return ids[page.Parent.Page]
	}
	return page.Parent.ID
}

// draw writes the plan down, a line for each page: action, title, and why.
func draw(made *plan.Plan) string {
	var out strings.Builder
	for _, page := range made.Pages {
		action := page.Action
		why := page.Reason
		if page.Err != nil {
			action, why = plan.Failed, page.Err.Error()
		}
		fmt.Fprintf(&out, "%s %s: %s\n", action, page.Title, why)
		for _, note := range slices.Concat(page.Notes, page.Warned) {
			fmt.Fprintf(&out, "  %s\n", note)
		}
	}
	if made.Err != nil {
		fmt.Fprintf(&out, "! %v\n", made.Err)
	}
	return out.String()
}

// steps writes the steps down in their order.
func steps(made *plan.Plan) string {
	var out []string
	for _, step := range made.Steps {
		name := strings.TrimPrefix(fmt.Sprintf("%T", step.Do), "plan.")
		if do, is := step.Do.(plan.Retitle); is {
			name += "(" + do.To + ")"
		}
		out = append(out, name+" "+step.Page.Title)
	}
	return strings.Join(out, ", ")
}

func (b *bench) wants(made *plan.Plan, lines ...string) {
	b.Helper()
	got := draw(made)
	for _, line := range lines {
		if !strings.Contains(got, line) {
			b.Errorf("the plan lacks %q:\n%s", line, got)
		}
	}
}

func (b *bench) wantsNothing() {
	b.Helper()
	if made := b.make(); len(made.Steps) > 0 {
		b.Errorf("a further run would do: %s\n%s", steps(made), draw(made))
	}
}
