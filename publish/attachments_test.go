package publish_test

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
)

func picture(width int) string {
	return fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"1\"/>\n", width)
}

// files returns the attachments of a page: name and content.
func (b *bench) files(title string) map[string]string {
	b.Helper()
	files := map[string]string{}
	for _, attachment := range b.server.Store().Attachments(b.page(title).ID) {
		content, err := b.server.Store().AttachmentData(attachment.ID, 0)
		if err != nil {
			b.Fatal(err)
		}
		files[attachment.Title] = string(content)
	}
	return files
}

func (b *bench) wantFiles(title string, want map[string]string) {
	b.Helper()
	if got := b.files(title); !maps.Equal(got, want) {
		b.Errorf("the files of %q:\n%q\nwant:\n%q", title, got, want)
	}
}

func TestFilesOfAPageFollowItsDocument(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\n![x](x.svg) ![y](y.svg)\n-- docs/x.svg --\n"+picture(1)+"-- docs/y.svg --\n"+picture(2), func(b *bench) {
		b.published("1 created")
		b.wantFiles("A", map[string]string{"x.svg": picture(1), "y.svg": picture(2)})
		theirs := b.server.Person("DOCS")
		if err := theirs.Attach("A", "minutes.txt", []byte("theirs")); err != nil {
			b.Fatal(err)
		}
		b.unchanged()
		b.write("-- docs/a.md --\n# A\n\n![z](z.svg) ![y](y.svg)\n-- docs/x.svg --\n-- docs/z.svg --\n" + picture(1) + "-- docs/y.svg --\n" + picture(3))
		b.published("1 updated")
		b.wantFiles("A", map[string]string{"z.svg": picture(1), "y.svg": picture(3), "minutes.txt": "theirs"})
		b.unchanged()
		b.write("-- docs/a.md --\n# A\n\nNo pictures.\n")
		b.published("1 updated")
		b.wantFiles("A", map[string]string{"minutes.txt": "theirs"})
		b.unchanged()
	})
}

// A file goes when no text shows it any more, not before: that text may not come to be written.
func TestFileGoesAfterTheTextThatShowedIt(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\n![x](x.svg)\n-- docs/x.svg --\n"+picture(1), func(b *bench) {
		b.published("1 created")
		b.write("-- docs/a.md --\n# A\n\n![y](y.svg)\n-- docs/x.svg --\n-- docs/y.svg --\n" + picture(2))
		refuse := answering(http.MethodPut, b.page("A").ID, http.StatusForbidden, `{"message":"no"}`)
		b.inPlace = func(request *http.Request) http.HandlerFunc {
			if strings.Contains(request.URL.Path, "attachment") {
				return nil
			}
			return refuse(request)
		}
		b.published("1 failed")
		b.wantFiles("A", map[string]string{"x.svg": picture(1), "y.svg": picture(2)})
		b.bodyHas("A", "x.svg")
		b.inPlace = nil
		b.published("1 updated")
		b.wantFiles("A", map[string]string{"y.svg": picture(2)})
		b.unchanged()
	})
}

func TestBreakWhileFilesChangeLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for _, f := range faces {
		for _, done := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, write done: %v", f.name, done), func(t *testing.T) {
				t.Parallel()
				for n, broke := 1, true; broke; n += pointsApart() {
					b := newBench(t, "-- docs/a.md --\n# A\n\n![x](x.svg) ![y](y.svg)\n-- docs/x.svg --\n"+picture(1)+"-- docs/y.svg --\n"+picture(2))
					b.at(f)
					b.published("1 created")
					b.write("-- docs/a.md --\n# A\n\n![z](z.svg)\n-- docs/x.svg --\n-- docs/y.svg --\n-- docs/z.svg --\n" + picture(3))
					broke = b.breaksAtWrite(n, done)
					if told := b.run(); told.ExitCode() != 0 {
						t.Fatalf("the run after a break at write %d:\n%s", n, b.log.String())
					}
					b.wantFiles("A", map[string]string{"z.svg": picture(3)})
					b.unchanged()
				}
			})
		}
	}
}

// handsOn are changes by hand of a page with the files x.svg and y.svg and the labels one and two.
var handsOn = map[string]func(p sandbox.Person) error{
	"file removed":  func(p sandbox.Person) error { return p.DeleteAttachment("A", "x.svg") },
	"file changed":  func(p sandbox.Person) error { return p.Attach("A", "x.svg", []byte("theirs")) },
	"label removed": func(p sandbox.Person) error { return p.Unlabel("A", "one") },
	"all files removed": func(p sandbox.Person) error {
		return errors.Join(p.DeleteAttachment("A", "x.svg"), p.DeleteAttachment("A", "y.svg"))
	},
	"all labels removed": func(p sandbox.Person) error { return errors.Join(p.Unlabel("A", "one"), p.Unlabel("A", "two")) },
}

