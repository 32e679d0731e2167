package publish_test

import (
	"errors"
	"net/http"
	"testing"
)

// neighbours are those who publish below the same parent page with the same account.
var neighbours = []struct {
	name string
	make func(other *bench)
	told string // of their pages
}{
	{"another repository", func(other *bench) { other.settings.Owner = "acme/other" }, "which acme/other published"},
	{"another tree", func(other *bench) { other.settings.Docs = []string{"manual"} }, "which the docs manual of this repository published"},
}

// withNeighbours runs a test with each of them, who have the same document.
func withNeighbours(t *testing.T, file, text string, test func(b, other *bench, told string)) {
	for _, n := range neighbours {
		t.Run(n.name, func(t *testing.T) {
			onFaces(t, "-- docs/"+file+" --\n"+text, func(b *bench) {
				other := b.twin()
				other.at(b.face)
				other.dir = b.TempDir()
				n.make(other)
				other.write("-- " + other.settings.Docs[0] + "/" + file + " --\n" + text)
				test(b, other, n.told)
			})
		})
	}
}

// whenFirst does something before the first request of the runs that matches is sent.
func (b *bench) whenFirst(matches func(*http.Request) bool, do func()) {
	met := false
	b.inPlace = func(request *http.Request) http.HandlerFunc {
		if !met && matches(request) {
			met = true
			do()
		}
		return nil
	}
	b.Cleanup(func() {
		if !met {
			b.Error("the runs did not send the request")
		}
	})
}

// keepsIts wants the other one's page to outlive that its document goes here.
func (b *bench) keepsIts(other *bench, title, file string) {
	b.Helper()
	id := b.page(title).ID
	b.settings.Orphans = "delete"
	b.write("-- docs/" + file + " --\n-- docs/x.md --\n# X\n")
	if told := b.run(); told.ExitCode() != 0 {
		b.Errorf("without the document:\n%s", b.log.String())
	}
	if b.page(title).ID != id {
		b.Error("the page is another one")
	}
	other.unchanged()
}

const licence = "# Licence\n\nMIT\n"

func TestPageThatAnotherRecordHasIsNotTakenForTheOwn(t *testing.T) {
	t.Parallel()
	for _, doc := range []struct{ file, text, title string }{{"licence.md", licence, "Licence"}, {"api/one.md", "# One\n", "api"}} {
		withNeighbours(t, doc.file, doc.text, func(b, other *bench, told string) {
			if doc.title == "api" { // a page for a folder, with a document of another title
				other.write("-- " + other.settings.Docs[0] + "/" + doc.file + " --\n# Two\n")
			}
			b.whenFirst(creates, func() { other.run() })
			b.run()
			b.logHas(told)
			b.run()
			b.run()
			if writes := b.writes(); len(writes) > 0 {
				b.Errorf("a further run writes %q", writes)
			}
			b.keepsIts(other, doc.title, doc.file)
		})
	}
}

// The request does not arrive, and the other one creates the page before it is looked for.
func TestPageThatAnotherRecordHasIsNotWhatBecameOfALostRequest(t *testing.T) {
	t.Parallel()
	withNeighbours(t, "licence.md", licence, func(b, other *bench, told string) {
		met := false
		b.through(roundTripper(func(request *http.Request) (*http.Response, error) {
			if creates(request) && !met {
				met = true
				other.published("1 created")
				return nil, errors.New("connection reset")
			}
			return b.server.Transport().RoundTrip(request)
		}))
		b.logHas(told)
		b.keepsIts(other, "Licence", "licence.md")
	})
}

// The other one has created the page and goes on later, so that its record does not have it yet.
func TestPageThatAnotherRunMayHaveMadeIsLeftAlone(t *testing.T) {
	t.Parallel()
	withNeighbours(t, "licence.md", licence, func(b, other *bench, told string) {
		b.whenFirst(creates, func() { other.runUntil(creates, true) })
		b.published("1 failed")
		b.logHas("may just be publishing it", "run again when no other run publishes there")
		other.published("1 unchanged")
		b.published("1 failed")
		b.logHas(told)
		b.keepsIts(other, "Licence", "licence.md")
	})
}

func TestPageThatAnotherRecordHasIsNotThatOfABrokenRun(t *testing.T) {
	t.Parallel()
	withNeighbours(t, "licence.md", licence, func(b, other *bench, told string) {
		b.diesAt(creates)
		other.published("1 created")
		b.published("1 failed")
		b.logHas(told)
		b.keepsIts(other, "Licence", "licence.md")
	})
	withNeighbours(t, "licence.md", licence, func(b, other *bench, told string) {
		b.diesAt(creates)
		if !other.runUntil(creates, true) {
			b.Fatal("the other one has not created the page")
		}
		b.published("1 failed")
		b.logHas("may just be publishing it")
		other.published("1 unchanged")
		b.published("1 failed")
		b.logHas(told)
		b.keepsIts(other, "Licence", "licence.md")
	})
}

// Another record has the page from the moment on at which it was found: after the records were read.
func TestPageThatAnotherRunRecordsMeanwhileIsNotThatOfABrokenRun(t *testing.T) {
	t.Parallel()
	withNeighbours(t, "licence.md", licence, func(b, other *bench, told string) {
		b.diesAt(creates)
		b.whenFirst(func(r *http.Request) bool { return r.URL.Query().Get("title") == "Licence" }, func() { other.published("1 created") })
		b.published("1 failed")
		b.logHas(told)
		b.keepsIts(other, "Licence", "licence.md")
	})
}

// To repair and to adopt takes no page that another one is just publishing.
func TestPageThatAnotherRunMayHaveMadeIsNotAdopted(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"repair", "same-title"} {
		withNeighbours(t, "licence.md", licence, func(b, other *bench, _ string) {
			b.write("-- docs/licence.md --\n-- docs/a.md --\n# A\n")
			b.published("1 created")
			if !other.runUntil(creates, true) {
				b.Fatal("the other one has not created the page")
			}
			b.write("-- docs/licence.md --\n" + licence)
			if b.repair = how == "repair"; !b.repair {
				b.settings.Adopt = how
			}
			b.published("1 unchanged, 1 failed")
			b.logHas("the title \"Licence\" belongs to")
			b.repair, b.settings.Adopt = false, "none"
			other.published("1 unchanged")
			b.keepsIts(other, "Licence", "licence.md")
		})
	}
}
