package confluence_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/sandbox"
)

// A change is one operation on a page that stands.
type change struct {
	name string
	do   func(d desk, on stage) error
	done func(d desk, on stage) bool
}

// A stage is what a change finds.
type stage struct {
	page, parent, trashed confluence.Page
	property              confluence.Property
	file                  confluence.Attachment
}

func (d desk) stage() stage {
	d.Helper()
	ctx := d.Context()
	on := stage{page: d.create("", "Page"), parent: d.create("", "Parent"), trashed: d.create("", "Trashed")}
	var err error
	if on.property, err = d.client.CreateProperty(ctx, on.page.ID, "stands", json.RawMessage(`"old"`)); err != nil {
		d.Fatal(err)
	}
	files, err := d.client.AttachFiles(ctx, on.page.ID, []confluence.Upload{{Name: "stands", Comment: "old", Content: []byte("old")}})
	if err != nil {
		d.Fatal(err)
	}
	on.file = files[0]
	if err := d.client.DeletePage(ctx, on.trashed.ID); err != nil {
		d.Fatal(err)
	}
	return on
}

func (d desk) pageNow(id string) confluence.Page {
	d.Helper()
	p, err := d.client.Page(d.Context(), id)
	if err != nil {
		d.Fatal(err)
	}
	return p
}

var changes = []change{
	{"retitle", func(d desk, on stage) error {
		p, err := d.client.Retitle(d.Context(), on.page.ID, "New", confluence.VersionNote{})
		return worthless(err, p.Title != "New")
	}, func(d desk, on stage) bool {
		p := d.pageNow(on.page.ID)
		return p.Title == "New" && text(p) == "<p>Page</p>"
	}},
	{"reparent", func(d desk, on stage) error {
		p, err := d.client.Reparent(d.Context(), on.page, on.parent.ID, confluence.VersionNote{})
		return worthless(err, p.ParentID != on.parent.ID)
	}, func(d desk, on stage) bool {
		p := d.pageNow(on.page.ID)
		return p.ParentID == on.parent.ID && p.Title == "Page" && text(p) == "<p>Page</p>"
	}},
	{"restore", func(d desk, on stage) error {
		p, err := d.client.RestorePage(d.Context(), on.trashed.ID, confluence.VersionNote{})
		return worthless(err, p.Status != "current")
	}, func(d desk, on stage) bool {
		p := d.pageNow(on.trashed.ID)
		return p.Status == "current" && text(p) == "<p>Trashed</p>"
	}},
	{"create a property", func(d desk, on stage) error {
		p, err := d.client.CreateProperty(d.Context(), on.page.ID, "new", json.RawMessage(`"v"`))
		return worthless(err, p.ID == "" || p.Version != 1)
	}, func(d desk, on stage) bool { return d.property(on, "new") == `"v" 1` }},
	{"update a property", func(d desk, on stage) error {
		p := on.property
		p.Value, p.Version = json.RawMessage(`"v"`), 2
		p, err := d.client.UpdateProperty(d.Context(), on.page.ID, p)
		return worthless(err, p.Version != 2)
	}, func(d desk, on stage) bool { return d.property(on, "stands") == `"v" 2` }},
	{"remove a property", func(d desk, on stage) error {
		return d.client.RemoveProperty(d.Context(), on.page.ID, on.property)
	}, func(d desk, on stage) bool { return d.property(on, "stands") == "" }},
	{"attach new files", func(d desk, on stage) error {
		made, err := d.client.AttachFiles(d.Context(), on.page.ID, uploadsOf(map[string]string{"a": "A", "b": "B"}, "a", "b"))
		return worthless(err, len(made) != 2 || made[1].ID == "")
	}, func(d desk, on stage) bool {
		files := d.filesOn(on.page.ID) // what is carried out twice makes a version that holds the same
		return strings.Contains(files, " A (hash of A)") && strings.Contains(files, " B (hash of B)")
	}},
	{"attach files again", func(d desk, on stage) error {
		files := uploadsOf(map[string]string{"stands": "new", "b": "B"}, "stands", "b")
		files[0].ID = on.file.ID
		made, err := d.client.AttachFiles(d.Context(), on.page.ID, files)
		return worthless(err, len(made) != 2 || made[0].ID != on.file.ID)
	}, func(d desk, on stage) bool {
		files := d.filesOn(on.page.ID)
		return strings.Contains(files, " new (hash of new)") && strings.Contains(files, " B (hash of B)")
	}},
}

// worthless is the failure of an operation, also of one that calls itself done.
func worthless(err error, is bool) error {
	if err == nil && is {
		err = fmt.Errorf("what it returned is not what was asked for")
	}
	return err
}

func (d desk) property(on stage, key string) string {
	p, err := d.client.Property(d.Context(), on.page.ID, key)
	if confluence.IsKind(err, confluence.NotFound) {
		return ""
	}
	if err != nil {
		d.Fatal(err)
	}
	return fmt.Sprint(string(p.Value), " ", p.Version)
}

// TestEachChangeOutlivesAnyAnswer lets every request of every change meet every
// fault.
func TestEachChangeOutlivesAnyAnswer(t *testing.T) {
	t.Parallel()
	kinds := []sandbox.FaultKind{
		sandbox.RateLimit, sandbox.Status, sandbox.StatusAfter, sandbox.ResetBefore, sandbox.ResetAfter, sandbox.Truncate, sandbox.Empty, sandbox.Cut,
	}
	onlyWrites := []sandbox.FaultKind{
		sandbox.HTMLAfter, sandbox.ConflictAfter, sandbox.WrongVersion, sandbox.Conflict, sandbox.Ignored, sandbox.Late, sandbox.Twice,
	}
	for _, f := range faces {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			cells := 0
			for _, change := range changes {
				calm := newDesk(t, f)
				on := calm.stage()
				var err error
				requests := calm.requests(func() { err = change.do(calm, on) })
				if err != nil || !change.done(calm, on) {
					t.Fatalf("%s: %v", change.name, err)
				}
				for n, request := range requests {
					met := kinds
					if isWrite(request) {
						met = slices.Concat(kinds, onlyWrites)
					}
					for _, kind := range met {
						d := newDesk(t, f)
						on := d.stage()
						d.server.Faults().Add(sandbox.Fault{Kind: kind, Skip: n, Times: 1})
						if err := change.do(d, on); err != nil {
							t.Errorf("%s, %s at %s: %v", change.name, kind, request, err)
						}
						if !change.done(d, on) {
							t.Errorf("%s, %s at %s: it was not done", change.name, kind, request)
						}
						cells++
					}
				}
			}
			t.Logf("%d cells", cells)
		})
	}
}