func TestFilesAndLabelsChangedByHandArePutBack(t *testing.T) {
	t.Parallel()
	for _, f := range faces {
		for name, change := range handsOn {
			t.Run(f.name+", "+name, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, "-- docs/a.md --\n---\nlabels: [one, two]\n---\n# A\n\n![x](x.svg) ![y](y.svg)\n-- docs/x.svg --\n"+picture(1)+"-- docs/y.svg --\n"+picture(2)+"-- docs/b.md --\n# B\n")
				b.at(f)
				b.published("2 created")
				if err := change(b.server.Person("DOCS")); err != nil {
					t.Fatal(err)
				}
				if f.name == "v2" { // neither shows in the version of the page
					b.unchanged()
					b.repair = true
				}
				b.published("1 updated, 1 unchanged")
				b.repair = false
				b.wantFiles("A", map[string]string{"x.svg": picture(1), "y.svg": picture(2)})
				if got := b.labels("A"); !slices.Equal(got, []string{"one", "two"}) {
					t.Errorf("labels: %q", got)
				}
				b.unchanged()
			})
		}
	}
}

func (b *bench) labels(title string) []string {
	b.Helper()
	labels, err := b.server.Store().Labels(b.page(title).ID)
	if err != nil {
		b.Fatal(err)
	}
	var names []string
	for _, label := range labels {
		names = append(names, label.Name)
	}
	slices.Sort(names)
	return names
}

// Lists within a bulk read are short; a page with more files and labels is looked at by itself.
func TestPageWithManyFilesAndLabels(t *testing.T) {
	t.Parallel()
	onFaces(t, "", func(b *bench) {
		const manyFiles, manyLabels = 510, 210
		var files, body, labels strings.Builder
		for i := range manyFiles {
			fmt.Fprintf(&files, "-- docs/img/picture-of-step-%03d.svg --\n%s", i, picture(i+1))
			fmt.Fprintf(&body, "![s](img/picture-of-step-%03d.svg)\n", i)
		}
		for i := range manyLabels {
			fmt.Fprintf(&labels, "- label-%03d\n", i)
		}
		b.write(files.String() + "-- docs/b.md --\n# B\n-- docs/a.md --\n---\nlabels:\n" + labels.String() + "---\n# A\n\n" + body.String())
		b.published("2 created")
		if n := len(b.properties()); n != 2 {
			b.Errorf("the record of two pages has %d properties", n)
		}
		b.unchanged()
		if n := len(b.requests); n > 20 {
			b.Errorf("a run that changes nothing takes %d requests", n)
		}
		person := b.server.Person("DOCS")
		if err := person.DeleteAttachment("A", "picture-of-step-509.svg"); err != nil {
			b.Fatal(err)
		}
		if err := person.Unlabel("A", "label-209"); err != nil {
			b.Fatal(err)
		}
		b.repair = b.face.name == "v2"
		b.published("1 updated, 1 unchanged")
		b.repair = false
		if files, labels := b.files("A"), b.labels("A"); len(files) != manyFiles || len(labels) != manyLabels {
			b.Errorf("%d files and %d labels after the repair", len(files), len(labels))
		}
		b.unchanged()
	})
}

func TestFilesOfOneNameFromSeveralFolders(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\n![1](c.svg) ![2](y/c.svg) ![3](y-c.svg) ![4](z/C.svg) ![5](y/c.svg)\n-- docs/c.svg --\n"+picture(1)+"-- docs/y/c.svg --\n"+picture(2)+"-- docs/y-c.svg --\n"+picture(3)+"-- docs/z/C.svg --\n"+picture(4))
	b.published("1 created")
	files := b.files("A")
	if len(files) != 4 {
		t.Errorf("files: %q", files)
	}
	body := b.page("A").Body()
	for i, want := range []string{picture(1), picture(2), picture(3), picture(4), picture(2)} {
		_, after, _ := strings.Cut(body, `ri:filename="`)
		name, rest, found := strings.Cut(after, `"`)
		if body = rest; !found || files[name] != want {
			t.Errorf("picture %d shows %q: %q", i+1, name, files[name])
		}
	}
	b.unchanged()
}

