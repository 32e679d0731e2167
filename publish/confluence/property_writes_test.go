package confluence_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/confluence"
)

func isOneWrite(asked []string) bool { return len(asked) == 1 && isWrite(asked[0]) }

func TestPropertiesAreWrittenByVersionWithOneRequestEach(t *testing.T) {
	onEachFace(t, func(d desk) {
		ctx, client := d.Context(), d.client
		page := d.create("", "Page")
		var p confluence.Property
		var err error
		if asked := d.requests(func() { p, err = client.CreateProperty(ctx, page.ID, "pagewright", json.RawMessage(`{"a":[1]}`)) }); err != nil || !isOneWrite(asked) {
			d.Fatalf("%v %v", asked, err)
		}
		if p.ID == "" || p.Key != "pagewright" || string(p.Value) != `{"a":[1]}` || p.Version != 1 || time.Since(p.Created) > time.Minute {
			d.Errorf("%+v", p)
		}
		tells := d.face.name != "gateway, v1"
		if tells != (p.AuthorID != "") {
			d.Errorf("author %q", p.AuthorID)
		}
		first := p
		p.Value, p.Version = json.RawMessage(`"b"`), 2
		if asked := d.requests(func() { p, err = client.UpdateProperty(ctx, page.ID, p) }); err != nil || !isOneWrite(asked) || p.Version != 2 || p.ID != first.ID {
			d.Fatalf("%+v %v %v", p, asked, err)
		}
		if read, err := client.Property(ctx, page.ID, "pagewright"); err != nil || string(read.Value) != `"b"` || read.Version != 2 || read.AuthorID != p.AuthorID || !read.Created.Equal(p.Created) {
			d.Errorf("%+v %v, written %+v", read, err, p)
		}

		if _, err := client.CreateProperty(ctx, page.ID, "pagewright", json.RawMessage(`1`)); !confluence.IsKind(err, confluence.PropertyExists) {
			d.Errorf("exists: %v", err)
		}
		first.Version = 2
		if _, err := client.UpdateProperty(ctx, page.ID, first); !confluence.IsKind(err, confluence.Conflict) {
			d.Errorf("somebody wrote: %v", err)
		}
		if asked := d.requests(func() { err = client.RemoveProperty(ctx, page.ID, p) }); err != nil || !isOneWrite(asked) {
			d.Errorf("%v %v", asked, err)
		}
		if err := client.RemoveProperty(ctx, page.ID, p); err != nil {
			d.Errorf("removed twice: %v", err)
		}
		p.Version++
		if _, err := client.UpdateProperty(ctx, page.ID, p); !confluence.IsKind(err, confluence.Conflict) {
			d.Errorf("somebody removed it: %v", err)
		}
		if _, err := client.CreateProperty(ctx, page.ID, "large", json.RawMessage(`"`+strings.Repeat("x", 40_000)+`"`)); !confluence.IsKind(err, confluence.TooLarge) || !strings.Contains(err.Error(), "32 KB") {
			d.Errorf("large: %v", err)
		}
		if d.face.name == "Data Center" {
			return // its document does not say how a page that is missing is refused
		}
		if _, err := client.CreateProperty(ctx, "999999", "pagewright", json.RawMessage(`1`)); !confluence.IsKind(err, confluence.NotFound) {
			d.Errorf("no page: %v", err)
		}
	})
}

func TestPropertiesOfAPageThatMayNotBeEdited(t *testing.T) {
	t.Parallel()
	for _, f := range faces {
		if f.name == "Data Center" {
			continue // the sandbox has no reader there
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, f)
			page := d.create("", "Page")
			p, err := d.client.CreateProperty(t.Context(), page.ID, "pagewright", json.RawMessage(`1`))
			if err != nil {
				t.Fatal(err)
			}
			f.credential = "reader"
			reader := f.connect(t, d.server, d.traffic)
			p.Version = 2
			if _, err := reader.UpdateProperty(t.Context(), page.ID, p); !confluence.IsKind(err, confluence.Forbidden) {
				t.Errorf("update: %v", err)
			}
			if _, err := reader.CreateProperty(t.Context(), page.ID, "other", p.Value); !confluence.IsKind(err, confluence.Forbidden) {
				t.Errorf("create: %v", err)
			}
			if err := reader.RemoveProperty(t.Context(), page.ID, p); !confluence.IsKind(err, confluence.Forbidden) {
				t.Errorf("remove: %v", err)
			}
		})
	}
}
