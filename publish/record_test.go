package publish_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// properties returns the keys of the record's properties on the home page.
func (b *bench) properties() []string {
	b.Helper()
	var keys []string
	for _, property := range b.server.Store().Properties(b.space().HomepageID) {
		if strings.HasPrefix(property.Key, "pagewright-") {
			keys = append(keys, property.Key)
		}
	}
	slices.Sort(keys)
	return keys
}

func numbered(n int) string {
	var files strings.Builder
	for i := range n {
		fmt.Fprintf(&files, "-- docs/p%03d.md --\n# Page %d\n\nText %d.\n", i, i, i)
	}
	return files.String()
}

// wordy are documents in a folder whose name fills the record, so that it has several parts.
func wordy(n int) string {
	folder := strings.Repeat("folder-", 25) + "name"
	var files strings.Builder
	for i := range n {
		fmt.Fprintf(&files, "-- docs/%s/p%03d.md --\n# Page %d\n\nText %d.\n", folder, i, i, i)
	}
	return files.String()
}

func TestRecordWithAMissingPartIsRefusedAndRebuilt(t *testing.T) {
	t.Parallel()
	for _, f := range faces {
		for what, spoil := range map[string]func(*store.Store, string, string) error{
			"missing": func(s *store.Store, page, key string) error { return s.DeleteProperty(page, key) },
			"damaged": func(s *store.Store, page, key string) error {
				property, err := s.Property(page, key)
				if err == nil {
					property.Value, property.Version = []byte(`{"entries":"none"}`), property.Version+1
					_, err = s.UpdateProperty(page, property)
				}
				return err
			},
		} {
			t.Run(f.name+", "+what, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, wordy(120))
				b.at(f)
				b.settings.Orphans = "delete"
				b.published("121 created")
				keys := b.properties()
				if len(keys) < 3 {
					t.Fatalf("the record has only %q", keys)
				}
				before := b.tree()
				for _, key := range keys[1:] { // all but the head
					if err := spoil(b.server.Store(), b.space().HomepageID, key); err != nil {
						t.Fatal(err)
					}
				}
				b.refused(report.ExitFailed, []string{"the record of what was published before", "--repair"}, []string{"belongs to"})
				b.logHas(keys[0][:len("pagewright-")+4])
				if writes := b.writes(); len(writes) > 0 {
					t.Errorf("writes %q", writes)
				}
				b.repair = true
				if told := b.run(); told.ExitCode() != 0 {
					t.Fatalf("the repair exits with %d:\n%.3000s", told.ExitCode(), b.log.String())
				}
				b.repair = false
				b.unchanged()
				if b.tree() != before {
					t.Error("the tree is another one after the repair")
				}
			})
		}
	}
}

func TestPropertiesOfOthersDoNotStopARun(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n")
	b.published("1 created")
	for key, value := range map[string]string{
		"pagewright-other": `"x"`, "pagewright-0123456789ab-head": `{"format":99,"owner":7}`, "pagewright-ba9876543210-head": `[]`,
		"pagewright-ba9876543210-segment-1": `null`, "pagewright": `{}`, "pagewright-1of1": `{"repository":{}}`,
	} {
		if _, err := b.server.Store().CreateProperty(b.space().HomepageID, store.Property{Key: key, Value: []byte(value)}); err != nil {
			t.Fatal(err)
		}
	}
	b.unchanged()
	b.write("-- docs/a.md --\n# A\n\nMore.\n")
	b.published("1 updated")
	if n := len(b.server.Store().Properties(b.space().HomepageID)); n < 8 {
		t.Errorf("%d properties are left", n)
	}
}

// The parent page is copied with its properties, as people do for the next release, and the copy becomes the parent.
func TestCopyOfTheParentPageTakesNothingAway(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n", func(b *bench) {
		person := b.server.Person("DOCS")
		first := b.foreignPage("Release 1")
		b.settings.Parent = first.ID
		b.published("2 created")
		copied, err := person.Copy("Release 1", "", "Release 2")
		if err != nil {
			b.Fatal(err)
		}
		b.settings.Parent = copied.ID
		for range 2 {
			b.published("2 failed")
			b.logHas("set former-parent: " + first.ID)
		}
		if got, want := b.tree(), "Release 1\n  A\n  B\nRelease 2\n"; got != want {
			b.Errorf("tree:\n%swant:\n%s", got, want)
		}
		b.settings.Parent = first.ID
		b.unchanged()

		b.settings.Parent, b.settings.FormerParent = copied.ID, first.ID
		b.published("2 moved")
		if got, want := b.tree(), "Release 1\nRelease 2\n  A\n  B\n"; got != want {
			b.Errorf("tree:\n%swant:\n%s", got, want)
		}
		b.settings.FormerParent = ""
		b.unchanged()
	})
}

func TestAccountThatMayNotEditTheParentWritesNothing(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n", func(b *bench) {
		b.foreignPage("Release 1")
		b.settings.Parent = "Release 1"
		person := b.server.Person("DOCS")
		if err := person.Restrict("Release 1", store.Restrictions{Update: store.Subjects{Users: []string{person.AccountID}}}); err != nil {
			b.Fatal(err)
		}
		b.refused(report.ExitFailed, []string{"this account may not edit the parent page"}, nil)
		if got := b.tree(); got != "Release 1\n" {
			b.Errorf("tree:\n%s", got)
		}
	})
}

// What a property may hold is not documented for all hosts. What is refused for its size is split: segments, journal and
// intents.
func TestPropertiesThatAreRefusedForTheirSizeAreSplit(t *testing.T) {
	t.Parallel()
	const most = 5000
	onFaces(t, wordy(60), func(b *bench) {
		b.inPlace = func(request *http.Request) http.HandlerFunc {
			if !strings.Contains(request.URL.Path, "/propert") || request.Method == http.MethodGet || len(peek(b, request)) < most {
				return nil
			}
			return func(w http.ResponseWriter, _ *http.Request) {
				answer(w, http.StatusRequestEntityTooLarge, `{"message":"too large"}`)
			}
		}
		b.diesAt(creates)
		b.published("61 created")
		b.unchanged()
		for _, property := range b.server.Store().Properties(b.space().HomepageID) {
			if len(property.Value) > most {
				b.Errorf("%s has %d bytes", property.Key, len(property.Value))
			}
		}
		if keys := b.properties(); len(keys) < 4 || !strings.HasSuffix(keys[0], "-head") || !strings.Contains(keys[1], "-segment-") {
			b.Errorf("properties: %q", keys)
		}
	})
}

func TestRepairOfWhatIsRightWritesNothing(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n---\nlabels: x\n---\n# A\n\n![p](p.svg) [b](s/b.md)\n-- docs/s/b.md --\n# B\n-- docs/p.svg --\n"+picture(1), func(b *bench) {
		b.published("3 created")
		b.repair = true
		b.published("3 unchanged")
		b.unchanged()
	})
}