// A token of the least scopes may upload files, and neither list nor remove them.
func TestTokenThatMayNotListFiles(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\n![x](x.svg)\n-- docs/x.svg --\n"+picture(1)+"-- docs/b.md --\n# B\n\n![x](x.svg)\n")
	b.server.AddCredential(sandbox.Credential{
		Name: "least", User: "robin@example.com", Token: "ATATT3xFf-least", AccountID: b.account("unscoped"), Scopes: []string{
			"read:content-details:confluence", "read:label:confluence", "read:page:confluence", "read:space:confluence",
			"write:attachment:confluence", "write:label:confluence", "write:page:confluence",
		},
	})
	b.settings.URL = b.server.Gateway()
	b.credential("least")
	b.published("2 created")
	b.unchanged()
	b.write("-- docs/a.md --\n# A\n\n![y](y.svg)\n-- docs/x.svg --\n-- docs/y.svg --\n" + picture(2) + "-- docs/b.md --\n# B\n\n![y](y.svg)\n")
	told := b.published("2 updated")
	if told.ExitCode() != 0 || strings.Count(b.log.String(), "read:attachment:confluence") != 1 {
		t.Errorf("exit code %d\n%s", told.ExitCode(), b.log.String())
	}
	b.wantFiles("A", map[string]string{"x.svg": picture(1), "y.svg": picture(2)})
	b.unchanged()
	b.settings.APIRoot, b.repair = "v2", true
	b.published("2 unchanged")
	b.logHas("attachments that were changed or removed by hand are not put back, because the token may not list")
	b.settings.APIRoot, b.repair = "auto", false

	b.credential("granular-scoped")
	b.write("-- docs/a.md --\n# A\n\nNone.\n")
	b.published("1 updated, 1 unchanged")
	b.wantFiles("A", map[string]string{})
}

func (b *bench) account(credential string) string {
	b.Helper()
	for _, c := range b.server.Credentials() {
		if c.Name == credential {
			return c.AccountID
		}
	}
	b.Fatalf("no credential %q", credential)
	return ""
}

func TestFileOfAPersonIsNotRemovedWithTheDocuments(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\n![y](y.svg)\n-- docs/x.svg --\n"+picture(1)+"-- docs/y.svg --\n"+picture(2), func(b *bench) {
		b.published("1 created")
		if err := b.server.Person("DOCS").Attach("A", "x.svg", []byte(picture(9))); err != nil {
			b.Fatal(err)
		}
		b.write("-- docs/a.md --\n# A\n\n![x](x.svg) ![y](y.svg)\n")
		b.published("1 updated")
		b.logHas("somebody had attached a file named x.svg")
		b.unchanged()
		b.write("-- docs/x.svg --\n" + picture(3))
		b.published("1 updated")
		b.wantFiles("A", map[string]string{"x.svg": picture(3), "y.svg": picture(2)})
		b.write("-- docs/a.md --\n# A\n\nNo pictures.\n")
		b.published("1 updated")
		b.wantFiles("A", map[string]string{"x.svg": picture(3)})
		b.unchanged()
		b.repair = true
		b.published("1 unchanged")
	})
}

// A run that breaks off leaves files and labels as they were, as they are to be, or some of both; the next one may be of
// the commit before, or of another one that does without them.
func TestFilesAndLabelsOfABrokenRunThatTheNextCommitDoesWithout(t *testing.T) {
	t.Parallel()
	const plain = "-- docs/a.md --\n# A\n\nText.\n-- docs/b.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"
	const full = "-- docs/a.md --\n---\nlabels: [one, two]\n---\n# A\n\nText. ![b](b.svg)\n"
	for name, commits := range map[string][]string{
		"given":                    {plain, full, plain},
		"taken":                    {plain + full, plain, full},
		"of a page that is new":    {"-- docs/c.md --\n# C\n", plain + full, plain},
		"of a page that was taken": {plain + full, "-- docs/a.md --\n# A\n\nText.\n", "-- docs/a.md --\n---\nlabels: [two, three]\n---\n# A\n\n![b](b.svg)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, at := range faces {
				drawn := func(b *bench) string {
					b.write(commits[2])
					if told := b.run(); told.ExitCode() != 0 {
						b.Fatalf("exit code %d:\n%s", told.ExitCode(), b.log.String())
					}
					labels, _ := b.server.Store().Labels(b.page("A").ID)
					files := b.server.Store().Attachments(b.page("A").ID)
					var names []string
					for _, label := range labels {
						names = append(names, "label "+label.Name)
					}
					for _, file := range files {
						names = append(names, "file "+file.Title)
					}
					slices.Sort(names)
					b.unchanged()
					return strings.Join(names, ", ")
				}
				want := ""
				for n, reached := 0, true; reached; n += pointsApart() {
					b := newBench(t, commits[0])
					b.at(at)
					b.settings.Parallel = 1
					b.run()
					b.write(commits[1])
					if n == 0 {
						b.run()
						want = drawn(b)
						continue
					}
					requests := 0
					reached = b.runUntil(func(*http.Request) bool { requests++; return requests == n }, true)
					if got := drawn(b); got != want {
						t.Errorf("%s, after a break at request %d: %s, want %s", at.name, n, got, want)
					}
				}
			}
		})
	}
}
