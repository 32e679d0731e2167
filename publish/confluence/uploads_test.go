package confluence_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/confluence"
)

func uploadsOf(texts map[string]string, names ...string) []confluence.Upload {
	var files []confluence.Upload
	for _, name := range names {
		files = append(files, confluence.Upload{Name: name, Content: []byte(texts[name]), Comment: "hash of " + texts[name], MinorEdit: true})
	}
	return files
}

// filesOn tells what stands on a page.
func (d desk) filesOn(pageID string) string {
	d.Helper()
	var all []string
	for _, a := range d.server.Store().Attachments(pageID) {
		content, err := d.server.Store().AttachmentData(a.ID, 0)
		if err != nil {
			d.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s v%d %s (%s)", a.Title, len(a.Versions), content, a.Version().Comment))
	}
	return strings.Join(all, ", ")
}

func TestFilesGoUpSeveralAtOnce(t *testing.T) {
	onEachFace(t, func(d desk) {
		ctx, client := d.Context(), d.client
		page := d.create("", "Page")
		var made []confluence.Attachment
		var err error
		attach := func(files []confluence.Upload) int {
			return len(d.requests(func() { made, err = client.AttachFiles(ctx, page.ID, files) }))
		}
		names := []string{"a.txt", "grün b.png", "c.txt"}
		texts := map[string]string{"a.txt": "A", "grün b.png": "B", "c.txt": "C"}
		if n := attach(uploadsOf(texts, names...)); err != nil || n != 1 || len(made) != 3 {
			d.Fatalf("%d requests, %+v %v", n, made, err)
		}
		for i, a := range made {
			if a.ID == "" || a.Title != names[i] || a.Version != 1 || a.FileSize != 1 || a.Comment != "hash of "+texts[names[i]] {
				d.Errorf("%+v", a)
			}
		}
		listed, err := client.Attachments(ctx, page.ID)
		if err != nil || len(listed) != 3 || listed[1].Comment != "hash of B" {
			d.Errorf("%+v %v", listed, err)
		}

		// One is new, one is known to stand, one stands without being known.
		texts = map[string]string{"a.txt": "A2", "new.txt": "N", "c.txt": "C2"}
		files := uploadsOf(texts, "c.txt", "a.txt", "new.txt")
		files[1].ID = made[0].ID
		want := map[bool]int{false: 1, true: 5}[d.face.name == "Data Center"] // refused, looked up, and one by one
		if n := attach(files); err != nil || n != want || made[0].Version != 2 || made[1].Version != 2 || made[2].Version != 1 {
			d.Errorf("%d requests, %+v %v", n, made, err)
		}
		if got := d.filesOn(page.ID); got != "a.txt v2 A2 (hash of A2), grün b.png v1 B (hash of B), c.txt v2 C2 (hash of C2), new.txt v1 N (hash of N)" {
			d.Errorf("%s", got)
		}

		// Somebody has removed a file that the caller thinks is there.
		if err := client.DeleteAttachment(ctx, made[1].ID); err != nil {
			d.Fatal(err)
		}
		files[1].Content, files[1].Comment = []byte("A3"), "hash of A3"
		if attach(files[1:2]); err != nil || made[0].Title != "a.txt" || made[0].ID == files[1].ID {
			d.Errorf("%+v %v", made, err)
		}
		if n := attach(nil); err != nil || n != 0 || len(made) != 0 {
			d.Errorf("no files: %+v %v", made, err)
		}
		if attach(uploadsOf(texts, "a.txt")); err != nil {
			d.Error(err)
		}
		if _, err := client.AttachFiles(ctx, "999999", files[:1]); !confluence.IsKind(err, confluence.NotFound) {
			d.Errorf("no page: %v", err)
		}
	})
}

func TestUploadsAreBoundByNumberAndSize(t *testing.T) {
	onEachFace(t, func(d desk) {
		page := d.create("", "Page")
		var small []confluence.Upload
		for n := range 45 {
			small = append(small, confluence.Upload{Name: fmt.Sprint(n, ".txt"), Content: []byte("x")})
		}
		large := bytes.Repeat([]byte("x"), 9<<20)
		for name, tt := range map[string]struct {
			files []confluence.Upload
			want  int
		}{
			"small": {small, 3},
			"large": {[]confluence.Upload{{Name: "1", Content: large}, {Name: "2", Content: large}, {Name: "3", Content: large}, {Name: "4", Content: large[:1]}}, 2},
		} {
			asked := d.requests(func() {
				if made, err := d.client.AttachFiles(d.Context(), page.ID, tt.files); err != nil || len(made) != len(tt.files) || made[len(made)-1].ID == "" {
					d.Errorf("%s: %v", name, err)
				}
			})
			if len(asked) != tt.want {
				d.Errorf("%s: %d requests, want %d", name, len(asked), tt.want)
			}
		}
	})
}
